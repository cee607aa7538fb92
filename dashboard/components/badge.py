"""A verdict as a badge: symbol, words, the limit it rests on, and whether that was checked."""

from collections.abc import Mapping
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.cells import Element, element
from dashboard.components.symbol import symbol
from dashboard.i18n import _, with_unit
from dashboard.limits import reason_words, verdict_words
from layers.model import Regime


def badge(atlas: Atlas, row: Mapping[str, Any], regime: Regime, *, brief: bool = False) -> Element:
    """Return the verdict on one value under one law, or why there is none.

    In its brief form, for tables, the remark on the limit's proof is one word.
    """
    step = int(row[f"step_{regime}"])
    if step < 0:
        reason = reason_words(atlas.limits, str(row[f"reason_{regime}"]))
        return _badge("-1", "step", _("not judged"), [reason], "none")
    word = verdict_words(atlas.limits, str(row[f"verdict_{regime}"]))
    limit = row[f"limit_{regime}"]
    detail: list[str] = []
    if not words.is_missing(limit) and not words.is_missing(row[f"times_{regime}"]):
        detail.append(
            _(
                "{times} of {limit}",
                times=words.times(float(row[f"times_{regime}"])),
                limit=with_unit(float(limit), str(row[f"limit_unit_{regime}"])),
            )
        )
    read = bool(row[f"read_{regime}"])
    if not read:
        detail.append(_("unchecked") if brief else _("limit known from memory only, not checked"))
    elif not row[f"checked_{regime}"]:
        detail.append(_("limit read in a text that is not clean, not checked"))
    elif not brief:
        detail.append(_("limit read in one text, not compared with the gazette"))
    if not brief:
        notes = str(row[f"note_{regime}"] or "").split(";")
        detail += [reason_words(atlas.limits, note) for note in notes if note]
    if row[f"at_least_{regime}"]:
        detail.append(_("at least: the value is a lower bound"))
    kind, colour = ("step", str(step)) if read else ("unread", "none")
    return _badge(str(step), kind, word, detail, colour)


def _badge(step: str, kind: str, word: str, detail: list[str], colour: str) -> Element:
    text = [word, *[element("Small", part) for part in detail]]
    parts = [symbol(kind, step), element("Span", text)]
    return element("Span", parts, className=f"badge badge-{colour}")
