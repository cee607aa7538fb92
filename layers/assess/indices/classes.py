"""Classifications: bands of a number line, each with its words and its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from layers.assess.errors import RegistryError
from layers.assess.indices.rows import ClassRow

NOT_CLASSED = -1
"""Step of a value that has no class."""


@dataclass(frozen=True)
class ClassScale:
    """A classification without gaps or overlaps.

    Attributes
    ----------
    index, scale : str
        Which index it belongs to and whose bands these are.
    rows : tuple of ClassRow
        The bands from the lowest up.
    """

    index: str
    scale: str
    rows: tuple[ClassRow, ...]

    @classmethod
    def of(cls, rows: Sequence[ClassRow]) -> Self:
        """Build a scale from registry rows.

        Raises
        ------
        RegistryError
            When the bands leave a gap, overlap, or do not say to which of two bands their common
            boundary belongs.
        """
        ordered = tuple(sorted(rows, key=lambda row: row.step))
        name = f"{ordered[0].index}, scale {ordered[0].scale}"
        if [row.step for row in ordered] != list(range(len(ordered))):
            raise RegistryError(f"{name}: expected steps 0, 1, 2, ... without a gap")
        if ordered[0].lower is not None or ordered[-1].upper is not None:
            raise RegistryError(f"{name}: expected open ends below the first and above the last")
        for below, above in pairwise(ordered):
            if below.upper is None or below.upper != above.lower:
                raise RegistryError(
                    f"{name}: step {below.step} ends at {below.upper}, "
                    f"step {above.step} begins at {above.lower}"
                )
            if below.upper_inclusive is None or below.upper_inclusive == above.lower_inclusive:
                raise RegistryError(f"{name}: {below.upper} must belong to exactly one band")
        return cls(ordered[0].index, ordered[0].scale, ordered)

    @property
    def unchecked(self) -> bool:
        """True when a band is known only from memory."""
        return any(row.unchecked for row in self.rows)

    def classify(self, values: ArrayLike) -> NDArray[np.int8]:
        """Return the step of each value; ``-1`` for NaN. Infinite values are classed.

        Parameters
        ----------
        values : array_like, any shape
            Values of the index.
        """
        numbers = np.asarray(values, dtype=float)
        step = np.zeros(numbers.shape, dtype=np.int8)
        for row in self.rows[:-1]:
            step += numbers > row.upper if row.upper_inclusive else numbers >= row.upper
        return np.where(np.isnan(numbers), np.int8(NOT_CLASSED), step).astype(np.int8)

    def label(self, step: int, language: str = "en") -> str:
        """Return the words of a step in ``en``, ``ro`` or ``sr`` (Latin)."""
        return str(getattr(self.rows[step], f"label_{language}"))

    def rests_on_memory(self, steps: ArrayLike) -> NDArray[np.bool_]:
        """Return for each step whether its band is known only from memory."""
        marks = np.array([*(row.unchecked for row in self.rows), False])
        return np.asarray(marks[np.asarray(steps, dtype=int)])
