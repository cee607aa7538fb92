"""Build the water areas of the basemap: the large rivers and the lakes.

Run `python data/basemap/build_water.py` after build_rivers.py. The OpenStreetMap pieces it
starts from are clipped to blocks and broken into many; a ribbon along the river's own line
joins them, and the outline is rounded. The result is a drawing of where the water is, right
to some 300 m, not a shore line.
"""

from __future__ import annotations

import csv

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from layer_files import FOLDER, SOURCE, Feature, drawn_area, read_features, write_features
from shapely import LinearRing, Point, Polygon
from shapely.geometry.base import BaseGeometry

FloatPoints = npt.NDArray[np.float64]

METRIC = "EPSG:32634"
LEAST_LAKE_M2 = 250_000
BRIDGE_M = 350
BUMP_M = 260
SCRAP_M2 = 200_000
RIBBON_HALF_WIDTH_M = {"danube": 250, "sava": 110, "tisa": 80}
BELONGS_WITHIN_M = 900


def metric(shapes: list[BaseGeometry]) -> gpd.GeoSeries:
    """Return shapes given in degrees in metres (UTM zone 34 north)."""
    return gpd.GeoSeries(shapes, crs="EPSG:4326").to_crs(METRIC)


def river_lines(river: str) -> BaseGeometry:
    """Return the line of one river in metres, from both river files."""
    files = ("rivers.geojson", "rivers_border.geojson")
    found = [
        line
        for name in files
        for item, line in read_features(FOLDER / name)
        if item["river"] == river
    ]
    return shapely.union_all(metric(found).values)


def ribbon(line: BaseGeometry, half_width: float, pieces: list[BaseGeometry]) -> BaseGeometry:
    """Return the river's area: a ribbon along its line with the mapped pieces grown on to it."""
    band = line.buffer(half_width)
    bridged = shapely.union_all([band, *pieces]).buffer(BRIDGE_M).buffer(-BRIDGE_M)
    wide = bridged.buffer(-BUMP_M).buffer(BUMP_M)
    area = shapely.union_all([band, wide]).buffer(BUMP_M / 2).buffer(-BUMP_M / 2)
    return shapely.union_all([rounded(part) for part in large_parts(area)])


def large_parts(area: BaseGeometry) -> list[Polygon]:
    """Return the polygons of an area, islands and scraps under a fifth of a km² left out."""
    parts = [part for part in getattr(area, "geoms", [area]) if part.area > SCRAP_M2]
    return [
        Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area > SCRAP_M2])
        for part in parts
    ]


def rounded(area: Polygon) -> Polygon:
    """Return a polygon with its corners cut twice (Chaikin), about as large as before."""
    coarse = area.simplify(40)
    smooth = Polygon(
        cut_corners(coarse.exterior), [cut_corners(hole) for hole in coarse.interiors]
    ).buffer(0)
    growth = (area.area - smooth.area) / smooth.length
    return smooth.buffer(max(0.0, growth)).simplify(30)


def cut_corners(outline: LinearRing) -> FloatPoints:
    """Return the points of a closed outline after two rounds of corner cutting."""
    ring = np.array(outline.coords)[:-1]
    for _ in range(2):
        following = np.roll(ring, -1, axis=0)
        ring = np.stack([ring * 0.75 + following * 0.25, ring * 0.25 + following * 0.75], axis=1)
        ring = ring.reshape(-1, 2)
    return ring


def lake_names() -> list[tuple[Point, dict[str, str]]]:
    """Return (point in metres, names) of the lakes named by hand."""
    with (FOLDER / "lakes_by_hand.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    points = metric([Point(float(row["lon"]), float(row["lat"])) for row in rows])
    names = [{key: row[key] for key in ("name_en", "name_ro", "name_sr_latn")} for row in rows]
    return list(zip(points, names, strict=True))


def draw() -> list[tuple[dict[str, str], BaseGeometry]]:
    """Return (properties, area in metres) of the rivers, then of the lakes by size."""
    pieces = list(metric([shape for _, shape in read_features(SOURCE / "rivers_osm_poly.geojson")]))
    lakes = list(metric([shape for _, shape in read_features(SOURCE / "lakes_osm_poly.geojson")]))
    areas: list[tuple[dict[str, str], BaseGeometry]] = []
    for river, half_width in RIBBON_HALF_WIDTH_M.items():
        line = river_lines(river)
        near = [p for p in pieces if p.distance(line) < BELONGS_WITHIN_M]
        near += [lake for lake in lakes if river == "danube" and lake.intersects(line)]
        areas.append(({"kind": "river", "river": river}, ribbon(line, half_width, near)))
    rivers = shapely.union_all([area for _, area in areas])
    named = lake_names()
    for lake in sorted(lakes, key=lambda shape: -shape.area):
        if lake.area < LEAST_LAKE_M2 or lake.intersection(rivers).area > lake.area / 3:
            continue
        names = next((names for point, names in named if lake.contains(point)), {})
        areas.append(({"kind": "lake", **names}, rounded(lake)))
    return areas


def main() -> None:
    """Write water.geojson."""
    areas = draw()
    shapes = gpd.GeoSeries([area for _, area in areas], crs=METRIC).to_crs("EPSG:4326")
    clipped = shapes.intersection(drawn_area())
    features: list[Feature] = [
        (item, shape) for (item, _), shape in zip(areas, clipped, strict=True) if not shape.is_empty
    ]
    write_features(FOLDER / "water.geojson", features)


if __name__ == "__main__":
    main()
