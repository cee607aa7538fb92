"""What a GeoPackage holds besides its tables: questions to the database, which can be endless."""

from __future__ import annotations

import re
import sqlite3

from layers.intake.faults import Faults
from layers.intake.phrases import phrase

_OWN = ("gpkg_", "sqlite_", "rtree_")
_WAL = slice(18, 20)
"""Bytes that say how the file is written to; a file in memory has no log beside it."""
_COMPUTED = (2, 3)
_STEPS = 1_000_000
_PLAIN = re.compile(r"CREATE\s+TABLE\b", re.IGNORECASE)


def refuse_views(data: bytes, faults: Faults) -> None:
    """Refuse a GeoPackage whose layers, or own tables, are computed when they are read.

    Only the list of what the file holds is read here, never a view.

    Raises
    ------
    IntakeError
        A layer is a view, or has computed columns; or the file is damaged.
    """
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(data[: _WAL.start] + b"\x01\x01" + data[_WAL.stop :])
        base.set_progress_handler(lambda: 1, _STEPS)
        base.execute("PRAGMA trusted_schema = OFF")
        held = base.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
        plain = {str(name).lower() for name, kind, sql in held
                 if kind == "table" and _PLAIN.match(str(sql))}  # fmt: skip
        views = [str(name) for name, kind, _ in held if kind == "view"]
        own = [name for name in views if name.lower().startswith(_OWN)]
        listed = own or _listed(base, plain)
        others = {str(name).lower() for name, *_ in held} - plain
        strange = [*own, *(name for name in listed if name.lower() in others)]
        strange += [name for name in listed if name.lower() in plain and _computes(base, name)]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = phrase("a damaged GeoPackage ({error})", error=str(error))
        raise faults.refuse("damaged", said) from None
    finally:
        base.close()
    if strange or views:  # the reader opens views that nobody lists, too
        named = repr((strange or views)[0][:60])
        raise faults.refuse("computed_layer", phrase("the view {name}", name=named))


def _listed(base: sqlite3.Connection, plain: set[str]) -> list[str]:
    """Return the layers that the file names."""
    if "gpkg_contents" not in plain:
        return []
    return [str(name) for (name,) in base.execute("SELECT table_name FROM gpkg_contents")]


def _computes(base: sqlite3.Connection, name: str) -> bool:
    """Say whether columns of a table are computed when they are read."""
    columns = base.execute("SELECT hidden FROM pragma_table_xinfo(?)", (name,))
    return any(hidden in _COMPUTED for (hidden,) in columns)
