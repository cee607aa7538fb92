"""The rows of a frame that a figure can draw, and how they fall into panels and summaries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.figures.columns import (
    Array,
    Columns,
    FrameArrays,
    Take,
    constant,
    flags,
    numbers,
    texts,
)
from dashboard.figures.view import FigureView

NOT_JUDGED = -1
NOT_CHECKED = -2
ABOVE = 2
_LARGEST_CODE = 1 << 40
GROUPS = ("soil", "sediment", "water", "plant", "waste", "air", "food", "human")

_TEXTS = (
    "measurement_id",
    "point_id",
    "name",
    "scope",
    "country",
    "analyte",
    "medium",
    "group",
    "fraction",
    "taxon",
    "organ",
    "unit",
    "unit_std",
    "censoring",
    "statistic",
    "source_id",
)
_NUMBERS = (
    "value",
    "value_std",
    "n",
    "depth_top_cm",
    "depth_bottom_cm",
    "year_start",
    "year_end",
)
_SAME_SUMMARY = (
    "point_id",
    "medium",
    "fraction",
    "taxon",
    "organ",
    "depth_top_cm",
    "depth_bottom_cm",
    "year_start",
    "year_end",
    "source_id",
)


@dataclass(frozen=True)
class Readings:
    """Values of one analyte that can be drawn, one row each.

    `rows` has the columns of the frame that marks need, with the verdict of the chosen law as
    `step` (-1 not judged, -2 the limit is not checked), `raw_step` (checked or not), `times`,
    `limit`, `limit_unit` and `reason`. `found` is
    how many rows of the analyte the frame has, `no_unit` how many cannot be converted to the
    unit of their medium, `no_log` how many are zero or less and have no place on a log axis.
    """

    rows: Columns
    found: int
    no_unit: int
    no_log: int

    @property
    def left_out(self) -> int:
        """How many values are not drawn."""
        return self.no_unit + self.no_log


@dataclass(frozen=True)
class Panel:
    """Rows that share one axis and one set of limits: one medium group in one unit.

    The reader's own values stand in it beside the published ones; nothing is counted over both.
    """

    group: str
    unit: str
    rows: Columns

    @cached_property
    def published(self) -> Columns:
        """Rows that are published."""
        return published(self.rows)

    @cached_property
    def own(self) -> Columns:
        """Rows that are the reader's own."""
        return own(self.rows)


def published(rows: Columns) -> Columns:
    """Return the rows that are published."""
    return rows.at(~rows["own"]) if rows["own"].any() else rows


def own(rows: Columns) -> Columns:
    """Return the rows that are the reader's own."""
    return rows.at(rows["own"])


def needed(view: FigureView) -> list[str]:
    """Return the columns of a frame that a figure looks at."""
    verdict = ("step", view.proof, "times", "limit", "limit_unit", "reason")
    return [*_TEXTS, *_NUMBERS, "pooled", *(f"{name}_{view.regime}" for name in verdict)]


def columns_of(frame: pd.DataFrame, view: FigureView) -> Columns:
    """Return all rows with the columns that marks need and the verdict of the view's law."""
    return Columns(FrameArrays(frame, _takes(view)), np.arange(len(frame)))


def _takes(view: FigureView) -> dict[str, Take]:
    regime = view.regime

    def raw_step(frame: pd.DataFrame) -> Array:
        return frame[f"step_{regime}"].to_numpy(dtype=np.int64, na_value=NOT_JUDGED)

    def step(frame: pd.DataFrame) -> Array:
        """Return the step that a mark may show: one on an unchecked limit looks unknown."""
        raw, checked = raw_step(frame), flags(f"{view.proof}_{regime}")(frame)
        return np.where((raw >= 0) & ~checked, NOT_CHECKED, raw)

    takes = {name: texts(name) for name in _TEXTS} | {name: numbers(name) for name in _NUMBERS}
    takes |= {name: texts(f"{name}_{regime}") for name in ("limit_unit", "reason")}
    takes |= {name: numbers(f"{name}_{regime}") for name in ("limit", "times")}
    takes |= {"own": constant("own", False), "count": constant("count", 1)}
    return takes | {"pooled": flags("pooled"), "raw_step": raw_step, "step": step}


def readings(frame: pd.DataFrame, view: FigureView) -> Readings:
    """Return the values of the view's analyte that have a place on its axis."""
    return drawable_of(columns_of(frame, view), view)


def drawable_of(rows: Columns, view: FigureView) -> Readings:
    """Return those of some rows that have a place on the axis of the view's analyte."""
    is_analyte = (rows["analyte"] == view.analyte).astype(bool)
    found = int(is_analyte.sum())
    drawable = is_analyte & np.isfinite(rows["value_std"])
    no_unit = found - int(drawable.sum())
    if view.log:
        drawable &= rows["value_std"] > 0
    drawn = rows.at(drawable)
    return Readings(drawn, found, no_unit, found - no_unit - len(drawn))


def panels(rows: Columns) -> list[Panel]:
    """Split by medium group and unit, soil first: values are compared in one unit only."""
    group_code, groups = pd.factorize(rows["group"])
    unit_code, units = pd.factorize(rows["unit_std"])
    found = [
        Panel(str(groups[code // len(units)]), str(units[code % len(units)]), rows.at(part))
        for code, part in runs(group_code * len(units) + unit_code)
    ]
    order = {group: i for i, group in enumerate(GROUPS)}
    return sorted(found, key=lambda p: (order.get(p.group, len(GROUPS)), -len(p.rows), p.unit))


def summary_codes(rows: Columns) -> Array:
    """Give every published summary a number; minimum, mean and maximum of one set share it."""
    return group_codes(rows, _SAME_SUMMARY)


def group_codes(rows: Columns, columns: Sequence[str]) -> Array:
    """Give every distinct combination of some columns a number; missing cells are alike."""
    code = np.zeros(len(rows), dtype=np.int64)
    size = 1
    for column in columns:
        part, distinct = pd.factorize(rows[column], use_na_sentinel=True)
        code = code * (len(distinct) + 1) + part + 1
        size *= len(distinct) + 1
        if size > _LARGEST_CODE:
            code = np.unique(code, return_inverse=True)[1]
            size = len(rows)
    return np.unique(code, return_inverse=True)[1]


def thin(order: Array, at_most: int) -> Array:
    """Pick evenly from ranked positions: the first, the last, and quantiles between.

    >>> thin(np.array([7, 3, 5, 1, 9]), 3).tolist()
    [7, 5, 9]
    """
    if len(order) <= at_most:
        return order
    picked: Array = order[np.unique(np.linspace(0, len(order) - 1, at_most).round().astype(int))]
    return picked


def runs(codes: Array) -> Iterator[tuple[int, Array]]:
    """Yield every code with the positions of its rows, codes rising, positions in order."""
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=codes.min(initial=0) - 1))
    for part in np.split(order, starts[1:]) if len(order) else ():
        yield int(codes[part[0]]), part
