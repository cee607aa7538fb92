"""The lines of the small maps: water, rivers and borders, clipped to a box."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely

BASEMAP = Path(__file__).parents[3] / "data" / "basemap"
LAYERS = ("water", "rivers", "rivers_border", "borders", "admin1_lines")


@dataclass(frozen=True)
class Box:
    """A map's box in WGS 84 degrees, and its size in pixels."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def pixels(self, lonlat: np.ndarray) -> np.ndarray:
        """Return pixel positions of an array of (lon, lat); linear within the box."""
        scale = np.array(
            [self.width / (self.east - self.west), self.height / (self.north - self.south)]
        )
        at = (lonlat - np.array([self.west, self.north])) * scale
        return np.asarray(at * np.array([1.0, -1.0]))

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the pixel position of a point."""
        x = (lon - self.west) / (self.east - self.west) * self.width
        y = (self.north - lat) / (self.north - self.south) * self.height
        return x, y

    def holds(self, lat: float, lon: float, inset: float = 0.0) -> bool:
        """Return whether a point is on the map, `inset` pixels from its edge."""
        x, y = self.point(lat, lon)
        return inset <= x <= self.width - inset and inset <= y <= self.height - inset


@lru_cache(maxsize=1)
def _layers() -> dict[str, tuple[shapely.STRtree, np.ndarray]]:
    return {name: _indexed(name) for name in LAYERS}


def _indexed(name: str) -> tuple[shapely.STRtree, np.ndarray]:
    collection = json.loads((BASEMAP / f"{name}.geojson").read_text(encoding="utf-8"))
    shapes = np.array(
        [shapely.from_geojson(json.dumps(one["geometry"])) for one in collection["features"]]
    )
    return shapely.STRtree(shapes), shapes


def paths(box: Box, tolerance: float = 0.0) -> Iterator[tuple[str, str]]:
    """Yield (layer, svg path data) of every layer that has lines in the box.

    Parameters
    ----------
    box
        What is drawn.
    tolerance
        Detail smaller than this many degrees is left out.
    """
    edge = shapely.box(box.west, box.south, box.east, box.north)
    for name, (tree, shapes) in _layers().items():
        found = shapes[tree.query(edge)]
        if len(found):
            clipped = shapely.clip_by_rect(found, box.west, box.south, box.east, box.north)
            simple = shapely.simplify(clipped, tolerance) if tolerance else clipped
            data = "".join(_data(shape, box) for shape in simple)
            if data:
                yield name, data


def _data(shape: shapely.Geometry, box: Box) -> str:
    return "".join(_line(part, box) for part in _parts(shape))


def _parts(shape: shapely.Geometry) -> Iterator[np.ndarray]:
    for part in shapely.get_parts(shape):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield shapely.get_coordinates(ring)
        elif part.geom_type == "LineString":
            yield shapely.get_coordinates(part)
        elif part.geom_type != "Point":
            yield from _parts(part)


def _line(coordinates: np.ndarray, box: Box) -> str:
    at = box.pixels(coordinates).round(1)
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in at)


STEP = 6.0
"""Pixels between two points of a course."""


def rivers(box: Box) -> Iterator[tuple[Mapping[str, str], list[tuple[float, float]]]]:
    """Yield every piece of river in the box: its names by language, and points along it, pixels."""
    edge = shapely.box(box.west, box.south, box.east, box.north)
    for layer in ("rivers", "rivers_border"):
        tree, shapes, names = _named(layer)
        for at in sorted(tree.query(edge)):
            clipped = shapely.clip_by_rect(shapes[at], box.west, box.south, box.east, box.north)
            for part in _parts(clipped):
                line = shapely.LineString(box.pixels(part))
                along = np.arange(0.0, line.length, STEP)
                points = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
                yield names[at], [(float(x), float(y)) for x, y in points]


@lru_cache(maxsize=2)
def _named(layer: str) -> tuple[shapely.STRtree, np.ndarray, list[dict[str, str]]]:
    tree, shapes = _layers()[layer]
    collection = json.loads((BASEMAP / f"{layer}.geojson").read_text(encoding="utf-8"))
    columns = {"en": "name_en", "ro": "name_ro", "sr": "name_sr_latn"}
    names = [
        {labels: one["properties"][column] for labels, column in columns.items()}
        for one in collection["features"]
    ]
    return tree, shapes, names
