"""Two small maps drawn by the server: the region, and the surroundings of a place."""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.place import ground
from dashboard.components.place.ground import Box
from dashboard.components.symbol import OUTLINE, STEPS, shapes
from dashboard.i18n import _, current_language, ngettext
from dashboard.prerender import Drawing
from layers.place import Finding, PlaceAnswer
from layers.place.model import Around
from layers.space.gazetteer import Gazetteer
from layers.space.places import Place

REGION = (19.9, 43.5, 23.1, 46.2)
"""West, south, east and north of the region's map, degrees."""

REGION_WIDTH, LOCAL_WIDTH, LOCAL_HEIGHT = 360.0, 360.0, 300.0
LOCAL_KM = 24.0
"""Width of the map of the surroundings."""

KM_A_DEGREE = 111.19
LABEL_ROOM = (64.0, 15.0)
"""Pixels round a name in which no other name may begin."""


def region_map(gazetteer: Gazetteer) -> Drawing:
    """Draw the region with its towns; a tap on it asks about that point."""
    return _region_map(gazetteer, current_language())


@lru_cache(maxsize=8)
def _region_map(gazetteer: Gazetteer, _language: str) -> Drawing:
    west, south, east, north = REGION
    tall = (north - south) / ((east - west) * math.cos(math.radians((north + south) / 2)))
    box = Box(west, south, east, north, REGION_WIDTH, round(REGION_WIDTH * tall))
    lines = _lines(box, tolerance=0.004)
    names = "".join(_name(box, place) for place in _labelled(box, gazetteer.places, 14))
    said = _("Map of the region. The search above finds the same places by name.")
    return _svg(box, lines + names, said, "place-map region")


def local_map(atlas: Atlas, gazetteer: Gazetteer, answer: PlaceAnswer) -> Drawing:
    """Draw what lies within twelve kilometres: samples, mines, waste, villages."""
    box = _round(answer.lat, answer.lon)
    x, y = box.point(answer.lat, answer.lon)
    radius = answer.near_m / 1000 * box.width / LOCAL_KM
    near = f'<circle class="near" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    drawn = [_lines(box), near]
    drawn += [_site(box, one) for one in answer.around if box.holds(one.lat, one.lon, 6)]
    drawn += [_sample(box, one) for one in _samples(answer) if box.holds(one.lat, one.lon, 6)]
    drawn.append(f'<path class="here" d="M{x:.1f},{y:.1f}l-7,-15a8.2,8.2 0 1 1 14,0z"/>')
    drawn += [_name(box, place) for place in _labelled(box, gazetteer.places, 7)]
    drawn.append(_scale(box))
    return _svg(box, "".join(drawn), _said(answer), "place-map local")


def _round(lat: float, lon: float) -> Box:
    half_width = LOCAL_KM / 2 / (KM_A_DEGREE * math.cos(math.radians(lat)))
    half_height = LOCAL_KM / 2 * LOCAL_HEIGHT / LOCAL_WIDTH / KM_A_DEGREE
    return Box(
        lon - half_width, lat - half_height, lon + half_width, lat + half_height,
        LOCAL_WIDTH, LOCAL_HEIGHT,
    )  # fmt: skip


def _svg(box: Box, inside: str, said: str, name: str) -> Drawing:
    edges = f"{box.west:.5f},{box.south:.5f},{box.east:.5f},{box.north:.5f}"
    return Drawing(
        f'<svg class="{name}" viewBox="0 0 {box.width:g} {box.height:g}" role="img" '
        f'aria-label="{escape(said, quote=True)}" data-box="{edges}">{inside}</svg>'
    )


def _lines(box: Box, tolerance: float = 0.0) -> str:
    return "".join(
        f'<path class="{layer}" d="{data}"/>' for layer, data in ground.paths(box, tolerance)
    )


def _labelled(box: Box, places: Iterable[Place], most: int) -> list[Place]:
    """Return the largest places on the map whose names leave each other room."""
    inside = [one for one in places if box.holds(one.lat, one.lon, 8)]
    inside.sort(key=lambda one: (not one.in_region, -(one.population or 0), one.place_id))
    shown: list[Place] = []
    for place in inside:
        x, y = box.point(place.lat, place.lon)
        taken = (box.point(other.lat, other.lon) for other in shown)
        if all(abs(x - a) > LABEL_ROOM[0] or abs(y - b) > LABEL_ROOM[1] for a, b in taken):
            shown.append(place)
        if len(shown) == most:
            break
    return shown


def _name(box: Box, place: Place) -> str:
    x, y = box.point(place.lat, place.lon)
    right = x > box.width * 0.7
    at, anchor = (x - 5, "end") if right else (x + 5, "start")
    text = escape(place.name_in(current_language()))
    return (
        f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="2.2"/>'
        f'<text x="{at:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}">{text}</text>'
    )


def _site(box: Box, one: Around) -> str:
    x, y = box.point(one.lat, one.lon)
    if one.kind == "site_type":
        key = "smelter" if one.near == "smelter" else "mine"
        d = shapes()["sites"][key]["d"]
    else:
        d = shapes()["shapes"]["waste"]["d"]
    return _mark(x, y, d, "site" if one.kind == "site_type" else "waste", 0.75)


def _mark(x: float, y: float, d: str, name: str, scale: float, fill: str = "") -> str:
    colour = f' style="fill:{fill};stroke:{OUTLINE}"' if fill else ""
    return (
        f'<path class="{name}" d="{d}" transform="translate({x:.1f},{y:.1f}) scale({scale:g})"'
        f"{colour}/>"
    )


def _samples(answer: PlaceAnswer) -> Iterator[Finding]:
    """Yield one finding a sampled point: the severest, as the list is ordered."""
    seen: set[str] = set()
    for medium in answer.media:
        for one in medium.findings:
            if not one.pooled and one.point_id not in seen:
                seen.add(one.point_id)
                yield one


def _sample(box: Box, one: Finding) -> str:
    x, y = box.point(one.lat, one.lon)
    group = one.medium if one.medium in shapes()["shapes"] else "soil"
    shown = one.judged.shown
    fill = STEPS[shown.step] if shown.plain and shown.read else ""
    return _mark(x, y, shapes()["shapes"][group]["d"], "sample", 0.7, fill)


def _scale(box: Box) -> str:
    length = 5 * box.width / LOCAL_KM
    x, y = 12.0, box.height - 12.0
    words_of_it = escape(words.distance(5000))
    return (
        f'<path class="scale" d="M{x:g},{y - 5:g}V{y:g}H{x + length:.1f}V{y - 5:g}"/>'
        f'<text class="scale-text" x="{x + length + 5:.1f}" y="{y:g}">{words_of_it}</text>'
    )


def _said(answer: PlaceAnswer) -> str:
    """Say what the map shows, for those who do not see it."""
    count = len(list(_samples(answer)))
    samples = ngettext("{count} sampled point", "{count} sampled points", count)
    sites = ngettext(
        "{count} mine or waste area", "{count} mines and waste areas", len(answer.around)
    )
    return _(
        "Map of the surroundings: {samples}, {sites}. The lists below name them with their "
        "distances.",
        samples=samples,
        sites=sites,
    )
