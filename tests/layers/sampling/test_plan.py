"""Samples over an area: inside it, apart, as many as asked, and the same again."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.sampling import Area, Design, Plan, PlanError, area_of, circle, make_plan, polygon
from layers.sampling.area import utm_zone
from layers.sampling.grid import MOST_POINTS

BOR = (44.08, 22.10)
KINDS = ("square", "triangular", "stratified")


@st.composite
def outlines(draw: st.DrawFn) -> list[tuple[float, float]]:
    """Corners of star-shaped areas of 0.1 to some 20 km across, in either country."""
    corners = draw(st.integers(3, 9))
    lat, lon = draw(st.sampled_from([(44.08, 22.10), (45.2, 20.9), (44.7, 23.9999)]))
    reach = draw(st.floats(0.001, 0.1))
    shares = draw(st.lists(st.floats(0.4, 1.0), min_size=corners, max_size=corners))
    turns = [2 * math.pi * number / corners for number in range(corners)]
    return [
        (lat + reach * share * math.sin(turn), lon + reach * share * math.cos(turn))
        for share, turn in zip(shares, turns, strict=True)
    ]


def lonlat(plan: Plan) -> np.ndarray:
    return np.array([(one.lon, one.lat) for one in plan.points])


def metres(plan: Plan) -> np.ndarray:
    return np.column_stack(plan.area.to_metres(*lonlat(plan).T))


@settings(max_examples=40)
@given(outlines(), st.sampled_from(KINDS), st.integers(1, 60), st.integers(0, 9))
def test_every_sample_lies_inside_the_area(corners, kind, samples, seed):
    plan = make_plan(polygon(corners), Design(kind=kind, samples=samples, seed=seed))
    assert shapely.contains_xy(plan.area.shape, *lonlat(plan).T).all()


@settings(max_examples=40)
@given(outlines(), st.sampled_from(KINDS), st.integers(1, 60), st.integers(0, 9))
def test_as_many_samples_as_asked_to_a_tenth_and_exactly_when_random(corners, kind, samples, seed):
    plan = make_plan(polygon(corners), Design(kind=kind, samples=samples, seed=seed))
    off = 0 if kind == "stratified" else max(1, samples / 10)
    assert abs(len(plan.points) - samples) <= off


@settings(max_examples=40)
@given(outlines(), st.sampled_from(KINDS[:2]), st.integers(5, 60), st.integers(0, 9))
def test_neighbours_of_a_grid_are_its_spacing_apart(corners, kind, samples, seed):
    plan = make_plan(polygon(corners), Design(kind=kind, samples=samples, seed=seed))
    at = metres(plan)
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    apart[np.diag_indices(len(at))] = np.inf
    assert apart.min() >= plan.spacing_m - 0.3
    if len(at) > 20:
        assert apart.min() == pytest.approx(plan.spacing_m, abs=0.3)


@settings(max_examples=25)
@given(outlines(), st.sampled_from(KINDS), st.integers(1, 40), st.integers(0, 9))
def test_the_same_seed_gives_the_same_plan_whatever_corner_comes_first(
    corners, kind, samples, seed
):
    design = Design(kind=kind, samples=samples, seed=seed)
    plan = make_plan(polygon(corners), design)
    turned = corners[2:] + corners[:2]
    for same in (corners, turned, turned[::-1], [*corners, corners[0]]):
        assert make_plan(polygon(same), design).samples == plan.samples


def test_another_seed_gives_another_plan():
    area = circle(*BOR, 500)
    for kind in KINDS:
        plans = {make_plan(area, Design(kind=kind, samples=20, seed=seed)).samples[0][2:4]
                 for seed in range(5)}  # fmt: skip
        assert len(plans) == 5


def test_a_spacing_is_kept_as_it_was_asked():
    plan = make_plan(circle(*BOR, 500), Design(spacing_m=100))
    assert plan.spacing_m == 100
    assert len(plan.points) == pytest.approx(math.pi * 25, rel=0.1)


def test_a_spacing_of_random_samples_means_one_for_each_square_of_it():
    plan = make_plan(circle(*BOR, 500), Design(kind="stratified", spacing_m=100))
    assert len(plan.points) == 78


@settings(max_examples=20)
@given(outlines(), st.integers(4, 40), st.integers(0, 9))
def test_random_samples_leave_no_large_part_of_the_area_out(corners, samples, seed):
    """Each part has one sample, and a part is compact: nothing is far from every sample."""
    plan = make_plan(polygon(corners), Design(kind="stratified", samples=samples, seed=seed))
    at = shapely.multipoints(metres(plan))
    west, south, east, north = plan.area.metric.bounds
    grid = np.meshgrid(np.linspace(west, east, 30), np.linspace(south, north, 30))
    inside = shapely.points(grid[0].ravel(), grid[1].ravel())
    inside = inside[shapely.contains(plan.area.metric, inside)]
    assert shapely.distance(inside, at).max() < 4 * plan.spacing_m


def test_samples_are_numbered_along_a_walk():
    plan = make_plan(circle(*BOR, 500), Design(samples=60))
    at = metres(plan)
    steps = np.hypot(*np.diff(at, axis=0).T)
    assert steps.sum() < 1.35 * plan.spacing_m * len(at)
    ids = [one.sample_id for one in plan.points]
    assert ids == sorted(ids)


def test_one_in_twenty_is_taken_twice_right_after_its_first_sample():
    plan = make_plan(circle(*BOR, 500), Design(samples=40, blanks=0.05, prefix="ATL-2611"))
    twice = plan.with_role("duplicate")
    assert len(twice) == len(plan.with_role("blank")) == 2
    ids = [one.sample_id for one in plan.samples]
    assert sorted(ids) == [f"ATL-2611-{number:03d}" for number in range(1, 45)]
    for one in twice:
        first = plan.samples[ids.index(one.sample_id) - 1]
        assert (first.sample_id, first.lat, first.lon) == (one.of, one.lat, one.lon)
    assert [one.lat for one in plan.samples[-2:]] == [None, None]


def test_no_number_gives_away_which_samples_check_the_laboratory():
    numbers: dict[str, set[int]] = {"duplicate": set(), "blank": set()}
    after_first = set()
    for seed in range(60):
        plan = make_plan(circle(*BOR, 500), Design(samples=9, blanks=0.05, seed=seed))
        for one in plan.samples:
            if one.role != "sample":
                number = int(one.sample_id.rpartition("-")[2])
                numbers[one.role].add(number)
            if one.of:
                after_first.add(number - int(one.of.rpartition("-")[2]))
    assert min(map(len, numbers.values())) >= 10
    assert min(after_first) < 0 < max(after_first)


def test_no_share_no_duplicate():
    plan = make_plan(circle(*BOR, 500), Design(samples=40, duplicates=0))
    assert len(plan.samples) == len(plan.points)


def line_east_of(lon: float, uncertainty_m: float = 10.0) -> gpd.GeoDataFrame:
    line = shapely.LineString([(lon, 43.5), (lon, 44.5)])
    return gpd.GeoDataFrame({"coord_uncertainty_m": [uncertainty_m]}, geometry=[line], crs=4326)


def test_near_bands_are_narrow_and_each_has_as_many_samples():
    design = Design(kind="stratified", strata="river", samples=30)
    plan = make_plan(circle(*BOR, 1000), design, line_east_of(22.12))
    assert [band.samples for band in plan.bands] == [10, 10, 10]
    widths = [band.high_m - band.low_m for band in plan.bands]
    assert widths == pytest.approx([500, 500, 1000], rel=0.05)
    x = metres(plan)[:, 0]
    band = np.array([one.band for one in plan.points])
    assert x[band == 1].min() > x[band == 3].max()


def test_distances_from_what_is_known_only_to_a_village_are_refused():
    design = Design(kind="stratified", strata="waste", samples=30)
    with pytest.raises(PlanError, match="known to about 2,500 m only"):
        make_plan(circle(*BOR, 1000), design, line_east_of(22.12, 2500))
    with pytest.raises(PlanError) as caught:
        make_plan(circle(*BOR, 1000), design, line_east_of(22.12).iloc[:0])
    assert caught.value.reason == "nothing_near"


@pytest.mark.parametrize(
    ("corners", "reason"),
    [
        ([], "too_few_corners"),
        ([(44.0, 22.0), (44.1, 22.0), (44.0, 22.0)], "too_few_corners"),
        ([(44.0, 22.0), (44.1, 22.1), (44.1, 22.0), (44.0, 22.1)], "crosses_itself"),
        ([(44.0, 22.0), (44.1, 22.1), (44.2, 22.2)], "too_small"),
        ([(44.0, 22.0), (44.00001, 22.0), (44.0, 22.00001)], "too_small"),
        ([(44.0, 21.0), (45.2, 21.0), (45.2, 22.2), (44.0, 22.2)], "too_large"),
        ([(40.0, 10.0), (50.0, 10.0), (50.0, 22.0)], "too_wide"),
        ([(44.0, 21.0), (45.0, 22.0), (45.0, 22.0001)], "too_thin"),
        ([(144.0, 22.0), (44.1, 22.1), (44.1, 22.0)], "no_position"),
        ([(22.0, 44.0), (22.1, 44.1), (22.1, 44.0)], "swapped"),
        ([(float("nan"), 22.0), (44.1, 22.1), (44.1, 22.0)], "no_position"),
        ([(44.0 + n / 1e4, 22.0 + n % 2) for n in range(3000)], "too_many_corners"),
    ],
)
def test_an_area_of_which_no_plan_can_be_made_says_why(corners, reason):
    with pytest.raises(PlanError) as caught:
        polygon(corners)
    assert caught.value.reason == reason
    assert "nan" not in str(caught.value)


@pytest.mark.parametrize(
    ("design", "reason"),
    [
        (Design(), "no_size"),
        (Design(samples=3, spacing_m=20), "two_sizes"),
        (Design(samples=0), "bad_count"),
        (Design(samples=MOST_POINTS + 1), "bad_count"),
        (Design(spacing_m=1), "bad_spacing"),
        (Design(spacing_m=float("nan")), "bad_spacing"),
        (Design(spacing_m=10), "too_many_points"),
        (Design(kind="stratified", spacing_m=10), "too_many_points"),
        (Design(samples=3, duplicates=0.9), "bad_share"),
        (Design(samples=3, prefix="<b>"), "bad_prefix"),
        (Design(samples=3, prefix="=1+1"), "bad_prefix"),
        (Design(samples=3, kind="stratified", strata="waste"), "nothing_near"),
        (Design(samples=3, kind="hexagon"), "bad_kind"),  # type: ignore[arg-type]
    ],
)
def test_a_design_of_which_no_plan_can_be_made_says_why(design, reason):
    with pytest.raises(PlanError) as caught:
        make_plan(circle(*BOR, 1000), design)
    assert caught.value.reason == reason
    assert "nan" not in str(caught.value) or reason == "bad_spacing"


def test_a_spacing_wider_than_the_area_finds_a_start_that_hits_it_or_says_what_would():
    small = circle(*BOR, 20)
    assert len(make_plan(small, Design(spacing_m=40)).points) >= 1
    with pytest.raises(PlanError, match="take a spacing below 35 m"):
        make_plan(small, Design(spacing_m=20_000))


def test_exchanged_coordinates_are_recognised_and_other_places_stay_what_they_are():
    with pytest.raises(PlanError, match="latitude and longitude are exchanged"):
        circle(22.10, 44.08, 500)
    assert circle(*BOR, 500).on_map
    for elsewhere in ((43.5, 30.0), (-33.9, 18.4), (22.1, 80.0)):
        assert not circle(*elsewhere, 500).on_map


def test_outside_the_region_no_distance_to_a_river_is_planned():
    far = circle(-33.9, 18.4, 2000)
    assert len(make_plan(far, Design(kind="stratified", samples=12)).points) == 12
    with pytest.raises(PlanError, match="outside the region of the atlas"):
        make_plan(far, Design(kind="stratified", strata="river", samples=12), line_east_of(22.12))


@pytest.mark.parametrize("radius", [5, 40_000, float("nan")])
def test_a_circle_too_small_or_too_large_is_refused(radius):
    with pytest.raises(PlanError, match="expected 10 to 30,000 m"):
        circle(*BOR, radius)


def test_a_hole_is_left_out_and_several_parts_are_all_sampled():
    inner, outer = circle(*BOR, 300).shape, circle(*BOR, 600).shape
    ring = area_of(outer.difference(inner))
    for kind in KINDS:
        plan = make_plan(ring, Design(kind=kind, samples=30))
        assert not shapely.contains_xy(inner, *lonlat(plan).T).any()
    two = area_of(shapely.union_all([inner, circle(44.08, 22.12, 300).shape]))
    east = lonlat(make_plan(two, Design(kind="stratified", samples=30)))[:, 0] > 22.11
    assert east.sum() == pytest.approx(15, abs=2)


def test_lines_and_nothing_are_no_area():
    for shape in (shapely.Point(), shapely.LineString([(22, 44), (22.1, 44)])):
        with pytest.raises(PlanError, match="draw the outline"):
            area_of(shape)


def test_a_circle_has_the_area_of_its_radius():
    area = circle(*BOR, 1000)
    assert area.size_m2 == pytest.approx(math.pi * 1e6, rel=0.002)


@pytest.mark.parametrize(("lon", "epsg"), [(22.1, 32634), (24.5, 32635), (-180.0, 32601)])
def test_metres_are_those_of_the_zone_of_the_place(lon, epsg):
    assert utm_zone(44.0, lon) == epsg
    assert isinstance(circle(44.0, 22.1, 100), Area)
