"""Positions as tables give them, brought into degrees north and east, WGS 84."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from layers.errors import Problems
from layers.intake.degrees import read_degrees, split_pair
from layers.intake.faults import Faults
from layers.intake.phrases import phrase
from layers.intake.systems import (
    Bools,
    Floats,
    Reading,
    Region,
    other_readings,
    readings,
    system_named,
    to_degrees,
)
from layers.intake.words import System, Words
from layers.positions import DEFAULT_COUNTRIES, check_countries, check_extents, country_polygons
from layers.schema import SAMPLING_POINTS

_CIRCLE = 180.0
METRES_A_DEGREE = 111_320.0
_SAME_PLACE_KM = 10.0
"""Readings nearer than this are covered by the radius of the position."""
_OUTSIDE = re.compile(r"(?P<position>.+), (?P<distance>[\d.]+) km outside (?P<country>\w+)")


@dataclass
class Cells:
    """The cells of a table that say where, one element a row.

    `degrees`: the headings say latitude and longitude. `system`: what is said of all rows.
    `stated`: what columns of the table say of each row, a tuple of texts; empty without such.
    """

    lines: list[int]
    north: list[object]
    east: list[object]
    column: str
    metres: bool
    named_axes: bool
    system: str
    degrees: bool = False
    stated: list[tuple[str, ...]] = field(default_factory=list)

    def part(self, rows: Sequence[int]) -> Cells:
        """Return some of the rows."""
        lines = [self.lines[at] for at in rows]
        north, east = ([one[at] for at in rows] for one in (self.north, self.east))
        return replace(self, lines=lines, north=north, east=east, stated=[])


def cells_of(get: Any, lines: list[int], system: str) -> Cells | None:
    """Collect the cells of a position from whatever columns hold it.

    Parameters
    ----------
    get : callable
        Gives (heading, cells) of a role, or None when the table has no such column.
    system : str
        Coordinate system that the mapping or the user named.
    """
    for north, east, metres, named in (
        ("lat", "lon", False, True),
        ("northing", "easting", True, True),
        ("y", "x", True, False),
        ("lat", "easting", False, True),
    ):
        first, second = get(north), get(east)
        if first and second:
            column = f"{first[0]}, {second[0]}"
            degrees = (north, east) == ("lat", "lon")
            return Cells(lines, first[1], second[1], column, metres, named, system, degrees)
    pair = get("coordinates")
    if pair:
        halves = [split_pair(cell) for cell in pair[1]]
        one, other = [half[0] for half in halves], [half[1] for half in halves]
        return Cells(lines, one, other, pair[0], False, True, system)
    return None


class Placed(NamedTuple):
    """Latitude and longitude of every row, NaN where there is none, and where one is wrong.

    `apart_m`: how far away another reading of the same numbers lies, which radii must cover.
    """

    lat: Floats
    lon: Floats
    wrong: Bools
    apart_m: Floats


def place(cells: Cells, words: Words, region: Region, faults: Faults) -> Placed:
    """Return latitude and longitude of every row; NaN where there is none that can be used.

    Each row is read in the coordinate system that it states. Swapped columns, a wrong sign and
    metres of a known system are put right, and said; what cannot be put right with certainty is
    an error of its row.
    """
    north, east = _degrees_of(cells.north), _degrees_of(cells.east)
    wrong = _note_unreadable(cells, north, east, faults)
    lat, lon = np.full(len(north), np.nan), np.full(len(north), np.nan)
    apart = np.zeros(len(north))
    for rows, system, text in _by_system(cells, words):
        part, one, other = cells.part(rows.tolist()), north[rows], east[rows]
        if system is None and text:
            strange = _metres_among(part, one, other)
            _note_system(part, strange, text, words, faults)
            wrong[rows] |= strange
            one, other = np.where(strange, np.nan, one), np.where(strange, np.nan, other)
        found = _placed(part, one, other, system, words, region, faults)
        lat[rows], lon[rows], apart[rows] = found.lat, found.lon, found.apart_m
        wrong[rows] |= found.wrong
    return Placed(lat, lon, wrong, apart)


def _by_system(cells: Cells, words: Words) -> list[tuple[Any, System | None, str]]:
    """Return the rows of each stated system: (rows, system, text where it is unknown).

    Rows that say nothing take the one system that the others state; among several they cannot.
    """
    every = np.arange(len(cells.lines))
    named = words.system(cells.system) if cells.system else None
    if cells.system or not any(any(parts) for parts in cells.stated):
        return [(every, named, cells.system if named is None else "")]
    distinct = {parts: system_named(words, parts) for parts in set(cells.stated)}
    systems = {one.system: one for one in distinct.values() if one}
    single = next(iter(systems.values())) if len(systems) == 1 else None
    found: dict[tuple[str, str], list[int]] = {}
    for at, parts in enumerate(cells.stated):
        system = distinct[parts] if any(parts) else single
        text = "" if system else " ".join(filter(None, parts)) or "-"
        found.setdefault((system.system if system else "", text), []).append(at)
    return [(np.array(rows), systems.get(key), text) for (key, text), rows in found.items()]


def _metres_among(cells: Cells, north: Floats, east: Floats) -> Bools:
    """Say which rows cannot be degrees."""
    known = np.isfinite(north) & np.isfinite(east)
    return known & ((np.abs(north) > _CIRCLE) | (np.abs(east) > _CIRCLE))


def _note_system(cells: Cells, rows: Bools, text: str, words: Words, faults: Faults) -> None:
    known = ", ".join(system.label for system in words.systems)
    for at in np.flatnonzero(rows):
        faults.add("unknown_system", cells.lines[at], cells.column, text, known=known)


def _placed(
    cells: Cells, north: Floats, east: Floats, named: System | None,
    words: Words, region: Region, faults: Faults,
) -> Placed:  # fmt: skip
    """Return positions, written in degrees or metres: as most rows are, unless a system is said."""
    known = np.isfinite(north) & np.isfinite(east) & ~((north == 0) & (east == 0))
    far = known & ((np.abs(north) > _CIRCLE) | (np.abs(east) > _CIRCLE))
    metres = bool(far.sum() * 2 > known.sum() - cells.metres) and bool(far.any())
    lost = metres and cells.degrees and named is None
    metres = (metres and not lost) or (named is not None and bool(far.any()))
    odd = known & ~far if metres else far
    _note_odd(cells, odd, faults, "point_lost" if lost else "odd_position")
    north, east = np.where(odd, np.nan, north), np.where(odd, np.nan, east)
    if metres:
        found = _from_metres(cells, north, east, named, words, region, faults)
    elif named is not None and not cells.degrees:
        found = _settled(cells, *to_degrees(named, north, east), region, faults)
    else:
        found = _settled(cells, north, east, region, faults)
    return found._replace(wrong=found.wrong | odd)


def _note_odd(cells: Cells, rows: Bools, faults: Faults, code: str = "odd_position") -> None:
    """Note positions that cannot be read as most of the table is, or as its headings say."""
    for at in np.flatnonzero(rows):
        found = f"{cells.north[at]}; {cells.east[at]}"
        faults.add(code, cells.lines[at], cells.column, found)


def _degrees_of(cells: list[object]) -> Floats:
    """Return the degrees of a column; equal cells are read once."""
    codes, distinct = pd.factorize(np.array(cells, dtype=object))
    read = np.array([*(read_degrees(cell) for cell in distinct), np.nan], dtype=float)
    return np.asarray(read[codes], dtype=float)


def _note_unreadable(cells: Cells, north: Floats, east: Floats, faults: Faults) -> Bools:
    """Note cells that are no number, and halves of a position; return their rows."""
    wrong = np.zeros(len(north), dtype=bool)
    for at in np.flatnonzero(np.isnan(north) | np.isnan(east)):
        line = cells.lines[at]
        for number, cell, other in (
            (north[at], cells.north[at], cells.east[at]),
            (east[at], cells.east[at], cells.north[at]),
        ):
            text = str(cell).strip() if cell is not None else ""
            if np.isnan(number) and text not in ("", "-"):
                faults.add("position_unreadable", line, cells.column, cell)
                wrong[at] = True
            elif np.isnan(number) and other is not None and str(other).strip():
                faults.add("half_position", line, cells.column, "")
                wrong[at] = True
    return wrong


def _settled(cells: Cells, lat: Floats, lon: Floats, region: Region, faults: Faults) -> Placed:
    """Put right what is certain, note the rest."""
    known = np.isfinite(lat) & np.isfinite(lon)
    null = known & (lat == 0) & (lon == 0)
    inside = region.holds(lat, lon)
    swapped = known & ~inside & region.holds(lon, lat)
    lat, lon = np.where(swapped, lon, lat), np.where(swapped, lat, lon)
    signed = known & ~inside & ~swapped & ~null & region.holds(np.abs(lat), np.abs(lon))
    _note_mended(cells, "swapped", swapped, lat, lon, faults)
    lat, lon = np.where(signed, np.abs(lat), lat), np.where(signed, np.abs(lon), lon)
    _note_mended(cells, "sign", signed, lat, lon, faults)
    outside = known & ~null & ~region.holds(lat, lon)
    for at in np.flatnonzero(null):
        faults.say("null_island", cells.lines[at], cells.column, "0 N 0 E")
    for at in np.flatnonzero(outside):
        found = f"{lat[at]:g} N {lon[at]:g} E"
        faults.say("outside_region", cells.lines[at], cells.column, found)
    wrong = null | outside
    gone = wrong | ~known
    lat, lon = np.where(gone, np.nan, lat), np.where(gone, np.nan, lon)
    return Placed(lat, lon, wrong, np.zeros(len(lat)))


def _note_mended(
    cells: Cells, code: str, rows: Bools, lat: Floats, lon: Floats, faults: Faults
) -> None:
    for at in np.flatnonzero(rows):
        found = f"{cells.north[at]}; {cells.east[at]}"
        read = f"{abs(lat[at]):g} N {abs(lon[at]):g} E"
        faults.add(code, cells.lines[at], cells.column, found, read=read)


def _from_metres(
    cells: Cells, north: Floats, east: Floats, named: System | None,
    words: Words, region: Region, faults: Faults,
) -> Placed:  # fmt: skip
    """Recognise the coordinate system of rows in metres, and turn them into degrees."""
    nothing = np.full(len(north), np.nan)
    nowhere = Placed(nothing, nothing.copy(), np.zeros(len(north), bool), np.zeros(len(north)))
    candidates = [named] if named else words.systems
    found = readings(north, east, candidates, region, named_axes=cells.named_axes,
                     stated=named is not None)  # fmt: skip
    if len(found) != 1:
        if not north[np.isfinite(north)].size:
            return nowhere
        named_them = ", ".join(sorted({one.name for one in found}))
        words_for = phrase("metres that could be {systems}", systems=named_them)
        if not found:
            words_for = phrase("metres that fit no coordinate system known here")
        faults.say("system_unclear", None, cells.column, words_for)
        return nowhere
    reading = found[0]
    faults.say("system_recognised", None, cells.column, phrase("metres"), system=reading.name)
    _note_completed(cells, reading, faults)
    apart = nothing * 0 if named else _note_others(cells, north, east, reading, words, region,
                                                   faults)  # fmt: skip
    zero = (north == 0) & (east == 0)
    for at in np.flatnonzero(zero):
        faults.say("null_island", cells.lines[at], cells.column, "0; 0")
    lat, lon = np.where(zero, np.nan, reading.lat), np.where(zero, np.nan, reading.lon)
    lost = np.isfinite(north) & np.isfinite(east) & ~np.isfinite(lat) & ~zero
    _note_odd(cells, lost, faults)
    settled = _settled(cells, lat, lon, region, faults)
    return settled._replace(wrong=settled.wrong | zero | lost, apart_m=np.nan_to_num(apart))


def _note_completed(cells: Cells, reading: Reading, faults: Faults) -> None:
    """Tell of eastings to which the number of their zone was added."""
    if reading.completed.any():
        found = phrase("{count} eastings of six digits", count=int(reading.completed.sum()))
        faults.say("zone_added", None, cells.column, found, system=reading.name)


def _note_others(
    cells: Cells, north: Floats, east: Floats, reading: Reading,
    words: Words, region: Region, faults: Faults,
) -> Floats:  # fmt: skip
    """Flag other systems in which the rows lie at home too; return how far the nearest moves."""
    apart = np.zeros(len(north))
    for name, lat, lon in other_readings(north, east, reading, words, region):
        metres = metres_between(reading.lat, reading.lon, lat, lon)
        away = float(np.nanmedian(metres)) / 1000
        found = phrase("metres that could also be {system}, {distance} km away", system=name,
                       distance=f"{away:,.1f}" if away < 10 else f"{away:,.0f}")  # fmt: skip
        faults.say("system_doubtful", None, cells.column, found, system=reading.name)
        if away < _SAME_PLACE_KM:
            apart = np.fmax(apart, np.ceil(metres))
    return apart


def check_country(points: pd.DataFrame, faults: Faults, words: Words) -> frozenset[int]:
    """Note positions that do not lie in the stated country; return their rows.

    Parameters
    ----------
    points : DataFrame
        Columns lat, lon, country (empty: not said), coord_uncertainty_m; indexed by row.
    """
    problems = Problems(keep=len(points) * 2)
    polygons = country_polygons(DEFAULT_COUNTRIES)
    check_countries(SAMPLING_POINTS, points, polygons, problems)
    check_extents(SAMPLING_POINTS, points, words.registry.countries, problems)
    wrong: dict[int, str] = {}
    for problem in problems.kept:
        if problem.row is not None:
            wrong.setdefault(problem.row, problem.found)
    for row, found in wrong.items():
        outside = _OUTSIDE.fullmatch(found)
        place = outside.groupdict() if outside else {}
        said = phrase("{position}, {distance} km outside {country}", **place) if place else found
        faults.say("wrong_country", row, "country", said, country=points.at[row, "country"])
    return frozenset(wrong)


def metres_between(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """Return metres between positions in degrees, on a plane: good to 1 % over 100 km.

    >>> round(metres_between(44.0, 22.0, 44.1, 22.0))
    11132
    """
    north = (lat - other_lat) * METRES_A_DEGREE
    east = (lon - other_lon) * METRES_A_DEGREE * np.cos(np.radians(lat))
    return np.hypot(north, east)
