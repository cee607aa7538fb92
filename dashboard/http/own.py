"""A reader's own data over http: read from the request, answered, and forgotten.

POST /own gives the map its symbols of them, POST /own/place the panel of one place. POST /answer
and POST /picture take the same body. Nothing is stored, logged or cached.
"""

import json

import pandas as pd
from flask import Flask, Request, Response, request
from pydantic import ValidationError

from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from dashboard.figures.words import plain
from dashboard.http.asked import asked_of
from dashboard.http.bodies import read_body
from dashboard.http.errors import BadRequestError
from dashboard.i18n.order import forget_words
from dashboard.own.frame import own_frame
from dashboard.own.marks import own_marks
from dashboard.own.parts import layer_switch, notice, place_panel
from dashboard.own.table import OwnTable
from dashboard.prerender import render

LONGEST_BODY = 16_000_000
"""Bytes of a body: enough for 100,000 values with all their columns."""


def register(server: Flask, atlases: Atlases) -> None:
    """Add the routes."""

    @server.post("/own")
    def own_data() -> Response:
        atlas, selection = asked_of(atlases, request)
        own = read_own(request, atlas)
        parts = {"own-box": notice(own, selection), "own-switch": layer_switch(own)}
        content = {
            "data": own_marks(own, atlas),
            "parts": {key: render(part) for key, part in parts.items()},
        }
        return private(json.dumps(content, allow_nan=False, ensure_ascii=False))

    @server.post("/own/place")
    def own_place() -> Response:
        atlas, selection = asked_of(atlases, request)
        own = read_own(request, atlas)
        if own.empty:
            raise BadRequestError("no_values", "value: expected at least one", "value")
        return private(json.dumps({"panel": render(place_panel(atlas, selection, own))}))


def read_own(asked: Request, atlas: Atlas) -> pd.DataFrame:
    """Read the reader's own data from the body of a request and judge it.

    Raises
    ------
    BadRequestError
        Names the first column that is wrong; never repeats a value of a column of numbers.
    """
    body = read_body(asked, LONGEST_BODY)
    if asked.mimetype != "application/json":
        expected = 'expected the header "Content-Type: application/json"'
        raise BadRequestError(
            "wrong_content_type", f"found {asked.mimetype or 'no type'}, {expected}"
        )
    try:
        table = OwnTable.model_validate_json(body)
    except ValidationError as error:
        raise _refused(error) from None
    return own_frame(table, atlas)


def _refused(error: ValidationError) -> BadRequestError:
    fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = ".".join(str(part) for part in fault["loc"])[:200]
    where = f"{field}: " if field else ""
    code = "invalid_json" if fault["type"] == "json_invalid" else "wrong_own_data"
    return BadRequestError(code, f"{where}{fault['msg']}", field)


def private(text: str) -> Response:
    """Return an answer to one reader: no cache keeps it, and own words stay in no memory."""
    if request.method == "POST":
        plain.cache_clear()
        forget_words()
    response = Response(text, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def own_of(asked: Request, atlas: Atlas) -> pd.DataFrame | None:
    """Return the own data that came with a POST; none with a GET."""
    return read_own(asked, atlas) if asked.method == "POST" else None
