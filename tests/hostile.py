"""A sound package in which every free text is an attack on the page that shows it."""

import csv
from collections.abc import Iterable
from pathlib import Path

from layers.descriptor import PackageFacts, write_descriptor
from layers.registry import DEFAULT_FOLDER, Registry
from layers.schema import PACKAGE_TABLES
from layers.table_model import Table
from tests.layers.packages import ROWS

ATTACK = "=1+1\"'><img src=x onerror=window.pwned=1><script>window.pwned=1</script>{{7*7}}"
SHORT = "<img src=x onerror=window.pwned=1>"
ADDRESS = 'https://127.0.0.1/"><img/src=x/onerror=window.pwned=1>'
DOI = '10.1234/"><img/src=x/onerror=window.pwned=1>'
SHOWN = (
    "label_", "note", "title", "reference", "caution", "summary", "meaning", "text_", "why_",
    "advice_en", "advice_ro", "advice_sr", "what_for_", "organisation", "address",
)  # fmt: skip
"""Beginnings of the names of registry columns that a page shows and nothing refers to."""


def write_hostile_package(folder: Path) -> Path:
    """Write the package, with a registry of its own whose words are hostile as well."""
    folder.mkdir()
    write_hostile_registry(folder / "registry")
    for table in PACKAGE_TABLES:
        rows = [hostile_row(table, row) for row in ROWS[table.name]]
        _write(folder / table.file, table.columns, rows)
    facts = PackageFacts(name="hostile", title=ATTACK, version="0.1.0", simulated=False)
    write_descriptor(facts, folder, Registry.load(folder / "registry"))
    return folder


def hostile_row(table: Table, row: dict[str, str]) -> dict[str, str]:
    """Fill every column that takes free text, to its last character."""
    attacks = ((column, _attack(table, column, row)) for column in table.columns)
    return row | {column: text for column, text in attacks if text is not None}


def _attack(table: Table, column: str, row: dict[str, str]) -> str | None:
    if column == "url":
        return ADDRESS
    if column == "doi":
        return DOI if row["source_id"] == "PAPER" else None
    shape = table.shapes[column]
    bound = column in table.key or column in table.markers or "pattern" in shape
    if bound or column in table.numeric or "maxLength" not in shape:
        return None
    room = min(shape["maxLength"], 600)
    return ATTACK + "W" * (room - len(ATTACK))


def write_hostile_registry(folder: Path) -> None:
    """Copy the shared registry and make its words hostile."""
    folder.mkdir()
    for path in DEFAULT_FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            rows, columns = list(reader), list(reader.fieldnames or [])
        for row in rows:
            row |= {name: f"{SHORT}{row[name]}"[:120] for name in columns if _shown(name, row)}
        _write(folder / path.name, columns, rows)


def _shown(column: str, row: dict[str, str]) -> bool:
    return column.startswith(SHOWN) and bool(row[column])


def _write(path: Path, columns: Iterable[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
