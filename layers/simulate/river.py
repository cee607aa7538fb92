"""What the rivers bring: tailings on the banks and beds, fading down the river."""

import numpy as np

from layers.simulate.draws import Floats, Integers
from layers.simulate.geometry import nearest_on, vertices, way_along
from layers.simulate.world import River


def river_line(river: River) -> Floats:
    """Vertices of the whole river from its head, shape (n, 2), metres of EPSG:32634."""
    positions = [river.courses[0].line[0]]
    for course in river.courses:
        positions.extend(course.line[1:])
    return vertices(positions)


def tailings(river: River, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Tailings at points (metres), as a part of those on the line at the river's head, 0 to 1.

    Returns
    -------
    on_bank, in_bed : arrays of the shape of `x`
        With and without the fall across the valley.
    """
    distance, way = nearest_on(river_line(river), x, y)
    in_bed = np.exp(-way / (1000.0 * river.reach_km))
    return in_bed * np.exp(-distance / river.floodplain_m), in_bed


def course_at(river: River, x: Floats, y: Floats) -> Integers:
    """Index of the course of `river` that is nearest to each point (metres)."""
    line = river_line(river)
    ends, last = [], 0
    for course in river.courses:
        last += len(course.line) - 1
        ends.append(way_along(line)[last])
    _, way = nearest_on(line, x, y)
    return np.minimum(np.searchsorted(ends, way), len(ends) - 1).astype(np.int64)
