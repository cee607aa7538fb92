"""The rows of a frame that a figure can draw, and how they fall into panels and summaries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.view import FigureView

Array = np.ndarray[Any, np.dtype[Any]]

NOT_JUDGED = -1
NOT_CHECKED = -2
ABOVE = 2
_LARGEST_CODE = 1 << 40
GROUPS = ("soil", "sediment", "water", "plant", "waste", "air", "food", "human")

_TEXTS = (
    "measurement_id",
    "point_id",
    "name",
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
_VERDICT = ("step", "times", "limit", "limit_unit", "reason", "checked")
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

    rows: pd.DataFrame
    found: int
    no_unit: int
    no_log: int

    @property
    def left_out(self) -> int:
        """How many values are not drawn."""
        return self.no_unit + self.no_log


@dataclass(frozen=True)
class Panel:
    """Rows that share one axis and one set of limits: one medium group in one unit."""

    group: str
    unit: str
    rows: pd.DataFrame


def shown_steps(step: Array, checked: Array, view: FigureView) -> Array:
    """Return the step that a mark may show: one on an unchecked limit looks unknown."""
    if view.colour_unchecked:
        return step
    return np.where((step >= 0) & ~checked, NOT_CHECKED, step)


def verdict_arrays(frame: pd.DataFrame, view: FigureView) -> tuple[Array, Array]:
    """Return step as shown and times the limit, one per row of `frame`, for the view's law."""
    step = frame[f"step_{view.regime}"].to_numpy(dtype=np.int64, na_value=NOT_JUDGED)
    checked = frame[f"checked_{view.regime}"].to_numpy(dtype=bool, na_value=False)
    times = frame[f"times_{view.regime}"].to_numpy(dtype=float, na_value=np.nan)
    return shown_steps(step, checked, view), times


def readings(frame: pd.DataFrame, view: FigureView) -> Readings:
    """Return the values of the view's analyte that have a place on its axis."""
    is_analyte = (frame["analyte"] == view.analyte).to_numpy(dtype=bool, na_value=False)
    found = int(is_analyte.sum())
    value = frame["value_std"].to_numpy(dtype=float, na_value=np.nan)
    drawable = is_analyte & np.isfinite(value)
    no_unit = found - int(drawable.sum())
    if view.log:
        drawable &= value > 0
    rows = rows_at(frame, np.flatnonzero(drawable), view)
    return Readings(rows, found, no_unit, found - no_unit - len(rows))


def rows_at(frame: pd.DataFrame, positions: Array, view: FigureView) -> pd.DataFrame:
    """Return some rows with the columns that marks need and the verdict of the view's law.

    Texts come as plain objects in one block: a figure slices these rows dozens of times, and
    a block of its own for every column would cost most of the time.
    """
    part = frame[[*_TEXTS, *_NUMBERS, "pooled", *(f"{v}_{view.regime}" for v in _VERDICT)]]
    part = part.iloc[positions]
    step, times = verdict_arrays(part, view)
    texts = {name: part[name].to_numpy(dtype=object) for name in _TEXTS}
    for name in ("limit_unit", "reason"):
        texts[name] = part[f"{name}_{view.regime}"].to_numpy(dtype=object)
    numbers = {name: part[name].to_numpy(dtype=float, na_value=np.nan) for name in _NUMBERS}
    numbers["limit"] = part[f"limit_{view.regime}"].to_numpy(dtype=float, na_value=np.nan)
    numbers["times"] = times
    raw_step = part[f"step_{view.regime}"].to_numpy(dtype=np.int64, na_value=NOT_JUDGED)
    pooled = part["pooled"].to_numpy(dtype=bool)
    return pd.concat(
        [
            pd.DataFrame(texts, dtype=object),
            pd.DataFrame(numbers),
            pd.DataFrame({"step": step, "raw_step": raw_step, "pooled": pooled}),
        ],
        axis=1,
    )


def panels(rows: pd.DataFrame) -> list[Panel]:
    """Split by medium group and unit, soil first: values are compared in one unit only."""
    parts = rows.groupby(["group", "unit_std"], sort=True, observed=True)
    found = [Panel(str(group), str(unit), part) for (group, unit), part in parts]
    order = {group: i for i, group in enumerate(GROUPS)}
    return sorted(found, key=lambda p: (order.get(p.group, len(GROUPS)), -len(p.rows)))


def summary_codes(rows: pd.DataFrame) -> Array:
    """Give every published summary a number; minimum, mean and maximum of one set share it."""
    return group_codes(rows, _SAME_SUMMARY)


def group_codes(rows: pd.DataFrame, columns: Sequence[str]) -> Array:
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
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    for part in np.split(order, starts[1:]) if len(order) else ():
        yield int(codes[part[0]]), part
