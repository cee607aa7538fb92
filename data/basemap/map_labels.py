"""Which names stand on the map from which zoom: the thinning of the labels.

A name appears at the first zoom where its box, in the longest of the three languages,
covers no name more important than itself.
"""

from __future__ import annotations

import math
from typing import Any

from layer_files import Feature, drawn_area
from shapely import Point
from shapely.geometry.base import BaseGeometry

Row = dict[str, Any]
Box = tuple[float, float, float, float]

NAME_COLUMNS = ("name", "name_en", "name_ro", "name_sr_latn")
DEEPEST = 13
LETTER_PX, LINE_PX, MARGIN_PX = 7.0, 18.0, 10.0
EARLIEST_BY_POPULATION = ((150_000, 6), (60_000, 7), (18_000, 8), (5_000, 9), (1_800, 10))
ASSUMED_POPULATION = {"PPLC": 1_000_000, "PPLA": 80_000, "PPLA2": 2_000, "PPLA3": 8_000}
RIVER_ZOOM = {1: 7, 2: 9, 3: 10}
RIVER_SPACING_KM = 90.0
KM_A_DEGREE = 90.0
SCRAP_DEGREES = 0.3
COUNTRIES = (
    ("RO", "Romania", "România", "Rumunija", 45.62, 22.75),
    ("RS", "Serbia", "Serbia", "Srbija", 44.25, 20.75),
    ("BG", "Bulgaria", "Bulgaria", "Bugarska", 43.62, 22.95),
    ("HU", "Hungary", "Ungaria", "Mađarska", 46.33, 20.55),
)


def labels(places: list[Row], units: list[Feature], rivers: list[Feature]) -> list[Row]:
    """Return all labels, most important first, and set `min_zoom` in the places."""
    towns = sorted(places, key=lambda row: (_earliest(row), -population(row), row["place_id"]))
    _set_zooms(towns)
    towns.sort(key=lambda row: row["min_zoom"])
    area = drawn_area()
    shown = [row for row in towns if area.contains(Point(float(row["lon"]), float(row["lat"])))]
    return [
        *country_labels(),
        *[_town_label(row) for row in shown if row["min_zoom"] <= 8],
        *admin1_labels(units),
        *river_labels(rivers),
        *[_town_label(row) for row in shown if row["min_zoom"] > 8],
    ]


def population(row: Row) -> int:
    """Return a place's population, or what its kind suggests where it is unknown."""
    return int(row.get("population") or ASSUMED_POPULATION.get(row["kind"], 600))


def _earliest(row: Row) -> int:
    if row["kind"] in ("PPLX", "PPLL"):
        return 12
    if row.get("earliest_zoom"):
        return int(row["earliest_zoom"])
    return next((z for least, z in EARLIEST_BY_POPULATION if population(row) >= least), 11)


def _set_zooms(towns: list[Row]) -> None:
    placed: dict[int, list[Box]] = {zoom: [] for zoom in range(6, DEEPEST + 1)}
    for row in towns:
        zooms = range(_earliest(row), DEEPEST + 1)
        free = (zoom for zoom in zooms if not _hits(_box(row, zoom), placed[zoom]))
        row["min_zoom"] = next(free, DEEPEST)
        for zoom in range(row["min_zoom"], DEEPEST + 1):
            placed[zoom].append(_box(row, zoom))


def _box(row: Row, zoom: int) -> Box:
    world = 256 * 2**zoom
    left = (float(row["lon"]) + 180) / 360 * world
    middle = -math.asinh(math.tan(math.radians(float(row["lat"])))) / math.tau * world
    width = MARGIN_PX + LETTER_PX * max(len(row.get(key) or "") for key in NAME_COLUMNS)
    return left, middle - LINE_PX / 2, left + width, middle + LINE_PX / 2


def _hits(box: Box, others: list[Box]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in others
    )


def _label(kind: str, names: Row, lat: float, lon: float, zoom: int, until: int | str) -> Row:
    local = names["name"]
    serbian = names.get("name_sr_latn") or ""
    return {
        "kind": kind,
        "name": local,
        "name_en": _if_other(names.get("name_en"), local),
        "name_ro": _if_other(names.get("name_ro"), local),
        "name_sr_latn": serbian,
        "country": names.get("country", ""),
        "lat": round(lat, 3),
        "lon": round(lon, 3),
        "zoom": zoom,
        "until": until,
    }


def _if_other(name: str | None, local: str) -> str:
    return name if name and name != local else ""


def _town_label(row: Row) -> Row:
    kind = "town" if population(row) >= EARLIEST_BY_POPULATION[2][0] else "place"
    return _label(kind, row, float(row["lat"]), float(row["lon"]), row["min_zoom"], "")


def country_labels() -> list[Row]:
    """Return the names of the four countries that fill a part of the map."""
    found = []
    for country, english, romanian, serbian, lat, lon in COUNTRIES:
        names = {"name": english, "name_ro": romanian, "name_sr_latn": serbian}
        found.append(_label("country", names | {"country": country}, lat, lon, 6, 8))
    return found


def admin1_labels(units: list[Feature]) -> list[Row]:
    """Return the names of the units whose drawn part is large enough to hold one."""
    area = drawn_area()
    found = []
    for item, shape in units:
        inside = shape.intersection(area)
        if inside.area > 0.03:
            point = inside.representative_point()
            names = {**item, "name": item["name_local"]}
            found.append(_label("admin1", names, point.y, point.x, 8, 10))
    return found


def river_labels(rivers: list[Feature]) -> list[Row]:
    """Return the rivers' names: once in the middle, on long ones again when zoomed in."""
    found = []
    for item, line in sorted(rivers, key=lambda river: (river[0]["rank"], river[0]["river"])):
        names = {key: item.get(key) for key in NAME_COLUMNS[1:]} | {"name": item["name_en"]}
        zoom = RIVER_ZOOM[item["rank"]]
        for number, point in enumerate(_points_along(line)):
            first = zoom if number == 0 else zoom + 2
            found.append(_label("river", names, point.y, point.x, first, ""))
    return found


def _points_along(line: BaseGeometry) -> list[Point]:
    """Return points about 90 km apart, the middle of the longest piece first."""
    points = []
    parts = sorted(getattr(line, "geoms", [line]), key=lambda part: -part.length)
    for part in [parts[0], *(other for other in parts[1:] if other.length > SCRAP_DEGREES)]:
        count = round(part.length * KM_A_DEGREE / RIVER_SPACING_KM)
        shares = [(i + 0.5) / max(1, count) for i in range(max(1, count))]
        shares.sort(key=lambda share: abs(share - 0.5))
        points += [part.interpolate(share, normalized=True) for share in shares]
    return points
