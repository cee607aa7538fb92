"""Values and columns in another unit than they say: flagged with the comparison that shows it."""

from functools import cache

import pytest

from layers.intake.usual import usual_values
from layers.store import open_store
from tests.layers.intake.tables import read, said, values


@cache
def usual():
    return usual_values(open_store("data").values())


def column(numbers, heading: str = "Cu [mg/kg]", medium: str = "soil"):
    rows = "".join(f"S{at};{number:.10g}\n" for at, number in enumerate(numbers))
    return read(f"id;{heading}\n{rows}", usual=usual(), constants={"medium": medium})


@pytest.mark.parametrize(
    ("count", "slipped", "times"),
    [(10, 2, 1000), (18, 3, 1000), (7, 1, 1000), (10, 2, 0.001), (7, 1, 0.001), (12, 1, 1e4)],
)
def test_a_few_values_a_thousand_times_off_are_flagged_each(count, slipped, times):
    numbers = [20 + at for at in range(count)]
    numbers[-slipped:] = [number * times for number in numbers[-slipped:]]
    intake = column(numbers)
    assert intake.faults.count_of("slip") == slipped
    assert (intake.sound["flag"] != "").tolist() == [False] * (count - slipped) + [True] * slipped


def test_a_date_among_values_is_flagged_as_too_high():
    intake = column([12, 12.5, 13, 12.2, 12.8, 12.1, 12.9, 13.1, 45424])
    assert "found 45424 mg/kg, 3,549 times above the middle of 9 values" in said(intake, "slip")


def test_two_kinds_of_samples_are_no_slips():
    numbers = [5, 6, 7, 8, 5000, 6000, 7000, 8000]
    assert not column(numbers, "Cu [µg/L]", "wastewater").faults.of("slip")


@pytest.mark.parametrize(
    ("analyte", "middle"), [("Cu", 30), ("Cu", 500), ("Pb", 25), ("Zn", 80), ("Cd", 0.3)]
)
@pytest.mark.parametrize("times", [1000, 0.001])
def test_whole_columns_of_soil_a_thousand_times_off_are_flagged(analyte, middle, times):
    right = [middle * (0.5 + at / 8) for at in range(9)]
    assert not column(right, f"{analyte} [mg/kg]").faults.of("slip_of_column")
    intake = column([number * times for number in right], f"{analyte} [mg/kg]")
    assert "mg/kg in the earth's crust on average" in said(intake, "slip_of_column") or (
        intake.faults.of("impossible")
    )


def test_polluted_soil_in_the_wrong_unit_is_flagged():
    intake = column([150, 210, 260, 300, 330, 350, 380, 400, 410], "Cu [g/kg]")
    assert "28 mg/kg in the earth's crust" in said(intake, "slip_of_column")


@pytest.mark.parametrize("medium", ["water", "groundwater", "drinking_water"])
@pytest.mark.parametrize(
    ("right", "wrong", "numbers"),
    [("µg/L", "mg/L", [2, 3, 4, 5, 6]), ("mg/L", "µg/L", [0.002, 0.003, 0.004, 0.005, 0.006])],
)
def test_waters_in_the_wrong_unit_are_flagged_against_the_limits(medium, right, wrong, numbers):
    assert not column(numbers, f"Cu [{right}]", medium).faults.of("slip_of_column")
    message = said(column(numbers, f"Cu [{wrong}]", medium), "slip_of_column")
    assert "µg/L for surface water" in message


def test_waste_water_is_not_held_against_surface_water():
    numbers = [200, 300, 400, 500, 600]
    assert not column(numbers, "Cu [mg/L]", "wastewater").faults.of("slip_of_column")


def test_what_a_weak_extraction_dissolves_is_not_held_against_the_crust():
    rows = "".join(f"S{at};mobile;0.{at + 1}\n" for at in range(8))
    intake = read(f"id;fraction;Cu [mg/kg]\n{rows}", usual=usual())
    assert values(intake)
    assert not intake.faults.of("slip_of_column")


def test_the_published_package_has_no_slips():
    frame = open_store("data").values()
    wanted = ["name", "medium", "fraction", "taxon", "analyte", "value", "unit", "censoring",
              "statistic", "date_start"]  # fmt: skip
    intake = read(frame[wanted].to_csv(index=False), usual=usual(), constants={})
    assert len(intake.values) > 300
    assert not intake.faults.of("slip")
    assert not intake.faults.of("slip_of_column")
