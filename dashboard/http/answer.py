"""One state of the link, one answer: GET /answer for the page, GET /picture for a chart to save."""

import json

from flask import Flask, Response, request

from dashboard.atlases import Atlases
from dashboard.pages import map as map_page


def register(server: Flask, atlases: Atlases) -> None:
    """Add the route."""

    @server.get("/answer")
    def answer() -> Response:
        query = request.query_string.decode("utf-8", "replace")
        atlas = atlases.of(query)
        selection = atlas.read(query)
        content = map_page.answer(atlas, selection, request.args.get("theme", "light"))
        return _answered(json.dumps(content, allow_nan=False))

    @server.get("/picture")
    def picture() -> Response:
        query = request.query_string.decode("utf-8", "replace")
        atlas = atlases.of(query)
        figure = map_page.picture(atlas, atlas.read(query))
        return _answered(figure.to_json()) if figure else Response(status=404)


def _answered(text: str) -> Response:
    response = Response(text, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
