"""Whether the words of a mapping mean anything here: roles, analytes, units, controlled words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from layers.errors import quoted
from layers.intake.fields import AMOUNTS, TERMS, TEXTS
from layers.intake.folding import fold
from layers.intake.mapping import Mapping as Taught
from layers.intake.mapping_fault import MappingError, MappingFault
from layers.intake.phrases import phrase
from layers.intake.words import Words

_SKIP = "skip"
_ALL = "*"
_DEGREES = ("wgs84", "epsg4326", "4326")
_DAY = re.compile(r"(19|20)\d\d(-\d\d(-\d\d)?)?")
_WORDS_OF = {"type": "site_type", "status": "site_status", "commodities": "commodity"}
"""Texts that are words of a vocabulary where the rows become mining sites."""
_SHOWN = 8


def check_mapping(mapping: Taught, words: Words, name: str) -> None:
    """Refuse a mapping with a word that the registries do not have.

    Parameters
    ----------
    mapping : Mapping
        As it was read.
    words : Words
        The registries.
    name : str
        Its file, for messages.

    Raises
    ------
    MappingError
        Every such word by its key, with what was expected and the nearest that there is.

    Examples
    --------
    >>> taught = Taught(mapping=1, title="Lab", columns={"Kupfer": "measuredd"})
    >>> check_mapping(taught, Words.load(), "lab.yaml")
    Traceback (most recent call last):
    ...
    layers.intake.mapping_fault.MappingError: lab.yaml, columns.Kupfer: found "measuredd", \
