"""The rows that a figure reads of a frame, as plain arrays."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

import numpy as np
import pandas as pd

Array = np.ndarray[Any, np.dtype[Any]]
Take = Callable[[pd.DataFrame], Array]


class FrameArrays(dict[str, Array]):
    """Columns of a frame as arrays, each made when it is first asked for.

    Parameters
    ----------
    frame : DataFrame
    takes : mapping of str to callable
        How the column of each name is made of the frame.
    """

    def __init__(self, frame: pd.DataFrame, takes: Mapping[str, Take]) -> None:
        super().__init__()
        self._frame, self._takes = frame, takes

    def __missing__(self, name: str) -> Array:
        """Make a column and keep it."""
        self[name] = made = self._takes[name](self._frame)
        return made


class Columns:
    """Some rows, column by column.

    A figure cuts its rows dozens of times and looks at few columns of each cut. A frame would
    cut all of its eighty columns every time; here a cut is a list of positions, and a column is
    cut when it is read.

    Parameters
    ----------
    whole : mapping of str to array
        Columns of equal length; see `FrameArrays`.
    positions : array of int
        The rows of them that count, in order.

    >>> rows = Columns({"value": np.array([5.0, 7.0, 9.0])}, np.array([2, 0]))
    >>> rows["value"].tolist(), rows.at(rows["value"] > 6)["value"].tolist()
    ([9.0, 5.0], [9.0])
    """

    def __init__(self, whole: Mapping[str, Array], positions: Array) -> None:
        self._whole, self.positions = whole, positions
        self._cut: dict[str, Array] = {}

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.positions)

    def __getitem__(self, name: str) -> Array:
        """Return a column of these rows."""
        if name not in self._cut:
            self._cut[name] = self._whole[name][self.positions]
        return self._cut[name]

    def at(self, chosen: Array) -> Self:
        """Return some of the rows, by a mask or by their positions."""
        return type(self)(self._whole, self.positions[chosen])

    @classmethod
    def together(cls, parts: Sequence[Self]) -> Self:
        """Return the rows of several cuts of the same columns."""
        return cls(parts[0]._whole, np.concatenate([part.positions for part in parts]))


def texts(name: str) -> Take:
    """Return how to take a column of words."""
    return lambda frame: frame[name].to_numpy(dtype=object)


def numbers(name: str) -> Take:
    """Return how to take a column of numbers; a missing one becomes NaN."""
    return lambda frame: frame[name].to_numpy(dtype=float, na_value=np.nan)


def flags(name: str) -> Take:
    """Return how to take a column of truths; a missing one counts as false."""
    return lambda frame: frame[name].to_numpy(dtype=bool, na_value=False)


def constant(name: str, value: Any) -> Take:
    """Return how to take a column that a frame need not have: without it, always `value`."""

    def take(frame: pd.DataFrame) -> Array:
        return frame[name].to_numpy() if name in frame else np.full(len(frame), value)

    return take
