"""Importing into a package: all or nothing, the same again or not at all, and back."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping as Lookup
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from layers.descriptor import FILE as DESCRIPTOR
from layers.descriptor import PackageFacts, write_descriptor
from layers.errors import AtlasError
from layers.footprints import FILE as FOOTPRINTS
from layers.intake.hiding import Precision
from layers.intake.intake import Intake
from layers.intake.ledger import Change, Sheet, merge, take_back
from layers.intake.package import Rows, package_rows
from layers.journal import replace_files, settled, writing
from layers.registry import Registry
from layers.schema import (
    MEASUREMENTS,
    MINING_SITES,
    PACKAGE_TABLES,
    SAMPLING_POINTS,
    SOURCES,
    WATER_BODIES,
    SourceRow,
    Table,
)
from layers.validate import read_package, registry_of

LEDGER = "imports"
_IN_ORDER = (SOURCES, MINING_SITES, SAMPLING_POINTS, MEASUREMENTS)


@dataclass(frozen=True)
class Terms:
    """What a curator says of an import.

    Attributes
    ----------
    source : SourceRow
        Where the data comes from, with its licence and, if any, its embargo.
    precision : str
        How exactly positions are published.
    mapping : str
        Name of the mapping that was used.
    """

    source: SourceRow
    precision: Precision = "exact"
    mapping: str = ""


@dataclass
class Report:
    """What an import did, or would do, by table."""

    changes: dict[str, Change] = field(default_factory=dict)
    number: int = 0

    def count(self, what: str) -> int:
        """Return how many rows were ``added``, ``changed`` or ``unchanged``."""
        found = [getattr(change, what) for change in self.changes.values()]
        return sum(one if isinstance(one, int) else len(one) for one in found)

    def lines(self) -> list[str]:
        """Return one line a table."""
        return [
            f"{name}: {len(one.added):,} added, {len(one.changed):,} changed, "
            f"{one.unchanged:,} as they were"
            for name, one in self.changes.items()
        ]


def import_into(folder: Path, intake: Intake, terms: Terms, data: bytes, dry: bool) -> Report:
    """Put what a file holds into a package.

    Nothing is written unless the whole package is sound with it, and then all of it at once.
    The same file again changes nothing.

    Parameters
    ----------
    folder : Path
        The package.
    intake : Intake
        The file as read.
    terms : Terms
        Source, licence, precision.
    data : bytes
        The file, for its fingerprint.
    dry : bool
        Only say what would happen.

    Raises
    ------
    PackageError
        When the package would break its rules.
    AtlasError
        When the package cannot be written.
    """
    if dry:
        return _prepared(folder, intake, terms)[0]
    with writing(folder):
        report, sheets = _prepared(folder, intake, terms)
        if not any(report.changes.values()):
            return report
        report.number = _last(folder) + 1
        entry = {
            "number": report.number,
            "date": date.today().isoformat(),
            "file": intake.file,
            "blake2b": hashlib.blake2b(data, digest_size=16).hexdigest(),
            "source_id": terms.source.source_id,
            "licence": terms.source.licence,
            "precision": terms.precision,
            "mapping": terms.mapping,
            "changes": {name: asdict(change) for name, change in report.changes.items()},
        }
        contents = {sheet.table.file: sheet.text() for sheet in sheets}
        text = json.dumps(entry, ensure_ascii=False, indent=1) + "\n"
        replace_files(folder, {**contents, _entry(report.number): text})
    return report


def _prepared(folder: Path, intake: Intake, terms: Terms) -> tuple[Report, list[Sheet]]:
    """Return what would change, and the tables as they would be, checked as a whole package."""
    points = Sheet.read(folder, SAMPLING_POINTS)
    waters = Sheet.read(folder, WATER_BODIES)
    rows = package_rows(
        intake,
        terms.source.source_id,
        Registry.load(registry_of(folder)),
        known_points=points.lines,
        water_bodies=waters.lines,
        precision=terms.precision,
    )
    report, sheets = Report(), []
    for table in _IN_ORDER:
        sheet = points if table is SAMPLING_POINTS else Sheet.read(folder, table)
        report.changes[table.name] = merge(sheet, _new_rows(table, rows, terms.source, sheet))
        sheets.append(sheet)
    report.changes = {name: one for name, one in report.changes.items() if one or one.unchanged}
    _check(folder, sheets)
    return report, sheets


def _new_rows(table: Table, rows: Rows, source: SourceRow, sheet: Sheet) -> list[dict[str, Any]]:
    if table is not SOURCES:
        return [{str(k): v for k, v in row.items()} for row in rows.of(table).to_dict("records")]
    if source.source_id in sheet.lines and not _says_more(source):
        return []
    said = source.model_dump()
    return [{name: "" if value is None else value for name, value in said.items()}]


def _says_more(source: SourceRow) -> bool:
    """Tell a source that is described from one that is only named."""
    return source.title != source.source_id


def _check(folder: Path, sheets: list[Sheet]) -> None:
    """Hold the package as it would be against all its rules."""
    with tempfile.TemporaryDirectory(prefix="atlas-") as name:
        trial = Path(name)
        written = {sheet.table.file for sheet in sheets}
        others = [DESCRIPTOR, FOOTPRINTS, *(table.file for table in PACKAGE_TABLES)]
        for file in others:
            path = settled(folder, file)
            if file not in written and path.exists():
                shutil.copyfile(path, trial / file)
        for sheet in sheets:
            (trial / sheet.table.file).write_text(sheet.text(), encoding="utf-8", newline="")
        if (folder / "registry").is_dir():
            (trial / "registry").symlink_to((folder / "registry").resolve())
        read_package(trial, Registry.load(registry_of(folder)))


def undo(folder: Path, which: str) -> int:
    """Take the last import back, every row and byte; return its number.

    Parameters
    ----------
    which : str
        ``LAST``, or the number of the last import.

    Raises
    ------
    AtlasError
        When there is none, it is not the last, or its rows were changed since.
    """
    with writing(folder):
        last = _last(folder)
        if not last:
            raise AtlasError(f"{folder}: nothing was imported here")
        if which != "LAST" and which != str(last):
            raise AtlasError(f"--undo: found {which}, expected LAST or {last}, the last import")
        entry = json.loads((folder / _entry(last)).read_text(encoding="utf-8"))
        sheets = []
        for table in reversed(_IN_ORDER):
            if table.name in entry["changes"]:
                sheet = Sheet.read(folder, table)
                take_back(sheet, _change(entry["changes"][table.name]))
                sheets.append(sheet)
        others = [Sheet.read(folder, t) for t in _IN_ORDER if t.name not in entry["changes"]]
        _check(folder, [*sheets, *others])
        contents = {sheet.table.file: sheet.text() for sheet in sheets}
        replace_files(folder, {**contents, _entry(last): ""})
        (folder / _entry(last)).unlink()
    return last


def _change(said: Lookup[str, Any]) -> Change:
    changed = {key: (old, new) for key, (old, new) in said["changed"].items()}
    return Change(dict(said["added"]), changed, said["unchanged"])


def _entry(number: int) -> str:
    return f"{LEDGER}/{number:04d}.json"


def _last(folder: Path) -> int:
    """Return the number of the last import, 0 for none; an emptied entry was taken back."""
    found = [path for path in (folder / LEDGER).glob("[0-9]*.json") if path.stat().st_size]
    return max((int(path.stem) for path in found), default=0)


def new_package(folder: Path) -> None:
    """Write an empty package, for the first import of a laboratory of its own."""
    name = "".join(sign if sign.isalnum() else "-" for sign in folder.name.lower()).strip("-")
    folder.mkdir(parents=True)
    for table in PACKAGE_TABLES:
        (folder / table.file).write_text(",".join(table.columns) + "\n", encoding="utf-8")
    facts = PackageFacts(name=name or "own", title=folder.name, version="0.1.0", simulated=False)
    write_descriptor(facts, folder, Registry.load())
