"""One intake for the command line and the page: a file in, sound values and faults out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

import numpy as np
import pandas as pd

from layers.intake.amounts import Comma, meaning_of_comma
from layers.intake.axes import settle_axes
from layers.intake.checks import Usual, check_twice, check_values
from layers.intake.faults import Faults, IntakeError
from layers.intake.fields import Source, row_fields
from layers.intake.grid import Grid
from layers.intake.guard import COMMAND_LINE, Limits
from layers.intake.headings import Column
from layers.intake.mapping import NOTHING, Mapping
from layers.intake.phrases import phrase
from layers.intake.places import add_positions
from layers.intake.qualifiers import add_qualifiers
from layers.intake.read import read_grids
from layers.intake.sheets import DATA, DICTIONARY
from layers.intake.table import LabTable, find_table
from layers.intake.values import SKIP, long_values, note_hidden_percents
from layers.intake.words import Words

Stage = Literal["reading", "recognising", "checking"]
Tell = Callable[[Stage], None]


def silent(_stage: Stage) -> None:
    """Tell nobody."""


@dataclass
class Intake:
    """What was understood of a file.

    Attributes
    ----------
    file : str
        Its name.
    mapping : Mapping
        How it was read.
    tables : list of LabTable
        The tables found, one a sheet.
    rows : DataFrame
        One row a row of the tables: who, where, when (`layers.intake.fields`), with its `sheet`
        (empty: the only one) and `row_key`, its number in the file: lines repeat over sheets.
    values : DataFrame
        One row a cell of a measured column, `sound` where it can be used
        (`layers.intake.values`).
    faults : Faults
        Everything found, by row and column.
    decimal_comma : bool
        Whether its numbers are written with a comma.
    """

    file: str
    mapping: Mapping
    faults: Faults
    tables: list[LabTable] = field(default_factory=list)
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    values: pd.DataFrame = field(default_factory=pd.DataFrame)
    decimal_comma: bool = False

    @property
    def sound(self) -> pd.DataFrame:
        """The values that can be used."""
        return self.values[self.values["sound"]] if len(self.values) else self.values

    @property
    def rejected(self) -> int:
        """How many values were left out because of an error."""
        if self.values.empty:
            return 0
        return int((~self.values["sound"] & ~self.values["empty"]).sum())

    @property
    def has_positions(self) -> bool:
        """Whether any row says where it was taken."""
        return len(self.rows) > 0 and bool(self.rows["lat"].notna().any())

    @property
    def columns(self) -> list[Column]:
        """What each column of the first table was understood to be."""
        return self.tables[0].columns if self.tables else []


def read_intake(
    data: bytes,
    name: str,
    words: Words,
    *,
    mapping: Mapping = NOTHING,
    limits: Limits = COMMAND_LINE,
    usual: Lookup[tuple[str, str], Usual] | None = None,
    positions: bool = True,
    tell: Tell = silent,
) -> Intake:
    """Read, recognise, convert and check a file.

    Parameters
    ----------
    data : bytes
        The whole file: CSV or TSV in any encoding of the region, a spreadsheet, Parquet,
        GeoJSON or GeoPackage.
    name : str
        Its name, for messages.
    words : Words
        The registries.
    mapping : Mapping, optional
        What a person or an earlier session has taught of such files.
    limits : Limits, optional
        How much may be read.
    usual : mapping of (medium, analyte) to Usual, optional
        What is usual, to find columns in a wrong unit.
    positions : bool
        Whether positions matter; verdicts need none.
    tell : callable, optional
        Is told each stage when it begins.

    Raises
    ------
    IntakeError
        When nothing of the file can be used; it carries the faults, and the tables found.
    """
    intake = Intake(name, mapping, Faults(words.faults, name))
    try:
        _read(intake, data, words, limits, usual or {}, positions, tell)
    except IntakeError as error:
        error.tables = error.tables or intake.tables
        raise
    return intake


def _read(
    intake: Intake,
    data: bytes,
    words: Words,
    limits: Limits,
    usual: Lookup[tuple[str, str], Usual],
    positions: bool,
    tell: Tell,
) -> None:
    """Fill an intake from the bytes of its file."""
    mapping, faults, form = intake.mapping, intake.faults, intake.mapping.file
    tell("reading")
    grids = read_grids(
        data, intake.file, faults, limits=limits, encoding=form.encoding, divider=form.divider
    )
    tell("recognising")
    tables = _tables(grids, words, mapping, faults)
    tell("checking")
    parts: list[tuple[pd.DataFrame, pd.DataFrame]] = []
    for grid, table in tables:
        faults.sheet = grid.sheet if len(grids) > 1 else ""
        comma = _comma(grid, table, mapping)
        source = Source(table, words, mapping, faults, comma, properties=positions)
        intake.tables.append(table)
        intake.decimal_comma |= source.comma in ("decimal", "rather_decimal") and _has_commas(
            source
        )
        before = sum(len(rows) for rows, _ in parts)
        parts.append(_read_table(source, limits, usual, positions, before))
    faults.sheet = ""
    intake.rows = pd.concat([rows for rows, _ in parts], ignore_index=True)
    intake.values = pd.concat([values for _, values in parts], ignore_index=True)
    if len(intake.values):
        check_twice(intake.values, faults)


def _tables(
    grids: Sequence[Grid], words: Words, mapping: Mapping, faults: Faults
) -> list[tuple[Grid, LabTable]]:
    """Return the sheets to read, each with its table; say which are not read, and why."""
    if not any(grid.rows for grid in grids):
        raise faults.refuse("empty_file", phrase("no cell with anything in it"))
    _need_sheet(grids, mapping, faults)
    known = frozenset(mapping.columns) | {said.column for said in mapping.values}
    template = _sheet_of_template(grids)
    found = []
    for grid in grids:
        faults.sheet = grid.sheet if len(grids) > 1 else ""
        if grid.hidden and grid.sheet != mapping.file.sheet:
            found_here = phrase("a hidden sheet {sheet}", sheet=repr(grid.sheet))
            faults.say("hidden_sheet", None, "", found_here)
        elif (mapping.file.sheet or template) in ("", grid.sheet):
            table = find_table(grid, words, faults, known)
            if table is not None:
                settle_axes(table, words)
                _teach(table, mapping)
                found.append((grid, table))
    wanted = [pair for pair in found if _readable(pair[1], mapping)]
    if wanted and not any(table.rows for _, table in wanted):
        faults.sheet = wanted[0][0].sheet if len(grids) > 1 else ""
        raise faults.refuse("empty_file", phrase("headings and no rows of values"))
    wanted = [pair for pair in wanted if pair[1].rows]
    for grid, _ in [pair for pair in found if pair not in wanted] if wanted else []:
        faults.sheet = grid.sheet
        nothing = phrase("no measured column in {sheet}", sheet=repr(grid.sheet))
        faults.say("sheet_without_values", None, "", nothing)
    faults.sheet = ""
    if not wanted:
        raise _nothing_measured(found, grids, faults)
    _note_absent([table for _, table in wanted], mapping, faults)
    for grid, table in wanted:
        faults.sheet = grid.sheet if len(grids) > 1 else ""
        _check_headings(table, mapping, faults)
    faults.sheet = ""
    return wanted


def _need_sheet(grids: Sequence[Grid], mapping: Mapping, faults: Faults) -> None:
    """Refuse a file without the sheet that the mapping names."""
    names = [grid.sheet for grid in grids]
    if mapping.file.sheet and mapping.file.sheet not in names:
        found = phrase("the sheets {sheets}", sheets=", ".join(map(repr, names)))
        raise faults.refuse("sheet_absent", found, sheet=repr(mapping.file.sheet))


def _note_absent(tables: Sequence[LabTable], mapping: Mapping, faults: Faults) -> None:
    """Note columns that the mapping names and no sheet has, unless another has their role."""
    headings = [column.heading for table in tables for column in table.columns]
    roles = {SKIP, *(column.role for table in tables for column in table.columns)}
    line = tables[0].heading_line if len(tables) == 1 else None
    wanted = [heading for heading, role in mapping.columns.items() if role not in roles]
    for heading in dict.fromkeys([*wanted, *(said.column for said in mapping.values)]):
        if heading not in headings:
            near, named = get_close_matches(heading, headings, 1), repr(heading)
            found = phrase("no column {heading}", heading=named)
            if near:
                nearest = repr(near[0])
                found = phrase("no column {heading}, but {nearest}", heading=named, nearest=nearest)
            faults.say("column_absent", line, "", found)


def _sheet_of_template(grids: Sequence[Grid]) -> str:
    """Return the sheet that a person fills in, of a workbook made from the template."""
    names = {grid.sheet for grid in grids}
    return DATA if {DATA, DICTIONARY} <= names else ""


def _nothing_measured(
    found: list[tuple[Grid, LabTable]], grids: Sequence[Grid], faults: Faults
) -> IntakeError:
    """Return the refusal of a file in which no column is measured, naming what was seen."""
    if found:
        table = found[0][1]
        for column in table.columns:
            if column.unit_text and not column.analyte and column.role == "":
                faults.add("unknown_analyte", table.heading_line, column.heading, _name_of(column))
        heads = [column.heading for column in table.columns if column.heading]
    else:
        rows = next(grid.rows for grid in grids if grid.rows)
        heads = [str(cell) for cell in rows[0] if cell is not None]
    found_heads = phrase("the headings {headings}", headings=", ".join(heads[:12])[:187])
    error = faults.refuse("nothing_measured", found_heads)
    error.tables = [table for _, table in found]
    return error


def _name_of(column: Column) -> str:
    """Return a heading without its unit."""
    return column.heading.replace(column.unit_text, "").strip(" []()")


def _readable(table: LabTable, mapping: Mapping) -> bool:
    if mapping.target != "measurements":
        return table.understood > 0
    headings = {column.heading for column in table.columns}
    return table.has_values or any(said.column in headings for said in mapping.values)


_OF_ANALYTES = {"measured", "limit"}
"""Roles that many columns have, each for its analyte."""


def _teach(table: LabTable, mapping: Mapping) -> None:
    """Give columns the roles that the mapping says."""
    taken: set[str] = set()
    order = list(mapping.columns)
    ranked = sorted(
        (column for column in table.columns if column.heading in mapping.columns),
        key=lambda column: order.index(column.heading),
    )
    for column in ranked:
        role = mapping.columns[column.heading]
        role = "" if role == SKIP or role in taken else role
        taken |= {role} - _OF_ANALYTES
        analyte = column.analyte if role in _OF_ANALYTES else ""
        table.columns[column.at] = replace(column, role=role, analyte=analyte)
    own = any(column.role == "measurement_id" for column in table.columns)
    strange = (taken | (set() if own else {"source_id"})) - {""}
    for column in table.columns:
        if column.heading not in mapping.columns and column.role in strange:
            table.columns[column.at] = replace(column, role="")


def _check_headings(table: LabTable, mapping: Mapping, faults: Faults) -> None:
    """Note doubled headings, headings nobody understands, and columns that count the rows."""
    seen: dict[str, int] = {}
    taught = {heading for heading, role in mapping.columns.items() if role == SKIP}
    taught |= {said.column for said in mapping.values}
    for column in table.columns:
        if column.heading and column.heading in seen and column.role != "":
            raise faults.refuse("heading_twice", repr(column.heading))
        seen[column.heading] = column.at
        line = table.heading_line
        filled = any(row[column.at] is not None for row in table.rows)
        if column.role == "row_number":
            _settle_row_numbers(table, column, faults)
        elif not column.role and column.heading and filled and column.heading not in taught:
            if column.unit_text and not column.analyte:
                faults.add("unknown_analyte", line, column.heading, _name_of(column))
            elif column.analyte:
                faults.add("spread_column", line, column.heading, column.heading)
            else:
                faults.add("column_ignored", line, column.heading, column.heading)


def _settle_row_numbers(table: LabTable, column: Column, faults: Faults) -> None:
    """Leave out a column that counts rows; numbers that do not count are ids, if none else is."""
    cells = [row[column.at] for row in table.rows]
    counts = [str(cell).removesuffix(".0").rstrip(".") for cell in cells if cell is not None]
    first = int(counts[0]) if counts and counts[0].isdigit() else 0
    counted = counts == [str(first + step) for step in range(len(counts))]
    ids = {"sample_id", "point_id", "measurement_id"}
    if not counted and not ids & {one.role for one in table.columns}:
        table.columns[column.at] = replace(column, role="sample_id")
    else:
        faults.add("row_numbers", table.heading_line, column.heading, column.heading)


def _comma(grid: Grid, table: LabTable, mapping: Mapping) -> Comma:
    """Return what a comma means in the numbers of a table."""
    if mapping.file.comma:
        return mapping.file.comma
    roles = ("measured", "value", "limit", "detection_limit", "clay_pct", "organic_matter_pct")
    taught = {said.column for said in mapping.values}
    wanted = [one.at for one in table.columns if one.role in roles or one.heading in taught]
    cells = [row[at] for at in wanted for row in table.rows]
    return meaning_of_comma(cells, grid.comma)


def _has_commas(source: Source) -> bool:
    wanted = [one.at for one in source.table.columns if one.role in ("measured", "value")]
    wanted += [one.at for one in source.table.columns if one.role.endswith("_pct")]
    rows = source.table.rows
    return any(isinstance(row[at], str) and "," in row[at] for at in wanted for row in rows)  # type: ignore[operator]


def _read_table(
    source: Source,
    limits: Limits,
    usual: Lookup[tuple[str, str], Usual],
    positions: bool,
    before: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return rows and values of a table; `before` rows of other sheets were read already."""
    rows = row_fields(source)
    rows["row_key"] = np.arange(before, before + len(rows))
    rows["sheet"] = source.faults.sheet
    rows["place_flag"] = ""
    add_qualifiers(source, rows)
    if positions:
        add_positions(source, rows)
    else:
        rows["lat"] = rows["lon"] = float("nan")
        rows["place_key"] = rows["sample_id"]
    if source.table.grid.merged:
        source.faults.say("merged", None, "", phrase("merged cells"))
    note_hidden_percents(source)
    if source.mapping.target != "measurements":
        return rows, pd.DataFrame()
    _need_medium(source, rows)
    values = long_values(source, rows)
    if len(values) > limits.values:
        most = phrase("{count} values", count=limits.values)
        raise source.faults.refuse(
            "too_many_values", phrase("{count} values", count=len(values)), most=most
        )
    if values.empty:
        raise _nothing_measured([(source.table.grid, source.table)], [], source.faults)
    return rows, check_values(values, source.words, source.faults, usual)


def _need_medium(source: Source, rows: pd.DataFrame) -> None:
    constant = source.mapping.constants.get("medium", "")
    if source.column("medium") is None and not constant:
        raise source.faults.refuse("no_medium", phrase("no column for the medium"))
    nothing = (rows["medium"] == "") & ~rows["refused"]
    for line in rows.loc[nothing, "line"]:
        source.faults.add("no_medium_here", int(line), "medium", "")
    rows["refused"] |= nothing
