"""Which package and which state of the page a request asks for."""

from flask import Request

from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from layers.model import Selection


def asked_of(atlases: Atlases, request: Request) -> tuple[Atlas, Selection]:
    """Return the package that the link names, and the link read against it."""
    query = request.query_string.decode("utf-8", "replace")
    atlas = atlases.of(query)
    return atlas, atlas.read(query)
