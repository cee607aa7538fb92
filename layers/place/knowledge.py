"""Everything that an answer about a place is made from, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.advice import AdviceBook
from layers.assess import Limits
from layers.place.surfaces import Surfaces
from layers.space.gazetteer import Gazetteer
from layers.space.jurisdiction import Boundaries
from layers.space.metric import distances_m
from layers.space.near import Neighbourhood
from layers.store.values import COLUMNS

NEAR_M = 5_000.0
"""A sample as near as this says something of the surroundings."""

HERE_M = 500.0
"""A sample whose true position is surely as near as this may stand for the place."""

AREA_REACH_M = 25_000.0
"""Known worse than this, a position or an area stands for a region, not for a neighbourhood."""

AROUND_M = 10_000.0
"""Mining sites and waste are named within this distance."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What is published, what the law says, where things are, and what can be done.

    Attributes
    ----------
    values
        Joined frame of the store (`layers.store.values.COLUMNS`).
    mines, waste
        Layers of the store: `site_id`, `type`, `status` and `waste_id`, `kind`, `status`, with
        `scope`, position and geometry in EPSG:4326.
    limits, book, gazetteer, boundaries
        The registries and the map.
    patience_s
        How long an answer waits for an estimate that is not ready, seconds.
    """

    values: pd.DataFrame
    mines: gpd.GeoDataFrame
    waste: gpd.GeoDataFrame
    limits: Limits
    book: AdviceBook
    gazetteer: Gazetteer
    boundaries: Boundaries
    patience_s: float = 60.0

    @cached_property
    def surfaces(self) -> Surfaces:
        """What estimates are read from."""
        return Surfaces(self.values, self.patience_s)

    @cached_property
    def mines_near(self) -> Neighbourhood:
        """Mining sites, ready to be asked by distance."""
        return Neighbourhood(self.mines)

    @cached_property
    def waste_near(self) -> Neighbourhood:
        """Waste areas but the totals over many."""
        return Neighbourhood(self.waste[self.waste["scope"] != "aggregate"])

    @cached_property
    def _placed(self) -> pd.DataFrame:
        """Return the values that have a position and are no comparison from elsewhere."""
        usable = self.values["lat"].notna() & (self.values["scope"] != "comparison")
        return self.values.loc[usable, list(COLUMNS)].reset_index(drop=True)

    @cached_property
    def _points(self) -> pd.DataFrame:
        columns = ["point_id", "lat", "lon"]
        return self._placed[columns].drop_duplicates("point_id").set_index("point_id")

    @cached_property
    def _point_of_row(self) -> npt.NDArray[np.intp]:
        found: npt.NDArray[np.intp] = self._points.index.get_indexer(self._placed["point_id"])
        return found

    def at(self, lat: float, lon: float) -> pd.DataFrame:
        """Return every placed value with its `distance_m` and `reach`, see `model.Reach`.

        Parameters
        ----------
        lat, lon : float
            WGS 84 degrees.
        """
        away = distances_m(lat, lon, self._points["lat"], self._points["lon"])[self._point_of_row]
        reach = _reach(self._placed, away)
        return self._placed.assign(distance_m=away, reach=reach)

    @cached_property
    def priority(self) -> dict[str, int]:
        """Order of the analytes in menus."""
        table = self.limits.registry.analytes
        return dict(zip(table["analyte"], table["priority"].astype(int), strict=True))

    @cached_property
    def singles(self) -> dict[tuple[str, str], npt.NDArray[np.float64]]:
        """Return the sorted values in `unit_std` of single, detected samples of the region.

        By (medium, analyte); for telling how a person's own result compares.
        """
        known = self._placed[
            ~self._placed["pooled"]
            & (self._placed["scope"] == "border")
            & (self._placed["censoring"] == "")
            & self._placed["value_std"].notna()
        ]
        groups = known.groupby(["medium", "analyte"], observed=True)["value_std"]
        return {(str(medium), str(analyte)): np.sort(rows) for (medium, analyte), rows in groups}


def _reach(values: pd.DataFrame, away: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
    surveyed = values["coord_quality"].eq("surveyed")
    unknown = np.where(surveyed, 0.0, NEAR_M)
    uncertainty = values["coord_uncertainty_m"].to_numpy(float)
    uncertainty = np.where(np.isnan(uncertainty), unknown, uncertainty)
    pooled = values["pooled"].to_numpy(bool) | (uncertainty > NEAR_M)
    wide = uncertainty > AREA_REACH_M
    cases = [
        (~pooled & (away + uncertainty <= HERE_M), "here"),
        (~pooled & (away <= NEAR_M), "near"),
        (pooled & ~wide & (away <= np.maximum(uncertainty, NEAR_M)), "area"),
        (pooled & wide & (away <= uncertainty), "region"),
    ]
    return np.select([case for case, _ in cases], [word for _, word in cases], default="far")
