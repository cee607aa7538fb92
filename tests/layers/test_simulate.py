"""A simulated survey must show what was put into it: its truth is known."""

import json
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from scipy.stats import kstest, norm

from layers.simulate import load_world, survey_batches, write_survey
from layers.simulate.digits import three_digits
from layers.simulate.draws import Draws
from layers.simulate.fields import RandomField
from layers.simulate.geology import background, background_noise, zone_at
from layers.simulate.geometry import to_metres

SAMPLES = 12_000
SMELTER = (22.10972, 44.07833)
BASEMAP = Path(__file__).resolve().parents[2] / "data" / "basemap"
RELATED = ("Cu", "As", "Pb", "Zn", "Cd")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("survey") / "large"
    write_survey(folder, SAMPLES, seed=11)
    return folder


@pytest.fixture(scope="module")
def points(folder: Path) -> pd.DataFrame:
    points = pd.read_csv(folder / "sampling_points.csv", keep_default_na=False)
    azimuth, _, metres = Geod(ellps="WGS84").inv(
        *(np.full(len(points), part) for part in SMELTER), points["lon"], points["lat"]
    )
    return points.assign(km=metres / 1000.0, azimuth=azimuth % 360.0)


@pytest.fixture(scope="module")
def values(folder: Path, points: pd.DataFrame) -> pd.DataFrame:
    text = {"depth_top_cm": str, "note": str, "date_end": str, "sd": str, "locator": str}
    table = pd.read_csv(folder / "measurements.csv", keep_default_na=False, dtype=text)
    return table.merge(points, on="point_id", validate="many_to_one", suffixes=("", "_point"))


@pytest.fixture(scope="module")
def topsoil(values: pd.DataFrame) -> pd.DataFrame:
    """Soil of 0 to 20 cm away from rivers."""
    here = (values["medium"] == "soil") & (values["depth_top_cm"] == "0")
    return values[here & (values["water_body"] == "")]


def polygons(name: str) -> Iterator[tuple[dict[str, str], shapely.Geometry]]:
    for feature in json.loads((BASEMAP / name).read_text(encoding="utf-8"))["features"]:
        yield feature["properties"], shapely.from_geojson(json.dumps(feature["geometry"]))


@pytest.mark.parametrize("metal", RELATED)
def test_the_median_falls_with_the_distance_from_the_smelter(
    topsoil: pd.DataFrame, metal: str
) -> None:
    rows = topsoil[(topsoil["analyte"] == metal) & (topsoil["country"] == "RS")]
    rings = rows.groupby(pd.cut(rows["km"], [0, 2, 4, 8, 16]), observed=True)["value"].median()
    assert len(rings) == 4
    assert rings.is_monotonic_decreasing


def test_copper_reaches_further_down_the_wind_than_across_it(topsoil: pd.DataFrame) -> None:
    copper = topsoil[(topsoil["analyte"] == "Cu") & topsoil["km"].between(5, 10)]

    def towards(azimuth: float) -> float:
        turned = (copper["azimuth"] - azimuth + 180) % 360 - 180
        return float(copper[turned.abs() < 25]["value"].median())

    assert towards(110) > 2 * towards(20)
    assert towards(295) > 1.2 * towards(200)


def test_copper_in_sediment_fades_from_the_bor_river_to_the_danube(values: pd.DataFrame) -> None:
    rows = values[(values["medium"] == "sediment") & (values["analyte"] == "Cu")]
    medians = rows.groupby("water_body")["value"].median()
    way = ["Bor River (Borska reka)", "Bela reka", "Timok", "Danube"]
    assert medians[way].is_monotonic_decreasing


def test_dust_and_tailings_stay_mostly_in_the_topsoil(values: pd.DataFrame) -> None:
    near = values[(values["analyte"] == "Cu") & (values["medium"] == "soil") & (values["km"] < 6)]
    by_depth = near.groupby("depth_top_cm")["value"].median()
    assert by_depth["20"] < 0.8 * by_depth["0"]


@pytest.mark.parametrize("metal", ["Cu", "Ni", "Mn", "Fe"])
def test_clean_soil_has_the_median_and_the_spread_stated_for_its_zone(metal: str) -> None:
    world = load_world()
    row, stated = list(world.metals).index(metal), world.metals[metal]
    loess = [zone.key for zone in world.ground.zones].index("loess")
    x, y = to_metres(np.array([20.6, 20.9, 21.1, 21.3]), np.array([45.7, 45.3, 45.6, 45.9]))
    assert (zone_at(world, x, y) == loess).all()
    drawn = [
        background(world, np.full(4, loess), background_noise(world, seed, 0, x, y))[row]
        for seed in range(500)
    ]
    logs = np.log(np.array(drawn) / stated.soil["loess"])
    assert abs(np.median(logs)) < 4 * 1.25 * stated.spread / np.sqrt(500)
    assert abs(logs.std() / stated.spread - 1) < 0.12


