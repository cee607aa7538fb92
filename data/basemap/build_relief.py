"""Cut the shaded relief under the map into Web-Mercator WebP tiles, a light and a dark set.

Run `python data/basemap/build_relief.py` (needs numpy and Pillow 13.0.0). It reads
source/globe30s_box.npz and writes relief/light/{z}/{x}/{y}.webp and relief/dark/... for
zoom 6 to 10. The grid is resampled to Mercator rows before it is shaded, for each zoom at
that zoom's own scale. Towards the edge of the box the tiles fade to transparent.
"""

from __future__ import annotations

import argparse
import dataclasses
import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from drainage import CELLS_PER_DEGREE, read_elevation
from layer_files import BOX, FADE_DEGREES, FOLDER, SOURCE
from PIL import Image

Grid = npt.NDArray[np.float64]
Tile = tuple[int, int, int]
Colour = tuple[int, int, int]

TILE = 256
ZOOMS = range(6, 11)
EXAGGERATION = {6: 7.0, 7: 6.5, 8: 6.0, 9: 5.2, 10: 4.5}
"""Vertical exaggeration: less where a pixel is small enough to show the real slopes."""

LIGHTS = ((315, 0.5), (270, 0.2), (0, 0.2), (225, 0.1))
"""Azimuth in degrees from north and weight of each light; the main one shines from north-west."""

LIGHT_ALTITUDE = math.radians(50)
SMOOTHING_CELLS = 1.25
QUALITY = 90
WEST, SOUTH, EAST, NORTH = BOX


@dataclasses.dataclass(frozen=True)
class Palette:
    """The colour of flat lowland, and how many grey levels slopes and heights add to it.

    Only grey is added: WebP keeps colour more coarsely than brightness, and a hue that
    changes with the slope comes out in pink and green patches.
    """

    land: Colour
    shadow: float
    lit: float
    height: float


PALETTES = {
    "light": Palette(land=(243, 238, 226), shadow=-38, lit=10, height=-8),
    "dark": Palette(land=(26, 34, 42), shadow=-15, lit=36, height=6),
}


