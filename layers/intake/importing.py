"""Importing into a package: all or nothing, the same again or not at all, and back."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Lookup
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from layers.descriptor import FILE as DESCRIPTOR
from layers.descriptor import PackageFacts, write_descriptor
from layers.errors import AtlasError, PackageError
from layers.footprints import FILE as FOOTPRINTS
from layers.intake.hiding import Precision
from layers.intake.intake import Intake
from layers.intake.keys import key_of
from layers.intake.ledger import (
    Change,
    Sheet,
    differences,
    entry_name,
    entry_of,
    last_number,
    merge,
    take_back,
)
from layers.intake.mapping import ready_mappings
from layers.intake.package import Rows, package_rows
from layers.intake.permission import (
    described,
    refuse_beside_exact,
    refuse_mixed_embargoes,
    refuse_new_embargo,
    refuse_other_precision,
)
from layers.intake.secret import Secret, refuse_other_key
from layers.journal import refuse_links, replace_files, settled, writing
from layers.registry import Registry
from layers.schema import (
    MEASUREMENTS,
    MINING_SITES,
    PACKAGE_TABLES,
    SAMPLING_POINTS,
    SOURCES,
    WATER_BODIES,
    SourceRow,
)
from layers.table_model import Table
from layers.validate import read_package, registry_of

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
    """What an import did, or would do, by table.

    `embargo`: the day before which nothing of its source is shown; empty: it is shown.
    `silenced`: rows whose text was left out for it might say where, by column. `rejected_rows`,
    `rejected_values`: what the tables' own rules left out. `differences`: the first changed rows
    of each table, in words.
    """

    changes: dict[str, Change] = field(default_factory=dict)
    number: int = 0
    embargo: str = ""
    silenced: Lookup[str, int] = field(default_factory=dict)
    rejected_rows: int = 0
    rejected_values: int = 0
    differences: Lookup[str, list[str]] = field(default_factory=dict)

    def count(self, what: str) -> int:
        """Return how many rows were ``added``, ``changed`` or ``unchanged``."""
        found = [getattr(change, what) for change in self.changes.values()]
        return sum(one if isinstance(one, int) else len(one) for one in found)

    def lines(self) -> list[str]:
        """Return one line a table, and under it its first changed rows."""
        found = []
        for name, one in self.changes.items():
            found.append(
                f"{name}: {len(one.added):,} added, {len(one.changed):,} changed, "
                f"{one.unchanged:,} as they were"
            )
            shown = self.differences.get(name, [])
            found += [f"  {line}" for line in shown]
            if len(one.changed) > len(shown):
                found.append(f"  ... and {len(one.changed) - len(shown):,} more changed")
        return found


def import_into(
    folder: Path, intake: Intake, terms: Terms, data: bytes, dry: bool, home: Path | None = None
) -> Report:
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
    home : Path, optional
        Where the package will stand, if not where it is now; beside it is the key of hidden ids.

    Raises
    ------
    PackageError
        When the package would break its rules.
    AtlasError
        When the package cannot be written.
    """
    if dry:
        secret = _permitted(folder, intake, terms, data, home)
        return _prepared(folder, intake, terms, secret, home)[0]
    with writing(folder):
        secret = _permitted(folder, intake, terms, data, home)
        report, sheets = _prepared(folder, intake, terms, secret, home)
        if not any(report.changes.values()):
            return report
        report.number = last_number(folder) + 1
        entry = {
            "number": report.number,
            "date": date.today().isoformat(),
            "file": intake.file if terms.precision == "exact" else "",
            "blake2b": _fingerprint(data),
            "source_id": terms.source.source_id,
            "sources": sorted(_sources(intake, terms)),
            "licence": terms.source.licence,
            "precision": terms.precision,
            "mapping": _named(terms),
            "changes": {name: asdict(change) for name, change in report.changes.items()},
        }
        if terms.precision != "exact":
            secret.keep()
            entry |= {"key": secret.mark, "blake2b": secret.fingerprint(data)}
        contents = {sheet.table.file: sheet.text() for sheet in _changed(report.changes, sheets)}
        text = json.dumps(entry, ensure_ascii=False, indent=1) + "\n"
        replace_files(folder, {**contents, entry_name(report.number): text}, _seals(sheets))
    return report


def _permitted(
    folder: Path, intake: Intake, terms: Terms, data: bytes, home: Path | None
) -> Secret:
    """Refuse what would leave an exact position in the package, or show or hide older rows.

    Return the key of hidden ids.
    """
    secret = Secret.of(home or folder)
    source, sources = terms.source, _sources(intake, terms)
    if terms.precision != "exact":
        if intake.mapping.target == "mining_sites":
            raise AtlasError("--positions: mining sites are published where they are")
        refuse_beside_exact(folder, sources, _fingerprint(data))
        refuse_other_key(folder, sources, secret)
    refuse_other_precision(folder, sources, secret.fingerprint(data), terms.precision)
    held = Sheet.read(folder, SOURCES).row(source.source_id)
    refuse_new_embargo(folder, source.embargo_until or "", held, source.source_id)
    return secret


