"""Build places.csv (all places, for search) and labels.csv (names for the map).

Run `python data/basemap/build_places.py` after the other builders. places.csv holds the
gazetteer's places, corrected by places_by_hand.csv, and the mining villages the gazetteer
lacks. labels.csv holds what is written on the map, most important first, each with the
zoom from which there is room for it in all three languages.
"""

from __future__ import annotations

import csv
import math
import unicodedata
from collections.abc import Iterable
from typing import Any

import shapely
from layer_files import FOLDER, SOURCE, Feature, read_features
from map_labels import labels
from shapely import MultiLineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

Row = dict[str, Any]

COLUMNS = (
    "place_id",
    "name",
    "name_en",
    "name_ro",
    "name_sr_latn",
    "alternates",
    "country",
    "admin1",
    "municipality",
    "lat",
    "lon",
    "coord_quality",
    "coord_uncertainty_m",
    "from_memory",
    "kind",
    "population",
    "min_zoom",
    "source",
)
CEDILLA_TO_COMMA = str.maketrans("ŞşŢţ", "ȘșȚț")
GAZETTEER_UNIT = {
    "Belgrade": "RS-00",
    "Bekes County": "HU-BE",
    "Branicevo": "RS-11",
    "Morava": "RS-17",
    "Podunavlje District": "RS-10",
}
NEAR_DEGREES = 0.03
SAME_PLACE_DEGREES = 0.06


def romanian(text: str) -> str:
    """Return the text with the comma-below letters of Romanian and ă for a mistaken ã."""
    return text.translate(CEDILLA_TO_COMMA).replace("ã", "ă").replace("Ã", "Ă")


def municipality(country: str, unit: str | None) -> str:
    """Return a Romanian or Bulgarian municipality's name without its kind; else nothing.

    For Serbia the gazetteer gives the district, for Hungary nothing.
    """
    if not unit or country not in ("RO", "BG"):
        return ""
    name = " ".join(romanian(unit).split()).replace("Baia De ", "Baia de ")
    for kind in ("Comuna ", "Municipiul ", "Oraș ", "Obshtina "):
        name = name.removeprefix(kind)
    return name


def folded(text: str) -> str:
    """Return a name without case, marks and punctuation, as a search box compares names."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "dj"))
    return "".join(letter for letter in plain if letter.isalnum())


def alternates(raw: str | None, known: Iterable[str]) -> str:
    """Return the other names, each once, those left out that a search would find anyway.

    Transcriptions into foreign scripts come back in lower case in the source: they go, as do
    airport codes.
    """
    seen = {folded(name) for name in known}
    kept = []
    for name in (raw or "").split("|"):
        other = romanian(name).replace("Opština ", "").replace("Opstina ", "").strip()
        is_code = len(other) == 3 and other.isupper()
        if other and other[0].isupper() and not is_code and folded(other) not in seen:
            seen.add(folded(other))
            kept.append(other)
    return ";".join(kept)


def by_hand() -> dict[tuple[str, str], Row]:
    """Return the corrections by the gazetteer's name and country."""
    with (FOLDER / "places_by_hand.csv").open(encoding="utf-8", newline="") as file:
        return {(row["gazetteer_name"], row["country"]): row for row in csv.DictReader(file)}


def unit_of(point: Point, country: str, unit: str, units: list[Feature]) -> str:
    """Return the admin1_id of a place: the gazetteer's unit if it is at most 3 km off.

    The outlines of the units are generalised by up to a kilometre, so the gazetteer knows
    better near them; far from them its mistakes are worse.
    """
    own = [(item, shape) for item, shape in units if item["country"] == country]
    said = GAZETTEER_UNIT.get(unit)
    for item, shape in own:
        words = {item["name_en"], item["name_en"].rsplit(" ", 1)[0]}
        if (item["admin1_id"] == said or unit in words) and shape.distance(point) < NEAR_DEGREES:
            return str(item["admin1_id"])
    nearest = min(own, key=lambda feature: feature[1].distance(point))
    return str(nearest[0]["admin1_id"])


