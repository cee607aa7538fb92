"""Tables as files: CSV in the ways laboratories write it, XLSX, Parquet; written whole or not."""

import codecs
import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from layers.errors import AtlasError

FORMATS = (".csv", ".xlsx", ".parquet")
_XLSX_ROWS = 1_048_576


def read_file(path: Path) -> tuple[pd.DataFrame, bool]:
    """Read a table, cells as they stand.

    CSV may be divided by comma, semicolon or tab, in UTF-8 (with or without BOM) or
    Windows-1250. Of an XLSX the first sheet is read.

    Returns
    -------
    DataFrame, bool
        Texts (CSV) or typed cells, missing ones as None; and whether a comma inside a cell is a
        decimal comma.

    Raises
    ------
    AtlasError
        The file is missing, empty, of another format, or its headings repeat.
    """
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx, ".parquet": _read_parquet}
    if path.suffix.lower() not in readers:
        raise AtlasError(f"{path}: expected a file ending in {', '.join(FORMATS)}")
    if not path.is_file():
        raise AtlasError(f"{path}: no such file")
    table, decimal_comma = readers[path.suffix.lower()](path)
    table.columns = pd.Index(_distinct(path, table.columns))
    return table, decimal_comma


def _distinct(path: Path, headings: Iterable[object]) -> list[str]:
    names = ["" if heading is None else str(heading).strip() for heading in headings]
    repeated = next((name for name in names if name and names.count(name) > 1), None)
    if repeated:
        raise AtlasError(f"{path}, line 1: the heading {repeated!r} stands twice")
    return [name or f"column {number}" for number, name in enumerate(names, 1)]


def _read_csv(path: Path) -> tuple[pd.DataFrame, bool]:
    text = _decoded(path)
    heading = next(iter(text.splitlines()), "")
    if not heading.strip():
        raise AtlasError(f"{path}: the file is empty")
    divider = max(";\t,", key=lambda sign: len(_fields(heading, sign)))
    names = _distinct(path, _fields(heading, divider))
    try:
        table = pd.read_csv(
            io.StringIO(text),
            sep=divider,
            names=names,
            header=0,
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_values=[""],
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise AtlasError(f"{path}: {str(error).strip()}") from None
    return table, divider != ","


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1250", errors="replace")


def _fields(heading: str, divider: str) -> list[str]:
    return next(csv.reader([heading], delimiter=divider))


def _read_xlsx(path: Path) -> tuple[pd.DataFrame, bool]:
    try:
        cells = pd.read_excel(path, dtype=object, header=None, engine="openpyxl")
    except ImportError:
        raise AtlasError("XLSX needs the package openpyxl: pip install openpyxl") from None
    except (OSError, ValueError, KeyError) as error:
        raise AtlasError(f"{path}: not a readable XLSX file: {error}") from None
    if cells.empty:
        raise AtlasError(f"{path}: the first sheet is empty")
    headings = cells.iloc[0].where(cells.iloc[0].notna(), None)
    return cells.iloc[1:].set_axis(headings, axis=1).reset_index(drop=True), True


def _read_parquet(path: Path) -> tuple[pd.DataFrame, bool]:
    fastparquet = _fastparquet()
    try:
        with path.open("rb") as file:
            return fastparquet.ParquetFile(file).to_pandas(), True
    except (OSError, ValueError, RuntimeError) as error:
        raise AtlasError(f"{path}: not a readable Parquet file: {error}") from None


def _fastparquet() -> Any:
    try:
        return import_module("fastparquet")
    except ImportError:
        raise AtlasError("Parquet needs the package fastparquet: pip install fastparquet") from None


def write_file(table: pd.DataFrame, path: Path, decimal_comma: bool = False) -> None:
    """Write a table by the ending of its name; an interrupted run leaves the old file whole.

    With `decimal_comma`, a CSV is divided by semicolons and its numbers have commas, as in the
    table that it was made from.

    Raises
    ------
    AtlasError
        Unknown ending, no such folder, or more rows than an XLSX sheet holds.
    """
    check_target(path)
    write_csv = _write_csv_with_commas if decimal_comma else _write_csv
    writers = {".csv": write_csv, ".xlsx": _write_xlsx, ".parquet": _write_parquet}
    with _replacing(path) as unfinished:
        writers[path.suffix.lower()](table, unfinished)


def check_target(path: Path) -> None:
    """Refuse a name that nothing can be written to, before any work is done.

    Raises
    ------
    AtlasError
        Unknown ending, or no such folder.
    """
    if path.suffix.lower() not in FORMATS:
        raise AtlasError(f"{path}: expected a name ending in {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise AtlasError(f"{path.parent}: no such folder")


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a name in the same folder to write to; it takes the place of `path` at the end."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n")


def _write_csv_with_commas(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, sep=";", decimal=",", lineterminator="\n")


def _write_xlsx(table: pd.DataFrame, path: Path) -> None:
    if len(table) >= _XLSX_ROWS:
        raise AtlasError(f"{len(table):,} rows do not fit an XLSX sheet; write CSV or Parquet")
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise AtlasError("XLSX needs the package openpyxl: pip install openpyxl") from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("verdicts")

    def cell(content: object) -> object:
        if not isinstance(content, str) or not content.startswith("="):
            return content
        text = WriteOnlyCell(sheet, value=content)
        text.data_type = "s"
        return text

    sheet.append([cell(heading) for heading in table.columns])
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False, name=None):
        sheet.append([cell(content) for content in row])
    book.save(path)


def _write_parquet(table: pd.DataFrame, path: Path) -> None:
    _fastparquet().write(str(path), table, write_index=False)
