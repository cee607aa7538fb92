"""Rows of a package's tables changed by key, their other lines untouched, and changed back.

Every import leaves an entry, ``imports/0001.json`` and so on, until it is taken back.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from layers.errors import AtlasError, quoted
from layers.intake.hiding import Precision
from layers.journal import seal, settled
from layers.table_model import Table

LEDGER = "imports"
_NAMED = 10
"""Changed rows that are named one by one."""


@dataclass
class Sheet:
    """The lines of a table of a package, by key, as the file holds them.

    Attributes
    ----------
    header : str
        Its first line, with what stands before and below it.
    lines : dict of str to str
        Each with the blank lines below it.
    seal : str
        What the file was recognised by.
    """

    table: Table
    header: str
    lines: dict[str, str]
    seal: str

    @classmethod
    def read(cls, folder: Path, table: Table) -> Sheet:
        """Read a table; its lines keep their bytes."""
        path = settled(folder, table.file)
        sealed = seal(folder, table.file)
        with path.open(encoding="utf-8", newline="") as stream:
            raw = stream.readlines()
        reader = csv.reader(iter(raw))
        header = [name.removeprefix("\ufeff") for name in next(reader, [])]
        if tuple(header) != table.columns:
            raise AtlasError(f"{path}: found other columns than {', '.join(table.columns)}")
        at, lines = reader.line_num, dict[str, str]()
        first, last = "".join(raw[:at]), ""
        key = header.index(table.key[0])
        for row in reader:
            text = "".join(raw[at : reader.line_num])
            if row:
                last = row[key]
                lines[last] = text
            elif last:
                lines[last] += text
            else:
                first += text
            at = reader.line_num
        if last and not lines[last].endswith("\n"):
            lines[last] += "\n"
        return cls(table, first, lines, sealed)

    def column(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield key and cell of a column."""
        at = self.table.columns.index(name)
        for key, line in self.lines.items():
            yield key, cells_of(line)[at]

    def row(self, key: str) -> dict[str, str]:
        """Return the cells of a row by column; none: nothing."""
        line = self.lines.get(key)
        return dict(zip(self.table.columns, cells_of(line), strict=True)) if line else {}

    def text(self) -> str:
        """Return the whole file."""
        return self.header + "".join(self.lines.values())


@dataclass
class Change:
    """What happened to the rows of one table.

    Attributes
    ----------
    added : dict of str to str
        Digest of the new line by key.
    changed : dict of str to (str, str)
        Old line and digest of the new one by key.
    unchanged : int
        Rows that were there already.
    """

    added: dict[str, str] = field(default_factory=dict)
    changed: dict[str, tuple[str, str]] = field(default_factory=dict)
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


class Entry(BaseModel):
    """What an import has left: who, what, how, and the lines that it changed.

    `sources`: the curator's and those that rows named. `key`: what the key of its hidden ids is
    recognised by; empty: none.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    source_id: str
    sources: frozenset[str] = frozenset()
    precision: Precision
    blake2b: str
    key: str = ""
    changes: dict[str, Change]

    def is_of(self, sources: Collection[str]) -> bool:
        """Say whether it is of one of these sources."""
        return bool({self.source_id, *self.sources}.intersection(sources))


def merge(sheet: Sheet, rows: Iterable[Mapping[str, object]]) -> Change:
    """Put rows into a table by key and say what changed."""
    change = Change()
    for row in rows:
        line = _line(sheet.table, row)
        key = str(row[sheet.table.key[0]])
        old = sheet.lines.get(key)
        if old is not None and cells_of(old) == cells_of(line):
            change.unchanged += 1
            continue
        if old is None:
            change.added[key] = digest(line)
        else:
            change.changed[key] = (old, digest(line))
        sheet.lines[key] = line
    return change


def differences(sheet: Sheet, change: Change) -> list[str]:
    """Say of the first changed rows of a table, by key, what stood in which column and stands."""
    found = []
    for key, (old, _) in islice(change.changed.items(), _NAMED):
        pairs = zip(sheet.table.columns, cells_of(old), cells_of(sheet.lines[key]), strict=True)
        parts = [f"{name} {quoted(was)} → {quoted(now)}" for name, was, now in pairs if was != now]
        found.append(f"{key}: {', '.join(parts)}")
    return found


def take_back(sheet: Sheet, change: Change) -> None:
    """Undo a change of a table.

    Raises
    ------
    AtlasError
        When a row was changed again since.
    """
    news = {**change.added, **{key: new for key, (_, new) in change.changed.items()}}
    for key, new in news.items():
        if key not in sheet.lines or digest(sheet.lines[key]) != new:
            raise AtlasError(
                f"{sheet.table.file}, row {key}: changed since the import; undo that change first"
            )
    for key in change.added:
        del sheet.lines[key]
    for key, (old, _) in change.changed.items():
        sheet.lines[key] = old


def digest(line: str) -> str:
    """Return what a line is recognised by, however its cells are quoted."""
    plain = _written(cells_of(line)).strip("\r\n")
    return hashlib.blake2b(plain.encode(), digest_size=8).hexdigest()


def _line(table: Table, row: Mapping[str, object]) -> str:
    return _written([row.get(name, "") for name in table.columns])


def _written(cells: Iterable[object]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def cells_of(line: str) -> list[str]:
    """Return the cells of a line."""
    return next(csv.reader(io.StringIO(line, newline="")))


def entry_name(number: int) -> str:
    """Return the path of an entry inside its package."""
    return f"{LEDGER}/{number:04d}.json"


def last_number(folder: Path) -> int:
    """Return the number of the last import, 0 for none; an emptied entry was taken back."""
    return max((int(path.stem) for path in _entries(folder)), default=0)


def entries(folder: Path) -> list[Entry]:
    """Return what is known of every import that was not taken back."""
    return [_entry(path) for path in _entries(folder)]


def entry_of(folder: Path, number: int) -> Entry:
    """Return what is known of an import.

    Raises
    ------
    AtlasError
        When its entry is damaged.
    """
    return _entry(folder / entry_name(number))


def _entry(path: Path) -> Entry:
    try:
        return Entry.model_validate_json(path.read_bytes())
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(map(str, fault["loc"]))
        found = f"{place}: {fault['msg']}" if place else fault["msg"]
        raise AtlasError(
            f"{path}: this is not what an import has left ({found}); put the file back as it was, "
            "from a copy of the package"
        ) from None


def _entries(folder: Path) -> list[Path]:
    found = (folder / LEDGER).glob("[0-9]*.json")
    return [path for path in found if path.stem.isdecimal() and path.stat().st_size]
