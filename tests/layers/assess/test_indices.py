"""What an index says of real, missing, censored and impossible values."""

import math

import numpy as np
import pandas as pd
import pytest

from layers.assess.errors import AssessError
from layers.assess.indices import (
    Choices,
    IndexRegistry,
    Samples,
    evaluate,
    evaluate_all,
    evaluate_uptake,
)

REGISTRY = IndexRegistry.load()
BACKGROUND = {a: row.value for a, row in REGISTRY.background("ucc_rudnick_gao_2003").items()}
EIGHT = ("Hg", "Cd", "As", "Cu", "Pb", "Cr", "Zn", "Ni")


def one(
    values: dict[str, float | str], index: str, choices: Choices | None = None, unit: str = "mg/kg"
) -> pd.DataFrame:
    return evaluate(Samples.single(values, unit), index, REGISTRY, choices)


def only(frame: pd.DataFrame) -> pd.Series:
    assert len(frame) == 1
    return frame.iloc[0]


@pytest.mark.parametrize(
    ("index", "factor", "step"),
    [
        ("CF", 1, 1),
        ("CF", 0.999, 0),
        ("CF", 3, 2),
        ("CF", 6, 3),
        ("Igeo", 1.5, 0),
        ("Igeo", 1.501, 1),
        ("Igeo", 3, 1),
        ("Igeo", 48, 5),
        ("Igeo", 48.1, 6),
        ("PI", 1, 0),
        ("PI", 2, 1),
        ("PI", 5, 3),
        ("PI", 5.01, 4),
    ],
)
def test_a_value_at_a_boundary_falls_in_the_class_its_paper_names(
    index: str, factor: float, step: int
) -> None:
    assert only(one({"Cu": factor * BACKGROUND["Cu"]}, index))["step"] == step


@pytest.mark.parametrize(
    ("index", "value", "step"),
    [
        ("Er", 39.99, 0),
        ("Er", 40, 1),
        ("Er", 80, 2),
        ("Er", 100, 2),
        ("Er", 160, 3),
        ("Er", 320, 4),
        ("RI", 150, 1),
        ("RI", 300, 2),
        ("RI", 600, 3),
        ("EF", 2, 1),
        ("EF", 5, 2),
        ("EF", 20, 3),
        ("EF", 40, 4),
        ("mCd", 1.5, 1),
        ("mCd", 8, 4),
        ("mCd", 32, 6),
        ("Nemerow", 0.7, 0),
        ("Nemerow", 1, 1),
        ("Nemerow", 3, 3),
        ("Nemerow", 3.01, 4),
        ("HPI", 99.9, 0),
        ("HPI", 100, 1),
        ("HEI", 40, 1),
        ("HEI", 80, 1),
        ("HEI", 80.1, 2),
        ("PLI", 1, 1),
    ],
)
def test_every_scale_puts_its_boundaries_where_the_registry_says(
    index: str, value: float, step: int
) -> None:
    scale = REGISTRY.scale_of(index)
    assert scale is not None
    assert scale.classify([value])[0] == step


def test_the_degree_of_contamination_has_classes_for_eight_elements_only() -> None:
    eight = only(one({a: 2 * BACKGROUND[a] for a in EIGHT}, "Cdeg"))
    assert (eight["value"], eight["step"]) == (pytest.approx(16), 2)
    assert eight["flags"] == "other_elements"
    four = only(one({a: 2 * BACKGROUND[a] for a in EIGHT[:4]}, "Cdeg"))
    assert four["value"] == pytest.approx(8)
    assert (four["step"], four["reason"]) == (-1, "classes_hold_for_8_elements")


def test_an_ecological_risk_index_of_fewer_than_eight_elements_says_so() -> None:
    found = only(one({"Cd": 10 * BACKGROUND["Cd"], "Cu": BACKGROUND["Cu"]}, "RI"))
    assert found["value"] == pytest.approx(305)
    assert (found["step"], found["flags"]) == (2, "fewer_than_8_elements")


