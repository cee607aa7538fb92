"""Which country's law applies at a point, as far as the map can tell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, get_args

import numpy as np
import shapely

from layers.errors import AtlasError
from layers.model import Law
from layers.space.metric import to_metres
from layers.space.places import BASEMAP, REGISTRY, load_region, load_unit_names

BORDER_BAND_M = 250.0
"""Nearer than this to a border, the point may lie on either side.

The border of the basemap is at most 41 m from its source, the source 10 m from OpenStreetMap, and
a reader's position is rounded to 0.001 degrees, 69 m at most: 120 m, doubled because nobody has
compared OpenStreetMap's line with the treaties.
"""

DISTRICT_BAND_M = 3_000.0
"""Nearer than this to the line between two districts, the district is not sure: the lines are
generalised by 300 m on top of Natural Earth's own error of a kilometre or two."""

BORDER_RIVER_REACH_M = 3_500.0
"""Farthest bank of a border river from the border in it: the Danube at the Iron Gate reservoirs."""

WATER_ERROR_M = 300.0
"""How far the drawn edge of a river may be off."""

FADE_DEGREES = 0.07
"""Width of the strip inside the basemap's box where the map fades out."""

WEST, SOUTH, EAST, NORTH = 19.5, 43.3, 23.5, 46.5
LAWS: tuple[Law, ...] = get_args(Law)

NotCovered = Literal["outside_region", "other_country", "unknown_country"]


