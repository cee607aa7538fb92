"""What samples are planned by their distance to: waste, mines, rivers."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import AtlasError
from layers.space.places import BASEMAP

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.store import Store

LAYERS = {"waste": "waste_areas", "mine": "mining_sites"}
RIVER_ERROR_M = 300.0
"""How far a drawn river may be off: the basemap's own generalisation."""


def things_near(strata: str, store: Store) -> gpd.GeoDataFrame | None:
    """Return what the distance of a plan's strata is counted from.

    Parameters
    ----------
    strata : {'cell', 'waste', 'mine', 'river'}
        None is returned for cells.
    store : Store
        The inventory of mines and waste areas.

    Returns
    -------
    GeoDataFrame
        EPSG:4326 with `coord_uncertainty_m`, 0 for a waste area with a traced outline.
    """
    if strata == "river":
        return rivers()
    if strata not in LAYERS:
        return None
    found = store.layer(LAYERS[strata])
    traced = found.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    vague = found["coord_uncertainty_m"].mask(traced, 0.0)
    return found[["geometry"]].assign(coord_uncertainty_m=vague)


@cache
def rivers(folder: Path = BASEMAP) -> gpd.GeoDataFrame:
    """Return the rivers of the basemap.

    Raises
    ------
    AtlasError
        When they cannot be read.
    """
    import geopandas as gpd

    features = []
    for name in ("rivers", "rivers_border"):
        path = folder / f"{name}.geojson"
        try:
            features += json.loads(path.read_text(encoding="utf-8"))["features"]
        except (OSError, ValueError, KeyError) as error:
            raise AtlasError(f"{path} cannot be read: {error}") from error
    frame = gpd.GeoDataFrame.from_features(features, crs=4326)[["geometry"]]
    return frame.assign(coord_uncertainty_m=RIVER_ERROR_M)