def gazetteer(units: list[Feature]) -> list[Row]:
    """Return the gazetteer's places in our columns."""
    corrections = by_hand()
    rows = []
    for item, point in read_features(SOURCE / "places_geonames500.geojson"):
        country = item["countrycode"]
        hand = corrections.get((item["name"], country), {})
        name = hand.get("name") or romanian(item["name"])
        names = {
            "name": name,
            "name_en": hand.get("name_en") or "",
            "name_ro": hand.get("name_ro") or (name if country == "RO" else ""),
            "name_sr_latn": hand.get("name_sr_latn") or (name if country == "RS" else ""),
        }
        unit = item["adm2"] if country == "RS" else item["adm1"]
        rows.append(
            {
                "place_id": f"geonames-{item['geonameid']}",
                **names,
                "alternates": alternates(item["alt"], [name, *filter(None, names.values())]),
                "country": country,
                "admin1": unit_of(point, country, unit or "", units),
                "municipality": municipality(country, item["adm2"]),
                "lat": round(point.y, 4),
                "lon": round(point.x, 4),
                "coord_quality": "published",
                "kind": item["fcode"] or "PPL",
                "population": item["population"] or "",
                "earliest_zoom": int(hand["zoom"]) if hand.get("zoom") else None,
                "source": "GeoNames",
            }
        )
    return rows


def villages(units: list[Feature]) -> list[Row]:
    """Return places that the gazetteer lacks, their positions marked as from memory."""
    with (SOURCE / "villages.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    rows = []
    for row in found:
        point = Point(float(row["lon"]), float(row["lat"]))
        rows.append(
            {
                "place_id": "village-" + folded(row["name"]),
                "name": row["name"],
                "name_sr_latn": row["name_sr_latn"],
                "alternates": row["alternates"],
                "country": row["country"],
                "admin1": unit_of(point, row["country"], row["district"], units),
                "municipality": row["municipality"],
                "lat": row["lat"],
                "lon": row["lon"],
                "coord_quality": row["coord_quality"],
                "coord_uncertainty_m": row["coord_uncertainty_m"],
                "from_memory": "lat;lon",
                "kind": "PPL",
                "earliest_zoom": 10,
                "source": "compiled for this atlas",
            }
        )
    return rows


def without_doubles(rows: list[Row]) -> list[Row]:
    """Return the rows with the gazetteer's second entry of one place joined to the first.

    A seat without population and a nameless-kind entry with it, under one name and within
    some 5 km, are the same place: the seat's position is kept with the other's population.
    """
    kept: dict[str, Row] = {row["place_id"]: row for row in rows}
    for row in rows:
        for other in rows:
            if row["name"] != other["name"] or row["country"] != other["country"]:
                continue
            apart = math.hypot(float(row["lat"]) - float(other["lat"]), row["lon"] - other["lon"])
            if row["kind"] == "PPLA3" and other["kind"] == "PPL" and apart < SAME_PLACE_DEGREES:
                row["population"] = row["population"] or other["population"]
                kept.pop(other["place_id"], None)
    return list(kept.values())


def write(name: str, columns: Iterable[str], rows: list[Row]) -> None:
    """Write rows as CSV, columns that a row lacks left empty."""
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def river_lines() -> list[tuple[Row, BaseGeometry]]:
    """Return every named river's properties with its whole line."""
    parts: dict[str, tuple[Row, list[BaseGeometry]]] = {}
    for name in ("rivers.geojson", "rivers_border.geojson"):
        for item, line in read_features(FOLDER / name):
            parts.setdefault(item["river"], (item, []))[1].append(line)
    return [(item, _merged(lines)) for item, lines in parts.values()]


def _merged(lines: list[BaseGeometry]) -> BaseGeometry:
    whole = shapely.union_all(lines)
    return linemerge(whole) if isinstance(whole, MultiLineString) else whole


def main() -> None:
    """Write places.csv and labels.csv."""
    units = read_features(FOLDER / "admin1.geojson")
    rows = without_doubles(gazetteer(units)) + villages(units)
    written = labels(rows, units, river_lines())
    rows.sort(key=lambda row: (row["country"], folded(row["name"]), row["place_id"]))
    write("places.csv", COLUMNS, rows)
    write("labels.csv", list(written[0]), written)


if __name__ == "__main__":
    main()
