"""Dots of one row stacked where they are dense: every dot is a real sample."""

import numpy as np

from dashboard.figures.columns import Array, Columns
from dashboard.figures.readings import thin
from dashboard.figures.view import FigureView

MOST_DOTS = 100
_MOST_IN_ALL = 400
_FEWEST_DOTS = 30
_BINS = 64
_STEP_PX = 7.0


def dots_each(rows_of_dots: int) -> int:
    """Share the dots of a chart among its rows; a row never has fewer than its shape needs.

    >>> dots_each(2), dots_each(8), dots_each(40)
    (100, 50, 30)
    """
    return max(_FEWEST_DOTS, min(MOST_DOTS, _MOST_IN_ALL // max(rows_of_dots, 1)))


def quantile_dots(rows: Columns, most: int, view: FigureView) -> Array:
    """Return the positions of the samples to draw: all, or `most` at evenly spaced ranks.

    The lowest, the highest and the samples of the highlighted place are always among them.
    """
    order = np.argsort(rows["value_std"], kind="stable")
    chosen = thin(order, most)
    if view.highlight is None or len(chosen) == len(order):
        return chosen
    lit = np.flatnonzero(rows["point_id"] == view.highlight)
    return np.union1d(chosen, lit[:most])


def stacked(values: Array, span: tuple[float, float], height: float, log: bool) -> Array:
    """Return pixels above and below the middle of the row, so that dots do not hide each other.

    Parameters
    ----------
    values : array
        Values on the axis.
    span : (float, float)
        Ends of the axis, as logarithms where it is logarithmic.
    height : float
        Pixels that the swarm may take; a taller stack is pressed together.
    log : bool
        Whether the axis is logarithmic.

    >>> stacked(np.array([10.0, 10.0, 10.0, 1000.0]), (0.0, 4.0), 40.0, True).tolist()
    [-7.0, 0.0, 7.0, 0.0]
    """
    at = np.log10(values) if log else values
    column = np.floor((at - span[0]) / (span[1] - span[0]) * _BINS).astype(int)
    order = np.lexsort((at, column))
    starts = np.flatnonzero(np.diff(column[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(order)))
    rank = np.arange(len(order)) - np.repeat(starts, sizes)
    step = min(_STEP_PX, height / max(int(sizes.max(initial=1)) - 1, 1))
    offset = np.empty(len(order))
    offset[order] = (rank - (np.repeat(sizes, sizes) - 1) / 2) * step
    return offset