def test_a_limit_above_the_background_gives_no_class() -> None:
    found = only(one({"Cd": "<0.5"}, "CF"))
    assert (found["qualifier"], found["value"]) == ("<", pytest.approx(0.5 / BACKGROUND["Cd"]))
    assert (found["lower"], found["step"], found["reason"]) == (0, -1, "class_undetermined")
    assert (found["step_lower"], found["step_upper"]) == (0, 2)


def test_a_limit_far_below_the_background_gives_the_lowest_class() -> None:
    found = only(one({"Cd": "<0.01"}, "CF"))
    assert (found["qualifier"], found["step"], found["reason"]) == ("<", 0, "")
    assert only(one({"Cd": "<0.01"}, "Igeo"))["lower"] == -math.inf


def test_a_value_above_its_number_has_no_upper_bound() -> None:
    found = only(one({"Cu": ">1000"}, "CF"))
    assert (found["qualifier"], found["upper"], found["step"]) == (">", math.inf, 3)


def test_a_sum_takes_half_the_limit_and_keeps_both_bounds() -> None:
    found = only(one({"Cu": BACKGROUND["Cu"], "Cd": f"<{2 * BACKGROUND['Cd']}"}, "mCd"))
    assert (found["lower"], found["value"], found["upper"]) == (
        pytest.approx(0.5),
        pytest.approx(1.0),
        pytest.approx(1.5),
    )
    assert (found["qualifier"], found["n_censored"], found["flags"]) == ("~", 1, "censored")


def test_a_load_index_with_a_value_below_detection_is_bounded_by_zero() -> None:
    found = only(one({"Cu": 4 * BACKGROUND["Cu"], "Cd": f"<{BACKGROUND['Cd']}"}, "PLI"))
    assert (found["lower"], found["upper"]) == (0, pytest.approx(2))
    assert (found["step"], found["reason"]) == (-1, "class_undetermined")


@pytest.mark.parametrize(
    ("values", "index", "reason"),
    [
        ({"Cu": math.nan}, "CF", "not_measured"),
        ({"Cu": 0}, "CF", "zero_without_limit"),
        ({"U": 3}, "CF", "no_background"),
        ({"Fe": 30_000}, "Er", "no_toxic_response"),
        ({"Cu": 30}, "EF", "reference_not_measured"),
        ({"Cu": 30}, "PLI", "too_few_elements"),
    ],
)
def test_a_missing_value_always_has_a_reason(
    values: dict[str, float | str], index: str, reason: str
) -> None:
    found = only(one(values, index))
    assert math.isnan(found["value"])
    assert (found["step"], found["reason"], found["qualifier"]) == (-1, reason, "")


def test_the_reference_element_is_not_enriched_in_itself() -> None:
    frame = one({"Cu": 30, "Fe": 30_000}, "EF").set_index("analyte")
    assert frame.loc["Fe", "reason"] == "is_reference"
    assert frame.loc["Cu", "value"] == pytest.approx((30 / 30_000) / (28 / 39_176))


def test_a_reference_element_below_detection_gives_a_lower_bound_of_enrichment() -> None:
    frame = one({"Cu": 30, "Fe": "<30000"}, "EF").set_index("analyte")
    assert (frame.loc["Cu", "qualifier"], frame.loc["Cu", "upper"]) == (">", math.inf)


def test_a_background_without_the_reference_element_says_so() -> None:
    frame = one({"Cu": 30, "Fe": 30_000}, "EF", Choices(background="ro_normal_756_1997"))
    assert frame.set_index("analyte").loc["Cu", "reason"] == "no_reference_background"


