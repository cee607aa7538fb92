"""GET /api/place and GET /api/places: what is known at a point, and places by name."""

import math
import re
from typing import Any

from flask import Flask, Request, Response, jsonify, request

from dashboard.components.place.search import detail
from dashboard.http.errors import BadRequestError
from dashboard.i18n import current_language
from dashboard.places import Places
from layers.place import answer_at, as_json
from layers.space.places import Place

MOST_SUGGESTIONS = 8
LONGEST_QUERY = 200
DECIMALS = 3
"""A point is answered to 0.001 degrees, as on the page: near a border more would be pretence."""

LAND_USES = ("sensitive", "less_sensitive")
_NUMBER = re.compile(r"[-+]?\d{1,3}(\.\d{1,15})?")


def register(server: Flask, places: Places) -> None:
    """Add the routes. Nothing of a request is stored or logged, and no cache keeps its answer."""

    @server.get("/api/place")
    def place() -> tuple[Response, int]:
        asked = read_question(request, places)
        query = request.query_string.decode("utf-8", "replace")
        answer = answer_at(places.known(query), **asked)
        package = places.atlases.of(query).store.package
        facts = {name: getattr(package, name) for name in ("name", "version", "simulated")}
        response = jsonify(as_json(answer, places.book) | {"package": facts})
        response.headers["Cache-Control"] = "no-store"
        return response, 200

    @server.get("/api/places")
    def suggestions() -> Response:
        found = places.gazetteer.search(
            request.args.get("q", "")[:LONGEST_QUERY], limit=MOST_SUGGESTIONS
        )
        response = jsonify(places=[described(one, places) for one in found])
        response.headers["Cache-Control"] = "no-store"
        return response


def read_question(asked: Request, places: Places) -> dict[str, Any]:
    """Read the query of `/api/place`.

    Raises
    ------
    BadRequestError
        Names the first field that is wrong, what was found and what was expected.
    """
    land_use, use = _land_use(asked.args.get("land_use", ""), places)
    return {
        "lat": _degrees(asked, "lat", 90.0),
        "lon": _degrees(asked, "lon", 180.0),
        "use": use,
        "land_use": land_use,
        "media": _media(asked.args.get("medium", ""), places),
    }


def _degrees(asked: Request, name: str, most: float) -> float:
    text = asked.args.get(name, "").strip()
    if not text:
        raise BadRequestError("missing", f"{name}: is missing", name)
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not abs(value) <= most:
        shown = f'"{text[:30]}"'
        expected = f"degrees from -{most:g} to {most:g}, such as 44.08"
        raise BadRequestError("wrong_degrees", f"{name}: found {shown}, expected {expected}", name)
    return round(value, DECIMALS)


def _land_use(text: str, places: Places) -> tuple[str, str]:
    """Return Romanian law's land use and what the place is used for; either may be asked by."""
    uses = places.book.uses
    if text in uses:
        return uses[text].land_use, text
    if text in LAND_USES or not text:
        return text, next(iter(uses))
    expected = ", ".join((*LAND_USES, *uses))
    message = f'land_use: found "{text[:30]}", expected one of {expected}'
    raise BadRequestError("unknown_land_use", message, "land_use")


def _media(text: str, places: Places) -> tuple[str, ...]:
    known = places.book.registry.keys()["media"]
    media = tuple(one for one in text.split(",") if one)
    wrong = next((one for one in media if one not in known), None)
    if wrong is not None:
        message = f'medium: found "{wrong[:30]}", expected one of {", ".join(sorted(known))}'
        raise BadRequestError("unknown_medium", message, "medium")
    return media


def described(place: Place, places: Places) -> dict[str, Any]:
    """Describe a place for a list of suggestions, in the reader's language."""
    language = current_language()
    return {
        "place_id": place.place_id,
        "name": place.name_in(language),
        "local_name": place.name,
        "admin1": place.admin1_in(language),
        "country": place.country,
        "detail": detail(places.atlases.named("published"), place, places.gazetteer),
        "lat": place.lat,
        "lon": place.lon,
        "in_region": place.in_region,
    }
