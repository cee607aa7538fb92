"""Build countries, border lines, and first-level administrative units of the basemap.

Run `python data/basemap/build_borders.py`. It writes countries.geojson and borders.geojson
(from OpenStreetMap) and admin1.geojson and admin1_lines.geojson (from Natural Earth, named
by admin1_names.csv). Neighbours keep one shared edge, so a point lies in one unit only.
"""

from __future__ import annotations

import csv
from itertools import combinations

import numpy as np
import shapely
from layer_files import FOLDER, SOURCE, Feature, drawn_area, read_features, write_features
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize

ALPHA_2 = {"BGR": "BG", "BIH": "BA", "HUN": "HU", "MNE": "ME", "ROU": "RO", "SRB": "RS"}
COUNTRY_TOLERANCE = 0.0005
BORDER_TOLERANCE = 0.0008
ADMIN1_TOLERANCE = 0.003
GRID = 0.0001


def countries() -> list[Feature]:
    """Return the countries' areas, cut to the box, by ISO code."""
    found = read_features(SOURCE / "countries_osm.geojson")
    shapes = shapely.coverage_simplify(
        [shape for _, shape in found], COUNTRY_TOLERANCE, simplify_boundary=False
    )
    shapes = shapely.set_precision(shapes, GRID)
    features = [
        ({"country": ALPHA_2[item["A3"]]}, shape)
        for (item, _), shape in zip(found, shapes, strict=True)
    ]
    return sorted(features, key=lambda feature: feature[0]["country"])


def borders() -> list[Feature]:
    """Return the state borders as lines, one feature for a pair of countries."""
    features = []
    for item, line in read_features(SOURCE / "borders_osm_lines.geojson"):
        pair = "-".join(sorted(ALPHA_2[code] for code in item["pair"].split("-")))
        features.append(({"pair": pair}, line.simplify(BORDER_TOLERANCE)))
    return sorted(drawn(features), key=lambda feature: feature[0]["pair"])


def drawn(lines: list[Feature]) -> list[Feature]:
    """Return the lines cut off where the relief fades, those outside left out."""
    area = drawn_area()
    return [(item, line.intersection(area)) for item, line in lines if line.intersects(area)]


def admin1() -> list[Feature]:
    """Return the 43 counties, districts and oblasts with their names."""
    found = read_features(SOURCE / "admin1.geojson")
    shapes = clean_coverage([shape for _, shape in found])
    simple = shapely.coverage_simplify(shapes, ADMIN1_TOLERANCE, simplify_boundary=False)
    names = admin1_names()
    features = [
        (names[item["iso_a2"], item["name"], item["gn_name"]], shapely.set_precision(shape, GRID))
        for (item, _), shape in zip(found, simple, strict=True)
    ]
    return sorted(features, key=lambda feature: feature[0]["admin1_id"])


def admin1_names() -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the names to show by the source's (country, name, GeoNames name)."""
    kept = ("admin1_id", "country", "name_local", "name_en", "name_ro", "name_sr_latn")
    with (FOLDER / "admin1_names.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["country"], row["source_name"], row["source_gn_name"]): {
                key: row[key] for key in kept
            }
            for row in csv.DictReader(file)
        }


def clean_coverage(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return the shapes without the slivers and overlaps of less than a few hundred metres.

    All outlines are cut into faces; a face goes to the shape that holds its inner point, or,
    where none or several do, to the nearest or first one.
    """
    outlines = shapely.union_all([shape.boundary for shape in shapes], grid_size=GRID)
    faces = list(polygonize(outlines))
    owners = [_owner(face, shapes) for face in faces]
    return [
        shapely.union_all([face for face, owner in zip(faces, owners, strict=True) if owner == i])
        for i in range(len(shapes))
    ]


def _owner(face: Polygon, shapes: list[BaseGeometry]) -> int:
    inner = face.representative_point()
    return int(np.argmin([shape.distance(inner) for shape in shapes]))


def inner_lines(units: list[Feature]) -> list[Feature]:
    """Return the lines between units of one country, one feature a country."""
    by_country: dict[str, list[LineString]] = {}
    for (a, first), (b, second) in combinations(units, 2):
        if a["country"] == b["country"]:
            shared = first.boundary.intersection(second.boundary)
            parts = getattr(shared, "geoms", [shared])
            lines = [part for part in parts if isinstance(part, LineString) and not part.is_empty]
            by_country.setdefault(a["country"], []).extend(lines)
    return [
        ({"country": country}, linemerge(lines))
        for country, lines in sorted(by_country.items())
        if lines
    ]


def main() -> None:
    """Write the four files."""
    units = admin1()
    write_features(FOLDER / "countries.geojson", countries())
    write_features(FOLDER / "borders.geojson", borders())
    write_features(FOLDER / "admin1.geojson", units)
    write_features(FOLDER / "admin1_lines.geojson", drawn(inner_lines(units)))


if __name__ == "__main__":
    main()
