"""Find a place by its name, however it is typed, and the place nearest to a point."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from layers.errors import AtlasError
from layers.space.address import Reading, Words, load_words, readings
from layers.space.metric import distances_m
from layers.space.places import BASEMAP, LANGUAGES, REGISTRY, Place, load_places
from layers.space.spelling import folded, spellings

SHORTEST_QUERY = 2
MOST_PREFIX_HITS = 400
_KIND_WEIGHT = {"PPLC": 1.5, "PPLA": 1.0, "PPLA2": 0.4, "PPLA3": 0.3, "PPLX": -0.3, "PPLL": -0.3}
_UNKNOWN_POPULATION = 300
_INFLECTION = 2

EXACT, ALTERNATE, PREFIX, WORD, TYPO, GUESS = 0.0, 1.0, 1.0, 2.0, 3.0, 8.0
"""How well a name fits, best first: tiers of the ranking."""

_Counts = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True)
class _Name:
    """One folded spelling of a place's name."""

    text: str
    place: int
    other: bool

    @property
    def penalty(self) -> float:
        return ALTERNATE if self.other else EXACT


class _Fit(NamedTuple):
    """How well a place fits: minus the qualifiers it lies in, then the tier of its name."""

    elsewhere: int
    tier: float


class Gazetteer:
    """Places by name and by position.

    Parameters
    ----------
    places : sequence of Place
        The places to know.
    words : mapping
        The words of addresses, see `layers.space.address.load_words`.

    Examples
    --------
    >>> gazetteer = Gazetteer.load()
    >>> [place.name for place in gazetteer.search("Темишвар")]
    ['Timișoara']
    >>> bor = gazetteer.search("ul. Đorđa Vajferta 12, Bor")[0]
    >>> bor.name_in("sr-Cyrl"), bor.admin1_in("ro")
    ('Бор', 'Districtul Bor')
    """

    def __init__(self, places: Sequence[Place], words: Words) -> None:
        self.places = tuple(places)
        self._words = words
        self._by_id = {place.place_id: place for place in self.places}
        self._lat = np.array([place.lat for place in self.places])
        self._lon = np.array([place.lon for place in self.places])
        self._weight = [_weight(place) for place in self.places]
        self._names = sorted(
            {name for at, place in enumerate(self.places) for name in _names_of(at, place)},
            key=lambda name: (name.text, name.other, name.place),
        )
        self._texts = [name.text for name in self._names]
        self._words_at = sorted(_later_words(self._names), key=lambda pair: pair[0])
        self._word_texts = [text for text, _ in self._words_at]
        self._said_to_lie_in = [frozenset(_surroundings(place)) for place in self.places]

    @classmethod
    def load(cls, folder: Path = BASEMAP, registry: Path = REGISTRY) -> Self:
        """Read the places of a basemap folder.

        Raises
        ------
        AtlasError
            When a table is missing or does not fit the others.
        """
        places = load_places(folder, registry)
        try:
            words = load_words(registry / "address_words.csv")
        except OSError as error:
            raise AtlasError(f"words of addresses cannot be read: {error}") from error
        return cls(places, words)

    def __getitem__(self, place_id: str) -> Place:
        """Return the place of an id; KeyError if there is none."""
        return self._by_id[place_id]

    def get(self, place_id: str) -> Place | None:
        """Return the place of an id, or None."""
        return self._by_id.get(place_id)

    def search(
        self, text: str, limit: int = 8, near: tuple[float, float] | None = None
    ) -> list[Place]:
        """Return the places that a text may mean, the likeliest first.

        Marks, case and script do not matter, nor do small typing errors; the beginning of a
        name is enough. Of an address the locality is taken. Places that fit equally well come
        by size and kind, then those of the mining region first, then the nearer first.

        Parameters
        ----------
        text : str
            A name in any language, or an address; more than 200 letters are cut.
        limit : int
            Most places to return.
        near : (lat, lon), optional
            WGS 84 degrees of the place that is in view.
        """
        best: dict[int, _Fit] = {}
        for reading in readings(text, self._words):
            known = any(fit.tier <= EXACT for fit in best.values())
            for place, fit in self._fits(reading, exact_where_said=known and not reading.sure):
                best[place] = min(fit, best.get(place, fit))
        if any(fit.elsewhere < 0 for fit in best.values()):
            best = {at: fit for at, fit in best.items() if fit.elsewhere < 0 or fit.tier <= EXACT}
        order = sorted(best, key=lambda place: (best[place], *self._order(place, near)))
        return [self.places[at] for at in order[: max(limit, 0)]]

    def nearest(self, lat: float, lon: float) -> Place:
        """Return the place nearest to a point in WGS 84 degrees."""
        return self.places[int(np.argmin(distances_m(lat, lon, self._lat, self._lon)))]

    def _order(self, place: int, near: tuple[float, float] | None) -> tuple[float, ...]:
        one = self.places[place]
        away = one.distance_m(*near) if near else 0.0
        return -self._weight[place], not one.in_region, away, place

    def _fits(self, reading: Reading, exact_where_said: bool) -> Iterator[tuple[int, _Fit]]:
        """Yield the places that fit a reading, and how well.

        With `exact_where_said`, only those of exactly that name in the district that the text
        names: something better than a guess is known already.
        """
        if len(reading.name) < SHORTEST_QUERY:
            return
        found = list(self._exact(reading.name))
        if reading.sure:
            found += self._beginning(reading.name)
            found += self._misspelt(reading.name, bool(found))
        for place, tier in found:
            lies_there = self._lies_in(place, reading.qualifiers)
            if lies_there or not exact_where_said:
                doubt = 0.0 if reading.sure or lies_there else GUESS
                yield place, _Fit(-lies_there, tier + doubt)

    def _exact(self, name: str) -> Iterator[tuple[int, float]]:
        for at in range(bisect_left(self._texts, name), len(self._texts)):
            if self._texts[at] != name:
                return
            yield self._names[at].place, EXACT + self._names[at].penalty

    def _beginning(self, name: str) -> Iterator[tuple[int, float]]:
        """Yield the places one of whose names, or a later word of it, begins so."""
        start = bisect_left(self._texts, name)
        for one in self._names[start : start + MOST_PREFIX_HITS]:
            if not one.text.startswith(name):
                break
            yield one.place, PREFIX + one.penalty
        start = bisect_left(self._word_texts, name)
        for text, one in self._words_at[start : start + MOST_PREFIX_HITS]:
            if not text.startswith(name):
                break
            yield one.place, (PREFIX if text == name else WORD) + one.penalty

    def _misspelt(self, name: str, found_otherwise: bool) -> Iterator[tuple[int, float]]:
        """Yield the places whose name, or its beginning, is a few typing errors away.

        Only the fewest errors that lead anywhere count, and one at most where the text
        already is, or begins, a name.
        """
        allowed = _errors_allowed(len(name))
        allowed = min(allowed, 1) if found_otherwise else allowed
        if not allowed:
            return
        whole = _errors(name, self._texts, allowed)
        begun = _errors(name, [text[: len(name)] for text in self._texts], allowed)
        begun[begun > max(allowed - 1, 1)] = allowed + 1
        least = np.minimum(whole, begun)
        wrong = least[least > 0]
        fewest = int(wrong.min()) if len(wrong) else allowed + 1
        if fewest > allowed:
            return
        for at in np.flatnonzero((whole == fewest) | (least == fewest)):
            one = self._names[at]
            wrong_start = 0.5 * (one.text[0] != name[0])
            unfinished = 0.5 * (whole[at] != fewest)
            yield one.place, TYPO + fewest + wrong_start + unfinished + one.penalty / 2

    def _lies_in(self, place: int, qualifiers: Iterable[str]) -> int:
        """Count the qualifiers that name the place's municipality, district or country."""
        around = self._said_to_lie_in[place]
        return sum(
            any(said[: len(said) - cut] in around for cut in range(_INFLECTION + 1))
            for said in qualifiers
            if len(said) > _INFLECTION or said in around
        )


