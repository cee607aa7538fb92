"""Read and write the basemap's GeoJSON files in one form: small, sorted, diffable."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from shapely import Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).resolve().parent
SOURCE = FOLDER / "source"
BOX = (19.5, 43.3, 23.5, 46.5)
"""West, south, east, north of everything in the basemap, in degrees (EPSG:4326)."""

FADE_DEGREES = 0.14
"""Width of the strip along the box's edge over which the relief fades out."""

Feature = tuple[dict[str, Any], BaseGeometry]


def drawn_area() -> Polygon:
    """Return the box up to the middle of the fading strip: where drawn lines end."""
    west, south, east, north = BOX
    half = FADE_DEGREES / 2
    return shapely.box(west + half, south + half, east - half, north - half)


def read_features(path: Path) -> list[Feature]:
    """Return the (properties, geometry) pairs of a GeoJSON feature collection."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    return [(item["properties"], shape(item["geometry"])) for item in collection["features"]]


def write_features(path: Path, features: Iterable[Feature]) -> None:
    """Write features as a GeoJSON feature collection."""
    path.write_text(feature_collection(features), encoding="utf-8")


def feature_collection(features: Iterable[Feature], digits: int = 4) -> str:
    """Return features as GeoJSON, one a line, coordinates rounded to `digits` decimals.

    Four decimals of a degree are about 10 m, which is finer than any source of this basemap.
    Properties that are None are left out.
    """
    lines = []
    for properties, geometry in features:
        feature = {
            "type": "Feature",
            "properties": {key: value for key, value in properties.items() if value is not None},
            "geometry": _rounded(json.loads(shapely.to_geojson(geometry)), digits),
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    body = ",\n".join(lines)
    return f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'


def _rounded(geometry: dict[str, Any], digits: int) -> dict[str, Any]:
    def walk(node: Any) -> Any:
        if isinstance(node, int | float):
            return round(float(node), digits)
        return [walk(child) for child in node]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
