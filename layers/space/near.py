"""What lies near a place, and how far."""

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

METRIC = "EPSG:32634"


def distances(lat: float, lon: float, layer: gpd.GeoDataFrame) -> pd.Series:
    """Distance from a point to each feature.

    Parameters
    ----------
    lat, lon : float
        WGS 84 degrees.
    layer : GeoDataFrame
        EPSG:4326.

    Returns
    -------
    Series
        Metres (UTM 34N), on the index of `layer`; NaN where a feature has no position.
    """
    here = gpd.GeoSeries([Point(lon, lat)], crs="EPSG:4326").to_crs(METRIC).iloc[0]
    there = layer.geometry.to_crs(METRIC)
    return there.distance(here).where(~there.is_empty)


def nearest(lat: float, lon: float, layer: gpd.GeoDataFrame, within_m: float) -> gpd.GeoDataFrame:
    """Return the features within a distance, nearest first, with their `distance_m`."""
    found = layer.assign(distance_m=distances(lat, lon, layer))
    return found[found["distance_m"] <= within_m].sort_values("distance_m")
