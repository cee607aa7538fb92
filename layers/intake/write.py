"""Tables as files: CSV, XLSX or Parquet by the ending of the name; written whole or not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.atomic import replacing
from layers.errors import AtlasError

FORMATS = (".csv", ".xlsx", ".parquet")
_XLSX_ROWS = 1_048_576


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
    with replacing(path) as unfinished:
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


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n")


def _write_csv_with_commas(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, sep=";", decimal=",", lineterminator="\n")


def _write_xlsx(table: pd.DataFrame, path: Path) -> None:
    if len(table) >= _XLSX_ROWS:
        raise AtlasError(f"{len(table):,} rows do not fit an XLSX sheet; write CSV or Parquet")
    from openpyxl import Workbook

    from layers.intake.marked import cell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("verdicts")
    sheet.append([cell(sheet, heading) for heading in table.columns])
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False, name=None):
        sheet.append([cell(sheet, content) for content in row])
    book.save(path)


def _write_parquet(table: pd.DataFrame, path: Path) -> None:
    import fastparquet

    fastparquet.write(str(path), table, write_index=False)
