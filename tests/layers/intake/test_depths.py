"""Depths, whatever the unit in their cell or heading."""

import math

import pytest

from tests.layers.intake.tables import read, said, values


def depth(heading: str, cell: str):
    return read(f"id;{heading};Cu [mg/kg]\nA;{cell};1\n")


def span(intake) -> tuple[float, float]:
    return values(intake, "depth_top_cm")[0], values(intake, "depth_bottom_cm")[0]


@pytest.mark.parametrize(
    ("heading", "cell", "found"),
    [
        ("Adâncime (m)", "20 cm", (20, 20)), ("Dubina (m)", "20cm", (20, 20)),
        ("Dubina (m)", "0-20 cm", (0, 20)), ("Depth [m]", "0.2", (20, 20)),
        ("Dubina (cm)", "0-20 см", (0, 20)), ("Дубина", "0 до 20", (0, 20)),
        ("Дубина (м)", "0,2", (20, 20)),
        ("Дубина", "0,1 - 0,3 м", (10, 30)), ("depth", "0,2 m", (20, 20)),
        ("depth", "0 cm – 20 cm", (0, 20)), ("depth", "50 cm - 1 m", (50, 100)),
        ("Adâncime", "0 până la 20 cm", (0, 20)), ("depth", "200 mm", (20, 20)),
    ],
)  # fmt: skip
def test_the_unit_in_the_cell_goes_before_that_of_the_heading(heading, cell, found):
    intake = depth(heading, cell)
    assert span(intake) == found
    assert not intake.faults.of("depth_unreadable")


def test_two_columns_of_depths_take_the_unit_of_their_cells_too():
    intake = read("id;Depth from [m];Depth to [m];Cu [mg/kg]\nA;10 cm;0,2;1\nB;0;20 cm;2\n")
    assert values(intake, "depth_top_cm") == [10, 0]
    assert values(intake, "depth_bottom_cm") == [20, 20]


@pytest.mark.parametrize("cell", ["-20", "-20 cm", "−20", "-0.2 m"])
def test_a_depth_below_zero_is_flagged_and_left_out(cell):
    intake = depth("depth", cell)
    assert all(math.isnan(one) for one in span(intake))
    assert "without a minus" in said(intake, "depth_negative")


def test_a_range_in_a_column_of_one_end_is_unreadable():
    intake = read("id;Depth from [cm];Cu [mg/kg]\nA;10-20;1\n")
    assert math.isnan(values(intake, "depth_top_cm")[0])
    assert said(intake, "depth_unreadable")
