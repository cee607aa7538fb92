"""Places as the gazetteer's table tells them, with their names in every language."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from layers.errors import AtlasError
from layers.languages import to_cyrillic
from layers.space.metric import distances_m

DATA = Path(__file__).resolve().parents[2] / "data"
BASEMAP, REGISTRY = DATA / "basemap", DATA / "registry"
LANGUAGES = ("en", "ro", "sr-Latn", "sr-Cyrl")
TOWN_POPULATION = 10_000

Names = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """A locality.

    Attributes
    ----------
    place_id : str
        Key in links: ``geonames-...`` or ``village-...``.
    name : str
        Local name, as on the place's own signs.
    names : mapping
        Name by language (``en``, ``ro``, ``sr-Latn``, ``sr-Cyrl``); the local name where a
        language has none of its own.
    alternates : tuple of str
        Other names, for searching only.
    country : str
        ISO 3166-1 alpha-2.
    admin1 : str
        ISO 3166-2 of the county, district or oblast.
    admin1_names : mapping
        Its name by language, and the local one under ``local``.
    municipality : str
        Empty where unknown: for Serbia, mining villages alone have it.
    kind : str
        Feature code of GeoNames: PPLC capital, PPLA … seats, PPL place, PPLX part of one.
    lat, lon : float
        WGS 84 degrees.
    population : int or None
        None when unknown.
    uncertainty_m : float or None
        How far the position may be off, metres; None where the source does not say.
    in_region : bool
        Whether the county or district belongs to the mining region.
    town_id : str
        The nearest town of another name with 10,000 inhabitants, to tell places of one name
        apart; empty if none.
    town_m : float
        Distance to it, metres; NaN if none.
    """

    place_id: str
    name: str
    names: Names
    alternates: tuple[str, ...]
    country: str
    admin1: str
    admin1_names: Names
    municipality: str
    kind: str
    lat: float
    lon: float
    population: int | None
    uncertainty_m: float | None
    in_region: bool
    town_id: str = ""
    town_m: float = float("nan")

    def name_in(self, language: str) -> str:
        """Return the name to show to a reader of a language; the local one if unknown."""
        return self.names.get(language, self.name)

    def admin1_in(self, language: str) -> str:
        """Return the name of the county or district in a language; the local one if unknown."""
        return self.admin1_names.get(language, self.admin1_names.get("local", self.admin1))

    def distance_m(self, lat: float, lon: float) -> float:
        """Return the distance to a point in WGS 84 degrees, metres."""
        return float(distances_m(lat, lon, self.lat, self.lon))


def load_places(folder: Path = BASEMAP, registry: Path = REGISTRY) -> tuple[Place, ...]:
    """Read places.csv with the names of the districts and the list of the region's.

    Raises
    ------
    AtlasError
        When a table is missing, or a row names a district that the table of names lacks.
    """
    try:
        units = load_unit_names(folder)
        region = load_region(registry)
        rows = _rows(folder / "places.csv")
    except OSError as error:
        raise AtlasError(f"places cannot be read: {error}") from error
    unknown = {row["admin1"] for row in rows} - set(units)
    if unknown:
        raise AtlasError(
            f"{folder / 'places.csv'}, column admin1: found {', '.join(sorted(unknown))}, "
            "expected an admin1_id of admin1_names.csv"
        )
    return _with_towns([_place(row, units[row["admin1"]], row["admin1"] in region) for row in rows])


def load_region(registry: Path = REGISTRY) -> frozenset[str]:
    """Return the ISO 3166-2 codes of the counties and districts of the mining region."""
    return frozenset(row["admin1"] for row in _rows(registry / "region.csv"))


@cache
def load_unit_names(folder: Path = BASEMAP) -> dict[str, dict[str, str]]:
    """Return the names of counties and districts by ISO 3166-2 code and language."""
    return {
        row["admin1_id"]: {
            "local": row["name_local"],
            "en": row["name_en"],
            "ro": row["name_ro"],
            "sr-Latn": row["name_sr_latn"],
            "sr-Cyrl": to_cyrillic(row["name_sr_latn"]),
        }
        for row in _rows(folder / "admin1_names.csv")
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place(row: dict[str, str], unit: Names, in_region: bool) -> Place:
    return Place(
        place_id=row["place_id"],
        name=row["name"],
        names=_names(row),
        alternates=tuple(name for name in row["alternates"].split(";") if name),
        country=row["country"],
        admin1=row["admin1"],
        admin1_names=unit,
        municipality=row["municipality"],
        kind=row["kind"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=_number(row["population"], int),
        uncertainty_m=_number(row["coord_uncertainty_m"], float),
        in_region=in_region,
    )


def _names(row: dict[str, str]) -> dict[str, str]:
    """Return the name by language; a name with no Serbian form is never transliterated."""
    local, serbian = row["name"], row["name_sr_latn"]
    return {
        "en": row["name_en"] or local,
        "ro": row["name_ro"] or local,
        "sr-Latn": serbian or local,
        "sr-Cyrl": to_cyrillic(serbian) if serbian else local,
    }


def _number(cell: str, kind: Any) -> Any:
    return kind(cell) if cell else None


def _with_towns(places: list[Place]) -> tuple[Place, ...]:
    towns = [place for place in places if (place.population or 0) >= TOWN_POPULATION]
    lats, lons = [town.lat for town in towns], [town.lon for town in towns]
    return tuple(
        _with_town(place, towns, distances_m(place.lat, place.lon, lats, lons)) for place in places
    )


def _with_town(place: Place, towns: list[Place], metres: np.ndarray[Any, Any]) -> Place:
    for at in np.argsort(metres, kind="stable"):
        if towns[at].name != place.name:
            return replace(place, town_id=towns[at].place_id, town_m=float(metres[at]))
    return place
