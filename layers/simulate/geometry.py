"""Distances on the ground, in metres of EPSG:32634 (UTM 34N)."""

from collections.abc import Sequence

import numpy as np

from layers.simulate.draws import Floats, Integers
from layers.space.metric import to_degrees, to_metres

__all__ = ["nearest_on", "place_on", "to_degrees", "to_metres", "vertices", "way_along"]


def vertices(positions: Sequence[tuple[float, float]]) -> Floats:
    """Project (longitude, latitude) pairs; the result has shape (n, 2), in metres."""
    lon, lat = np.asarray(positions, dtype=np.float64).T
    return np.column_stack(to_metres(lon, lat))


def way_along(line: Floats) -> Floats:
    """Distance in metres from the first vertex to each vertex of `line`, shape (n, 2)."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def nearest_on(line: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Find the nearest place on a line.

    Parameters
    ----------
    line : (n, 2) array
        Vertices, metres.
    x, y : (m,) arrays
        Points, metres.

    Returns
    -------
    distance, way : (m,) arrays
        Metres from the point to the line, and along the line from its first vertex.

    Examples
    --------
    >>> bend = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 50.0]])
    >>> distance, way = nearest_on(bend, np.array([30.0]), np.array([-4.0]))
    >>> float(distance[0]), float(way[0])
    (4.0, 30.0)
    """
    distance = np.full(x.shape, np.inf)
    way = np.zeros(x.shape)
    starts = way_along(line)
    for start, end, before in zip(line[:-1], line[1:], starts[:-1], strict=True):
        (run, rise), length = end - start, np.hypot(*(end - start))
        part = ((x - start[0]) * run + (y - start[1]) * rise) / length**2
        part = np.clip(part, 0.0, 1.0)
        away = np.hypot(x - start[0] - part * run, y - start[1] - part * rise)
        nearer = away < distance
        distance = np.where(nearer, away, distance)
        way = np.where(nearer, before + part * length, way)
    return distance, way


def place_on(line: Floats, way: Floats, aside: Floats) -> tuple[Floats, Floats]:
    """Walk `way` metres down a line and step `aside` metres to its left; both shape (m,)."""
    starts = way_along(line)
    segment: Integers = np.searchsorted(starts, way, side="right") - 1
    segment = np.clip(segment, 0, len(line) - 2)
    run, rise = (line[segment + 1] - line[segment]).T
    length = np.hypot(run, rise)
    part = (way - starts[segment]) / length
    x = line[segment, 0] + part * run - aside * rise / length
    y = line[segment, 1] + part * rise + aside * run / length
    return x, y
