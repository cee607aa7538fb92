"""Each ladder of each law at, just below and just above each of its limits."""

from itertools import pairwise

import pandas as pd
import pytest

from layers.assess import judge_every_law, load_limits
from layers.assess.rows import Ladder, LimitRow

from .conftest import REGISTRY, frame

LIMITS = load_limits(REGISTRY)
LADDERS = [one for one in LIMITS.ladders if "soil" in one.media or "sediment" in one.media]
DAYS = {"RS.soil.2010": "2012-06-01"}


def rows_of(ladder: Ladder, threshold: str) -> dict[str, LimitRow]:
    return {
        row.analyte: row
        for row in LIMITS.rows
        if row.regulation_id == ladder.regulation_id
        and row.use in ladder.uses.split(";")
        and row.medium in ladder.media.split(";")
        and row.threshold == threshold
    }


def verdicts(ladder: Ladder, rows: dict[str, LimitRow], times: float) -> pd.DataFrame:
    values = frame(
        *(
            {"analyte": name, "value": row.value * times, "fraction": row.fraction or "total"}
            for name, row in rows.items()
        ),
        medium=ladder.media,
        date_end=DAYS.get(ladder.ladder_id, "2024-05-01"),
    )
    land_use = "sensitive" if ladder.land_use == "any" else ladder.land_use
    judged = judge_every_law(values, LIMITS, land_use=land_use)
    title = LIMITS.regulations[ladder.regulation_id].short_title
    return judged[judged["regulation"] == title].set_index("row")


@pytest.mark.parametrize("ladder", LADDERS, ids=lambda one: one.ladder_id)
def test_a_value_at_a_limit_is_not_above_it_and_the_next_one_is(ladder):
    rungs = LIMITS.schemes[ladder.scheme]
    for below, rung in pairwise(rungs):
        rows = rows_of(ladder, rung.exceeds)
        assert rows, f"{ladder.ladder_id} has no {rung.exceeds}"
        at, above = (verdicts(ladder, rows, times) for times in (1.0, 1.0001))
        for number, row in enumerate(rows.values()):
            has_lower = below.order == 0 or row.analyte in rows_of(ladder, below.exceeds)
            if has_lower:
                assert at.loc[number, "verdict"] == below.verdict, row.limit_id
            else:
                assert at.loc[number, "step"] == -1, row.limit_id
            got = above.loc[number]
            assert (got.verdict, got.step) == (rung.verdict, rung.step), row.limit_id
            assert (got.limit, got.limit_unit) == (row.value, row.unit), row.limit_id
            assert got.times_limit == pytest.approx(1.0001)


def test_the_deciding_law_comes_first_and_references_after(limits):
    values = frame({"analyte": "Cu", "value": 120.0})
    got = judge_every_law(values, limits)
    assert got[["jurisdiction", "regulation"]].to_numpy().tolist() == [
        ["RO", "Order 756/1997"],
        ["RS", "Regulation 30/2018 & 64/2019"],
        ["RS", "Rulebook 23/1994"],
        ["EU", "Directive 86/278/EEC"],
        ["NL", "Dutch circular 2000"],
    ]
    assert got["rank"].tolist() == [1, 1, 2, 3, 4]
    assert got["verdict"].tolist() == [
        "above_alert", "above_limit", "above_limit", "within_range", "above_target"]  # fmt: skip
    assert got["condition"].tolist()[2] == "agricultural soil"


def test_both_countries_always_answer(limits):
    values = frame({"analyte": "Fe", "value": 1.0}, {"analyte": "Cu", "value": 1.0}, medium="slag")
    got = judge_every_law(values, limits)
    assert got["jurisdiction"].tolist() == ["RO", "RS"] * 2
    assert set(got["reason"]) == {"medium_not_judged"}
    assert judge_every_law(values.iloc[:0], limits).empty


def test_a_curator_checks_a_limit_by_editing_its_row_alone(tmp_path, limits):
    for path in REGISTRY.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    values = frame({"analyte": "Cu", "value": 10.0}, {"analyte": "Cu", "value": 50.0})
    before = judge_every_law(values, limits)
    serbian = before[before["jurisdiction"].eq("RS") & before["rank"].eq(1)]
    assert not serbian["checked"].any()

    file = tmp_path / "limits_soil.csv"
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    row = table["limit_id"] == "RS-30-2018.soil.Cu.limit"
    table.loc[row, ["checked", "checked_by", "checked_on", "gazette"]] = [
        "yes", "A. Curator", "2026-12-01", "Sl. glasnik RS 30/2018"]  # fmt: skip
    table.to_csv(file, index=False)

    after = judge_every_law(values, load_limits(tmp_path))
    serbian = after[after["jurisdiction"].eq("RS") & after["rank"].eq(1)]
    # 10 mg/kg rests on the limit alone; 50 also on not exceeding the unchecked remediation value
    assert serbian["checked"].tolist() == [True, False]
