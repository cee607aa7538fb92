"""Values of one group, detected or below a detection limit, ready for statistics."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from layers.assess.errors import AssessError

Array = NDArray[np.float64]
Counts = NDArray[np.int64]


class PooledStatisticError(AssessError):
    """A mean, maximum or other pooled number came where single samples belong."""


class GreaterThanError(ValueError):
    """A value known only to lie above a number cannot be summarised beside detection limits."""


@dataclass(frozen=True)
class CensoredSample:
    """Positive values, some of them detection limits.

    Attributes
    ----------
    values : array of float, shape (n,)
        A concentration, or the detection limit where `censored`.
    censored : array of bool, shape (n,)
        True for "less than".
    """

    values: Array
    censored: NDArray[np.bool_]

    @classmethod
    def of(cls, values: ArrayLike, censored: ArrayLike | None = None) -> Self:
        """Check values and their marks.

        Parameters
        ----------
        values : array_like, shape (n,)
            Positive numbers.
        censored : array_like of bool, optional
            True where the number is a detection limit; none by default.

        Raises
        ------
        ValueError
            For no values, unequal lengths, NaN, infinite, negative or zero numbers: a zero is a
            detection limit nobody stated.
        """
        numbers = np.atleast_1d(np.asarray(values, dtype=float))
        marks = (
            np.zeros(numbers.shape, dtype=bool)
            if censored is None
            else np.atleast_1d(np.asarray(censored, dtype=bool))
        )
        if numbers.ndim != 1 or numbers.shape != marks.shape or not len(numbers):
            raise ValueError(f"found {numbers.shape} values and {marks.shape} marks")
        wrong = ~(np.isfinite(numbers) & (numbers > 0))
        if wrong.any():
            place = int(np.flatnonzero(wrong)[0])
            raise ValueError(f"value {place}: found {numbers[place]}, expected a positive number")
        return cls(numbers, marks)

    @property
    def n(self) -> int:
        """Number of values."""
        return len(self.values)

    @property
    def n_censored(self) -> int:
        """Number of values below a detection limit."""
        return int(self.censored.sum())

    @property
    def detected(self) -> Array:
        """The detected values."""
        return self.values[~self.censored]

    @property
    def informative(self) -> "CensoredSample":
        """The sample without limits above every detected value, which tell nothing."""
        if self.n_censored in (0, self.n):
            return self
        keep = ~self.censored | (self.values <= self.detected.max())
        return CensoredSample(self.values[keep], self.censored[keep])

    def logged(self) -> "CensoredSample":
        """Return the natural logarithms, with the same marks."""
        return CensoredSample(np.log(self.values), self.censored)


def sample_of(frame: pd.DataFrame, value: str = "value_std") -> CensoredSample:
    """Take the values of one group out of a table of measurements.

    Parameters
    ----------
    frame : DataFrame
        Columns `value`, ``censoring`` (``""``, ``"<"``, ``">"``), ``statistic``, and
        ``unit_std`` when it is there.
    value : str
        Column of the numbers.

    Raises
    ------
    PooledStatisticError
        When a row's statistic is not ``single``.
    GreaterThanError
        When a row is censored with ``>``.
    AssessError
        When units differ or a number is missing, negative or zero; names the row.
    """
    refuse_pooled(frame)
    above = frame["censoring"] == ">"
    if above.any():
        raise GreaterThanError(f"row {frame.index[above][0]}: a value above its number")
    if "unit_std" in frame and frame["unit_std"].nunique(dropna=False) > 1:
        row = frame.index[frame["unit_std"] != frame["unit_std"].iloc[0]][0]
        raise AssessError(f"row {row}: another unit than the rows above", row, "unit_std")
    numbers = frame[value].to_numpy(dtype=float)
    wrong = ~(np.isfinite(numbers) & (numbers > 0))
    if wrong.any():
        row = frame.index[wrong][0]
        found = frame[value].loc[row]
        raise AssessError(f"row {row}: found {found}, expected a positive number", row, value)
    return CensoredSample.of(numbers, (frame["censoring"] == "<").to_numpy())


def refuse_pooled(frame: pd.DataFrame) -> None:
    """Raise PooledStatisticError when a row is not a single sample."""
    pooled = frame["statistic"] != "single"
    if pooled.any():
        row = frame.index[pooled][0]
        found = frame["statistic"].loc[row]
        raise PooledStatisticError(
            f"row {row}: statistic {found!r}, expected 'single': a pooled number is no sample",
            row,
            "statistic",
        )
