"""A raster in UTM 34N round the samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.errors import AtlasError
from layers.space.metric import Floats

BANDS = ("median", "low", "high", "probability")
MOST_CELLS = 4_000_000
_ROUND = (1.0, 2.0, 2.5, 5.0)

Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Grid:
    """Square cells, row 0 in the north.

    Attributes
    ----------
    west, north : float
        Upper left corner, metres of EPSG:32634.
    cell_m : float
        Side of a cell.
    bands : mapping of arrays, shape (rows, columns)
        ``median``, ``low``, ``high`` concentration (5 % and 95 % quantile) and ``probability``
        of exceeding the limit, 0 to 1; NaN where nothing is estimated.
    """

    west: float
    north: float
    cell_m: float
    bands: dict[str, npt.NDArray[np.float32]]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.bands["median"].shape
        return rows, columns

    def centres(self) -> tuple[Floats, Floats]:
        """Return x and y of every cell's centre, row by row."""
        rows, columns = self.shape
        x = self.west + (np.arange(columns) + 0.5) * self.cell_m
        y = self.north - (np.arange(rows) + 0.5) * self.cell_m
        return np.tile(x, rows), np.repeat(y, columns)

    def cropped(self) -> Grid:
        """Return the grid without the outer rows and columns where nothing is estimated."""
        known = np.isfinite(self.bands["median"])
        if not known.any():
            return self
        rows, columns = np.flatnonzero(known.any(axis=1)), np.flatnonzero(known.any(axis=0))
        kept = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
        return Grid(
            self.west + float(columns[0]) * self.cell_m,
            self.north - float(rows[0]) * self.cell_m,
            self.cell_m,
            {name: values[kept] for name, values in self.bands.items()},
        )


def cover(x: Floats, y: Floats, margin_m: float, cells: int, cell_m: float | None = None) -> Grid:
    """Return an empty grid that covers positions and a margin.

    Raises
    ------
    AtlasError
        When the cells are too small for the area.
    """
    west, south = float(x.min()) - margin_m, float(y.min()) - margin_m
    width = float(x.max()) + margin_m - west
    height = float(y.max()) + margin_m - south
    side = cell_m or _rounded(max(width, height) / cells)
    west, south = np.floor(west / side) * side, np.floor(south / side) * side
    columns, rows = int(np.ceil(width / side)) + 1, int(np.ceil(height / side)) + 1
    if rows * columns > MOST_CELLS:
        raise AtlasError(
            f"cells of {side:g} m make a grid of {rows:,} by {columns:,}: more than "
            f"{MOST_CELLS:,} cells; take larger ones"
        )
    bands = {name: np.full((rows, columns), np.nan, np.float32) for name in BANDS}
    return Grid(float(west), float(south + rows * side), side, bands)


def _rounded(side: float) -> float:
    """Return the next larger of 1, 2, 2.5, 5, 10 ... metres."""
    power = 10.0 ** np.floor(np.log10(side))
    return float(next((step * power for step in _ROUND if step * power >= side), 10 * power))
