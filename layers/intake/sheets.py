"""Spreadsheets: XLSX, XLS, ODS and XLSB, with hidden sheets, merged cells and formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from layers.intake.faults import Faults
from layers.intake.grid import Grid
from layers.intake.guard import Limits
from layers.intake.phrases import phrase

DATA, DICTIONARY = "data", "dictionary"
"""Sheets of the template: the first is filled in, the second explains it."""

_FORMULA = re.compile(rb"<c ([^>]*)>\s*<f[ />].*?</c>", re.DOTALL)
_PLACE = re.compile(rb'r="([A-Z]{1,3})(\d{1,7})"')
_HAS_VALUE = re.compile(rb"<v(?: [^>]*)?>[^<]|<is>")


def sheet_grids(data: bytes, limits: Limits, faults: Faults) -> list[Grid]:
    """Return the cells of every sheet that holds any.

    A merged cell's value stands in all its cells. Of a formula the value is taken that the
    spreadsheet has stored beside it; cells without one are listed in `Grid.uncounted`.

    Raises
    ------
    IntakeError
        Protected by a password, damaged, or more rows or columns than may be read.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            _check_extent(sheet, limits, faults)
            grid = _grid(sheet)
            grid.hidden = about.visible != SheetVisibleEnum.Visible
            if grid.rows:
                grids.append(grid)
    except PasswordError:
        raise faults.refuse("password", phrase("a file protected by a password")) from None
    except (CalamineError, OSError, ValueError) as error:
        said = phrase("a damaged spreadsheet ({error})", error=str(error))
        raise faults.refuse("damaged", said) from None
    if data.startswith(b"PK"):
        _note_uncounted(data, [about.name for about in book.sheets_metadata], grids)
    return grids


def _check_extent(sheet: Any, limits: Limits, faults: Faults) -> None:
    if sheet.height > limits.rows:
        most = phrase("{count} rows", count=limits.rows)
        found = phrase("{count} rows", count=sheet.height)
        raise faults.refuse("too_many_rows", found, most=most)
    if sheet.width > limits.columns:
        most = phrase("{count} columns", count=limits.columns)
        found = phrase("{count} columns", count=sheet.width)
        raise faults.refuse("too_many_columns", found, most=most)


def _grid(sheet: Any) -> Grid:
    if sheet.height == 0 or sheet.width == 0:
        return Grid(sheet.name, [], [])
    top = sheet.start[0] if sheet.start else 0
    left = sheet.start[1] if sheet.start else 0
    cells = [[None if cell == "" else cell for cell in row] for row in sheet.to_python()]
    # to_python leaves out empty rows and columns before the first cell
    merged = _fill(cells, sheet.merged_cell_ranges or [], top, left)
    kept = [(row, top + number + 1) for number, row in enumerate(cells) if any_cell(row)]
    rows, lines = [row for row, _ in kept], [line for _, line in kept]
    return Grid(sheet.name, rows, lines, merged=merged, left=left)


def any_cell(row: list[object]) -> bool:
    """Say whether a row holds anything."""
    return any(cell is not None and cell != "" for cell in row)


def _fill(cells: list[list[object]], ranges: list[Any], top: int, left: int) -> bool:
    """Write the value of each merged cell into all cells that it covers."""
    filled = False
    for first, last in ranges:
        (row0, col0), row1, col1 = (first[0] - top, first[1] - left), last[0] - top, last[1] - left
        if not (0 <= row0 < len(cells) and 0 <= col0 < len(cells[0])):
            continue
        value = cells[row0][col0]
        for row in cells[row0 : row1 + 1]:
            for column in range(col0, min(col1 + 1, len(row))):
                row[column] = value
        filled = filled or value is not None
    return filled


def _note_uncounted(data: bytes, names: list[str], grids: list[Grid]) -> None:
    """Find formulas that were never counted, as programs write them that only write files."""
    by_name = {grid.sheet: grid for grid in grids}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = sorted(
            (name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")),
            key=lambda name: int("".join(filter(str.isdigit, name)) or 0),
        )
        for name, part in zip(names, parts, strict=False):
            if name in by_name:
                grid = by_name[name]
                lines = {line: at for at, line in enumerate(grid.lines)}
                grid.uncounted = [
                    (lines[line], column - grid.left)
                    for line, column in _uncounted(archive.read(part))
                    if line in lines
                ]


def _uncounted(xml: bytes) -> Iterator[tuple[int, int]]:
    """Yield (row from 1, column from 0) of cells with a formula and no value."""
    if b"<f" not in xml:
        return
    for cell in _FORMULA.finditer(xml):
        place = _PLACE.search(cell[1])
        if place and not _HAS_VALUE.search(cell[0]):
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            yield int(place[2]), column - 1
