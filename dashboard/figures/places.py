"""Places as rows of a chart: what stands behind each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.figures.columns import Array, Columns
from dashboard.figures.readings import NOT_CHECKED, NOT_JUDGED, runs
from dashboard.figures.view import FigureView
from dashboard.figures.words import converted, number_text, plain, years_text
from dashboard.i18n import _, ngettext
from dashboard.steps import step_words


@dataclass(frozen=True)
class Place:
    """One place in one panel.

    `samples` counts its single samples, `summaries` its published summaries; `behind` is the
    largest number of samples that a summary states, NaN where none does. `highest` and `lowest`
    are in `unit`. `step` is the worst verdict, `times` the largest multiple of a limit. `own`
    tells that the values are the reader's.
    """

    point_id: str
    name: str
    country: str
    group: str
    unit: str
    highest: float
    lowest: float
    samples: int
    summaries: int
    behind: float
    year_start: float
    year_end: float
    step: int
    times: float
    own: bool = False

    @property
    def detail(self) -> str:
        """Number of samples and years, short enough for a phone."""
        stated = "?" if np.isnan(self.behind) else number_text(self.behind)
        n = number_text(self.samples)
        if self.summaries:
            n = f"{n} + {stated}" if self.samples else stated
        years = years_text(self.year_start, self.year_end)
        if self.own:
            return _("your data · n = {n} · {years}", n=n, years=years)
        return _("n = {n} · {years}", n=n, years=years)


def places_of(rows: Columns, row_of: Array) -> list[Place]:
    """Describe the places of one panel, by their row number.

    Parameters
    ----------
    rows : Columns
        All drawn values of a panel, as `readings` gives them.
    row_of : array of int
        Row of each value's place in the chart.
    """
    columns = {name: rows[name] for name in _USED}
    return [_place(columns, part) for _row, part in runs(row_of)]


_USED = (
    *("point_id", "name", "country", "group", "unit_std", "value_std"),
    *("pooled", "n", "year_start", "year_end", "step", "times"),
    "own",
)


def _place(columns: dict[str, Array], part: Array) -> Place:
    value, pooled = columns["value_std"][part], columns["pooled"][part]
    first = {name: columns[name][part[0]] for name in ("point_id", "name", "country", "group")}
    return Place(
        **{key: str(text) for key, text in first.items()},
        unit=str(columns["unit_std"][part[0]]),
        highest=float(value.max()),
        lowest=float(value.min()),
        samples=int((~pooled).sum()),
        summaries=int(pooled.sum()),
        behind=_largest(columns["n"][part][pooled]),
        year_start=-_largest(-columns["year_start"][part]),
        year_end=_largest(columns["year_end"][part]),
        step=(worst := worst_step(columns["step"][part])),
        times=_largest(columns["times"][part][columns["step"][part] == worst]),
        own=bool(columns["own"][part[0]]),
    )


def _largest(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(known.max()) if len(known) else float("nan")


def worst_step(steps: Array) -> int:
    """Return the worst verdict; an unchecked one counts as more than none at all."""
    judged = steps[steps >= 0]
    if len(judged):
        return int(judged.max())
    return NOT_CHECKED if (steps == NOT_CHECKED).any() else NOT_JUDGED


def more_own_words(count: int) -> str:
    """Say how many of the reader's own places are not drawn; empty where all are."""
    if not count:
        return ""
    return ngettext("and {count} more place of yours", "and {count} more places of yours", count)


def whose(own: Sequence[bool]) -> dict[str, list[str]]:
    """Return a column that tells own rows from published ones; none where all are published."""
    words = {False: _("published"), True: _("yours")}
    return {_("Data"): [words[bool(one)] for one in own]} if any(own) else {}


def place_table(places: Sequence[Place], view: FigureView) -> pd.DataFrame:
    """Return the numbers behind rows of places, indexed by place id."""
    columns = {
        **whose([p.own for p in places]),
        _("Place"): [plain(p.name) for p in places],
        _("Country"): [plain(view.label("country", p.country)) for p in places],
        _("Medium"): [plain(view.label("group", p.group)) for p in places],
        _("Highest value"): [converted(p.highest) for p in places],
        _("Lowest value"): [converted(p.lowest) for p in places],
        _("Unit"): [plain(p.unit) for p in places],
        _("Samples"): [p.samples for p in places],
        _("Published summaries"): [p.summaries for p in places],
        _("Years"): [years_text(p.year_start, p.year_end) for p in places],
        _("Times the limit"): ["" if np.isnan(p.times) else f"{p.times:.2g}" for p in places],
        _("Verdict"): [step_words(p.step) for p in places],
    }
    return pd.DataFrame(columns, index=pd.Index([p.point_id for p in places], name="point_id"))
