"""What an address names: the locality, and the words that say where it lies."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from layers.space.spelling import folded

LONGEST_TEXT = 200
MOST_SEGMENTS = 6
MOST_WORDS = 16
_SEGMENTS = re.compile(r"[,;()\[\]/|\n\t]+|\s[-–—]\s")
_POSTCODE = re.compile(r"\d{4,6}")
_HOUSE = re.compile(r"\d{1,4}[a-z]{0,2}")


@dataclass(frozen=True)
class Word:
    """A word of addresses: what it announces, and the country it means if it is one."""

    role: str
    means: str


Words = Mapping[str, Word]


@dataclass(frozen=True)
class Reading:
    """One way to read a text.

    Attributes
    ----------
    name : str
        Folded name of the locality.
    qualifiers : tuple of str
        Folded names of the district, county, municipality, or the country's ISO code in upper
        case.
    sure : bool
        False when only an exact name will do: the text may name a street instead.
    """

    name: str
    qualifiers: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class _Segment:
    words: tuple[str, ...]
    street: bool = False
    unit: bool = False
    tail: tuple[str, ...] = ()
    said_street: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)


def load_words(path: Path) -> dict[str, Word]:
    """Read the words of addresses (`word,role,means,language`), folded."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["word"]: Word(row["role"], row["means"]) for row in csv.DictReader(file)}


def readings(text: str, words: Words) -> tuple[Reading, ...]:
    """Return the ways to read a place's name or an address, the likeliest first.

    Street names, house numbers and post codes are dropped; what is left of the other parts is
    a locality, or says in which district, county or country it lies.

    Examples
    --------
    >>> words = {"ul": Word("street", ""), "srbija": Word("country", "RS")}
    >>> readings("ul. Đorđa Vajferta 12, 19210 Bor, Srbija", words)[0]
    Reading(name='bor', qualifiers=('RS',), sure=True)
    """
    segments, countries = _segments(text[:LONGEST_TEXT], words)
    plain = [each for each in segments if not (each.street or each.unit)]
    named = plain or [each for each in segments if each.unit]
    found = [*_localities(named, segments), *_parts(named, segments, words)]
    found += _behind_streets(segments, alone=not plain)
    found.append(Reading(folded(text[:LONGEST_TEXT]), sure=False))
    with_country = (
        Reading(one.name, (*one.qualifiers, *countries), one.sure) for one in found if one.name
    )
    return tuple(dict.fromkeys(with_country))


def _segments(text: str, words: Words) -> tuple[list[_Segment], tuple[str, ...]]:
    """Return the parts of a text between commas, and the countries it names."""
    countries: list[str] = []
    segments: list[_Segment] = []
    for part in _SEGMENTS.split(text)[:MOST_SEGMENTS]:
        said = folded(part).split()[:MOST_WORDS]
        kept = [word for word in said if _role(word, words) != "country"]
        countries += [words[word].means for word in said if _role(word, words) == "country"]
        parts = (_segment(each, words) for each in _apart_from_unit(kept, words))
        segments += [segment for segment in parts if segment.words or segment.tail]
    return segments, tuple(dict.fromkeys(countries))


def _role(word: str, words: Words) -> str:
    return words[word].role if word in words else ""


def _apart_from_unit(said: list[str], words: Words) -> tuple[list[str], ...]:
    """Cut "Reșița jud Caraș-Severin" before the word that announces a county."""
    at = next((at for at, word in enumerate(said) if _role(word, words) == "unit"), 0)
    return (said[:at], said[at:]) if 0 < at < len(said) - 1 else (said,)


def _segment(said: list[str], words: Words) -> _Segment:
    """Return what one part of an address is."""
    roles = [_role(word, words) for word in said]
    if "unit" in roles:
        return _Segment(_without(said, words, "unit"), unit=True)
    named = [word for word in said if not _POSTCODE.fullmatch(word)]
    numbers = [at for at, word in enumerate(named) if _is_number(word, words)]
    if numbers and len(named) > 1:
        before = [word for word in named[: numbers[0]] if _role(word, words) != "street"]
        tail = _without(named[numbers[-1] + 1 :], words, "kind")
        said_street = len(before) < numbers[0]
        return _Segment(tuple(before), street=True, tail=tail, said_street=said_street)
    street = len(said) > 1 and _role(named[0] if named else "", words) == "street"
    kept = _without(named, words, "street" if street else "kind")
    return _Segment(kept, street=street, said_street=street)


def _is_number(word: str, words: Words) -> bool:
    return bool(_HOUSE.fullmatch(word)) or _role(word, words) == "house"


def _without(said: list[str], words: Words, role: str) -> tuple[str, ...]:
    """Drop leading words of a role, and for units wherever they stand; never all."""
    if role == "unit":
        kept = [word for word in said if _role(word, words) != role]
    else:
        kept = list(said)
        while len(kept) > 1 and _role(kept[0], words) == role:
            kept.pop(0)
    return tuple(kept)


def _localities(named: list[_Segment], all_segments: list[_Segment]) -> Iterator[Reading]:
    """Take each part as the locality, the other parts as where it lies."""
    for segment in named:
        others = (each for each in all_segments if each is not segment and not each.street)
        yield Reading(segment.text, tuple(each.text for each in others))


def _parts(named: list[_Segment], all_segments: list[_Segment], words: Words) -> Iterator[Reading]:
    """Take the first or last words of a part as the locality: "Slatina Bor"."""
    for segment in named:
        others = [each.text for each in all_segments if each is not segment and not each.street]
        said = segment.words
        for cut in range(len(said) - 1, 0, -1):
            rest = " ".join(_without(list(said[cut:]), words, "kind"))
            yield Reading(" ".join(said[:cut]), (rest, *others), sure=False)
            yield Reading(" ".join(said[-cut:]), (" ".join(said[:-cut]), *others), sure=False)


def _behind_streets(segments: list[_Segment], alone: bool) -> Iterator[Reading]:
    """Take what stands round a house number as the locality.

    "Krivelj 12, Bor" is a house in a village; of what is called a street the name is taken only
    when the text says nothing else.
    """
    where = tuple(each.text for each in segments if not each.street)
    for segment in segments:
        if not segment.street:
            continue
        for cut in range(len(segment.tail)):
            yield Reading(" ".join(segment.tail[cut:]), where, sure=False)
        if segment.said_street and not alone:
            continue
        said = segment.words
        for cut in range(len(said)):
            yield Reading(" ".join(said[cut:]), where, sure=False)
            yield Reading(" ".join(said[: len(said) - cut]), where, sure=False)
