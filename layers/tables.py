"""Strict reading of one CSV table against its row model.

The file must be UTF-8, comma-separated, with the columns of the model and no others. Every
fault is noted with the line a person sees in an editor; nothing is repaired silently.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
import pandas as pd
from pydantic import TypeAdapter, ValidationError

from layers.cells import LONGEST_NUMBER, Shape
from layers.errors import Problems, quoted
from layers.journal import settled
from layers.table_model import Table

CHUNK_ROWS = 20_000
CELL_LIMIT = 1_000_000

_WORDS = {
    "missing": "a value",
    "float_parsing": "a number with a decimal point",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a finite number",
}


Tell = Callable[[str, int], None]
"""Is told the name of a file and how many of its rows have been read."""


def silent(_file: str, _rows: int) -> None:
    """Tell nobody."""


def read_table(folder: Path, table: Table, problems: Problems, tell: Tell = silent) -> pd.DataFrame:
    """Read a table strictly.

    Parameters
    ----------
    folder : Path
        Folder that holds the file.
    table : Table
        What the file must look like.
    problems : Problems
        Collects what is wrong with it.
    tell : callable, optional
        Is told how far the reading is.

    Returns
    -------
    DataFrame
        The rows of the right width, indexed by their line in the file. Numbers are ``float64``
        or ``Int64``; every other column is text, empty cells being ``""``. Cells that are no
        number where one is needed are missing values, and noted. Columns in `table.printed`
        have a second column ``<name>_printed`` with the text of the file.
    """
    path = settled(folder, table.file)
    frames = []
    for lines, rows, header in _chunks(path, table, problems):
        _check_rows(table, header, rows, lines, problems)
        frame = pd.DataFrame(rows, columns=header, index=lines, dtype="str")
        _check_digits(table, frame, problems)
        frames.append(_typed(frame.reindex(columns=list(table.columns), fill_value=""), table))
        tell(table.file, lines[-1] - 1)
    if not frames:
        return _typed(pd.DataFrame(columns=list(table.columns), dtype="str"), table)
    return pd.concat(frames) if len(frames) > 1 else frames[0]


def _chunks(
    path: Path, table: Table, problems: Problems
) -> Iterator[tuple[array[int], list[list[str]], list[str]]]:
    """Yield (line numbers, rows, header) of at most `CHUNK_ROWS` rows; note a broken file."""
    name = table.file
    problems.unread.add(name)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _rows(stream, table, problems)
    except FileNotFoundError:
        problems.add(name, None, "", "no file", f"a table {name}", f"Add it at {path}")
    except UnicodeDecodeError:
        line, byte = _foreign_byte(path)
        found = f"the byte 0x{byte:02X}, which is not UTF-8"
        problems.add(name, line, "", found, "UTF-8 text", "Save the file as UTF-8")
    except OSError as error:
        problems.add(name, None, "", f"an unreadable file ({error.strerror})", "a readable table")


def _foreign_byte(path: Path) -> tuple[int, int]:
    """Return line and value of the first byte of a file that is not UTF-8."""
    raw = path.read_bytes()
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return raw.count(b"\n", 0, error.start) + 1, raw[error.start]
    return 1, 0


def _text_lines(stream: Iterable[str]) -> Iterator[str]:
    """Pass lines on; a NUL byte, the mark of a damaged file, ends the reading."""
    for line in stream:
        if "\0" in line:
            raise csv.Error("a NUL byte")
        yield line


def _rows(
    stream: Iterable[str], table: Table, problems: Problems
) -> Iterator[tuple[array[int], list[list[str]], list[str]]]:
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(_text_lines(stream), strict=True)
    lines, rows = array("q"), list[list[str]]()
    header, start, ragged = [], 1, False
    try:
        header = next(reader, [])
        if not _check_header(header, table, problems):
            return
        start = reader.line_num + 1
        for row in reader:
            if len(row) == len(header):
                lines.append(start)
                rows.append(list(map(intern, row)))
            elif row:
                found, expected = f"{len(row)} cells", f"{len(header)} cells as in the header"
                remedy = "Look for a missing or extra comma or quotation mark"
                problems.add(table.file, start, "", found, expected, remedy)
                ragged = True
            start = reader.line_num + 1
            if len(rows) == CHUNK_ROWS:
                yield lines, rows, header
                lines, rows = array("q"), []
    except csv.Error as error:
        remedy = "Look for an unclosed or stray quotation mark, or restore a sound copy"
        problems.add(table.file, start, "", f"broken CSV ({error})", "a CSV row", remedy)
    else:
        problems.unread -= set() if ragged else {table.file}
    if rows:
        yield lines, rows, header


def _check_header(header: list[str], table: Table, problems: Problems) -> bool:
    """Note missing, unknown and repeated columns; True when the rows can be read by name."""
    if not header:
        problems.add(table.file, None, "", "an empty file", "a header line", "Restore the table")
        return False
    expected = set(table.columns)
    for name in table.columns:
        if name not in header:
            problems.add(table.file, 1, name, "no such column", "this column", "Add it")
    for name in dict.fromkeys(header):
        if name not in expected:
            remedy = f"Remove or rename it; the columns are {', '.join(table.columns)}"
            problems.add(table.file, 1, name, "an unknown column", "a column of the table", remedy)
        elif header.count(name) > 1:
            problems.add(table.file, 1, name, "the column twice", "each column once", "Remove one")
    return len(set(header)) == len(header) and expected.issuperset(header)


def _check_rows(
    table: Table, header: list[str], rows: list[list[str]], lines: array[int], problems: Problems
) -> None:
    """Note every cell whose type, range or pattern the row model refuses."""
    validate = TypeAdapter(table.row).validate_strings
    for line, row in zip(lines, rows, strict=True):
        filled = dict(compress(zip(header, row, strict=True), row))
        try:
            validate(filled)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                column = str(fault["loc"][0])
                if column in header:
                    cell = filled.get(column, "")
                    too_long = fault["type"] == "string_too_long"
                    found = _measured(cell) if too_long else quoted(cell)
                    problems.add(table.file, line, column, found, expected_of(table, column, fault))


def _measured(cell: str) -> str:
    """Return the beginning of a long cell and its length."""
    return f"{quoted(cell)} of {len(cell):,} characters"


def _check_digits(table: Table, frame: pd.DataFrame, problems: Problems) -> None:
    """Note digits grouped by underscores, which only Python reads, and endless numbers."""
    for column in table.numeric:
        if column in frame:
            cells = frame[column]
            for line, cell in cells[cells.str.contains("_", regex=False)].items():
                problems.add(table.file, line, column, quoted(cell), "digits without grouping")
            for line, cell in cells[cells.str.len() > LONGEST_NUMBER].items():
                found, expected = _measured(cell), f"at most {LONGEST_NUMBER} characters"
                problems.add(table.file, line, column, found, expected, "Round the number")


def expected_of(table: Table, column: str, fault: Any) -> str:
    """Say in words what the row model wanted."""
    context = fault.get("ctx", {})
    kind = fault["type"]
    if kind in _WORDS:
        return _WORDS[kind]
    if kind == "string_too_long":
        return f"at most {context['max_length']:,} characters"
    if kind == "string_pattern_mismatch":
        marker = table.markers.get(column)
        return marker.words if isinstance(marker, Shape) else f"text matching {context}"
    for bound, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
        if bound in context:
            return f"a number {sign} {context[bound]:g}"
    return str(context.get("expected", fault["msg"]))


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Turn the columns that hold numbers into numbers, keeping the text of some."""
    for column in table.printed:
        frame[f"{column}_printed"] = frame[column]
    for column, kind in table.numeric.items():
        numbers = pd.to_numeric(frame[column].where(frame[column] != ""), errors="coerce")
        numbers = numbers.where(numbers.abs() != np.inf)
        if kind is int:
            whole = numbers.where(numbers % 1 == 0)
            frame[column] = whole.astype("Int64")
        else:
            frame[column] = numbers.astype("float64")
    return frame
