"""What lies near a place, and how far."""

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import STRtree
from shapely.geometry import Point

from layers.space.metric import METRIC


class Neighbourhood:
    """Things with a position, ready to be asked what lies near a point.

    Parameters
    ----------
    things : GeoDataFrame
        EPSG:4326; rows with an empty geometry are left out. Projected once, to UTM 34N.
    """

    def __init__(self, things: gpd.GeoDataFrame) -> None:
        self.things = things[~(things.geometry.is_empty | things.geometry.isna())]
        self._metric = self.things.geometry.to_crs(METRIC)
        self._tree = STRtree(self._metric.to_numpy())

    def within(self, lat: float, lon: float, metres: float) -> pd.DataFrame:
        """Return the things within a distance, nearest first.

        Parameters
        ----------
        lat, lon : float
            WGS 84 degrees.
        metres : float
            Greatest distance, to the edge of a polygon or to a point.

        Returns
        -------
        DataFrame
            Rows of `things` with their `distance_m`; the distance is between stated positions,
            whose own uncertainty it does not know.
        """
        here = gpd.GeoSeries([Point(lon, lat)], crs="EPSG:4326").to_crs(METRIC).iloc[0]
        found = np.sort(self._tree.query(here, predicate="dwithin", distance=metres))
        near = self.things.iloc[found].assign(distance_m=self._metric.iloc[found].distance(here))
        return pd.DataFrame(near).sort_values("distance_m", kind="stable")
