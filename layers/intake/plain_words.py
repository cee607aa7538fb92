"""Words that tell how and in what was measured, and cannot tell where or whose."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from layers.registry import DEFAULT_FOLDER

_STANDARD = re.compile(
    r"\b(?:(?:en|iso|epa|srps|stas|sr|din|astm|usepa)[ /-]*)+[a-z]?\d{1,5}[a-z]?\b"
)
_STRENGTH = re.compile(r"\b\d{1,2}(?:[.,]\d{1,2})? ?(?:m|n|mol|mol/l|%)(?![a-z])")
_NUMBERED = re.compile(r"\b(ph|mehlich|bcr|dma|step) ?\d{1,2}(?:[.,]\d)?\b")
_WORD = re.compile(r"\w+")


def is_plain(text: str) -> bool:
    """Say whether a text holds known words only: methods, extractions, kinds, parts of them.

    >>> [is_plain(text) for text in ("ICP-MS", "7 M HNO3", "EPA 3051A, microwave", "Urtica dioica")]
    [True, True, True, True]
    >>> [is_plain(text) for text in ("AAS, Zelena 12", "ICP 12", "Petrović", "44 04 N")]
    [False, False, False, False]
    """
    left = text.lower()
    for named in (_STANDARD, _STRENGTH, _NUMBERED):
        left = named.sub(" ", left)
    return all(word in _known() for word in _WORD.findall(left))


@cache
def _known() -> frozenset[str]:
    """Return the words of `registry/plain_words.csv`, of all columns alike."""
    return frozenset(pd.read_csv(DEFAULT_FOLDER / "plain_words.csv", keep_default_na=False)["word"])
