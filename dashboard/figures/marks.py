"""The marks of the charts: filled for one sample, ringed for a published summary.

A sample and a summary are never in one trace. Every mark carries `[point_id, measurement_id]`
in its custom data, so that pointing at it can light up the same place on the map.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.figures.columns import Array, Columns
from dashboard.figures.drawing import Trace
from dashboard.figures.glyphs import outline, symbol
from dashboard.figures.hover import hover_texts
from dashboard.figures.readings import runs, summary_codes
from dashboard.figures.theme import RING, SIZE, STEP_COLOURS, THEMES, Theme
from dashboard.figures.view import FigureView
from layers.model import LOWEST_STATISTICS

SMALL_SIZE = 8
OWN_ROOM = 9
"""Pixels by which the square round an own value is wider than its mark."""

EDGE = 3.6
TAIL = 0.35
_HIGHEST = frozenset({"max", "max_of_means"})


@dataclass(frozen=True)
class Axes:
    """Where marks are put: names of plotly's axes, and which of them holds the value."""

    x: str = "x"
    y: str = "y"
    value: str = "x"

    def place(self, value: Any, other: Any) -> dict[str, Any]:
        """Return the coordinates of marks with `value` on the value axis."""
        x, y = (value, other) if self.value == "x" else (other, value)
        return {"x": x, "y": y, "xaxis": self.x, "yaxis": self.y}


def short_numbers(values: Any) -> list[float]:
    """Coordinates with six significant digits, which is finer than a pixel and short to send."""
    return [float(f"{v:.6g}") for v in np.asarray(values, dtype=float).tolist()]


def ids(rows: Columns) -> list[list[str]]:
    """Return place and measurement of every row."""
    return [
        list(pair)
        for pair in zip(rows["point_id"].tolist(), rows["measurement_id"].tolist(), strict=True)
    ]


def step_colours(steps: Sequence[int], theme: Theme) -> list[str]:
    """Return a colour for every verdict step; anything unknown is grey."""
    return [STEP_COLOURS.get(step, theme.unknown) for step in steps]


def mark_traces(
    rows: Columns, at: Array, axes: Axes, group: str, view: FigureView, size: int = SIZE
) -> list[Trace]:
    """Draw every row: samples, summaries, and what is only known to be below or above.

    Parameters
    ----------
    rows : Columns
        Rows of one panel, as `readings` gives them.
    at : array
        Position on the axis that does not hold the value, one per row.
    axes : Axes
    group : str
        Medium group; it decides the shape.
    view : FigureView
    size : int
        Pixels of a filled mark; hollow ones are a little larger.
    """
    pooled = rows["pooled"]
    exact = rows["censoring"] == ""
    known = rows["step"] >= 0
    kinds = {
        "single": ~pooled & exact & known,
        "single_unknown": ~pooled & exact & ~known,
        "single_censored": ~pooled & ~exact,
        "pooled": pooled & exact & known,
        "pooled_unknown": pooled & exact & ~known,
        "pooled_censored": pooled & ~exact,
    }
    traces: list[Trace] = []
    for kind, mask in kinds.items():
        if mask.any():
            part = rows.at(mask)
            build = _filled if kind == "single" else _hollow
            if kind.endswith("unknown"):
                build = _grey
            look = Look(kind, group, size)
            traces += build(part, axes.place(*_positions(part, at[mask])), look, view)
            if kind.endswith("censored"):
                traces[-1][f"error_{axes.value}"] = _tails(part, view)
    return [*_own_frames(rows, at, axes, size, view), *traces]


def _own_frames(rows: Columns, at: Array, axes: Axes, size: int, view: FigureView) -> list[Trace]:
    """Draw a square round the reader's own values, as the map does."""
    own = rows["own"]
    if not own.any():
        return []
    part = rows.at(own)
    marker = {
        "symbol": "square-open",
        "size": size + OWN_ROOM,
        "opacity": 1,
        "color": THEMES[view.theme].selected,
        "line": {"width": RING},
    }
    base = _base(part, axes.place(*_positions(part, at[own])), "own", "")
    return [{**base, "marker": marker, "hoverinfo": "skip"}]


def _positions(rows: Columns, at: Array) -> tuple[list[float], list[float]]:
    return short_numbers(rows["value_std"]), short_numbers(at)


@dataclass(frozen=True)
class Look:
    """Kind of mark, the medium group whose shape it has, and its size in pixels."""

    kind: str
    group: str
    size: int

    def shape(self, size: int, *, hollow: bool = False, dot: bool = False) -> dict[str, Any]:
        """Return plotly's part of a marker, nearest to the shape that `outline` gives."""
        name = symbol(self.group) + "-open" * hollow + "-dot" * dot
        return {"symbol": name, "size": size, "opacity": 1}

    @property
    def dotted(self) -> bool:
        """Whether the mark has a dot in its middle."""
        return self.kind.startswith("pooled")

    @property
    def ring(self) -> int:
        """Size of a hollow mark; a shape with points needs more room to keep its hole."""
        return self.size + (3 if self.group == "soil" else 5)


