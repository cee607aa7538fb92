"""The soil-type correction against published ratios, and how its minima and cap behave."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.assess import AssessError, SoilType, judge, judge_matrix, load_limits

from .conftest import REGISTRY, frame

KNOWN = pd.read_csv(Path(__file__).parent / "known_soil_ratios.csv", comment="#", dtype={"id": str})
SOIL = load_limits(REGISTRY).correction
CORRECTED = ["Cd", "Pb", "Ni", "Cu", "Zn", "Cr", "As", "Hg", "Ba", "Co", "Be", "V", "Sn"]
NOT_CORRECTED = ["Sb", "Mo", "Se", "Tl", "Ag"]

percent = st.floats(0, 100)


@pytest.mark.parametrize("known", list(KNOWN.itertuples()), ids=KNOWN["id"])
def test_published_exceedance_ratios_at_their_printed_decimal(limits, known):
    factor = limits.correction.factor(known.analyte, 10.0, known.organic_matter_pct, capped=False)
    assert round(known.mg_kg / (known.intervention * float(factor)), 1) == known.ratio


@pytest.mark.parametrize(
    ("analyte", "organic_matter", "target", "intervention"),
    [
        ("Cu", 36.4, 42.84, 226.1),
        ("Zn", 26.8, 120.2, 618.17),
        ("Ni", 35.4, 20.0, 120.0),
        ("Pb", 54.2, 114.2, 712.07),
        ("Cd", 35.0, 1.23, 18.42),
    ],
)
def test_worked_examples_at_10_percent_clay(limits, analyte, organic_matter, target, intervention):
    tabled = {row.threshold: row.value for row in limits.by_place["NL-2000", "soil", analyte]}
    factor = float(limits.correction.factor(analyte, 10.0, organic_matter, capped=False))
    assert round(tabled["target"] * factor, 2) == target
    assert round(tabled["intervention"] * factor, 2) == intervention


@pytest.mark.parametrize("analyte", CORRECTED)
def test_the_standard_soil_has_the_tabled_limit(limits, analyte):
    assert float(limits.correction.factor(analyte, 25.0, 10.0)) == 1.0
    values = frame({"analyte": analyte, "value": 1e4, "clay_pct": 25.0, "organic_matter_pct": 10.0})
    got = judge(values, limits, law="RS").iloc[0]
    tabled = limits.by_place["RS-30-2018", "soil", analyte]
    assert got.limit == max(row.value for row in tabled)
    assert got.corrected


@pytest.mark.parametrize("analyte", ["Cd", "Pb", "Ni", "Cu", "Zn", "Cr", "As", "Co", "V"])
def test_constants_give_back_the_target_value_of_the_standard_soil(limits, analyte):
    *_, standard = limits.correction.coefficients(analyte)
    target = next(
        row.value
        for row in limits.by_place["NL-2000", "soil", analyte]
        if row.threshold == "target"
    )
    assert standard == pytest.approx(target, rel=0.02)


@pytest.mark.parametrize("analyte", NOT_CORRECTED)
@given(clay=percent, organic_matter=percent)
def test_elements_without_soil_constants_keep_their_limit(analyte, clay, organic_matter):
    assert float(SOIL.factor(analyte, clay, organic_matter)) == 1.0


@pytest.mark.parametrize("analyte", CORRECTED)
@given(clay=percent, organic_matter=percent)
def test_minima_and_cap_hold(analyte, clay, organic_matter):
    here = float(SOIL.factor(analyte, clay, organic_matter))
    assert here == float(SOIL.factor(analyte, max(clay, 2), min(max(organic_matter, 2), 30)))
    assert float(SOIL.factor(analyte, 2, 2)) <= here <= float(SOIL.factor(analyte, 100, 30))


@pytest.mark.parametrize("analyte", CORRECTED)
@given(clay=percent, organic_matter=percent, more=st.floats(0, 50))
def test_a_richer_soil_never_has_a_lower_limit(analyte, clay, organic_matter, more):
    here = float(SOIL.factor(analyte, clay, organic_matter))
    assert float(SOIL.factor(analyte, clay + more, organic_matter)) >= here
    assert float(SOIL.factor(analyte, clay, organic_matter + more)) >= here


@pytest.mark.parametrize(
    ("analyte", "clay", "organic_matter", "corrected"),
    [
        ("Cu", 10.0, 5.0, True),
        ("Cu", 10.0, np.nan, True),
        ("Cu", np.nan, 5.0, True),
        ("Ni", 10.0, np.nan, True),
        ("Ni", np.nan, 5.0, False),
        ("Sb", 10.0, 5.0, False),
    ],
)
def test_only_a_known_soil_corrects(limits, analyte, clay, organic_matter, corrected):
    values = frame(
        {
            "analyte": analyte,
            "value": 50.0,
            "clay_pct": clay,
            "organic_matter_pct": organic_matter,
        }
    )
    got = judge(values, limits, law="RS").iloc[0]
    assert got.corrected == corrected
    assert ("standard_soil" in got.note) == (not corrected and analyte != "Sb")
    assert ("corrected" in got.note) == corrected


@pytest.mark.parametrize(
    ("zinc", "clay", "organic_matter", "verdict", "limit", "said"),
    [
        (130, 2.0, np.nan, "above_limit", 71.0, "standard_organic_matter"),
        (72, 2.0, np.nan, "above_limit", 71.0, "standard_organic_matter"),
        (65, 2.0, np.nan, "not_judged", np.nan, "half_known_soil"),
        (58, 2.0, np.nan, "below_limit", 71.0, "standard_organic_matter"),
        (133, np.nan, 5.0, "above_limit", 132.5, "standard_clay"),
        (130, np.nan, 5.0, "not_judged", np.nan, "half_known_soil"),
        (63, np.nan, 5.0, "below_limit", 132.5, "standard_clay"),
    ],
)
def test_what_is_known_of_a_soil_is_kept_and_nothing_is_green_by_what_is_assumed(
    limits, zinc, clay, organic_matter, verdict, limit, said
):
    soil = {"clay_pct": clay, "organic_matter_pct": organic_matter}
    got = judge(frame({"analyte": "Zn", "value": float(zinc)} | soil), limits, law="RS").iloc[0]
    assert got.verdict == verdict
    assert got.limit == pytest.approx(limit, nan_ok=True)
    assert said in f"{got.note};{got.reason}"
    matrix = judge_matrix(
        np.array([[float(zinc)]]),
        ["Zn"],
        limits,
        law="RS",
        soil=SoilType(np.array([clay]), np.array([organic_matter])),
    )
    assert matrix[0, 0] == got.step


def test_a_detection_limit_is_no_reason_where_half_a_soil_is(limits):
    values = frame({"analyte": "Zn", "value": 65.0, "censoring": "<", "clay_pct": 2.0})
    assert judge(values, limits, law="RS").iloc[0].reason == "half_known_soil"
    values = frame({"analyte": "Zn", "value": 75.0, "censoring": "<", "clay_pct": 2.0})
    assert judge(values, limits, law="RS").iloc[0].reason == "censored_above_limit"


def test_clay_and_organic_matter_are_not_more_than_the_whole_soil(limits):
    wrong = {"analyte": "Cu", "value": 50.0, "clay_pct": 90.0, "organic_matter_pct": 90.0}
    assert judge(frame(wrong), limits, law="RS").iloc[0].reason == "soil_over_whole"
    with pytest.raises(AssessError, match="clay and organic matter together"):
        judge(frame(wrong), limits, law="RS", on_error="raise")
    soil = SoilType(np.array([90.0]), np.array([90.0]))
    assert judge_matrix(np.array([[50.0]]), ["Cu"], limits, law="RS", soil=soil)[0, 0] == -1
    whole = wrong | {"organic_matter_pct": 10.0}
    assert judge(frame(whole), limits, law="RS").iloc[0].step >= 0


def test_romanian_limits_are_not_corrected(limits):
    values = frame({"analyte": "Cu", "value": 50.0, "clay_pct": 5.0, "organic_matter_pct": 3.0})
    got = judge(values, limits, law="RO").iloc[0]
    assert (got.limit, got.corrected) == (20.0, False)


def test_clay_that_is_no_number_is_an_error_not_the_standard_soil(limits):
    values = frame({"analyte": "Cu", "value": 50.0, "clay_pct": "much"})
    assert judge(values, limits, law="RS").iloc[0].reason == "bad_clay"
    values = frame({"analyte": "Cu", "value": 50.0, "clay_pct": ""})
    assert judge(values, limits, law="RS").iloc[0].verdict == "above_limit"
