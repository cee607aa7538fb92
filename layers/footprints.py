"""Polygons of waste areas, where a source gives them: `waste_footprints.geojson`."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import shapely

from layers.errors import Problems, quoted

FILE = "waste_footprints.geojson"


def read_footprints(
    folder: Path, keys: Mapping[str, Collection[str]], problems: Problems
) -> dict[str, Any]:
    """Return the polygons by waste id; empty when the package has no such file.

    Parameters
    ----------
    folder : Path
        Folder of the package.
    keys : mapping of str to collection of str
        Ids that a footprint may name, by table; those of a missing table are not checked.
    problems : Problems
        Collects what is wrong with the file.
    """
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        problems.add(FILE, None, "", f"unreadable ({error})", "a GeoJSON FeatureCollection")
        return {}
    footprints = {}
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        where = f"{FILE}, feature {number}"
        for column, table in (("waste_id", "waste_areas"), ("source_id", "sources")):
            key = str(properties.get(column, ""))
            if table in keys and key not in keys[table]:
                problems.add(where, None, column, quoted(key), f"a key of {table}.csv")
        polygon = _polygon(feature.get("geometry"))
        if polygon is None:
            problems.add(where, None, "geometry", "no sound polygon", "a valid (Multi)Polygon")
        else:
            footprints[str(properties.get("waste_id", ""))] = polygon
    return footprints


def _polygon(geometry: Any) -> Any | None:
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except shapely.errors.ShapelyError:
        return None
    sound = shape is not None and shape.geom_type in ("Polygon", "MultiPolygon") and shape.is_valid
    return shape if sound else None
