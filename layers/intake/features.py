"""Files of points and columns: GeoJSON, GeoPackage and Parquet."""

from __future__ import annotations

import io
import json
import warnings
from typing import Any

import numpy as np

from layers.errors import quoted
from layers.intake.faults import Faults
from layers.intake.geopackage import refuse_views
from layers.intake.grid import Grid
from layers.intake.guard import Limits
from layers.intake.phrases import phrase

LAT, LON = "lat", "lon"
_MOST = 2**63
"""Larger whole numbers are no measurement, and more than a computer's numbers hold."""


def geojson_grid(data: bytes, limits: Limits, faults: Faults) -> Grid:
    """Return the properties of point features with their positions as ``lat`` and ``lon``.

    Raises
    ------
    IntakeError
        No GeoJSON collection, or in an unknown coordinate system.
    """
    try:
        document = json.loads(data.decode("utf-8-sig"))
        features = document["features"]
        rows = [dict(feature.get("properties") or {}) for feature in features]
        shapes = [feature.get("geometry") for feature in features]
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        found = phrase("no GeoJSON collection ({error})", error=quoted(str(error)))
        raise faults.refuse("not_geojson", found) from None
    if len(rows) > limits.rows:
        most = phrase("{count} rows", count=limits.rows)
        raise faults.refuse("too_many_rows", phrase("{count} features", count=len(rows)), most=most)
    places = np.array([_point(shape) for shape in shapes], dtype=float).reshape(-1, 2)
    lon, lat = _degrees(places, _system_of(document), faults)
    _note_missing(lat, faults)
    headings = list(dict.fromkeys(key for row in rows for key in row))
    return _grid(headings, [[row.get(key) for key in headings] for row in rows], lat, lon)


def _point(shape: Any) -> tuple[float, float]:
    """Return x and y of a point; NaN for anything else."""
    nowhere = (np.nan, np.nan)
    place = shape.get("coordinates") if isinstance(shape, dict) else None
    if not isinstance(place, list) or len(place) < 2 or shape.get("type") != "Point":
        return nowhere
    try:
        found = float(place[0]), float(place[1])
    except (TypeError, ValueError, OverflowError):
        return nowhere
    return found if all(map(np.isfinite, found)) else nowhere


def _system_of(document: dict[str, Any]) -> str:
    """Return the coordinate system that older GeoJSON may name; else the standard's."""
    named = document.get("crs")
    for key in ("properties", "name"):
        named = named.get(key) if isinstance(named, dict) else named
    return str(named or "") or "OGC:CRS84"


def _degrees(places: Any, system: str, faults: Faults) -> tuple[Any, Any]:
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    if system.endswith(("CRS84", "EPSG::4326", "EPSG:4326")):
        return places[:, 0], places[:, 1]
    try:
        turn = Transformer.from_crs(system, 4326, always_xy=True)
    except CRSError:
        raise faults.refuse("unknown_system", quoted(system), known=phrase("EPSG codes")) from None
    lon, lat = turn.transform(places[:, 0], places[:, 1])
    return np.asarray(lon), np.asarray(lat)


def _note_missing(lat: Any, faults: Faults) -> None:
    for row in np.flatnonzero(~np.isfinite(lat)):
        faults.say("not_a_point", int(row) + 1, "geometry", phrase("no point"))


def _grid(headings: list[str], rows: list[list[Any]], lat: Any, lon: Any) -> Grid:
    """Return a grid whose first row is the headings; a feature is a row, counted from 1.

    The position of the geometry comes first: properties that name another are held against it.
    """
    own = [name.upper() if name in (LAT, LON) else name for name in map(_whole, headings)]
    cells: list[list[object]] = [[LAT, LON, *own]]
    for row, north, east in zip(rows, lat, lon, strict=True):
        place = [float(north), float(east)] if np.isfinite(north) else [None, None]
        cells.append([*place, *map(_cell, row)])
    return Grid("", cells, list(range(len(cells))))


def _cell(value: object) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, int) and abs(value) > _MOST:
        return str(value)
    return value if isinstance(value, int | float) else _whole(str(value))


def _whole(text: str) -> str:
    """Return a text without the halves of letters that JSON may spell and nothing can write."""
    return text.encode("utf-8", "replace").decode()


def geopackage_grids(data: bytes, limits: Limits, faults: Faults) -> list[Grid]:
    """Return each layer of a GeoPackage, positions turned into EPSG:4326.

    Raises
    ------
    IntakeError
        Damaged, with views in place of tables, or more features than may be read.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    refuse_views(data, faults)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # bytes have no ending .gpkg
            names = [str(name) for name in pyogrio.list_layers(data)[:, 0]]
            return [_layer(data, name, limits, faults) for name in names]
    except (DataSourceError, DataLayerError, ValueError) as error:
        raise faults.refuse(
            "damaged", phrase("a damaged GeoPackage ({error})", error=str(error))
        ) from None


def _layer(data: bytes, name: str, limits: Limits, faults: Faults) -> Grid:
    import pyogrio

    about = pyogrio.read_info(data, layer=name)
    if about["features"] > limits.rows:
        most = phrase("{count} rows", count=limits.rows)
        raise faults.refuse(
            "too_many_rows", phrase("{count} features", count=int(about["features"])), most=most
        )
    frame = pyogrio.read_dataframe(data, layer=name)
    headings = [str(column) for column in frame.columns if column != "geometry"]
    plain = frame[headings].astype(object)
    rows = plain.where(plain.notna(), None).to_numpy().tolist()
    if "geometry" not in frame or about["geometry_type"] is None:
        cells: list[list[object]] = [[*headings], *([_cell(cell) for cell in row] for row in rows)]
        return Grid(name, cells, list(range(len(cells))))
    shapes = frame.geometry if frame.crs is None else frame.geometry.to_crs(4326)
    point = (shapes.geom_type == "Point").to_numpy()
    lon, lat = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    lon[point], lat[point] = shapes[point].x, shapes[point].y
    _note_missing(lat, faults)
    grid = _grid(headings, rows, lat, lon)
    grid.sheet = name
    return grid


def parquet_grid(data: bytes, limits: Limits, faults: Faults) -> Grid:
    """Return the columns of a Parquet file.

    Raises
    ------
    IntakeError
        Damaged, or more rows than may be read.
    """
    import fastparquet

    try:
        file = fastparquet.ParquetFile(io.BytesIO(data))
        if file.count() > limits.rows:
            most = phrase("{count} rows", count=limits.rows)
            raise faults.refuse(
                "too_many_rows", phrase("{count} rows", count=int(file.count())), most=most
            )
        frame = file.to_pandas()
    except (OSError, ValueError, RuntimeError, KeyError, IndexError, TypeError) as error:
        said = phrase("a damaged Parquet file ({error})", error=quoted(str(error)))
        raise faults.refuse("damaged", said) from None
    plain = frame.astype(object)
    rows = plain.where(plain.notna(), None).to_numpy().tolist()
    cells: list[list[object]] = [
        [str(name) for name in frame.columns],
        *([_cell(c) for c in row] for row in rows),
    ]
    return Grid("", cells, list(range(1, len(cells) + 1)))
