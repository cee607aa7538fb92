"""Stratified random samples: one random point in each of many compact parts of an area.

The parts are made by k-means over a fine lattice: Walvoort, Brus & de Gruijter 2010, An R package
for spatial coverage sampling and random sampling from compact geographical strata by k-means,
Computers & Geosciences 36, 1261-1267, doi:10.1016/j.cageo.2010.04.005.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

from layers.sampling.area import Area, Floats
from layers.sampling.errors import PlanError
from layers.sampling.grid import Points, inside

LATTICE = 40
"""Points of the fine lattice for each part."""

ROUNDS = 12
BANDS = (0.25, 0.5, 1.0)
"""Ends of the bands as shares of the range of distances: near ones are narrow, so that they get
more samples a hectare. The atlas's own convention."""


@dataclass(frozen=True)
class Band:
    """A part of the area by its distance.

    Attributes
    ----------
    low_m, high_m : float
        Distance, metres.
    samples : int
        How many lie in it.
    """

    low_m: float
    high_m: float
    samples: int


@dataclass(frozen=True, eq=False)
class Drawn:
    """Random points, the band of each, and the bands."""

    points: Points
    band: npt.NDArray[np.intp]
    bands: tuple[Band, ...]


def drawn(area: Area, samples: int, seed: int, near: gpd.GeoDataFrame | None = None) -> Drawn:
    """Draw one random point in each of as many compact parts as samples are asked for.

    Parameters
    ----------
    area : Area
        Every part of it can be drawn.
    samples : int
        How many.
    seed : int
        Same seed, same points.
    near : GeoDataFrame, optional
        EPSG:4326, with `coord_uncertainty_m`; the area is divided by the distance to the nearest
        of them first, and each band gets the same number of samples.

    Raises
    ------
    PlanError
        ``nothing_near`` or ``too_vague``.
    """
    random = np.random.default_rng(seed)
    lattice, step = _lattice(area, samples)
    edges = _edges(area, lattice, near) if near is not None else None
    band = np.zeros(len(lattice.x), dtype=np.intp)
    if edges is not None:
        band = np.clip(np.searchsorted(edges[1], edges[0], side="left"), 0, len(BANDS) - 1)
    kept, bands = [], []
    shares = _shares(band, samples)
    for number, count in shares.items():
        members = np.flatnonzero(band == number)
        parts = _parts(lattice.x[members], lattice.y[members], count, random)
        kept += [_one_of(members[parts == part], random) for part in range(count)]
        if edges is not None:
            low = float(edges[0].min()) if number == 0 else float(edges[1][number - 1])
            bands.append(Band(low, float(edges[1][number]), count))
    at = np.array(kept, dtype=np.intp)
    return Drawn(_moved(area, lattice, at, step, random), band[at], tuple(bands))


def _lattice(area: Area, samples: int) -> tuple[Points, float]:
    """Return a fine lattice over the area, and its step in metres."""
    step = math.sqrt(area.size_m2 / (samples * LATTICE))
    while True:
        west, south, east, north = area.metric.bounds
        x, y = np.meshgrid(
            np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step)
        )
        found = inside(area, x.ravel(), y.ravel())
        if len(found.x) >= samples * LATTICE / 4:
            return found, step
        step *= 0.7  # a strip so narrow that most of the lattice misses it


def _edges(area: Area, lattice: Points, near: gpd.GeoDataFrame) -> tuple[Floats, Floats]:
    """Return the distance of each point of the lattice, and the ends of the bands."""
    known = near[~(near.geometry.is_empty | near.geometry.isna())]
    if known.empty:
        raise PlanError("nothing_near")
    shapes = known.geometry.to_crs(area.epsg).to_numpy()
    points = shapely.points(lattice.x, lattice.y)
    nearest = shapely.STRtree(shapes).nearest(points)
    metres = shapely.distance(points, shapes[nearest])
    low, high = float(metres.min()), float(metres.max())
    vague = np.nanmedian(known["coord_uncertainty_m"].to_numpy(float)[nearest])
    if vague > (high - low) / 2:
        raise PlanError("too_vague", float(vague), high - low)
    return metres, low + (high - low) * np.array(BANDS)


def _shares(band: npt.NDArray[np.intp], samples: int) -> dict[int, int]:
    """Divide the samples evenly among the bands, the near ones first, never more than fit."""
    sizes = {int(number): int((band == number).sum()) for number in np.unique(band)}
    shares = dict.fromkeys(sizes, 0)
    while sum(shares.values()) < samples:
        free = [number for number in shares if shares[number] < sizes[number]]
        shares[min(free, key=lambda number: (shares[number], number))] += 1
    return {number: count for number, count in shares.items() if count}


def _parts(x: Floats, y: Floats, count: int, random: np.random.Generator) -> npt.NDArray[np.intp]:
    """Divide points into compact parts by k-means; none is empty."""
    places = np.column_stack([x, y])
    middles = places[np.sort(random.choice(len(places), size=count, replace=False))]
    for _ in range(ROUNDS):
        part = np.asarray(cKDTree(middles).query(places)[1], dtype=np.intp)
        size = np.bincount(part, minlength=count)
        sums = np.column_stack(
            [np.bincount(part, weights=places[:, axis], minlength=count) for axis in (0, 1)]
        )
        filled = size > 0
        middles[filled] = sums[filled] / size[filled, None]
    part = np.asarray(cKDTree(middles).query(places)[1], dtype=np.intp)
    for empty in np.flatnonzero(np.bincount(part, minlength=count) == 0):
        largest = int(np.bincount(part, minlength=count).argmax())
        members = np.flatnonzero(part == largest)
        part[members[: len(members) // 2]] = empty
    return part


def _one_of(members: npt.NDArray[np.intp], random: np.random.Generator) -> int:
    return int(members[random.integers(len(members))])


def _moved(
    area: Area,
    lattice: Points,
    at: npt.NDArray[np.intp],
    step: float,
    random: np.random.Generator,
) -> Points:
    """Move each point within its cell of the lattice, as far as it stays in the area."""
    x, y = lattice.x[at], lattice.y[at]
    shift = random.uniform(-step / 2, step / 2, size=(2, len(at)))
    lon, lat = area.to_degrees(x + shift[0], y + shift[1])
    stays = area.holds(lon, lat)
    return Points(
        np.where(stays, x + shift[0], x),
        np.where(stays, y + shift[1], y),
        np.where(stays, lon, lattice.lon[at]),
        np.where(stays, lat, lattice.lat[at]),
    )
