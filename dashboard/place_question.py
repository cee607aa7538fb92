"""What a person asks on `/place`: where, for what use, and with which results of their own."""

import math
import re
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from dashboard.state import carried
from layers.advice import AdviceBook
from layers.model import Selection
from layers.place.answer import DEFAULT_USE
from layers.space.gazetteer import Gazetteer
from layers.space.places import Place
from layers.space.spelling import spellings

PATH, PDF_PATH = "/place", "/place.pdf"
LONGEST_TEXT = 200
_AT = re.compile(r"(-?\d{1,2}(?:\.\d{1,8})?),(-?\d{1,3}(?:\.\d{1,8})?)")


@dataclass(frozen=True)
class PlaceQuestion:
    """The question of a link or a form.

    Attributes
    ----------
    at : (lat, lon) or None
        Degrees rounded to 0.001, about 100 m; of a chosen place its own position.
    place_id
        Key of the gazetteer; empty where the point was given otherwise.
    use
        What the place is used for.
    text
        What was typed into the search.
    broken
        Parts of the link that could not be read.
    """

    at: tuple[float, float] | None = None
    place_id: str = ""
    use: str = DEFAULT_USE
    text: str = ""
    broken: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, asked: MultiDict[str, Any], book: AdviceBook, gazetteer: Gazetteer) -> Self:
        """Read the keys of a link or a form; what cannot be read is named, never an error."""
        broken = []
        use = asked.get("use", "") or DEFAULT_USE
        if use not in book.uses:
            broken.append(use)
            use = DEFAULT_USE
        place = gazetteer.get(asked.get("place", ""))
        if asked.get("place") and place is None:
            broken.append(asked["place"])
        at = _read_point(asked.get("at", ""))
        if asked.get("at") and at is None:
            broken.append(asked["at"])
        text = asked.get("q", "").strip()[:LONGEST_TEXT]
        shown = tuple(part[:40] for part in broken)
        found = cls(at=at, use=use, text=text, broken=shown)
        return found.of_place(place) if place and at is None else found

    def of_place(self, place: Place) -> Self:
        """Return the question about a place of the gazetteer."""
        return replace(self, at=(place.lat, place.lon), place_id=place.place_id, text="")

    def names(self, place: Place) -> bool:
        """Tell whether the typed text is a name of a place, in any language, script or case."""
        known = (place.name, *place.names.values(), *place.alternates)
        said = set(spellings(self.text))
        return any(said.intersection(spellings(name)) for name in known)

    def link(self, selection: Selection, path: str = PATH, **changes: Any) -> str:
        """Address of this question, or of a changed one, in the reader's language and package."""
        asked = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        if asked.place_id:
            pairs.append(("place", asked.place_id))
        elif asked.at is not None:
            pairs.append(("at", f"{asked.at[0]:.3f},{asked.at[1]:.3f}"))
        if asked.use != DEFAULT_USE:
            pairs.append(("use", asked.use))
        kept = carried(selection).removeprefix("?")
        query = "&".join(part for part in (kept, urlencode(pairs, safe=",")) if part)
        return f"{path}?{query}" if query else path


def _read_point(text: str) -> tuple[float, float] | None:
    """Read ``44.08,22.1`` and round it to 0.001 degrees.

    >>> _read_point("44.08137,22.09961"), _read_point("north")
    ((44.081, 22.1), None)
    """
    match = _AT.fullmatch(text.strip())
    if match is None:
        return None
    lat, lon = (round(float(part), 3) for part in match.groups())
    inside = math.fabs(lat) <= 90 and math.fabs(lon) <= 180
    return (lat, lon) if inside else None
