"""Titles that state a finding, and the sentences around them. Plain text, never markup."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.figures.columns import Array, Columns
from dashboard.figures.limits import lines_for
from dashboard.figures.readings import (
    ABOVE,
    NOT_CHECKED,
    NOT_JUDGED,
    Panel,
    Readings,
    readings,
)
from dashboard.figures.view import FigureView
from dashboard.figures.words import capitalised, converted, level_words, number_text, plain
from dashboard.i18n import _, ngettext

REGION = "border"
"""Scope of the places of the region; others lie elsewhere, or stand for wide areas."""


@dataclass(frozen=True)
class Tally:
    """How many places have values, were judged, and are above the level that counts."""

    places: int
    judged: int
    above: int
    unchecked: int


def tally(codes: Array, steps: Array) -> Tally:
    """Count places by their worst value.

    Parameters
    ----------
    codes : array of int
        Place of every value, from 0.
    steps : array of int
        Verdict step of every value, as shown.
    """
    if not len(codes):
        return Tally(0, 0, 0, 0)
    worst = np.full(int(codes.max()) + 1, NOT_CHECKED - 1)
    np.maximum.at(worst, codes, np.where(steps == NOT_JUDGED, NOT_CHECKED - 1, steps))
    return Tally(
        places=len(worst),
        judged=int((worst >= 0).sum()),
        above=int((worst >= ABOVE).sum()),
        unchecked=int((worst == NOT_CHECKED).sum()),
    )


def named_analyte(view: FigureView) -> str:
    """Name the analyte at the start of a sentence; a symbol such as pH stays as it is."""
    label = plain(view.analyte_label)
    return label if label == view.analyte else capitalised(label)


def subject(groups: Sequence[str], view: FigureView) -> str:
    """Name the analyte, and the medium where there is only one."""
    analyte = named_analyte(view)
    if len(groups) != 1:
        return analyte
    medium = plain(view.label("group", groups[0]))
    return _("{analyte} in {medium}", analyte=analyte, medium=medium)


def finding(frame: pd.DataFrame, view: FigureView) -> str:
    """State what the values of the chosen analyte say, as the chart of places does."""
    found = readings(frame, view)
    return above_title(found.rows, view) if len(found.rows) else named_analyte(view)


def above_title(rows: Columns, view: FigureView) -> str:
    """State at how many places a value is above the alert threshold or the limit."""
    groups = pd.unique(rows["group"]).tolist()
    what, level = subject(groups, view), level_words(view.law, groups)
    return region_title(rows["point_id"], rows["step"], rows["scope"], what, level)


def region_title(places: Array, steps: Array, scopes: Array, what: str, level: str) -> str:
    """Write the finding about the places of the region; what is elsewhere is named apart.

    Parameters
    ----------
    places, steps, scopes : array
        Place, verdict step as shown and kind of place of every value.
    what, level : str
        The subject, and the level that "above" speaks of.
    """
    inside = scopes == REGION
    here, elsewhere = (
        tally(pd.factorize(places[part])[0], steps[part]) for part in (inside, ~inside)
    )
    if not here.places or (elsewhere.judged and not here.judged):
        beyond = _("{subject}, outside the region or over wide areas", subject=what)
        return tally_title(elsewhere, beyond, level)
    title = tally_title(here, what, level)
    if not elsewhere.judged:
        return title
    return _(
        "{finding}; outside the region or over wide areas {above} of {judged}",
        finding=title,
        above=number_text(elsewhere.above),
        judged=number_text(elsewhere.judged),
    )


def tally_title(count: Tally, what: str, level: str) -> str:
    """Write the finding about `what` as one sentence."""
    if count.judged == 0:
        return _unjudged_title(count, what)
    words = {"subject": what, "level": level, "judged": number_text(count.judged)}
    if count.judged == 1:
        if count.above:
            return _("{subject}: the one judged place has a value above {level}", **words)
        return _("{subject}: the one judged place has no value above {level}", **words)
    if count.above == 0:
        return _("{subject}: none of {judged} judged places has a value above {level}", **words)
    if count.judged < count.places:
        return ngettext(
            "{subject}: {count} of {judged} judged places has a value above {level}",
            "{subject}: {count} of {judged} judged places have a value above {level}",
            count.above,
            **words,
        )
    return ngettext(
        "{subject}: {count} of {judged} places has a value above {level}",
        "{subject}: {count} of {judged} places have a value above {level}",
        count.above,
        **words,
    )


def _unjudged_title(count: Tally, what: str) -> str:
    if count.unchecked:
        return ngettext(
            "{subject}: values from {count} place, not judged because the limit is not checked",
            "{subject}: values from {count} places, not judged because the limit is not checked",
            count.places,
            subject=what,
        )
    return ngettext(
        "{subject}: values from {count} place, which the law has no limit for",
        "{subject}: values from {count} places, which the law has no limit for",
        count.places,
        subject=what,
    )


def nothing_reason(found: Readings, view: FigureView) -> str:
    """Say why no value of the analyte can be drawn."""
    analyte = plain(view.analyte_label)
    if found.found == 0:
        return _("No values of {analyte} in this selection", analyte=analyte)
    if found.no_unit == found.found:
        return ngettext(
            "{count} value of {analyte}, in a unit that cannot be compared",
            "{count} values of {analyte}, all in units that cannot be compared",
            found.found,
            analyte=analyte,
        )
    return ngettext(
        "{count} value of {analyte}, which is zero and has no place on a log scale",
        "{count} values of {analyte}, none with a place on a log scale",
        found.found,
        analyte=analyte,
    )


def left_out_sentence(found: Readings) -> str:
    """Say how many values are not drawn and why; empty where all are."""
    if not found.left_out:
        return ""
    return ngettext(
        "{count} value is not drawn: its unit cannot be compared, or it is zero on a log scale.",
        "{count} values are not drawn: their units cannot be compared, or they are zero on a "
        "log scale.",
        found.left_out,
    )


def own_left_out_sentence(found: Readings) -> str:
    """Say how many of the reader's own values are not drawn and why; empty where all are."""
    if not found.left_out:
        return ""
    return ngettext(
        "{count} of your values is not drawn: its unit cannot be compared, or it is zero on a log "
        "scale.",
        "{count} of your values are not drawn: their units cannot be compared, or they are zero on "
        "a log scale.",
        found.left_out,
    )


