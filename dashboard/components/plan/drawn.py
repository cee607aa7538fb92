"""The plan on a small map drawn by the server: its area, its samples, what lies near."""

import math
from collections.abc import Iterator
from html import escape

import numpy as np
import shapely

from dashboard.atlas import Atlas
from dashboard.components.place import names
from dashboard.components.place.ground import Box
from dashboard.components.place.local import box_round, kilometres_across, pixels, scale_bar
from dashboard.components.place.map import REGION, lines
from dashboard.components.place.names import Paper
from dashboard.components.plan.words import area_text
from dashboard.components.symbol import body
from dashboard.i18n import _, ngettext
from dashboard.plan_question import FARTHEST_KM, NEAREST_KM, PlanQuestion, View
from dashboard.prerender import Drawing
from layers.sampling import Area, Plan
from layers.space.gazetteer import Gazetteer

WIDTH, HEIGHT = 480.0, 400.0
ROOM = 1.35
"""Width of the map as a multiple of the area's."""

FAR_KM = 40.0
"""On a map wider than this a tap comes nearer instead of marking a corner."""

COARSE_KM = 1.0
"""On a map narrower than this the basemap has next to nothing to show."""

NUMBERED = 80
"""Samples whose number is written beside them."""

SYMBOL = 0.62
MOST_NAMES = 10


def shown_view(question: PlanQuestion, area: Area | None) -> View:
    """Return what the map shows: what was asked for, as long as the area is on it; else all of it.

    Without an area, the region.
    """
    box = area.shape.bounds if area else _box_of(question)
    asked = question.view
    if box is None:
        return asked or _region()
    west, south, east, north = box
    middle = (south + north) / 2, (west + east) / 2
    if asked and _holds(asked, middle):
        return asked
    wide = (east - west) * 111.2 * math.cos(math.radians(middle[0]))
    tall = (north - south) * 111.2 * WIDTH / HEIGHT
    km = max(wide, tall) * ROOM if area else max(wide, tall) * ROOM or 10.0
    return View(*middle, round(min(max(km, NEAREST_KM * 3), FARTHEST_KM), 3))


def _box_of(question: PlanQuestion) -> tuple[float, float, float, float] | None:
    """Return the box of what was said without an area: corners, or a middle."""
    points = question.corners if question.by == "outline" else ()
    points = points or ((question.middle,) if question.middle else ())
    if not points:
        return None
    lats, lons = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)


def _region() -> View:
    west, south, east, north = REGION
    return View((south + north) / 2, (west + east) / 2, FARTHEST_KM)


def _holds(view: View, point: tuple[float, float]) -> bool:
    return box_of(view).holds(*point)


def box_of(view: View) -> Box:
    """Return the box of the map."""
    return box_round(view.lat, view.lon, view.km, WIDTH, HEIGHT)


def plan_map(
    atlas: Atlas, gazetteer: Gazetteer, question: PlanQuestion, view: View, plan: Plan | None
) -> Drawing:
    """Draw the area as far as it is said, the samples of its plan, mines and waste near.

    North is up. Mines and waste whose position is vaguer than half the map are left out.
    """
    box = box_of(view)
    paper = Paper(box)
    scale = scale_bar(paper, _round_length(view.km * 1000 / 4))
    outline = _outline(box, question, plan)
    samples = _samples(paper, plan) if plan else ""
    sites = "".join(_sites(atlas, paper))
    towns = names.places(paper, gazetteer.places, MOST_NAMES)
    tolerance = 0.004 if view.km > FAR_KM * 3 else 0.0
    drawn = [lines(box, tolerance), sites, outline, samples, towns, names.rivers(paper), scale]
    edges = f"{box.west:.6f},{box.south:.6f},{box.east:.6f},{box.north:.6f}"
    far = ' data-far="yes"' if view.km > FAR_KM else ""
    said = escape(in_words(plan), quote=True)
    return Drawing(
        f'<svg class="place-map plan-map" viewBox="0 0 {box.width:g} {box.height:g}" role="img" '
        f'aria-label="{said}" data-box="{edges}"{far}>{"".join(drawn)}</svg>'
    )


def in_words(plan: Plan | None) -> str:
    """Say what the map shows, for those who do not see it."""
    if plan is None:
        return _("Map to choose the area from. The fields beside it do the same.")
    return ngettext(
        "Map of the plan: {count} place in an area of {area}. The table below has its coordinates.",
        "Map of the plan: {count} places in an area of {area}. The table below has their "
        "coordinates.",
        len(plan.points),
        area=area_text(plan.area.size_m2),
    )


