"""The map's layers over http."""

from flask import Flask, Response, abort, request

from dashboard.atlases import Atlases
from dashboard.components.map import BUILDERS, layer_file, version
from dashboard.http.assets import A_YEAR
from dashboard.http.basemap import compressed


def register(server: Flask, atlases: Atlases) -> None:
    """Add the route of every layer."""

    @server.get("/layers/<layer>.json")
    def layer(layer: str) -> Response:
        if layer not in BUILDERS:
            abort(404)
        atlas = atlases.named(request.args.get("dataset", "published"))
        response = compressed(layer_file(atlas, layer), 0)
        fresh = request.args.get("v") == version(atlas)
        response.headers["Cache-Control"] = A_YEAR if fresh else "no-cache"
        return response
