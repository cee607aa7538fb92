"""A verdict as a badge: symbol, words, the limit it rests on, and whether that was checked."""

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.symbol import symbol
from dashboard.i18n import _, with_unit
from dashboard.limits import reason_words, verdict_words
from layers.model import Regime


def badge(
    atlas: Atlas, row: Mapping[str, Any], regime: Regime, *, brief: bool = False
) -> Component:
    """Return the verdict on one value under one law, or why there is none.

    In its brief form, for tables, the remark on the limit's proof is one word.
    """
    step = int(row[f"step_{regime}"])
    if step < 0:
        reason = reason_words(atlas.limits, str(row[f"reason_{regime}"]))
        return html.Span(
            [symbol("step", "-1"), html.Span([_("not judged"), html.Small(reason)])],
            className="badge badge-none",
        )
    word = verdict_words(atlas.limits, str(row[f"verdict_{regime}"]))
    limit = row[f"limit_{regime}"]
    detail: list[Any] = []
    if not words.is_missing(limit):
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
        detail.append(_("limit read in a reordered transcription, not checked"))
    if row[f"at_least_{regime}"]:
        detail.append(_("at least: the value is a lower bound"))
    return html.Span(
        [
            symbol("step" if read else "unread", str(step)),
            html.Span([word, *[html.Small(text) for text in detail]]),
        ],
        className=f"badge badge-{step}" if read else "badge badge-none",
    )
