"""Too little: what is said of a metal that people, animals and plants need, beside the verdicts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.cells import Element, element
from dashboard.components.methods.parts import link, paragraph
from dashboard.i18n import THIN_SPACE, _, ngettext, said, with_unit
from dashboard.state import carried
from dashboard.yardsticks import yardsticks
from layers.assess.essential import Mark, judge_low_end
from layers.model import Selection

JUDGED = ("below_mark", "not_below_mark")
TYPICAL = ("single", "mean", "geometric_mean", "median")
"""Statistics that are counted: a minimum is low and a maximum high whatever the soil is like."""


def low_end_words(low_end: str, share: float | None, sign: str, mark: Mark) -> Element | None:
    """Say whether a value may be too little.

    Parameters
    ----------
    low_end
        Word of `layers.assess.essential.judge_low_end`.
    share
        Value divided by the mark.
    sign
        What stands before a value that is a bound.
    mark
        What it was held against.

    Returns
    -------
    Element or None
        None where no text with a number was found: `metal_note` says that once.
    """
    if low_end not in (*JUDGED, "not_judged") or mark.value is None:
        return None
    amount, meaning = with_unit(mark.value, mark.unit), said(mark.meaning)
    if low_end == "below_mark" and share is not None:
        found = _(
            "Too little? {share} of {mark}: {label}. It is {meaning}.",
            share=sign + words.times(share),
            mark=amount,
            label=said(mark.label_en),
            meaning=meaning,
        )
    elif low_end == "not_below_mark":
        found = _("Too little? Not below {mark}. It is {meaning}.", mark=amount, meaning=meaning)
    else:
        found = _(
            "Too little? Not judged by {mark}, which is {meaning}.", mark=amount, meaning=meaning
        )
    unchecked = [] if mark.checked else [" ", element("Small", _("unchecked"))]
    source = [" ", link(_("source"), mark.url)] if mark.url else []
    return paragraph(found, *source, *unchecked, className="low-end")


def value_notes(atlas: Atlas, rows: Sequence[Mapping[str, Any]]) -> list[Element | None]:
    """Say of each value of one metal whether it may be too little; None where nothing is known."""
    essential = yardsticks(atlas).essential
    if not rows or rows[0]["analyte"] not in essential.analytes:
        return [None] * len(rows)
    judged = judge_low_end(pd.DataFrame(list(rows)), essential, atlas.registry)
    marks = {mark.mark_id: mark for mark in essential.marks}
    return [
        low_end_words(low["low_end"], low["share_of_mark"], _sign(row), marks[low["mark_id"]])
        if low["mark_id"]
        else None
        for row, low in zip(rows, judged.to_dict("records"), strict=True)
    ]


def silence_note(atlas: Atlas, rows: Sequence[Mapping[str, Any]]) -> Element | None:
    """Say once that no text speaks of too little of a metal in the media of these values."""
    essential = yardsticks(atlas).essential
    silent = [
        mark
        for mark in essential.marks
        if mark.kind == "none_known"
        and any((mark.analyte, mark.medium) == (row["analyte"], row["medium"]) for row in rows)
    ]
    if not silent:
        return None
    found = _("Too little? Not judged: {meaning}.", meaning=said(silent[0].meaning))
    return paragraph(found, className="low-end")


def metal_note(atlas: Atlas, selection: Selection, shown: pd.DataFrame) -> Element | None:
    """Say of an essential metal that too little harms too, and how many values are low.

    Parameters
    ----------
    atlas, selection
        The data and the chosen metal.
    shown
        The values that pass the filters.

    Returns
    -------
    Element or None
        None for a metal of which nothing is known at the low end.
    """
    essential = yardsticks(atlas).essential
    marks = [mark for mark in essential.marks if mark.analyte == selection.analyte]
    if not marks:
        return None
    parts = [
        _(
            "People, animals and plants need {metal}: “below the limit” does not mean “enough”.",
            metal=atlas.term("analyte", selection.analyte),
        ),
        *_counts(atlas, marks, shown),
    ]
    if any(mark.kind == "none_known" for mark in marks):
        parts.append(_("How little of the total in a soil is too little was read in no text."))
    address = f"/methods{carried(selection)}#low-end"
    more = element("A", _("Too little, and how it is known"), href=address)
    return paragraph(" ".join(parts), " ", more, className="low-end metal-note")


def _counts(atlas: Atlas, marks: Sequence[Mark], shown: pd.DataFrame) -> list[str]:
    """Count the shown samples and means below each mark that judges."""
    judging = {mark.mark_id: mark for mark in marks if mark.judges}
    fitting = _fitting(shown, list(judging.values()))
    if fitting.empty:
        return []
    judged = judge_low_end(fitting, yardsticks(atlas).essential, atlas.registry)
    found = []
    for key, mark in judging.items():
        here = judged[(judged["mark_id"] == key) & judged["low_end"].isin(JUDGED)]
        if len(here):
            low = int((here["low_end"] == "below_mark").sum())
            found.append(
                ngettext(
                    "{low} of {count} sample or mean of {medium} lies below {mark} ({label}).",
                    "{low} of {count} samples and means of {medium} lie below {mark} ({label}).",
                    len(here),
                    low=low,
                    medium=atlas.medium_name(mark.medium),
                    mark=with_unit(float(mark.value or 0), mark.unit),
                    label=said(mark.label_en),
                )
            )
    return found


def _fitting(shown: pd.DataFrame, marks: Sequence[Mark]) -> pd.DataFrame:
    """Return the samples and means that one of the marks could judge."""
    typical = shown["statistic"].isin(TYPICAL).to_numpy(dtype=bool)
    codes, extractions = pd.factorize(shown["extraction"], use_na_sentinel=False)
    fits = np.zeros(len(shown), dtype=bool)
    for mark in marks:
        named = [mark.extraction.casefold() in str(text).casefold() for text in extractions]
        of_medium = (shown["medium"] == mark.medium).to_numpy(dtype=bool)
        fits |= typical & of_medium & np.array(named, dtype=bool)[codes]
    return shown.take(np.flatnonzero(fits))


def _sign(row: Mapping[str, Any]) -> str:
    return f"{row['censoring']}{THIN_SPACE}" if row["censoring"] else ""
