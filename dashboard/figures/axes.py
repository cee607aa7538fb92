"""Value axes: the range, the ticks a person would choose, and a title that says log scale."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10
from typing import Any

import numpy as np

from dashboard.figures.columns import Array
from dashboard.figures.theme import THEMES
from dashboard.figures.view import FigureView, LimitLine
from dashboard.figures.words import number_text

_PAD = 0.05
_SHORTEST = 0.6
_FINE = 2.0
_COARSE = 7.0
_EDGE = 0.02


def value_span(
    values: Iterable[Array], lines: Sequence[LimitLine], view: FigureView
) -> tuple[float, float]:
    """Return both ends of the value axis, as logarithms where it is logarithmic.

    Every value and every limit line lies inside.
    """
    parts = [np.asarray(part, dtype=float) for part in values]
    parts.append(np.array([line.value for line in lines], dtype=float))
    every = np.concatenate(parts)
    ends = np.array([every.min(), every.max()])
    low, high = np.log10(ends).tolist() if view.log else ends.tolist()
    shortest = _SHORTEST if view.log else max(abs(high), 1.0) * 0.1
    if high - low < shortest:
        middle = (low + high) / 2
        low, high = middle - shortest / 2, middle + shortest / 2
    pad = (high - low) * _PAD
    return low - pad, high + pad


def value_axis(span: tuple[float, float], view: FigureView) -> dict[str, Any]:
    """Return plotly's settings of the value axis; its title is a label beside it."""
    theme = THEMES[view.theme]
    axis: dict[str, Any] = {
        "range": [round(span[0], 4), round(span[1], 4)],
        "tickangle": 0,
        "type": "log" if view.log else "linear",
    }
    if not view.log:
        return {**axis, "nticks": 6, "separatethousands": True}
    ticks = log_ticks(*span)
    minor = {"ticks": "outside", "ticklen": 3, "tickcolor": theme.line_strong}
    return {
        **axis,
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [number_text(tick, view.decimal_mark) for tick in ticks],
        "minor": {**minor, "tickmode": "array", "tickvals": _between(*span), "showgrid": False},
    }


def log_ticks(low: float, high: float) -> list[float]:
    """Choose the labelled values: powers of ten, with 2 and 5 if the axis is short.

    `low` and `high` are the logarithms of its ends. No label stands so near to an end that it
    would be cut.

    >>> log_ticks(1.2, 2.6)
    [20.0, 50.0, 100.0, 200.0]
    >>> log_ticks(-1.1, 2.3)
    [0.1, 1.0, 10.0, 100.0]
    """
    steps = (1, 2, 5) if high - low < _FINE else (1,)
    if high - low < _SHORTEST * 1.2:
        steps = (1, 1.5, 2, 3, 4, 5, 6, 8)  # type: ignore[assignment]
    every = 2 if high - low > _COARSE else 1
    exponents = range(floor(low), ceil(high) + 1)
    ticks = [float(f"{m * 10.0**e:.3g}") for e in exponents if e % every == 0 for m in steps]
    edge = (high - low) * _EDGE
    return [tick for tick in ticks if low + edge <= log10(tick) <= high - edge]


def _between(low: float, high: float) -> list[float]:
    if high - low > _COARSE:
        return []
    exponents = range(floor(low), ceil(high))
    ticks = [float(f"{m * 10.0**e:.1g}") for e in exponents for m in range(2, 10)]
    return [tick for tick in ticks if low <= log10(tick) <= high]
