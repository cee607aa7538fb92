"""Clay, organic matter and hardness go to the values of their own sample, and to no other."""

import pandas as pd
import pytest

from layers.registry import Registry
from layers.sample_properties import sample_properties

REGISTRY = Registry.load()
CLAY = {"analyte": "clay", "value": 10.0, "unit": "%"}
BASE = {
    "source_id": "S", "point_id": "P", "sample_id": "A", "medium": "soil", "analyte": "Cu",
    "value": 30.0, "unit": "mg/kg", "censoring": "", "statistic": "single", "fraction": "",
    "depth_top_cm": 0.0, "depth_bottom_cm": 20.0, "date_start": "2024-05-31", "date_end": "",
}  # fmt: skip


def clay_of_copper(*others: dict) -> float:
    rows = pd.DataFrame(
        [BASE, *(BASE | CLAY | other for other in others)], index=range(5, 6 + len(others))
    )
    found = sample_properties(rows, REGISTRY)
    assert list(found.index) == list(rows.index)
    return found["clay_pct"].iloc[0]


def test_the_clay_of_the_sample_is_taken():
    assert clay_of_copper({}) == 10
    assert clay_of_copper({}, {}) == 10


@pytest.mark.parametrize(
    "other",
    [
        {"source_id": "T"}, {"point_id": "Q"}, {"sample_id": "B"}, {"medium": "sediment"},
        {"depth_top_cm": 20.0}, {"date_start": "2023-05-31"}, {"statistic": "mean"},
        {"censoring": "<"}, {"analyte": "organic-matter"}, {"unit": "mg/kg", "analyte": "Zn"},
    ],
    ids=str,
)  # fmt: skip
def test_of_another_sample_or_no_plain_number_it_is_not(other):
    assert pd.isna(clay_of_copper(other))


def test_two_different_numbers_of_one_sample_are_none():
    assert pd.isna(clay_of_copper({}, {"value": 12.0}))


def test_values_with_neither_id_nor_date_are_of_no_known_sample():
    unnamed = {"sample_id": "", "date_start": ""}
    rows = pd.DataFrame([BASE | unnamed, BASE | CLAY | unnamed])
    assert sample_properties(rows, REGISTRY)["clay_pct"].isna().all()


def test_a_depth_that_nobody_says_is_the_same_depth():
    unknown = {"depth_top_cm": None, "depth_bottom_cm": None}
    rows = pd.DataFrame([BASE | unknown, BASE | CLAY | unknown])
    assert sample_properties(rows, REGISTRY)["clay_pct"].tolist() == [10, 10]
