"""Where water runs on the 30-arc-second elevation grid: filled surface, flow, cheapest course.

The grid is coarse (one cell is about 0.66 km by 0.93 km), so a course found here is right
about which valley a river takes and wrong by up to about 1 km about where in the valley.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

Cell = tuple[int, int]
FloatGrid = npt.NDArray[np.float64]

CELLS_PER_DEGREE = 120
STEPS = tuple((row, column) for row in (-1, 0, 1) for column in (-1, 0, 1) if row or column)
CELL_HEIGHT_KM = 111.2 / CELLS_PER_DEGREE
CELL_WIDTH_KM = CELL_HEIGHT_KM * math.cos(math.radians(44.9))


def read_elevation(path: Path) -> FloatGrid:
    """Return elevations in metres, shape (384, 480), row 0 at the northern edge."""
    with np.load(path) as archive:
        return archive["z"].astype(np.float64)


def cell_at(lat: float, lon: float) -> Cell:
    """Return the (row, column) of the cell that holds a position in degrees."""
    return int((46.5 - lat) * CELLS_PER_DEGREE), int((lon - 19.5) * CELLS_PER_DEGREE)


def centre_of(cell: Cell) -> tuple[float, float]:
    """Return (lon, lat) of a cell's centre in degrees."""
    row, column = cell
    return 19.5 + (column + 0.5) / CELLS_PER_DEGREE, 46.5 - (row + 0.5) / CELLS_PER_DEGREE


def neighbours(cell: Cell, shape: tuple[int, ...]) -> Iterator[Cell]:
    """Yield the up to eight cells that touch `cell` inside a grid of `shape`."""
    for row_step, column_step in STEPS:
        row, column = cell[0] + row_step, cell[1] + column_step
        if 0 <= row < shape[0] and 0 <= column < shape[1]:
            yield row, column


def step_km(a: Cell, b: Cell) -> float:
    """Return the distance between the centres of two neighbouring cells in km."""
    return math.hypot((a[0] - b[0]) * CELL_HEIGHT_KM, (a[1] - b[1]) * CELL_WIDTH_KM)


def drain(elevation: FloatGrid, outlets: Iterable[Cell]) -> tuple[dict[Cell, Cell], list[Cell]]:
    """Return for every cell the cell its water flows to, and the cells from low to high.

    Priority flood (Barnes, Lehman and Mulla 2014, doi:10.1016/j.cageo.2013.04.024) from the
    grid's edge and from `outlets` (cells of rivers known from elsewhere): pits are filled,
    and a cell flows to the steepest of the neighbours that were flooded before it.
    """
    height = elevation.copy()
    rows, columns = elevation.shape
    edge = {(r, c) for r in range(rows) for c in range(columns) if r in (0, rows - 1)}
    edge |= {(r, c) for r in range(rows) for c in (0, columns - 1)}
    queue = [(height[cell], cell) for cell in edge | set(outlets)]
    heapq.heapify(queue)
    seen = {cell for _, cell in queue}
    flows_to: dict[Cell, Cell] = {}
    order: list[Cell] = []
    done: set[Cell] = set()
    while queue:
        _, cell = heapq.heappop(queue)
        order.append(cell)
        done.add(cell)
        for nearby in neighbours(cell, elevation.shape):
            if nearby not in seen:
                seen.add(nearby)
                height[nearby] = max(height[nearby], height[cell] + 0.01)
                flows_to[nearby] = cell
                heapq.heappush(queue, (height[nearby], nearby))
    _prefer_steepest(height, flows_to)
    return flows_to, order


def _prefer_steepest(height: FloatGrid, flows_to: dict[Cell, Cell]) -> None:
    for cell in flows_to:
        flows_to[cell] = max(
            neighbours(cell, height.shape),
            key=lambda nearby: (height[cell] - height[nearby]) / step_km(cell, nearby),
        )


def catchment_km2(
    shape: tuple[int, ...], flows_to: dict[Cell, Cell], order: list[Cell]
) -> FloatGrid:
    """Return the area that drains through each cell in km², itself included."""
    area = np.full(shape, CELL_HEIGHT_KM * CELL_WIDTH_KM)
    for cell in reversed(order):
        if cell in flows_to:
            area[flows_to[cell]] += area[cell]
    return area


def valley_floor(area: FloatGrid, cell: Cell, reach: int) -> Cell:
    """Return the cell with the largest catchment within `reach` cells of `cell`."""
    rows, columns = area.shape
    window = [
        (row, column)
        for row in range(max(0, cell[0] - reach), min(rows, cell[0] + reach + 1))
        for column in range(max(0, cell[1] - reach), min(columns, cell[1] + reach + 1))
    ]
    return max(window, key=lambda candidate: area[candidate])


def upstream(
    area: FloatGrid, flows_to: dict[Cell, Cell], cell: Cell, least_km2: float
) -> list[Cell]:
    """Return the main stem above `cell`, from its head down, while it drains `least_km2`."""
    stem: list[Cell] = []
    while True:
        feeders = [n for n in neighbours(cell, area.shape) if flows_to.get(n) == cell]
        feeders = [n for n in feeders if area[n] >= least_km2]
        if not feeders:
            return stem[::-1]
        cell = max(feeders, key=lambda feeder: area[feeder])
        stem.append(cell)


def course(
    elevation: FloatGrid, area: FloatGrid, start: Cell, goals: set[Cell], barred: set[Cell]
) -> list[Cell]:
    """Return the cheapest way for a river from `start` to the first of `goals` it meets.

    Cells in `barred`, those of other rivers, are crossed only where they are goals.

    A step is cheap where much land drains through and dear where it climbs, so the way keeps
    to a valley where there is one and crosses a plain, where the grid says nothing, straight.
    """
    best = {start: 0.0}
    came_from: dict[Cell, Cell] = {}
    queue = [(0.0, start)]
    while queue:
        cost, cell = heapq.heappop(queue)
        if cell in goals:
            return _unwind(came_from, cell)
        if cost > best[cell]:
            continue
        for nearby in neighbours(cell, area.shape):
            if nearby in barred and nearby not in goals:
                continue
            climb = max(0.0, elevation[nearby] - elevation[cell])
            total = cost + step_km(cell, nearby) / (1 + math.sqrt(area[nearby])) + climb / 50
            if total < best.get(nearby, math.inf):
                best[nearby] = total
                came_from[nearby] = cell
                heapq.heappush(queue, (total, nearby))
    raise ValueError(f"no way from cell {start} to any of {len(goals)} cells")


def _unwind(came_from: dict[Cell, Cell], cell: Cell) -> list[Cell]:
    path = [cell]
    while cell in came_from:
        cell = came_from[cell]
        path.append(cell)
    return path[::-1]
