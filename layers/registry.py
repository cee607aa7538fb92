"""The registries that every package shares: analytes, media, units and controlled words.

Adding a metal, a medium, a unit or a word is a line in `data/registry/`, never a change here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.checks import check_keys, check_words
from layers.errors import AtlasError, Problems
from layers.schema import REGISTRY_TABLES
from layers.tables import read_table

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data" / "registry"

MASS_FRACTION = "mass_fraction"
"""Dimension of amounts in solids; that per fresh mass begins with the same word."""

FRESH = "fresh_mass"
FRESH_SIGN = "fw"
FRESH_UNIT = f"mg/kg {FRESH_SIGN}"
"""Fresh mass is compared in a unit of its own, so that it never mixes with dry mass."""


@dataclass(frozen=True)
class UnitMatch:
    """A unit recognised in free text, and what else the spelling said.

    `fraction` is ``dry_mass`` or ``fresh_mass`` when the spelling named the mass base, else
    empty; `unit` is then the unit without it.
    """

    unit: str
    fraction: str = ""


@dataclass(frozen=True)
class Measurand:
    """What a name in a table stands for: an analyte, stated as itself or as an oxide.

    Attributes
    ----------
    analyte : str
        Key of the analyte.
    oxide : str
        The oxide as which it is stated; empty: as itself.
    factor : float
        Mass of the analyte in one mass of what is stated.
    """

    analyte: str
    oxide: str = ""
    factor: float = 1.0

    def fits(self, dimension: str) -> bool:
        """Tell whether values of a dimension can be turned into the analyte.

        Solids are stated as oxides; the same letters in water mean ions (SO3: sulphite).
        """
        return not self.oxide or dimension.startswith(MASS_FRACTION)


@dataclass(frozen=True, eq=False)
class Registry:
    """Analytes, media, units and vocabularies, with what is asked of them.

    Attributes
    ----------
    analytes, media, units, oxides, vocabulary, countries : DataFrame
        The tables of `data/registry/`, columns as `layers.schema` declares.
    folder : Path
        Where they were read: the legal and other registries that go with them lie there too.
    """

    analytes: pd.DataFrame
    media: pd.DataFrame
    units: pd.DataFrame
    oxides: pd.DataFrame
    vocabulary: pd.DataFrame
    countries: pd.DataFrame
    folder: Path = DEFAULT_FOLDER

    @classmethod
    def load(cls, folder: str | Path = DEFAULT_FOLDER) -> Self:
        """Read and check the registry tables of a folder.

        Raises
        ------
        PackageError
            When a table is missing or breaks the rules of its columns.
        """
        problems = Problems()
        tables = {table: read_table(Path(folder), table, problems) for table in REGISTRY_TABLES}
        registry = cls(**{table.name: frame for table, frame in tables.items()})
        for table, frame in tables.items():
            check_keys(table, frame, problems)
            check_words(table, frame, registry.terms, registry.keys(), problems)
        problems.raise_if_any(str(folder))
        sound = {table.name: frame.reset_index(drop=True) for table, frame in tables.items()}
        return cls(**sound, folder=Path(folder))

    def keys(self) -> dict[str, frozenset[str]]:
        """Return the keys of the analytes, media and units, by table name."""
        return {
            "analytes": frozenset(self.analytes["analyte"]),
            "media": frozenset(self.media["medium"]),
            "units": frozenset(self.units["unit"]),
        }

    def terms(self, vocabulary: str) -> tuple[str, ...]:
        """Return the words of a vocabulary, in the order of the file."""
        return self._terms.get(vocabulary, ())

    @cached_property
    def _terms(self) -> dict[str, tuple[str, ...]]:
        groups = self.vocabulary.groupby("vocabulary", sort=False)["term"]
        return {str(name): tuple(terms) for name, terms in groups}

    def label(self, vocabulary: str, term: str, language: str = "en") -> str:
        """Return the name of a term in ``en``, ``ro`` or ``sr`` (Latin), or the term itself.

        Analytes and media are asked for as the vocabularies ``analyte`` and ``medium``.
        """
        return self._labels.get((vocabulary, term, language), term)

    @cached_property
    def _labels(self) -> dict[tuple[str, str, str], str]:
        labels = {}
        parts = [
            (self.vocabulary["vocabulary"], self.vocabulary["term"], self.vocabulary),
            (["analyte"] * len(self.analytes), self.analytes["analyte"], self.analytes),
            (["medium"] * len(self.media), self.media["medium"], self.media),
        ]
        for vocabularies, terms, frame in parts:
            for language in ("en", "ro", "sr"):
                names = frame[f"label_{language}"]
                for vocabulary, term, name in zip(vocabularies, terms, names, strict=True):
                    labels[str(vocabulary), str(term), language] = str(name)
        return labels

    def find_analyte(self, text: str) -> str | None:
        """Return the key of the analyte that a text names, in any language, or None.

        >>> registry = Registry.load()
        >>> registry.find_analyte("Бакар"), registry.find_analyte("cupru")
        ('Cu', 'Cu')
        """
        return self._analyte_names.get(_folded(text))

    @cached_property
    def _analyte_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        columns = ("analyte", "symbol", "label_en", "label_ro", "label_sr")
        for column in columns:
            for key, name in zip(self.analytes["analyte"], self.analytes[column], strict=True):
                names.setdefault(_folded(name), key)
        for key, synonyms in zip(self.analytes["analyte"], self.analytes["synonyms"], strict=True):
            for name in synonyms.split(";"):
                names.setdefault(_folded(name), key)
        names.pop("", None)
        return names

    def find_measurand(self, text: str) -> Measurand | None:
        """Return what a text names: an analyte, or one stated as an oxide; None for neither.

        >>> registry = Registry.load()
        >>> registry.find_measurand("Fe₂O₃ total"), registry.find_measurand("iron").oxide
        (Measurand(analyte='Fe', oxide='Fe2O3', factor=0.699431), '')
        """
        analyte = self.find_analyte(text)
        return self._oxide_names.get(_folded(text)) if analyte is None else Measurand(analyte)

    @cached_property
    def _oxide_names(self) -> dict[str, Measurand]:
        names: dict[str, Measurand] = {}
        for row in self.oxides.itertuples():
            for spelling in (row.oxide, *row.spellings.split(";")):
                if spelling:
                    names.setdefault(
                        _folded(spelling), Measurand(row.analyte, row.oxide, row.factor)
                    )
        return names

    def find_unit(self, text: str) -> UnitMatch | None:
        """Return the unit that a text spells, or None.

        Case, spaces, the two micro signs and superscripts do not matter.

        >>> registry = Registry.load()
        >>> registry.find_unit("mg kg-1 "), registry.find_unit("μg/L").unit
        (UnitMatch(unit='mg/kg', fraction=''), 'µg/L')
        >>> registry.find_unit("mg/kg dw")
        UnitMatch(unit='mg/kg', fraction='dry_mass')
        """
        return self._unit_names.get(_folded(text))

    @cached_property
    def _unit_names(self) -> dict[str, UnitMatch]:
        names: dict[str, UnitMatch] = {}
        for row in self.units.itertuples():
            plain = row.unit.rsplit(" ", 1)[0] if row.fraction else row.unit
            for spelling in (row.unit, *row.spellings.split(";")):
                if spelling:
                    names.setdefault(_folded(spelling), UnitMatch(plain, row.fraction))
        return names

    @cached_property
    def _scale(self) -> dict[str, tuple[str, float]]:
        """Base unit and factor to it, by unit."""
        rows = zip(self.units["unit"], self.units["unit_base"], self.units["factor"], strict=True)
        return {unit: (base, factor) for unit, base, factor in rows}

    def factors(self, units: Any, targets: Any) -> npt.NDArray[np.float64]:
        """Return what values in `units` are multiplied by to be in `targets`.

        Parameters
        ----------
        units, targets : sequence of str
            Canonical units, of equal length.

        Returns
        -------
        ndarray of float
            Factors; NaN where one unit cannot be turned into the other.
        """
        pairs = pd.MultiIndex.from_arrays([np.asarray(units), np.asarray(targets)])
        codes, distinct = pairs.factorize()
        found = np.array([self._factor(unit, target) for unit, target in distinct], dtype=float)
        return found[codes] if len(found) else np.empty(0)

    def _factor(self, unit: str, target: str) -> float:
        base, factor = self._scale.get(unit, ("", np.nan))
        target_base, target_factor = self._scale.get(target, ("?", np.nan))
        return factor / target_factor if base == target_base else np.nan

    def convert(self, values: Any, unit: str, unit_std: str) -> npt.NDArray[np.float64]:
        """Turn values from one unit into another; the only place that converts.

        Parameters
        ----------
        values : array-like of float
            Values in `unit`.
        unit, unit_std : str
            Units in any known spelling.

        Raises
        ------
        AtlasError
            When a unit is unknown or the two measure different things.

        Examples
        --------
        >>> Registry.load().convert([0.24, 1], "%", "mg/kg").tolist()
        [2400.0, 10000.0]
        """
        known = [self._canonical(unit), self._canonical(unit_std)]
        factor = self._factor(*known)
        if np.isnan(factor):
            raise AtlasError(f"{unit} cannot be converted into {unit_std}")
        return np.asarray(values, dtype=float) * factor

    def _canonical(self, unit: str) -> str:
        if unit in self._scale:
            return unit
        match = self.find_unit(unit)
        if match is None:
            raise AtlasError(f"unknown unit {unit!r}; the units are listed in registry/units.csv")
        return f"{match.unit} {FRESH_SIGN}" if match.fraction == FRESH else match.unit

    def standardise(self, frame: pd.DataFrame) -> tuple[npt.NDArray[np.float64], pd.Series]:
        """Turn values into the unit in which their medium and analyte are compared.

        An analyte's own unit comes first (pH, °C), then the medium's unit for radionuclides or
        for masses. Values per fresh mass get a unit of their own, `FRESH_UNIT`: nothing turns
        them into dry mass.

        Parameters
        ----------
        frame : DataFrame
            Columns medium, analyte, fraction, value, unit.

        Returns
        -------
        values : ndarray of float
            NaN where the unit cannot be converted.
        units : Series of str
            Unit of each value, on the index of `frame`.
        """
        medium = self.media.set_index("medium")
        analyte = self.analytes.set_index("analyte")
        own = frame["analyte"].map(analyte["unit_own"]).fillna("")
        radioactive = frame["analyte"].map(analyte["kind"]) == "radionuclide"
        mass = frame["medium"].map(medium["unit_std"]).fillna("")
        activity = frame["medium"].map(medium["unit_activity"]).fillna("")
        units = mass.mask(radioactive, activity).mask(own != "", own)
        values = frame["value"].to_numpy(float) * self.factors(frame["unit"], units)
        fresh = (frame["fraction"] == FRESH) & (units == FRESH_UNIT.split(maxsplit=1)[0])
        return values, units.mask(fresh, FRESH_UNIT)


def _folded(text: str) -> str:
    """Return a text for comparing: no case, no spaces, compatible signs alike."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\N{MINUS SIGN}", "-")
    return "".join(plain.split())
