"""Doses, hazard and cancer risk of contact with soil, and what is said of their numbers."""

import csv
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.assess.errors import RegistryError
from layers.assess.health import (
    LIFETIME,
    HealthRegistry,
    MixedParameterSetsError,
    ParameterSet,
    assess_health,
)
from layers.assess.indices import Samples
from layers.assess.indices.registry import REGISTRY_FOLDER

REGISTRY = HealthRegistry.load()
CLASSIC = REGISTRY.parameter_set("classic")
EPA = REGISTRY.parameter_set("epa_2014")


def routes(values: dict[str, float | str], parameters: ParameterSet = CLASSIC) -> pd.DataFrame:
    found = assess_health(Samples.single(values), parameters, REGISTRY)
    return found.routes().set_index(["receptor", "route", "analyte"])


def totals(values: dict[str, float | str], parameters: ParameterSet = CLASSIC) -> pd.DataFrame:
    found = assess_health(Samples.single(values), parameters, REGISTRY)
    return found.totals().set_index("receptor")


def test_a_child_on_soil_with_100_mg_of_copper_per_kg() -> None:
    """100 · 200 · 350 · 6 · 1e-6 / (15 · 2190) = 1.279e-3 mg/(kg·d), over 0.04."""
    quotient = routes({"Cu": 100}).loc[("child", "ingestion", "Cu"), "HQ"]
    assert quotient == pytest.approx(1.2785e-3 / 0.04, rel=1e-4)


@pytest.mark.parametrize(
    ("parameters", "receptor", "route", "expected"),
    [
        (CLASSIC, "adult", "ingestion", 100 * 100 * 350 * 1e-6 / (70 * 365) / 0.04),
        (CLASSIC, "child", "dermal", 100 * 2800 * 0.2 * 0.001 * 350 * 1e-6 / (15 * 365) / 0.012),
        (CLASSIC, "adult", "inhalation", 100 * 20 * 350 / (1.36e9 * 70 * 365) / 0.042),
        (EPA, "adult", "ingestion", 100 * 100 * 350 * 1e-6 / (80 * 365) / 0.04),
        (EPA, "child", "dermal", 100 * 2373 * 0.2 * 0.01 * 350 * 1e-6 / (15 * 365) / 0.04),
        (EPA, "adult", "inhalation", 100 / 1.36e9 * 350 / 365 / 0.002),
    ],
)
def test_hazard_quotients_of_copper_worked_by_hand(
    parameters: ParameterSet, receptor: str, route: str, expected: float
) -> None:
    found = routes({"Cu": 100}, parameters).loc[(receptor, route, "Cu"), "HQ"]
    assert found == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("parameters", "route", "expected"),
    [
        (CLASSIC, "ingestion", 20 * 200 * 350 * 6 * 1e-6 / (15 * 25_550) * 1.5),
        (CLASSIC, "dermal", 20 * 2800 * 0.2 * 0.001 * 350 * 6 * 1e-6 / (15 * 25_550) * 3.6),
        (CLASSIC, "inhalation", 20 * 7.6 * 350 * 6 / (1.36e9 * 15 * 25_550) * 15.1),
        (EPA, "dermal", 20 * 2373 * 0.2 * 0.03 * 350 * 6 * 1e-6 / (15 * 25_550) * 1.5),
    ],
)
def test_cancer_risks_of_arsenic_to_a_child_worked_by_hand(
    parameters: ParameterSet, route: str, expected: float
) -> None:
    found = routes({"As": 20}, parameters).loc[("child", route, "As"), "CR"]
    assert found == pytest.approx(expected, rel=1e-9)


def test_the_unit_risk_is_per_microgram() -> None:
    found = routes({"Ni": 50}, EPA).loc[("adult", "inhalation", "Ni"), "CR"]
    air = 50 / 1.36e9 * 24 * 350 * 25 / (24 * 25_550)
    assert found == pytest.approx(air * 1000 * 2.4e-4)


def test_the_hazard_index_adds_elements_and_routes() -> None:
    values: dict[str, float | str] = {"Cu": 500, "Pb": 200, "As": 15}
    parts = routes(values)["HQ"].groupby("receptor").sum()
    assert totals(values).loc["child", "HI"] == pytest.approx(parts["child"])
    assert totals(values).loc["adult", "HI"] == pytest.approx(parts["adult"])


def test_the_cancer_risk_of_a_lifetime_adds_childhood_and_adult_life() -> None:
    found = totals({"As": 20})
    assert found.loc[LIFETIME, "CR"] == pytest.approx(
        found.loc["child", "CR"] + found.loc["adult", "CR"]
    )
    assert math.isnan(found.loc[LIFETIME, "HI"])


