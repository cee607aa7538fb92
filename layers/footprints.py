"""Polygons of waste areas, where a source gives them: `waste_footprints.geojson`."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import shapely

from layers.errors import Problems, quoted

FILE = "waste_footprints.geojson"


def read_footprints(
    folder: Path, waste_ids: Collection[str], source_ids: Collection[str], problems: Problems
) -> dict[str, Any]:
    """Return the polygons by waste id; empty when the package has no such file.

    Parameters
    ----------
    folder : Path
        Folder of the package.
    waste_ids, source_ids : collection of str
        Ids that a footprint may name.
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
        waste_id = str(properties.get("waste_id", ""))
        source_id = str(properties.get("source_id", ""))
        where = f"{FILE}, feature {number}"
        if waste_id not in waste_ids:
            problems.add(where, None, "waste_id", quoted(waste_id), "a key of waste_areas.csv")
        if source_id not in source_ids:
            problems.add(where, None, "source_id", quoted(source_id), "a key of sources.csv")
        polygon = _polygon(feature.get("geometry"))
        if polygon is None:
            problems.add(where, None, "geometry", "no sound polygon", "a valid (Multi)Polygon")
        else:
            footprints[waste_id] = polygon
    return footprints


def _polygon(geometry: Any) -> Any | None:
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except shapely.errors.ShapelyError:
        return None
    sound = shape is not None and shape.geom_type in ("Polygon", "MultiPolygon") and shape.is_valid
    return shape if sound else None
