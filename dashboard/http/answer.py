"""GET /answer says in words and charts what the map shows: one state of the link, one answer."""

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
        response = Response(json.dumps(content, allow_nan=False), mimetype="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response
