"""Names for the map, most important first, in the reader's language."""

import csv
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from shapely.geometry import shape

from dashboard.atlas import Atlas
from dashboard.components.map.marks import as_single_feature
from dashboard.i18n import current_language

BASEMAP = Path(__file__).parents[3] / "data" / "basemap"
RIVER_ZOOM = {1: 7, 2: 9, 3: 10}
TOWN = 50_000
"""Inhabitants from which a place is written larger."""


def labels_feature(atlas: Atlas) -> dict[str, Any]:
    """Build the FeatureCollection of the name layer: one feature that carries all names."""
    return as_single_feature({"labels": labels(current_language())})


@lru_cache
def labels(language: str) -> list[dict[str, Any]]:
    """Return the names in the order in which they claim their room.

    Parameters
    ----------
    language : str
        Language code of the page; its names are taken where there are any, else the local ones.
    """
    column = "name_" + {"ro": "ro", "en": "en"}.get(language[:2], "sr_latn")
    return [*_places(column), *_rivers(column), *_districts(column)]


def _places(column: str) -> list[dict[str, Any]]:
    with (BASEMAP / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.sort(key=lambda row: (int(row["min_zoom"]), -int(row["population"] or 0)))
    return [
        {
            "kind": "town" if int(row["population"] or 0) >= TOWN else "place",
            "name": row.get(column) or row["name"],
            "lat": float(row["lat"]),
            "lon": float(row["lon"]),
            "zoom": int(row["min_zoom"]),
        }
        for row in rows
    ]


def _rivers(column: str) -> list[dict[str, Any]]:
    """Write a river's name at the middle of its longest piece."""
    longest: dict[str, tuple[float, dict[str, Any]]] = {}
    for feature in _features("rivers"):
        properties, line = feature["properties"], shape(feature["geometry"])
        name = properties.get(column)
        if not name or line.length <= longest.get(name, (0.0, {}))[0]:
            continue
        middle = line.interpolate(0.5, normalized=True)
        longest[name] = (
            line.length,
            {
                "kind": "river",
                "name": name,
                "lat": round(middle.y, 4),
                "lon": round(middle.x, 4),
                "zoom": RIVER_ZOOM[int(properties["rank"])],
            },
        )
    return [label for _length, label in sorted(longest.values(), key=lambda pair: -pair[0])]


def _districts(column: str) -> list[dict[str, Any]]:
    found = []
    for feature in _features("admin1"):
        inside = shape(feature["geometry"]).representative_point()
        found.append(
            {
                "kind": "admin1",
                "name": feature["properties"][column],
                "lat": round(inside.y, 4),
                "lon": round(inside.x, 4),
                "zoom": 8,
                "until": 11,
            }
        )
    return found


def _features(name: str) -> list[dict[str, Any]]:
    text = (BASEMAP / f"{name}.geojson").read_text(encoding="utf-8")
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features
