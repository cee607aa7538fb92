import numpy as np
import pytest

from layers.assess import AssessError, Limits, judge, judge_all, judge_every_law

from .conftest import frame


def verdict(limits: Limits, law: str = "RO", land_use: str = "sensitive", **row: object):
    return judge(frame(row), limits, law=law, land_use=land_use).iloc[0]


def test_copper_at_the_intervention_value_is_still_alert(limits):
    at = verdict(limits, analyte="Cu", value=200.0)
    assert (at.verdict, at.step, at.limit, at.limit_name) == (
        "above_alert", 2, 100.0, "alert, sensitive")  # fmt: skip
    assert verdict(limits, analyte="Cu", value=200.01).verdict == "above_intervention"


@pytest.mark.parametrize(
    ("value", "word", "step"),
    [
        (20, "normal", 0),
        (20.1, "above_normal", 1),
        (250, "above_normal", 1),
        (251, "above_alert", 2),
        (500.5, "above_intervention", 3),
    ],
)
def test_copper_on_less_sensitive_land(limits, value, word, step):
    got = verdict(limits, land_use="less_sensitive", analyte="Cu", value=value)
    assert (got.verdict, got.step) == (word, step)


def test_serbian_copper_without_soil_type_uses_the_standard_soil_and_says_so(limits):
    got = verdict(limits, law="RS", analyte="Cu", value=100.0)
    assert (got.verdict, got.step, got.limit) == ("above_limit", 2, 36.0)
    assert not got.corrected
    assert "standard_soil" in got.note
    assert not got.checked


def test_serbian_copper_is_judged_by_the_limit_of_its_soil(limits):
    got = verdict(limits, law="RS", analyte="Cu", value=30.0, clay_pct=5.0, organic_matter_pct=5.0)
    assert got.corrected
    assert got.limit == pytest.approx(36 * (15 + 0.6 * 5 + 0.6 * 5) / 36)
    assert got.verdict == "above_limit"


def test_nickel_needs_no_organic_matter_for_its_correction(limits):
    got = verdict(limits, law="RS", analyte="Ni", value=30.0, clay_pct=10.0)
    assert got.corrected
    assert got.limit == pytest.approx(20.0)


@pytest.mark.parametrize(
    ("day", "regulation"),
    [
        ("2015", "Regulation 88/2010"),
        ("2020-03", "Regulation 30/2018 & 64/2019"),
        ("", "Regulation 30/2018 & 64/2019"),
    ],
)
def test_the_law_in_force_on_the_sampling_day_judges(limits, day, regulation):
    got = verdict(limits, law="RS", analyte="Cu", value=30.0, date_end=day)
    assert got.regulation == regulation
    assert ("undated_present_law" in got.note) == (day == "")


def test_a_detection_limit_below_the_limit_is_below_the_limit(limits):
    assert verdict(limits, analyte="Cd", value=0.5, censoring="<").verdict == "normal"
    assert verdict(limits, analyte="Cd", value=1.0, censoring="<").verdict == "normal"


def test_a_detection_limit_above_the_limit_cannot_be_judged(limits):
    got = verdict(limits, analyte="Cd", value=1.5, censoring="<")
    assert (got.verdict, got.step, got.reason) == ("not_judged", -1, "censored_above_limit")
    assert np.isnan(got.limit)


def test_a_lower_bound_is_at_least_what_it_exceeds(limits):
    got = verdict(limits, analyte="Cu", value=100.0, censoring=">")
    assert (got.verdict, got.at_least) == ("above_alert", True)
    assert "at_least" in got.note
    assert verdict(limits, analyte="Cu", value=5.0, censoring=">").reason == "censored_below_limit"
    assert not verdict(limits, analyte="Cu", value=900.0, censoring=">").at_least


