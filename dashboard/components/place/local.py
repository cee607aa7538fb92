"""The surroundings of a place on a small map drawn by the server."""

import math
from collections.abc import Iterator

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.place import around, names, verdict
from dashboard.components.place.ground import Box
from dashboard.components.place.map import lines, svg
from dashboard.components.place.names import Paper
from dashboard.components.symbol import body, sample_body
from dashboard.i18n import _, ngettext
from dashboard.prerender import Drawing
from layers.place import Finding, PlaceAnswer
from layers.space.gazetteer import Gazetteer

WIDTH, HEIGHT = 360.0, 300.0
KM_ACROSS = 24.0
KM_A_DEGREE = 111.19
EDGE = 6.0
"""Pixels from the edge within which no symbol is drawn."""

SYMBOL, SAMPLE = 0.72, 0.8
"""Sizes, for the legend's symbols."""

MOST_NAMES = 9


def local_map(atlas: Atlas, gazetteer: Gazetteer, answer: PlaceAnswer) -> Drawing:
    """Draw what lies within twelve kilometres: samples, mines, waste, rivers, villages.

    North is up. A dotted ring shows how far a sample may be off where that is more than its symbol.
    """
    box = box_round(answer.lat, answer.lon)
    paper = Paper(box)
    x, y = box.point(answer.lat, answer.lon)
    paper.take(x, y - 10, 13)
    near = f'<circle class="near" cx="{x:.1f}" cy="{y:.1f}" r="{pixels(answer.near_m, box):.1f}"/>'
    scale = scale_bar(paper)
    symbols = [*_sites(paper, answer), *_samples(atlas, paper, answer)]
    here = f'<path class="here" d="M{x:.1f},{y:.1f}l-7,-15a8.2,8.2 0 1 1 14,0z"/>'
    towns = names.places(paper, gazetteer.places, MOST_NAMES)
    drawn = [lines(box), near, *symbols, here, towns, names.rivers(paper), scale]
    return svg(box, "".join(drawn), in_words(answer), "place-map local")


def box_round(
    lat: float, lon: float, km: float = KM_ACROSS, width: float = WIDTH, height: float = HEIGHT
) -> Box:
    """Return the box of a map round a point, `km` from west to east."""
    half_width = km / 2 / (KM_A_DEGREE * math.cos(math.radians(lat)))
    half_height = km / 2 * height / width / KM_A_DEGREE
    return Box(
        lon - half_width, lat - half_height, lon + half_width, lat + half_height, width, height
    )


def kilometres_across(box: Box) -> float:
    """Return how far it is from the west to the east of a map, in its middle."""
    middle = math.radians((box.south + box.north) / 2)
    return (box.east - box.west) * KM_A_DEGREE * math.cos(middle)


def pixels(metres: float, box: Box) -> float:
    """Return a length on the map."""
    return metres / 1000 * box.width / kilometres_across(box)


def _sites(paper: Paper, answer: PlaceAnswer) -> Iterator[str]:
    """Yield mines and waste, the nearest last so that it is on top."""
    for one in reversed(answer.around):
        if paper.box.holds(one.lat, one.lon, EDGE):
            x, y = paper.box.point(one.lat, one.lon)
            yield _set(paper, x, y, body(*around.look(one)), SYMBOL)


def _samples(atlas: Atlas, paper: Paper, answer: PlaceAnswer) -> Iterator[str]:
    for one in sampled(answer):
        if paper.box.holds(one.lat, one.lon, EDGE):
            x, y = paper.box.point(one.lat, one.lon)
            radius = pixels(one.uncertainty_m or 0.0, paper.box)
            if radius > 12 * SAMPLE:
                yield f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
            drawn = sample_body(atlas.group_of(one.medium), *verdict.look(one.judged.shown))
            yield _set(paper, x, y, drawn, SAMPLE)


def sampled(answer: PlaceAnswer) -> list[Finding]:
    """Return one finding a sampled point: the severest, as the lists are ordered."""
    found: dict[str, Finding] = {}
    for medium in answer.media:
        for one in medium.findings:
            if not one.pooled:
                found.setdefault(one.point_id, one)
    return list(found.values())


def _set(paper: Paper, x: float, y: float, drawn: str, scale: float) -> str:
    paper.take(x, y, 10 * scale)
    return f'<g transform="translate({x:.1f},{y:.1f}) scale({scale:g})">{drawn}</g>'


def scale_bar(paper: Paper, metres: float = 5000) -> str:
    """Draw a length at the lower left, with its words."""
    length = pixels(metres, paper.box)
    x, y = 12.0, paper.box.height - 12.0
    text = paper.write(x + length + 5, y, words.distance(metres), "start", "scale-text")
    paper.take(x + length / 2, y, length / 2)
    return f'<path class="scale" d="M{x:g},{y - 5:g}V{y:g}H{x + length:.1f}V{y - 5:g}"/>{text}'


def in_words(answer: PlaceAnswer) -> str:
    """Say what the map shows, for those who do not see it."""
    samples = ngettext("{count} sampled point", "{count} sampled points", len(sampled(answer)))
    sites = ngettext(
        "{count} mine or waste area", "{count} mines and waste areas", len(answer.around)
    )
    return _(
        "Map of the surroundings: {samples}, {sites}. The lists below name them with their "
        "distances.",
        samples=samples,
        sites=sites,
    )
