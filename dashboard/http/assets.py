"""Styles and scripts joined in one file, and how long a browser may keep the app's own files."""

from flask import Flask, Response, abort, request

from dashboard import assets

A_YEAR = "public, max-age=31536000, immutable"
TYPES = {"css": "text/css", "js": "text/javascript"}


def register(server: Flask) -> None:
    """Add the route of the bundles, and the header that lets a browser keep a file for good."""

    @server.get("/bundle/<path:joined>")
    def bundle(joined: str) -> Response:
        names = assets.bundled_names(joined)
        if names is None:
            abort(404)
        response = Response(assets.bundle(names), mimetype=TYPES[joined.rpartition(".")[2]])
        mark = assets.bundle_address(names).partition("=")[2]
        response.set_etag(mark)
        fresh = request.args.get("v") == mark
        response.headers["Cache-Control"] = A_YEAR if fresh else "no-cache"
        return response

    @server.after_request
    def keep(response: Response) -> Response:
        name = request.path.removeprefix("/assets/")
        asked = request.args.get("v")
        if asked and name != request.path and response.status_code in (200, 304):
            fresh = asked == assets.mark(name)
            response.headers["Cache-Control"] = A_YEAR if fresh else "no-cache"
        return response
