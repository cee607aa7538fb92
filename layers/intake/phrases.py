"""Sentences about a table that can still be said in another language.

A `Phrase` is its English text, and remembers the template and the words it was made of; so do
`Terms`, words of a vocabulary. Templates are collected for the translators from this package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self


class Phrase(str):
    """A text in English with the template and the words that it was filled from."""

    template: str
    words: dict[str, object]

    def __new__(cls, template: str, words: Mapping[str, object]) -> Self:
        """Fill the template; whole numbers are grouped by thousands."""
        shown = {name: f"{w:,}" if isinstance(w, int) else w for name, w in words.items()}
        made = super().__new__(cls, template.format(**shown) if shown else template)
        made.template, made.words = template, dict(words)
        return made


class Terms(str):
    """Keys of a vocabulary, listed with commas."""

    vocabulary: str
    terms: tuple[str, ...]

    def __new__(cls, vocabulary: str, terms: Sequence[str]) -> Self:
        """List the keys."""
        made = super().__new__(cls, ", ".join(terms))
        made.vocabulary, made.terms = vocabulary, tuple(terms)
        return made


def phrase(template: str, /, **words: object) -> Phrase:
    """Return a text that can be translated.

    >>> said = phrase("{count} rows without values", count=1234)
    >>> said, said.words
    ('1,234 rows without values', {'count': 1234})
    """
    return Phrase(template, words)


def as_json(text: object) -> Any:
    """Return a text so that JSON keeps what it was made of.

    >>> as_json(phrase("{count} rows", count=2)), as_json("Cu")
    ({'phrase': '{count} rows', 'words': {'count': 2}}, 'Cu')
    """
    if isinstance(text, Phrase):
        return {"phrase": text.template, "words": said_words(text.words)}
    if isinstance(text, Terms):
        return {"terms": list(text.terms), "vocabulary": text.vocabulary}
    return text if isinstance(text, int | float) else str(text)


def said_words(words: Mapping[str, object]) -> dict[str, Any]:
    """Return the words of a phrase as JSON."""
    return {name: as_json(word) for name, word in words.items()}


def from_json(said: Any) -> Any:
    """Return what `as_json` wrote."""
    if not isinstance(said, dict):
        return said
    if "terms" in said:
        return Terms(said["vocabulary"], said["terms"])
    return Phrase(said["phrase"], {name: from_json(word) for name, word in said["words"].items()})
