"""GET /averages gives the means of what the map shows, for a fold that is opened."""

from flask import Flask, Response, request

from dashboard.atlases import Atlases
from dashboard.components.averages import averages
from dashboard.http.asked import asked_of
from dashboard.prerender import render


def register(server: Flask, atlases: Atlases) -> None:
    """Add the route."""

    @server.get("/averages")
    def means() -> Response:
        atlas, selection = asked_of(atlases, request)
        parts = averages(atlas, selection, atlas.select(selection))
        response = Response("".join(map(render, parts)), mimetype="text/html")
        response.headers["Cache-Control"] = "no-store"
        return response
