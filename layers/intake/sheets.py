"""Spreadsheets: XLSX, XLS, ODS and XLSB, with hidden sheets, merged cells, formulas, percents."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any
from zipfile import BadZipFile

from layers.intake.faults import Faults
from layers.intake.grid import Grid, Percent
from layers.intake.guard import Limits
from layers.intake.number_format import shown
from layers.intake.phrases import phrase
from layers.intake.workbook import Workbook, errors, extent, hidden, styled_cells, uncounted

DATA, DICTIONARY = "data", "dictionary"
"""Sheets of the template: the first is filled in, the second explains it."""


def sheet_grids(data: bytes, limits: Limits, faults: Faults) -> list[Grid]:
    """Return the cells of every sheet that holds any.

    A merged cell's value stands in all its cells. Of a formula the value is taken that the
    spreadsheet has stored beside it; cells without one are listed in `Grid.uncounted`. A cell
    shown as 25% holds 0.25, and is given as a `Percent` of 25.

    Raises
    ------
    IntakeError
        Protected by a password, damaged, or more rows or columns than may be read.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        parts = Workbook(data)
        for one in parts.open_sheets.values():
            _check_reach((one.rows, one.columns), limits, faults)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for about in book.sheets_metadata:
            xml = parts.xml(about.name)
            own = parts.open_sheets.get(about.name)
            _check_reach(extent(xml, limits.cells, limits.columns), limits, faults)
            sheet = book.get_sheet_by_name(about.name)
            _check_extent(sheet, limits, faults)
            percents = own.percents if own else set(styled_cells(xml, parts.percent_styles))
            grid = _grid(sheet, percents, _formatted(xml, parts), errors(xml))
            grid.hides_percents = not xml and own is None
            _note_uncounted(grid, xml)
            grid.hidden = about.visible != SheetVisibleEnum.Visible
            if grid.rows:
                grids.append(grid)
                faults.sheet = about.name if len(book.sheets_metadata) > 1 else ""
                _note_hidden(grid, xml, faults)
        faults.sheet = ""
    except PasswordError:
        raise faults.refuse("password", phrase("a file protected by a password")) from None
    except (CalamineError, BadZipFile, OSError, ValueError) as error:
        said = phrase("a damaged spreadsheet ({error})", error=str(error))
        raise faults.refuse("damaged", said) from None
    return grids


def _note_hidden(grid: Grid, xml: bytes, faults: Faults) -> None:
    """Say that hidden rows and columns are read as well, as far as they hold anything."""
    rows, ranges = hidden(xml)
    rows &= set(grid.lines)
    reach = range(grid.left + 1, grid.left + grid.width + 1)
    columns = [at for at in reach if any(first <= at <= last for first, last in ranges)]
    if (rows or columns) and not grid.hidden:
        found = phrase("{rows} hidden rows and {columns} hidden columns", rows=len(rows),
                       columns=len(columns))  # fmt: skip
        faults.say("hidden_cells", min(rows, default=None), "", found)


def _check_reach(reach: tuple[int, int], limits: Limits, faults: Faults) -> None:
    """Refuse a sheet with cells far away before a reader fills everything between."""
    rows, columns = reach
    if rows * columns > limits.cells or columns > limits.columns:
        most = phrase("{count} columns and {cells} cells", count=limits.columns, cells=limits.cells)
        found = phrase("a table of {rows} rows and {columns} columns", rows=rows, columns=columns)
        raise faults.refuse("far_cell", found, most=most)


def _check_extent(sheet: Any, limits: Limits, faults: Faults) -> None:
    if sheet.height > limits.rows:
        most = phrase("{count} rows", count=limits.rows)
        found = phrase("{count} rows", count=sheet.height)
        raise faults.refuse("too_many_rows", found, most=most)
    if sheet.width > limits.columns:
        most = phrase("{count} columns", count=limits.columns)
        found = phrase("{count} columns", count=sheet.width)
        raise faults.refuse("too_many_columns", found, most=most)


def _formatted(xml: bytes, parts: Workbook) -> dict[tuple[int, int], str]:
    """Return the formats of the cells that may be shown as something else than their number."""
    styles = parts.odd_styles
    return {place: styles[style] for place, style in styled_cells(xml, styles).items()}


def _grid(
    sheet: Any,
    percents: set[tuple[int, int]],
    formats: dict[tuple[int, int], str],
    errors: Iterable[tuple[int, int, str]],
) -> Grid:
    if sheet.height == 0 or sheet.width == 0:
        return Grid(sheet.name, [], [])
    top = sheet.start[0] if sheet.start else 0
    left = sheet.start[1] if sheet.start else 0
    cells = [
        [None if cell == "" else cell for cell in row] if "" in row else row
        for row in sheet.to_python()
    ]
    # to_python leaves out empty rows and columns before the first cell
    _show_formats(cells, formats, top, left)
    _show_percents(cells, percents, top, left)
    for line, column, text in errors:
        if 0 <= line - 1 - top < len(cells) and 0 <= column - left < len(cells[0]):
            cells[line - 1 - top][column - left] = text
    merged = _fill(cells, sheet.merged_cell_ranges or [], top, left)
    kept = [(row, top + number + 1) for number, row in enumerate(cells) if any_cell(row)]
    rows, lines = [row for row, _ in kept], [line for _, line in kept]
    return Grid(sheet.name, rows, lines, merged=merged, left=left)


def _show_percents(
    cells: list[list[object]], places: set[tuple[int, int]], top: int, left: int
) -> None:
    for line, column in places:
        row, at = line - 1 - top, column - left
        if 0 <= row < len(cells) and 0 <= at < len(cells[row]):
            held = cells[row][at]
            if isinstance(held, int | float) and not isinstance(held, bool):
                cells[row][at] = Percent(format(held * 100, ".15g"))


def _show_formats(
    cells: list[list[object]], formats: dict[tuple[int, int], str], top: int, left: int
) -> None:
    """Give numbers that are shown as something else together with what is shown."""
    for (line, column), code in formats.items():
        row, at = line - 1 - top, column - left
        if 0 <= row < len(cells) and 0 <= at < len(cells[row]):
            held = cells[row][at]
            if isinstance(held, int | float) and not isinstance(held, bool):
                cells[row][at] = shown(held, code)


def any_cell(row: list[object]) -> bool:
    """Say whether a row holds anything."""
    return row.count(None) + row.count("") < len(row)


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


def _note_uncounted(grid: Grid, xml: bytes) -> None:
    """Find formulas that were never counted, as programs write them that only write files."""
    lines = {line: at for at, line in enumerate(grid.lines)}
    grid.uncounted = [
        (lines[line], column - grid.left) for line, column in uncounted(xml) if line in lines
    ]