def _fingerprint(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _named(terms: Terms) -> str:
    """Return the name of the mapping; a hidden import's own one may be called after its place."""
    if terms.precision == "exact":
        return Path(terms.mapping).name
    return terms.mapping if terms.mapping in ready_mappings() else ""


def _sources(intake: Intake, terms: Terms) -> set[str]:
    return {terms.source.source_id, *intake.rows["source_id"]} - {""}


def _prepared(
    folder: Path, intake: Intake, terms: Terms, secret: Secret, home: Path | None
) -> tuple[Report, list[Sheet]]:
    """Return what would change, and the tables as they would be, checked as a whole package."""
    sheets = {table: Sheet.read(folder, table) for table in _IN_ORDER}
    rows = package_rows(
        intake,
        terms.source.source_id,
        Registry.load(registry_of(folder)),
        known_points=sheets[SAMPLING_POINTS].lines,
        held=sheets[MEASUREMENTS].lines,
        water_bodies=Sheet.read(folder, WATER_BODIES).lines,
        precision=terms.precision,
        key=secret.key,
    )
    report = Report(
        silenced=rows.silenced,
        rejected_rows=rows.rejected_rows,
        rejected_values=rows.rejected_values,
    )
    for table, sheet in sheets.items():
        change = merge(sheet, _new_rows(table, rows, terms.source, sheet))
        if change or change.unchanged:
            report.changes[table.name] = change
    report.differences = {
        table.name: differences(sheet, report.changes[table.name])
        for table, sheet in sheets.items()
        if table.name in report.changes
    }
    day = sheets[SOURCES].row(terms.source.source_id).get("embargo_until", "")
    report.embargo = day if day > date.today().isoformat() else ""
    refuse_mixed_embargoes(report.embargo, report.changes, sheets)
    _check(folder, list(sheets.values()), home)
    refuse_links(folder, [sheet.table.file for sheet in _changed(report.changes, sheets.values())])
    return report, list(sheets.values())


def _new_rows(table: Table, rows: Rows, source: SourceRow, sheet: Sheet) -> list[dict[str, Any]]:
    if table is SOURCES:
        if not any(map(len, rows.tables.values())):
            return []
        return [described(source, sheet.row(source.source_id))]
    return [{str(k): v for k, v in row.items()} for row in rows.of(table).to_dict("records")]


def _check(folder: Path, sheets: list[Sheet], home: Path | None = None) -> None:
    """Hold the package as it would be against all its rules."""
    with _trial(home or folder) as trial:
        _fill(trial, folder, sheets)
        read_package(trial, Registry.load(registry_of(folder)))


@contextmanager
def _trial(home: Path) -> Iterator[Path]:
    """Give a folder for a trial of the package; what is wrong there is told of its home."""
    with tempfile.TemporaryDirectory(prefix="atlas-") as name:
        try:
            yield Path(name)
        except PackageError as error:
            told = [
                replace(problem, remedy=problem.remedy.replace(name, str(home)))
                for problem in error.problems
            ]
            raise PackageError(f"{home}, with this change,", told, error.total) from None
        except OSError as error:
            where = f"{tempfile.gettempdir()}, where imports are tried"
            raise AtlasError(f"{where}: {error.strerror or error}") from None


def _fill(trial: Path, folder: Path, sheets: list[Sheet]) -> None:
    """Write the package as it would be."""
    written = {sheet.table.file for sheet in sheets}
    for file in [DESCRIPTOR, FOOTPRINTS, *(table.file for table in PACKAGE_TABLES)]:
        path = settled(folder, file)
        if file not in written and path.exists():
            shutil.copyfile(path, trial / file)
    for sheet in sheets:
        (trial / sheet.table.file).write_text(sheet.text(), encoding="utf-8", newline="")
    if (folder / "registry").is_dir():
        (trial / "registry").symlink_to((folder / "registry").resolve())


def undo(folder: Path, which: str, dry: bool = False) -> tuple[int, dict[str, Change]]:
    """Take the last import back, the rows with their bytes; return its number and its changes.

    Parameters
    ----------
    which : str
        ``LAST``, or the number of the last import.
    dry : bool
        Only say what would happen.

    Raises
    ------
    AtlasError
        When there is none, it is not the last, or its rows were changed since.
    """
    if dry:
        return _taken_back(folder, which)[:2]
    with writing(folder):
        last, changes, sheets = _taken_back(folder, which)
        contents = {sheet.table.file: sheet.text() for sheet in _changed(changes, sheets)}
        replace_files(folder, {**contents, entry_name(last): ""}, _seals(sheets))
        (folder / entry_name(last)).unlink()
    return last, changes


def _taken_back(folder: Path, which: str) -> tuple[int, dict[str, Change], list[Sheet]]:
    """Return number and changes of the last import, and the tables without it, checked."""
    last = last_number(folder)
    if not last:
        raise AtlasError(f"{folder}: nothing was imported here")
    if which != "LAST" and which != str(last):
        raise AtlasError(f"--undo: found {which}, expected LAST or {last}, the last import")
    changes = entry_of(folder, last).changes
    sheets = {table: Sheet.read(folder, table) for table in _IN_ORDER}
    for table in reversed(_IN_ORDER):
        if table.name in changes:
            take_back(sheets[table], changes[table.name])
    _check(folder, list(sheets.values()))
    refuse_links(folder, [sheet.table.file for sheet in _changed(changes, sheets.values())])
    return last, changes, list(sheets.values())


def _changed(changes: Lookup[str, Change], sheets: Iterable[Sheet]) -> list[Sheet]:
    return [sheet for sheet in sheets if changes.get(sheet.table.name)]


def _seals(sheets: Iterable[Sheet]) -> dict[str, str]:
    return {sheet.table.file: sheet.seal for sheet in sheets}


def new_package(folder: Path) -> None:
    """Write an empty package, for the first import of a laboratory of its own."""
    name = key_of(folder.name).lower()
    folder.mkdir(parents=True)
    for table in PACKAGE_TABLES:
        (folder / table.file).write_text(",".join(table.columns) + "\n", encoding="utf-8")
    facts = PackageFacts(
        name=name or "own", title=folder.name[:200], version="0.1.0", simulated=False
    )
    write_descriptor(facts, folder, Registry.load())
