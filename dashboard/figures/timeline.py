"""Where a value stands in time: its year, its period, or the rail of the undated."""

from dataclasses import dataclass

import numpy as np

from dashboard.figures.columns import Array, Columns
from dashboard.figures.readings import group_codes, runs, summary_codes, thin

MOST_MARKS = 300
MOST_SERIES = 12
_SPREAD_YEARS = 0.35
_GOLDEN = 0.6180339887
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_TICK_PX = 42
_NARROWEST_PX = 300
_MARGIN_YEARS, _MARGIN = 0.7, 0.1
_GAP = 0.03
_NARROWEST_RAIL, _WIDEST_RAIL = 0.17, 0.5
_SAME_SERIES = (
    "point_id",
    "medium",
    "fraction",
    "taxon",
    "organ",
    "statistic",
    "depth_top_cm",
    "depth_bottom_cm",
)


def dated(rows: Columns) -> Array:
    """Tell which rows have at least one end of their period."""
    known = ~(np.isnan(rows["year_start"]) & np.isnan(rows["year_end"]))
    return np.asarray(known, dtype=bool)


def periods(rows: Columns) -> tuple[Array, Array]:
    """Return first and last year of dated rows; one that is missing equals the other."""
    start, end = rows["year_start"], rows["year_end"]
    return np.where(np.isnan(start), end, start), np.where(np.isnan(end), start, end)


def year_positions(rows: Columns) -> Array:
    """Return the place of dated rows on the year axis: the middle of their period.

    Where values share a year they are spread within it, by less than half a year.
    """
    start, end = periods(rows)
    middle = (start + end) / 2
    _years, code, count = np.unique(middle, return_inverse=True, return_counts=True)
    turn = (np.arange(len(rows)) * _GOLDEN) % 1 - 0.5
    crowded = (count[code] > 1) & (start == end)
    return np.where(crowded, middle + turn * 2 * _SPREAD_YEARS, middle)


def rail_positions(rows: Columns) -> Array:
    """Return places from 0 to 1 for undated rows; one summary keeps to one upright."""
    single = ~rows["pooled"]
    code = summary_codes(rows)
    code = np.where(single, code.max(initial=0) + 1 + np.arange(len(rows)), code)
    slot = np.unique(code, return_inverse=True)[1]
    return (slot + 0.5) / max(int(slot.max(initial=0)) + 1, 1)


@dataclass(frozen=True)
class Span:
    """How the width of the chart is shared: a rail for the undated, then the years.

    `end` is where the plot ends and the names of the limits begin, as a part of the width.
    `rail` is where the rail ends: 0 without undated values, `end` without dated ones; `start`
    where the years begin. `first` and `last` are the ends of the year axis, `step` the years
    between two ticks.
    """

    end: float
    rail: float
    start: float
    first: float
    last: float
    step: int

    @classmethod
    def of(cls, rows: Columns, end: float) -> "Span":
        """Share the width by how many of the values have no year."""
        known = dated(rows)
        if not known.any():
            return cls(end, end, 0.0, 0.0, 1.0, 1)
        starts, ends = periods(rows.at(known))
        rail = 0.0
        if not known.all():
            rail = end * min(max(1 - float(known.mean()), _NARROWEST_RAIL), _WIDEST_RAIL)
        begin = rail + _GAP if rail else 0.0
        margin = max(_MARGIN_YEARS, _MARGIN * float(ends.max() - starts.min()))
        first, last = float(starts.min()) - margin, float(ends.max()) + margin
        most = max(2.0, (end - begin) * _NARROWEST_PX / _TICK_PX)
        step = next((s for s in _STEPS if (last - first) / s <= most), _STEPS[-1])
        return cls(end, rail, begin, first, last, step)


def fewer(rows: Columns, panels: int) -> Array:
    """Return positions of the rows to draw: of very many in a year, evenly ranked ones.

    `panels` share the marks of the whole figure.
    """
    at_most = MOST_MARKS // panels
    if len(rows) <= at_most:
        return np.arange(len(rows))
    start = rows["year_start"]
    year = np.unique(np.nan_to_num(start, nan=-1.0), return_inverse=True)[1]
    parts = list(runs(year * 2 + rows["pooled"]))
    most = max(at_most // len(parts), 2)
    value = rows["value_std"]
    kept = [thin(part[np.argsort(value[part], kind="stable")], most) for _code, part in parts]
    return np.sort(np.concatenate(kept))


def series(rows: Columns, highlight: str | None) -> list[Array]:
    """Return positions of values that may be joined, in order of time.

    Only the same place, medium, kind of sample, depth and statistic are one series, with one
    exact value a period; two values of one year have no order. Of more than twelve series only
    those of the highlighted place are left, for twelve lines can still be told apart.
    """
    exact = np.flatnonzero((rows["censoring"] == "") & dated(rows))
    part = rows.at(exact)
    code = group_codes(part, _SAME_SERIES)
    several = np.bincount(code, minlength=1)[code] > 1
    if len(np.unique(code[several])) > MOST_SERIES:
        several &= part["point_id"] == highlight
    part, exact, code = part.at(several), exact[several], code[several]
    start, end = periods(part)
    middle = (start + end) / 2
    joined = []
    for _code, same in runs(code):
        ordered = same[np.argsort(middle[same], kind="stable")]
        if (np.diff(middle[ordered]) > 0).all():
            joined.append(exact[ordered])
    return joined
