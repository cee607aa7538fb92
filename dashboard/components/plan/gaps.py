"""Where nobody has measured: a map of squares, and the first of them with their reasons."""

import math
from typing import Any

import shapely

from dashboard.atlas import Atlas
from dashboard.components import words as amounts
from dashboard.components.cells import Element, element
from dashboard.components.place import names
from dashboard.components.place.ground import Box
from dashboard.components.place.map import fitted_box, lines, svg
from dashboard.components.place.names import Paper
from dashboard.i18n import _, current_language, listed, ngettext, number
from dashboard.plan_question import ANCHOR, PlanQuestion
from dashboard.prerender import Drawing
from layers.model import Selection
from layers.sampling.gaps import CELL_M, REACH_M, WELL_KNOWN_M, Cell, Gaps
from layers.space.gazetteer import Gazetteer

LISTED, OPEN = 8, 3
NAMED = 3
"""Mines and waste areas that are named beside a square."""

CIRCLE_M = 2_000
"""Radius of the plan that a square leads to."""

MOST_TOWNS = 10
RIM = 0.02
"""Share of the width that is left free round the squares."""


def gaps_part(
    atlas: Atlas, gazetteer: Gazetteer, gaps: Gaps, question: PlanQuestion, selection: Selection,
) -> list[Any]:  # fmt: skip
    """Return what is measured in the region, and where to measure next."""
    first = gaps.ranked()[:LISTED]
    items = [_item(atlas, gazetteer, cell, question, selection) for cell in first]
    return [
        element("P", _counted(atlas, gaps), className="plan-said"),
        gaps_map(gazetteer, gaps, first),
        _key(gaps),
        element("H3", _("Where to measure next")),
        element("P", _order_said(), className="place-proof"),
        element("Ol", items[:OPEN], className="plan-gaps"),
        element(
            "Details",
            [
                element("Summary", _("More squares")),
                element("Ol", items[OPEN:], className="plan-gaps", start=str(OPEN + 1)),
            ],
            className="place-fold",
        ),
    ]


def _counted(atlas: Atlas, gaps: Gaps) -> str:
    """Say in how many squares anything is measured, and what counts."""
    side, known = amounts.distance(CELL_M), amounts.distance(WELL_KNOWN_M)
    counted = ngettext(
        "{metal} in {medium}: {count} of {all} squares of {side} by {side} has a single sample "
        "whose place is known to {known}.",
        "{metal} in {medium}: {count} of {all} squares of {side} by {side} have a single sample "
        "whose place is known to {known}.",
        gaps.count("measured"),
        metal=_begun(atlas.analyte_name(gaps.analyte)),
        medium=atlas.medium_name(gaps.medium),
        all=number(len(gaps.cells)),
        side=side,
        known=known,
    )
    if not gaps.count("roughly"):
        return counted
    rough = ngettext(
        "In {count} more something is published that may lie there, but it is known to a village "
        "only or stands for several samples: that fills no square.",
        "In {count} more something is published that may lie there, but it is known to a village "
        "only or stands for several samples: that fills no square.",
        gaps.count("roughly"),
    )
    return f"{counted} {rough}"


def _order_said() -> str:
    return _(
        "First come squares near both mining waste and a mine, then near waste, then near a mine; "
        "among equals those where more people live. No risk is calculated: nobody has measured."
    )


def gaps_map(gazetteer: Gazetteer, gaps: Gaps, first: list[Cell]) -> Drawing:
    """Draw the squares of the region, those listed with their number."""
    box = _box(gaps)
    paper = Paper(box)
    drawn = "".join(
        f'<path class="gap {status}" d="{_paths(box, gaps, status)}"/>'
        for status in ("never", "roughly", "measured")
    )
    numbers = "".join(_number(paper, place, cell) for place, cell in enumerate(first, 1))
    towns = names.places(paper, gazetteer.places, MOST_TOWNS)
    said = _("Map of the squares of the region. The list below names those to measure first.")
    hatch = (
        '<defs><pattern id="gap-hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="gap-line" d="M0,0V5"/></pattern></defs>'
    )
    inside = hatch + drawn + lines(box, tolerance=0.004) + numbers + towns
    return svg(box, inside, said, "place-map region gaps-map")


