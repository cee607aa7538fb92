"""A circle of the right size, where only the size of a waste area is known."""

import geopandas as gpd
import numpy as np

from layers.space.metric import METRIC


def area_true_circles(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Replace each point by the circle that has the stated area.

    Parameters
    ----------
    areas : GeoDataFrame
        EPSG:4326 points with `area_ha` in hectares. Rows without a position stay empty.

    Returns
    -------
    GeoDataFrame
        The same rows in EPSG:4326; the circle is a drawing of size, not of outline.

    Raises
    ------
    ValueError
        If an area is missing or not positive.
    """
    hectares = areas["area_ha"].astype(float).to_numpy()
    if not (hectares > 0).all():
        raise ValueError("area_ha must be given and positive for every row")
    radius = np.sqrt(hectares * 10_000 / np.pi)
    metric = areas.geometry.to_crs(METRIC)
    return areas.set_geometry(metric.buffer(radius, quad_segs=32).to_crs("EPSG:4326"))
