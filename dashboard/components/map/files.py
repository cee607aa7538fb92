"""The layers as files: built once a package, and named by what is in them."""

import gzip
import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.map.labels import labels_feature
from dashboard.components.map.marks import marks_feature
from dashboard.components.map.waste import waste_features
from dashboard.i18n import current_language

BUILDERS: dict[str, Callable[[Atlas], dict[str, Any]]] = {
    "symbols": marks_feature,
    "waste": waste_features,
    "labels": labels_feature,
}
WORDED = ("symbols", "labels")
"""Layers with words in them: a file for every language."""


def layer_file(atlas: Atlas, layer: str) -> bytes:
    """Return a layer as gzipped GeoJSON, its words in the language of the request."""
    return _layer_file(atlas, layer, current_language() if layer in WORDED else "")


@lru_cache(maxsize=64)
def _layer_file(atlas: Atlas, layer: str, _language: str) -> bytes:
    feature = BUILDERS[layer](atlas)
    text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode("utf-8"), 6, mtime=0)


def version(atlas: Atlas) -> str:
    """Return a mark that changes with any byte of any layer, so that a browser may keep them."""
    return _version(atlas, current_language())


@lru_cache(maxsize=16)
def _version(atlas: Atlas, _language: str) -> str:
    digest = hashlib.sha256()
    for layer in sorted(BUILDERS):
        digest.update(layer_file(atlas, layer))
    return digest.hexdigest()[:16]