def _base(rows: Columns, place: dict[str, Any], kind: str, path: str) -> Trace:
    """Return what every mark has; `path` is the shape that the page gives it."""
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": {"kind": kind, "d": path},
        "customdata": ids(rows),
        "showlegend": False,
        "cliponaxis": False,
        **place,
    }


def _line_widths(rows: Columns, view: FigureView, usual: float, strong: float) -> Any:
    if view.highlight is None:
        return usual
    lit = rows["point_id"] == view.highlight
    return np.where(lit, strong, usual).tolist() if lit.any() else usual


def _filled(rows: Columns, place: dict[str, Any], look: Look, view: FigureView) -> list[Trace]:
    theme = THEMES[view.theme]
    marker = {
        **look.shape(look.size),
        "color": step_colours(rows["step"].tolist(), theme),
        "line": {"color": theme.outline, "width": _line_widths(rows, view, 1, 3)},
    }
    base = _base(rows, place, look.kind, outline(look.group, look.size))
    return [{**base, "marker": marker, **_told(rows, view)}]


def _hollow(rows: Columns, place: dict[str, Any], look: Look, view: FigureView) -> list[Trace]:
    """Draw rings twice, wide in the outline's colour and narrow in the verdict's.

    A yellow ring alone would not stand out from paper, a dark one not from the dark theme.
    """
    theme, size = THEMES[view.theme], look.ring
    below = {
        **look.shape(size, hollow=True, dot=look.dotted),
        "color": theme.outline,
        "line": {"width": _line_widths(rows, view, EDGE, EDGE + 3)},
    }
    above = {
        **look.shape(size, hollow=True),
        "color": step_colours(rows["step"].tolist(), theme),
        "line": {"width": RING},
    }
    edge = _base(rows, place, f"{look.kind}_edge", outline(look.group, size, look.dotted))
    inner = _base(rows, place, look.kind, outline(look.group, size))
    return [
        {**edge, "marker": below, "hoverinfo": "skip"},
        {**inner, "marker": above, **_told(rows, view)},
    ]


def _grey(rows: Columns, place: dict[str, Any], look: Look, view: FigureView) -> list[Trace]:
    """Draw rings without a verdict; their grey stands out from either theme by itself."""
    marker = {
        **look.shape(look.ring, hollow=True, dot=look.dotted),
        "color": THEMES[view.theme].unknown,
        "line": {"width": _line_widths(rows, view, RING + 0.3, RING + 2.8)},
    }
    base = _base(rows, place, look.kind, outline(look.group, look.ring, look.dotted))
    return [{**base, "marker": marker, **_told(rows, view)}]


def _told(rows: Columns, view: FigureView) -> dict[str, Any]:
    return {"hovertext": hover_texts(rows, view), "hoverinfo": "text"}


def extent(rows: Columns) -> Array:
    """Return everything that the marks of these rows reach on the value axis, ticks included."""
    value = rows["value_std"]
    less, more = (rows["censoring"] == "<"), (rows["censoring"] == ">")
    return np.concatenate([value, value[less] * (1 - TAIL), value[more] / (1 - TAIL)])


def _tails(rows: Columns, view: FigureView) -> dict[str, Any]:
    """Return the tick towards where the true value lies: lower for "<", higher for ">"."""
    value = rows["value_std"]
    more = rows["censoring"] == ">"
    length = value * TAIL if view.log else np.full(len(value), np.ptp(value) * 0.04)
    return {
        "type": "data",
        "symmetric": False,
        "array": short_numbers(np.where(more, length / (1 - TAIL), 0)),
        "arrayminus": short_numbers(np.where(more, 0, length)),
        "color": THEMES[view.theme].outline,
        "thickness": 2,
        "width": 3,
    }


def summary_ranges(rows: Columns, at: Array) -> list[tuple[float, float, float, str]]:
    """Return minimum, maximum, position and place of every summary that states a range."""
    pooled = np.flatnonzero(rows["pooled"])
    if not len(pooled):
        return []
    part = rows.at(pooled)
    value, statistic = part["value_std"], part["statistic"]
    points = part["point_id"]
    found = []
    for _code, same in runs(summary_codes(part)):
        if set(statistic[same]) & LOWEST_STATISTICS and set(statistic[same]) & _HIGHEST:
            low, high = value[same].min(), value[same].max()
            found.append((low, high, float(at[pooled[same[0]]]), str(points[same[0]])))
    return found


def range_trace(
    segments: Sequence[tuple[float, float, float, str]], axes: Axes, view: FigureView
) -> list[Trace]:
    """Draw dashed lines from a published minimum to its maximum.

    Parameters
    ----------
    segments : sequence of (low, high, at, point_id)
        Values in the panel's unit, and the position on the other axis.
    """
    if not segments:
        return []
    values: list[float | None] = []
    at: list[float | None] = []
    owners: list[list[str | None]] = []
    for low, high, where, point_id in segments:
        values += [*short_numbers([low, high]), None]
        at += [*short_numbers([where, where]), None]
        owners += [[point_id, None]] * 3
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "meta": {"kind": "pooled_range"},
            "customdata": owners,
            "hoverinfo": "skip",
            "showlegend": False,
            "line": {"color": THEMES[view.theme].ink_3, "width": 2, "dash": "4px,3px"},
            **axes.place(values, at),
        }
    ]
