"""The words of a page, with the language that each is marked as."""

from collections.abc import Iterator
from html.parser import HTMLParser

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
