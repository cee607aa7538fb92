"""Build the named river lines of the basemap from rivers_by_hand.csv.

Run `python data/basemap/build_rivers.py`. It writes rivers.geojson (from WDB II lines and
from the elevation) and rivers_border.geojson (where a state border follows the river's
deepest line, from OpenStreetMap): two files because their licences differ.

A river's `course` in the table is a list of parts from source to mouth, separated by `|`:

- `wdb 3993 3956 : LAT LON > LAT LON`: the WDB II lines with these numbers, joined, and cut
  between the points of the line nearest to the two positions, where positions are given;
- `border ROU-SRB : LAT LON > LAT LON`: the same with the border line of that pair;
- `dem PLACE > PLACE > *RIVER`: the cheapest way over the elevation grid through the valley
  nearest to each place (a name of the gazetteer, or LAT LON), to the first cell of RIVER.
  A `^` before the first place adds the main stem above it;
- `hand PLACE > PLACE > *RIVER`: from place to place, for canals of the plain, where the
  grid shows no valley.
"""

from __future__ import annotations

import csv
import dataclasses
import math
from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import shapely
from drainage import (
    Cell,
    FloatGrid,
    catchment_km2,
    cell_at,
    centre_of,
    course,
    drain,
    read_elevation,
    upstream,
    valley_floor,
)
from layer_files import FOLDER, SOURCE, Feature, drawn_area, read_features, write_features
from shapely import LineString, MultiLineString, MultiPoint, Point
from shapely.ops import linemerge, nearest_points, substring

WDB = SOURCE / "rivers_wdbii.geojson"
HEAD_KM2 = 8.0
VALLEY_REACH = 1
SIMPLIFY_DEGREES = {"wdb": 0.0008, "border": 0.0006, "dem": 0.001}


@dataclasses.dataclass
class Terrain:
    """The elevation grid in metres with what follows from it, all of one shape."""

    elevation: FloatGrid
    flows_to: dict[Cell, Cell]
    area: FloatGrid


