"""Where nobody has measured: cells over the region, and which of them to measure first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.errors import AtlasError
from layers.space.metric import METRIC, to_degrees, to_metres
from layers.space.places import BASEMAP, REGISTRY, Place, load_region

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Status = Literal["measured", "roughly", "never"]

CELL_M = 10_000.0
"""Side of a cell, metres of UTM 34N."""

WELL_KNOWN_M = 500.0
"""A sample fills a cell when its position is known to this, as for an estimate
(`surface_rules.csv`, max_uncertainty_m): a twentieth of the side of a cell."""

REACH_M = 10_000.0
"""Mines and waste are near a cell when their stated position is no farther from its middle. That
position is itself uncertain: each tells by how much."""

_RANK = {"never": 0, "roughly": 1, "measured": 2}


@dataclass(frozen=True)
class Site:
    """A mine or a waste area near a cell.

    Attributes
    ----------
    site_id, kind : str
        Its key, and ``mine`` or ``waste``.
    distance_m : float
        From the middle of the cell to its stated position.
    uncertainty_m : float
        How far that position may be off; NaN where nobody says.
    """

    site_id: str
    kind: Literal["mine", "waste"]
    distance_m: float
    uncertainty_m: float


@dataclass(frozen=True, eq=False)
class Cell:
    """A square of the region and what is known in it.

    Attributes
    ----------
    cell_id : str
        Kilometres east and north of its south-west corner in UTM 34N: ``E560N4870``.
    lat, lon : float
        Its middle, WGS 84 degrees.
    shape : Polygon
        EPSG:4326, cut to the region.
    status : {'measured', 'roughly', 'never'}
        ``measured``: a single sample lies in it whose position is known to `WELL_KNOWN_M`.
        ``roughly``: values are published that may lie in it, known to a village or for several
        samples together. ``never``: no published value can lie in it.
    nearest_m : float
        From its middle to the nearest such single sample; NaN where there is none at all.
    nearest_rough_m : float
        From its middle to the stated position of the nearest other value; NaN where none.
    sites : tuple of Site
        Waste and mines near, the nearest first.
    people : int
        Inhabitants of the localities in it, as far as the gazetteer knows; 0 where it knows none.
    places : tuple of str
        Keys of its localities, the largest first.
    """

    cell_id: str
    lat: float
    lon: float
    shape: shapely.Polygon
    status: Status
    nearest_m: float
    nearest_rough_m: float
    sites: tuple[Site, ...]
    people: int
    places: tuple[str, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """``mine`` and ``waste``, as far as one is near."""
        return frozenset(site.kind for site in self.sites)


@dataclass(frozen=True, eq=False)
class Gaps:
    """What is measured of an analyte in a medium, cell by cell.

    Attributes
    ----------
    analyte, medium : str
        Keys of the registries.
    cells : tuple of Cell
        Of the whole region, from the north-west.
    """

    analyte: str
    medium: str
    cells: tuple[Cell, ...]

    def count(self, status: Status) -> int:
        """Return how many cells have a status."""
        return sum(cell.status == status for cell in self.cells)

    def ranked(self) -> list[Cell]:
        """Return the cells without a measurement, in the order in which to measure them.

        No risk is computed. First come cells near both waste and a mine, then near waste, near a
        mine, near neither; among equals those with more inhabitants, then those for which not
        even a rough value is published, then those farther from a measurement.
        """
        empty = [cell for cell in self.cells if cell.status != "measured"]
        return sorted(empty, key=_order)


def _order(cell: Cell) -> tuple[int, int, int, float, str]:
    near = {("mine", "waste"): 0, ("waste",): 1, ("mine",): 2, (): 3}[tuple(sorted(cell.kinds))]
    far = cell.nearest_m if np.isfinite(cell.nearest_m) else np.inf
    return near, -cell.people, _RANK[cell.status], -far, cell.cell_id


def find_gaps(
    values: pd.DataFrame,
    sites: Mapping[str, gpd.GeoDataFrame],
    places: Sequence[Place],
    analyte: str,
    medium: str,
) -> Gaps:
    """Say for every cell of the region what is measured in it, and what lies near.

    Parameters
    ----------
    values : DataFrame
        As `layers.store.Store.values` returns; what belongs to another region is left out.
    sites : mapping
        ``mine`` and ``waste``: layers of the store, EPSG:4326.
    places : sequence of Place
        The gazetteer's.
    analyte, medium : str
        Keys of the registries.

    Returns
    -------
    Gaps
        Values below detection count: they are measurements.
    """
    rows = values[(values["analyte"] == analyte) & (values["medium"] == medium)]
    rows = rows[(rows["scope"] == "border") & rows["lat"].notna() & rows["lon"].notna()]
    known = _well_known(rows)
    sampled, rough = _positions(rows[known]), _positions(rows[~known])
    reach = rows.loc[~known, "coord_uncertainty_m"].fillna(0.0).to_numpy(float)
    around = _Around(sites, places)
    cells = [_cell(cell_id, square, sampled, rough, reach, around) for cell_id, square in squares()]
    return Gaps(analyte, medium, tuple(cells))


def _well_known(rows: pd.DataFrame) -> pd.Series:
    surveyed = rows["coord_quality"].astype(str) == "surveyed"
    vague = rows["coord_uncertainty_m"].mask(surveyed & rows["coord_uncertainty_m"].isna(), 0.0)
    return ~rows["pooled"].astype(bool) & (vague <= WELL_KNOWN_M)


def _positions(rows: pd.DataFrame) -> Floats:
    x, y = to_metres(rows["lon"].to_numpy(float), rows["lat"].to_numpy(float))
    return np.column_stack([x, y])


class _Around:
    """Mines, waste and localities in metres of UTM 34N."""

    def __init__(self, sites: Mapping[str, gpd.GeoDataFrame], places: Sequence[Place]) -> None:
        self.places = places
        self.place_at = np.column_stack(
            to_metres([one.lon for one in places], [one.lat for one in places])
        )
        self.kinds: list[Literal["mine", "waste"]] = []
        self.ids: list[str] = []
        shapes, vague = [], []
        for kind, key in (("mine", "site_id"), ("waste", "waste_id")):
            frame = sites[kind]
            frame = frame[~(frame.geometry.is_empty | frame.geometry.isna())]
            self.kinds += [kind] * len(frame)  # type: ignore[list-item]
            self.ids += list(frame[key])
            shapes += list(frame.geometry.to_crs(METRIC))
            vague.append(frame["coord_uncertainty_m"].to_numpy(float))
        self.shapes, self.vague = np.array(shapes, dtype=object), np.concatenate(vague)

    def sites_near(self, middle: shapely.Point) -> tuple[Site, ...]:
        if not len(self.shapes):
            return ()
        away = shapely.distance(self.shapes, middle)
        near = [at for at in np.argsort(away, kind="stable") if away[at] <= REACH_M]
        return tuple(
            Site(self.ids[at], self.kinds[at], float(away[at]), float(self.vague[at]))
            for at in near
        )

    def places_in(self, square: shapely.Polygon) -> list[Place]:
        held = shapely.contains_xy(square, *self.place_at.T)
        found = [self.places[at] for at in np.flatnonzero(held).tolist()]
        return sorted(found, key=lambda one: (-(one.population or 0), one.place_id))


def _cell(
    cell_id: str,
    square: shapely.Polygon,
    sampled: Floats,
    rough: Floats,
    reach: Floats,
    around: _Around,
) -> Cell:
    middle = square.representative_point()
    at = np.array([middle.x, middle.y])
    may_lie_in = bool(
        len(rough) and (shapely.distance(square, shapely.points(rough)) <= reach).any()
    )
    measured = bool(len(sampled) and shapely.contains_xy(square, *sampled.T).any())
    places = around.places_in(square)
    lon, lat = to_degrees(middle.x, middle.y)
    return Cell(
        cell_id=cell_id,
        lat=round(float(lat), 4),
        lon=round(float(lon), 4),
        shape=shapely.transform(square, lambda pairs: np.column_stack(to_degrees(*pairs.T))),
        status="measured" if measured else "roughly" if may_lie_in else "never",
        nearest_m=_nearest(at, sampled),
        nearest_rough_m=_nearest(at, rough),
        sites=around.sites_near(middle),
        people=sum(one.population or 0 for one in places),
        places=tuple(one.place_id for one in places),
    )


def _nearest(at: Floats, others: Floats) -> float:
    return float(np.hypot(*(others - at).T).min()) if len(others) else float("nan")


@cache
def squares(
    folder: Path = BASEMAP, registry: Path = REGISTRY
) -> tuple[tuple[str, shapely.Polygon], ...]:
    """Return the cells of the region, cut to it, in metres of UTM 34N, by their keys.

    Slivers at the edge, less than a tenth of a cell, are left out.
    """
    region = region_outline(folder, registry)
    west, south, east, north = (np.array(region.bounds) // CELL_M * CELL_M).tolist()
    shapely.prepare(region)
    found = []
    for y in np.arange(north, south - 1, -CELL_M):
        for x in np.arange(west, east + 1, CELL_M):
            cut = shapely.box(x, y, x + CELL_M, y + CELL_M).intersection(region)
            found += [
                (f"E{x / 1000:.0f}N{y / 1000:.0f}", part)
                for part in _largest(cut)
                if part.area >= 0.1 * CELL_M**2
            ]
    return tuple(found)


def _largest(shape: shapely.Geometry) -> Iterator[shapely.Polygon]:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if parts:
        yield max(parts, key=lambda part: part.area)


def region_outline(folder: Path, registry: Path) -> shapely.Geometry:
    """Return the counties and districts of the mining region as one area, metres of UTM 34N.

    Raises
    ------
    AtlasError
        When the map's outlines cannot be read.
    """
    try:
        wanted = load_region(registry)
        features = json.loads((folder / "admin1.geojson").read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError) as error:
        raise AtlasError(f"the outlines of the region cannot be read: {error}") from error
    shapes = [
        shapely.from_geojson(json.dumps(one["geometry"]))
        for one in features
        if one["properties"].get("admin1_id") in wanted
    ]
    area = shapely.make_valid(shapely.union_all(shapes))
    return shapely.transform(area, lambda pairs: np.column_stack(to_metres(*pairs.T)))
