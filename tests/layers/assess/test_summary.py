"""Statistics with non-detects, against answers that others have published, and by search."""

import math
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from layers.assess.errors import AssessError
from layers.assess.summary import (
    Bootstrap,
    CensoredSample,
    PooledStatisticError,
    kaplan_meier,
    regression_on_order_statistics,
    sample_of,
    summarise,
    summary,
)
from layers.assess.summary.kaplan_meier import resampled_means
from layers.assess.summary.order_statistics import enough_detected, plotting_positions
from layers.assess.summary.resampled_lines import resampled_lines

PUBLISHED = tomllib.loads(
    (Path(__file__).parent / "censored_published.toml").read_text(encoding="utf-8")
)
WITH_KM = [name for name, entry in PUBLISHED.items() if "km_mean" in entry]
COMPLETED = [name for name, entry in PUBLISHED.items() if "completed" in entry]


def published(name: str) -> CensoredSample:
    numbers = np.array(PUBLISHED[name]["values"], dtype=float)
    return CensoredSample.of(np.abs(numbers), numbers < 0)


def last_digit(text: str) -> float:
    return float(10 ** -len(text.partition(".")[2]))


@pytest.mark.parametrize("name", WITH_KM)
def test_kaplan_meier_gives_the_mean_median_and_error_that_nada_printed(name: str) -> None:
    expected, found = PUBLISHED[name], kaplan_meier(published(name))
    assert found.mean == pytest.approx(float(expected["km_mean"]), rel=1e-6)
    assert found.quantile(0.5) == (pytest.approx(float(expected["km_median"])), "")
    spread = found.standard_error * math.sqrt(found.n)
    assert spread == pytest.approx(float(expected["km_se_root_n"]), rel=1e-6)


def test_regression_on_order_statistics_gives_what_nada_printed_for_the_brazos() -> None:
    expected = PUBLISHED["brazos_iron"]
    found = regression_on_order_statistics(published("brazos_iron"))
    assert found.mean == pytest.approx(float(expected["ros_mean"]), abs=5e-7)
    assert found.sd == pytest.approx(float(expected["ros_sd"]), abs=5e-7)
    assert found.quantile(0.5) == pytest.approx(float(expected["ros_median"]), abs=5e-7)


@pytest.mark.parametrize("name", COMPLETED)
def test_non_detects_are_completed_as_published(name: str) -> None:
    texts = sorted(PUBLISHED[name]["completed"], key=float)
    found = np.sort(regression_on_order_statistics(published(name)).values)
    assert len(found) == len(texts)
    for value, text in zip(found, texts, strict=True):
        assert abs(value - float(text)) <= last_digit(text)


def test_plotting_positions_of_several_limits_worked_by_hand() -> None:
    """Limits 3 and 10: PE(10) = 1/9, PE(3) = 1/9 + 2/4 · 8/9 = 5/9."""
    detected, censored = plotting_positions(published("brazos_iron"))
    step = (5 / 9 - 1 / 9) / 3
    assert detected == pytest.approx([4 / 9 + step, 4 / 9 + 2 * step, 8 / 9 + 1 / 18])
    below_three, below_ten = [4 / 27, 8 / 27], [8 / 45, 16 / 45, 24 / 45, 32 / 45]
    assert censored == pytest.approx([*below_three, *below_ten])


values = st.lists(
    st.tuples(st.floats(0.01, 1000).map(lambda x: round(x, 2)), st.booleans()),
    min_size=4,
    max_size=30,
).filter(lambda pairs: not all(censored for _, censored in pairs))


def sample(pairs: list[tuple[float, bool]]) -> CensoredSample:
    numbers, marks = zip(*pairs, strict=True)
    return CensoredSample.of(numbers, marks)


