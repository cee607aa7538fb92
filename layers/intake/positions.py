"""Positions as tables give them, brought into degrees north and east, WGS 84."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.errors import Problems
from layers.intake.degrees import read_degrees, split_pair
from layers.intake.faults import Faults
from layers.intake.phrases import phrase
from layers.intake.words import System, Words
from layers.positions import (
    DEFAULT_COUNTRIES,
    check_countries,
    check_extents,
    country_polygons,
)
from layers.schema import SAMPLING_POINTS

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_CIRCLE = 180.0
_OUTSIDE = re.compile(r"(?P<position>.+), (?P<distance>[\d.]+) km outside (?P<country>\w+)")
DIGITS = 6
"""Decimal places of converted degrees: a tenth of a metre."""


@dataclass(frozen=True)
class Region:
    """Where a position of this atlas can lie: rough extents, and the map's own box."""

    west: float
    south: float
    east: float
    north: float
    box: tuple[float, float, float, float]

    def holds(self, lat: Floats, lon: Floats) -> Bools:
        """Say which positions lie in the countries of the atlas or their neighbours."""
        return (lat >= self.south) & (lat <= self.north) & (lon >= self.west) & (lon <= self.east)

    def on_map(self, lat: Floats, lon: Floats) -> Bools:
        """Say which positions lie inside the map."""
        west, south, east, north = self.box
        return (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)


def region_of(words: Words) -> Region:
    """Return the region from the registry's extents and the basemap's polygons."""
    import shapely

    extents = words.registry.countries
    box = shapely.total_bounds(list(country_polygons(DEFAULT_COUNTRIES).values()))
    return Region(
        float(extents["west"].min()),
        float(extents["south"].min()),
        float(extents["east"].max()),
        float(extents["north"].max()),
        (float(box[0]), float(box[1]), float(box[2]), float(box[3])),
    )


@dataclass
class Cells:
    """The cells of a table that say where, one element a row."""

    lines: list[int]
    north: list[object]
    east: list[object]
    column: str
    metres: bool
    named_axes: bool
    system: str


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
            return Cells(lines, first[1], second[1], column, metres, named, system)
    pair = get("coordinates")
    if pair:
        halves = [split_pair(cell) for cell in pair[1]]
        one, other = [half[0] for half in halves], [half[1] for half in halves]
        return Cells(lines, one, other, pair[0], False, True, system)
    return None


class Placed(NamedTuple):
    """Latitude and longitude of every row, NaN where there is none, and where one is wrong."""

    lat: Floats
    lon: Floats
    wrong: Bools


@cache
def _transformer(epsg: int) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(epsg, 4326, always_xy=True, allow_ballpark=False)


def to_degrees(system: System, north: Floats, east: Floats) -> tuple[Floats, Floats]:
    """Turn metres of a system into degrees.

    The transformation is never a ballpark one: systems for which PROJ knows no datum shift are
    computed with the successor that `registry/coordinate_systems.csv` names.

    Returns
    -------
    lat, lon : ndarray
        NaN where there is no position.
    """
    lon, lat = _transformer(system.epsg_used).transform(east, north)
    lat, lon = np.asarray(lat, float), np.asarray(lon, float)
    wrong = ~np.isfinite(lat) | ~np.isfinite(lon)
    return np.where(wrong, np.nan, lat).round(DIGITS), np.where(wrong, np.nan, lon).round(DIGITS)


def place(cells: Cells, words: Words, region: Region, faults: Faults) -> Placed:
    """Return latitude and longitude of every row; NaN where there is none that can be used.

    Swapped columns, a wrong sign and metres of a known system are put right, and said; what
    cannot be put right with certainty is an error of its row.
    """
    north, east = _degrees_of(cells.north), _degrees_of(cells.east)
    unread = _note_unreadable(cells, north, east, faults)
    found = _placed(cells, north, east, words, region, faults)
    return found._replace(wrong=found.wrong | unread)


def _placed(
    cells: Cells, north: Floats, east: Floats, words: Words, region: Region, faults: Faults
) -> Placed:
    """Return positions, written in degrees or metres: as most rows are, unless a system is said."""
    known = np.isfinite(north) & np.isfinite(east) & ~((north == 0) & (east == 0))
    far = known & ((np.abs(north) > _CIRCLE) | (np.abs(east) > _CIRCLE))
    named = words.system(cells.system) if cells.system else None
    metres = bool(far.sum() * 2 > known.sum() - cells.metres) and bool(far.any())
    metres = metres or (named is not None and bool(far.any()))
    odd = known & ~far if metres else far
    _note_odd(cells, odd, faults)
    north, east = np.where(odd, np.nan, north), np.where(odd, np.nan, east)
    if metres:
        found = _from_metres(cells, north, east, words, region, faults)
    elif named is not None:
        found = _settled(cells, *to_degrees(named, north, east), region, faults)
    else:
        found = _settled(cells, north, east, region, faults)
    return found._replace(wrong=found.wrong | odd)


