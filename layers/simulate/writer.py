"""Write a simulated survey as a data package, of any size in little memory."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from layers import descriptor, footprints
from layers.descriptor import PackageFacts
from layers.errors import AtlasError
from layers.registry import Registry
from layers.schema import (
    FINDINGS,
    MEASUREMENTS,
    MINING_SITES,
    PACKAGE_TABLES,
    SAMPLING_POINTS,
    SOURCES,
    WASTE_AREAS,
    WATER_BODIES,
)
from layers.simulate.batches import survey_batches
from layers.simulate.folder import replaced_folder
from layers.simulate.objects import (
    footprints_geojson,
    mining_site_rows,
    source_rows,
    waste_area_rows,
    water_body_rows,
)
from layers.simulate.readme import readme
from layers.simulate.rows import Rows
from layers.simulate.world import World, load_world
from layers.table_model import Row, Table

README = "README.md"
FILES = (descriptor.FILE, README, footprints.FILE, *(table.file for table in PACKAGE_TABLES))
FACTS = PackageFacts(
    name="netmin-atlas-training",
    title="Simulated training survey of the Bor–Timișoara region",
    description="Simulated. No number in this package is a measurement; README.md says how it"
    " was made.",
    version="1.0.0",
    simulated=True,
    licenses=[
        {
            "name": "CC0-1.0",
            "title": "CC0 1.0 Universal",
            "path": "https://creativecommons.org/publicdomain/zero/1.0/",
        }
    ],
    contributors=[{"title": "NETMIN Atlas contributors", "role": "author"}],
    sources=[{"title": "Simulated by the atlas's own command `simulate`"}],
)

Progress = Callable[[int], None]


def write_survey(folder: Path, samples: int, seed: int, progress: Progress | None = None) -> None:
    """Write a simulated training survey into `folder`, replacing an older simulated one.

    The same `samples` and `seed` give the same bytes on every machine.

    Parameters
    ----------
    samples : int
        Number of samples, field duplicates included; at least 1.
    seed : int
        Seed, not negative.
    progress : callable, optional
        Called with the number of samples written so far.

    Raises
    ------
    AtlasError
        When a number is out of range, or `folder` holds anything but a simulated package.
    """
    if samples < 1:
        raise AtlasError(f"a survey has at least 1 sample, not {samples}")
    if seed < 0:
        raise AtlasError(f"a seed is 0 or more, not {seed}")
    world = load_world()
    with replaced_folder(folder, FILES) as partial:
        _write_small_tables(partial, world)
        _write_samples(partial, world, samples, seed, progress or (lambda done: None))
        (partial / footprints.FILE).write_text(footprints_geojson(world), encoding="utf-8")
        (partial / README).write_text(readme(world, samples, seed), encoding="utf-8")
        descriptor.write_descriptor(FACTS, partial, Registry.load())


def _write_small_tables(folder: Path, world: World) -> None:
    tables: dict[Table, list[Row]] = {
        SOURCES: source_rows(),
        MINING_SITES: mining_site_rows(world),
        WASTE_AREAS: waste_area_rows(world),
        WATER_BODIES: water_body_rows(world),
        FINDINGS: [],
    }
    for table, rows in tables.items():
        with _open(folder, table) as file:
            _write_to(file, table)(row.model_dump().values() for row in rows)


def _write_samples(folder: Path, world: World, samples: int, seed: int, progress: Progress) -> None:
    rows, done = Rows(world, seed), 0
    with _open(folder, SAMPLING_POINTS) as points, _open(folder, MEASUREMENTS) as values:
        write_points = _write_to(points, SAMPLING_POINTS)
        write_values = _write_to(values, MEASUREMENTS)
        for batch in survey_batches(world, samples, seed):
            point_rows, measurement_rows = rows.of(batch)
            write_points(point_rows)
            write_values(measurement_rows)
            done += len(batch.samples)
            progress(done)


def _open(folder: Path, table: Table) -> TextIO:
    return (folder / table.file).open("w", encoding="utf-8", newline="")


def _write_to(file: TextIO, table: Table) -> Callable[[Iterable[Iterable[object]]], None]:
    """Write the head of a table and return what writes its rows."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.columns)
    return writer.writerows