def _box(gaps: Gaps) -> Box:
    """Return the box that holds every square."""
    bounds = shapely.total_bounds([cell.shape for cell in gaps.cells])
    west, south, east, north = (float(one) for one in bounds)
    rim = (east - west) * RIM
    return fitted_box(west - rim, south - rim, east + rim, north + rim)


def _paths(box: Box, gaps: Gaps, status: str) -> str:
    return "".join(_square(box, cell) for cell in gaps.cells if cell.status == status)


def _square(box: Box, cell: Cell) -> str:
    at = box.pixels(shapely.get_coordinates(cell.shape.simplify(0.004))).round(1)
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in at) + "Z"


def _number(paper: Paper, place: int, cell: Cell) -> str:
    x, y = paper.box.point(cell.lat, cell.lon)
    paper.take(x, y, 8)
    return (
        f'<circle class="gap-disc" cx="{x:.1f}" cy="{y:.1f}" r="8"/>'
        f'<text class="gap-no" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{place}</text>'
    )


def _key(gaps: Gaps) -> Element:
    """Explain the three looks of a square."""
    words = {
        "measured": _("measured: a single sample of known place"),
        "roughly": _("only roughly known: a village, or several samples together"),
        "never": _("nothing published"),
    }
    items = [
        element(
            "Li",
            [element("Span", "", className=f"gap-key {status}", **{"aria-hidden": "true"}), text],
        )
        for status, text in words.items()
        if gaps.count(status)  # type: ignore[arg-type]
    ]
    return element("Ul", items, className="plan-key")


def _item(
    atlas: Atlas, gazetteer: Gazetteer, cell: Cell, question: PlanQuestion, selection: Selection,
) -> Element:  # fmt: skip
    name, at = _named(gazetteer, cell)
    there = question.but(
        by="circle", place=at, at=None if at else (cell.lat, cell.lon), radius=CIRCLE_M,
        corners=(), view=None, text="",
    )  # fmt: skip
    link = element("A", _("Plan samples here"), href=there.link(selection, anchor=f"{ANCHOR}-area"),
                   **{"aria-label": _("Plan samples here: {place}", place=name)})  # fmt: skip
    reasons = [element("Li", text) for text in reasons_of(atlas, cell)]
    return element("Li", [element("Strong", name), element("Ul", reasons), link])


def _named(gazetteer: Gazetteer, cell: Cell) -> tuple[str, Any]:
    """Return the name of a square by its largest place, and the place; else by the nearest."""
    language = current_language()
    place = gazetteer.get(cell.places[0]) if cell.places else None
    if place is not None:
        name = _("Round {place}, {district}", place=place.name_in(language),
                 district=place.admin1_in(language))  # fmt: skip
        return name, place
    near = gazetteer.nearest(cell.lat, cell.lon)
    name = _("Near {place}, {district}", place=near.name_in(language),
             district=near.admin1_in(language))  # fmt: skip
    return name, None


def reasons_of(atlas: Atlas, cell: Cell) -> list[str]:
    """Say why a square comes where it does, a sentence a reason."""
    found = [_near(atlas, cell)]
    if cell.people:
        found.append(
            ngettext("{count} person lives in it.", "{count} people live in it.", cell.people)
        )
    found.append(_known(cell))
    return [one for one in found if one]


def _near(atlas: Atlas, cell: Cell) -> str:
    reach = amounts.distance(REACH_M)
    if not cell.sites:
        return _("No mine and no mining waste is known within {distance}.", distance=reach)
    known = atlas.names()
    named = list(dict.fromkeys(known.get(one.site_id, one.site_id) for one in cell.sites))
    more = len(named) - NAMED
    shown = listed(named[:NAMED])
    if more <= 0:
        return _("Within about {distance}: {names}.", distance=reach, names=shown)
    return ngettext(
        "Within about {distance}: {names} and {count} more.",
        "Within about {distance}: {names} and {count} more.",
        more,
        distance=reach,
        names=shown,
    )


def _known(cell: Cell) -> str:
    if not math.isnan(cell.nearest_m):
        away = amounts.distance(cell.nearest_m)
        return _("The nearest sample of known place is {distance} away.", distance=away)
    if cell.status == "roughly":
        return _("What is published here is known to a village only, or for several samples.")
    return ""


def _begun(text: str) -> str:
    """Return a text with a large first letter."""
    return text[:1].upper() + text[1:]
