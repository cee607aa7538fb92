"""Limits as horizontal lines, named beside the plot so that no label hides a mark."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from dashboard.figures.drawing import Label, Trace
from dashboard.figures.limits import LINE_PX, position, style, tone
from dashboard.figures.marks import Axes
from dashboard.figures.view import FigureView, LimitLine
from dashboard.figures.words import limit_words

GUTTER = 0.31
_LEADER = 0.025
_CHARACTERS = 13


def spread(wanted: Sequence[float], sizes: Sequence[float], height: float) -> list[float]:
    """Move labels apart, as little as keeps them from overlapping, and inside the plot.

    Parameters
    ----------
    wanted : sequence of float
        Pixels where the middles of the labels should be, rising.
    sizes : sequence of float
        Heights of the labels in pixels.
    height : float
        Pixels of the plot.

    >>> spread([10, 100, 102], [20, 20, 20], 200)
    [10, 100, 120.0]
    >>> spread([195, 198], [20, 20], 200)
    [170.0, 190.0]
    """
    middles = list(wanted)
    for i in range(1, len(middles)):
        middles[i] = max(middles[i], middles[i - 1] + (sizes[i - 1] + sizes[i]) / 2)
    for i in reversed(range(len(middles))):
        above = height if i + 1 == len(middles) else middles[i + 1] - sizes[i + 1] / 2
        middles[i] = min(middles[i], above - sizes[i] / 2)
    return middles


def least_height(lines: Sequence[LimitLine], view: FigureView) -> float:
    """Pixels that the names of all lines need, one above the other."""
    return sum(_label_px(_label(line, view)) for line in lines)


def _label(line: LimitLine, view: FigureView) -> list[str]:
    return wrap(limit_words(line, view), _CHARACTERS, break_long_words=False)


def _label_px(lines: Sequence[str]) -> float:
    return LINE_PX * len(lines) + 3.0


def level_traces(
    lines: Sequence[LimitLine], axes: Axes, ends: tuple[float, float], view: FigureView
) -> list[Trace]:
    """Draw the lines from one end to the other of a horizontal axis.

    As traces, because a limit of 100 lies exactly on the grid line of a log axis, and plotly
    draws shapes that cross several axes below the grid.
    """
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "meta": {"kind": "limit"},
            "hoverinfo": "skip",
            "showlegend": False,
            "line": style(line, view),
            **axes.place([line.value] * 2, list(ends)),
        }
        for line in lines
    ]


def level_labels(
    lines: Sequence[LimitLine],
    span: tuple[float, float],
    height: float,
    axes: Axes,
    view: FigureView,
) -> tuple[list[Label], list[dict[str, Any]]]:
    """Return the names of the lines and the leaders that join them to their lines.

    Parameters
    ----------
    lines : sequence of LimitLine
        By rising value.
    span : (float, float)
        Ends of the value axis, as logarithms where it is logarithmic.
    height : float
        Pixels of the panel.
    axes : Axes
    view : FigureView
    """
    at = [(position(line.value, view) - span[0]) / (span[1] - span[0]) * height for line in lines]
    texts = [_label(line, view) for line in lines]
    sizes = [_label_px(text) for text in texts]
    labels, leaders = [], []
    for line, text, y, middle in zip(lines, texts, at, spread(at, sizes, height), strict=True):
        leaders.append(_leader(line, y / height, middle / height, axes, view))
        x = 1 - GUTTER + _LEADER
        labels.append(Label(tuple(text), x, height - middle, edge="middle", tone=tone(line, view)))
    return labels, leaders


def _leader(
    line: LimitLine, y: float, label_y: float, axes: Axes, view: FigureView
) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "yref": f"{axes.y} domain",
        "x0": 1 - GUTTER,
        "x1": 1 - GUTTER + _LEADER - 0.005,
        "y0": round(y, 4),
        "y1": round(label_y, 4),
        "line": {**style(line, view), "dash": "solid", "width": 1},
    }
