"""Names on a small map: the most important first, none over another or over a symbol."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from dashboard.components.place import ground
from dashboard.components.place.ground import Box
from dashboard.i18n import current, current_language, in_script
from layers.space.places import Place

SIZE = 11.0
"""Height of the letters, pixels of the drawing."""

LETTER = 0.56
"""Usual width of a letter for its height; names need no more exact measure."""

GAP, DOT = 5.0, 2.2
SHORTEST_RIVER = 60.0
"""A piece of river shorter than this many pixels has no name."""


class Area(NamedTuple):
    """A part of the map, pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Return whether both have a point in common."""
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.bottom < other.top or other.bottom < self.top)


@dataclass
class Paper:
    """A map being labelled: its box, and what is taken already."""

    box: Box
    taken: list[Area] = field(default_factory=list)

    def take(self, x: float, y: float, reach: float) -> None:
        """Keep a square round a symbol free of names."""
        self.taken.append(Area(x - reach, y - reach, x + reach, y + reach))

    def free(self, area: Area) -> bool:
        """Return whether an area lies on the map and nothing else is there."""
        on_it = area.left >= 2 and area.top >= 2
        on_it = on_it and area.right <= self.box.width - 2 and area.bottom <= self.box.height - 2
        return on_it and not any(area.meets(other) for other in self.taken)

    def write(self, x: float, y: float, text: str, anchor: str, kind: str) -> str:
        """Return a name as svg at the first try that is free; empty where it is not."""
        width = LETTER * SIZE * len(text)
        left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        area = Area(left, y - SIZE * 0.8, left + width, y + SIZE * 0.25)
        if not self.free(area):
            return ""
        self.taken.append(area)
        return (
            f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
            f"{escape(text)}</text>"
        )


def places(paper: Paper, found: Iterable[Place], most: int) -> str:
    """Name the largest places that leave each other room, each with a dot."""
    inside = [one for one in found if paper.box.holds(one.lat, one.lon, 4)]
    inside.sort(key=lambda one: (not one.in_region, -(one.population or 0), one.place_id))
    drawn: list[str] = []
    for place in inside:
        x, y = paper.box.point(place.lat, place.lon)
        dot = Area(x - DOT, y - DOT, x + DOT, y + DOT)
        if not paper.free(dot):
            continue
        text = _beside(paper, x, y, place.name_in(current_language()))
        if text:
            paper.taken.append(dot)
            drawn.append(f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="{DOT:g}"/>{text}')
        if len(drawn) == most:
            break
    return "".join(drawn)


def _beside(paper: Paper, x: float, y: float, text: str) -> str:
    """Write a name right of its dot, else left of it, below or above it."""
    tries = (
        (x + GAP, y + 4, "start"),
        (x - GAP, y + 4, "end"),
        (x, y + GAP + 10, "middle"),
        (x, y - GAP - 1, "middle"),
    )
    written = (paper.write(at_x, at_y, text, anchor, "name") for at_x, at_y, anchor in tries)
    return next((one for one in written if one), "")


def rivers(paper: Paper) -> str:
    """Name every river once, in the middle of its longest piece on the map or nearby."""
    return "".join(_along(paper, names, course) for names, course in _longest(paper.box))


def _longest(box: Box) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    found: dict[str, list[tuple[float, float]]] = {}
    for names, course in ground.rivers(box):
        name = in_script(names[current().labels])
        if len(course) > len(found.get(name, ())):
            found[name] = course
    yield from found.items()


def _along(paper: Paper, name: str, course: list[tuple[float, float]]) -> str:
    if len(course) * ground.STEP < SHORTEST_RIVER:
        return ""
    tries = (course[int(share * (len(course) - 1))] for share in (0.5, 0.35, 0.65, 0.2, 0.8))
    written = (paper.write(x, y + 4, name, "middle", "river") for x, y in tries)
    return next((one for one in written if one), "")
