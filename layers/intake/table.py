"""Finds the table in a sheet: its headings, units, limits and rows, among notes and totals."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from layers.errors import quoted
from layers.intake.faults import Faults
from layers.intake.grid import Grid
from layers.intake.headings import Column, recognise
from layers.intake.phrases import phrase
from layers.intake.words import Words

_LOOKED_AT = 80
_DIGIT = re.compile(r"\d")
"""Words for limits, totals and headings have none; ids, dates and values do."""
_NUMBER = re.compile(r"[<>≤≥=~±+-]*\s*[.,]?\d")

_FEW_CELLS = 2


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

    scores = [_score(row, is_heading) for row in grid.rows[:_LOOKED_AT]]
    best = max(scores, default=0)
    if best == 0:
        return None
    at = scores.index(best)
    head, units, first = _heading_rows(grid, at, words)
    columns = _columns(grid, at, head, units, words)
    table = LabTable(grid, grid.lines[at], columns)
    if at:
        notes = sum(1 for row in grid.rows[:at] if not _is_group_row(grid, at, row))
        if notes:
            found = phrase("{count} rows above the headings", count=notes)
            faults.say("notes_above", grid.lines[0], "", found)
    _take_rows(table, first, words, faults)
    return table


def _score(row: list[object], is_heading: Callable[[str], bool]) -> int:
    """Count the cells of a row that are headings, less the numbers in it."""
    texts = [cell for cell in row if isinstance(cell, str)]
    found = sum(map(is_heading, set(texts)))
    numbers = sum(isinstance(cell, int | float) for cell in row) + sum(map(_is_number, texts))
    return max(found - numbers, 0)


def _is_number(text: str) -> bool:
    return text.strip().replace(",", ".").replace(".", "", 1).lstrip("-<>").isdigit()


def _heading_rows(grid: Grid, at: int, words: Words) -> tuple[list[str], list[str], int]:
    """Return headings, units below them, and the number of the first row under both."""
    width = grid.width
    head = [_text(cell) for cell in _padded(grid.rows[at], width)]
    first = at + 1
    if at:
        above = [_text(cell) for cell in _padded(grid.rows[at - 1], width)]
        if sum(map(bool, above)) > 1:
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
    above = [_text(cell) for cell in _padded(grid.rows[at - 1], len(head))] if at else []
    groups, last = [], ""
    for over in above or [""] * len(head):
        last = over or last
        groups.append(last)
    if sum(map(bool, above)) == 1 and not grid.merged:
        groups = [""] * len(head)  # a title of the whole table is no group
    found = [
        recognise(number, name, units[number], groups[number], words)
        for number, name in enumerate(head)
    ]
    return found


def _is_group_row(grid: Grid, at: int, row: list[object]) -> bool:
    return row is grid.rows[at - 1] and sum(cell is not None for cell in row) > 1


def _take_rows(table: LabTable, first: int, words: Words, faults: Faults) -> None:
    """Take the rows of values; notes, totals, repeated headings and limits are told apart."""
    width = len(table.columns)
    heads = [column.heading for column in table.columns]
    measured = [column.at for column in table.columns if column.role in ("measured", "value")]
    end = max((column.at for column in table.columns if column.heading), default=-1) + 1
    notes: list[int] = []
    for row, line in zip(table.grid.rows[first:], table.grid.lines[first:], strict=True):
        cells = _padded(row, width)
        text = _label(table, cells, words)
        if text and text == heads[0] and [_text(cell) for cell in cells] == heads:
            faults.say("headings_again", line, "", phrase("the headings again"))
        elif text and words.names_row("limit_row", text):
            table.limits.update({at: cells[at] for at in measured if cells[at] is not None})
            faults.say("limits_row", line, "", phrase("a row {label}", label=repr(text)))
        elif text and words.names_row("summary", text) and not _long(table):
            faults.say("summary_row", line, "", phrase("a row {label}", label=repr(text)))
        elif _is_note(cells, measured):
            notes.append(line)
        else:
            if any(map(_text, row[end:])):
                table.refused.append(len(table.rows))
                _note_beyond(table.grid, row[end:], line, faults)
            table.rows.append(cells)
            table.lines.append(line)
    if notes:
        found = phrase("{count} rows without values", count=len(notes))
        faults.say("notes_below", notes[0], "", found)


def _note_beyond(grid: Grid, cells: list[object], line: int, faults: Faults) -> None:
    """Refuse a row with more cells than headings: a decimal comma that divides moves all others."""
    filled = [text for text in map(_text, cells) if text]
    found = phrase("{count} cells beyond the last heading: {cells}", count=len(filled),
                   cells=quoted(", ".join(filled)))  # fmt: skip
    by_comma = grid.text and grid.comma == "rather_thousands"
    faults.say("cells_beyond_comma" if by_comma else "cells_beyond", line, "", found)


def _label(table: LabTable, cells: list[object], words: Words) -> str:
    """Return the first cell of a row where it may say what the row is; words of a column do not."""
    at = 0
    while at < len(cells) and cells[at] is None:
        at += 1
    text = cells[at] if at < len(cells) else None
    if not isinstance(text, str) or _DIGIT.search(text):
        return ""
    role = table.columns[at].role
    return "" if role in ("fraction", "statistic") and words.term(role, text) else text


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
