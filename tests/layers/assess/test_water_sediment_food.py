import numpy as np
import pytest

from layers.assess import Limits, judge, judge_every_law

from .conftest import frame


def verdict(limits: Limits, law: str = "RO", **row: object):
    usual = {"medium": "water", "unit": "µg/L", "fraction": "total"}
    return judge(frame(usual | row), limits, law=law).iloc[0]


@pytest.mark.parametrize(
    ("value", "word", "step"),
    [
        (20, "class_I", 0),
        (30, "class_II", 0),
        (50, "class_III", 1),
        (100, "class_IV", 2),
        (101, "class_V", 3),
    ],
)
def test_romanian_water_classes_of_total_copper(limits, value, word, step):
    got = verdict(limits, analyte="Cu", value=value)
    assert (got.verdict, got.step, got.regulation) == (word, step, "Order 161/2006")
    assert not got.checked


def test_before_2006_the_older_table_judges_the_dissolved_metal(limits):
    got = verdict(limits, analyte="Cu", value=3.0, fraction="dissolved", date_end="2004")
    assert (got.verdict, got.regulation) == ("class_III", "Order 1146/2002")
    assert not got.checked


def test_class_one_is_not_claimed_where_the_law_says_background(limits):
    got = verdict(limits, analyte="Cu", value=0.1, fraction="dissolved", date_end="2004")
    assert (got.verdict, got.step) == ("class_II", 0)


def test_a_fraction_not_stated_proves_an_excess_of_the_total_but_no_compliance(limits):
    low = verdict(limits, analyte="Cu", value=10.0, fraction="")
    assert (low.step, low.reason) == (-1, "fraction_not_stated")
    high = verdict(limits, analyte="Cu", value=60.0, fraction="")
    assert (high.verdict, high.at_least) == ("class_IV", True)
    assert "fraction_bound" in high.note
    assert verdict(limits, analyte="Cu", value=116_000.0, fraction="").verdict == "class_V"


def test_a_dissolved_value_is_no_proof_of_a_low_total(limits):
    got = verdict(limits, analyte="Cu", value=10.0, fraction="dissolved")
    assert (got.step, got.reason) == (-1, "not_total")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"analyte": "Se", "value": 0.2, "fraction": ""}, "fraction_not_stated"),
        ({"analyte": "Cu", "value": 10.0, "fraction": "dissolved"}, "not_total"),
        ({"analyte": "Cu", "value": 60.0, "fraction": ""}, "censored_above_limit"),
        ({"analyte": "Cu", "value": 60.0, "fraction": "total"}, "censored_above_limit"),
        ({"analyte": "Cu", "value": 10.0, "fraction": "total", "censoring": ">"},
         "censored_below_limit"),
        ({"analyte": "Cu", "value": 10.0, "fraction": "", "censoring": ">"},
         "censored_below_limit"),
        ({"analyte": "Ag", "value": 5.0, "medium": "soil", "unit": "mg/kg", "fraction": ""},
         "limit_missing"),
    ],
)  # fmt: skip
def test_below_detection_is_the_reason_only_where_it_hides_the_side(limits, row, reason):
    law = "RS" if row["analyte"] == "Ag" else "RO"
    got = verdict(limits, law, **({"censoring": "<"} | row))
    assert (got.step, got.reason) == (-1, reason)


def test_a_detection_limit_that_some_hardness_allows_asks_for_the_hardness(limits):
    asked = {"analyte": "Cu", "censoring": "<"}
    assert verdict(limits, "RS", value=30.0, **asked).reason == "hardness_needed"
    assert verdict(limits, "RS", value=3000.0, **asked).reason == "censored_above_limit"


@pytest.mark.parametrize(
    ("hardness", "value", "word"),
    [(5, 6, "class_III"), (60, 6, "class_I"), (100, 41, "class_III"), (300, 112, "class_I")],
)
def test_serbian_copper_classes_follow_the_hardness(limits, hardness, value, word):
    got = verdict(limits, "RS", analyte="Cu", value=value, hardness_mg_l=float(hardness))
    assert got.verdict == word
    assert "limit_fraction_unknown" in got.note


@pytest.mark.parametrize(
    ("value", "step", "reason"),
    [(5, 0, ""), (50, -1, "hardness_needed"), (113, 1, ""), (600, 2, "")],
)
def test_without_hardness_only_what_holds_for_every_hardness_is_said(limits, value, step, reason):
    got = verdict(limits, "RS", analyte="Cu", value=value)
    assert (got.step, got.reason) == (step, reason)


@pytest.mark.parametrize("hardness", ["x", 0, -5])
def test_a_hardness_that_cannot_be_is_an_error(limits, hardness):
    got = verdict(limits, "RS", analyte="Cu", value=1, hardness_mg_l=hardness)
    assert got.reason == "bad_hardness"


@pytest.mark.parametrize(
    ("law", "ph", "word", "limit"),
    [
        ("RS", 7.0, "class_I", 8.5),
        ("RS", 6.5, "class_I", 8.5),
        ("RS", 2.9, "class_V", 6.5),
        ("RS", 9.0, "class_V", 8.5),
        ("RO", 4.5, "class_V", 6.5),
    ],
)
def test_the_ph_of_mine_water_falls_out_of_the_range(limits, law, ph, word, limit):
    got = verdict(limits, law, analyte="pH", value=ph, unit="pH", fraction="")
    assert (got.verdict, got.limit) == (word, limit)
    assert np.isnan(got.times_limit)


@pytest.mark.parametrize("medium", ["groundwater", "wastewater"])
def test_river_classes_are_not_for_groundwater_or_wastewater(limits, medium):
    assert verdict(limits, medium=medium, analyte="Cu", value=1.0).reason == "medium_not_judged"


