"""The way to the source: authors, year, title, where in it, and a link that works."""

import re
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.words import is_missing
from dashboard.i18n import _

SAFE_LINK = re.compile(r"https?://", re.IGNORECASE)


def link_of(source: Any) -> str:
    """Address of a publication: its DOI, else its page; empty where neither is a web address."""
    doi = source["doi"]
    if not is_missing(doi):
        return f"https://doi.org/{doi}"
    url = source["url"]
    return str(url) if not is_missing(url) and SAFE_LINK.match(str(url)) else ""


def source_note(atlas: Atlas, source_id: str, locator: str = "") -> Component:
    """Return one publication as a line of references has it."""
    source = atlas.sources.loc[source_id]
    year = "" if is_missing(source["year"]) else f"({int(source['year'])})"
    head = " ".join(part for part in (_text(source["authors"]), year) if part)
    address = link_of(source)
    title = _text(source["title"])
    parts: list[Any] = [f"{head}: " if head else ""]
    parts.append(
        html.A(title, href=address, target="_blank", rel="noreferrer noopener")
        if address
        else title
    )
    tail = [
        _text(source["journal"]),
        f"doi:{source['doi']}" if not is_missing(source["doi"]) else "",
        _("read: {place}", place=locator) if locator else "",
        _("licence: {licence}", licence=source["licence"])
        if not is_missing(source["licence"])
        else "",
    ]
    parts.append("".join(f". {part}" for part in tail if part))
    return html.Cite(parts, className="source-note")


def _text(value: Any) -> str:
    return "" if is_missing(value) else str(value)