def only_own_title(view: FigureView) -> str:
    """Say that no published value fits, so that only the reader's own are drawn."""
    return _("{subject}: no published value here, only your own", subject=named_analyte(view))


def own_sentence(found: Readings, view: FigureView) -> str:
    """Count the reader's own values by themselves; empty without any.

    Parameters
    ----------
    found : Readings
        Own values only.
    view : FigureView
    """
    return sentences(own_counted(found.rows, view), own_left_out_sentence(found))


def own_counted(rows: Columns, view: FigureView) -> str:
    """Say how many own values there are, and at how many places one is above."""
    if not len(rows):
        return ""
    total = ngettext(
        "Your own data, in no other number here: {count} value.",
        "Your own data, in no other number here: {count} values.",
        int(rows["count"].sum()),
    )
    count = tally(pd.factorize(rows["point_id"])[0], rows["step"])
    if not count.judged:
        return sentences(total, _("None of them is judged by this law."))
    level = level_words(view.law, pd.unique(rows["group"]).tolist())
    above = ngettext(
        "{above} of {count} judged place of yours has a value above {level}.",
        "{above} of {count} judged places of yours have a value above {level}.",
        count.judged,
        above=number_text(count.above),
        level=level,
    )
    return sentences(total, above)


def limits_sentence(panel: Panel, view: FigureView) -> str:
    """List the limit lines of a panel; empty where there are none."""
    listed = []
    for line in lines_for(panel.group, panel.unit, view):
        words = {
            "limit": plain(line.label),
            "value": number_text(converted(line.value), view.decimal_mark),
            "unit": plain(panel.unit),
        }
        if line.checked:
            listed.append(_("{limit} {value} {unit}", **words))
        else:
            listed.append(_("{limit} {value} {unit} (not checked)", **words))
    if not listed:
        return ""
    medium = plain(view.label("group", panel.group))
    return _("Limits in {medium}: {limits}.", medium=medium, limits=", ".join(listed))


def sentences(*parts: str) -> str:
    """Join whole sentences, leaving out the empty ones."""
    return " ".join(part for part in parts if part)
