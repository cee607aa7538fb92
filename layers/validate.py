"""Reading a data package and holding it against its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from layers.checks import check_keys, check_words
from layers.descriptor import PackageFacts, check_descriptor, read_facts
from layers.errors import PackageError, Problem, Problems
from layers.footprints import read_footprints
from layers.plausible import check_findings, check_measurements, check_years
from layers.positions import (
    DEFAULT_COUNTRIES,
    check_countries,
    check_extents,
    check_positions,
    country_polygons,
)
from layers.registry import DEFAULT_FOLDER, Registry
from layers.schema import PACKAGE_TABLES
from layers.table_model import Table
from layers.tables import Tell, read_table, silent

_REFERRED = ("sources", "mining_sites", "waste_areas", "water_bodies", "sampling_points")


@dataclass(frozen=True, eq=False)
class Package:
    """A sound data package: what it says of itself, and its tables by name."""

    facts: PackageFacts
    frames: Mapping[str, pd.DataFrame]
    footprints: Mapping[str, object]


def registry_of(folder: Path) -> Path:
    """Return the registry that goes with a package: its own, or else the shared one."""
    own = folder / "registry"
    return own if own.is_dir() else DEFAULT_FOLDER


def read_package(
    folder: str | Path,
    registry: Registry | None = None,
    countries: str | Path = DEFAULT_COUNTRIES,
    tell: Tell = silent,
) -> Package:
    """Read a package and check everything that can be checked.

    Types, ranges, patterns, controlled words, references, duplicate ids, units against media,
    impossible values, minimum above maximum, periods, positions against the stated country.

    Parameters
    ----------
    folder : str or Path
        Folder with the tables and `datapackage.json`.
    registry : Registry, optional
        Shared words and units; by default the package's own `registry/`, else `data/registry/`.
    countries : str or Path
        Polygons of the countries, GeoJSON in EPSG:4326 with the property ``country``.
    tell : callable, optional
        Is told how far the reading is, for packages of many rows.

    Returns
    -------
    Package
        Tables indexed from 0, columns as `layers.schema` declares.

    Raises
    ------
    PackageError
        With every fault by file, line, column, found and expected.
    AtlasError
        When the country polygons cannot be read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        problem = Problem(str(folder), None, "", "no such folder", "the folder of a data package")
        raise PackageError(str(folder), [problem])
    polygons = country_polygons(Path(countries))
    registry = registry or Registry.load(registry_of(folder))
    problems = Problems()
    facts = read_facts(folder, problems)
    check_descriptor(folder, registry, problems)
    frames = {table.name: read_table(folder, table, problems, tell) for table in PACKAGE_TABLES}
    keys = _keys(frames, problems)
    for table in PACKAGE_TABLES:
        _check_table(table, frames[table.name], {**keys, **registry.keys()}, registry, problems)
        if "lat" in table.columns:
            check_countries(table, frames[table.name], polygons, problems)
    check_measurements(frames["measurements"], registry, problems)
    check_findings(frames["findings"], problems)
    footprints = read_footprints(folder, keys, problems)
    problems.raise_if_any(str(folder))
    assert facts is not None
    rows = {name: frame.reset_index(drop=True) for name, frame in frames.items()}
    return Package(facts, rows, footprints)


def _keys(frames: Mapping[str, pd.DataFrame], problems: Problems) -> dict[str, frozenset[str]]:
    """Return the ids that rows may refer to, of the tables that were read to their end."""
    return {
        table.name: frozenset(frames[table.name][table.key[0]])
        for table in PACKAGE_TABLES
        if table.name in _REFERRED and table.file not in problems.unread
    }


def _check_table(
    table: Table,
    frame: pd.DataFrame,
    keys: Mapping[str, frozenset[str]],
    registry: Registry,
    problems: Problems,
) -> None:
    """Check what can be said of a table without the country polygons."""
    check_keys(table, frame, problems)
    check_words(table, frame, registry.terms, keys, problems)
    check_years(table, frame, problems)
    if "lat" in table.columns:
        check_positions(table, frame, problems)
        check_extents(table, frame, registry.countries, problems)
