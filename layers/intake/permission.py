"""What a curator may publish of a source beside what the package holds of it already."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from layers.errors import AtlasError
from layers.intake.hiding import Precision
from layers.intake.ledger import Change, Sheet, cells_of, entries
from layers.schema import (
    MEASUREMENTS,
    MINING_SITES,
    PACKAGE_TABLES,
    SAMPLING_POINTS,
    SOURCES,
    SourceRow,
)
from layers.table_model import Table

_OF_A_SOURCE = (MINING_SITES, SAMPLING_POINTS, MEASUREMENTS)


def refuse_beside_exact(folder: Path, sources: Collection[str], fingerprint: str) -> None:
    """Refuse to hide positions of a source, or a file, whose exact ones the package has.

    They would stay in its tables, or in the ledger as the old lines of what was changed.

    Parameters
    ----------
    sources : collection of str
        Ids of the sources of the import.
    fingerprint : str
        Digest of its file.

    Raises
    ------
    AtlasError
        Says which import must be taken back first.
    """
    for entry in entries(folder):
        same = entry.is_of(sources) or entry.blake2b == fingerprint
        if entry.precision == "exact" and same:
            raise AtlasError(
                f"--positions: import {entry.number} brought exact positions of source "
                f"{entry.source_id} into the package; take it back first (--undo LAST, the "
                "last import first), or import what is no part of it under a --source of its own"
            )
    points = Sheet.read(folder, SAMPLING_POINTS)
    for key in points.lines:
        row = points.row(key)
        if row["source_id"] in sources and row["lat"] and row["coord_quality"] != "place":
            raise AtlasError(
                f"--positions: {SAMPLING_POINTS.file}, row {key}: the package has exact positions "
                f"of source {row['source_id']}; import under a --source of its own"
            )


_IN_WORDS: dict[Precision, str] = {
    "exact": "as they are",
    "cell": "as 1 km cells",
    "village": "as villages",
}


def refuse_other_precision(
    folder: Path, sources: Collection[str], fingerprint: str, precision: Precision
) -> None:
    """Refuse to publish a source, or a file, whose positions the package hides, in another way.

    The same sample would stand there twice, and its exact point beside the hidden one.

    Parameters
    ----------
    sources : collection of str
        Ids of the sources of the import.
    fingerprint : str
        Digest of its file, made with the key of the package.
    precision : str
        How it would publish positions.

    Raises
    ------
    AtlasError
        Says which import hid them, and how.
    """
    for entry in entries(folder):
        held = entry.precision
        both = sorted({entry.source_id, *entry.sources}.intersection(sources))
        if held not in ("exact", precision) and (both or entry.blake2b == fingerprint):
            what = f"positions of source {both[0]}" if both else "the positions of this file"
            raise AtlasError(
                f"--positions: import {entry.number} published {what} {_IN_WORDS[held]}, this one "
                f"would publish them {_IN_WORDS[precision]}; say --positions {held}, or import "
                "what is no part of it under a --source of its own"
            )


def described(source: SourceRow, held: Mapping[str, str]) -> dict[str, Any]:
    """Return the row of a source: what is said of it now, and else what the package has.

    Its embargo is thus kept until somebody ends it in `sources.csv`.
    """
    said = {name: value for name, value in source.model_dump().items() if value is not None}
    if held and said["title"] == source.source_id:
        del said["title"]
    return {**dict.fromkeys(SOURCES.columns, ""), **held, **said}


def refuse_new_embargo(folder: Path, day: str, held: Mapping[str, str], source_id: str) -> None:
    """Refuse an embargo that would change when older rows of its source are shown.

    Raises
    ------
    AtlasError
        When the source is embargoed until another day, or shown already, or the day is past.
    """
    old, today = held.get("embargo_until", ""), date.today().isoformat()
    if not day or day == old:
        return
    if day <= today:
        raise AtlasError(f"--embargo: found {day}, expected a day to come")
    if old > today:
        raise AtlasError(
            f"--embargo: found {day}, expected {old}: until then source {source_id} is "
            "embargoed, its older rows too; to change its day edit embargo_until in "
            f"{SOURCES.file}, or import under a --source of its own"
        )
    if any(_holds(Sheet.read(folder, table), source_id) for table in PACKAGE_TABLES
           if table is not SOURCES):  # fmt: skip
        raise AtlasError(
            f"--embargo: rows of source {source_id} are shown already and would be hidden with "
            "these; import under a --source of its own"
        )


def _holds(sheet: Sheet, source_id: str) -> bool:
    return any(source == source_id for _, source in sheet.column("source_id"))


def refuse_mixed_embargoes(
    day: str, changes: Mapping[str, Change], sheets: Mapping[Table, Sheet]
) -> None:
    """Refuse rows of an import that would be shown at another time than they should.

    Parameters
    ----------
    day : str
        Until when the source of the import is embargoed; empty: it is shown.
    changes : mapping of str to Change
        What happens to each table.
    sheets : mapping of Table to Sheet
        The tables as they would be.

    Raises
    ------
    AtlasError
        Names the first row of an embargoed import whose own source is not embargoed until that
        day, or the first row that would go to a source with another embargo.
    """
    today = date.today().isoformat()
    until = dict(sheets[SOURCES].column("embargo_until"))
    days = {source: end if end > today else "" for source, end in until.items()}
    for table in _OF_A_SOURCE:
        change = changes.get(table.name, Change())
        at = table.columns.index("source_id")
        for key in [*change.added, *change.changed]:
            source = cells_of(sheets[table].lines[key])[at]
            if day and days.get(source, "") != day:
                raise AtlasError(
                    f"{table.file}, row {key}: found source {source}, expected one that is "
                    f"embargoed until {day} like the rest of the import"
                )
        for key, (line, _) in change.changed.items():
            old, new = cells_of(line)[at], cells_of(sheets[table].lines[key])[at]
            if days.get(old, "") != days.get(new, ""):
                raise AtlasError(
                    f"{table.file}, row {key}: it is of source {old} and would go to {new}, "
                    "which has another embargo"
                )
