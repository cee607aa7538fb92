"""Columns of numbers as JSON writes them shortest, whole columns at a time."""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_WHOLE = 1e15
_MOST_TENS = 300


def as_json(numbers: Any) -> list[float | None]:
    """Return numbers, whole ones without a point, None for NaN.

    >>> as_json([150.0, 0.5, float("nan")])
    [150, 0.5, None]
    """
    column = np.asarray(numbers, dtype=float)
    cells = column.astype(object)
    whole = (np.trunc(column) == column) & (np.abs(column) < _WHOLE)
    cells[whole] = column[whole].astype(np.int64)
    cells[np.isnan(column)] = None
    return list(cells.tolist())


def significant(numbers: Any, digits: int) -> Numbers:
    """Return numbers with so many significant digits.

    >>> significant([0.012345678, 123456789.0, 0.0], 4).tolist()
    [0.01235, 123500000.0, 0.0]
    """
    column = np.asarray(numbers, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        tens = np.where(column == 0, 0, digits - 1 - np.floor(np.log10(np.abs(column))))
    tens = np.clip(tens, -_MOST_TENS, _MOST_TENS)
    up, down = 10.0 ** np.maximum(tens, 0), 10.0 ** np.maximum(-tens, 0)
    return np.asarray(np.round(column * up / down) * down / up)
