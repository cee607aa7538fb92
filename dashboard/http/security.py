"""Headers that keep the page to itself: no other host, no frame but where asked, no guessing."""

import base64
import hashlib
import os
from collections.abc import Sequence
from urllib.parse import urlsplit

from dash import Dash
from flask import Response, request


def register(app: Dash, own_scripts: Sequence[str]) -> None:
    """Add the headers to every answer; call it when every callback is registered.

    `own_scripts` are the texts of the scripts that stand in the page itself.
    """
    digests = [*app.csp_hashes(), *(_digest(script) for script in own_scripts)]
    scripts = " ".join(digests)
    tiles = _tiles_origin()
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {tiles}".strip(),
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )

    @app.server.after_request
    def add(response: Response) -> Response:
        framed = "*" if request.args.get("embed") == "1" else "'self'"
        response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors {framed}"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()"
        return response


def _digest(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _tiles_origin() -> str:
    """Return the origin of the online tiles, with a wildcard for Leaflet's `{s}`, or nothing."""
    template = os.environ.get("ATLAS_TILES", "")
    parts = urlsplit(template.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else ""
