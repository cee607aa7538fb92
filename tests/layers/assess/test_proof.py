"""A verdict is only as sure as the numbers it rests on."""

import pandas as pd
import pytest

from layers.assess import Limits, judge_all, load_limits
from layers.assess.proof import read_by_somebody
from layers.model import REGIMES
from layers.registry import DEFAULT_FOLDER


@pytest.fixture(scope="module")
def limits() -> Limits:
    return load_limits(DEFAULT_FOLDER)


def values(*rows: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["medium", "analyte", "value"])
    return frame.assign(unit="mg/kg", censoring="", fraction="total", statistic="single")


def test_a_verdict_on_the_order_that_was_read_is_read(limits: Limits) -> None:
    soil = values(("soil", "Cu", 5.0), ("soil", "Cu", 2540.0))
    judged = judge_all(soil, limits)
    assert read_by_somebody(soil, judged, limits, "RO_sensitive").all()


def test_a_verdict_on_numbers_from_memory_is_not_even_when_it_is_mild(limits: Limits) -> None:
    soil = values(("soil", "Cu", 5.0), ("soil", "Cu", 2540.0))
    judged = judge_all(soil, limits)
    assert (judged["step_RS"] >= 0).all()
    assert not read_by_somebody(soil, judged, limits, "RS").any()


def test_what_is_not_judged_is_never_read(limits: Limits) -> None:
    waste = values(("tailings", "Cu", 2000.0))
    judged = judge_all(waste, limits)
    for regime in REGIMES:
        assert not read_by_somebody(waste, judged, limits, regime).any()


def test_a_curators_check_of_the_rows_is_enough(limits: Limits) -> None:
    soil = values(("soil", "Cu", 150.0))
    checked = [
        row.model_copy(update={"checked": True}) if row.analyte == "Cu" else row
        for row in limits.rows
    ]
    from dataclasses import replace

    known = replace(limits, rows=tuple(checked))
    judged = judge_all(soil, known)
    assert read_by_somebody(soil, judged, known, "RS").all()
