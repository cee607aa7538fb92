"""The way to the source: authors, year, title, where in it, and a link that works."""

import re
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.words import is_missing
from dashboard.i18n import _

PART = "\u0000"
"""Stands in a message where a part of another language goes."""
SAFE_LINK = re.compile(r"https?://", re.IGNORECASE)


def link_of(source: Any) -> str:
    """Address of a publication: its DOI, else its page; empty where neither is a web address."""
    doi = source["doi"]
    if not is_missing(doi):
        return f"https://doi.org/{doi}"
    url = source["url"]
    return str(url) if not is_missing(url) and SAFE_LINK.match(str(url)) else ""


def source_note(atlas: Atlas, source_id: str, locator: str = "") -> Component:
    """Return one publication as a line of references has it, each part in its own language."""
    source = atlas.sources.loc[source_id]
    year = "" if is_missing(source["year"]) else f"({int(source['year'])})"
    head = " ".join(part for part in (_text(source["authors"]), year) if part)
    address, title = link_of(source), _text(source["title"])
    named = (
        html.A(title, href=address, target="_blank", rel="noreferrer noopener", lang="")
        if address
        else html.Span(title, lang="")
    )
    tail = [
        [html.Span(_text(source["journal"]), lang="")] if _text(source["journal"]) else [],
        [f"doi:{source['doi']}"] if not is_missing(source["doi"]) else [],
        _remark(_("read: {place}", place=PART), locator),
        _remark(_("licence: {licence}", licence=PART), _text(source["licence"])),
    ]
    authors = [html.Span(f"{head}: ", lang="")] if head else []
    said = [part for parts in tail if parts for part in (". ", *parts)]
    return html.Cite([*authors, named, *said], className="source-note")


def _remark(words: str, quotation: str) -> list[Any]:
    """Return words of the page round a quotation that stays in English."""
    if not quotation:
        return []
    before, _part, after = words.partition(PART)
    return [before, html.Span(quotation, lang="en"), *([after] if after else [])]


def quoted(text: str) -> Element:
    """Return words that need not be in the page's language."""
    return element("Span", text, lang="")


def _text(value: Any) -> str:
    return "" if is_missing(value) else str(value)
