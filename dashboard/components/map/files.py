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

BUILDERS: dict[str, Callable[[Atlas], dict[str, Any]]] = {
    "symbols": marks_feature,
    "waste": waste_features,
    "labels": labels_feature,
}


@lru_cache(maxsize=32)
def layer_file(atlas: Atlas, layer: str) -> bytes:
    """Return a layer as gzipped GeoJSON."""
    feature = BUILDERS[layer](atlas)
    text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode("utf-8"), 6, mtime=0)


@lru_cache(maxsize=8)
def version(atlas: Atlas) -> str:
    """Return a mark that changes with any byte of any layer, so that a browser may keep them."""
    digest = hashlib.sha256()
    for layer in sorted(BUILDERS):
        digest.update(layer_file(atlas, layer))
    return digest.hexdigest()[:16]
