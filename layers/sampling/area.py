"""The area of a plan: an outline or a circle, checked, and in metres of its own UTM zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import shapely

from layers.sampling.errors import PlanError
from layers.space.jurisdiction import EAST, NORTH, SOUTH, WEST

if TYPE_CHECKING:
    import pyproj

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

DIGITS = 6
"""Decimal places of degrees: a tenth of a metre."""

LEAST_M2, MOST_M2 = 100.0, 5_000e6
MOST_ACROSS_M = 200_000.0
LEAST_OF_BOX = 0.01
"""Least share of its own box: a grid is made over the box and cut."""

LEAST_RADIUS_M, MOST_RADIUS_M = 10.0, 30_000.0
MOST_CORNERS = 2_000
FARTHEST_LATITUDE = 84.0
"""Beyond it UTM is not defined."""

_FINEST_DEGREES = 0.02
"""Long edges get further corners before they are projected, so that both outlines are the same."""

_QUARTER = 24
"""Segments of a quarter of a circle: it falls short of the true area by 0.07 %."""


_REGION = shapely.box(WEST, SOUTH, EAST, NORTH)


@dataclass(frozen=True, eq=False)
class Area:
    """An area to take samples in.

    Attributes
    ----------
    shape : Polygon or MultiPolygon
        EPSG:4326, longitude first; its vertices in an order that does not depend on how they
        were given.
    """

    shape: shapely.Geometry

    @cached_property
    def epsg(self) -> int:
        """The UTM zone that holds its middle."""
        return utm_zone(*self.middle)

    @cached_property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude of the middle of its box."""
        west, south, east, north = self.shape.bounds
        return (south + north) / 2, (west + east) / 2

    @cached_property
    def metric(self) -> shapely.Geometry:
        """The shape in metres of `epsg`."""
        fine = shapely.segmentize(self.shape, _FINEST_DEGREES)
        return shapely.transform(fine, lambda pairs: np.column_stack(self.to_metres(*pairs.T)))

    @property
    def on_map(self) -> bool:
        """Whether any of it lies in the region that the atlas knows."""
        return bool(self.shape.intersects(_REGION))

    @property
    def size_m2(self) -> float:
        """Square metres."""
        return float(self.metric.area)

    def to_metres(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[Floats, Floats]:
        """Project degrees to metres of the area's zone."""
        x, y = projection(self.epsg, False).transform(lon, lat)
        return np.asarray(x, float), np.asarray(y, float)

    def to_degrees(self, x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Floats, Floats]:
        """Return (lon, lat) of metres, rounded as a plan prints them."""
        lon, lat = projection(self.epsg, True).transform(x, y)
        return np.round(lon, DIGITS), np.round(lat, DIGITS)

    def holds(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> Bools:
        """Say which points, as printed, lie inside."""
        return np.asarray(shapely.contains_xy(self.shape, lon, lat))


@cache
def projection(epsg: int, back: bool) -> pyproj.Transformer:
    """Return the transformation from degrees to a metric system, or back."""
    import pyproj

    codes = (epsg, 4326) if back else (4326, epsg)
    return pyproj.Transformer.from_crs(*codes, always_xy=True)


def utm_zone(lat: float, lon: float) -> int:
    """Return the EPSG code of the UTM zone of a point.

    >>> utm_zone(44.08, 22.10), utm_zone(46.8, 26.0), utm_zone(-33.9, 18.4)
    (32634, 32635, 32734)
    """
    zone = int((lon + 180) // 6) % 60 + 1
    return (32600 if lat >= 0 else 32700) + zone


def polygon(corners: Sequence[tuple[float, float]]) -> Area:
    """Return the area that an outline encloses.

    Parameters
    ----------
    corners : sequence of (lat, lon)
        In the order in which one walks round it, WGS 84 degrees; the first may stand at the end
        again.

    Raises
    ------
    PlanError
        Fewer than three corners, or an outline that crosses itself, is too small or too large.

    Examples
    --------
    >>> field = polygon([(44.08, 22.10), (44.08, 22.11), (44.09, 22.11), (44.09, 22.10)])
    >>> round(field.size_m2 / 10_000)
    89
    """
    if len(corners) > MOST_CORNERS:
        raise PlanError("too_many_corners", len(corners), MOST_CORNERS)
    pairs = np.round(np.array([(lon, lat) for lat, lon in corners], float), DIGITS).reshape(-1, 2)
    _check_positions(pairs)
    distinct = len(np.unique(pairs, axis=0))
    if distinct < 3:
        raise PlanError("too_few_corners", distinct, 3)
    return area_of(shapely.Polygon(pairs))


def circle(lat: float, lon: float, radius_m: float) -> Area:
    """Return the area within a distance of a point.

    Raises
    ------
    PlanError
        When the position is none, or the radius too small or too large.

    Examples
    --------
    >>> round(circle(44.08, 22.10, 500).size_m2)
    784839
    """
    _check_positions(np.array([(lon, lat)], float))
    if not LEAST_RADIUS_M <= radius_m <= MOST_RADIUS_M:
        raise PlanError("bad_radius", radius_m, MOST_RADIUS_M, LEAST_RADIUS_M)
    epsg = utm_zone(lat, lon)
    middle = shapely.Point(*projection(epsg, False).transform(lon, lat))
    ring = middle.buffer(radius_m, quad_segs=_QUARTER)

    def degrees(pairs: Any) -> Floats:
        return np.round(np.column_stack(projection(epsg, True).transform(*pairs.T)), 7)

    return area_of(shapely.transform(ring, degrees))


def area_of(shape: shapely.Geometry) -> Area:
    """Return a polygon, or several, as an area.

    Parameters
    ----------
    shape : Geometry
        EPSG:4326, longitude first.

    Raises
    ------
    PlanError
        Says what is wrong with it and what to do.
    """
    if shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise PlanError("no_polygon")
    pairs = shapely.get_coordinates(shape)
    if len(pairs) > MOST_CORNERS:
        raise PlanError("too_many_corners", len(pairs), MOST_CORNERS)
    _check_positions(pairs)
    if not shape.is_valid:
        reason = "crosses_itself" if shape.buffer(0).area > 0 else "too_small"
        raise PlanError(reason, 0.0, LEAST_M2)
    area = Area(shapely.normalize(shape))
    _check_size(area)
    return area


def _check_positions(pairs: Floats) -> None:
    lon, lat = np.abs(pairs).T if len(pairs) else (np.zeros(1), np.zeros(1))
    if not ((lon <= 180).all() and (lat <= FARTHEST_LATITUDE).all()):
        raise PlanError("no_position")
    if len(pairs) and _in_region(pairs[:, ::-1]) and not _in_region(pairs):
        raise PlanError("swapped")


def _in_region(pairs: Floats) -> bool:
    return bool(shapely.intersects_xy(_REGION, *pairs.T).all())


def _check_size(area: Area) -> None:
    west, south, east, north = area.shape.bounds
    if max(east - west, north - south) > 6:
        raise PlanError("too_wide", 111 * max(east - west, north - south), MOST_ACROSS_M / 1000)
    box = area.metric.bounds
    across = float(np.hypot(box[2] - box[0], box[3] - box[1]))
    if across > MOST_ACROSS_M:
        raise PlanError("too_wide", across / 1000, MOST_ACROSS_M / 1000)
    if area.size_m2 > MOST_M2:
        raise PlanError("too_large", area.size_m2 / 1e6, MOST_M2 / 1e6)
    if area.size_m2 < LEAST_M2:
        raise PlanError("too_small", area.size_m2, LEAST_M2)
    box_m2 = (box[2] - box[0]) * (box[3] - box[1])
    if area.size_m2 < LEAST_OF_BOX * box_m2:
        raise PlanError("too_thin", area.size_m2 / box_m2, LEAST_OF_BOX)
