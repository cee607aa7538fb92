"""A verdict is only as sure as the numbers it rests on."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from layers.assess import Limits, judge_all, load_limits
from layers.assess.rows import LimitRow
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
    assert judged["read_RO_sensitive"].all()


def test_a_verdict_on_numbers_from_memory_is_not_even_when_it_is_mild(limits: Limits) -> None:
    soil = values(("soil", "Cu", 5.0), ("soil", "Cu", 2540.0))
    judged = judge_all(soil, limits)
    assert (judged["step_RS"] >= 0).all()
    assert not judged["read_RS"].any()


def test_what_is_not_judged_is_never_read(limits: Limits) -> None:
    waste = values(("tailings", "Cu", 2000.0))
    judged = judge_all(waste, limits)
    for regime in REGIMES:
        assert not judged[f"read_{regime}"].any()


def test_a_curators_check_of_the_rows_is_enough(limits: Limits) -> None:
    soil = values(("soil", "Cu", 150.0))
    checked = [
        row.model_copy(update={"checked": True}) if row.analyte == "Cu" else row
        for row in limits.rows
    ]
    known = replace(limits, rows=tuple(checked))
    judged = judge_all(soil, known)
    assert judged["read_RS"].all()


def unread(limits: Limits, which: Callable[[LimitRow], bool]) -> Limits:
    """Return the same limits, some of them known from memory only, all others read."""
    rows = [
        row.model_copy(
            update={
                "checked": False,
                "verification": "from_memory" if which(row) else "read_in_text",
            }
        )
        for row in limits.rows
    ]
    return replace(limits, rows=tuple(rows))


def test_a_vegetable_judged_as_food_rests_on_the_limit_for_food(limits: Limits) -> None:
    foodstuff = next(
        row.foodstuff for row in limits.rows if row.medium == "food" and row.analyte == "Pb"
    )
    plant = values(("plant", "Pb", 5.0)).assign(fraction="fresh_mass", foodstuff=foodstuff)
    for known, expected in (
        (unread(limits, lambda row: False), True),
        (unread(limits, lambda row: row.foodstuff == foodstuff), False),
        (unread(limits, lambda row: row.foodstuff != foodstuff), True),
    ):
        judged = judge_all(plant, known)
        assert (judged["step_RO_sensitive"] >= 0).all()
        assert judged["read_RO_sensitive"].tolist() == [expected]


def test_a_garden_does_not_rest_on_the_limits_for_industry(limits: Limits) -> None:
    soil = values(("soil", "Cu", 150.0))
    known = unread(limits, lambda row: row.use == "less_sensitive")
    judged = judge_all(soil, known)
    assert judged["read_RO_sensitive"].all()
    assert not judged["read_RO_less_sensitive"].any()


def test_a_limit_that_depends_on_hardness_is_read_only_when_every_step_of_it_is(
    limits: Limits,
) -> None:
    water = values(("water", "Cu", 0.5)).assign(unit="mg/L")
    hardest = "RS-50-2012.water.surface_water.Cu.as_in_law.class_I.hardness_300"
    for known, expected in (
        (unread(limits, lambda row: False), True),
        (unread(limits, lambda row: row.limit_id == hardest), False),
    ):
        judged = judge_all(water, known)
        assert judged["read_RS"].tolist() == [expected]


def test_a_corrected_limit_rests_on_the_constants_of_the_correction_too(limits: Limits) -> None:
    soil = values(("soil", "Cu", 150.0)).assign(clay_pct=10.0, organic_matter_pct=3.0)
    known = unread(limits, lambda row: False)
    constants = known.correction.constants
    for read in (True, False):
        correction = replace(
            known.correction,
            settings_read=True,
            constants=constants | {"Cu": constants["Cu"]._replace(read=read)},
        )
        judged = judge_all(soil, replace(known, correction=correction))
        assert judged["corrected_RS"].all()
        assert judged["read_RS"].tolist() == [read]