def test_drinking_water_is_judged_in_romania_by_the_directive(limits):
    row = {"medium": "drinking_water", "analyte": "Pb", "unit": "µg/L"}
    assert verdict(limits, value=10.0, **row).verdict == "below_limit"
    assert verdict(limits, value=11.0, **row).verdict == "above_limit"
    assert verdict(limits, value=8.0, date_end="2036-06", **row).verdict == "above_limit"
    assert verdict(limits, "RS", value=11.0, **row).reason == "no_law_for_medium"


@pytest.mark.parametrize(
    ("statistic", "fraction", "hardness", "value", "word"),
    [
        ("mean", "dissolved", 120.0, 0.15, "below_limit"),
        ("mean", "dissolved", 120.0, 0.16, "above_limit"),
        ("max", "dissolved", 120.0, 0.9, "below_limit"),
        ("max", "dissolved", 120.0, 0.91, "above_limit"),
        ("single", "total", 120.0, 0.5, "below_limit"),
        ("single", "total", 120.0, 5.0, "not_judged"),
        ("mean", "dissolved", float("nan"), 0.2, "not_judged"),
        ("mean", "dissolved", float("nan"), 0.3, "above_limit"),
    ],
)
def test_cadmium_eqs_by_hardness_statistic_and_fraction(
    limits, statistic, fraction, hardness, value, word
):
    values = frame(
        {
            "medium": "water",
            "analyte": "Cd",
            "unit": "µg/L",
            "value": value,
            "fraction": fraction,
            "statistic": statistic,
            "hardness_mg_l": hardness,
        }
    )
    got = judge_every_law(values, limits)
    got = got[(got["jurisdiction"] == "EU") & (got["reason"] != "statistic_not_comparable")]
    assert got["verdict"].tolist() == [word]


@pytest.mark.parametrize(
    ("value", "word", "step"),
    [
        (36, "below_target", 0),
        (37, "above_target", 1),
        (111, "above_maximum", 2),
        (191, "above_remediation", 3),
    ],
)
def test_serbian_sediment(limits, value, word, step):
    got = verdict(
        limits, "RS", medium="sediment", analyte="Cu", unit="mg/kg", fraction="", value=value
    )
    assert (got.verdict, got.step) == (word, step)
    assert "standard_soil" in got.note


def test_romanian_sediment_standard_is_for_the_fine_grains(limits):
    row = {"medium": "sediment", "analyte": "Cu", "unit": "mg/kg", "fraction": ""}
    assert verdict(limits, value=30.0, **row).reason == "fraction_not_stated"
    high = verdict(limits, value=149.3, **row)
    assert (high.verdict, high.step) == ("above_limit", 2)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({}, "foodstuff_not_stated"),
        ({"foodstuff": "celery"}, "basis_not_stated"),
        ({"foodstuff": "celery", "fraction": "dry_mass"}, "dry_mass"),
        ({"foodstuff": "celery", "unit": "mg/kg dw"}, "dry_mass"),
        ({"foodstuff": "hay", "fraction": "fresh_mass"}, "foodstuff_not_listed"),
        ({"foodstuff": "celery", "unit": "mg/kg ww", "fraction": "dry_mass"}, "basis_contradicts"),
        ({"foodstuff": "celery", "unit": "mg/kg dw", "fraction": "fresh_mass"},
         "basis_contradicts"),
        ({"foodstuff": "celery", "fraction": "fresh_mass"}, "above_limit"),
        ({"foodstuff": "celery", "unit": "mg/kg ww"}, "above_limit"),
        ({"foodstuff": "celery", "unit": "mg/kg ww", "value": 0.1}, "below_limit"),
    ],
)  # fmt: skip
def test_a_maximum_level_needs_the_foodstuff_and_the_wet_weight(limits, row, word):
    usual = {"medium": "plant", "analyte": "Cd", "value": 0.2, "unit": "mg/kg", "fraction": ""}
    got = verdict(limits, **usual | row)
    assert word in (got.verdict, got.reason)
    assert (got.step >= 0) == (word in ("above_limit", "below_limit"))
    if word != "basis_contradicts":
        assert verdict(limits, "RS", **usual | row).reason == "no_law_for_medium"


def test_total_arsenic_below_the_inorganic_maximum_is_below_it(limits):
    row = {"medium": "food", "analyte": "As", "unit": "mg/kg fw", "foodstuff": "rice flour"}
    assert verdict(limits, value=0.2, **row).verdict == "below_limit"
    assert verdict(limits, value=0.3, **row).reason == "total_for_part"


def test_total_boron_proves_nothing_against_soluble_boron_but_its_absence(limits):
    row = {"medium": "soil", "analyte": "B", "unit": "mg/kg", "fraction": ""}
    assert verdict(limits, value=0.5, **row).verdict == "normal"
    assert verdict(limits, value=50.0, **row).reason == "fraction_not_stated"
    assert verdict(limits, value=50.0, **row | {"fraction": "soluble"}).step == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"fraction": "wet weight"}, "unknown_fraction"),
        ({"fraction": "as_in_law"}, "unknown_fraction"),
        ({"statistic": "average"}, "unknown_statistic"),
        ({"date_end": "24-05-01"}, "bad_date"),
        ({"date_end": "20240501"}, "bad_date"),
    ],
)
def test_a_word_that_nobody_knows_is_an_error_and_no_verdict(limits, row, reason):
    got = judge_every_law(frame({"analyte": "Cu", "value": 1.0} | row), limits)
    assert set(got["reason"]) == {reason}
    assert limits.reasons[reason].kind == "error"
