"""Checks of positions: complete, honest about their quality, and inside the stated country."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from layers.errors import AtlasError, Problems
from layers.table_model import Table

DEFAULT_COUNTRIES = (
    Path(__file__).resolve().parent.parent / "data" / "basemap" / "countries.geojson"
)
BORDER_TOLERANCE_M = 200.0
"""Generalisation of the border lines: a point this near to its country lies in it."""


def check_positions(table: Table, frame: pd.DataFrame, problems: Problems) -> None:
    """Note half positions, and positions that hide how well they are known."""
    one, other = frame["lat"].notna(), frame["lon"].notna()
    for line in frame.index[one != other]:
        column = "lon" if one[line] else "lat"
        problems.add(table.file, line, column, "an empty cell", "both lat and lon, or neither")
    placed, nowhere = one & other, ~(one | other)
    known = frame["coord_quality"] != "unknown"
    for line in frame.index[placed & ~known]:
        expected = "surveyed, published or place, since there is a position"
        problems.add(table.file, line, "coord_quality", "unknown", expected)
    for line in frame.index[nowhere & known & (frame["coord_quality"] != "")]:
        found, expected = (
            str(frame.at[line, "coord_quality"]),
            "unknown, since there is no position",
        )
        problems.add(table.file, line, "coord_quality", found, expected)
    vague = placed & known & frame["coord_uncertainty_m"].isna()
    for line in frame.index[vague & (frame["coord_quality"] != "surveyed")]:
        expected = "the uncertainty of the position in metres"
        problems.add(table.file, line, "coord_uncertainty_m", "an empty cell", expected)
    if "scope" in frame:
        for line in frame.index[nowhere & (frame["scope"] == "border")]:
            expected = "a position, since the scope is border; else scope pooled"
            problems.add(table.file, line, "lat", "an empty cell", expected)


@cache
def country_polygons(path: Path) -> dict[str, Any]:
    """Read the polygons of the countries, cut to the map's box.

    Parameters
    ----------
    path : Path
        GeoJSON in EPSG:4326 with the property ``country`` (ISO 3166-1 alpha-2).

    Raises
    ------
    AtlasError
        When the file is missing or is no such collection.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {
            feature["properties"]["country"]: shapely.from_geojson(json.dumps(feature["geometry"]))
            for feature in features
        }
    except (OSError, ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        raise AtlasError(
            f"{path} is needed to check positions and cannot be read ({error}); "
            "restore it, or name another file with the property 'country'"
        ) from error


def check_countries(
    table: Table, frame: pd.DataFrame, polygons: dict[str, Any], problems: Problems
) -> None:
    """Note positions farther from the stated country than their uncertainty.

    Only positions inside the box of the polygons can be held against them; those elsewhere are
    checked by `check_extents`.
    """
    west, south, east, north = shapely.total_bounds(list(polygons.values()))
    inside = frame["lon"].between(west, east) & frame["lat"].between(south, north)
    for country, polygon in polygons.items():
        rows = frame[inside & (frame["country"] == country)]
        lon, lat = rows["lon"].to_numpy(float), rows["lat"].to_numpy(float)
        shapely.prepare(polygon)
        outside = rows[~shapely.contains_xy(polygon, lon, lat)]
        if outside.empty:
            continue
        away = _distance_m(polygon, outside)
        reach = np.nan_to_num(outside["coord_uncertainty_m"].to_numpy(float)) + BORDER_TOLERANCE_M
        for line, metres in zip(outside.index[away > reach], away[away > reach], strict=True):
            _note_outside(table, frame, line, metres, problems)


def _note_outside(
    table: Table, frame: pd.DataFrame, line: int, metres: float, problems: Problems
) -> None:
    row = frame.loc[line]
    found = f"{row['lat']:g} N {row['lon']:g} E, {metres / 1000:.1f} km outside {row['country']}"
    reach = row["coord_uncertainty_m"]
    within = "" if pd.isna(reach) else f", within its uncertainty of {reach:,.0f} m"
    remedy = "Correct the position, the country or the uncertainty; are lat and lon swapped?"
    problems.add(table.file, line, "lat", found, f"a place in {row['country']}{within}", remedy)


def _distance_m(polygon: Any, rows: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Distance of positions to a country in metres, in UTM zone 34N."""
    from pyproj import Transformer

    to_metres = Transformer.from_crs(4326, 32634, always_xy=True)

    def project(coordinates: Any) -> Any:
        return np.column_stack(to_metres.transform(coordinates[:, 0], coordinates[:, 1]))

    flat = shapely.transform(polygon, project)
    points = shapely.points(project(rows[["lon", "lat"]].to_numpy(float)))
    return np.asarray(shapely.distance(flat, points), dtype=float)


def check_extents(
    table: Table, frame: pd.DataFrame, extents: pd.DataFrame, problems: Problems
) -> None:
    """Note positions outside the rough extent of the stated country.

    This holds everywhere, on the map's polygons or not, and catches swapped coordinates.

    Parameters
    ----------
    extents : DataFrame
        Columns country, west, south, east, north, in degrees.
    """
    box = extents.set_index("country")
    sides = {side: frame["country"].map(box[side]) for side in ("west", "south", "east", "north")}
    outside = (
        (frame["lon"] < sides["west"])
        | (frame["lon"] > sides["east"])
        | (frame["lat"] < sides["south"])
        | (frame["lat"] > sides["north"])
    )
    remedy = "Correct the position or the country; are lat and lon swapped?"
    for line in frame.index[outside]:
        country = frame.at[line, "country"]
        west, south, east, north = (float(sides[side][line]) for side in sides)
        found = f"{frame.at[line, 'lat']:g} N {frame.at[line, 'lon']:g} E"
        expected = f"a place in {country}: {south:g}-{north:g} N, {west:g}-{east:g} E"
        problems.add(table.file, line, "lat", found, expected, remedy)
