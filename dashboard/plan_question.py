"""What a person asks of a sampling plan: what to measure, where, and how the samples lie."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, NamedTuple, Self, get_args
from urllib.parse import urlencode

from dashboard.state import carried
from layers.model import Selection
from layers.registry import Registry
from layers.sampling import Area, Design, PlanError, circle, polygon
from layers.sampling.area import MOST_RADIUS_M
from layers.sampling.plan import USUAL_SHARE, Kind, Strata
from layers.space.gazetteer import Gazetteer
from layers.space.places import Place

PATH, ANCHOR = "/contribute", "#plan"
LONGEST_TEXT = 200
MOST_CORNERS = 60
"""Corners of an outline in a link."""

GROUPS = ("soil", "sediment", "water")
"""Groups of media that a plan is made for: what is taken at a place on the ground or a well."""

BLANKS_IN = ("water",)
"""Groups whose samples get blanks; for soil only duplicates are usual."""

USUAL_SAMPLES, USUAL_RADIUS = 20, 500.0
SHARES = {"0": 0.0, "5": USUAL_SHARE, "10": 0.1}
NEAREST_KM, FARTHEST_KM = 0.1, 300.0

Point = tuple[float, float]
_DOTTED = re.compile(r"(-?\d{1,2}(?:\.\d{1,8})?)\s*[,\s]\s*(-?\d{1,3}(?:\.\d{1,8})?)")
_COMMAS = re.compile(r"(-?\d{1,2}(?:,\d{1,8})?)(?:,\s+|\s+)(-?\d{1,3}(?:,\d{1,8})?)")
_AMOUNT = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_SEED = re.compile(r"\d{1,6}")


class View(NamedTuple):
    """What the map shows: its middle, and kilometres from west to east."""

    lat: float
    lon: float
    km: float

    def write(self) -> str:
        """Return it as the link has it."""
        return f"{self.lat:.5f},{self.lon:.5f},{self.km:g}"


class Broken(NamedTuple):
    """A part of a link or form that could not be read."""

    key: str
    text: str


@dataclass(frozen=True)
class PlanQuestion:
    """The question of a link or a form.

    Attributes
    ----------
    metal, medium
        Keys of the registries.
    by
        ``circle`` or ``outline``.
    place, at, radius
        Of a circle: the gazetteer's place or a point, (lat, lon) in degrees, and metres.
    corners
        Of an outline, (lat, lon) in degrees.
    samples, spacing
        How many, or metres between them; the spacing decides where both are given.
    twice
        Key of `SHARES`.
    ids
        Beginning of the ids.
    grid
        Key of the coordinate system whose metres are printed too; empty for none.
    view
        What the map shows; None for what fits.
    text
        What was typed into the search.
    broken
        Parts that could not be read.
    """

    metal: str = "Cu"
    medium: str = "soil"
    by: str = "circle"
    place: Place | None = None
    at: Point | None = None
    radius: float = USUAL_RADIUS
    corners: tuple[Point, ...] = ()
    kind: Kind = "square"
    strata: Strata = "cell"
    samples: int = USUAL_SAMPLES
    spacing: float | None = None
    seed: int = 1
    twice: str = "5"
    ids: str = ""
    grid: str = ""
    view: View | None = None
    text: str = ""
    broken: tuple[Broken, ...] = field(default=())

    @property
    def middle(self) -> Point | None:
        """Middle of the circle."""
        return (self.place.lat, self.place.lon) if self.place else self.at

    @property
    def has_area(self) -> bool:
        """Whether enough was said to enclose anything."""
        return bool(self.corners) if self.by == "outline" else self.middle is not None

    def area(self) -> Area:
        """Return the area.

        Raises
        ------
        PlanError
            Says what is wrong with it.
        """
        if self.by == "outline":
            return polygon(self.corners)
        if self.middle is None:
            raise PlanError("no_position")
        return circle(*self.middle, self.radius)

    def design(self, registry: Registry) -> Design:
        """Return how the samples lie; blanks where the medium is one that gets them."""
        share = SHARES[self.twice]
        group = registry.media.set_index("medium").at[self.medium, "group"]
        return Design(
            kind=self.kind,
            samples=None if self.spacing else self.samples,
            spacing_m=self.spacing,
            strata=self.strata if self.kind == "stratified" else "cell",
            seed=self.seed,
            duplicates=share,
            blanks=share if group in BLANKS_IN else 0.0,
            prefix=self.ids,
        )

    def but(self, **changes: Any) -> Self:
        """Return the same question with some parts changed."""
        return replace(self, **changes)

    def exchanged(self) -> Self:
        """Return the same question with latitude and longitude exchanged."""
        corners = tuple((lon, lat) for lat, lon in self.corners)
        return self.but(at=self.at and self.at[::-1], corners=corners, view=None)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the keys of the link and their texts; what is usual is left out."""
        usual = type(self)()
        where = [("at", _written(self.at))] if self.at else []
        if self.place:
            where = [("place", self.place.place_id)]
        outline = ";".join(map(_written, self.corners))
        size = ("spacing", f"{self.spacing:g}") if self.spacing else ("n", str(self.samples))
        found = [
            ("metal", self.metal),
            ("sample", self.medium),
            ("by", self.by),
            *where,
            ("radius", f"{self.radius:g}"),
            ("area", outline),
            ("kind", self.kind),
            ("strata", self.strata),
            size,
            ("seed", str(self.seed)),
            ("twice", self.twice),
            ("ids", self.ids),
            ("grid", self.grid),
            ("box", self.view.write() if self.view else ""),
        ]
        known = dict(usual.pairs()) if self != usual else {}
        return [(key, text) for key, text in found if text and known.get(key) != text]

    def link(self, selection: Selection, path: str = PATH, anchor: str = "") -> str:
        """Address of this question in the reader's language and package."""
        kept = carried(selection).removeprefix("?")
        query = "&".join(part for part in (kept, urlencode(self.pairs(), safe=",;")) if part)
        return f"{path}?{query}{anchor}"


