"""Command: bring a laboratory's or an agency's table into a data package."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from layers.errors import AtlasError, quoted
from layers.intake import Intake, IntakeError, Words, read_intake
from layers.intake.faults import Faults
from layers.intake.importing import Report, Terms, import_into, new_package, undo
from layers.intake.ledger import Sheet, last_number
from layers.intake.mapping import NOTHING, Mapping, load_mapping, ready_mappings
from layers.intake.mapping_check import check_mapping
from layers.intake.marked import write_marked
from layers.intake.read import FORMATS
from layers.intake.usual import usual_values
from layers.intake.word_rows import Severity
from layers.journal import making
from layers.registry import DEFAULT_FOLDER
from layers.schema import SOURCES, SourceRow
from layers.store import open_store
from layers.tables import expected_of

NAME = "import"
HELP = "bring a laboratory's table into a data package, all or nothing"

_SHOWN = 40
_OPTIONS = {"source_id": "--source", "embargo_until": "--embargo"}
_SEVERITIES: tuple[Severity, ...] = ("error", "flag", "told")
_UNNAMED = "DRY-RUN"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, nargs="?", help=", ".join(FORMATS))
    parser.add_argument("--to", required=True, type=Path, metavar="STORE", help="data package;"
                        " an absent folder becomes a new one")  # fmt: skip
    parser.add_argument("--mapping", help="YAML that explains the table, or one of: "
                        + ", ".join(ready_mappings()))  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    parser.add_argument("--undo", metavar="LAST", help="take the last import back")
    parser.add_argument("--source", metavar="ID", help="id of where the data comes from")
    parser.add_argument("--title", help="title of a source that the package does not have yet")
    parser.add_argument("--authors", help="its authors, or the laboratory")
    parser.add_argument("--year", type=int, help="its year")
    parser.add_argument("--url", help="its address")
    parser.add_argument("--licence", help="its licence, such as 'CC BY 4.0'")
    parser.add_argument("--embargo", metavar="DAY", help="show nothing of it before that day")
    parser.add_argument("--medium", help="medium of rows that do not say theirs")
    parser.add_argument("--unit", help="unit of values that do not say theirs")
    parser.add_argument("--crs", help="coordinate system, such as EPSG:32634")
    parser.add_argument("--positions", choices=("exact", "cell", "village"), default="exact",
                        help="publish positions as they are, as 1 km cells, or as villages; of the"
                        " latter two the exact point is not kept, and ids are made with the"
                        " secret STORE.key beside the store: keep it, never show it")  # fmt: skip
    parser.add_argument("--marked", type=Path, metavar="XLSX", help="copy with faults marked")


def run(args: argparse.Namespace) -> int:
    """Import, or take an import back; status 1 when any row is left out."""
    if args.undo:
        if args.file:
            raise AtlasError("--undo takes no file")
        return _undo(_existing(args.to), args.undo, args.dry_run)
    if args.file is None:
        raise AtlasError("name the file to import")
    if args.marked:
        _check_marked(args.marked, args.file)
    return _import(args) if args.to.is_dir() else _import_first(args)


def _import(args: argparse.Namespace) -> int:
    return _told(args, *_bring(args, args.to))


def _undo(folder: Path, which: str, dry: bool) -> int:
    number, changes = undo(folder, which, dry)
    verb = "would be" if dry else "were"
    for name, change in changes.items():
        back = f"{len(change.changed):,} {verb} as before"
        print(f"{name}: {len(change.added):,} rows {verb} removed, {back}")
    print(f"import {number} {'would be' if dry else 'was'} taken back")
    return 0


def _import_first(args: argparse.Namespace) -> int:
    """Import into a package of its own, which takes its place only with something in it."""
    folder = args.to.absolute()
    if folder.is_symlink():
        raise AtlasError(f"{args.to}: found a link to {folder.readlink()}, where there is nothing")
    if folder.exists():
        raise AtlasError(f"{args.to}: found a file, expected a data package or no such folder yet")
    try:
        with _trial_place(args.dry_run, folder) as made:
            if folder.is_dir():  # another import has made it while this one waited
                return _import(args)
            package = made / folder.name
            new_package(package)
            intake, report = _bring(args, package)
            if not args.dry_run and last_number(package):
                folder.parent.mkdir(parents=True, exist_ok=True)
                package.rename(folder)
    except OSError as error:
        raise AtlasError(f"{args.to} cannot be made: {error.strerror or error}") from error
    return _told(args, intake, report)


@contextmanager
def _trial_place(dry: bool, folder: Path) -> Iterator[Path]:
    if dry:
        with tempfile.TemporaryDirectory(prefix="atlas-") as made:
            yield Path(made)
    else:
        with making(folder) as place:
            yield place


def _bring(args: argparse.Namespace, folder: Path) -> tuple[Intake, Report]:
    """Read the file and put what is sound into the package."""
    data, name = _read(args.file), args.file.name
    store = open_store(folder)
    words = Words.load(_registry(folder))
    mapping = _mapping(args, words)
    source = _source(args, mapping, Sheet.read(folder, SOURCES).lines)
    _say(f"reading {name}")
    try:
        intake = read_intake(data, name, words, mapping=mapping, usual=usual_values(store.values()))
    except IntakeError as error:
        raise AtlasError("\n".join(str(fault) for fault in error.faults.kept)) from None
    _say(f"checking the package with {len(intake.sound):,} values")
    terms = Terms(source, args.positions, args.mapping or "")
    return intake, import_into(folder, intake, terms, data, args.dry_run, home=args.to)


def _told(args: argparse.Namespace, intake: Intake, report: Report) -> int:
    """Say what was done, on the marked copy too; return the status."""
    status = _tell(intake, report, args.dry_run)
    if args.marked:
        try:
            write_marked(intake, args.marked)
        except OSError as error:
            _say(f"{args.marked}: the marked copy could not be written: {error.strerror}")
            return 1
    return status


def _check_marked(path: Path, file: Path) -> None:
    """Refuse a place for the marked copy before anything is done."""
    if path.is_dir():
        raise AtlasError(f"--marked {path}: found a folder, expected the name of a file")
    if not path.parent.is_dir():
        raise AtlasError(f"--marked {path}: there is no folder {path.parent}")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise AtlasError(f"--marked {path}: it cannot be written there")
    if path.exists() and file.exists() and path.samefile(file):
        raise AtlasError(f"--marked {path}: that is the file to import; name another")


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise AtlasError(f"{folder}: no such data package")
    return folder


def _registry(folder: Path) -> Path:
    own = folder / "registry"
    return own if (own / "headings.csv").is_file() else DEFAULT_FOLDER


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AtlasError(f"{path}: {error.strerror}") from None


def _mapping(args: argparse.Namespace, words: Words) -> Mapping:
    mapping = load_mapping(args.mapping, words) if args.mapping else NOTHING
    said = {"medium": args.medium, "unit": args.unit}
    constants = {**mapping.constants, **{role: word for role, word in said.items() if word}}
    coordinates = args.crs or mapping.coordinates
    taught = mapping.model_copy(update={"constants": constants, "coordinates": coordinates})
    check_mapping(taught, words, "--medium, --unit, --crs")
    return taught


def _source(args: argparse.Namespace, mapping: Mapping, known: Collection[str]) -> SourceRow:
    """Return what is said of the source: by the curator; of a new one by the mapping too."""
    source_id = args.source or (mapping.source.source_id if mapping.source else "")
    if not source_id and not args.dry_run:
        raise AtlasError("--source ID: say where the data comes from")
    source_id = source_id or _UNNAMED
    is_new = source_id not in known
    ours = mapping.source if is_new and mapping.source else None
    ready = ours.model_dump() if ours and ours.source_id == source_id else {}
    facts = {
        name: getattr(args, name) or ready.get(name) or None
        for name in ("title", "licence", "authors", "year", "url")
    }
    if is_new and not args.dry_run and not (facts["title"] and facts["licence"]):
        raise AtlasError(
            f"--source {source_id}: the package does not have this source; "
            "say its --title and its --licence"
        )
    facts |= {"source_id": source_id, "title": facts["title"] or source_id}
    facts["embargo_until"] = args.embargo
    try:
        return SourceRow(**facts)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        name = str(fault["loc"][0])
        option = _OPTIONS.get(name, f"--{name}")
        expected = expected_of(SOURCES, name, fault)
        raise AtlasError(f"{option}: found {quoted(facts[name])}, expected {expected}") from None


def _tell(intake: Intake, report: Report, dry: bool) -> int:
    """Print what was added, changed and rejected; return the status."""
    _tell_faults(intake.faults)
    verb = "would be" if dry else "were"
    counts = {what: f"{report.count(what):,}" for what in ("added", "changed", "unchanged")}
    print(
        f"{len(intake.sound):,} values read, {counts['added']} rows {verb} added, "
        f"{counts['changed']} changed, {counts['unchanged']} as they were"
    )
    print("\n".join(report.lines()))
    print(
        f"{intake.rejected + report.rejected_values:,} values and "
        f"{int(intake.rows['refused'].sum()) + report.rejected_rows:,} rows rejected, "
        f"{intake.faults.counts['flag']:,} flags"
    )
    if report.silenced:
        left = ", ".join(f"{name} in {count:,}" for name, count in report.silenced.items())
        print(f"texts that may say where were left out (rows): {left}")
    if report.embargo:
        print(f"nothing of its source is shown before {report.embargo}")
    if report.number:
        print(f"import {report.number}; --undo LAST takes it back")
    return 1 if intake.faults.counts["error"] else 0


def _tell_faults(faults: Faults) -> None:
    """Print the first faults, what was left out before what was flagged, and how many of each."""
    ordered = sorted(faults.kept, key=lambda fault: _SEVERITIES.index(fault.severity))
    for fault in ordered[:_SHOWN]:
        print(f"{fault.severity}: {fault}", file=sys.stderr)
    total = faults.counts.total()
    if total > _SHOWN:
        print(f"... and {total - _SHOWN:,} more; --marked FILE.xlsx shows all", file=sys.stderr)
    kinds = faults.kinds()
    for severity in _SEVERITIES:
        of_it = [f"{kind} {count:,}" for (one, kind), count in kinds.most_common()
                 if one == severity]  # fmt: skip
        if of_it:
            print(f"{severity}, {faults.counts[severity]:,} in all: {'; '.join(of_it)}",
                  file=sys.stderr)  # fmt: skip


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