def tiles(zoom: int) -> list[Tile]:
    """Return the (zoom, x, y) of the tiles that the box touches."""
    left, top = map(int, pixel_of(NORTH, WEST, zoom))
    right, bottom = (math.ceil(value) - 1 for value in pixel_of(SOUTH, EAST, zoom))
    columns = range(left // TILE, right // TILE + 1)
    rows = range(top // TILE, bottom // TILE + 1)
    return [(zoom, x, y) for x in columns for y in rows]


def pixel_of(lat: float, lon: float, zoom: int) -> tuple[float, float]:
    """Return the (x, y) of a position in pixels of the whole world at a zoom."""
    world = TILE * 2**zoom
    x = (lon + 180) / 360 * world
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * world
    return x, y


def longitudes(x: Grid, zoom: int) -> Grid:
    """Return the longitude in degrees of world pixel columns."""
    return x / (TILE * 2**zoom) * 360 - 180


def latitudes(y: Grid, zoom: int) -> Grid:
    """Return the latitude in degrees of world pixel rows."""
    return np.degrees(np.arctan(np.sinh(math.pi * (1 - 2 * y / (TILE * 2**zoom)))))


def weights(positions: Grid, size: int) -> Grid:
    """Return a (positions, size) matrix that resamples a row of `size` cells at `positions`.

    Cubic B-spline, so that slopes change without facets; widened where a pixel spans more
    than a cell, so that coarse zooms average instead of picking.
    """
    scale = max(SMOOTHING_CELLS, float(np.abs(np.diff(positions)).mean()))
    distance = np.abs(positions[:, None] - np.arange(size)[None, :]) / scale
    near = 2 / 3 - distance**2 + distance**3 / 2
    far = np.clip(2 - distance, 0, None) ** 3 / 6
    spline = np.where(distance < 1, near, far)
    total = spline.sum(axis=1, keepdims=True)
    return np.divide(spline, total, out=np.zeros_like(spline), where=total > 0)


def shade(height: Grid, metres_per_pixel: Grid) -> Grid:
    """Return how lit a surface is: 0 on flat ground, towards -1 in shadow, towards 1 in light.

    Light falls from several sides, so that ridges that run along the main light still show.
    """
    down, right = np.gradient(height)
    south, east = down / metres_per_pixel, right / metres_per_pixel
    normal = np.sqrt(1 + south**2 + east**2)
    brightness = np.zeros_like(height)
    for azimuth, weight in LIGHTS:
        angle = math.radians(azimuth)
        slope_to_light = south * math.cos(angle) - east * math.sin(angle)
        lit = math.sin(LIGHT_ALTITUDE) + math.cos(LIGHT_ALTITUDE) * slope_to_light
        brightness += weight * lit / normal
    return np.tanh((brightness - math.sin(LIGHT_ALTITUDE)) * 2)


@dataclasses.dataclass(frozen=True)
class Ground:
    """What one tile shows, before it is coloured; grids of 256 x 256 pixels."""

    height: Grid
    lit: Grid
    opacity: Grid


def ground(elevation: Grid, tile: Tile) -> Ground:
    """Return height in m, shading and opacity of one tile."""
    zoom, column, row = tile
    margin = 2
    steps = np.arange(-margin, TILE + margin) + 0.5
    lons = longitudes(column * TILE + steps, zoom)
    lats = latitudes(row * TILE + steps, zoom)
    down = weights((NORTH - lats) * CELLS_PER_DEGREE - 0.5, elevation.shape[0])
    across = weights((lons - WEST) * CELLS_PER_DEGREE - 0.5, elevation.shape[1])
    height = down @ elevation @ across.T
    metres = 156_543.03 * np.cos(np.radians(lats))[:, None] / 2**zoom
    lit = shade(height * EXAGGERATION[zoom], metres)
    inner = slice(margin, -margin)
    return Ground(height[inner, inner], lit[inner, inner], opacity(lats[inner], lons[inner]))


def opacity(lats: Grid, lons: Grid) -> Grid:
    """Return the opacity of pixels: 1 inside the box, smoothly to 0 at its edge."""
    rows = np.minimum(NORTH - lats, lats - SOUTH)
    columns = np.minimum(EAST - lons, lons - WEST)
    across = np.clip(columns / FADE_DEGREES, 0, 1)
    down = np.clip(rows / FADE_DEGREES, 0, 1)
    inside = np.outer(down, across)
    return inside**2 * (3 - 2 * inside)


def paint(tile: Ground, palette: Palette) -> Image.Image:
    """Return one tile as an image, without an alpha channel where it is opaque throughout."""
    grey = palette.height * np.clip(tile.height / 1500, 0, 1)
    grey += palette.shadow * np.clip(-tile.lit, 0, 1) + palette.lit * np.clip(tile.lit, 0, 1)
    colour = np.array(palette.land, dtype=np.float64) + grey[..., None]
    if tile.opacity.min() < 1:
        colour = np.dstack([colour, tile.opacity * 255])
    return Image.fromarray(np.rint(np.clip(colour, 0, 255)).astype(np.uint8))


def path_of(folder: Path, theme: str, tile: Tile) -> Path:
    """Return where a tile lies under the folder of all sets."""
    zoom, column, row = tile
    return folder / theme / str(zoom) / str(column) / f"{row}.webp"


def save(image: Image.Image, path: Path) -> None:
    """Write a tile as WebP."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "WEBP", quality=QUALITY, method=6)


def all_tiles() -> Iterator[Tile]:
    """Yield every tile of the pyramid, coarse zooms first."""
    for zoom in ZOOMS:
        yield from tiles(zoom)


def main() -> None:
    """Write both sets, replacing what was there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--out", type=Path, default=FOLDER / "relief")
    out = parser.parse_args().out
    elevation = read_elevation(SOURCE / "globe30s_box.npz")
    for theme in PALETTES:
        shutil.rmtree(out / theme, ignore_errors=True)
    for tile in all_tiles():
        shown = ground(elevation, tile)
        for theme, palette in PALETTES.items():
            save(paint(shown, palette), path_of(out, theme, tile))


if __name__ == "__main__":
    main()