expected a role; nearest: measured
    """
    faults = list(_Check(mapping, words).faults())
    if faults:
        raise MappingError(name, faults)


def check_target(mapping: Taught, name: str) -> None:
    """Refuse a mapping of places where measurements are read.

    Raises
    ------
    MappingError
        Its target is another table.
    """
    if mapping.target != "measurements":
        found, expected = phrase("a list of places"), phrase("measurements")
        raise MappingError(name, [MappingFault("target", found, expected)])


class _Check:
    """The words of one mapping, held against the registries."""

    def __init__(self, mapping: Taught, words: Words):
        self._mapping, self._words = mapping, words
        self._analytes = tuple(words.registry.analytes["analyte"])
        self._rows = (*TEXTS, *TERMS, *AMOUNTS)

    def faults(self) -> Iterator[MappingFault]:
        mapping = self._mapping
        roles = (*self._words.headings["role"], *self._rows, "measured", "limit", _SKIP)
        for heading, role in mapping.columns.items():
            if role not in roles and self._words.analyte(role):
                expected = phrase("a role, not an analyte: that stands under values")
                yield _said(f"columns.{heading}", role, expected)
            else:
                yield from _one_of(f"columns.{heading}", role, roles, phrase("a role"))
        yield from self._form()
        yield from self._values()
        for role, word in mapping.constants.items():
            yield from self._constant(role, word)
        for text, analyte in mapping.analytes.items():
            known = (_SKIP,) if text == _ALL else (*self._analytes, _SKIP)
            yield from _one_of(f"analytes.{text}", analyte, known, phrase("an analyte or skip"))
        for text, unit in mapping.units.items():
            yield from self._unit(f"units.{text}", unit)
        yield from self._terms()
        if mapping.coordinates:
            yield from self._system(mapping.coordinates)
        for text, radius in mapping.uncertainty.items():
            if not radius > 0:
                yield _said(f"uncertainty.{text}", f"{radius:g}", phrase("metres above 0"))

    def _form(self) -> Iterator[MappingFault]:
        form = self._mapping.file
        if form.encoding and not _is_encoding(form.encoding):
            yield _said(
                "file.encoding", form.encoding, phrase("an encoding such as utf-8 or cp1250")
            )
        if form.divider and (form.divider.isalnum() or form.divider in "\r\n\"' .-"):
            yield _said("file.divider", form.divider, phrase("a sign such as ; or , or a tab"))

    def _values(self) -> Iterator[MappingFault]:
        for number, said in enumerate(self._mapping.values):
            place = f"values.{number}"
            if said.analyte:
                yield from _one_of(
                    f"{place}.analyte", said.analyte, self._analytes, phrase("an analyte")
                )
            if said.unit and said.unit not in self._mapping.units:
                yield from self._unit(f"{place}.unit", said.unit)
            for role in ("fraction", "statistic"):
                if word := getattr(said, role):
                    yield from self._term(f"{place}.{role}", role, word)

    def _constant(self, role: str, word: str) -> Iterator[MappingFault]:
        place = f"constants.{role}"
        days = ("date_start", "year")
        if role == "unit":
            if word not in self._mapping.units:
                yield from self._unit(place, word)
        elif role in days:
            if not _DAY.fullmatch(word):
                yield _said(place, word, phrase("a year, or a day as 2024-05-31"))
        elif role in AMOUNTS:
            if not _is_number(word):
                yield _said(place, word, phrase("a number"))
        elif role in self._rows:
            yield from self._term(place, role, word)
        else:
            yield from _one_of(
                place, role, (*self._rows, *days, "unit"), phrase("a role"), key=True
            )

    def _terms(self) -> Iterator[MappingFault]:
        for role, meant in self._mapping.terms.items():
            yield from self._role(f"terms.{role}", role)
            for text, word in meant.items():
                yield from self._term(f"terms.{role}.{text}", role, word)
        for role, unwanted in self._mapping.leave_out.items():
            yield from self._role(f"leave_out.{role}", role)
            if role in TERMS:
                for word in unwanted:
                    yield from self._term(f"leave_out.{role}", role, word)

    def _role(self, place: str, role: str) -> Iterator[MappingFault]:
        yield from _one_of(place, role, (*TEXTS, *TERMS), phrase("a role with words"), key=True)

    def _term(self, place: str, role: str, word: str) -> Iterator[MappingFault]:
        registry = self._words.registry
        sites = self._mapping.target == "mining_sites"
        if role == "commodities" and ";" in word:
            for part in word.split(";"):
                yield from self._term(place, role, part)
            return
        if role == "medium":
            known: Sequence[str] = tuple(registry.media["medium"])
        elif role in TERMS or (sites and role in _WORDS_OF):
            known = registry.terms(_WORDS_OF.get(role, role))
        else:
            return
        known = ("", *known)
        meant = self._words.term(_WORDS_OF.get(role, role), word) or ""
        yield from _one_of(place, word, known, phrase("a word of its vocabulary"), meant=meant)

    def _unit(self, place: str, unit: str) -> Iterator[MappingFault]:
        if self._words.unit(unit) is None:
            known = tuple(self._words.registry.units["unit"])
            yield _near(place, unit, phrase("a unit"), known, alike=0.7)

    def _system(self, text: str) -> Iterator[MappingFault]:
        if self._words.system(text) is None and fold(text) not in _DEGREES:
            known = ("EPSG:4326", *(system.label for system in self._words.systems))
            yield _near("coordinates", text, phrase("a coordinate system"), known)


def _one_of(
    place: str,
    word: str,
    known: Sequence[str],
    what: str,
    *,
    meant: str = "",
    key: bool = False,
) -> Iterator[MappingFault]:
    """Yield what is wrong where a word, or the last part of its key, is not among those known."""
    if word not in known:
        where = place.rpartition(".")[0] if key else place
        yield _near(where, word, what, known, meant=meant)


def _said(place: str, found: str, expected: str) -> MappingFault:
    return MappingFault(place, _visible(found), expected)


def _visible(found: str) -> str:
    return quoted(found if found.isprintable() else found.encode("unicode_escape").decode())


def _near(
    place: str,
    word: str,
    what: str,
    known: Sequence[str],
    *,
    meant: str = "",
    alike: float = 0.6,
) -> MappingFault:
    """Return a fault with the nearest word that there is, or the first ones."""
    folded: Mapping[str, str] = {fold(one): one for one in known if one}
    near = [meant] if meant else [
        folded[one] for one in get_close_matches(fold(word), folded, 1, alike)
    ]  # fmt: skip
    if near:
        return MappingFault(place, _visible(word), what, near[0])
    first = tuple([one for one in known if one][:_SHOWN])
    return MappingFault(place, _visible(word), what, known=first)


def _is_encoding(name: str) -> bool:
    try:
        return isinstance(b"a".decode(name), str)
    except (LookupError, ValueError):
        return False


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
