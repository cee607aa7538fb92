"""The order of words in a dictionary of the page's language."""

import unicodedata
from functools import lru_cache

from dashboard.i18n.language import current_language
from layers.languages import languages

Key = tuple[tuple[int, ...], str]


def sort_key(text: str) -> Key:
    """Return what to sort a word by in the page's language.

    A letter that the alphabet has not (ü, č in Romanian) stands with its plain letter; digits
    and signs come before letters.

    >>> from dashboard.i18n import use_language
    >>> use_language("sr-Latn")
    >>> sorted(["Dubova", "Čoka", "Džep", "Cerovo", "Ljig", "Lug"], key=sort_key)
    ['Cerovo', 'Čoka', 'Dubova', 'Džep', 'Lug', 'Ljig']
    >>> use_language("en")
    """
    return _key(text, current_language())


def forget_words() -> None:
    """Forget the words that were sorted; to be asked after words of a reader."""
    _key.cache_clear()


@lru_cache(maxsize=8192)
def _key(text: str, language: str) -> Key:
    ranks, longest = _alphabet(language)
    rest, found = text.casefold(), []
    while rest:
        size = next((n for n in range(longest, 0, -1) if rest[:n] in ranks), 1)
        found.append(_rank(rest[:size], ranks))
        rest = rest[size:]
    return tuple(found), text


def _rank(letter: str, ranks: dict[str, int]) -> int:
    if letter in ranks:
        return ranks[letter]
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in ranks:
        return ranks[plain]
    return 10_000 + ord(plain) if letter.isalpha() else ord(plain) % 90


@lru_cache(maxsize=8)
def _alphabet(language: str) -> tuple[dict[str, int], int]:
    letters = languages()[language].alphabet.split()
    ranks = {letter: 100 + place for place, letter in enumerate(letters)}
    return ranks, max(map(len, letters))