def _written(point: Point | None) -> str:
    return f"{point[0]:.5f},{point[1]:.5f}" if point else ""


class Reader:
    """Reads the keys of a link or form; what cannot be read is named, never an error."""

    def __init__(self, asked: Mapping[str, str], registry: Registry, gazetteer: Gazetteer) -> None:
        self.asked, self.registry, self.gazetteer = asked, registry, gazetteer
        self.broken: list[Broken] = []

    def read(self, systems: frozenset[str], today: date) -> PlanQuestion:
        """Return the question; `systems` are the keys of the grids that can be printed."""
        usual = PlanQuestion()
        media = self.registry.media
        media = media[media["group"].isin(GROUPS)]["medium"]
        at = self._point("at")
        place = None if at else self._place()
        found = {
            "metal": self._one_of("metal", set(self.registry.analytes["analyte"]), usual.metal),
            "medium": self._one_of("sample", set(media), usual.medium),
            "by": self._one_of("by", {"circle", "outline"}, usual.by),
            "place": place,
            "at": at,
            "radius": self._amount("radius", usual.radius),
            "corners": self._corners(),
            "kind": self._one_of("kind", set(get_args(Kind)), usual.kind),
            "strata": self._one_of("strata", set(get_args(Strata)), usual.strata),
            "samples": int(self._amount("n", usual.samples)),
            "spacing": self._amount("spacing", 0.0) or None,
            "seed": self._seed(usual.seed),
            "twice": self._one_of("twice", set(SHARES), usual.twice),
            "ids": self._text("ids").upper() or f"ATL-{today:%y%m}",
            "grid": self._one_of("grid", set(systems), usual.grid),
            "view": self._view(),
            "text": self._text("q"),
        }
        assert set(found) == {one.name for one in fields(PlanQuestion)} - {"broken"}
        return PlanQuestion(**found, broken=tuple(self.broken))

    def _text(self, key: str) -> str:
        return self.asked.get(key, "").strip()[:LONGEST_TEXT]

    def _not(self, key: str, text: str) -> None:
        self.broken.append(Broken(key, text[:40]))

    def _one_of(self, key: str, known: set[str], usual: str) -> Any:
        text = self._text(key)
        if text and text not in known:
            self._not(key, text)
        return text if text in known else usual

    def _place(self) -> Place | None:
        text = self._text("place")
        place = self.gazetteer.get(text)
        if text and place is None:
            self._not("place", text)
        return place

    def _amount(self, key: str, usual: float) -> float:
        text = self._text(key).replace(" ", "")
        if not text:
            return usual
        if _AMOUNT.fullmatch(text):
            return float(text.replace(",", "."))
        self._not(key, text)
        return usual

    def _seed(self, usual: int) -> int:
        text = self._text("seed")
        if text and not _SEED.fullmatch(text):
            self._not("seed", text)
        return int(text) if _SEED.fullmatch(text) else usual

    def _point(self, key: str) -> Point | None:
        text = self._text(key)
        point = read_point(text)
        if text and point is None:
            self._not(key, text)
        return point

    def _corners(self) -> tuple[Point, ...]:
        lines = [line for line in re.split(r"[;\n\r]+", self.asked.get("area", "")) if line.strip()]
        found = []
        for line in lines[: MOST_CORNERS + 1]:
            point = read_point(line)
            if point is None:
                self._not("area", line.strip())
            elif not found or found[-1] != point:
                found.append(point)
        if len(found) > MOST_CORNERS:
            self._not("area", str(len(lines)))
        return tuple(found[:MOST_CORNERS])

    def _view(self) -> View | None:
        text = self._text("box")
        position, _comma, width = text.rpartition(",")
        point = read_point(position)
        if not text:
            return None
        if point is None or not re.fullmatch(r"\d{1,3}(\.\d{1,4})?", width):
            self._not("box", text)
            return None
        return View(*point, min(max(float(width), NEAREST_KM), FARTHEST_KM))


def read_point(text: str) -> Point | None:
    """Read latitude and longitude as people write them; None where they are none.

    >>> read_point("44.08, 22.1"), read_point("44,08 22,1"), read_point("44.08,22.1")
    ((44.08, 22.1), (44.08, 22.1), (44.08, 22.1))
    >>> read_point("north"), read_point("95,22")
    (None, None)
    """
    match = _DOTTED.fullmatch(text.strip()) or _COMMAS.fullmatch(text.strip())
    if match is None:
        return None
    lat, lon = (round(float(part.replace(",", ".")), 5) for part in match.groups())
    return (lat, lon) if math.fabs(lat) <= 90 and math.fabs(lon) <= 180 else None


STEP = 0.4
"""Share of the map's width that one step moves it."""


def moved(view: View, go: str) -> View:
    """Return the view after a step: ``in``, ``out``, ``north``, ``south``, ``east``, ``west``."""
    factor = {"in": 0.5, "out": 2.0}.get(go, 1.0)
    north = {"north": STEP, "south": -STEP}.get(go, 0.0) * view.km / 111.2
    east = {"east": STEP, "west": -STEP}.get(go, 0.0) * view.km
    lon = view.lon + east / (111.2 * math.cos(math.radians(view.lat)))
    km = min(max(view.km * factor, NEAREST_KM), FARTHEST_KM)
    return View(round(view.lat + north, 5), round(lon, 5), km)


__all__ = ["MOST_RADIUS_M", "PlanQuestion", "Reader", "View", "moved", "read_point"]
