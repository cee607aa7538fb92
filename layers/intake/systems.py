"""Coordinate systems in metres: how numbers can be read, and where they then lie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from layers.intake.words import System, Words
from layers.positions import DEFAULT_COUNTRIES, country_polygons

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

HOME = ("RO", "RS")
DIGITS = 6
"""Decimal places of converted degrees: a tenth of a metre."""
_NEAR = 0.02
"""Degrees beyond a border that still count as home: rivers are borders here."""
_ZONE = re.compile(r"\D*\d{1,2}\s*[a-z]?", re.IGNORECASE)


@dataclass(frozen=True)
class Region:
    """Where a position of this atlas can lie: rough extents, and the map's own box."""

    west: float
    south: float
    east: float
    north: float
    box: tuple[float, float, float, float]
    home: tuple[tuple[float, float, float, float], ...]

    def holds(self, lat: Floats, lon: Floats) -> Bools:
        """Say which positions lie in the countries of the atlas or their neighbours."""
        return (lat >= self.south) & (lat <= self.north) & (lon >= self.west) & (lon <= self.east)

    def on_map(self, lat: Floats, lon: Floats) -> Bools:
        """Say which positions lie inside the map."""
        west, south, east, north = self.box
        return (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)

    def at_home(self, lat: Floats, lon: Floats) -> Bools:
        """Say which positions lie in Romania or Serbia: by their polygons, off the map roughly."""
        import shapely

        rough = np.zeros(len(lat), dtype=bool)
        for west, south, east, north in self.home:
            rough |= (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
        inside = np.isin(countries_of(lat, lon).astype(str), HOME)
        doubtful = np.flatnonzero(self.on_map(lat, lon) & ~inside)
        if len(doubtful):
            points = shapely.points(lon[doubtful], lat[doubtful])
            for country in HOME:
                polygon = country_polygons(DEFAULT_COUNTRIES)[country]
                inside[doubtful] |= shapely.dwithin(polygon, points, _NEAR)
        return np.where(self.on_map(lat, lon), inside, rough)


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
        tuple(
            (float(row.west), float(row.south), float(row.east), float(row.north))
            for row in extents[extents["country"].isin(HOME)].itertuples()
        ),
    )


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


def countries_of(lat: Floats, lon: Floats) -> npt.NDArray[np.object_]:
    """Return the country in which each position lies, empty outside the map."""
    import shapely

    found = np.full(len(lat), "", dtype=object)
    for country, polygon in country_polygons(DEFAULT_COUNTRIES).items():
        shapely.prepare(polygon)
        found[shapely.contains_xy(polygon, np.nan_to_num(lon), np.nan_to_num(lat))] = country
    return found


class Reading(NamedTuple):
    """One way to read metres: its name, and where the rows then lie."""

    name: str
    system: str
    lat: Floats
    lon: Floats
    completed: Bools
    """Eastings to which the number of their zone was added."""


def readings(
    north: Floats,
    east: Floats,
    systems: Sequence[System],
    region: Region,
    *,
    named_axes: bool,
    stated: bool,
) -> list[Reading]:
    """Return every system, and way to read the axes, by which most rows lie where they can.

    Headings that name the axes are believed; X and Y are tried both ways. Of a stated system the
    eastings may lack the number of their zone.
    """
    some = np.isfinite(north) & np.isfinite(east) & ~((north == 0) & (east == 0))
    nothing = np.zeros(len(north), dtype=bool)
    found: list[Reading] = []
    for system in systems:
        for way, one, other in (("", north, east), ("east first, ", east, north)):
            whole, completed = with_zone(system, other) if stated else (other, nothing)
            if not _fits(system, one[some], whole[some]):
                continue
            lat, lon = to_degrees(system, one, whole)
            if _plausible(system, lat[some], lon[some], region, stated):
                name = f"{system.label} ({way}EPSG:{system.epsg_used})"
                found.append(Reading(name, system.system, lat, lon, completed & some))
                if named_axes:
                    break
    return found


def other_readings(
    north: Floats, east: Floats, chosen: Reading, words: Words, region: Region
) -> list[tuple[str, Floats, Floats]]:
    """Return the readings of metres beside the chosen one that leave the rows at home.

    Nobody said the system: another zone may be meant, or an easting that lacks its zone.
    """
    some = np.isfinite(chosen.lat)
    found = []
    for system in words.systems:
        if system.system == chosen.system:
            continue
        for one, other in ((north, east), (east, north)):
            whole, completed = with_zone(system, other)
            if not some.any() or not _fits(system, one[some], whole[some]):
                continue
            lat, lon = to_degrees(system, one, whole)
            home = region.at_home(lat[some], lon[some])
            if system.country:
                home &= countries_of(lat[some], lon[some]) == system.country
            if home.mean() > 0.5:
                cut = completed[some].mean() > 0.5
                label = system.label
                short = f"{label} (+{system.zone_metres:,.0f} m)" if cut else label
                found.append((short, lat, lon))
                break
    return found


def with_zone(system: System, east: Floats) -> tuple[Floats, Bools]:
    """Return eastings with the number of their zone, which many leave out, and those without."""
    whole = east + system.zone_metres
    lacks = (system.zone_metres > 0) & (whole >= system.east[0]) & (whole <= system.east[1])
    return np.where(lacks, whole, east), np.asarray(lacks)


def system_named(words: Words, parts: Sequence[str]) -> System | None:
    """Return the system that the cells of a row name together; None if none, or two.

    >>> words = Words.load()
    >>> system_named(words, ["UTM", "34"]).label, system_named(words, ["Gauss-Krüger"]).label
    ('UTM 34N', 'Gauss-Krüger zone 7')
    >>> system_named(words, ["UTM 34N", "35N"]), system_named(words, ["Gauss-Krüger", "6"])
    (None, None)
    """
    parts = [part.strip() for part in parts if part.strip()]
    whole = words.system(" ".join(parts))
    if whole is not None or not parts:
        return whole
    each = [(part, words.system(part) or words.system_in(part)) for part in parts]
    named = {system.system: system for _, system in each if system}
    zones = [part for part, system in each if system is None and _ZONE.fullmatch(part)]
    return next(iter(named.values())) if len(named) == 1 and not zones else None


def _plausible(system: System, lat: Floats, lon: Floats, region: Region, stated: bool) -> bool:
    """Say whether most rows lie where data in this system can lie."""
    on_map = region.on_map(lat, lon)
    inside = region.holds(lat, lon) if stated else on_map
    if system.country:
        inside &= ~on_map | (countries_of(lat, lon) == system.country)
    return bool(inside.mean() > 0.5)


def _fits(system: System, north: Floats, east: Floats) -> bool:
    """Say whether most numbers lie in the extent of a system."""
    fits = (
        (east >= system.east[0]) & (east <= system.east[1])
        & (north >= system.north[0]) & (north <= system.north[1])
    )  # fmt: skip
    return bool(len(fits)) and bool(fits.mean() > 0.5)