@settings(max_examples=60, deadline=None)
@given(pairs=values)
def test_the_curve_is_scipys_for_the_mirrored_sample(pairs: list[tuple[float, bool]]) -> None:
    left = sample(pairs).informative
    mirrored = stats.CensoredData.right_censored(-left.values, left.censored)
    beyond = stats.ecdf(mirrored).sf
    found = kaplan_meier(left)
    assert found.cdf[:-1] == pytest.approx(beyond.evaluate(-found.points[1:]), abs=1e-12)
    assert found.below == pytest.approx(float(beyond.evaluate(-found.points[0])), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(numbers=st.lists(st.floats(0.01, 1000), min_size=3, max_size=40))
def test_without_non_detects_both_methods_give_the_plain_statistics(numbers: list[float]) -> None:
    assume(len(set(numbers)) > 1)
    whole = CensoredSample.of(numbers)
    curve, completed = kaplan_meier(whole), regression_on_order_statistics(whole)
    assert curve.mean == pytest.approx(np.mean(numbers))
    assert completed.mean == pytest.approx(np.mean(numbers))
    assert completed.sd == pytest.approx(np.std(numbers, ddof=1))
    assert completed.geometric_mean == pytest.approx(stats.gmean(numbers))
    if len(set(numbers)) == len(numbers):
        assert curve.standard_error == pytest.approx(stats.sem(numbers))


@settings(max_examples=40, deadline=None)
@given(pairs=values, factor=st.sampled_from([1e-3, 1e3, 0.1, 7.0]))
def test_another_unit_scales_every_statistic(
    pairs: list[tuple[float, bool]], factor: float
) -> None:
    here = sample(pairs)
    there = CensoredSample(here.values * factor, here.censored)
    plan = Bootstrap(50, 3)
    for method in ("kaplan_meier", "ros"):
        first, second = summary(here, method, plan), summary(there, method, plan)
        assert first["reason"] == second["reason"]
        if first["reason"]:
            continue
        for name in ("mean", "sd", "geometric_mean", "median", "p95", "ucl95", "mean_high"):
            expected = float(str(first[name])) * factor
            assert float(str(second[name])) == pytest.approx(
                expected, rel=1e-6, abs=1e-9 * factor, nan_ok=True
            )
        assert float(str(second["geometric_sd"])) == pytest.approx(
            float(str(first["geometric_sd"])), rel=1e-6
        )


@settings(max_examples=40, deadline=None)
@given(pairs=values, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(pairs: list[tuple[float, bool]], seed: object) -> None:
    turned = pairs.copy()
    seed.shuffle(turned)  # type: ignore[attr-defined]
    for method in ("kaplan_meier", "ros"):
        first = summary(sample(pairs), method, Bootstrap(40, 1))
        second = summary(sample(turned), method, Bootstrap(40, 1))
        assert first == pytest.approx(second, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(pairs=values, place=st.integers(0, 29), factor=st.floats(1.01, 10))
def test_a_higher_detected_value_never_lowers_the_mean(
    pairs: list[tuple[float, bool]], place: int, factor: float
) -> None:
    detected = [i for i, (_, censored) in enumerate(pairs) if not censored]
    largest = max(detected, key=lambda i: pairs[i][0])
    raised = pairs.copy()
    raised[largest] = (pairs[largest][0] * factor, False)
    before, after = sample(pairs), sample(raised)
    assume(before.informative.n == after.informative.n)
    assert kaplan_meier(after).mean >= kaplan_meier(before).mean * (1 - 1e-12)


@settings(max_examples=30, deadline=None)
@given(pairs=values, seed=st.integers(0, 10_000))
def test_resampling_many_at_once_is_resampling_one_after_the_other(
    pairs: list[tuple[float, bool]], seed: int
) -> None:
    whole = sample(pairs)
    weights = np.random.default_rng(seed).multinomial(whole.n, [1 / whole.n] * whole.n, 12)
    together = resampled_means(whole, weights, whole.values)
    for counts, mean in zip(weights, together, strict=True):
        drawn = CensoredSample(np.repeat(whole.values, counts), np.repeat(whole.censored, counts))
        if drawn.n_censored == drawn.n:
            assert math.isnan(mean)
        else:
            assert mean == pytest.approx(kaplan_meier(drawn).mean)


@settings(max_examples=60, deadline=None)
@given(pairs=values, seed=st.integers(0, 10_000))
def test_lines_through_many_resamples_are_those_of_one_after_the_other(
    pairs: list[tuple[float, bool]], seed: int
) -> None:
    whole = sample(pairs)
    weights = np.random.default_rng(seed).multinomial(whole.n, [1 / whole.n] * whole.n, 12)
    means, geometric = resampled_lines(whole, weights)
    for counts, mean, of_logs in zip(weights, means, geometric, strict=True):
        drawn = CensoredSample(np.repeat(whole.values, counts), np.repeat(whole.censored, counts))
        if not enough_detected(drawn):
            assert math.isnan(mean)
            assert math.isnan(of_logs)
            continue
        found = regression_on_order_statistics(drawn)
        assert mean == pytest.approx(found.mean, rel=1e-9)
        assert of_logs == pytest.approx(found.geometric_mean, rel=1e-9)


def test_a_median_below_the_lowest_detected_value_is_only_known_to_lie_there() -> None:
    mostly_below = CensoredSample.of([1, 1, 1, 5, 9], [True, True, True, False, False])
    assert kaplan_meier(mostly_below).quantile(0.5) == (5, "<")
    assert kaplan_meier(mostly_below).quantile(0.9) == (9, "")


def test_a_limit_above_every_detected_value_tells_nothing_and_is_counted() -> None:
    with_it = summary(CensoredSample.of([1, 2, 3, 4, 50], [False] * 4 + [True]))
    without = summary(CensoredSample.of([1, 2, 3, 4]))
    assert with_it["mean"] == without["mean"]
    assert (with_it["n"], with_it["n_used"], with_it["share_censored"]) == (5, 4, 0.2)
    assert "limit_above_all_detects" in str(with_it["flags"])


def test_the_upper_limit_of_the_mean_without_non_detects_is_students() -> None:
    numbers = [3.0, 5.0, 8.0, 13.0, 21.0, 34.0]
    expected = np.mean(numbers) + stats.t.ppf(0.95, 5) * stats.sem(numbers)
    assert summary(CensoredSample.of(numbers))["ucl95"] == pytest.approx(expected)


def test_the_bootstrap_is_seeded_and_brackets_the_mean() -> None:
    whole = published("nada_arsenic")
    for method in ("kaplan_meier", "ros"):
        first, again = (summary(whole, method, Bootstrap(300, 5)) for _ in range(2))
        other = summary(whole, method, Bootstrap(300, 6))
        assert first == again
        assert first["mean_high"] != other["mean_high"]
        low, mean, high = (float(str(first[n])) for n in ("mean_low", "mean", "mean_high"))
        assert low < mean < high
        assert mean < float(str(first["ucl95"])) < high * 1.5


def table(**columns: object) -> pd.DataFrame:
    usual = {"statistic": "single", "censoring": "", "unit_std": "mg/kg"}
    return pd.DataFrame({"value_std": [4.0, 9.0, 1.0, 30.0]} | columns).assign(
        **{name: value for name, value in usual.items() if name not in columns}
    )


def test_a_pooled_number_never_enters() -> None:
    mixed = table(statistic=["single", "mean", "single", "single"])
    with pytest.raises(PooledStatisticError, match="row 1: statistic 'mean'"):
        summarise(mixed)
    with pytest.raises(PooledStatisticError, match="row 1"):
        sample_of(mixed)


def test_groups_are_summarised_apart_and_always_counted() -> None:
    frame = table(medium=["soil", "soil", "soil", "water"], censoring=["", "", "<", "<"])
    found = summarise(frame, ["medium"], ["kaplan_meier"]).set_index("medium")
    assert found["n"].to_dict() == {"soil": 3, "water": 1}
    assert found["share_censored"].to_dict() == {"soil": pytest.approx(1 / 3), "water": 1}
    assert found.loc["water", "reason"] == "nothing_detected"
    assert math.isnan(found.loc["water", "mean"])
    assert found.loc["water", "limit_max"] == 30


@pytest.mark.parametrize(
    ("columns", "method", "reason"),
    [
        ({"value_std": [5.0]}, "kaplan_meier", "one_value"),
        ({"censoring": ["", "", "<", "<"]}, "ros", "too_few_detected"),
        ({"value_std": [2.0] * 4}, "ros", "too_few_detected"),
        ({"censoring": ["", "", ">", ""]}, "kaplan_meier", "contains_greater_than"),
    ],
)
def test_what_cannot_be_summarised_says_why(
    columns: dict[str, object], method: str, reason: str
) -> None:
    found = summarise(table(**columns), methods=[method]).iloc[0]  # type: ignore[list-item]
    assert found["reason"] == reason
    assert found["n"] >= 1
    assert math.isnan(found["mean"])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"value_std": [4.0, 9.0, 0.0, 30.0]}, "row 2: found 0.0"),
        ({"value_std": [4.0, 9.0, -1.0, 30.0]}, "row 2: found -1.0"),
        ({"value_std": [4.0, math.nan, 1.0, 30.0]}, "row 1: found nan"),
        ({"unit_std": ["mg/kg", "mg/kg", "µg/L", "mg/kg"]}, "row 2: another unit"),
    ],
)
def test_an_impossible_value_names_its_row(columns: dict[str, object], message: str) -> None:
    with pytest.raises(AssessError, match=message):
        summarise(table(**columns))


@pytest.mark.parametrize("numbers", [[], [1.0, math.nan], [0.0], [-2.0], [math.inf]])
def test_a_sample_is_of_positive_numbers(numbers: list[float]) -> None:
    with pytest.raises(ValueError, match="found"):
        CensoredSample.of(numbers)


def test_nothing_detected_has_no_curve() -> None:
    with pytest.raises(ValueError, match="nothing was detected"):
        kaplan_meier(CensoredSample.of([1, 2], [True, True]))
    with pytest.raises(ValueError, match="too few for a line"):
        regression_on_order_statistics(CensoredSample.of([1, 2], [True, False]))


def test_heavy_censoring_and_few_detects_are_flagged() -> None:
    heavy = CensoredSample.of([1] * 17 + [2, 3, 4], [True] * 17 + [False] * 3)
    found = summary(heavy, "ros", Bootstrap(0))
    assert found["flags"] == "more_than_80_percent_censored;few_detected"
