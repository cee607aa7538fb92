"""Kriging and variograms against other packages, analytic truth and what must always hold."""

import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.space.surface.kriging import NORMAL_95, OrdinaryKriging
from layers.space.surface.lognormal import back_transform, probability_above
from layers.space.surface.variogram import (
    SampleVariogram,
    Variogram,
    distances,
    fit,
    lag_edges,
    sample_variogram,
)
from tests.layers.space.frames import TRUTH, field, positions

ANSWERS = Path(__file__).parent / "known_answers"
GSTAT = tomllib.loads((ANSWERS / "gstat.toml").read_text(encoding="utf-8"))
PYKRIGE = json.loads((ANSWERS / "pykrige.json").read_text(encoding="utf-8"))


def of_gstat(answer: dict[str, Any]) -> Variogram:
    return Variogram(answer["model"], answer["nugget"], answer["partial_sill"], answer["range_m"])


@pytest.mark.parametrize("answer", GSTAT["kriging"], ids=lambda answer: answer["source"][:30])
def test_predictions_are_those_of_gstat(answer: dict[str, Any]) -> None:
    x, y, value = (np.array(answer[name]) for name in ("x", "y", "value"))
    unit = 1_000.0
    model = Variogram(answer["model"], 0.0, answer["partial_sill"], unit * answer["range_m"])
    kriging = OrdinaryKriging(unit * x, unit * y, value, model)
    found = kriging.predict(*(unit * np.array([each]) for each in answer["at"]))
    assert found.value[0] == pytest.approx(answer["prediction"], abs=1e-12)
    assert found.variance[0] == pytest.approx(answer["variance"], abs=5e-7)


def test_the_fitted_variogram_is_that_of_gstat() -> None:
    answer = GSTAT["variogram"]
    lags = SampleVariogram(*(np.array(answer[key]) for key in ("pairs", "distance_m", "gamma")))
    found = fit(lags)
    assert found.model == answer["model"]
    assert found.nugget == pytest.approx(answer["nugget"], rel=1e-4)
    assert found.partial_sill == pytest.approx(answer["partial_sill"], rel=1e-4)
    assert found.range_m == pytest.approx(answer["range_m"], rel=1e-4)


def kriging_as_in_pykrige(name: str) -> tuple[OrdinaryKriging, dict[str, Any]]:
    answer = PYKRIGE["answers"][name]
    lengths = {"spherical": 1.0, "exponential": 3.0}[name]
    model = Variogram(name, answer["nugget"], answer["psill"], answer["range"] / lengths)
    return OrdinaryKriging(*np.array(PYKRIGE["x_y_value"]).T, model), answer


@pytest.mark.parametrize("name", sorted(PYKRIGE["answers"]))
def test_predictions_are_those_of_pykrige(name: str) -> None:
    kriging, answer = kriging_as_in_pykrige(name)
    found = kriging.predict(*np.array(PYKRIGE["points"]).T)
    np.testing.assert_allclose(found.value, answer["prediction"], atol=1e-9)
    np.testing.assert_allclose(found.variance, answer["variance"], atol=1e-9)


@pytest.mark.parametrize("name", sorted(PYKRIGE["answers"]))
def test_the_leave_one_out_error_is_that_of_leaving_each_out_in_pykrige(name: str) -> None:
    kriging, answer = kriging_as_in_pykrige(name)
    error = kriging.value - np.array(answer["left_out"])
    assert kriging.leave_one_out().rmse == pytest.approx(np.sqrt(np.mean(error**2)), rel=1e-9)


def test_predictions_are_those_of_gstools() -> None:
    import gstools

    x, y = positions(60, seed=3)
    value = field(x, y, seed=3)
    to_x, to_y = positions(25, seed=4)
    model = gstools.Exponential(
        dim=2, var=TRUTH.partial_sill, len_scale=TRUTH.length_m, nugget=TRUTH.nugget
    )
    expected, variance = gstools.krige.Ordinary(model, (x, y), value, exact=True)((to_x, to_y))
    found = OrdinaryKriging(x, y, value, TRUTH).predict(to_x, to_y)
    np.testing.assert_allclose(found.value, expected, atol=1e-9)
    np.testing.assert_allclose(found.variance, variance, atol=1e-9)


def test_the_sample_variogram_is_that_of_gstools() -> None:
    import gstools

    x, y = positions(90, seed=5)
    value = field(x, y, seed=5)
    edges = 1.0001 * lag_edges(x, y, 30)  # GSTools puts a pair on a bound into the lag above
    _, gamma, pairs = gstools.vario_estimate((x, y), value, edges, return_counts=True)
    found = sample_variogram(x, y, value, edges)
    np.testing.assert_array_equal(found.pairs, pairs)
    np.testing.assert_allclose(found.gamma, gamma)


def test_the_variogram_of_many_fields_is_the_one_they_were_drawn_from() -> None:
    x, y = positions(160, seed=6, extent=30_000)
    edges = lag_edges(x, y, 30)
    root = np.linalg.cholesky(TRUTH.covariance(distances(x, y, x, y)))
    fields = (root @ np.random.default_rng(6).standard_normal((160, 60))).T
    lags = [sample_variogram(x, y, each, edges) for each in fields]
    mean = SampleVariogram(
        lags[0].pairs, lags[0].distance_m, np.mean([each.gamma for each in lags], axis=0)
    )
    found = fit(mean)
    assert found.model == TRUTH.model
    assert found.sill == pytest.approx(TRUTH.sill, rel=0.15)
    assert found.range_m == pytest.approx(TRUTH.range_m, rel=0.25)


