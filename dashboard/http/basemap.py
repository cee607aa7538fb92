"""The embedded basemap's files: relief tiles as they are, lines compressed once, one picture."""

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, request, send_from_directory
from werkzeug.security import safe_join

from dashboard.components.map.first import mark, picture
from dashboard.http.assets import A_YEAR

A_DAY = 86_400


def register(server: Flask, folder: Path) -> None:
    """Serve the tiles and lines under `folder`, and nothing else that lies there."""

    @lru_cache(maxsize=32)
    def packed(name: str) -> bytes:
        return gzip.compress((folder / f"{name}.geojson").read_bytes(), 9, mtime=0)

    @server.get("/basemap/<name>.geojson")
    def lines(name: str) -> Response:
        path = safe_join(str(folder), f"{name}.geojson")
        if path is None or not Path(path).is_file():
            abort(404)
        return compressed(packed(name), A_DAY)

    @server.get("/basemap/relief/<path:name>.webp")
    def tile(name: str) -> Response:
        path = f"{name}.webp"
        return send_from_directory(folder / "relief", path, mimetype="image/webp", max_age=A_DAY)

    @server.get("/basemap/first-<any(light, dark):theme>.svg")
    def first(theme: str) -> Response:
        response = Response(picture(theme), mimetype="image/svg+xml")
        fresh = request.args.get("v") == mark()
        response.headers["Cache-Control"] = A_YEAR if fresh else "no-cache"
        return response


def compressed(body: bytes, seconds: int) -> Response:
    """Return gzipped GeoJSON, unpacked for a reader that cannot."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(body if packed else gzip.decompress(body), mimetype="application/geo+json")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
