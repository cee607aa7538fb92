"""Many samples at once get the indices that each would get alone."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.assess.answer import OneSample, Reading, Yardsticks, assess_one
from layers.assess.beside import IndexColumns, health_columns
from layers.assess.indices import Choices
from layers.assess.survey import Survey
from layers.registry import Registry

REGISTRY = Registry.load()
STICKS = Yardsticks.load()

COPPER = {"sample": "A", "medium": "soil", "analyte": "Cu", "value": 56.0, "unit": "mg/kg"}


def survey(*rows: dict[str, object]) -> Survey:
    return Survey.of(pd.DataFrame([COPPER | row for row in rows]), REGISTRY)


def columns(*rows: dict[str, object], **chosen: str) -> IndexColumns:
    return IndexColumns.of(survey(*rows), STICKS.indices, Choices(**chosen))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, ""),
        ({"unit": "%", "value": 0.01}, ""),
        ({"fraction": "pseudototal"}, ""),
        ({"analyte": "pH", "unit": "pH", "value": 6}, "not_a_metal"),
        ({"analyte": "Xx"}, "not_a_metal"),
        ({"unit": "µg/L"}, "other_unit"),
        ({"unit": "bushel"}, "other_unit"),
        ({"unit": "mg/kg ww"}, "wet_mass"),
        ({"fraction": "fresh_mass"}, "wet_mass"),
        ({"fraction": "mobile"}, "not_total"),
        ({"extraction": "EDTA"}, "not_total"),
        ({"statistic": "max"}, "pooled"),
        ({"value": math.nan}, "not_measured"),
        ({"value": math.nan, "censoring": "<"}, "detection_limit_unknown"),
        ({"value": -1.0}, "wrong_value"),
        ({"value": math.inf}, "wrong_value"),
        ({"censoring": "≈"}, "wrong_value"),
        ({"value": 0.0, "censoring": "<"}, "limit_of_zero"),
    ],
)
def test_what_may_not_enter_an_index_says_why(row: dict[str, object], reason: str) -> None:
    found = survey(row)
    assert found.reasons.tolist() == [reason]
    assert bool(found.kinds) == (reason == "")


def test_two_values_of_one_metal_in_a_sample_enter_neither() -> None:
    found = columns({}, {"value": 5.0}, {"analyte": "Pb", "value": 34.0})
    assert found.elements["CF"]["CF_note"].tolist() == ["stands_twice", "stands_twice", ""]
    assert found.elements["CF"]["CF"].tolist()[2] == pytest.approx(2)
    assert found.samples["PLI"]["PLI_note"].tolist()[2] == "too_few_elements"


def test_a_maximum_beside_a_sample_is_left_out_and_the_sample_stays() -> None:
    found = columns({}, {"value": 500.0, "statistic": "max"}).elements["CF"]
    assert found["CF"].tolist()[0] == pytest.approx(2)
    assert math.isnan(found["CF"].tolist()[1])
    assert found["CF_note"].tolist() == ["", "pooled"]


def test_media_are_samples_of_their_own_and_water_has_its_own_indices() -> None:
    water = {"medium": "water", "unit": "µg/L"}
    found = columns({}, water, water | {"analyte": "Pb", "value": 5.0})
    assert found.elements["CF"]["CF_note"].tolist() == ["", *["not_for_this_medium"] * 2]
    assert found.samples["HPI"]["HPI_n"].tolist()[1:] == [2, 2]
    assert found.samples["HPI"]["HPI_note"].tolist()[0] == "not_for_this_medium"


def test_the_reference_element_and_the_background_are_the_readers() -> None:
    rows = ({}, {"analyte": "Al", "value": 81_503.0}, {"analyte": "Fe", "value": 2 * 39_176.0})
    by_iron, by_aluminium = columns(*rows), columns(*rows, reference_element="Al")
    assert by_iron.elements["EF"]["EF"].tolist()[0] == pytest.approx(1)
    assert by_aluminium.elements["EF"]["EF"].tolist()[0] == pytest.approx(2)
    assert by_aluminium.elements["EF"]["EF_note"].tolist()[1] == "is_reference"
    romanian = columns(*rows, background="ro_normal_756_1997")
    assert romanian.elements["CF"]["CF"].tolist()[0] == pytest.approx(56 / 20)
    assert romanian.elements["EF"]["EF_note"].tolist()[0] == "no_reference_background"


def test_a_number_from_memory_is_marked_unchecked_beside_the_index() -> None:
    found = columns({}, {"analyte": "Pb"})
    assert "unchecked" in found.samples["Nemerow"]["Nemerow_note"].tolist()[0]
    assert found.elements["CF"]["CF_note"].tolist() == ["", ""]


def test_health_risk_is_estimated_for_soil_alone() -> None:
    frame, notices = health_columns(
        survey({}, {"medium": "sediment"}, {"sample": "B", "value": 560.0}),
        STICKS.health,
        "classic",
    )
    hazard = frame["HI_child"].tolist()
    assert hazard[2] == pytest.approx(10 * hazard[0])
    assert math.isnan(hazard[1])
    assert frame["HI_child_class"].tolist()[1] == ""
    assert notices
    nothing, silent = health_columns(survey({"medium": "sediment"}), STICKS.health, "classic")
    assert nothing.empty
    assert silent == ()


cells = st.one_of(st.none(), st.floats(0.01, 1e4), st.tuples(st.just("<"), st.floats(0.01, 10)))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=4), st.randoms())
def test_many_samples_are_judged_as_one_by_one_in_any_order(rows, random) -> None:
    metals = ("Cu", "Pb", "Cd", "Fe")
    frame = pd.DataFrame(
        [
            COPPER
            | {"sample": number, "analyte": metal}
            | dict(zip(("censoring", "value"), _split(cell), strict=True))
            for number, cells_of_row in enumerate(rows)
            for metal, cell in zip(metals, cells_of_row, strict=True)
        ]
    )
    order = list(range(len(frame)))
    random.shuffle(order)
    shuffled = frame.iloc[order]
    together = IndexColumns.of(Survey.of(shuffled, REGISTRY), STICKS.indices, Choices())
    at = np.argsort(order)
    for number, cells_of_row in enumerate(rows):
        measured = [
            Reading(metal, value, "mg/kg", sign)
            for metal, cell in zip(metals, cells_of_row, strict=True)
            for sign, value in [_split(cell)]
            if not math.isnan(value)
        ]
        if not measured:
            continue
        alone = assess_one(OneSample("soil", tuple(measured)), STICKS)
        for result in alone["results"]:
            place = at[number * 4 + metals.index(result["analyte"])]
            for index in ("CF", "EF"):
                _same(together.elements[index][index].iloc[place],
                      result["index_details"][index]["value"])  # fmt: skip
        pli = alone["summary"]["indices"]["PLI"]["value"]
        if "PLI" in together.samples:
            _same(together.samples["PLI"]["PLI"].iloc[at[number * 4]], pli)


def _split(cell) -> tuple[str, float]:
    if cell is None:
        return "", math.nan
    return cell if isinstance(cell, tuple) else ("", cell)


def _same(here: float, there: float | None) -> None:
    if there is None:
        assert math.isnan(here)
    else:
        assert here == pytest.approx(there, rel=1e-8)
