"""The ground that waste covers: the true polygon where there is one, else a circle of its area."""

from typing import Any

import geopandas as gpd
from shapely.geometry import mapping

from dashboard.atlas import Atlas
from layers.space.circle import area_true_circles


def waste_features(atlas: Atlas) -> dict[str, Any]:
    """Build the FeatureCollection of waste polygons; areas without a known size are not in it."""
    waste = atlas.store.layer("waste_areas")
    polygons = waste.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    circles = area_true_circles(waste[~polygons & (waste["area_ha"] > 0)])
    features = [*_features(waste[polygons], "footprint"), *_features(circles, "schematic")]
    return {"type": "FeatureCollection", "features": features}


def _features(frame: gpd.GeoDataFrame, how: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "geometry": mapping(row.geometry.simplify(1e-5)),
            "properties": {"how": how, "id": row.waste_id},
        }
        for row in frame.itertuples()
        if not row.geometry.is_empty
    ]
