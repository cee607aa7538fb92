"""Finds the table in a sheet: its headings, units, limits and rows, among notes and totals."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from layers.errors import quoted
from layers.intake.faults import Faults
from layers.intake.grid import Grid
from layers.intake.headings import Column, group_words, recognise
from layers.intake.phrases import phrase
from layers.intake.words import Words
from layers.registry import FRESH

_LOOKED_AT = 80
_DIGIT = re.compile(r"\d")
"""Words for limits, totals and headings have none; ids, dates and values do."""
_IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_NUMBER = re.compile(r"[<>≤≥=~±+-]*\s*[.,]?\d")

_FEW_CELLS = 2
_FEW_SIGNS = 7
"""Words for a limit of a law are longer where a number stands beside them."""
_LONGEST_NOTE = 80
_QUOTED = 8
_SHORT = ("row_number", "x", "y", "n")
"""Roles whose headings may as well stand for a value: no, n, x."""
_VALUES = ("measured", "value", "limit")


@dataclass
class LabTable:
    """A table as found in a sheet.

    Attributes
    ----------
    grid : Grid
        The sheet.
    heading_line : int
        Row of the headings, as the spreadsheet shows it.
    columns : list of Column
        What each column is for.
    rows : list of list
        Cells of the rows of values, as wide as `columns`.
    lines : list of int
        Their row numbers.
    limits : dict of int to object
        Detection limits from a row of limits, by column.
    base : str
        The mass base that a note beside the table names, where its values say none.
    refused : list of int
        Places in `rows` of those that do not fit under the headings.
    understood : int
        How many columns are understood.
    """

    grid: Grid
    heading_line: int
    columns: list[Column]
    rows: list[list[object]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    limits: dict[int, object] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    base: str = ""

    @property
    def understood(self) -> int:
        """How many columns are understood."""
        return sum(column.role not in ("", "row_number") for column in self.columns)

    @property
    def has_values(self) -> bool:
        """Whether anything in it can be a measured value."""
        roles = {column.role for column in self.columns}
        return "measured" in roles or {"analyte", "value"} <= roles


def find_table(
    grid: Grid, words: Words, faults: Faults, known: frozenset[str] = frozenset()
) -> LabTable | None:
    """Return the table of a sheet, or None when no row of it looks like headings.

    Parameters
    ----------
    known : frozenset of str
        Headings that a mapping names; they count as understood.
    """

    @cache
    def is_heading(text: str) -> bool:
        return text.strip() in known or bool(recognise(0, text, "", "", words).role)

    @cache
    def is_no_value(text: str) -> bool:
        return not words.sign(text) and is_heading(text) and words.role(text) not in _SHORT

    scores = [_score(row, is_heading) for row in grid.rows[:_LOOKED_AT]]
    best = max(scores, default=0)
    if best == 0:
        return None
    at = scores.index(best)
    head, units, first = _heading_rows(grid, at, words)
    columns = _columns(grid, at, head, units, words)
    table = LabTable(grid, grid.lines[at], columns)
    if at:
        _note_above(table, at, scores, words, faults)
    _take_rows(table, first, is_no_value, words, faults)
    return table


def _note_above(table: LabTable, at: int, scores: list[int], words: Words, faults: Faults) -> None:
    """Say what stands above the headings: notes, another table, headings of several columns."""
    grid = table.grid
    notes = [row for row in grid.rows[:at] if not _is_group_row(grid, at, row)]
    another = next((n for n in range(at - 1) if scores[n] >= _FEW_CELLS), None)
    if another is not None:
        found = phrase("other headings, {headings}, and {count} rows below them",
                       headings=_said(grid.rows[another]), count=at - another - 1)  # fmt: skip
        faults.say("second_table", grid.lines[another], "", found)
    if notes:
        found = phrase("{count} rows above the headings: {notes}", count=len(notes),
                       notes=" ".join(map(_said, notes[:_QUOTED])))  # fmt: skip
        faults.say("notes_above", grid.lines[0], "", found)
        _take_base(table, notes, grid.lines[0], words, faults)
    unread: dict[str, list[str]] = {}
    for column, group in zip(table.columns, _groups(grid, at), strict=True):
        if column.role in _VALUES and group != column.heading and group_words(group, words).unread:
            unread.setdefault(group, []).append(column.heading)
    for group, headings in unread.items():
        faults.add("group_unread", grid.lines[at - 1], ", ".join(headings), group)


def _take_base(
    table: LabTable, notes: list[list[object]], line: int, words: Words, faults: Faults
) -> None:
    """Take wet mass from a note: values per wet mass must never be judged as per dry mass."""
    wet = [row for row in notes if words.base_in(_joined(row)) == FRESH]
    if wet and not table.base:
        table.base = FRESH
        faults.say("base_above", line, "", _said(wet[0]))


def _joined(row: list[object]) -> str:
    """Return the texts of a row; of merged cells once."""
    return " ".join(dict.fromkeys(_text(cell) for cell in row if cell is not None))


def _said(row: list[object]) -> str:
    return quoted(_joined(row), _LONGEST_NOTE)


def _score(row: list[object], is_heading: Callable[[str], bool]) -> int:
    """Count the cells of a row that are headings, less the numbers in it."""
    texts = [cell for cell in row if isinstance(cell, str)]
    found = sum(map(is_heading, set(texts)))
    numbers = sum(isinstance(cell, int | float) for cell in row) + sum(map(_is_number, texts))
    return max(found - numbers, 0)


def _is_number(text: str) -> bool:
    if not _DIGIT.search(text):
        return False
    return text.strip().replace(",", ".").replace(".", "", 1).lstrip("-<>").isdigit()


def _heading_rows(grid: Grid, at: int, words: Words) -> tuple[list[str], list[str], int]:
    """Return headings, units below them, and the number of the first row under both."""
    width = grid.width
    head = [_text(cell) for cell in _padded(grid.rows[at], width)]
    first = at + 1
    if at:
        above = [_text(cell) for cell in _padded(grid.rows[at - 1], width)]
        if sum(map(bool, above)) > 1 and not _is_title(above):
            head = [name or over for name, over in zip(head, above, strict=True)]
    units = [""] * width
    for _ in range(2):
        if first >= len(grid.rows):
            break
        below = [_text(cell) for cell in _padded(grid.rows[first], width)]
        if _is_units_row(below, words):
            units = [unit.strip("[]() ") for unit in below]
        elif not _completes(head, below, words):
            break
        else:
            head = [name or under for name, under in zip(head, below, strict=True)]
        first += 1
    return head, units, first


def _is_units_row(cells: list[str], words: Words) -> bool:
    """Tell a row of units from values: it holds no number, and more than dashes and letters.

    Dashes are no values as often as no units; letters such as n and t stand for much.
    """
    filled = [cell.strip("[]() ") for cell in cells if cell]
    filled = [cell for cell in filled if words.sign(cell) != "missing" and not _is_letter(cell)]
    known = [words.unit(cell) is not None or cell in ("m", "cm", "°") for cell in filled]
    numbers = [not unit and _NUMBER.match(cell) for cell, unit in zip(filled, known, strict=True)]
    return any(known) and sum(known) >= len(filled) / 2 and not any(numbers)


def _is_letter(cell: str) -> bool:
    return len(cell) == 1 and cell.isalpha() and cell != "m"


def _completes(head: list[str], below: list[str], words: Words) -> bool:
    """Say whether a row gives names to columns that the row above left without."""
    nameless = [under for name, under in zip(head, below, strict=True) if not name and under]
    named = [recognise(0, name, "", "", words).role for name in nameless]
    return bool(nameless) and all(named)


def _columns(grid: Grid, at: int, head: list[str], units: list[str], words: Words) -> list[Column]:
    groups = _groups(grid, at)
    return [
        recognise(number, name, units[number], groups[number], words)
        for number, name in enumerate(head)
    ]


def _groups(grid: Grid, at: int) -> list[str]:
    """Return the heading above each column; it reaches to the next one unless cells are merged."""
    above = [_text(cell) for cell in _padded(grid.rows[at - 1], grid.width)] if at else []
    lone = sum(map(bool, above)) == 1 and bool(above[0])
    if not any(above) or lone or _is_title(above):
        return [""] * grid.width
    beside = pairwise(above)
    merged = grid.merged and any(one and one == other for one, other in beside)
    groups, last = [], ""
    for over in above:
        last = over if merged else over or last
        groups.append(last)
    return groups


def _is_title(above: list[str]) -> bool:
    """Tell a title that is merged over the whole table from headings of some columns."""
    return len(above) > 1 and len(set(above)) == 1


def _is_group_row(grid: Grid, at: int, row: list[object]) -> bool:
    return row is grid.rows[at - 1] and any(_groups(grid, at))


def _take_rows(
    table: LabTable, first: int, is_heading: Callable[[str], bool], words: Words, faults: Faults
) -> None:
    """Take the rows of values; all that is no sample is told apart, and named."""
    width, grid = len(table.columns), table.grid
    measured = [column.at for column in table.columns if column.role in ("measured", "value")]
    end = max((column.at for column in table.columns if column.heading), default=-1) + 1
    formulas = {row for row, column in grid.uncounted if column in measured}
    notes: list[int] = []
    for number in range(first, len(grid.rows)):
        row, line = grid.rows[number], grid.lines[number]
        cells = _padded(row, width)
        if _are_headings(cells, measured, is_heading):
            if not _same_headings(table, cells):
                _end_at(table, number, faults)
                break
            faults.say("headings_again", line, "", phrase("the headings again"))
        elif kind := _kind_of_row(table, cells, words):
            faults.say(_FAULT_OF[kind], line, "", phrase("a row {label}",
                       label=repr(_label(table, cells, words))))  # fmt: skip
            if kind == "limit_row":
                table.limits.update({at: cells[at] for at in measured if cells[at] is not None})
        elif number not in formulas and _is_note(cells, measured):
            notes.append(number)
        else:
            if len(row) > end and any(map(_text, row[end:])):
                table.refused.append(len(table.rows))
                _note_beyond(grid, row[end:], line, faults)
            table.rows.append(cells)
            table.lines.append(line)
    if notes:
        rows, line = [grid.rows[note] for note in notes], grid.lines[notes[0]]
        found = phrase("{count} rows without values: {notes}", count=len(notes),
                       notes=" ".join(map(_said, rows[:_QUOTED])))  # fmt: skip
        faults.say("notes_below", line, "", found)
        _take_base(table, rows, line, words, faults)


_FAULT_OF = {"limit_row": "limits_row", "law_row": "law_row", "blank_row": "blank_row",
             "summary": "summary_row"}  # fmt: skip


def _are_headings(
    cells: list[object], measured: list[int], is_heading: Callable[[str], bool]
) -> bool:
    """Say whether headings stand where values should: in most of the filled cells, no number."""
    texts = [cells[at] for at in measured if cells[at] is not None]
    for cell in texts:  # most rows end here
        if not isinstance(cell, str) or _NUMBER.match(cell):
            return False
    others = 0
    for text in texts:
        others += not is_heading(str(text))
        if 2 * others >= len(texts):  # looking up a heading is slow
            return False
    if not texts:
        return False
    return sum(is_heading(cell) for cell in cells if isinstance(cell, str)) >= _FEW_CELLS


def _same_headings(table: LabTable, cells: list[object]) -> bool:
    pairs = zip(table.columns, map(_text, cells), strict=True)
    return all(text.casefold() in ("", column.heading.casefold()) for column, text in pairs)


def _end_at(table: LabTable, number: int, faults: Faults) -> None:
    """Refuse everything from other headings on: its values would stand under the wrong ones."""
    grid, below = table.grid, len(table.grid.rows) - number - 1
    found = phrase("other headings, {headings}, and {count} rows below them",
                   headings=_said(grid.rows[number]), count=below)  # fmt: skip
    faults.say("second_table", grid.lines[number], "", found)


def _kind_of_row(table: LabTable, cells: list[object], words: Words) -> str:
    """Return what a row is by its first words, of `_FAULT_OF`; nothing for a sample."""
    text = _label(table, cells, words)
    if not text:
        return ""
    kind = next((kind for kind in _FAULT_OF if words.names_row(kind, text)), "")
    return "" if kind == "summary" and _long(table) else kind


def _note_beyond(grid: Grid, cells: list[object], line: int, faults: Faults) -> None:
    """Refuse a row with more cells than headings: a decimal comma that divides moves all others."""
    filled = [text for text in map(_text, cells) if text]
    found = phrase("{count} cells beyond the last heading: {cells}", count=len(filled),
                   cells=quoted(", ".join(filled)))  # fmt: skip
    by_comma = grid.text and grid.comma == "rather_thousands"
    faults.say("cells_beyond_comma" if by_comma else "cells_beyond", line, "", found)


def _label(table: LabTable, cells: list[object], words: Words) -> str:
    """Return the words of a row where they may say what the row is; words of a column do not.

    They stand in the first cell that is no number; what is in brackets after them is left out.
    """
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and not _is_number(cell):
            break
        if cell is not None and table.columns[at].role in _VALUES:
            return ""
    else:
        return ""
    text = _IN_BRACKETS.sub("", cell) if "(" in cell or "[" in cell else cell
    if _DIGIT.search(text):
        text = cell if len(cell) > _FEW_SIGNS and words.names_row("law_row", cell) else ""
    role = table.columns[at].role
    return "" if role in ("fraction", "statistic") and words.term(role, text) else text.strip()


def _long(table: LabTable) -> bool:
    return any(column.role == "value" for column in table.columns)


def _is_note(cells: list[object], measured: list[int]) -> bool:
    """Tell a remark under the table: little text, and nothing where values should be."""
    for at in measured:
        if cells[at] is not None:
            return False
    filled = [cell for cell in cells if cell is not None]
    few = len(filled) <= _FEW_CELLS < len(cells)
    return few and bool(measured) and all(isinstance(cell, str) for cell in filled)


def _padded(row: list[object], width: int) -> list[object]:
    return row if len(row) == width else [*row[:width], *[None] * (width - len(row))]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