@pytest.mark.parametrize("statistic", ["min", "min_of_means"])
def test_a_minimum_is_at_least_what_it_exceeds_and_never_a_green(limits, statistic):
    above = verdict(limits, analyte="Cu", value=150.0, statistic=statistic)
    assert (above.verdict, above.at_least) == ("above_alert", True)
    below = verdict(limits, analyte="Cu", value=5.0, statistic=statistic)
    assert (below.verdict, below.reason) == ("not_judged", "minimum_below_limit")
    assert "fraction_bound" not in above.note
    part = verdict(limits, analyte="Cu", value=5.0, statistic=statistic, extraction="EDTA")
    assert part.step == -1


def test_a_zero_without_its_detection_limit_is_no_clean_soil(limits):
    got = verdict(limits, analyte="Cu", value=0.0)
    assert (got.verdict, got.reason) == ("not_judged", "detection_limit_unknown")
    assert verdict(limits, analyte="Cu", value=1.0, censoring="<").verdict == "normal"


@pytest.mark.parametrize("medium", ["tailings", "slag", "ore", "overburden", "dust"])
def test_mining_waste_is_not_judged_as_soil(limits, medium):
    got = verdict(limits, medium=medium, analyte="Cu", value=5.0)
    assert (got.step, got.reason) == (-1, "medium_not_judged")


@pytest.mark.parametrize(
    ("row", "reason", "field"),
    [
        ({"analyte": "Xx", "value": 1.0}, "unknown_analyte", "analyte"),
        ({"analyte": "Cu", "value": 1.0, "unit": "furlong"}, "unknown_unit", "unit"),
        ({"analyte": "Cu", "value": 1.0, "unit": ""}, "no_unit", "unit"),
        ({"analyte": "Cu", "value": 1.0, "medium": "cheese"}, "unknown_medium", "medium"),
        ({"analyte": "Cu", "value": 1.0, "unit": "mg/L"}, "wrong_dimension", "unit"),
        ({"analyte": "Cu", "value": -1.0}, "negative_value", "value"),
        ({"analyte": "Cu", "value": float("nan")}, "no_value", "value"),
        ({"analyte": "Cu", "value": float("inf")}, "no_value", "value"),
        ({"analyte": "Cu", "value": "abc"}, "no_value", "value"),
        ({"analyte": "Cu", "value": 101.0, "unit": "%"}, "impossible_value", "value"),
        ({"analyte": "Cu", "value": 1.0, "censoring": "?"}, "unknown_censoring", "censoring"),
        ({"analyte": "Cu", "value": 1.0, "clay_pct": 120.0}, "bad_clay", "clay_pct"),
        ({"analyte": "Cu", "value": 1.0, "date_end": "soon"}, "bad_date", "date_end"),
    ],
)
def test_a_wrong_row_is_marked_or_named_never_green(limits, row, reason, field):
    got = verdict(limits, **row)
    assert (got.verdict, got.step, got.reason) == ("not_judged", -1, reason)
    with pytest.raises(AssessError, match=f"row 0, {field}") as caught:
        judge(frame(row), limits, law="RO", on_error="raise")
    assert (caught.value.row, caught.value.field) == (0, field)


def test_a_fresh_mass_is_not_compared_with_a_dry_limit(limits):
    assert verdict(limits, analyte="Cu", value=1.0, unit="mg/kg fw").reason == "wet_mass"


def test_a_weak_extraction_proves_an_excess_but_no_compliance(limits):
    row = {"analyte": "Cu", "fraction": "mobile"}
    assert verdict(limits, value=10.0, **row).reason == "not_total"
    assert verdict(limits, value=300.0, **row).verdict == "above_intervention"
    assert verdict(limits, value=10.0, analyte="Cu", extraction="EDTA").reason == "not_total"


def test_an_element_without_a_limit_is_called_so(limits):
    got = verdict(limits, analyte="Fe", value=10.0)
    assert (got.verdict, got.step, got.reason) == ("no_limit", -1, "no_limit")


def test_silver_below_the_only_serbian_value_is_not_called_clean(limits):
    assert verdict(limits, law="RS", analyte="Ag", value=15.0).reason == "limit_missing"
    assert verdict(limits, law="RS", analyte="Ag", value=15.1).verdict == "above_remediation"


