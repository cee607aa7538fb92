"""A laboratory's table, wide or long, as one value a row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.errors import AtlasError, Problems, quoted
from layers.registry import Measurand, Registry

ROLES: dict[str, tuple[str, ...]] = {
    "medium": ("medium", "matrix", "mediu", "medij", "медијум"),
    "analyte": ("analyte", "parameter", "element", "analit", "parametar", "parametru"),
    "value": ("value", "result", "concentration", "valoare", "vrednost", "rezultat"),
    "unit": ("unit", "units", "unitate", "um", "jedinica"),
    "censoring": ("censoring", "qualifier"),
    "fraction": ("fraction",),
    "extraction": ("extraction",),
    "statistic": ("statistic",),
    "foodstuff": ("foodstuff",),
    "sample": ("sample", "sample_id", "proba", "probă", "uzorak", "узорак"),
    "date_end": ("date", "date_end", "sampling_date", "data", "datum", "датум"),
    "date_start": ("date_start",),
    "clay_pct": ("clay_pct",),
    "organic_matter_pct": ("organic_matter_pct",),
    "hardness_mg_l": ("hardness_mg_l",),
}
"""Headings by the column of the judged frame that they fill; case and spaces do not matter."""

_SOIL_AND_WATER = {"clay": "clay_pct", "organic-matter": "organic_matter_pct",
                   "hardness": "hardness_mg_l"}  # fmt: skip
_UNITS = {"clay_pct": "%", "organic_matter_pct": "%", "hardness_mg_l": "mg/L"}
_WITH_UNIT = re.compile(r"^(?P<name>.+?)\s*[\[(]\s*(?P<unit>[^\[\]()]+)\s*[\])]$")
_NUMBER = re.compile(r"^(?P<sign>[<>]?)\s*(?P<number>\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?)$")
_NOT_DETECTED = frozenset(
    ("nd", "n.d", "n.d.", "bdl", "lod", "loq", "<lod", "<loq", "<dl", "<ld", "<lq", "<mdl")
)
_NOTHING = frozenset(("", "-", "–", "na", "n/a"))

FIRST_LINE = 2
"""Line of the first row of values: the heading is line 1."""


class Measured(NamedTuple):
    """A column of measured values: its heading, what it measures, and its unit as written."""

    heading: str
    measurand: Measurand
    unit: str

    @property
    def analyte(self) -> str:
        """Key of the analyte."""
        return self.measurand.analyte


@dataclass(frozen=True)
class LabTable:
    """A table and its values.

    Attributes
    ----------
    source
        The table as read.
    values
        One value a row, with the columns that `judge` asks for, `sample` (a row of the wide form
        is one; so is a value of the long form that names none), `line` and `column`: where
        the value stands in the file. `oxide` names the oxide as which it was stated; `value` is
        the element's share of it, and `stated` what was written.
    measured
        The columns of measured values, in the order in which `values` holds them one below the
        other; empty for the long form, whose rows are those of `source`.
    problems
        What is wrong with headings and cells.
    decimal_comma
        Whether numbers in it are written with a comma.
    """

    source: pd.DataFrame
    values: pd.DataFrame
    measured: tuple[Measured, ...]
    problems: Problems
    decimal_comma: bool


def parse(
    source: pd.DataFrame, registry: Registry, medium: str, file: str, decimal_comma: bool
) -> LabTable:
    """Find the measured values of a table.

    Long form: columns for analyte, value and unit. Wide form: every column headed
    ``Cu [mg/kg]`` or ``Cu (mg/kg)`` is measured.

    Parameters
    ----------
    source
        The table as read.
    registry
        Names of analytes and units.
    medium
        Medium of rows that do not say theirs; empty if every row must.
    file
        Name for messages.
    decimal_comma
        Whether 1,5 means 1.5.

    Raises
    ------
    AtlasError
        Nothing in it is measured, or no medium is said.
    """
    problems = Problems()
    roles = _roles(source, registry)
    if not medium and "medium" not in roles:
        raise AtlasError(f"{file}: no column medium; add one, or say --medium soil")
    cells = _Cells(file, problems, decimal_comma)
    common = _common(source, registry, roles, cells, medium)
    if {"analyte", "value", "unit"} <= roles.keys():
        measured: list[Measured] = []
        values = _long(source, registry, roles, common)
    else:
        measured = _measured(source, registry, roles, file, problems)
        if not measured:
            raise AtlasError(
                f"{file}: no measured column; head each with its unit, such as Cu [mg/kg], or give "
                "the columns analyte, value and unit"
                + "".join(f"\n  {problem}" for problem in problems.kept)
            )
        values = _wide(source, measured, common)
    amounts, signs = cells.numbers(values.pop("text"), values["line"], values["column"])
    values["sample"] = _sample_labels(values, bool(measured))
    values["stated"] = amounts
    values["value"] = amounts * _shares(values, registry)
    values["censoring"] = np.where(signs != "", signs, values.get("censoring", ""))
    return LabTable(source, values, tuple(measured), problems, cells.commas > 0)


def _sample_labels(values: pd.DataFrame, wide: bool) -> pd.Series:
    lines = values["line"].map("line {}".format)
    if wide or "sample" not in values:
        return lines
    return values["sample"].mask(values["sample"] == "", lines)


def _roles(source: pd.DataFrame, registry: Registry) -> dict[str, str]:
    """Heading by role; clay, organic matter and hardness in any language, with their unit."""
    known = {name: role for role, names in ROLES.items() for name in names}
    roles: dict[str, str] = {}
    for heading in source.columns:
        role = known.get(heading.casefold().replace(" ", "_"))
        match = _WITH_UNIT.match(heading)
        if role is None and match is not None:
            role = _SOIL_AND_WATER.get(registry.find_analyte(match["name"]) or "")
        if role is not None:
            roles.setdefault(role, heading)
    return roles


def _measured(
    source: pd.DataFrame, registry: Registry, roles: dict[str, str], file: str, problems: Problems
) -> list[Measured]:
    found = []
    for heading in source.columns:
        if heading in roles.values():
            continue
        match = _WITH_UNIT.match(heading)
        name, text = (match["name"], match["unit"]) if match else (heading, "")
        measurand, unit = registry.find_measurand(name), registry.find_unit(text)
        if measurand is not None and unit is not None and not _fits(measurand, text, registry):
            expected = "a unit of mass per mass: oxides are of solids"
            problems.add(file, 1, heading, quoted(text), expected)
            continue
        analyte = None if measurand is None else measurand.analyte
        if measurand == Measurand("pH") and match is None:
            found.append(Measured(heading, measurand, "pH"))
        elif measurand is not None and unit is not None:
            found.append(Measured(heading, measurand, text))
        elif analyte is not None and (match or _is_meant(heading, analyte, source)):
            problems.add(file, 1, heading, quoted(text), "a known unit", f"write {name} [mg/kg]")
        elif unit is not None and _is_concentration(registry, unit.unit):
            problems.add(file, 1, heading, quoted(name), "an analyte of registry/analytes.csv")
    _note_parts(found, file, problems)
    return found


def _fits(measurand: Measurand, text: str, registry: Registry) -> bool:
    match = registry.find_unit(text)
    unit = "" if match is None else match.unit
    return measurand.fits(registry.units.set_index("unit")["dimension"].get(unit, ""))


def _note_parts(found: Sequence[Measured], file: str, problems: Problems) -> None:
    """Note an element that stands in two columns one of which is an oxide: each is a part."""
    for place, one in enumerate(found):
        earlier = next((other for other in found[:place] if other.analyte == one.analyte), None)
        if earlier is not None and (one.measurand.oxide or earlier.measurand.oxide):
            problems.add(
                file,
                1,
                one.heading,
                f"{one.analyte}, which {quoted(earlier.heading)} states too",
                "one column for each element",
                "if they are parts (FeO beside Fe2O3), add them up as the element",
            )


def _is_concentration(registry: Registry, unit: str) -> bool:
    dimension = registry.units.set_index("unit")["dimension"].get(unit, "")
    return dimension in ("mass_fraction", "mass_concentration") and unit != "%"


def _is_meant(heading: str, analyte: str, source: pd.DataFrame) -> bool:
    """Tell a metal without its unit from a column that happens to be called b or n."""
    if len(heading) <= 2 and heading != analyte:
        return False
    texts = source[heading].dropna().astype(str).head(50)
    return bool(len(texts)) and bool(texts.str.match(r"^\s*[<>]?\s*\d").mean() > 0.5)


@dataclass
class _Cells:
    """Reads cells of one table; `commas` counts the decimal commas met."""

    file: str
    problems: Problems
    decimal_comma: bool
    commas: int = 0

    def numbers(
        self, texts: pd.Series, lines: pd.Series, columns: pd.Series
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.object_]]:
        """Return values and signs; what cannot be read is noted and left empty."""
        values = pd.to_numeric(texts, errors="coerce").astype("float64").to_numpy(copy=True)
        signs = np.full(len(texts), "", object)
        for at in np.flatnonzero(np.isnan(values) & texts.notna().to_numpy()):
            text = str(texts.iloc[at]).strip()
            folded = text.casefold().replace(" ", "")
            match = _NUMBER.match(text)
            if match and (self.decimal_comma or "," not in text):
                values[at], signs[at] = float(match["number"].replace(",", ".")), match["sign"]
                self.commas += "," in text
            elif folded in _NOT_DETECTED:
                signs[at] = "<"
            elif folded not in _NOTHING:
                expected = "a number, <number or n.d."
                self.problems.add(
                    self.file, int(lines.iloc[at]), str(columns.iloc[at]), quoted(text), expected
                )
        return values, signs


def _common(
    source: pd.DataFrame,
    registry: Registry,
    roles: dict[str, str],
    cells: _Cells,
    medium: str,
) -> pd.DataFrame:
    """Return what holds for all values of a row: medium, date, soil, hardness."""
    common = pd.DataFrame({"line": np.arange(FIRST_LINE, len(source) + FIRST_LINE)})
    for role, heading in roles.items():
        if role in ("analyte", "value", "unit"):
            continue
        column = source[heading].reset_index(drop=True)
        if role in _UNITS:
            names = pd.Series(heading, index=column.index)
            amounts, _ = cells.numbers(column, common["line"], names)
            match = _WITH_UNIT.match(heading)
            factor = registry.convert(1.0, match["unit"], _UNITS[role]) if match else 1.0
            common[role] = amounts * factor
        else:
            common[role] = column.map(_text, na_action="ignore").fillna("")
    for role in ("medium", "fraction", "statistic"):
        if role in common:
            known = registry.media["medium"] if role == "medium" else registry.terms(role)
            common[role] = _as_in_vocabulary(common[role], known)
    spoken = common.get("medium", "")
    common["medium"] = np.where(spoken == "", medium, spoken)
    return common


def _as_in_vocabulary(column: pd.Series, words: Iterable[str]) -> pd.Series:
    """Write words as their vocabulary does; what is not in it stays for the check to name."""
    usual = {word.casefold(): word for word in words}
    folded = column.str.casefold().str.replace(" ", "_")
    return folded.map(usual).fillna(column)


def _text(cell: object) -> str:
    """Return a cell as text; a day without its midnight."""
    return str(cell).strip().removesuffix(" 00:00:00")


def _long(
    source: pd.DataFrame, registry: Registry, roles: dict[str, str], common: pd.DataFrame
) -> pd.DataFrame:
    names = source[roles["analyte"]].fillna("").astype(str).str.strip().reset_index(drop=True)
    units = source[roles["unit"]].fillna("").astype(str).str.strip().reset_index(drop=True)
    pairs = pd.MultiIndex.from_arrays([names, units])
    codes, distinct = pairs.factorize()
    meant = [_meant(name, unit, registry) for name, unit in distinct]
    columns = {
        name: np.array([getattr(one, name) for one in meant], object)[codes]
        for name in ("analyte", "oxide", "factor")
    }
    return common.assign(
        **columns,
        unit=units,
        column=roles["value"],
        text=source[roles["value"]].reset_index(drop=True),
    )


def _meant(name: str, unit: str, registry: Registry) -> Measurand:
    """Return what a cell names; what nobody knows stands for itself and is refused later."""
    found = registry.find_measurand(name)
    known = found is not None and (not found.oxide or _fits(found, unit, registry))
    return found if found is not None and known else Measurand(name)


def _shares(values: pd.DataFrame, registry: Registry) -> npt.NDArray[np.float64]:
    """Return the element's share of what is stated; 1 for more than the whole, to be refused."""
    matches = {text: registry.find_unit(text) for text in values["unit"].unique()}
    most = registry.units.set_index("unit")["maximum"]
    limits = {text: most.get(match.unit) for text, match in matches.items() if match is not None}
    too_much = values["stated"] > values["unit"].map(limits).astype(float)
    shares = values.pop("factor").astype(float).to_numpy()
    return np.where(too_much, 1.0, shares)


def _wide(source: pd.DataFrame, measured: Sequence[Measured], common: pd.DataFrame) -> pd.DataFrame:
    parts = [
        common.assign(
            analyte=one.analyte,
            oxide=one.measurand.oxide,
            factor=one.measurand.factor,
            unit=one.unit,
            column=one.heading,
            text=source[one.heading].reset_index(drop=True).astype(object),
        )
        for one in measured
    ]
    return pd.concat(parts, ignore_index=True)