def ring_note(picture: str) -> list[str]:
    """Explain the rings of a map that has some."""
    if 'class="ring"' not in picture:
        return []
    return [_("A dotted ring shows how far off a mine or waste may be."), " "]


def _round_length(metres: float) -> float:
    """Return the nearest smaller of 1, 2, 5, 10, 20 ... metres.

    >>> _round_length(740), _round_length(26), _round_length(12_000)
    (500.0, 20.0, 10000.0)
    """
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in (1, 2, 5) if step * power <= metres)


def _outline(box: Box, question: PlanQuestion, plan: Plan | None) -> str:
    if plan:
        return f'<path class="plan-area" d="{_path(box, plan.area.shape)}"/>' + _corners(
            box, question
        )
    return _unfinished(box, question) + _corners(box, question)


def _path(box: Box, shape: shapely.Geometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(box, shapely.get_coordinates(ring)) + "Z" for ring in rings)


def _ring(box: Box, lonlat: np.ndarray) -> str:
    at = box.pixels(lonlat).round(1)
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in at)


def _unfinished(box: Box, question: PlanQuestion) -> str:
    """Draw an outline that encloses nothing yet."""
    if question.by != "outline" or len(question.corners) < 2:
        return ""
    lonlat = np.array([(lon, lat) for lat, lon in question.corners])
    return f'<path class="plan-area open" d="{_ring(box, lonlat)}"/>'


def _corners(box: Box, question: PlanQuestion) -> str:
    if question.by == "outline":
        at = [box.point(*corner) for corner in question.corners]
        return "".join(f'<circle class="plan-corner" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
                       for x, y in at)  # fmt: skip
    if question.middle is None:
        return ""
    x, y = box.point(*question.middle)
    return f'<path class="plan-middle" d="M{x - 6:.1f},{y:.1f}h12M{x:.1f},{y - 6:.1f}v12"/>'


def _samples(paper: Paper, plan: Plan) -> str:
    """Draw the samples, those taken twice with a ring, and their numbers where there is room."""
    twice = {one.of for one in plan.with_role("duplicate")}
    apart = pixels(plan.spacing_m, paper.box)
    radius = min(max(apart / 5, 1.6), 5.0)
    found = [(one, *paper.box.point(one.lat or 0.0, one.lon or 0.0)) for one in plan.points]
    for _one, x, y in found:
        paper.take(x, y, radius)
    drawn = []
    for one, x, y in found:
        drawn.append(f'<circle class="plan-point" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
        if one.sample_id in twice:
            ring = radius + 2.5
            drawn.append(f'<circle class="plan-twice" cx="{x:.1f}" cy="{y:.1f}" r="{ring:.1f}"/>')
    if len(found) <= NUMBERED:
        drawn += [_number(paper, one.sample_id, x, y, radius) for one, x, y in found]
    return "".join(drawn)


def _number(paper: Paper, sample_id: str, x: float, y: float, radius: float) -> str:
    text = str(int(sample_id.rpartition("-")[2]))
    tries = (
        (x + radius + 3, y + 4, "start"),
        (x - radius - 3, y + 4, "end"),
        (x, y - radius - 3, "middle"),
        (x, y + radius + 11, "middle"),
    )
    written = (paper.write(to_x, to_y, text, anchor, "plan-no") for to_x, to_y, anchor in tries)
    return next((one for one in written if one), "")


def _sites(atlas: Atlas, paper: Paper) -> Iterator[str]:
    """Yield mines and waste on the map, each with its ring where that is larger than it."""
    most = kilometres_across(paper.box) * 500
    for kind, layer in (("mine", atlas.mines), ("waste", atlas.waste)):
        here = layer[layer["lat"].notna() & (layer["coord_uncertainty_m"].fillna(0) <= most)]
        for row in here.itertuples():
            if paper.box.holds(row.lat, row.lon, 6):
                x, y = paper.box.point(row.lat, row.lon)
                reach = pixels(row.coord_uncertainty_m or 0.0, paper.box)
                if reach > 12:
                    yield f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}"/>'
                paper.take(x, y, 10 * SYMBOL)
                yield (
                    f'<g transform="translate({x:.1f},{y:.1f}) scale({SYMBOL:g})">'
                    f"{body(kind, kind)}</g>"
                )
