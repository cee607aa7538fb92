"""What counts as measured, and which gap comes first."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from layers.sampling.gaps import CELL_M, Cell, Gaps, find_gaps, squares
from layers.space.gazetteer import Gazetteer
from layers.store import open_store

BOR = {"lat": 44.075, "lon": 22.096}


@pytest.fixture(scope="module")
def places():
    return Gazetteer.load().places


def values(**changes):
    row = {
        "analyte": "Cu", "medium": "soil", "scope": "border", "coord_quality": "surveyed",
        "coord_uncertainty_m": 10.0, "pooled": False, **BOR,
    }  # fmt: skip
    return pd.DataFrame([row | changes])


def sites(**found):
    frames = {}
    for kind, key in (("mine", "site_id"), ("waste", "waste_id")):
        at = found.get(kind, [])
        frames[kind] = gpd.GeoDataFrame(
            {key: [f"{kind}{n}" for n in range(len(at))], "coord_uncertainty_m": 2000.0},
            geometry=[shapely.Point(lon, lat) for lat, lon in at],
            crs=4326,
        )
    return frames


def of_bor(gaps: Gaps) -> Cell:
    return min(gaps.cells, key=lambda one: abs(one.lat - 44.075) + abs(one.lon - 22.096))


def test_a_single_sample_of_known_place_fills_its_cell_and_no_other(places):
    gaps = find_gaps(values(), sites(), places, "Cu", "soil")
    assert gaps.count("measured") == 1
    assert of_bor(gaps).status == "measured"
    assert of_bor(gaps).nearest_m < CELL_M
    assert of_bor(gaps) not in gaps.ranked()


@pytest.mark.parametrize(
    "change",
    [
        {"coord_quality": "place", "coord_uncertainty_m": 3000.0},
        {"coord_quality": "published", "coord_uncertainty_m": 501.0},
        {"pooled": True},
    ],
    ids=["village", "half a kilometre", "a mean"],
)
def test_a_value_known_to_a_village_or_for_several_samples_fills_no_cell(places, change):
    gaps = find_gaps(values(**change), sites(), places, "Cu", "soil")
    assert gaps.count("measured") == 0
    assert of_bor(gaps).status == "roughly"
    assert np.isnan(of_bor(gaps).nearest_m)
    assert of_bor(gaps).nearest_rough_m < CELL_M


def test_a_vague_value_may_lie_in_every_cell_that_its_ring_meets(places):
    near = find_gaps(values(pooled=True), sites(), places, "Cu", "soil").count("roughly")
    vague = values(coord_quality="place", coord_uncertainty_m=15_000.0)
    assert near == 1
    assert find_gaps(vague, sites(), places, "Cu", "soil").count("roughly") > 6


def test_another_metal_another_medium_and_another_region_leave_the_cell_empty(places):
    for change in ({"analyte": "Pb"}, {"medium": "water"}, {"scope": "comparison"}):
        gaps = find_gaps(values(**change), sites(), places, "Cu", "soil")
        assert gaps.count("never") == len(gaps.cells)


def test_cells_near_waste_and_a_mine_come_first_then_those_with_people(places):
    gaps = find_gaps(
        values(), sites(mine=[(44.4, 21.9)], waste=[(44.4, 21.9)]), places, "Cu", "soil"
    )
    ranked = gaps.ranked()
    near = [cell for cell in ranked if cell.kinds]
    assert near == ranked[: len(near)]
    assert {site.kind for site in ranked[0].sites} == {"mine", "waste"}
    assert all(site.distance_m <= 10_000 for cell in near for site in cell.sites)
    people = [cell.people for cell in ranked[len(near) :]]
    assert people == sorted(people, reverse=True)


def test_the_cells_cover_the_region_once():
    found = [square for _key, square in squares()]
    assert len({key for key, _square in squares()}) == len(found) > 400
    assert shapely.union_all(found).area == pytest.approx(sum(one.area for one in found))


def test_where_everything_published_is_known_to_a_village_no_cell_is_measured(places):
    store = open_store("data")
    layers = {"mine": store.layer("mining_sites"), "waste": store.layer("waste_areas")}
    gaps = find_gaps(store.values(), layers, places, "Cu", "soil")
    assert gaps.count("measured") == 0
    assert 0 < gaps.count("roughly") < gaps.count("never")
    first = gaps.ranked()[0]
    assert first.kinds == {"mine", "waste"}
    assert first.people > 1000
