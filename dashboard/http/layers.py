"""The map's layers: built once a package, kept ready in compressed form."""

import gzip
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, Response, abort, request

from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from dashboard.components.map import labels_feature, marks_feature, waste_features
from dashboard.http.basemap import compressed

BUILDERS: dict[str, Callable[[Atlas], dict[str, Any]]] = {
    "symbols": marks_feature,
    "waste": waste_features,
    "labels": labels_feature,
}
A_YEAR = "public, max-age=31536000, immutable"


def register(server: Flask, atlases: Atlases) -> None:
    """Add the route of every layer."""

    @lru_cache(maxsize=16)
    def body(layer: str, dataset: str) -> bytes:
        feature = BUILDERS[layer](atlases.named(dataset))
        text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return gzip.compress(text.encode("utf-8"), 6, mtime=0)

    @server.get("/layers/<layer>.json")
    def layer(layer: str) -> Response:
        if layer not in BUILDERS:
            abort(404)
        asked = request.args.get("dataset", "published")
        known = asked if asked in dict(atlases) else "published"
        response = compressed(body(layer, known), 0)
        fresh = request.args.get("v") == atlases.named(known).version
        response.headers["Cache-Control"] = A_YEAR if fresh else "no-cache"
        return response
