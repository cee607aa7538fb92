"""Where a sample may be taken: in its own country, and soil on dry ground."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import shapely

from layers.errors import AtlasError
from layers.simulate.draws import Flags, Floats, Integers
from layers.simulate.geometry import to_metres
from layers.simulate.sites import Sites

BASEMAP = Path(__file__).resolve().parents[2] / "data" / "basemap"
COUNTRIES, WATER = "countries.geojson", "water.geojson"


@cache
def country_polygon(country: str) -> shapely.Geometry:
    """Polygon of a country (EPSG:4326), prepared for many points.

    Raises
    ------
    AtlasError
        When the basemap has no such country.
    """
    for properties, polygon in _polygons(COUNTRIES):
        if properties["country"] == country:
            shapely.prepare(polygon)
            return polygon
    raise AtlasError(f"{BASEMAP / COUNTRIES} has no country {country} to place samples in")


@cache
def border_line(country: str) -> shapely.Geometry:
    """Border of a country in metres (EPSG:32634), prepared for many points."""
    border = shapely.boundary(country_polygon(country))
    line = shapely.transform(border, lambda pairs: np.column_stack(to_metres(*pairs.T)))
    shapely.prepare(line)
    return line


@cache
def open_water() -> tuple[shapely.Geometry, ...]:
    """Rivers and lakes that are wide enough to be areas on the map (EPSG:4326), prepared."""
    areas = tuple(polygon for _, polygon in _polygons(WATER))
    shapely.prepare(areas)
    return areas


def _polygons(name: str) -> list[tuple[dict[str, str], shapely.Geometry]]:
    try:
        collection = json.loads((BASEMAP / name).read_text(encoding="utf-8"))
    except OSError as error:
        raise AtlasError(f"the simulation places its samples on the map: {error}") from error
    return [
        (feature["properties"], shapely.from_geojson(json.dumps(feature["geometry"])))
        for feature in collection["features"]
    ]


def country_at(countries: Sequence[str], lon: Floats, lat: Floats) -> Integers:
    """Index into `countries` of the country of each point (degrees), -1 where it is another."""
    found = np.full(lon.shape, -1, dtype=np.int64)
    for index, country in enumerate(countries):
        inside = shapely.contains_xy(country_polygon(country), lon, lat)
        found = np.where(inside, index, found)
    return found


def on_dry_ground(countries: Sequence[str], sites: Sites, clearance_m: float) -> Flags:
    """Whether a site is land with no border within `clearance_m`.

    The border follows the Danube's deepest line, so keeping clear of it also keeps soil sites
    off the river where the map's water has gaps.
    """
    dry = np.ones(sites.lon.shape, dtype=np.bool_)
    places = shapely.points(sites.x, sites.y)
    for country in countries:
        dry &= ~shapely.dwithin(border_line(country), places, clearance_m)
    for water in open_water():
        dry &= ~shapely.contains_xy(water, sites.lon, sites.lat)
    return np.asarray(dry)