@pytest.mark.parametrize(
    ("index", "value", "step"),
    [("HI", 1, 0), ("HI", 1.001, 1), ("CR", 9.9e-7, 0), ("CR", 1e-6, 1), ("CR", 1e-4, 1),
     ("CR", 1.01e-4, 2)],
)  # fmt: skip
def test_a_risk_at_the_accepted_bound_is_still_accepted(
    index: str, value: float, step: int
) -> None:
    assert REGISTRY.acceptance[index].classify([value])[0] == step


def test_a_concentration_below_detection_is_an_upper_bound() -> None:
    found = totals({"Cd": "<0.5", "Cu": 100}).loc["child"]
    only_copper = totals({"Cu": 100}).loc["child", "HI"]
    all_at_limit = totals({"Cd": 0.5, "Cu": 100}).loc["child", "HI"]
    assert (found["HI"], found["HI_lower"]) == (
        pytest.approx(all_at_limit),
        pytest.approx(only_copper),
    )
    assert (found["HI_qualifier"], found["n_censored"]) == ("<", 1)


def test_a_limit_too_coarse_to_judge_gives_no_class() -> None:
    found = totals({"As": "<500"}).loc["child"]
    assert (found["HI_lower"], found["HI_step"]) == (0, -1)
    assert found["HI"] > 1


def test_an_element_without_toxicity_values_is_named_and_left_out() -> None:
    found = assess_health(Samples.single({"Sr": 100}), CLASSIC, REGISTRY)
    line = found.totals().set_index("receptor").loc["child"]
    assert math.isnan(line["HI"])
    assert line["reason"] == "nothing_assessed"
    assert "no RfD_oral for Sr" in " ".join(notice.text for notice in found.notices)


def test_a_sum_that_leaves_out_a_measured_element_gives_no_lowest_class() -> None:
    found = totals({"Cu": 1, "Sb": 5000, "Tl": 500}).loc["child"]
    assert (found["HI_step"], found["HI_left_out"]) == (-1, "Sb;Tl")
    assert totals({"Cu": 1}).loc["child", "HI_step"] == 0
    assert totals({"Cu": 1}).loc["child", "HI_left_out"] == ""
    high = totals({"As": 5000, "Sb": 5000}).loc["child"]
    assert (high["HI_step"], high["HI_left_out"]) == (1, "Sb")
    cancer = totals({"As": 0.001, "Sb": 5000}).loc["child"]
    assert (cancer["CR_step"], cancer["CR_left_out"]) == (-1, "Sb")
    assert totals({"Cr": 60, "CrVI": 1}).loc["child", "HI_left_out"] == ""


def test_a_missing_slope_factor_is_announced() -> None:
    for name, missing in (("classic", "SF_oral"), ("epa_2014", "IUR")):
        parameters = REGISTRY.parameter_set(name)
        found = assess_health(Samples.single({"Sb": 1}), parameters, REGISTRY)
        texts = [one.text for one in found.notices if one.parameter == missing]
        assert texts
        assert all("is not in the cancer risk" in text for text in texts)


def test_total_chromium_is_not_counted_beside_its_own_hexavalent_part() -> None:
    both = routes({"Cr": 60, "CrVI": 1})
    assert both.loc[("child", "ingestion", "Cr"), "reason_HQ"] == "species_measured"
    alone = routes({"CrVI": 1}).loc[("child", "ingestion", "CrVI"), "HQ"]
    assert both.loc[("child", "ingestion", "CrVI"), "HQ"] == alone


def test_total_chromium_comes_with_a_caution() -> None:
    found = assess_health(Samples.single({"Cr": 60}), CLASSIC, REGISTRY)
    cautions = [n.text for n in found.notices if n.kind == "caution" and n.analyte == "Cr"]
    assert any("hexavalent" in text for text in cautions)


def test_the_misprinted_reference_dose_of_chromium_is_on_record_and_not_used() -> None:
    assert [(r.analyte, r.value) for r in REGISTRY.rejected] == [("Cr", 0.0286)]
    assert CLASSIC.toxic("RfD_inhalation", "Cr") == 3e-5


def test_every_number_from_memory_that_was_used_is_warned_of() -> None:
    found = assess_health(Samples.single({"As": 20}), CLASSIC, REGISTRY)
    unchecked = {n.parameter for n in found.notices if n.kind == "unchecked"}
    assert unchecked == {"RfD_dermal", "RfD_inhalation", "SF_inhalation", "ADD_inhalation"}
    only_swallowed = assess_health(
        Samples.single({"As": 20}), CLASSIC, REGISTRY, routes=["ingestion"]
    )
    assert not [n for n in only_swallowed.notices if n.kind == "unchecked"]


