"""The ground of the map as a picture, to be seen before the map is alive, and without it.

It is drawn in the pixels of zoom 8 and lies where the map will draw the same lines: for the whole
region `assets/50-map.css` knows at which zoom it fits into a frame, else the link says it.
"""

import hashlib
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from dash.development.base_component import Component

from dashboard.assets import FOLDER
from dashboard.components.kept import kept
from dashboard.components.place import ground
from dashboard.components.place.ground import Box
from dashboard.prerender import Drawing

ZOOM = 8
WORLD = 256 * 2**ZOOM
EDGES = (19.57, 43.37, 23.43, 46.43)
"""West, south, east and north of the lines of the basemap, degrees."""
TOLERANCE = 0.004
"""Detail that is left out, degrees: under a pixel."""
CLOSEST_ZOOM = 10.0
"""Closer, so little is on the picture that it would be no map."""
THEMES = ("light", "dark")
TOKENS = FOLDER / "10-tokens.css"
_COLOUR = re.compile(r"--(land|water|river|border-line): (#\w+);")


def pixel(lat: float, lon: float) -> tuple[float, float]:
    """Return a point's place on the map of the world at zoom 8, in pixels (spherical Mercator).

    >>> pixel(0.0, 0.0)
    (32768.0, 32768.0)
    """
    y = math.asinh(math.tan(math.radians(lat))) / math.pi
    return (lon + 180) / 360 * WORLD, (1 - y) / 2 * WORLD


@dataclass(frozen=True)
class Sheet(Box):
    """A box whose pixels are those of the map."""

    def pixels(self, lonlat: np.ndarray) -> np.ndarray:
        """Return pixel positions of an array of (lon, lat), from the box's upper left corner."""
        left, top = pixel(self.north, self.west)
        north = np.arcsinh(np.tan(np.radians(lonlat[:, 1]))) / np.pi
        x = (lonlat[:, 0] + 180) / 360 * WORLD - left
        return np.asarray(np.column_stack([x, (1 - north) / 2 * WORLD - top]))


def _sheet() -> Sheet:
    west, south, east, north = EDGES
    (left, top), (right, bottom) = pixel(north, west), pixel(south, east)
    return Sheet(west, south, east, north, math.ceil(right - left), math.ceil(bottom - top))


@lru_cache(maxsize=len(THEMES))
def picture(theme: str) -> str:
    """Return the ground as an svg file in the colours of a theme."""
    sheet, colour = _sheet(), _colours(theme)
    river = f'stroke="{colour["river"]}" stroke-width="1.1"'
    border = f'stroke="{colour["border-line"]}" stroke-width="1.8" stroke-dasharray="9 3 2 3"'
    looks = {"rivers": river, "rivers_border": river, "borders": border}
    looks["water"] = f'fill="{colour["water"]}"'
    lines = "".join(
        f'<path {looks[layer]} d="{data}"/>'
        for layer, data in ground.paths(sheet, TOLERANCE)
        if layer in looks
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.width:g}" '
        f'height="{sheet.height:g}" fill="none">'
        f'<path fill="{colour["land"]}" d="M0,0H{sheet.width:g}V{sheet.height:g}H0"/>{lines}</svg>'
    )


def _colours(theme: str) -> dict[str, str]:
    """Return the map's colours of a theme; the tokens have light first, then dark twice."""
    found = _COLOUR.findall(TOKENS.read_text(encoding="utf-8"))
    names = {name for name, _colour in found}
    at = THEMES.index(theme) * len(names)
    return dict(found[at : at + len(names)])


@lru_cache(maxsize=1)
def mark() -> str:
    """Return a mark that changes with all that the picture is made of; it is not drawn for that."""
    digest = hashlib.sha256()
    lines = [ground.BASEMAP / f"{layer}.geojson" for layer in ground.LAYERS]
    for path in (TOKENS, Path(__file__), *lines):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def first_picture(view: tuple[float, float, float] | None, region: str) -> Component:
    """Return the picture for a map's frame, lying where the map will draw the same.

    Parameters
    ----------
    view
        Zoom, latitude and longitude of the frame's middle; without it the region fills the frame.
    region
        South, west, north and east of the region, degrees.
    """
    zoom, lat, lon = view or (float(ZOOM), *_middle(region))
    if zoom > CLOSEST_ZOOM:
        return kept("map-first", [])
    west, _south, _east, north = EDGES
    (left, top), (x, y) = pixel(north, west), pixel(lat, lon)
    scale = f";--scale:{2 ** (zoom - ZOOM):.4g}" if view else ""
    place = f"--x:{left - x:.1f};--y:{top - y:.1f}{scale}"
    return kept("map-first", [Drawing(_image(place))])


def _middle(region: str) -> tuple[float, float]:
    """Return the point in the middle of the region on the map."""
    south, west, north, east = map(float, region.split(","))
    (_left, top), (_right, bottom) = pixel(north, west), pixel(south, east)
    y = 1 - (top + bottom) / WORLD
    return math.degrees(math.atan(math.sinh(y * math.pi))), (west + east) / 2


def _image(place: str) -> str:
    sheet = _sheet()
    address = {theme: f"/basemap/first-{theme}.svg?v={mark()}" for theme in THEMES}
    return (
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{address["dark"]}">'
        f'<img src="{address["light"]}" alt="" width="{sheet.width:g}" height="{sheet.height:g}" '
        f'fetchpriority="high" style="{place}"></picture>'
    )