def test_the_reference_element_and_the_background_can_be_chosen() -> None:
    found = one({"Cu": 30, "Al": 80_400}, "EF", Choices("ucc_mclennan_2001", "Al"))
    assert found.set_index("analyte").loc["Cu", "value"] == pytest.approx(30 / 25)
    normal = one({"Cu": 30}, "CF", Choices(background="ro_normal_756_1997"))
    assert only(normal)["value"] == pytest.approx(1.5)


def test_a_background_from_memory_marks_the_result() -> None:
    assert only(one({"Cu": 30}, "CF"))["checked"]
    assert not only(one({"Cu": 30}, "CF", Choices(background="foregs_topsoil")))["checked"]


def test_a_class_from_memory_marks_the_result_and_a_class_that_was_read_does_not() -> None:
    low = only(one({a: BACKGROUND[a] for a in EIGHT}, "mCd"))
    high = only(one({a: 20 * BACKGROUND[a] for a in EIGHT}, "mCd"))
    assert (low["step"], low["checked"]) == (0, True)
    assert (high["step"], high["checked"]) == (5, False)


def test_elements_that_make_up_the_rock_can_be_kept_out() -> None:
    values: dict[str, float | str] = {"Cu": 280, "Pb": 170, "Fe": 39_176}
    assert only(one(values, "mCd"))["value"] == pytest.approx(7)
    chosen = only(one(values, "mCd", Choices(elements=("Cu", "Pb", "As"))))
    assert (chosen["value"], chosen["n"], chosen["n_missing"]) == (pytest.approx(10), 2, 1)


def test_water_at_its_permissible_values_has_a_pollution_index_of_one_hundred() -> None:
    standards = {a: row.standard for a, row in REGISTRY.standard("eu_98_83").items()}
    found = only(one(dict(standards), "HPI", unit="µg/L"))
    assert found["value"] == pytest.approx(100)
    assert found["step"] == 1
    assert only(one(dict(standards), "HEI", unit="µg/L"))["value"] == pytest.approx(len(standards))


def test_a_metal_below_detection_bounds_the_water_index() -> None:
    found = only(one({"As": 10, "Cd": "<5"}, "HPI", unit="µg/L"))
    weights = {"As": 1 / 10, "Cd": 1 / 5}
    least = 100 * weights["As"] / sum(weights.values())
    assert (found["lower"], found["upper"]) == (pytest.approx(least), pytest.approx(100))


def test_indices_against_a_background_refuse_another_unit() -> None:
    with pytest.raises(ValueError, match="mg/kg, found µg/L"):
        one({"Cu": 30}, "CF", unit="µg/L")
    with pytest.raises(ValueError, match="µg/L, found mg/kg"):
        one({"As": 1, "Cd": 1}, "HPI")


def test_an_unknown_index_background_or_scale_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="known: CF, PI, Igeo"):
        one({"Cu": 1}, "CFX")
    with pytest.raises(KeyError, match="known: ucc_rudnick_gao_2003"):
        one({"Cu": 1}, "CF", Choices(background="moon"))
    with pytest.raises(KeyError, match="classification"):
        evaluate(Samples.single({"Cu": 1}), "CF", REGISTRY, scale="someone")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"Cu": -1}, "sample sample, Cu: found '-1': negative"),
        ({"Cu": "abc"}, "sample sample, Cu: found 'abc': not a number"),
        ({"Cu": math.inf}, "infinite"),
        ({"Cu": "<0"}, "a limit of zero says nothing"),
    ],
)
def test_an_impossible_value_names_sample_and_analyte(
    values: dict[str, float | str], message: str
) -> None:
    with pytest.raises(AssessError, match=message):
        Samples.single(values)


def long_table(**changes: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sample_id": ["a", "a", "b"],
            "analyte": ["Cu", "Cd", "Cu"],
            "value_std": [30.0, 0.5, 60.0],
            "unit_std": "mg/kg",
            "censoring": ["", "<", ""],
            "statistic": "single",
        }
    ).assign(**changes)


