"""The Monte Carlo of the health risk: seeded, honest about its distributions, and right."""

import numpy as np
import pandas as pd
import pytest

from layers.assess.health import (
    Empirical,
    Fixed,
    HealthRegistry,
    Lognormal,
    PositiveNormal,
    Triangular,
    Uniform,
    assess_health,
    simulate_risk,
)
from layers.assess.indices import Samples

REGISTRY = HealthRegistry.load()
CLASSIC = REGISTRY.parameter_set("classic")
STILL = {"IngR": Fixed(200), "EF": Fixed(350), "BW": Fixed(15), "AF": Fixed(0.2)}


def test_without_any_spread_it_gives_the_plain_result() -> None:
    found = simulate_risk(
        {"Cu": Fixed(100), "As": Fixed(20)}, CLASSIC, "child", n=10, distributions=STILL
    ).percentiles
    plain = assess_health(Samples.single({"Cu": 100, "As": 20}), CLASSIC, REGISTRY).totals()
    child = plain.set_index("receptor").loc["child"]
    for column in ("p5", "p50", "p99", "mean"):
        assert found.loc["HI", column] == pytest.approx(child["HI"])
        assert found.loc["CR", column] == pytest.approx(child["CR"])


def test_the_same_seed_gives_the_same_table_and_another_seed_another() -> None:
    first, again, other = (
        simulate_risk({"As": Lognormal(20, 2)}, CLASSIC, "child", n=500, seed=seed).percentiles
        for seed in (7, 7, 8)
    )
    pd.testing.assert_frame_equal(first, again)
    assert first.loc["HI", "p50"] != other.loc["HI", "p50"]


def test_another_element_leaves_the_draws_of_the_first_as_they_were() -> None:
    alone = simulate_risk({"As": Lognormal(20, 2)}, CLASSIC, "adult", n=500).percentiles
    beside = simulate_risk(
        {"Cu": Empirical((100.0, 900.0)), "As": Lognormal(20, 2)}, CLASSIC, "adult", n=500
    ).percentiles
    pd.testing.assert_series_equal(alone.loc["HI As"], beside.loc["HI As"])


def test_a_lognormal_concentration_gives_the_lognormal_percentiles() -> None:
    """With everything else fixed the quotient is lognormal too: p95 = median · GSD^1.6449."""
    found = simulate_risk(
        {"Cu": Lognormal(100, 3)}, CLASSIC, "child", n=200_000, seed=1, distributions=STILL
    ).percentiles.loc["HI"]
    assert found["p95"] / found["p50"] == pytest.approx(3**1.6449, rel=0.02)


def test_percentiles_rise_and_the_share_above_one_follows() -> None:
    found = simulate_risk({"As": Lognormal(60, 3)}, CLASSIC, "child", n=4000).percentiles
    values = found.loc["HI", ["p5", "p25", "p50", "p75", "p90", "p95", "p99"]].to_numpy()
    assert (np.diff(values) > 0).all()
    assert 0 < found.loc["HI", "share_above"] < 1
    assert found.loc["HI", "p50"] < 1 or found.loc["HI", "share_above"] > 0.5


def test_assumed_distributions_are_warned_of_and_a_given_one_is_named() -> None:
    usual = simulate_risk({"Cu": Fixed(1)}, CLASSIC, "child", n=10).notices
    texts = [n.text for n in usual if n.kind == "unchecked"]
    assert "distribution of BW (normal): assumed" in texts
    assert "distribution of EF (triangular): known from memory, not read" in texts
    given = simulate_risk({"Cu": Fixed(1)}, CLASSIC, "child", n=10, distributions=STILL).notices
    assert not [n for n in given if "assumed" in n.text]
    changed = {n.parameter for n in given if n.kind == "changed"}
    assert changed == set(STILL)


def test_a_parameter_that_the_reader_changed_stays_where_it_was_put() -> None:
    fixed = CLASSIC.with_changes(
        {("IngR", "child"): 200, ("EF", "child"): 350, ("BW", "child"): 15, ("AF", "child"): 0.2}
    )
    found = simulate_risk({"Cu": Fixed(100)}, fixed, "child", n=50).percentiles
    assert found.loc["HI", "p5"] == pytest.approx(found.loc["HI", "p99"])


def test_impossible_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one draw"):
        simulate_risk({"Cu": Fixed(1)}, CLASSIC, "child", n=0)
    with pytest.raises(ValueError, match="0 to 100"):
        simulate_risk({"Cu": Fixed(1)}, CLASSIC, "child", n=5, percentiles=(120,))


@pytest.mark.parametrize(
    ("distribution", "mean"),
    [
        (Uniform(2, 4), 3.0),
        (Triangular(0, 3, 6), 3.0),
        (PositiveNormal(15, 3), 15.0),
        (Empirical((1.0, 3.0)), 2.0),
        (Lognormal(2, np.e**0.5), 2 * np.exp(0.125)),
    ],
)
def test_draws_have_the_mean_of_their_distribution_and_are_positive(
    distribution: Uniform, mean: float
) -> None:
    drawn = distribution.draw(np.random.default_rng(5), 100_000)
    assert drawn.mean() == pytest.approx(mean, rel=0.02)
    assert (drawn > 0).all()


def test_a_wide_normal_never_draws_a_negative_body_weight() -> None:
    assert (PositiveNormal(1, 5).draw(np.random.default_rng(5), 10_000) > 0).all()