@pytest.fixture(scope="module")
def told_and_true() -> tuple[Any, np.ndarray, np.ndarray]:
    """Predictions at one point from 40 samples, and the truth there, in 3,000 fields."""
    x, y = positions(41, seed=7, extent=8_000)
    x[-1], y[-1] = x[:-1].mean(), y[:-1].mean()
    covariance = TRUTH.covariance(distances(x, y, x, y))
    noise = np.random.default_rng(8).standard_normal((41, 3_000))
    logs = np.log(50) + np.linalg.cholesky(covariance) @ noise
    kriging = OrdinaryKriging(x[:-1], y[:-1], logs[:-1, 0], TRUTH)
    one = kriging.predict(x[-1:], y[-1:])
    predicted = np.array(
        [
            OrdinaryKriging(x[:-1], y[:-1], logs[:-1, each], TRUTH).predict(x[-1:], y[-1:]).value[0]
            for each in range(0, 3_000, 3)
        ]
    )
    return one, predicted, logs[-1, ::3]


def test_the_mean_is_unbiased_and_the_median_is_not_the_mean(told_and_true: Any) -> None:
    one, predicted, true = told_and_true
    mean = np.exp(predicted + (TRUTH.sill - one.spread[0]) / 2).mean()
    assert mean == pytest.approx(np.exp(true).mean(), rel=0.06)
    assert np.exp(predicted).mean() < 0.95 * mean


def test_the_median_is_exceeded_as_often_as_not(told_and_true: Any) -> None:
    _, predicted, true = told_and_true
    assert np.mean(true > predicted) == pytest.approx(0.5, abs=0.05)


def test_nine_of_ten_truths_lie_in_the_interval(told_and_true: Any) -> None:
    one, predicted, true = told_and_true
    inside = np.abs(true - predicted) <= NORMAL_95 * np.sqrt(one.variance[0])
    assert inside.mean() == pytest.approx(0.9, abs=0.03)


def test_a_limit_is_exceeded_as_often_as_its_probability_says(told_and_true: Any) -> None:
    one, predicted, true = told_and_true
    said = []
    for value in predicted:
        log = type(one)(np.array([value]), one.variance, one.spread, one.nearest_m, one.kth_m)
        said.append(probability_above(log, 60.0)[0])
    assert np.mean(said) == pytest.approx(np.mean(true > np.log(60)), abs=0.03)


def test_the_mean_equals_the_formula_with_the_lagrange_multiplier() -> None:
    x, y = positions(30, seed=9)
    kriging = OrdinaryKriging(x, y, field(x, y, seed=9), TRUTH)
    log = kriging.predict(*positions(5, seed=10))
    multiplier = (TRUTH.sill - log.spread - log.variance) / 2
    expected = np.exp(log.value + log.variance / 2 + multiplier)
    np.testing.assert_allclose(back_transform(log, TRUTH.sill).mean, expected)


seeds = st.integers(0, 10_000)


@settings(deadline=None, max_examples=30)
@given(seeds, st.integers(-200_000, 200_000), st.integers(-200_000, 200_000))
def test_moving_everything_changes_nothing(seed: int, east: int, north: int) -> None:
    x, y = (np.round(each) for each in positions(25, seed))
    value = field(x, y, seed)
    to_x, to_y = positions(4, seed + 1)
    here = OrdinaryKriging(x, y, value, TRUTH).predict(to_x, to_y)
    there = OrdinaryKriging(x + east, y + north, value, TRUTH).predict(to_x + east, to_y + north)
    np.testing.assert_allclose(there.value, here.value, rtol=1e-6)
    np.testing.assert_allclose(there.variance, here.variance, atol=1e-6)


@settings(deadline=None, max_examples=30)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_samples_changes_nothing(seed: int, random: Any) -> None:
    x, y = positions(25, seed)
    value = field(x, y, seed)
    order = list(range(25))
    random.shuffle(order)
    to_x, to_y = positions(4, seed + 1)
    here = OrdinaryKriging(x, y, value, TRUTH)
    there = OrdinaryKriging(x[order], y[order], value[order], TRUTH)
    np.testing.assert_allclose(
        there.predict(to_x, to_y).value, here.predict(to_x, to_y).value, rtol=1e-8
    )
    assert there.leave_one_out().rmse == pytest.approx(here.leave_one_out().rmse, rel=1e-8)


@settings(deadline=None, max_examples=30)
@given(seeds, st.sampled_from(["spherical", "exponential"]), st.floats(0, 1))
def test_at_a_sample_the_prediction_is_the_sample(seed: int, model: str, nugget: float) -> None:
    x, y = positions(25, seed)
    value = field(x, y, seed)
    found = OrdinaryKriging(x, y, value, Variogram(model, nugget, 1.0, 3_000)).predict(x, y)
    np.testing.assert_allclose(found.value, value, atol=1e-6)
    np.testing.assert_allclose(found.variance, 0, atol=1e-6)


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_without_a_nugget_the_prediction_nears_the_sample(seed: int) -> None:
    x, y = positions(25, seed)
    value = field(x, y, seed)
    model = Variogram("exponential", 0.0, 1.0, 3_000)
    found = OrdinaryKriging(x, y, value, model).predict(x[:1] + 1.0, y[:1])
    assert found.value[0] == pytest.approx(value[0], abs=0.05)


@settings(deadline=None, max_examples=30)
@given(seeds, st.floats(0.01, 100))
def test_the_variance_does_not_depend_on_the_values(seed: int, scale: float) -> None:
    x, y = positions(25, seed)
    value = field(x, y, seed)
    to = positions(4, seed + 1)
    here = OrdinaryKriging(x, y, value, TRUTH).predict(*to)
    there = OrdinaryKriging(x, y, scale * value, TRUTH).predict(*to)
    np.testing.assert_allclose(there.variance, here.variance)
    np.testing.assert_allclose(there.value, scale * here.value, rtol=1e-8)