def test_a_long_table_becomes_samples() -> None:
    samples = Samples.from_long(long_table())
    assert samples.signs.loc["a", "Cd"] == "<"
    assert math.isnan(samples.values.loc["b", "Cd"])
    frame = evaluate(samples, "CF", REGISTRY).set_index(["sample", "analyte"])
    assert frame.loc[("b", "Cd"), "reason"] == "not_measured"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"statistic": ["single", "mean", "single"]}, "row 1: pooled"),
        ({"unit_std": ["mg/kg", "µg/L", "mg/kg"]}, "row 1: another unit"),
        ({"analyte": "Cu"}, "row 1: a second value"),
    ],
)
def test_a_long_table_that_is_not_of_single_samples_is_refused(
    changes: dict[str, object], message: str
) -> None:
    with pytest.raises(AssessError, match=message):
        Samples.from_long(long_table(**changes))


def test_all_indices_of_soil_come_in_one_table() -> None:
    frame = evaluate_all(Samples.single({"Cu": 84, "Pb": 17, "Fe": 39_176}), REGISTRY)
    assert list(dict.fromkeys(frame["index"])) == [
        "CF", "PI", "Igeo", "EF", "Er", "Cdeg", "mCd", "PLI", "Nemerow", "RI", "MPI",
    ]  # fmt: skip
    assert (frame["value"].notna() | (frame["reason"] != "")).all()


def plant(values: dict[str, list[float]], signs: dict[str, list[str]] | None = None) -> Samples:
    marks = None if signs is None else pd.DataFrame(signs, index=["p1", "p2"])
    return Samples.from_wide(pd.DataFrame(values, index=["p1", "p2"]), marks)


def test_uptake_is_looked_up_by_sample_and_element() -> None:
    shoot, soil = plant({"Cu": [30, 5], "Zn": [80, 40]}), plant({"Zn": [40, 40], "Cu": [15, 10]})
    frame = evaluate_uptake(shoot, soil, "BAF", REGISTRY)
    assert frame["value"].tolist() == [2, 2, 0.5, 1]
    assert frame["step"].tolist() == [1, 1, 0, 1]


def test_a_root_below_detection_gives_a_lower_bound_of_translocation() -> None:
    shoot, root = plant({"Cu": [30, 5]}), plant({"Cu": [10, 10]}, {"Cu": ["<", ""]})
    frame = evaluate_uptake(shoot, root, "TF", REGISTRY)
    assert frame["qualifier"].tolist() == [">", ""]
    assert frame["upper"].tolist() == [math.inf, 0.5]
    assert frame["step"].tolist() == [1, 0]


def test_an_element_missing_below_is_named() -> None:
    frame = evaluate_uptake(plant({"Cu": [1, 1]}), plant({"Zn": [1, 1]}), "BCF", REGISTRY)
    assert frame["reason"].tolist() == ["not_measured"] * 2


def test_a_ratio_of_two_samples_is_not_asked_of_one() -> None:
    with pytest.raises(ValueError, match="use evaluate_uptake"):
        one({"Cu": 1}, "TF")
    with pytest.raises(ValueError, match="use evaluate"):
        evaluate_uptake(plant({"Cu": [1, 1]}), plant({"Cu": [1, 1]}), "CF", REGISTRY)
    with pytest.raises(ValueError, match="units differ"):
        evaluate_uptake(plant({"Cu": [1, 1]}), Samples.single({"Cu": 1}, "µg/g"), "TF", REGISTRY)


def test_ten_thousand_samples_are_one_array_operation() -> None:
    rng = np.random.default_rng(3)
    values = pd.DataFrame(rng.lognormal(3, 1, (10_000, 8)), columns=list(EIGHT))
    frame = evaluate(Samples.from_wide(values), "RI", REGISTRY)
    row = only(evaluate(Samples.from_wide(values.iloc[[77]]), "RI", REGISTRY))
    assert frame.iloc[77]["value"] == pytest.approx(row["value"])
