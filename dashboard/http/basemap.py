"""The embedded basemap's files: relief tiles and lines."""

from pathlib import Path

from flask import Flask, Response, abort, send_from_directory

KINDS = {".webp": "image/webp", ".geojson": "application/geo+json"}
A_DAY = 86_400


def register(server: Flask, folder: Path) -> None:
    """Serve the tiles and lines under `folder`, and nothing else that lies there."""

    @server.get("/basemap/<path:name>")
    def basemap(name: str) -> Response:
        kind = KINDS.get(Path(name).suffix)
        if kind is None or name.startswith("source/"):
            abort(404)
        return send_from_directory(folder, name, mimetype=kind, max_age=A_DAY)