def read_table() -> list[dict[str, str]]:
    """Return the rows of rivers_by_hand.csv."""
    with (FOLDER / "rivers_by_hand.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_terrain(known: Iterable[LineString]) -> Terrain:
    """Return the terrain, drained towards the rivers whose lines are known from elsewhere."""
    elevation = read_elevation(SOURCE / "globe30s_box.npz")
    outlets = {cell for line in known for cell in cells_along(line)}
    flows_to, order = drain(elevation, outlets)
    return Terrain(elevation, flows_to, catchment_km2(elevation.shape, flows_to, order))


def cells_along(line: LineString) -> set[Cell]:
    """Return the grid cells that a line passes, those outside the grid left out."""
    dense = shapely.segmentize(line, 0.004)
    cells = {cell_at(lat, lon) for lon, lat in dense.coords}
    return {(row, column) for row, column in cells if 0 <= row < 384 and 0 <= column < 480}


def joined(lines: Iterable[LineString]) -> LineString:
    """Return one line out of pieces, from the longest on, gaps between them bridged."""
    merged = linemerge(list(lines))
    if isinstance(merged, LineString):
        return merged
    rest = sorted(merged.geoms, key=lambda line: line.length)
    whole = rest.pop()
    while rest:
        piece = min(rest, key=lambda line: _gap(whole, line))
        rest.remove(piece)
        whole = _bridged(whole, piece)
    return whole


def _ends(line: LineString) -> MultiPoint:
    return MultiPoint([line.coords[0], line.coords[-1]])


def _gap(a: LineString, b: LineString) -> float:
    return _ends(a).distance(_ends(b))


def _bridged(a: LineString, b: LineString) -> LineString:
    options = [
        [*first.coords, *second.coords] for first in (a, a.reverse()) for second in (b, b.reverse())
    ]
    start = len(a.coords)
    return LineString(min(options, key=lambda path: math.dist(path[start - 1], path[start])))


def between(line: LineString, start: Point, end: Point) -> LineString:
    """Return the stretch of a line between its points nearest to `start` and `end`."""
    return substring(line, line.project(start), line.project(end))


def position(words: str) -> Point:
    """Return the point of a "LAT LON" text."""
    lat, lon = map(float, words.split())
    return Point(lon, lat)


class Courses:
    """Turns the parts of a `course` into lines, and remembers the rivers already drawn."""

    def __init__(self) -> None:
        self.drawn: dict[str, list[LineString]] = {}
        self._wdb = [(str(item["id"]), line) for item, line in read_features(WDB)]
        self._borders = dict(_borders())
        self._places = _places()
        self.terrain: Terrain | None = None
        self._barred: set[Cell] = set()

    def set_terrain(self) -> None:
        """Read the terrain, with the rivers drawn so far as its outlets and as barriers."""
        known = [line for lines in self.drawn.values() for line in lines]
        self.terrain = read_terrain(known)
        self._barred = {cell for line in known for cell in cells_along(line)}

    def part(self, text: str) -> tuple[str, LineString]:
        """Return (source, line) of one part of a course."""
        source, _, rest = text.strip().partition(" ")
        if source == "dem":
            return source, self._over_terrain([stop.strip() for stop in rest.split(">")])
        if source == "hand":
            return source, self._through([stop.strip() for stop in rest.split(">")])
        names, _, stretch = rest.partition(":")
        line = self._known(source, names.split())
        if stretch:
            start, end = (position(words) for words in stretch.split(">"))
            line = between(line, start, end)
        return source, line.simplify(SIMPLIFY_DEGREES[source])

    def _known(self, source: str, names: list[str]) -> LineString:
        if source == "border":
            return self._borders[names[0]]
        numbers = set(names)
        return joined(line for number, line in self._wdb if number in numbers)

    def _through(self, stops: list[str]) -> LineString:
        points = [self._point(stop) for stop in stops if not stop.startswith("*")]
        if stops[-1].startswith("*"):
            river = MultiLineString(self.drawn[stops[-1][1:]])
            points.append(nearest_points(river, points[-1])[0])
        return rounded([(point.x, point.y) for point in points])

    def _point(self, stop: str) -> Point:
        return self._places[stop] if stop in self._places else position(stop)

    def _over_terrain(self, stops: list[str]) -> LineString:
        assert self.terrain is not None
        path = self._first_cells(stops[0])
        for stop in stops[1:]:
            goals = self._goals(stop)
            leg = course(self.terrain.elevation, self.terrain.area, path[-1], goals, self._barred)
            path += leg[1:]
        line = smooth([centre_of(cell) for cell in path])
        if stops[-1].startswith("*"):
            line = self._touching(line, stops[-1][1:])
        return line

    def _first_cells(self, stop: str) -> list[Cell]:
        assert self.terrain is not None
        (cell,) = self._goals(stop.removeprefix("^"))
        if not stop.startswith("^"):
            return [cell]
        stem = upstream(self.terrain.area, self.terrain.flows_to, cell, HEAD_KM2)
        return [*stem, cell]

    def _goals(self, stop: str) -> set[Cell]:
        assert self.terrain is not None
        if stop.startswith("*"):
            return {cell for line in self.drawn[stop[1:]] for cell in cells_along(line)}
        point = self._point(stop)
        return {valley_floor(self.terrain.area, cell_at(point.y, point.x), VALLEY_REACH)}

    def _touching(self, line: LineString, river: str) -> LineString:
        end = Point(line.coords[-1])
        mouth = nearest_points(MultiLineString(self.drawn[river]), end)[0]
        return LineString([*line.coords[:-1], mouth.coords[0]])


def smooth(points: list[tuple[float, float]]) -> LineString:
    """Return a line along the points without the staircase of the grid, its ends kept."""
    line = np.array(points)
    for _ in range(2):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    return rounded(line)


def rounded(points: npt.ArrayLike) -> LineString:
    """Return a line along the points with its corners cut (Chaikin), its ends kept."""
    line = np.asarray(points, dtype=np.float64)
    for _ in range(2):
        first, second = line[:-1] * 0.75 + line[1:] * 0.25, line[:-1] * 0.25 + line[1:] * 0.75
        corners = np.stack([first, second], axis=1).reshape(-1, 2)
        line = np.vstack([line[:1], corners, line[-1:]])
    return LineString(line).simplify(SIMPLIFY_DEGREES["dem"])


def _borders() -> Iterable[tuple[str, LineString]]:
    for item, shape in read_features(SOURCE / "borders_osm_lines.geojson"):
        yield item["pair"], joined([shape] if isinstance(shape, LineString) else shape.geoms)


def _places() -> dict[str, Point]:
    found = read_features(SOURCE / "places_geonames500.geojson")
    often = Counter(item["name"] for item, _ in found)
    return {item["name"]: point for item, point in found if often[item["name"]] == 1}


def draw(table: list[dict[str, str]]) -> list[Feature]:
    """Return one feature for every part of every river, largest rivers first."""
    courses = Courses()
    features: list[Feature] = []
    known = [row for row in table if not row["course"].startswith("dem")]
    for row in known + [row for row in table if row not in known]:
        if courses.terrain is None and row not in known:
            courses.set_terrain()
        for text in row["course"].split("|"):
            source, line = courses.part(text)
            if before := courses.drawn.get(row["river_id"]):
                line = LineString([before[-1].coords[-1], *line.coords])
            courses.drawn.setdefault(row["river_id"], []).append(line)
            features.append((properties(row, source), line))
    return sorted(features, key=lambda feature: (feature[0]["rank"], feature[0]["river"]))


def properties(row: dict[str, str], source: str) -> dict[str, object]:
    """Return what a river feature carries to the browser."""
    return {
        "river": row["river_id"],
        "name_en": row["name_en"],
        "name_ro": row["name_ro"],
        "name_sr_latn": row["name_sr_latn"],
        "rank": int(row["rank"]),
        "source": source,
        "approx": True if source in ("dem", "hand") else None,
    }


def main() -> None:
    """Write rivers.geojson and rivers_border.geojson."""
    features = draw(read_table())
    area = drawn_area()
    inside = [(item, line.intersection(area)) for item, line in features if line.intersects(area)]
    border = [feature for feature in inside if feature[0]["source"] == "border"]
    other = [feature for feature in inside if feature[0]["source"] != "border"]
    write_features(FOLDER / "rivers_border.geojson", border)
    write_features(FOLDER / "rivers.geojson", other)


if __name__ == "__main__":
    main()
