"""The words of a page, with the language that each is marked as, and which of them are English."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser

from dashboard.i18n import said, use_language
from dashboard.i18n.catalogue import _messages
from dashboard.i18n.data_texts import _translations
from dashboard.i18n.extract import messages

LANGUAGES = ("ro", "sr-Latn", "sr-Cyrl")
ENGLISH = re.compile(
    r"(?i)(?<![\w-])(the|of|and|with|from|not|is|this|by|which|that|than|below|above|its|was|were|"
    r"place|places|value|values|soil|limit|sample|samples|year|mean|pooled|river|tailings|dump|"
    r"mine|simulated|unknown|read|checked|known|every|metal|metals in|mining)(?![\w-])"
)
"""Words that English sentences have and Romanian and Serbian ones have not, or hardly."""
ALLOWED = re.compile(
    r"https?://\S+|NETMIN Atlas|CC BY|\b[Mm]ine\b|POST /api/assess"
    r"|soil, sediment, water …"
    r"|\b(values|samples|statistics|single, mean)\b|registry/media\.csv|Metal\b|metal\b"
)
"""Addresses, names, the keys that programs send, and Romanian `mine` (pits) and `metal`."""

VOID = {"meta", "link", "img", "input", "br", "hr", "base", "wbr", "col", "source", "area", "embed"}
SPOKEN = {"aria-label", "title", "alt", "placeholder", "aria-description", "aria-valuetext"}
SILENT = {"script", "style"}


class Words(HTMLParser):
    """Collects (language, text) of every text and every attribute that is read to somebody."""

    def __init__(self, html: str, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = [("", language)]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        language = own["lang"] if "lang" in own else self._open[-1][1]
        self.found += [
            (language or "", text)
            for name, text in attrs
            if text and (name in SPOKEN or name.startswith("data-word"))
        ]
        if tag == "meta" and own.get("name") == "description":
            self.found.append((language or "", own.get("content") or ""))
        if tag not in VOID:
            self._open.append((tag, language or ""))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1]
        if tag not in SILENT and data.strip():
            self.found.append((language, " ".join(data.split())))


def words_of(html: str, language: str) -> Iterator[str]:
    """Yield the texts that are not marked as being in another language than `language`."""
    for marked, text in Words(html, language).found:
        if marked == language:
            yield text


@cache
def english_texts(language: str) -> frozenset[str]:
    """Texts of the code and of the registries that are different in a language."""
    use_language(language)
    catalogue = _messages(language)
    own = {m.id for m in messages() if isinstance(m.id, str) and catalogue.gettext(m.id) != m.id}
    labels = "ro" if language == "ro" else "sr"
    own |= {text for text in _translations(labels) if said(text) != text}
    return frozenset(text for text in own if re.search("[a-z]{3}", text) and "{" not in text)


def english_in(texts: Iterable[str], language: str) -> list[str]:
    found = []
    for text in texts:
        rest = ALLOWED.sub("", text)
        if (text in english_texts(language) and text not in SHARED) or ENGLISH.search(rest):
            found.append(text)
    return found


SHARED = frozenset(
    {"Data", "total", "Total", "sediment", "median", "minimum", "plan", "in", "minim"}
)
"""English words that Romanian or Serbian has too, with another meaning or another English word."""
