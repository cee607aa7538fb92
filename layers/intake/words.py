"""What words in a laboratory's table mean: the registries of headings, spellings and systems."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import pandas as pd

from layers.checks import check_keys
from layers.errors import Problems
from layers.intake.folding import fold, squeeze
from layers.intake.word_rows import TABLES, FaultRow
from layers.registry import DEFAULT_FOLDER, MASS_FRACTION, Measurand, Registry, UnitMatch
from layers.tables import read_table

BASES = ("dry_mass", "fresh_mass")
"""Fractions that say of what mass a value is per kilogram."""

ROW_KINDS = ("summary", "limit_row", "law_row", "blank_row")

_APART = re.compile(r"[\s,;()\[\]]+")
_OF_BASES = frozenset(("", "na", "u", "la", "de", "per", "on", "of", "in", "basis", "baza",
                       "raportat", "exprimat"))  # fmt: skip
"""Words around a mass base: mg/kg on a wet basis."""
_SURE = 7

_NEARLY = 0.87
"""One letter wrong in six."""
_SHORT = 4
"""Letters of a name that one wrong letter may turn into another name."""


@dataclass(frozen=True)
class System:
    """A coordinate system: its name, EPSG code, the code computed with, and its extent.

    `country`: positions in it lie there; empty: anywhere.
    """

    system: str
    label: str
    epsg: int
    epsg_used: int
    east: tuple[float, float]
    north: tuple[float, float]
    x_is_north: bool
    country: str
    spellings: tuple[str, ...]

    @property
    def zone_metres(self) -> float:
        """The millions with which its eastings begin, and which many leave out; else 0."""
        return self.east[0] // 1e6 * 1e6


@dataclass(frozen=True, eq=False)
class Words:
    """Recognises headings, analytes, units and controlled words in any language and script.

    Attributes
    ----------
    registry
        Analytes, media, units and vocabularies.
    headings, spellings, systems, faults
        The registries of the intake.
    """

    registry: Registry
    headings: pd.DataFrame
    spellings: pd.DataFrame
    systems: tuple[System, ...]
    faults: dict[str, FaultRow]

    @classmethod
    def load(cls, folder: str | Path = DEFAULT_FOLDER) -> Self:
        """Read the registries strictly.

        Raises
        ------
        PackageError
            When a table is missing or breaks the rules of its columns.
        """
        problems = Problems()
        frames = {table.name: read_table(Path(folder), table, problems) for table in TABLES}
        for table in TABLES:
            check_keys(table, frames[table.name], problems)
        problems.raise_if_any(str(folder))
        rows = frames["intake_problems"].to_dict("records")
        faults = {str(row["code"]): FaultRow(**{str(k): v for k, v in row.items()}) for row in rows}
        return cls(
            Registry.load(folder),
            frames["headings"],
            frames["spellings"],
            tuple(map(_system, frames["coordinate_systems"].to_dict("records"))),
            faults,
        )

    def role(self, heading: str) -> str | None:
        """Return the role that a heading names, or None.

        >>> words = Words.load()
        >>> words.role("Ширина"), words.role("Data prelevării"), words.role("R. br.")
        ('lat', 'date_start', 'row_number')
        """
        return self._roles.get(fold(heading))

    def role_in_system(self, heading: str) -> str | None:
        """Return the role of a coordinate whose heading names its system, such as E UTM 35N."""
        text = " ".join(heading.casefold().replace("_", " ").split())
        for system in self.systems:
            for name in (system.label.casefold(), *system.spellings):
                if name in text:
                    rest = text.replace(name, " ").strip(" ()[],;")
                    return self.role(f"utm {rest}") or self.role(rest) if rest else None
        return None

    @cached_property
    def _roles(self) -> dict[str, str]:
        roles: dict[str, str] = {}
        for column in ("role", "label_en", "label_ro", "label_sr"):
            for role, name in zip(self.headings["role"], self.headings[column], strict=True):
                roles.setdefault(fold(name), role)
        for role, names in zip(self.headings["role"], self.headings["spellings"], strict=True):
            for name in names.split(";"):
                roles.setdefault(fold(name), role)
        return roles

    def analyte(self, text: str) -> str | None:
        """Return the key of the analyte that a text names in any language and script, or None."""
        return self.registry.find_analyte(text) or self._analytes.get(fold(text))

    def measurand(self, text: str) -> Measurand | None:
        """Return what a text names: an analyte, or an oxide as which it is stated; or None."""
        analyte = self.analyte(text)
        return Measurand(analyte) if analyte else self.registry.find_measurand(text)

    def near_analyte(self, text: str) -> str:
        """Return the analyte whose name a text nearly is; empty where it is none's.

        >>> Words.load().near_analyte("Coper"), Words.load().near_analyte("Lindane")
        ('Cu', '')
        """
        name = fold(text)
        near = get_close_matches(name, self._analytes, 1, _NEARLY) if len(name) > _SHORT else []
        return self._analytes[near[0]] if near else ""

    @cached_property
    def _analytes(self) -> dict[str, str]:
        names: dict[str, str] = {}
        table = self.registry.analytes
        for column in ("analyte", "symbol", "label_en", "label_ro", "label_sr"):
            for key, name in zip(table["analyte"], table[column], strict=True):
                names.setdefault(fold(name), key)
        for key, synonyms in zip(table["analyte"], table["synonyms"], strict=True):
            for name in synonyms.split(";"):
                names.setdefault(fold(name), key)
        names.pop("", None)
        return names

    def unit(self, text: str) -> UnitMatch | None:
        """Return the unit that a text spells, also with ``_`` for the fraction bar, or None."""
        plain = self.registry.find_unit(text) or self.registry.find_unit(text.replace("_", "/"))
        return plain or self._unit_with_base(text)

    def _unit_with_base(self, text: str) -> UnitMatch | None:
        """Return a unit of mass per mass with its base in words, as ``mg/kg, wet weight``."""
        parts = _APART.split(text.strip())
        for end in range(len(parts) - 1, 0, -1):
            match = self.registry.find_unit(" ".join(parts[:end]))
            if match and not match.fraction and match.unit in self._per_mass:
                rest = [part for part in parts[end:] if fold(part) not in _OF_BASES]
                base = self.term("fraction", " ".join(rest)) or ""
                return UnitMatch(match.unit, base) if base in BASES else None
        return None

    @cached_property
    def _per_mass(self) -> frozenset[str]:
        units = self.registry.units
        return frozenset(units.loc[units["dimension"] == MASS_FRACTION, "unit"])

    def base_in(self, text: str) -> str:
        """Return the mass base that a sentence names: fresh_mass before dry_mass, or nothing.

        >>> Words.load().base_in("Rezultate exprimate la masă umedă")
        'fresh_mass'
        """
        folded = fold(text)
        named = [base for base, names in self._bases.items() if any(n in folded for n in names)]
        return max(named, default="")

    @cached_property
    def _bases(self) -> dict[str, tuple[str, ...]]:
        """Names of the mass bases that are long enough to be found inside a sentence."""
        rows = self.spellings[self.spellings["vocabulary"] == "fraction"].set_index("term")
        return {
            base: tuple(fold(name) for name in rows.at[base, "spellings"].split(";")
                        if " " in name and len(fold(name)) >= _SURE)
            for base in BASES
        }  # fmt: skip

    def term(self, vocabulary: str, text: str) -> str | None:
        """Return the word of a vocabulary (or the medium) that a text means, or None.

        >>> Words.load().term("medium", "Земљиште"), Words.load().term("land_use", "grădină")
        ('soil', 'garden')
        """
        return self._terms.get((vocabulary, fold(text)))

    @cached_property
    def _terms(self) -> dict[tuple[str, str], str]:
        terms: dict[tuple[str, str], str] = {}
        media = self.registry.media.assign(vocabulary="medium", term=self.registry.media["medium"])
        for frame in (media, self.registry.vocabulary):
            for column in ("term", "label_en", "label_ro", "label_sr"):
                for row in zip(frame["vocabulary"], frame["term"], frame[column], strict=True):
                    terms.setdefault((row[0], fold(row[2])), row[1])
        for row in self.spellings.itertuples():
            for name in row.spellings.split(";"):
                terms.setdefault((row.vocabulary, fold(name)), row.term)
        return terms

    def sign(self, text: str) -> str:
        """Return what a cell without a number says: non_detect, trace, missing; else nothing.

        >>> words = Words.load()
        >>> [words.sign(text) for text in ("< LOD", "n.d.", "н.д.", "tr.", "-", "abc")]
        ['non_detect', 'non_detect', 'non_detect', 'trace', 'missing', '']
        """
        return self._signs.get(squeeze(text), "")

    @cached_property
    def _signs(self) -> dict[str, str]:
        signs = {"": "missing"}
        cells = self.spellings[self.spellings["vocabulary"] == "cell"]
        for term, names in zip(cells["term"], cells["spellings"], strict=True):
            if term in ("non_detect", "trace", "missing"):
                for name in names.split(";"):
                    signs.setdefault(squeeze(name), term)
        return signs

    def qualifier(self, text: str) -> str | None:
        """Return what a sign in a column beside the values says; None when nobody knows.

        ``below`` and ``above`` a limit, non_detect, trace, or nothing: detected.

        >>> [Words.load().qualifier(text) for text in ("<", "ND", ">=", "", "J")]
        ['below', 'non_detect', 'above', '', None]
        """
        known = self._qualifiers.get(squeeze(text))
        sign = self.sign(text) if known is None else known
        return sign if known is not None or sign in ("non_detect", "trace") else None

    @cached_property
    def _qualifiers(self) -> dict[str, str]:
        signs = self.spellings[self.spellings["vocabulary"] == "qualifier"]
        terms = signs["term"].replace("detected", "")
        return {"": ""} | {
            squeeze(name): term
            for term, names in zip(terms, signs["spellings"], strict=True)
            for name in names.split(";")
        }

    def names_row(self, kind: str, text: str) -> bool:
        """Say whether a text marks a row as `kind`: summary, limit_row, law_row or blank_row.

        Limits of a law are known by their beginning: *Prag de alertă (Ordin 756)*.
        """
        folded = fold(text)
        begins = kind == "law_row" and folded.startswith(self._law_beginnings)
        return begins or folded in self._row_names[kind]

    @cached_property
    def _law_beginnings(self) -> tuple[str, ...]:
        return tuple(name for name in self._row_names["law_row"] if len(name) > _SURE)

    @cached_property
    def _row_names(self) -> dict[str, frozenset[str]]:
        cells = self.spellings[self.spellings["vocabulary"] == "cell"].set_index("term")
        return {
            kind: frozenset(fold(name) for name in cells.at[kind, "spellings"].split(";"))
            for kind in ROW_KINDS
        }

    @cached_property
    def gases(self) -> frozenset[str]:
        """Formulas of gases that, in capitals, look like the symbol of an analyte."""
        rows = self.spellings[self.spellings["vocabulary"] == "gas"]
        return frozenset(name for names in rows["spellings"] for name in names.split(";"))

    def system(self, text: str) -> System | None:
        """Return the coordinate system that a text names, by name or EPSG number, or None.

        >>> Words.load().system("Stereo 70").epsg_used, Words.load().system("EPSG:31277").epsg_used
        (3844, 6316)
        """
        name = fold(text)
        for system in self.systems:
            if name.removeprefix("epsg") in (str(system.epsg), str(system.epsg_used)):
                return system
        return self._systems.get(name)

    def system_in(self, text: str) -> System | None:
        """Return the coordinate system that a text has somewhere in it; None if none, or two.

        >>> words = Words.load()
        >>> words.system_in("Y (Gauss-Krüger)").label, words.system_in("Y Gauss-Krüger 6")
        ('Gauss-Krüger zone 7', None)
        """
        folded = fold(text)
        named = {
            system.system: system
            for name, system in self._systems.items()
            if not name.isdigit() and re.search(rf"{re.escape(name)}(?!(zon[aeu]?)?\d)", folded)
        }
        return next(iter(named.values())) if len(named) == 1 else None

    @cached_property
    def _systems(self) -> dict[str, System]:
        return {
            fold(name): system
            for system in self.systems
            for name in (system.label, *system.spellings)
        }


def _system(row: dict[Hashable, Any]) -> System:
    return System(
        row["system"],
        row["label"],
        int(row["epsg"]),
        int(row["epsg_used"]),
        (row["east_min"], row["east_max"]),
        (row["north_min"], row["north_max"]),
        row["x_is"] == "N",
        row["country"],
        tuple(row["spellings"].split(";")),
    )
