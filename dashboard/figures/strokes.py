"""Lines through time: the steps of a series, the bar of a period."""

from collections.abc import Sequence
from math import isnan
from typing import Any

import numpy as np

from dashboard.figures.columns import Array, Columns
from dashboard.figures.drawing import Trace
from dashboard.figures.marks import Axes, ids, short_numbers
from dashboard.figures.theme import THEMES
from dashboard.figures.timeline import periods
from dashboard.figures.view import FigureView


def step_lines(
    rows: Columns, at: Array, joined: Sequence[Array], axes: Axes, view: FigureView
) -> list[Trace]:
    """Join the values of each series by steps; samples and summaries in traces of their own.

    Parameters
    ----------
    rows : Columns
        Drawn rows of one panel.
    at : array
        Place of every row on the year axis.
    joined : sequence of array
        Positions of the values of each series, in order of time.
    axes : Axes
    view : FigureView
    """
    points = rows["point_id"]
    value, pooled = rows["value_std"], rows["pooled"]
    traces: list[Trace] = []
    for kind, wanted in (("single_steps", False), ("pooled_steps", True)):
        parts = [part for part in joined if pooled[part[0]] == wanted]
        if not parts:
            continue
        owners = [[str(points[i]), None] for part in parts for i in (*part, part[0])]
        line = {"color": THEMES[view.theme].line_strong, "width": 1.5, "shape": "hv"}
        traces.append(
            {
                **_line_base(kind, owners, {**line, "dash": "4px,3px"} if wanted else line),
                **axes.place(_broken(value, parts), _broken(at, parts)),
            }
        )
    return traces


def _broken(numbers: Array, parts: Sequence[Array]) -> list[float | None]:
    return [x for part in parts for x in (*short_numbers(numbers[part]), None)]


def _line_base(kind: str, owners: list[Any], line: dict[str, Any]) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "meta": {"kind": kind},
        "customdata": owners,
        "hoverinfo": "skip",
        "showlegend": False,
        "line": line,
    }


def period_bars(rows: Columns, axes: Axes, view: FigureView) -> list[Trace]:
    """Draw a bar from the first year to the last of every period."""
    start, end = periods(rows)
    pooled = rows["pooled"]
    traces: list[Trace] = []
    for kind, wanted in (("single_period", False), ("pooled_period", True)):
        here = np.flatnonzero((end > start) & (pooled == wanted))
        if not len(here):
            continue
        part = rows.at(here)
        gap = np.full(len(here), np.nan)
        years = np.column_stack([start[here], end[here], gap]).ravel()
        value = part["value_std"]
        levels = np.column_stack([value, value, gap]).ravel()
        line = {"color": THEMES[view.theme].ink_3, "width": 3}
        owners = [owner for owner in ids(part) for _end in range(3)]
        traces.append({**_line_base(kind, owners, line), **axes.place(_gaps(levels), _gaps(years))})
    return traces


def _gaps(numbers: Array) -> list[float | None]:
    return [None if isnan(x) else x for x in short_numbers(numbers)]
