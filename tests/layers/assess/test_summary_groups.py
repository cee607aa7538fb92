"""Summaries of stored measurements: single samples only, like with like, never a bare number."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.assess.summary import Bootstrap, CensoredSample, summarise_singles, summary
from layers.assess.summary.order_statistics import regression_on_order_statistics
from layers.assess.summary.summarise import resample

SOIL = {"medium": "soil", "country": "RS", "unit_std": "mg/kg", "statistic": "single",
        "censoring": "", "fraction": "", "extraction": ""}  # fmt: skip


def found(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame([SOIL | row for row in rows])
    return summarise_singles(frame, ["medium", "country"], ["kaplan_meier"], Bootstrap(100))


def values(*numbers: float, **other: object) -> list[dict[str, object]]:
    return [{"value_std": number} | other for number in numbers]


def test_means_and_maxima_are_counted_and_never_averaged() -> None:
    one = found(*values(10, 20, 30), *values(2540, statistic="max")).iloc[0]
    assert (one["n"], one["n_pooled"], one["mean"]) == (3, 1, 20)


def test_where_only_means_are_published_nothing_is_averaged() -> None:
    one = found(*values(10, 20, statistic="mean")).iloc[0]
    assert (one["n"], one["n_pooled"], one["reason"]) == (0, 2, "no_single_sample")
    assert math.isnan(one["mean"])


def test_fractions_extractions_units_and_countries_stay_apart() -> None:
    frame = found(
        *values(1, 2, 3),
        *values(4, 5, 6, country="RO"),
        *values(7, 8, 9, fraction="dissolved"),
        *values(1, 1, 2, extraction="CH3COONH4-EDTA pH 7"),
        *values(1, 2, 3, unit_std="mg/kg fw"),
    )
    assert frame["n"].tolist() == [3] * 5
    assert set(frame["measured"]) == {"", "dissolved", "mobile"}
    assert set(frame["unit"]) == {"mg/kg", "mg/kg fw"}


def test_what_has_no_positive_number_is_left_out_and_counted() -> None:
    one = found(*values(10, 20, 30, 0, math.nan, -1)).iloc[0]
    assert (one["n"], one["n_unusable"]) == (3, 3)


def test_a_non_detect_without_its_limit_is_counted_though_no_statistic_can_use_it() -> None:
    unstated = values(math.nan, math.nan, censoring="<")
    one = found(*values(10, 20, 30), *unstated).iloc[0]
    assert (one["n"], one["n_censored"], one["share_censored"]) == (5, 2, 0.4)
    assert one["n_unusable"] == 0
    assert "limit_not_stated" in one["flags"]
    assert one["mean"] == found(*values(10, 20, 30)).iloc[0]["mean"]
    nothing = found(*unstated).iloc[0]
    assert (nothing["n"], nothing["n_censored"], nothing["reason"]) == (2, 2, "nothing_detected")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (values(5), "one_value"),
        (values(5, 6), "too_few_detected"),
        (values(5, 6, censoring="<"), "nothing_detected"),
        ([*values(5, 6, 7), *values(9, censoring=">")], "contains_greater_than"),
        (values(6.1, 6.2, 7.7, unit_std="pH"), "logarithmic"),
    ],
)
def test_too_few_samples_are_refused_with_their_number(
    rows: list[dict[str, object]], reason: str
) -> None:
    one = found(*rows).iloc[0]
    assert one["reason"] == reason
    assert math.isnan(one["mean"])
    assert one["n"] == (0 if reason == "logarithmic" else len(rows))


def test_below_detection_is_shared_out_and_shown() -> None:
    one = found(*values(5, 6, 7), *values(1, 1, censoring="<")).iloc[0]
    assert (one["n"], one["n_censored"], one["share_censored"]) == (5, 2, 0.4)
    assert one["mean_low"] <= one["mean"] <= one["mean_high"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.1, 100), min_size=3, max_size=12), st.integers(0, 1000))
def test_without_non_detects_a_resample_is_its_plain_mean(numbers: list[float], seed: int) -> None:
    sample = CensoredSample.of(np.sort(numbers))
    for method in ("kaplan_meier", "ros"):
        means, geometric = resample(sample, method, Bootstrap(8, seed))
        weights = np.random.default_rng(seed).multinomial(
            sample.n, np.full(sample.n, 1 / sample.n), 8
        )
        for counts, mean, of_logs in zip(weights, means, geometric, strict=True):
            drawn = np.repeat(sample.values, counts)
            if method == "ros" and len(np.unique(drawn)) == 1:
                assert math.isnan(mean)
                continue
            assert mean == pytest.approx(drawn.mean())
            assert of_logs == pytest.approx(np.exp(np.log(drawn).mean()))
            if method == "ros":
                whole = regression_on_order_statistics(CensoredSample.of(drawn))
                assert mean == pytest.approx(whole.mean)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [*values(3, 1, 2, 8, 5), *values(1, 2, censoring="<")]
    first, second = found(*rows), found(*rows[::-1])
    pd.testing.assert_frame_equal(first, second)


def test_two_detected_values_are_no_distribution() -> None:
    assert summary(CensoredSample.of([1, 2]))["reason"] == "too_few_detected"
