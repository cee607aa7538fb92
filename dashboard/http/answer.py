"""One state of the link, one answer: /answer for the page, /picture for a chart to save.

With POST the reader's own data come along, see `dashboard.http.own`.
"""

import json

from flask import Flask, Response, request

from dashboard.atlases import Atlases
from dashboard.http.asked import asked_of
from dashboard.http.own import own_of, private
from dashboard.pages import map as map_page


def register(server: Flask, atlases: Atlases) -> None:
    """Add the routes."""

    @server.route("/answer", methods=["GET", "POST"])
    def answer() -> Response:
        atlas, selection = asked_of(atlases, request)
        own = own_of(request, atlas)
        theme = request.args.get("theme", "light")
        return private(json.dumps(map_page.answer(atlas, selection, theme, own), allow_nan=False))

    @server.route("/picture", methods=["GET", "POST"])
    def picture() -> Response:
        atlas, selection = asked_of(atlases, request)
        figure = map_page.picture(atlas, selection, own_of(request, atlas))
        return private(figure.to_json()) if figure else Response(status=404)
