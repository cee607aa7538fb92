"""Pieces of the printed answer as plain values: texts with links, verdict signs, sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dash.development.base_component import Component
from werkzeug.urls import iri_to_uri

from dashboard.atlas import Atlas
from dashboard.components.place import verdict
from dashboard.components.source_note import SAFE_LINK, source_note
from dashboard.components.symbol import drawing
from layers.advice import AdviceBook
from layers.place import LawVerdict

Run = dict[str, str]
"""A text, the address that it leads to and its language; empty where to none and the page's."""


def run(text: str, url: str = "", lang: str = "") -> Run:
    """Return one run; the language by its first part, which is all that the typesetter takes."""
    return {"text": text, "url": address(url), "lang": lang.partition("-")[0]}


def address(url: str | None) -> str:
    """Return a web address in the letters that a PDF may hold; empty where it is none."""
    return iri_to_uri(url) if url and SAFE_LINK.match(url) else ""


def runs(node: Any) -> list[Run]:
    """Return the texts of a component with their links, for what pages and paper say alike."""
    return list(_runs(node, "", ""))


def _runs(node: Any, url: str, lang: str) -> Iterator[Run]:
    if node is None or isinstance(node, bool):
        return
    if isinstance(node, (list, tuple)):
        for child in node:
            yield from _runs(child, url, lang)
        return
    tag, properties = _taken_apart(node)
    if not tag:
        yield run(str(node), url, lang)
        return
    at, language = properties.get("href", url), properties.get("lang", lang)
    yield from _runs(properties.get("children"), at, language)


def _taken_apart(node: Any) -> tuple[str, Mapping[str, Any]]:
    if isinstance(node, dict):
        return node["type"], node["props"]
    if isinstance(node, Component):
        return node._type, node.to_plotly_json()["props"]
    return "", {}


def texts(node: Any, tags: Iterable[str]) -> list[str]:
    """Return the text of every component of one of some tags, in their order.

    >>> from dashboard.components.cells import element
    >>> texts([element("H2", "Title"), element("Ul", [element("Li", ["one", " more"])])], ["Li"])
    ['one more']
    """
    wanted = frozenset(tags)
    return list(_texts(node, wanted))


def _texts(node: Any, wanted: frozenset[str]) -> Iterator[str]:
    if isinstance(node, (list, tuple)):
        for child in node:
            yield from _texts(child, wanted)
        return
    tag, properties = _taken_apart(node)
    if tag in wanted:
        yield "".join(one["text"] for one in runs(node))
    elif tag:
        yield from _texts(properties.get("children"), wanted)


def signed(atlas: Atlas, one: LawVerdict) -> Run:
    """Return a verdict's sign and its word."""
    word = atlas.term("plain_verdict", one.word)
    return {"svg": drawing(*verdict.look(one)), "word": word}


def empty_sign(word: str) -> Run:
    """Return the sign of what nobody has measured or can judge."""
    return {"svg": drawing("step", "-1"), "word": word}


@dataclass
class Cited:
    """Sources in the order in which they are named; each has one number."""

    atlas: Atlas
    book: AdviceBook
    _known: dict[tuple[str, str], int] = field(default_factory=dict)

    def data(self, source_id: str) -> list[int]:
        """Return the number of a publication of the data package."""
        return [self._number("data", source_id)]

    def advice(self, source_ids: Iterable[str]) -> list[int]:
        """Return the numbers of sources of advice."""
        return [self._number("advice", one) for one in source_ids]

    def _number(self, kind: str, source_id: str) -> int:
        return self._known.setdefault((kind, source_id), len(self._known) + 1)

    def listed(self) -> list[list[Run]]:
        """Return every source as a line of references has it."""
        return [
            runs(source_note(self.atlas, source_id)) if kind == "data" else self._advised(source_id)
            for kind, source_id in self._known
        ]

    def _advised(self, source_id: str) -> list[Run]:
        source = self.book.sources[source_id]
        year = f" ({source.year})" if source.year else ""
        return [
            run(f"{source.organisation}{year}: ", lang="en"),
            run(source.title, str(source.url), "en"),
        ]
