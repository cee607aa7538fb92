"""Texts made alike for comparing: both scripts, with or without diacritics, any case."""

import unicodedata

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "dj", "е": "e", "ж": "z", "з": "z",
    "и": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "c", "џ": "dz", "ш": "s",
}  # fmt: skip
_LETTERS = str.maketrans({**_CYRILLIC, "đ": "dj", "ð": "dj", "ł": "l", "ø": "o", "ß": "ss"})


def fold(text: str) -> str:
    """Return letters and digits of a text in one form; Serbian in either script gives the same.

    >>> fold("Географска ширина"), fold("Geografska širina"), fold("Lățime (m)")
    ('geografskasirina', 'geografskasirina', 'latimem')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not plain.isascii():
        # a letter is looked up whole (ђ, đ) before its marks are taken off
        plain = unicodedata.normalize("NFD", plain.translate(_LETTERS))
    return "".join(sign for sign in plain if sign.isalnum())


def squeeze(text: str) -> str:
    """Return a text without case and spaces, its signs kept: ``< LOD`` and ``<lod`` are alike.

    >>> squeeze(" < LOD "), squeeze("н.д.")
    ('<lod', 'n.d.')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain.translate(_LETTERS))
    return "".join(plain.split())