def test_copper_arsenic_lead_zinc_and_cadmium_vary_together(topsoil: pd.DataFrame) -> None:
    detected = topsoil[topsoil["censoring"] == ""]
    wide = detected.pivot_table(index="sample_id", columns="analyte", values="value")
    together = np.log(wide).corr()
    for metal in RELATED[1:]:
        assert together.loc["Cu", metal] > 0.6
    assert together.loc["Cu", "Ni"] < 0.3


def test_soils_near_each_other_are_alike() -> None:
    world = load_world()
    nickel = list(world.metals).index("Ni")
    batch = next(survey_batches(world, 4000, 3))
    sites, noise = batch.sites, batch.around.noise[nickel]
    first, second = np.triu_indices(len(sites), 1)
    apart = np.hypot(sites.x[first] - sites.x[second], sites.y[first] - sites.y[second])
    half_squared = 0.5 * (noise[first] - noise[second]) ** 2
    near, far = half_squared[apart < 1_000].mean(), half_squared[apart > 40_000].mean()
    assert near < 0.85 * far


@pytest.mark.parametrize("key", ["A", "B"])
def test_values_below_detection_are_as_many_as_the_limits_predict(key: str) -> None:
    world = load_world()
    laboratory = world.survey.laboratories[key]
    batch = next(survey_batches(world, SAMPLES, 5))
    own = np.array(world.survey.countries)[batch.sites.country[batch.samples.site]]
    all_expected, all_found, all_variance = 0.0, 0, 0.0
    for row, metal in enumerate(world.metals.values()):
        for take, each in enumerate(world.survey.takes):
            medium = world.survey.media[each.medium]
            here = (batch.samples.take == take) & np.isin(own, laboratory.countries)
            limit = getattr(metal.detection[key], medium.group)
            errors = (medium.sampling_rsd, laboratory.analytical_rsd)
            spread = np.sqrt(sum(np.log1p(error**2) for error in errors))
            chance = norm.cdf(np.log(limit / batch.truth[row, here]) / spread)
            found = int(batch.analyses.censored[row, here].sum())
            variance = float((chance * (1 - chance)).sum())
            assert abs(found - chance.sum()) <= 4.5 * np.sqrt(variance) + 1.0
            all_expected, all_found = all_expected + chance.sum(), all_found + found
            all_variance += variance
    assert all_found > 200
    assert abs(all_found - all_expected) < 4 * np.sqrt(all_variance)


def test_a_censored_value_is_the_limit_and_no_detected_one_is_below_it(
    values: pd.DataFrame,
) -> None:
    series = values.groupby(["analyte", "medium", "method"])
    for _, rows in series:
        limits = set(rows[rows["censoring"] == "<"]["value"])
        assert len(limits) <= 1
        detected = rows[rows["censoring"] == ""]["value"]
        if limits and len(detected):
            assert detected.min() >= limits.pop()
    assert 0.02 < (values["censoring"] == "<").mean() < 0.2


def test_field_duplicates_agree_within_the_stated_precision(
    values: pd.DataFrame, folder: Path
) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    detected = values[values["censoring"] == ""].set_index("measurement_id")["value"]
    second = values[values["sample_id"].str.endswith("D") & (values["censoring"] == "")]
    original = (second["sample_id"].str[:-1] + "-" + second["analyte"]).map(detected)
    ratio = np.log(second["value"] / original).dropna()
    pairs = second.loc[ratio.index].assign(ratio=ratio)
    for (medium, country), rows in pairs.groupby(["medium", "country"]):
        if len(rows) < 150:
            continue
        line = next(text for text in readme.splitlines()[-6:] if text.startswith(f"| {medium}"))
        cell = line.split("|")[2 if country == "RS" else 3]
        stated = np.sqrt(np.log1p((float(cell.strip(" %")) / 100) ** 2))
        found = rows["ratio"].std() / np.sqrt(2)
        assert abs(found / stated - 1) < 4 / np.sqrt(2 * len(rows)), (medium, country)
        assert abs(rows["ratio"].mean()) < 4 * rows["ratio"].std() / np.sqrt(len(rows))


def test_one_visit_in_twenty_gives_a_duplicate_of_the_same_place_day_and_medium(
    values: pd.DataFrame,
) -> None:
    samples = values.drop_duplicates("sample_id").set_index("sample_id")
    second = samples[samples.index.str.endswith("D")]
    share = len(second) / (len(samples) - len(second))
    assert abs(share - 0.05) < 4 * np.sqrt(0.05 / len(samples))
    columns = ["point_id", "medium", "depth_top_cm", "date_start", "taxon", "method"]
    original = samples.loc[second.index.str[:-1], columns]
    assert (original.to_numpy() == second[columns].to_numpy()).all()


def test_numbers_of_samples_are_those_of_a_field_team(values: pd.DataFrame) -> None:
    samples = values.drop_duplicates("sample_id")
    parts = samples["sample_id"].str.extract(r"^([A-Z]{3})-(\d\d)-([SEWP])-(\d{4,})(D?)$")
    assert parts.notna().all(axis=None)
    letters = samples["medium"].map({"soil": "S", "sediment": "E", "water": "W", "plant": "P"})
    assert (parts[2] == letters).all()
    assert (parts[1] == samples["date_start"].str[2:4]).all()
    first = parts[parts[4] == ""]
    for _, numbers in first.groupby([0, 1, 2])[3]:
        assert numbers.astype(int).tolist() == list(range(1, len(numbers) + 1))


