"""Regular grids over an area, with a random start."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from layers.sampling.area import Area, Floats
from layers.sampling.errors import PlanError

Pattern = Literal["square", "triangular"]

MOST_POINTS = 300
"""Samples of one plan."""

LEAST_SPACING_M, MOST_SPACING_M = 5.0, 20_000.0
_STARTS = 8
_SPACINGS = np.concatenate([[1.0], *([1 - step, 1 + step] for step in np.arange(0.01, 0.31, 0.01))])
"""Shares of the usual spacing that are tried for a number of samples, the nearest first."""


class Points(NamedTuple):
    """Points inside an area: metres of its zone, and degrees as printed."""

    x: Floats
    y: Floats
    lon: Floats
    lat: Floats


def usual_spacing(area_m2: float, samples: int, pattern: Pattern) -> float:
    """Return the spacing at which a grid has about so many points in a large area, metres.

    >>> usual_spacing(10_000, 100, "square")
    10.0
    >>> usual_spacing(10_000, 100, "triangular")
    10.74...
    """
    cell = area_m2 / samples
    return math.sqrt(cell if pattern == "square" else cell * 2 / math.sqrt(3))


def spaced(area: Area, pattern: Pattern, spacing_m: float, seed: int) -> Points:
    """Return a grid of a spacing.

    Parameters
    ----------
    area : Area
        Its points lie inside.
    pattern : {'square', 'triangular'}
        Neighbours at right angles, or at 60 degrees.
    spacing_m : float
        Distance between neighbours, metres in the area's UTM zone.
    seed : int
        Decides where the grid begins.

    Raises
    ------
    PlanError
        More points than `MOST_POINTS`, or none in any of the starts tried.
    """
    expected = usual_spacing(area.size_m2, MOST_POINTS, pattern)
    if spacing_m < expected / 1.5:
        raise PlanError("too_many_points", spacing_m, MOST_POINTS, 1.05 * expected)
    for start in _starts(seed):
        found = _grid(area, pattern, spacing_m, start)
        if len(found.x) > MOST_POINTS:
            raise PlanError("too_many_points", spacing_m, MOST_POINTS, 1.05 * expected)
        if len(found.x):
            return found
    raise PlanError("no_point", allowed=usual_spacing(area.size_m2, 1, pattern))


def counted(area: Area, pattern: Pattern, samples: int, seed: int) -> tuple[Points, float]:
    """Return a grid of about so many points, and its spacing.

    Starts and spacings are tried in a fixed order until the number is met; else the nearest to it
    is taken.
    """
    usual = usual_spacing(area.size_m2, samples, pattern)
    best: tuple[Points, float] | None = None
    off = math.inf
    for start in _starts(seed):
        for share in _SPACINGS:
            spacing = float(usual * share)
            found = _grid(area, pattern, spacing, start)
            if len(found.x) and abs(len(found.x) - samples) < off:
                best, off = (found, spacing), abs(len(found.x) - samples)
            if off == 0 and best:
                return best
    if best is None:
        raise PlanError("no_point", allowed=usual)
    return best


def _starts(seed: int) -> Iterator[tuple[float, float]]:
    """Yield where grids begin, as shares of the spacing."""
    random = np.random.default_rng(seed)
    for _ in range(_STARTS):
        u, v = random.random(2)
        yield float(u), float(v)


def _grid(area: Area, pattern: Pattern, spacing: float, start: tuple[float, float]) -> Points:
    west, south, east, north = area.metric.bounds
    rise = spacing if pattern == "square" else spacing * math.sqrt(3) / 2
    columns = np.arange(-1, math.ceil((east - west) / spacing) + 1) + start[0]
    rows = np.arange(-1, math.ceil((north - south) / rise) + 1)
    shift = (rows % 2) / 2 if pattern == "triangular" else np.zeros(len(rows))
    x = west + (columns[None, :] + shift[:, None]) * spacing
    y = south + np.repeat((rows + start[1])[:, None] * rise, len(columns), axis=1)
    return inside(area, x.ravel(), y.ravel())


def inside(area: Area, x: Floats, y: Floats) -> Points:
    """Return those points that lie in the area as they are printed."""
    lon, lat = area.to_degrees(x, y)
    held = area.holds(lon, lat)
    return Points(x[held], y[held], lon[held], lat[held])
