"""N and E over columns: northing and easting, or the number of samples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from layers.intake.degrees import read_degrees
from layers.intake.folding import fold
from layers.intake.headings import Column, bare_heading
from layers.intake.table import LabTable
from layers.intake.words import Words

_CIRCLE = 180.0
_NORTHS = {"lat", "northing", "y", "coordinates"}
_EASTS = {"lon", "easting", "x"}


def settle_axes(table: LabTable, words: Words) -> None:
    """Take N for the northing where E or another easting stands beside it, and no other northing.

    Which of degrees or metres they are is said by their numbers. N alone counts samples.
    """
    roles = {column.role for column in table.columns}
    north = next(
        (one for one in table.columns if one.role == "n" and _named(one, "n", words)), None
    )
    if north is None or roles & _NORTHS:
        return
    east = next((one for one in table.columns if one.role == "" and _named(one, "e", words)), None)
    if east is None or roles & _EASTS:
        if roles & {"lon", "easting"}:
            _take(table, north, "lat" if "lon" in roles else "northing")
        return
    metres = _beyond_degrees(table, north) or _beyond_degrees(table, east)
    _take(table, north, "northing" if metres else "lat")
    _take(table, east, "easting" if metres else "lon")


def _named(column: Column, letter: str, words: Words) -> bool:
    return fold(bare_heading(column.heading, words)) == letter


def _take(table: LabTable, column: Column, role: str) -> None:
    table.columns[column.at] = replace(column, role=role)


def _beyond_degrees(table: LabTable, column: Column) -> bool:
    """Say whether most numbers of a column are too large for degrees."""
    cells = {row[column.at] for row in table.rows}
    numbers = np.array([read_degrees(cell) for cell in cells], dtype=float)
    numbers = numbers[np.isfinite(numbers)]
    return bool(len(numbers)) and bool((np.abs(numbers) > _CIRCLE).mean() > 0.5)
