"""A copy of a table with its faults marked: beside each row what was found and how to mend it."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layers.intake.faults import Fault
from layers.intake.formulas import starts_formula
from layers.intake.intake import Intake
from layers.intake.table import LabTable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_COLOURS = {"error": "F4B6B0", "flag": "FBE6A2", "told": "DCE6F0"}


@dataclass(frozen=True)
class Wording:
    """How the copy says what it says.

    Attributes
    ----------
    table, faults : str
        Names of its sheets; tables are numbered.
    row, heads : str, tuple of str
        Headings: of the row numbers; of the sheet of faults, from severity to what to do.
    severities : dict of str to str
        Words for the severities of faults.
    said : callable
        Returns found, expected and what to do of a fault.
    """

    table: str
    faults: str
    row: str
    heads: tuple[str, ...]
    severities: dict[str, str]
    said: Callable[[Fault], tuple[str, str, str]]

    def remark(self, fault: Fault) -> str:
        """Say in a cell beside its row what is wrong, and what to do."""
        _found, expected, mend = self.said(fault)
        return f"{fault.column}: {expected}. {mend}"


ENGLISH = Wording(
    "table", "faults", "row",
    ("severity", "sheet", "row", "column", "found", "expected", "what to do"),
    {severity: severity for severity in _COLOURS},
    lambda fault: (fault.found, fault.expected, fault.mend),
)  # fmt: skip


def marked_copy(intake: Intake, wording: Wording = ENGLISH) -> bytes:
    """Return an XLSX with the tables of a file, faulty cells coloured, and a sheet of faults.

    Cells are written as text wherever a spreadsheet might take them for a formula.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for number, table in enumerate(intake.tables, 1):
        _table_sheet(book, intake, table, f"{wording.table} {number}", wording)
    _fault_sheet(book, intake.faults.kept, wording)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_marked(intake: Intake, path: Path) -> None:
    """Write the marked copy to a file."""
    path.write_bytes(marked_copy(intake))


def _table_sheet(book: Any, intake: Intake, table: LabTable, title: str, wording: Wording) -> None:
    from openpyxl.styles import PatternFill

    sheet = book.create_sheet(title)
    name = table.grid.sheet if len(intake.tables) > 1 else ""
    faults = defaultdict(list)
    for fault in intake.faults.kept:
        if fault.sheet == name and fault.row is not None:
            faults[fault.row].append(fault)
    fills = {key: PatternFill("solid", fgColor=colour) for key, colour in _COLOURS.items()}
    heads = [column.heading for column in table.columns]
    top = [cell(sheet, text) for text in [wording.row, *heads, wording.faults]]
    for fault in faults.get(table.heading_line, []):
        _colour(sheet, top, heads, fault, fills)
    sheet.append(top)
    for row, line in zip(table.rows, table.lines, strict=True):
        here = faults.get(line, [])
        words = "; ".join(map(wording.remark, here))
        cells = [cell(sheet, content) for content in [line, *row, words]]
        for fault in here:
            _colour(sheet, cells, heads, fault, fills)
        sheet.append(cells)


def _colour(
    sheet: Any, cells: list[Any], heads: list[str], fault: Fault, fills: dict[str, Any]
) -> None:
    """Colour the cells of a row, which begins with its number, that a fault is about."""
    for at, heading in enumerate(heads, 1):
        if heading in fault.column.split(", ") or heading == fault.column:
            cells[at] = _made(sheet, cells[at])
            cells[at].fill = fills[fault.severity]


def _fault_sheet(book: Any, faults: list[Fault], wording: Wording) -> None:
    sheet = book.create_sheet(wording.faults)
    sheet.append(list(wording.heads))
    for fault in faults:
        severity = wording.severities[fault.severity]
        said = [severity, fault.sheet, fault.row, fault.column, *wording.said(fault)]
        sheet.append([cell(sheet, content) for content in said])


def cell(sheet: Any, content: object) -> Any:
    """Return what is appended for a cell: itself, or a cell whose text nothing runs.

    Control signs, which XLSX cannot hold, are left out.
    """
    if not isinstance(content, str):
        return content
    text = _CONTROL.sub("", content)
    if not starts_formula(text):
        return text
    made = _made(sheet, text)
    made.data_type = "s"
    made.quotePrefix = True
    return made


def _made(sheet: Any, content: object) -> Any:
    from openpyxl.cell import Cell, WriteOnlyCell

    return content if isinstance(content, Cell) else WriteOnlyCell(sheet, value=content)
