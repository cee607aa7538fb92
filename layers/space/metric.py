"""Degrees and metres: all metric work is done in EPSG:32634 (UTM 34N)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pyproj

Floats = npt.NDArray[np.float64]

METRIC = "EPSG:32634"
EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the GRS 80 ellipsoid (Moritz 2000, doi:10.1007/s001900050278)."""


@cache
def _projection(back: bool) -> pyproj.Transformer:
    import pyproj

    codes = (METRIC, "EPSG:4326") if back else ("EPSG:4326", METRIC)
    return pyproj.Transformer.from_crs(*codes, always_xy=True)


def to_metres(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Project degrees of EPSG:4326 to metres of EPSG:32634."""
    x, y = _projection(False).transform(lon, lat)
    return np.asarray(x), np.asarray(y)


def to_degrees(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Project metres of EPSG:32634 to degrees of EPSG:4326."""
    lon, lat = _projection(True).transform(x, y)
    return np.asarray(lon), np.asarray(lat)


def distances_m(lat: float, lon: float, lats: npt.ArrayLike, lons: npt.ArrayLike) -> Floats:
    """Return the distances from one point to many, along the sphere.

    Parameters
    ----------
    lat, lon : float
        WGS 84 degrees.
    lats, lons : array-like, shape (n,)
        WGS 84 degrees.

    Returns
    -------
    array, shape (n,)
        Metres; within 0.5 % of the distance along the ellipsoid.

    Examples
    --------
    >>> distances_m(44.0, 22.0, [44.0, 45.0], [22.0, 22.0]).round(-2)
    array([     0., 111200.])
    """
    here_lat, here_lon = np.radians(lat), np.radians(lon)
    there_lat, there_lon = np.radians(np.asarray(lats)), np.radians(np.asarray(lons))
    half_chord = (
        np.sin((there_lat - here_lat) / 2) ** 2
        + np.cos(here_lat) * np.cos(there_lat) * np.sin((there_lon - here_lon) / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half_chord)))
