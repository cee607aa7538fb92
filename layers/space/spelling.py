"""How names are compared: without case, marks, punctuation or script."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from layers.languages import to_latin

_LETTERS = str.maketrans({"đ": "dj", "ð": "dj", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "'": ""})


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a name as a search compares it: plain Latin letters, digits and single spaces.

    Romanian and Serbian letters lose their marks, đ becomes dj, Cyrillic becomes Latin.

    >>> folded("Đerdap"), folded("ȚIGĂNAȘI, Mehedinţi"), folded("Темишвар")
    ('djerdap', 'tiganasi mehedinti', 'temisvar')
    """
    latin = to_latin(text).lower().translate(_LETTERS)
    letters = unicodedata.normalize("NFKD", latin)
    kept = (
        letter if letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split())


def spellings(name: str) -> tuple[str, ...]:
    """Return the folded ways to write one name, the usual one first.

    đ is also typed as a plain d, and the Romanian â was written î until 1993.

    >>> spellings("Đurđevo"), spellings("Târgu Jiu")
    (('djurdjevo', 'durdevo'), ('targu jiu', 'tirgu jiu'))
    """
    lower = name.lower()
    ways = (name, lower.replace("đ", "d"), lower.replace("â", "î"))
    return tuple(dict.fromkeys(folded(way) for way in ways))
