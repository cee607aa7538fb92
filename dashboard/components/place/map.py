"""The region on a small map drawn by the server, to choose a place from."""

import math
from functools import lru_cache
from html import escape

from dashboard.components.place import ground, names
from dashboard.components.place.ground import Box
from dashboard.components.place.names import Paper
from dashboard.i18n import _, current_language
from dashboard.prerender import Drawing
from layers.space.gazetteer import Gazetteer

REGION = (19.9, 43.5, 23.1, 46.2)
"""West, south, east and north of the region's map, degrees."""

REGION_WIDTH = 360.0
MOST_NAMES = 14


def region_map(gazetteer: Gazetteer) -> Drawing:
    """Draw the region with its towns; a tap on it asks about that point."""
    return _region_map(gazetteer, current_language())


@lru_cache(maxsize=8)
def _region_map(gazetteer: Gazetteer, _language: str) -> Drawing:
    box = fitted_box(*REGION)
    ground_lines = lines(box, tolerance=0.004)
    towns = names.places(Paper(box), gazetteer.places, MOST_NAMES)
    said = _("Map of the region. The search above finds the same places by name.")
    return svg(box, ground_lines + towns, said, "place-map region")


def fitted_box(west: float, south: float, east: float, north: float) -> Box:
    """Return the box of a map of the region's width whose height keeps its proportions."""
    tall = (north - south) / ((east - west) * math.cos(math.radians((north + south) / 2)))
    return Box(west, south, east, north, REGION_WIDTH, round(REGION_WIDTH * tall))


def svg(box: Box, inside: str, said: str, name: str) -> Drawing:
    """Return a drawing as an element of a page; `said` tells those who do not see it."""
    edges = f"{box.west:.5f},{box.south:.5f},{box.east:.5f},{box.north:.5f}"
    return Drawing(
        f'<svg class="{name}" viewBox="0 0 {box.width:g} {box.height:g}" role="img" '
        f'aria-label="{escape(said, quote=True)}" data-box="{edges}">{inside}</svg>'
    )


def lines(box: Box, tolerance: float = 0.0) -> str:
    """Return the water, rivers and borders in a box."""
    return "".join(
        f'<path class="{layer}" d="{data}"/>' for layer, data in ground.paths(box, tolerance)
    )
