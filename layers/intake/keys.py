"""Ids made of texts, the same next time."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from layers.intake.folding import fold

_NOT_KEY = re.compile(r"[^A-Za-z0-9_.-]+")
_LONGEST_KEY = 60


def key_of(text: str) -> str:
    """Return a text as an id: letters and digits, without diacritics.

    >>> key_of("Krivelj, bašta 3/1"), key_of("Бор")
    ('Krivelj-basta-3-1', 'Bor')
    """
    latin = unicodedata.normalize("NFD", text.replace("đ", "dj").replace("Đ", "Dj"))
    plain_text = "".join(sign for sign in latin if not unicodedata.combining(sign))
    if any("\u0400" <= sign <= "\u04ff" for sign in plain_text):
        plain_text = fold(text).capitalize()
    return _NOT_KEY.sub("-", plain_text).strip("-._")[:_LONGEST_KEY]


def digest(*parts: object, key: bytes = b"") -> str:
    """Return twelve letters and digits that stand for these parts; with a key: a secret of it."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.blake2b(text.encode(), digest_size=6, key=key).hexdigest()
