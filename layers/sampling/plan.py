"""A plan of samples: where, how many, under which ids, and what checks the quality."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from layers.sampling import grid
from layers.sampling.area import Area
from layers.sampling.errors import PlanError
from layers.sampling.grid import LEAST_SPACING_M, MOST_POINTS, MOST_SPACING_M, Points
from layers.sampling.strata import Band, drawn

if TYPE_CHECKING:
    import geopandas as gpd

Kind = Literal["square", "triangular", "stratified"]
Strata = Literal["cell", "waste", "mine", "river"]
Role = Literal["sample", "duplicate", "blank"]

USUAL_SHARE = 0.05
"""One duplicate, and for water one blank, in twenty samples and at least one: a convention among
laboratories; no law of Romania or Serbia was read that asks for it."""

MOST_SHARE = 0.5
MOST_PREFIX = 12
_PREFIX = re.compile(r"[A-Z0-9](-?[A-Z0-9])*")


@dataclass(frozen=True)
class Design:
    """How samples are laid over an area.

    Attributes
    ----------
    kind : {'square', 'triangular', 'stratified'}
        A regular grid, or one random point in each of many compact parts.
    samples : int or None
        How many; or else
    spacing_m : float or None
        the distance between neighbours of a grid, and of a stratified plan the square root of
        the area for each sample.
    strata : {'cell', 'waste', 'mine', 'river'}
        What divides the area of a stratified plan first.
    seed : int
        Same seed, same plan.
    duplicates, blanks : float
        Share of the samples that is taken twice, and number of blanks as such a share; where
        above 0 there is at least one.
    prefix : str
        Beginning of the ids: letters A-Z, digits and hyphens.
    """

    kind: Kind = "square"
    samples: int | None = None
    spacing_m: float | None = None
    strata: Strata = "cell"
    seed: int = 1
    duplicates: float = USUAL_SHARE
    blanks: float = 0.0
    prefix: str = "ATL"

    def check(self) -> None:
        """Raise `PlanError` when no plan can be made by it."""
        if self.kind not in get_args(Kind):
            raise PlanError("bad_kind")
        if self.strata not in get_args(Strata):
            raise PlanError("bad_strata")
        if self.samples is None and self.spacing_m is None:
            raise PlanError("no_size")
        if self.samples is not None and self.spacing_m is not None:
            raise PlanError("two_sizes")
        if self.samples is not None and not 1 <= self.samples <= MOST_POINTS:
            raise PlanError("bad_count", self.samples, MOST_POINTS)
        spacing = self.spacing_m
        if spacing is not None and not LEAST_SPACING_M <= spacing <= MOST_SPACING_M:
            raise PlanError("bad_spacing", spacing, MOST_SPACING_M, LEAST_SPACING_M)
        for share in (self.duplicates, self.blanks):
            if not 0 <= share <= MOST_SHARE:
                raise PlanError("bad_share", share, MOST_SHARE)
        if len(self.prefix) > MOST_PREFIX or not _PREFIX.fullmatch(self.prefix):
            raise PlanError("bad_prefix", allowed=MOST_PREFIX)


class PlannedSample(NamedTuple):
    """One bag or bottle to fill.

    Attributes
    ----------
    sample_id : str
        What stands on its label.
    role : {'sample', 'duplicate', 'blank'}
        A duplicate is a second sample at the place of `of`; a blank is clean water or sand that
        is treated like a sample and comes from no place.
    lat, lon : float or None
        WGS 84 degrees to 0.000001; None for a blank.
    band : int
        Number of the band of distance, from 1; 0 where the plan has none.
    of : str
        Of a duplicate, the id of the first sample.
    """

    sample_id: str
    role: Role
    lat: float | None
    lon: float | None
    band: int = 0
    of: str = ""


@dataclass(frozen=True, eq=False)
class Plan:
    """Samples over an area.

    Attributes
    ----------
    area, design
        What it was made from.
    samples : tuple of PlannedSample
        In the order in which to walk; a duplicate follows its sample, blanks come last. Their
        ids say neither.
    spacing_m : float
        Of a grid, the distance between neighbours; of a stratified plan, the square root of the
        area for each sample.
    bands : tuple of Band
        Of a plan by distance, the nearest first.
    """

    area: Area
    design: Design
    samples: tuple[PlannedSample, ...]
    spacing_m: float
    bands: tuple[Band, ...] = ()

    @property
    def points(self) -> tuple[PlannedSample, ...]:
        """One for each place."""
        return self.with_role("sample")

    def with_role(self, role: Role) -> tuple[PlannedSample, ...]:
        """Return the samples, the duplicates or the blanks."""
        return tuple(one for one in self.samples if one.role == role)


def make_plan(area: Area, design: Design, near: gpd.GeoDataFrame | None = None) -> Plan:
    """Lay samples over an area.

    Parameters
    ----------
    area : Area
        Every sample lies inside.
    design : Design
        How.
    near : GeoDataFrame, optional
        EPSG:4326 with `coord_uncertainty_m`: what the distance is counted from, needed where the
        strata are no cells (`layers.sampling.near.things_near`).

    Returns
    -------
    Plan
        The same for the same area and design, in whatever order the corners were given.

    Raises
    ------
    PlanError
        Says what is wrong and what to do.

    Examples
    --------
    >>> from layers.sampling import circle
    >>> plan = make_plan(circle(44.08, 22.10, 500), Design(samples=20, prefix="ATL-2611"))
    >>> len(plan.points), len(plan.samples), plan.samples[0].sample_id
    (20, 21, 'ATL-2611-001')
    """
    design.check()
    if design.kind == "stratified":
        return _stratified(area, design, near)
    if design.samples is not None:
        points, spacing = grid.counted(area, design.kind, design.samples, design.seed)
    else:
        assert design.spacing_m is not None
        spacing = design.spacing_m
        points = grid.spaced(area, design.kind, spacing, design.seed)
    order = _walk(points, spacing)
    bands = np.zeros(len(order), dtype=np.intp)
    return Plan(area, design, _named(points, order, bands, design), spacing)


def _stratified(area: Area, design: Design, near: gpd.GeoDataFrame | None) -> Plan:
    count = design.samples
    if count is None:
        assert design.spacing_m is not None
        count = max(1, round(area.size_m2 / design.spacing_m**2))
        if count > MOST_POINTS:
            least = math.sqrt(area.size_m2 / MOST_POINTS)
            raise PlanError("too_many_points", design.spacing_m, MOST_POINTS, least)
    if design.strata != "cell" and not area.on_map:
        raise PlanError("off_map")
    if design.strata != "cell" and near is None:
        raise PlanError("nothing_near")
    found = drawn(area, count, design.seed, None if design.strata == "cell" else near)
    spacing = math.sqrt(area.size_m2 / count)
    order = _walk(found.points, spacing)
    band = found.band + 1 if found.bands else np.zeros(count, dtype=np.intp)
    samples = _named(found.points, order, band, design)
    return Plan(area, design, samples, spacing, found.bands)


def _walk(points: Points, spacing: float) -> npt.NDArray[np.intp]:
    """Return the order of a walk in strips from the north, to and fro."""
    strip = np.floor((points.y.max() - points.y) / (spacing * 0.85) + 0.25).astype(int)
    along = np.where(strip % 2 == 0, points.x, -points.x)
    return np.lexsort((along, strip))


def _named(
    points: Points, order: npt.NDArray[np.intp], band: npt.NDArray[np.intp], design: Design
) -> tuple[PlannedSample, ...]:
    """Give ids in the order of the walk, with those of duplicates and blanks strewn among them.

    A number that stands out, such as the next or the last one, would tell the laboratory which
    samples check it.
    """
    twice = _chosen(len(order), design.duplicates, design.seed)
    blanks = _share(len(order), design.blanks)
    numbers = np.arange(1, len(order) + len(twice) + blanks + 1)
    random = np.random.default_rng([design.seed, 2])
    strewn = random.choice(numbers, size=len(twice) + blanks, replace=False)
    ids = {
        checks: (f"{design.prefix}-{number:03d}" for number in of)
        for checks, of in ((False, np.setdiff1d(numbers, strewn)), (True, strewn))
    }
    found: list[PlannedSample] = []
    for number, at in enumerate(order):
        lat, lon = float(points.lat[at]), float(points.lon[at])
        first = PlannedSample(next(ids[False]), "sample", lat, lon, int(band[at]))
        found.append(first)
        if number in twice:
            again = first._replace(sample_id=next(ids[True]), role="duplicate", of=first.sample_id)
            found.append(again)
    found += [PlannedSample(one, "blank", None, None) for one in ids[True]]
    return tuple(found)


def _share(count: int, share: float) -> int:
    """Return a share of a number, at least one of it where the share is above 0.

    >>> _share(40, 0.05), _share(3, 0.05), _share(3, 0)
    (2, 1, 0)
    """
    return max(1, math.ceil(count * share - 1e-9)) if share > 0 else 0


def _chosen(count: int, share: float, seed: int) -> frozenset[int]:
    """Choose which samples are taken twice: one at random in each equal stretch of the walk."""
    wanted = _share(count, share)
    random = np.random.default_rng([seed, 1])
    ends = np.linspace(0, count, wanted + 1).astype(int)
    stretches = pairwise(ends)
    return frozenset(int(random.integers(low, high)) for low, high in stretches if high > low)