@dataclass(frozen=True)
class Jurisdiction:
    """Whose law applies at a point.

    Attributes
    ----------
    code : {'RO', 'RS'} or None
        The country whose side of the line the point is on; on a border, the likelier of those
        whose law is known. None when not covered.
    laws : tuple of str
        The laws to judge by: one, or both at the border between them.
    covered : bool
        Whether the atlas can say anything of law here.
    reason : str
        Why not covered: ``outside_region`` (beyond the map), ``other_country``,
        ``unknown_country`` (the map names none); empty when covered.
    on_border : bool
        Within 250 m of a border or on a river that is one: `countries` are all possible.
    countries : tuple of str
        ISO 3166-1 alpha-2 of every country the point may be in, the likeliest first.
    border_m : float
        Distance to the nearest border of Romania or Serbia, metres; NaN outside the map.
    admin1 : str
        ISO 3166-2 of the county or district; empty when not covered, and on a border.
    admin1_names : mapping
        Its name by language (``en``, ``ro``, ``sr-Latn``, ``sr-Cyrl``, ``local``).
    admin1_sure : bool
        False within 3 km of another district of the same country.
    in_region : bool
        Whether that county or district belongs to the mining region.
    municipality : str
        Always empty: no outlines of municipalities are to be had. The nearest place has one,
        where known.
    """

    code: Law | None
    laws: tuple[Law, ...] = ()
    covered: bool = False
    reason: NotCovered | Literal[""] = ""
    on_border: bool = False
    countries: tuple[str, ...] = ()
    border_m: float = float("nan")
    admin1: str = ""
    admin1_names: Mapping[str, str] | None = None
    admin1_sure: bool = False
    in_region: bool = False
    municipality: str = ""


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Countries, districts, borders and border rivers, ready to be asked.

    Areas are in EPSG:4326; `borders`, `rivers` and `reaches` (the parts of the borders that run
    in a river) in metres of EPSG:32634.
    """

    countries: Mapping[str, shapely.Geometry]
    districts: Mapping[str, shapely.Geometry]
    borders: Mapping[tuple[str, str], shapely.Geometry]
    reaches: Mapping[tuple[str, str], shapely.Geometry]
    rivers: shapely.Geometry
    region: frozenset[str]
    names: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, folder: Path = BASEMAP, registry: Path = REGISTRY) -> Self:
        """Read the outlines of a basemap folder.

        Raises
        ------
        AtlasError
            When a file is missing.
        """
        try:
            countries = _features(folder / "countries.geojson", "country")
            districts = _features(folder / "admin1.geojson", "admin1_id")
            lines = _features(folder / "borders.geojson", "pair")
            rivers = _features(folder / "water.geojson", "river")
            region, names = load_region(registry), load_unit_names(folder)
        except OSError as error:
            raise AtlasError(f"the outlines of the map cannot be read: {error}") from error
        borders = {_pair(key): _metric(line) for key, line in lines.items()}
        ours = {pair: line for pair, line in borders.items() if set(pair) & set(LAWS)}
        water = _metric(shapely.union_all(list(rivers.values())))
        wide = water.buffer(WATER_ERROR_M)
        reaches = {pair: _merged(line.intersection(wide)) for pair, line in ours.items()}
        for shape in (*countries.values(), *districts.values(), *ours.values(), water):
            shapely.prepare(shape)
        return cls(countries, districts, ours, reaches, water, region, names)


def jurisdiction_at(lat: float, lon: float, boundaries: Boundaries) -> Jurisdiction:
    """Return whose law applies at a point in WGS 84 degrees.

    On the map, a point in Romania or Serbia is covered. On the border between them it is under
    both laws; on the border to a third country under the one that is known. The map ends north of
    Kosovo*, so nothing is said of it.

    Examples
    --------
    >>> outlines = Boundaries.load()
    >>> jurisdiction_at(44.0749, 22.0959, outlines).code
    'RS'
    >>> on_the_danube = jurisdiction_at(44.70, 22.42, outlines)
    >>> on_the_danube.on_border, on_the_danube.laws
    (True, ('RS', 'RO'))
    >>> jurisdiction_at(47.5, 19.05, outlines).reason
    'outside_region'
    """
    if not _on_map(lat, lon):
        return Jurisdiction(None, reason="outside_region")
    degrees, metres = shapely.Point(lon, lat), shapely.Point(*to_metres(lon, lat))
    near = {pair: float(line.distance(metres)) for pair, line in boundaries.borders.items()}
    home = _first_holding(boundaries.countries, degrees)
    possible = _possible(home, near, metres, boundaries)
    laws = tuple(law for law in possible if law in LAWS)
    border_m = min(near.values())
    if not laws:
        reason: NotCovered = "other_country" if home else "unknown_country"
        return Jurisdiction(None, reason=reason, countries=possible, border_m=border_m)
    on_border = len(possible) > 1
    admin1 = "" if on_border else _first_holding(boundaries.districts, degrees)
    return Jurisdiction(
        code=laws[0],
        laws=laws,
        covered=True,
        on_border=on_border,
        countries=possible,
        border_m=border_m,
        admin1=admin1,
        admin1_names=boundaries.names.get(admin1),
        admin1_sure=bool(admin1) and _far_from_neighbours(admin1, degrees, boundaries),
        in_region=admin1 in boundaries.region,
    )


def _on_map(lat: float, lon: float) -> bool:
    """Return whether the point is where the map is drawn; False for NaN and infinity."""
    return (
        SOUTH + FADE_DEGREES <= lat <= NORTH - FADE_DEGREES
        and WEST + FADE_DEGREES <= lon <= EAST - FADE_DEGREES
    )


def _possible(
    home: str,
    near: Mapping[tuple[str, str], float],
    metres: shapely.Point,
    boundaries: Boundaries,
) -> tuple[str, ...]:
    """Return the countries a point may be in, the one that holds it first."""
    found = [home] if home else []
    for pair in sorted(near, key=lambda pair: near[pair]):
        if near[pair] <= BORDER_BAND_M or _on_border_river(pair, metres, boundaries):
            found += [country for country in pair if country not in found]
    return tuple(found)


def _on_border_river(pair: tuple[str, str], metres: shapely.Point, boundaries: Boundaries) -> bool:
    """Return whether the point is on a river in which this border runs.

    The straight way to the border must lie in the water, and not end where the border leaves
    the river: above the mouth of the Nera both banks of the Danube are Serbian.
    """
    reach = boundaries.reaches[pair]
    if reach.is_empty or reach.distance(metres) > BORDER_RIVER_REACH_M:
        return False
    if not boundaries.rivers.intersects(metres):
        return False
    way = shapely.shortest_line(metres, reach)
    leaves = reach.boundary.distance(shapely.get_point(way, -1)) < 1.0
    return not leaves and bool(way.difference(boundaries.rivers).length <= WATER_ERROR_M)


def _far_from_neighbours(admin1: str, degrees: shapely.Point, boundaries: Boundaries) -> bool:
    here = _metric(degrees)
    return all(
        _metric(area).distance(here) > DISTRICT_BAND_M
        for code, area in boundaries.districts.items()
        if code != admin1
        and code[:2] == admin1[:2]
        and area.distance(degrees) < 2 * DISTRICT_BAND_M / 70_000
    )


def _first_holding(areas: Mapping[str, shapely.Geometry], degrees: shapely.Point) -> str:
    return next((code for code, area in areas.items() if area.intersects(degrees)), "")


def _pair(key: str) -> tuple[str, str]:
    first, _, second = key.partition("-")
    return first, second


def _metric(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda pairs: np.column_stack(to_metres(*pairs.T)))


def _merged(lines: shapely.Geometry) -> shapely.Geometry:
    return shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines


def _features(path: Path, key: str) -> dict[str, shapely.Geometry]:
    """Return the features that have the property, by it, EPSG:4326; several of one are joined."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, list[shapely.Geometry]] = {}
    for feature in collection["features"]:
        name = feature["properties"].get(key)
        if name:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            found.setdefault(name, []).append(shape)
    return {name: shapely.union_all(shapes) for name, shapes in found.items()}