def _weight(place: Place) -> float:
    """Return the importance of a place in steps of a half: size, and what it is the seat of."""
    size = log10(place.population or _UNKNOWN_POPULATION)
    return round(2 * (size + _KIND_WEIGHT.get(place.kind, 0.0))) / 2


def _names_of(at: int, place: Place) -> Iterator[_Name]:
    """Yield every folded spelling, each once, names in the languages before other names."""
    seen: set[str] = set()
    shown = [place.name, *(place.names[language] for language in LANGUAGES)]
    for other, names in ((False, shown), (True, place.alternates)):
        for name in names:
            for text in spellings(name):
                if text and text not in seen:
                    seen.add(text)
                    yield _Name(text, at, other)


def _later_words(names: Iterable[_Name]) -> Iterator[tuple[str, _Name]]:
    """Yield "turnu severin" and "severin" for Drobeta-Turnu Severin."""
    for name in names:
        said = name.text.split()
        for start in range(1, len(said)):
            yield " ".join(said[start:]), name


def _surroundings(place: Place) -> Iterator[str]:
    """Yield the folded names of what a place lies in, and its country's ISO code."""
    yield place.country
    yield folded(place.municipality)
    yield place.admin1.partition("-")[2].lower()
    for name in place.admin1_names.values():
        said = folded(name)
        yield said
        yield said.rsplit(" ", 1)[0]
        yield said.split(" ", 1)[-1]


def _errors_allowed(length: int) -> int:
    """Return how many typing errors a text of that many letters may have."""
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3


def _errors(name: str, texts: Sequence[str], most: int) -> _Counts:
    """Return the typing errors (optimal string alignment) to each text; above `most`, more."""
    counts: _Counts = process.cdist(
        [name], texts, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8
    )[0]
    return counts