def test_both_laws_stand_side_by_side(limits):
    values = frame({"analyte": "Cu", "value": 150.0}, {"analyte": "Fe", "value": 1.0})
    values.index = [7, 3]
    judged = judge_all(values, limits)
    assert list(judged.index) == [7, 3]
    assert judged.loc[7, ["step_RO_sensitive", "step_RO_less_sensitive", "step_RS"]].tolist() == [
        2, 1, 2]  # fmt: skip
    assert judged.loc[7, "times_RS"] == pytest.approx(150 / 36)
    assert set(judged["verdict_RS"]) == {"above_limit", "no_limit"}


def test_no_values_give_no_verdicts(limits):
    empty = frame({"analyte": "Cu", "value": 1.0}).iloc[:0]
    assert judge_all(empty, limits).shape[0] == 0


def test_less_than_nothing_is_no_detection_limit(limits):
    got = verdict(limits, analyte="Cu", value=0.0, censoring="<")
    assert (got.step, got.reason) == (-1, "detection_limit_unknown")


@pytest.mark.parametrize(
    "extraction",
    ["BCR step 1", "Mehlich 3", "0.1 M HCl", "acetic acid", "NaNO3", "Tessier F1", "TCLP", "DGT",
     "0.43 M HNO3", "CaCl2", "something new"],
)  # fmt: skip
def test_a_part_below_a_limit_says_nothing_of_the_total(limits, extraction):
    below = verdict(limits, analyte="Cu", value=10.0, extraction=extraction)
    assert (below.step, below.reason) == (-1, "not_total")
    above = verdict(limits, analyte="Cu", value=150.0, extraction=extraction)
    assert (above.step, above.at_least) == (2, True)


@pytest.mark.parametrize(
    "extraction",
    ["", "aqua regia", "apă regală", "carska voda", "HNO3+H2O2", "HF-HClO4", "XRF", "EPA 3051A",
     "ISO 11466", "total digestion", "not stated", "wet weight not stated"],
)  # fmt: skip
def test_what_frees_everything_is_judged_as_a_total(limits, extraction):
    assert verdict(limits, analyte="Cu", value=10.0, extraction=extraction).step == 0


@pytest.mark.parametrize(
    "extraction",
    [
        "SBET in vitro digestion",
        "1 N HNO3 cold",
        "ammonium oxalate, microwave",
        "gastric digestion",
        "PBET digestion",
        "UBM, total",
        "2 M HNO3",
        "0.43 M HNO3",
        "weak nitric acid",
    ],
)
@pytest.mark.parametrize("law", ["RO", "RS"])
def test_what_imitates_a_body_or_is_dilute_or_cold_is_no_total(limits, law, extraction):
    got = verdict(limits, law=law, analyte="Cu", value=19.0, extraction=extraction)
    assert got.reason == "not_total"
    assert verdict(limits, law=law, analyte="Cu", value=900.0, extraction=extraction).step == 3


@pytest.mark.parametrize(
    "extraction",
    ["aqua regia", "HNO3+H2O2", "7 M HNO3", "XRF", "total digestion, cold vapour AAS", "HF-HClO4"],
)
def test_what_dissolves_the_whole_element_is_compared_with_the_limit(limits, extraction):
    assert verdict(limits, analyte="Cu", value=19.0, extraction=extraction).verdict == "normal"


@pytest.mark.parametrize("wet", [{"unit": "mg/kg fw"}, {"fraction": "fresh_mass"}])
def test_a_fresh_mass_is_not_green_by_a_limit_whose_basis_nobody_read(limits, wet):
    def farmland(copper):
        values = frame({"analyte": "Cu", "value": copper} | wet)
        judged = judge_every_law(values, limits)
        return judged[(judged["jurisdiction"] == "RS") & (judged["rank"] == 2)].iloc[0]

    assert (farmland(90.0).step, farmland(90.0).reason) == (-1, "wet_mass_basis_unread")
    assert (farmland(101.0).verdict, farmland(101.0).reason) == ("above_limit", "")
