"""When samples support an estimate, what it says, and what never enters it."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.assess import RegistryError
from layers.errors import AtlasError
from layers.registry import DEFAULT_FOLDER
from layers.space.metric import to_degrees
from layers.space.surface import Estimate, NoEstimate, Surface, fit_surface, load_rules
from layers.space.surface.apart import fit_apart
from layers.space.surface.samples import choose
from layers.space.surface.variogram import SampleVariogram
from layers.store import open_store
from tests.layers.space.frames import CENTRE, field, frame, positions, survey

REPO = Path(__file__).resolve().parents[3]
MIDDLE = tuple(float(each) for each in to_degrees(CENTRE[0] + 10_000, CENTRE[1] + 10_000))[::-1]
"""Latitude and longitude amid the made-up survey."""


def fitted(values: pd.DataFrame) -> Surface:
    found = fit_surface(values, "Cu", "soil")
    assert isinstance(found, Surface), found
    return found


def refused(values: pd.DataFrame, medium: str = "soil") -> NoEstimate:
    found = fit_surface(values, "Cu", medium)
    assert isinstance(found, NoEstimate)
    return found


def told(surface: Surface, lat: float, lon: float, limit: float | None = None) -> Estimate:
    found = surface.at(lat, lon, limit)
    assert isinstance(found, Estimate), found
    return found


@pytest.fixture(scope="module")
def surface() -> Surface:
    return fitted(survey())


def test_an_estimate_says_all_that_a_reader_must_know(surface: Surface) -> None:
    found = told(surface, *MIDDLE, limit=100)
    assert found.low < found.value < found.mean < found.high
    assert found.value**2 == pytest.approx(found.low * found.high)
    assert found.probability_above is not None
    assert 0 < found.probability_above < 1
    assert (found.unit, found.n, found.limit) == ("mg/kg", 120, 100)
    assert found.years == (2024, 2024)
    assert 0 < found.nearest_m < 5_000
    assert found.loo_error == pytest.approx(np.exp(surface.leave_one_out.rmse))
    assert found.uncertainty == ("medium" if found.high <= 5 * found.value else "high")


def test_without_a_limit_no_probability_is_given(surface: Surface) -> None:
    assert told(surface, *MIDDLE).probability_above is None


def test_a_higher_limit_is_less_likely_exceeded(surface: Surface) -> None:
    said = [told(surface, *MIDDLE, limit=limit).probability_above for limit in (10, 50, 100, 500)]
    assert said == sorted(said, reverse=True)


def test_at_a_sampled_place_the_median_is_the_sample_and_a_new_one_may_differ(
    surface: Surface,
) -> None:
    first = survey().iloc[0]
    found = told(surface, first["lat"], first["lon"], limit=first["value_std"] * 0.99)
    assert found.value == pytest.approx(first["value_std"])
    half = 1.6448536 * surface.variogram.nugget**0.5
    assert found.high == pytest.approx(found.value * np.exp(half))
    assert found.low == pytest.approx(found.value / np.exp(half))
    assert found.probability_above == pytest.approx(0.5, abs=0.1)
    assert found.nearest_m == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("lat", "lon"), [(45.75, 21.22), (44.07, 23.4), (0.0, 0.0)])
def test_far_from_the_samples_nothing_is_estimated(
    surface: Surface, lat: float, lon: float
) -> None:
    found = surface.at(lat, lon)
    assert isinstance(found, NoEstimate)
    assert found.reason == "beyond_the_data"
    assert found.nearest_m > 10_000
    assert found.n == 120


def test_a_pooled_statistic_never_enters() -> None:
    alone = survey()
    pooled = alone.assign(pooled=True, value_std=alone["value_std"] * 1_000)
    both = fitted(pd.concat([alone, pooled], ignore_index=True))
    assert both.samples.excluded == {"pooled": 120}
    assert told(both, *MIDDLE) == told(fitted(alone), *MIDDLE)
    assert refused(pooled).reason == "too_few"


@pytest.mark.parametrize(
    ("cause", "columns"),
    [
        ("pooled", {"pooled": True}),
        ("comparison", {"scope": "comparison"}),
        ("no_value", {"value_std": float("nan")}),
        ("no_value", {"value_std": 0.0}),
        ("position", {"coord_quality": "place", "coord_uncertainty_m": 3_000.0}),
        ("position", {"coord_quality": "place", "coord_uncertainty_m": float("nan")}),
        ("position", {"lat": float("nan")}),
        ("fraction", {"fraction": ""}),
        ("fraction", {"fraction": "mobile"}),
        ("fraction", {"fraction": "total"}),
        ("depth", {"depth_top_cm": 20.0}),
        ("above", {"censoring": ">"}),
    ],
)
def test_what_describes_no_place_or_another_thing_is_left_out(
    cause: str, columns: dict[str, Any]
) -> None:
    other = survey(20, seed=2, **columns)
    found = fitted(pd.concat([survey(), other], ignore_index=True))
    assert found.samples.excluded == {cause: 20}
    assert found.samples.n == 120


def test_other_metals_and_media_are_not_even_counted() -> None:
    others = [survey(20, seed=2, analyte="Pb"), survey(20, seed=3, medium="sediment")]
    assert fitted(pd.concat([survey(), *others], ignore_index=True)).samples.excluded == {}


def test_values_at_one_place_count_once_by_the_mean_of_their_logarithms() -> None:
    values = survey()
    twice = pd.concat([values, values.assign(value_std=4 * values["value_std"])])
    found = fitted(twice.reset_index(drop=True))
    assert (found.samples.n, found.samples.values) == (120, 240)
    first = values.iloc[0]
    at = told(found, first["lat"], first["lon"])
    assert at.value == pytest.approx(2 * first["value_std"])


def test_too_many_positions_are_joined_until_they_fit() -> None:
    rules = load_rules()["soil"].model_copy(update={"max_positions": 60})
    found = fit_surface(survey(), "Cu", "soil", rules)
    assert isinstance(found, Surface)
    assert found.samples.n <= 60
    assert found.samples.merged_m > rules.merge_m
    assert found.samples.values == 120


def refusals() -> list[tuple[str, pd.DataFrame]]:
    x, y = positions(120, seed=1)
    log = field(x, y, seed=1)
    noise = np.random.default_rng(3).standard_normal(120)
    sparse = np.array([0.0, 100_000.0])
    knots = np.repeat(np.stack(np.meshgrid(sparse, sparse), -1).reshape(-1, 2), 15, axis=0)
    knots = knots + np.random.default_rng(4).uniform(0, 150, knots.shape) + CENTRE
    near = positions(120, seed=1, extent=600.0)
    below = np.where(np.arange(120) < 30, "<", "")
    return [
        ("too_few", survey(49)),
        ("too_censored", survey(censoring=below)),
        ("no_variation", frame(x, y, 50 * np.exp(0.01 * noise))),
        ("too_close_together", frame(near[0], near[1], np.exp(log))),
        ("on_a_line", frame(x, CENTRE[1] + 0.5 * (x - CENTRE[0]), np.exp(log))),
        ("too_few_pairs", frame(knots[:, 0], knots[:, 1], np.exp(log[:60]))),
        ("no_better_than_the_mean", frame(x, y, 50 * np.exp(noise))),
    ]


@pytest.mark.parametrize(("reason", "values"), refusals(), ids=lambda case: str(case)[:24])
def test_samples_that_support_no_estimate_are_refused_with_the_reason(
    reason: str, values: pd.DataFrame
) -> None:
    found = refused(values)
    assert found.reason == reason
    assert np.isfinite([found.found, found.needed]).all()


def test_intervals_that_miss_too_many_left_out_samples_are_refused() -> None:
    rules = load_rules()["soil"].model_copy(update={"min_coverage": 0.999})
    found = fit_surface(survey(), "Cu", "soil", rules)
    assert isinstance(found, NoEstimate)
    assert found.reason == "intervals_too_narrow"


@pytest.mark.parametrize("medium", ["sediment", "water", "plant", "no such medium"])
def test_a_medium_that_is_no_field_over_the_land_is_refused(medium: str) -> None:
    assert refused(survey(medium=medium), medium).reason == "medium_not_a_field"


def censored_survey() -> pd.DataFrame:
    values = survey()
    limit = float(values["value_std"].quantile(0.15))
    below = values["value_std"] < limit
    return values.assign(
        value_std=values["value_std"].where(~below, limit), censoring=np.where(below, "<", "")
    )


def test_values_below_detection_enter_well_below_their_limit_but_not_as_half_of_it() -> None:
    values = censored_survey()
    found = fitted(values)
    assert found.samples.censored == 18
    below = values[values["censoring"] == "<"].iloc[0]
    at = told(found, below["lat"], below["lon"])
    assert at.value < below["value_std"]
    assert at.value != pytest.approx(below["value_std"] / 2, rel=1e-3)


def test_values_below_detection_enter_as_what_lognormal_values_there_are_on_average() -> None:
    x, y = positions(600, seed=5)
    logs = np.random.default_rng(6).normal(np.log(50), 1.2, 600)
    limit = float(np.quantile(logs, 0.15))
    below = logs < limit
    values = frame(x, y, np.exp(np.where(below, limit, logs)), censoring=np.where(below, "<", ""))
    chosen = choose(values, "Cu", load_rules()["soil"])
    lowest = np.sort(chosen.log_value)[: below.sum()]
    assert lowest == pytest.approx(np.full(below.sum(), logs[below].mean()), abs=0.1)


def test_a_detection_limit_above_every_value_tells_nothing() -> None:
    values = pd.concat([survey(), survey(5, seed=2, value_std=1e6, censoring="<")])
    assert fitted(values.reset_index(drop=True)).samples.excluded == {"vague_limit": 5}


@settings(deadline=None, max_examples=8)
@given(st.floats(0.001, 1_000))
def test_another_unit_scales_the_estimate_and_nothing_else(factor: float) -> None:
    values = survey(80)
    scaled = fitted(values.assign(value_std=factor * values["value_std"]))
    here, there = told(fitted(values), *MIDDLE, limit=60), told(scaled, *MIDDLE, limit=60 * factor)
    for name in ("value", "mean", "low", "high"):
        assert getattr(there, name) == pytest.approx(factor * getattr(here, name), rel=1e-4)
    assert there.probability_above == pytest.approx(here.probability_above, abs=1e-4)
    assert there.uncertainty == here.uncertainty


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 1_000))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    values = survey(80)
    shuffled = values.sample(frac=1, random_state=seed)
    here, there = told(fitted(values), *MIDDLE), told(fitted(shuffled), *MIDDLE)
    assert there.value == pytest.approx(here.value, rel=1e-6)
    assert there.loo_error == pytest.approx(here.loo_error, rel=1e-6)


def test_the_published_evidence_supports_no_estimate_of_anything() -> None:
    """Two single soil samples, their places known to 3 km: if this fails, rejoice and update."""
    values = open_store(REPO / "data").values()
    for analyte in values["analyte"].unique():
        found = fit_surface(values, analyte, "soil")
        assert isinstance(found, NoEstimate)
        assert (found.reason, found.n) == ("too_few", 0), analyte


def test_the_training_survey_supports_estimates_of_what_mining_spreads() -> None:
    values = open_store(REPO / "data" / "training").values()
    found = fit_surface(values, "Cu", "soil")
    assert isinstance(found, Surface)
    assert found.leave_one_out.ratio < 0.5
    assert 0.85 <= found.leave_one_out.coverage <= 0.97
    bor, plain = told(found, 44.07, 22.10, limit=100), told(found, 45.6, 21.0, limit=100)
    assert bor.value > 500
    assert plain.value < 100
    nickel = fit_surface(values, "Ni", "soil")
    assert isinstance(nickel, NoEstimate)
    assert nickel.reason == "no_better_than_the_mean"


def test_a_variogram_fitted_in_a_process_of_its_own_is_the_same(surface: Surface) -> None:
    found = fit_surface(survey(), "Cu", "soil", apart=True)
    assert isinstance(found, Surface)
    assert found.variogram == surface.variogram


def test_lags_that_cannot_be_fitted_are_an_error_and_no_traceback() -> None:
    nothing = SampleVariogram(np.array([], dtype=int), np.array([]), np.array([]))
    with pytest.raises(AtlasError, match="variogram could not be fitted"):
        fit_apart(nothing)


def test_the_grid_says_what_the_point_says_and_is_empty_elsewhere(surface: Surface) -> None:
    heard: list[float] = []
    grid = surface.grid(limit=100, cells=40, progress=heard.append)
    assert heard[-1] == 1.0
    x, y = grid.centres()
    known = np.isfinite(grid.bands["median"]).ravel()
    assert 0 < known.mean() < 1
    for at in (np.flatnonzero(known)[::97], np.flatnonzero(~known)[::97]):
        for cell in at:
            lon, lat = (float(each) for each in to_degrees(x[cell], y[cell]))
            found = surface.at(lat, lon, limit=100)
            if isinstance(found, NoEstimate):
                assert not known[cell]
                continue
            cells = {name: float(band.flat[cell]) for name, band in grid.bands.items()}
            assert cells["median"] == pytest.approx(found.value, rel=1e-4)
            assert cells["high"] == pytest.approx(found.high, rel=1e-4)
            assert cells["probability"] == pytest.approx(found.probability_above, abs=1e-4)


def test_the_rim_of_the_grid_holds_estimates(surface: Surface) -> None:
    known = np.isfinite(surface.grid(cells=40).bands["median"])
    assert all(edge.any() for edge in (known[0], known[-1], known[:, 0], known[:, -1]))


def test_a_wrong_rule_is_named_by_row_and_column(tmp_path: Path) -> None:
    text = (DEFAULT_FOLDER / "surface_rules.csv").read_text(encoding="utf-8")
    (tmp_path / "surface_rules.csv").write_text(
        text.replace(",50,1500,", ",many,1500,"), encoding="utf-8"
    )
    with pytest.raises(RegistryError, match=r"surface_rules\.csv, row 2, column min_positions"):
        load_rules(tmp_path)