def _note_odd(cells: Cells, rows: Bools, faults: Faults) -> None:
    """Note positions that cannot be read as most of the table is."""
    for at in np.flatnonzero(rows):
        found = f"{cells.north[at]}; {cells.east[at]}"
        faults.add("odd_position", cells.lines[at], cells.column, found)


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
    return Placed(np.where(gone, np.nan, lat), np.where(gone, np.nan, lon), wrong)


def _note_mended(
    cells: Cells, code: str, rows: Bools, lat: Floats, lon: Floats, faults: Faults
) -> None:
    for at in np.flatnonzero(rows):
        found = f"{cells.north[at]}; {cells.east[at]}"
        read = f"{abs(lat[at]):g} N {abs(lon[at]):g} E"
        faults.add(code, cells.lines[at], cells.column, found, read=read)


def _from_metres(
    cells: Cells, north: Floats, east: Floats, words: Words, region: Region, faults: Faults
) -> Placed:
    """Recognise the coordinate system of a table in metres, and turn it into degrees."""
    nothing = np.full(len(north), np.nan)
    nowhere = Placed(nothing, nothing.copy(), np.zeros(len(north), dtype=bool))
    if cells.system:
        named = words.system(cells.system)
        if named is None:
            known = ", ".join(system.label for system in words.systems)
            faults.add("unknown_system", None, cells.column, cells.system, known=known)
            return nowhere
        candidates = [named]
    else:
        candidates = list(words.systems)
    found = _readings(cells, candidates, north, east, region)
    if len(found) != 1:
        named_them = ", ".join(sorted({name for name, *_ in found}))
        words_for = phrase("metres that could be {systems}", systems=named_them)
        if not found:
            words_for = phrase("metres that fit no coordinate system known here")
        faults.say("system_unclear", None, cells.column, words_for)
        return nowhere
    name, lat, lon = found[0]
    faults.say("system_recognised", None, cells.column, phrase("metres"), system=name)
    zero = (north == 0) & (east == 0)
    for at in np.flatnonzero(zero):
        faults.say("null_island", cells.lines[at], cells.column, "0; 0")
    lat, lon = np.where(zero, np.nan, lat), np.where(zero, np.nan, lon)
    lost = np.isfinite(north) & np.isfinite(east) & ~np.isfinite(lat) & ~zero
    _note_odd(cells, lost, faults)
    settled = _settled(cells, lat, lon, region, faults)
    return settled._replace(wrong=settled.wrong | zero | lost)


def _readings(
    cells: Cells, systems: list[System], north: Floats, east: Floats, region: Region
) -> list[tuple[str, Floats, Floats]]:
    """Return every system, and way to read the axes, by which the rows lie on the map.

    Headings that name the axes are believed; X and Y are tried both ways.
    """
    some = np.isfinite(north) & np.isfinite(east) & ~((north == 0) & (east == 0))
    ways = [("", north, east), ("east first, ", east, north)]
    found: list[tuple[str, Floats, Floats]] = []
    for system in systems:
        for way, one, other in ways:
            if not _fits(system, one[some], other[some]):
                continue
            lat, lon = to_degrees(system, one, other)
            if _plausible(system, lat[some], lon[some], region, alone=len(systems) == 1):
                found.append((f"{system.label} ({way}EPSG:{system.epsg_used})", lat, lon))
                if cells.named_axes:
                    break
    return found


def _plausible(system: System, lat: Floats, lon: Floats, region: Region, alone: bool) -> bool:
    """Say whether most rows lie where data in this system can lie."""
    if alone and not region.on_map(lat, lon).any():
        return bool(region.holds(lat, lon).mean() > 0.5)
    inside = region.on_map(lat, lon)
    if system.country:
        inside &= countries_of(lat, lon) == system.country
    return bool(inside.mean() > 0.5)


def _fits(system: System, north: Floats, east: Floats) -> bool:
    """Say whether most numbers lie in the extent of a system."""
    fits = (
        (east >= system.east[0]) & (east <= system.east[1])
        & (north >= system.north[0]) & (north <= system.north[1])
    )  # fmt: skip
    return bool(len(fits)) and bool(fits.mean() > 0.5)


def countries_of(lat: Floats, lon: Floats) -> npt.NDArray[np.object_]:
    """Return the country in which each position lies, empty outside the map."""
    import shapely

    found = np.full(len(lat), "", dtype=object)
    for country, polygon in country_polygons(DEFAULT_COUNTRIES).items():
        shapely.prepare(polygon)
        found[shapely.contains_xy(polygon, np.nan_to_num(lon), np.nan_to_num(lat))] = country
    return found


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
