"""Where a value of the reader comes from, in the place of a publication."""

from collections.abc import Mapping
from typing import Any

from dashboard.components.cells import Element, element
from dashboard.i18n import _


def is_own(row: Mapping[str, Any]) -> bool:
    """Tell whether a value is the reader's own."""
    return bool(row.get("own", False))


def own_source(row: Mapping[str, Any]) -> Element:
    """Return the reader's file, and what its values are not."""
    parts = [
        element("Span", str(row["source_id"]), lang=""),
        element("Small", _("your data: not published, not checked by us")),
    ]
    return element("Span", parts, className="own-source")
