"""The languages that the atlas speaks, and the Serbian scripts, one of which is derived.

Serbian texts are kept once, in Latin script; Cyrillic is written from them by cyrtranslit, with
the exceptions of `data/registry/script_exceptions.csv`: what stays in Latin script, and words in
which two letters look like one.
"""

import re
from functools import lru_cache
from typing import Literal

import cyrtranslit

from layers.assess.rows import Row, read_rows
from layers.registry import DEFAULT_FOLDER

_DIGRAPHS = {"LJ": "Lj", "NJ": "Nj", "DŽ": "Dž"}
_APART = "\u200c"
_NEVER = (
    r"\{[^{}]*\}"  # placeholders
    r"|\[m\]|°C"  # metres in a heading; degrees
    r"|</?[a-z][^<>]*>|&\w+;"  # markup
    r"|(?:https?://|www\.|doi:)\S+|\S+@\S+"  # addresses
    r"|\b(?:II|III|IV|VI{0,3}|IX|XI{0,2})\b"  # Roman numbers; I alone is a word
    r"|(?<=\d)[\u2009\u00a0 ]?(?:mm|cm|km|ha|kg|mg|µg|m|t|g|L)[²³]?(?![\w/])"  # 5 km
    r"|(?<=[Kk]lasa )I\b|(?:^|(?<=[;,] ))[BCM](?= [a-zčćšžđ])"  # a class, a letter of a formula
    r"|\w*[qwxyQWXY]\w*|\w*[₀-₉]\w*"  # letters that no Serbian word has; formulas
)


class Language(Row):
    """A language of the atlas, a row of `data/registry/languages.csv`.

    `language` is the code of the link and of the html, `name` what its speakers call it, `labels`
    the ending of the registries' label columns, `catalogue` the folder of its messages (empty: the
    messages of the code), `alphabet` its letters in the order of a dictionary.
    """

    language: str
    name: str
    labels: Literal["en", "ro", "sr"]
    catalogue: str
    script: Literal["Latn", "Cyrl"]
    alphabet: str


class ScriptException(Row):
    """Text that stays in Latin script, or the beginning of a word whose digraph is two letters."""

    kind: Literal["keep", "split"]
    text: str
    note: str


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    """Return the languages by their code, in the order in which they are offered."""
    rows = read_rows(DEFAULT_FOLDER / "languages.csv", Language)
    return {row.language: row for row in rows}


@lru_cache(maxsize=1)
def _exceptions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = read_rows(DEFAULT_FOLDER / "script_exceptions.csv", ScriptException)
    kept = sorted((row.text for row in rows if row.kind == "keep"), key=len, reverse=True)
    words = "|".join(map(re.escape, kept))
    split = "|".join(re.escape(row.text) for row in rows if row.kind == "split")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)|{_NEVER}"), re.compile(split, re.IGNORECASE)


@lru_cache(maxsize=8192)
def to_cyrillic(text: str) -> str:
    """Write a Serbian text in Cyrillic; placeholders, markup, units and exceptions stay.

    >>> to_cyrillic("Zemljište iznad {limit}: 150 mg/kg Cu, njegova procena")
    'Земљиште изнад {limit}: 150 mg/kg Cu, његова процена'
    >>> to_cyrillic("Injekcija, nadživeti, LJUBOVIJA")
    'Инјекција, надживети, ЉУБОВИЈА'
    """
    kept, _split = _exceptions()
    parts: list[str] = []
    end = 0
    for match in kept.finditer(text):
        parts += [_written(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _written(text[end:])])


def _written(text: str) -> str:
    if not text:
        return ""
    _kept, split = _exceptions()
    apart = split.sub(_pulled_apart, text)
    for capitals, mixed in _DIGRAPHS.items():
        apart = apart.replace(capitals, mixed)
    return str(cyrtranslit.to_cyrillic(apart, "sr")).replace(_APART, "")


def _pulled_apart(match: re.Match[str]) -> str:
    return re.sub(r"(?i)([nl])(j)|(d)(ž)", rf"\1\3{_APART}\2\4", match[0])


@lru_cache(maxsize=8192)
def to_latin(text: str) -> str:
    """Write a Serbian text in Latin script; what is not Cyrillic stays.

    >>> to_latin("Његош, Бор"), to_latin("Oravița")
    ('Njegoš, Bor', 'Oravița')
    """
    return str(cyrtranslit.to_latin(text, "sr"))
