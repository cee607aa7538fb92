"""Distances and areas in metres, against answers that are known."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from layers.space.circle import METRIC, area_true_circles
from layers.space.near import Neighbourhood


def things(points: dict[str, Point | Polygon]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"id": list(points)}, geometry=list(points.values()), crs="EPSG:4326")


@given(st.floats(0.01, 5_000))
def test_a_circle_has_the_area_that_was_stated(hectares: float) -> None:
    areas = things({"pond": Point(22.1, 44.07)}).assign(area_ha=hectares)
    circle = area_true_circles(areas).to_crs(METRIC).geometry.iloc[0]
    assert circle.area / 10_000 == pytest.approx(hectares, rel=2e-3)


@pytest.mark.parametrize("area", [0.0, -3.0, np.nan])
def test_a_circle_without_a_size_is_refused(area: float) -> None:
    with pytest.raises(ValueError, match="area_ha"):
        area_true_circles(things({"pond": Point(22.1, 44.07)}).assign(area_ha=area))


def test_bor_to_moldova_noua_is_80_6_kilometres() -> None:
    """The geodesic on WGS 84 (pyproj.Geod) is 80,641 m; UTM 34N stretches by at most 0.4 %."""
    near = Neighbourhood(things({"moldova": Point(21.667, 44.735)}))
    found = near.within(44.078, 22.097, 100_000)
    assert found["distance_m"].iloc[0] == pytest.approx(80_641, rel=0.004)


def test_neighbours_come_nearest_first_and_none_from_beyond() -> None:
    near = Neighbourhood(
        things(
            {
                "far": Point(22.3, 44.07),
                "near": Point(22.11, 44.07),
                "here": Point(22.1, 44.07),
                "nowhere": Point(),
            }
        )
    )
    found = near.within(44.07, 22.1, 5_000)
    assert found["id"].tolist() == ["here", "near"]
    assert found["distance_m"].iloc[0] == pytest.approx(0, abs=1e-6)


def test_the_distance_to_an_area_is_to_its_edge_and_zero_inside() -> None:
    square = Polygon([(22.0, 44.0), (22.2, 44.0), (22.2, 44.1), (22.0, 44.1)])
    near = Neighbourhood(things({"pond": square}))
    assert near.within(44.05, 22.1, 10)["distance_m"].iloc[0] == 0
    assert near.within(44.05, 22.21, 2_000)["distance_m"].iloc[0] == pytest.approx(801, rel=0.02)