def test_a_changed_number_is_used_shown_and_warned_of() -> None:
    heavier = CLASSIC.with_changes({("BW", "adult"): 140}, {("RfD_oral", "Cu"): 0.02})
    before, after = routes({"Cu": 100}), routes({"Cu": 100}, heavier)
    where = ("adult", "ingestion", "Cu")
    assert after.loc[where, "HQ"] == pytest.approx(before.loc[where, "HQ"])
    found = assess_health(Samples.single({"Cu": 100}), heavier, REGISTRY)
    texts = [n.text for n in found.notices if n.kind == "changed"]
    assert "BW changed by the reader from 70 to 140" in texts
    assert "RfD_oral changed by the reader from 0.04 to 0.02" in texts
    shown = heavier.table().query("changed")
    assert shown[["parameter", "value", "checked"]].values.tolist() == [
        ["BW", 140, False],
        ["RfD_oral", 0.02, False],
    ]
    assert CLASSIC.value("BW", "adult") == 70


def test_a_number_common_to_both_receptors_can_be_changed_for_one() -> None:
    changed = CLASSIC.with_changes({("EF", "child"): 180})
    assert (changed.value("EF", "child"), changed.value("EF", "adult")) == (180, 350)
    lines = changed.table().query("parameter == 'EF'")
    assert lines[["receptor", "value", "changed"]].values.tolist() == [
        ["both", 350, False],
        ["child", 180, True],
    ]


@pytest.mark.parametrize("value", [0, -1, math.inf, math.nan])
def test_an_impossible_parameter_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="BW, adult: found"):
        CLASSIC.with_changes({("BW", "adult"): value})


def test_an_unknown_parameter_or_set_is_named() -> None:
    with pytest.raises(KeyError, match="classic has no ET"):
        CLASSIC.with_changes({("ET", "adult"): 12})
    with pytest.raises(KeyError, match="known: classic, epa_2014"):
        REGISTRY.parameter_set("mixed")


def test_numbers_of_two_sets_do_not_mix() -> None:
    with pytest.raises(MixedParameterSetsError, match="classic holds numbers of epa_2014"):
        replace(CLASSIC, exposure=dict(CLASSIC.exposure) | dict(EPA.exposure))
    with pytest.raises(MixedParameterSetsError):
        replace(EPA, toxicity=CLASSIC.toxicity)


def test_soil_in_another_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="mg/kg, found µg/L"):
        assess_health(Samples.single({"Cu": 1}, "µg/L"), CLASSIC, REGISTRY)


@settings(max_examples=30, deadline=None)
@given(
    values=st.dictionaries(
        st.sampled_from(["Cu", "As", "Pb", "Cd", "Zn", "Ni"]), st.floats(1e-3, 1e5), min_size=1
    ),
    factor=st.floats(1.01, 100),
)
def test_risk_is_proportional_to_concentration(values: dict[str, float], factor: float) -> None:
    scaled = {analyte: value * factor for analyte, value in values.items()}
    for parameters in (CLASSIC, EPA):
        before, after = totals(dict(values), parameters), totals(dict(scaled), parameters)
        for column in ("HI", "CR"):
            known = before[column].notna()
            assert after[column][known].tolist() == pytest.approx(
                (before[column] * factor)[known].tolist()
            )


def test_the_order_of_samples_and_elements_changes_nothing() -> None:
    wide = pd.DataFrame({"Cu": [100.0, 900.0], "As": [5.0, 60.0]}, index=["a", "b"])
    straight = assess_health(Samples.from_wide(wide), CLASSIC, REGISTRY).totals()
    turned = assess_health(
        Samples.from_wide(wide.loc[["b", "a"], ["As", "Cu"]]), CLASSIC, REGISTRY
    ).totals()
    keys = ["sample", "receptor"]
    pd.testing.assert_frame_equal(
        straight.sort_values(keys, ignore_index=True), turned.sort_values(keys, ignore_index=True)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in [*REGISTRY_FOLDER.glob("exposure*.csv"), REGISTRY_FOLDER / "toxicity.csv"]:
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "column", "value", "message"),
    [
        ("toxicity.csv", "quantity", "LD50", "toxicity.csv, row 2, column quantity: found 'LD50'"),
        ("toxicity.csv", "value", "0", "row 2, column value"),
        ("toxicity.csv", "analyte", "Cd", r"ToxicityRow classic, .*'Cd'.* stands twice"),
        ("exposure.csv", "receptor", "dog", "row 2, column receptor: found 'dog'"),
        ("exposure_distributions.csv", "third", "3", "triangular"),
        ("exposure_sets.csv", "inhalation", "smell", "row 2, column inhalation"),
    ],
)
def test_a_broken_row_is_named(
    folder: Path, file: str, column: str, value: str, message: str
) -> None:
    path = folder / file
    with path.open(encoding="utf-8", newline="") as table:
        lines = list(csv.DictReader(table))
    lines[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    with pytest.raises(RegistryError, match=message):
        HealthRegistry.load(folder)


def test_every_parameter_of_every_set_is_explained() -> None:
    for parameters in REGISTRY.sets.values():
        for row in parameters.exposure.values():
            assert row.unit == REGISTRY.parameters[row.parameter].unit