def test_a_survey_has_exactly_the_samples_asked_for_and_all_metals_in_each(
    values: pd.DataFrame, points: pd.DataFrame
) -> None:
    sizes = values.groupby("sample_id")["analyte"].nunique()
    assert len(sizes) == SAMPLES
    assert (sizes == 10).all()
    assert len(values) == 10 * SAMPLES
    assert values["measurement_id"].is_unique
    assert set(points["point_id"]) == set(values["point_id"])


def test_no_value_is_zero_or_negative_and_units_follow_the_medium(values: pd.DataFrame) -> None:
    assert (values["value"] > 0).all()
    units = values.groupby("medium")["unit"].unique().map(list).to_dict()
    assert units == {
        "soil": ["mg/kg"],
        "sediment": ["mg/kg"],
        "plant": ["mg/kg"],
        "water": ["µg/L"],
    }


def test_three_years_two_countries_and_mostly_soil(values: pd.DataFrame) -> None:
    samples = values.drop_duplicates("sample_id")
    years = samples["date_start"].str[:4].value_counts(normalize=True)
    assert sorted(years.index) == ["2023", "2024", "2025"]
    assert years.min() > 0.25
    assert samples["country"].value_counts(normalize=True).min() > 0.25
    media = samples["medium"].value_counts(normalize=True)
    assert media["soil"] > 0.6
    assert (media[["sediment", "water", "plant"]] > 0.02).all()


def test_every_point_lies_in_its_stated_country(points: pd.DataFrame) -> None:
    for properties, polygon in polygons("countries.geojson"):
        inside = shapely.contains_xy(polygon, points["lon"], points["lat"])
        assert ((points["country"] == properties["country"]) == inside).all()


def test_no_soil_is_taken_in_the_danube_or_within_a_step_of_the_border(
    points: pd.DataFrame, values: pd.DataFrame
) -> None:
    soil = points[points["point_id"].isin(values[values["medium"] == "soil"]["point_id"])]
    for _, water in polygons("water.geojson"):
        assert not shapely.contains_xy(water, soil["lon"], soil["lat"]).any()
    places = gpd.GeoSeries.from_xy(soil["lon"], soil["lat"], crs=4326).to_crs(32634)
    for _, polygon in polygons("countries.geojson"):
        border = gpd.GeoSeries([polygon.boundary], crs=4326).to_crs(32634).iloc[0]
        assert places.distance(border).min() > 299


def test_positions_are_called_surveyed_with_five_to_fifteen_metres(points: pd.DataFrame) -> None:
    assert set(points["coord_quality"]) == {"surveyed"}
    assert points["coord_uncertainty_m"].between(5, 15).all()
    assert points["coord_uncertainty_m"].nunique() == 11


def test_samples_crowd_near_the_sources_and_a_grid_covers_the_rest(points: pd.DataFrame) -> None:
    assert (points["km"] < 10).mean() > 0.25
    box = load_world().survey.box
    cells = {
        (int(4 * (lon - box[0]) / (box[2] - box[0])), int(4 * (lat - box[1]) / (box[3] - box[1])))
        for lon, lat in zip(points["lon"], points["lat"], strict=True)
    }
    assert len(cells) == 16


@given(st.floats(min_value=1e-5, max_value=9e6))
def test_a_printed_value_keeps_three_significant_digits(value: float) -> None:
    (printed,) = three_digits(np.array([value]))
    assert abs(float(printed) / value - 1) <= 0.005 + 1e-9
    assert "e" not in printed
    assert len(printed.replace(".", "").strip("0")) <= 3


def test_draws_are_uniform_and_normal_and_differ_by_their_path() -> None:
    assert kstest(Draws(1, 2).uniform(20_000), "uniform").pvalue > 1e-4
    assert kstest(Draws(1, 2).normal(20_001), "norm").pvalue > 1e-4
    assert abs(np.corrcoef(Draws(1, 2).normal(20_000), Draws(1, 3).normal(20_000))[0, 1]) < 0.03


def test_a_random_field_has_unit_variance_and_its_stated_range() -> None:
    where = np.array([0.0, 9_000.0, 60_000.0])
    fields = [RandomField.draw(Draws(seed), 9_000.0) for seed in range(3000)]
    drawn = np.array([field.at(where, np.zeros(3)) for field in fields])
    alike = np.corrcoef(drawn.T)
    assert np.allclose(drawn.mean(axis=0), 0.0, atol=0.08)
    assert np.allclose(drawn.var(axis=0), 1.0, atol=0.12)
    assert abs(alike[0, 1] - np.exp(-0.5)) < 0.08
    assert abs(alike[0, 2]) < 0.08
