"""In which unit a column of values is, and what in it contradicts that unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.errors import quoted
from layers.intake.amounts import Amounts, plain, read_amounts
from layers.intake.fields import Source
from layers.intake.grid import Percent, Shown
from layers.intake.headings import CONCENTRATIONS, Column
from layers.intake.phrases import phrase
from layers.intake.words import BASES
from layers.registry import MASS_FRACTION, UnitMatch

Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Measure:
    """A column of values: its analyte and unit, empty where other columns say them."""

    column: Column
    analyte: str
    unit: str
    fraction: str = ""
    statistic: str = ""


def units_of(
    source: Source, measure: Measure, read: Amounts
) -> tuple[Texts, Texts, Texts, npt.NDArray[np.bool_]]:
    """Return unit as written, unit, mass base that it names, and where it is known.

    What stands in the cell goes before its column, this before the heading and the file.
    """
    rows = len(source.table.rows)
    texts = np.full(rows, measure.unit or measure.column.unit_text, dtype=object)
    column = source.column("unit")
    if column is not None:
        codes, distinct = source.texts(column.at)
        given = np.array([_given(source, measure, text) for text in distinct], dtype=object)[codes]
        texts = np.where(given != "", given, texts).astype(object)
    constant = source.mapping.constants.get("unit", "")
    texts = np.where(texts == "", constant, texts).astype(object)
    texts = np.where(read.unit != "", read.unit, texts).astype(object)
    codes, distinct = pd.factorize(texts)
    own = source.mapping.units
    matches = [source.words.unit(own.get(str(text), str(text))) for text in distinct]
    chosen = [match or UnitMatch(str(text)) for match, text in zip(matches, distinct, strict=True)]
    units = np.array([match.unit for match in chosen], dtype=object)[codes]
    bases = np.array([match.fraction for match in chosen], dtype=object)[codes]
    return texts, units, bases, np.array([match is not None for match in matches])[codes]


def _given(source: Source, measure: Measure, text: str) -> str:
    """Return the unit of a unit column where it counts: the heading has none, or no mass base."""
    if not measure.unit:
        return text
    own, said = source.words.unit(measure.unit), source.words.unit(text)
    more = own and said and own.unit == said.unit and said.fraction and not own.fraction
    return text if more else ""


def units_agree(
    source: Source, frame: pd.DataFrame, measure: Measure, read: Amounts
) -> npt.NDArray[np.bool_]:
    """Note units of a unit column that contradict the heading; return where none does."""
    column, rows = source.column("unit"), len(frame)
    by_heading = measure.unit and measure.unit == measure.column.unit_text
    if column is None or not by_heading or measure.column.role != "measured":
        return np.ones(rows, dtype=bool)
    codes, distinct = source.texts(column.at)
    wrong = np.array([_contradicts(source, measure.unit, text) for text in distinct])[codes]
    against = wrong & (read.kind != "missing")
    for at in np.flatnonzero(against):
        line, text = source.table.lines[at], distinct[codes[at]]
        source.faults.add("unit_against_heading", line, column.heading, text,
                          unit=measure.unit, heading=measure.column.heading)  # fmt: skip
    return np.asarray(~against)


def _contradicts(source: Source, heading: str, text: str) -> bool:
    """Say whether a unit means another size or another mass base than that of the heading."""
    own, said = source.words.unit(heading), source.words.unit(text)
    if own is None or said is None:
        return False
    registry = source.words.registry
    dimensions = registry.units.set_index("unit")["dimension"]
    if dimensions[own.unit] != dimensions[said.unit]:
        return {dimensions[own.unit], dimensions[said.unit]} <= set(CONCENTRATIONS)
    bases = {own.fraction, said.fraction} - {""}
    return len(bases) > 1 or bool(abs(registry.factors([own.unit], [said.unit])[0] - 1) > 1e-9)


def note_unknown_units(
    source: Source, frame: pd.DataFrame, measure: Measure, known: npt.NDArray[np.bool_]
) -> None:
    """Note units that nobody knows, where something was measured."""
    column = source.column("unit")
    heading = column.heading if column is not None and not measure.unit else measure.column.heading
    for at in np.flatnonzero(~known & ~frame["empty"].to_numpy()):
        unit, line = frame["unit"].iat[at], source.table.lines[at]
        source.faults.add("unknown_unit", line, heading, unit)


def add_fraction(
    source: Source, frame: pd.DataFrame, by_unit: npt.NDArray[np.object_]
) -> npt.NDArray[np.bool_]:
    """Take the mass base that a unit names; return where the table does not say another one."""
    said = frame["fraction"].to_numpy()
    against = np.isin(said.astype(str), BASES) & (by_unit != "") & (said != by_unit)
    column = source.column("fraction")
    for at in np.flatnonzero(against):
        heading = column.heading if column else str(frame["column"].iat[at])
        unit = frame["unit"].iat[at]
        line = source.table.lines[at]
        source.faults.add("fraction_against_unit", line, heading, said[at], unit=unit)
    frame["fraction"] = np.where((by_unit != "") & ~against, by_unit, said)
    return np.asarray(~against)


def take_base(source: Source, frame: pd.DataFrame, measure: Measure) -> None:
    """Give values per mass the base that a note beside the table names, if they say none."""
    base = source.table.base
    if base and measure.column.role in ("measured", "value"):
        dimensions = source.words.registry.units.set_index("unit")["dimension"]
        per_mass = frame["unit"].map(dimensions) == MASS_FRACTION
        frame["fraction"] = frame["fraction"].mask(per_mass & ~frame["fraction"].isin(BASES), base)


def percents_agree(source: Source, measure: Measure, cells: pd.Series) -> npt.NDArray[np.bool_]:
    """Note cells shown as percent; return where no other unit contradicts them."""
    percents = cells.map(lambda cell: isinstance(cell, Percent)).to_numpy(bool)
    if not percents.any():
        return np.ones(len(cells), dtype=bool)
    heading, lines = measure.column.heading, source.table.lines
    nothing = read_amounts(pd.Series([None] * len(cells), dtype=object), "unknown", source.words)
    texts, units, _, _ = units_of(source, measure, nothing)
    against = percents & (texts != "") & (units != "%")
    for at in np.flatnonzero(against):
        source.faults.add("percent_against_unit", lines[at], heading, cells.iloc[at],
                          unit=texts[at])  # fmt: skip
    if (percents & ~against).any():
        count = int((percents & ~against).sum())
        found = phrase("{count} cells shown as percent", count=count)
        source.faults.say("shown_as_percent", None, heading, found)
    return np.asarray(~against)


def formats_agree(source: Source, measure: Measure, cells: pd.Series) -> npt.NDArray[np.bool_]:
    """Note numbers that their spreadsheet shows as something else; return where none is."""
    odd = [at for at, cell in enumerate(cells) if type(cell) is Shown]
    agrees = np.ones(len(cells), dtype=bool)
    own = source.words.unit(measure.unit) if odd else None
    for at in odd:
        cell = cells.iloc[at]
        unit = source.words.unit(cell.words) if cell.as_held else None
        if own is None or unit is None or unit != own:
            agrees[at] = False
            found = phrase("{number}, shown as {shown}", number=plain(float(cell)),
                           shown=quoted(cell.shown))  # fmt: skip
            source.faults.say("shown_otherwise", source.table.lines[at], measure.column.heading,
                              found)  # fmt: skip
    return agrees
