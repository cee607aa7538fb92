"""Each ladder of each law at, just below and just above each of its limits."""

import shutil
from itertools import pairwise

import pandas as pd
import pytest

from layers.assess import Limits, judge, judge_every_law, load_limits
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


def drinking(antimony: float, day: str, limits: Limits = LIMITS, **more: object) -> pd.Series:
    row = {"analyte": "Sb", "value": antimony, "unit": "µg/L", "fraction": "total"}
    values = frame(row | more, medium="drinking_water", date_end=day)
    return judge(values, limits, law="RO").iloc[0]


@pytest.mark.parametrize("day", ["2020-06-01", "2020-01", "2020"])
def test_in_the_year_in_which_a_law_began_both_laws_must_agree(day):
    assert drinking(4.0, day).verdict == "below_limit"
    assert drinking(8.0, day).reason == "law_of_year_unread"
    assert drinking(12.0, day).verdict == "above_limit"
    assert "law_of_this_year" in drinking(4.0, day).note
    assert drinking(6.0, day, censoring="<").reason == "law_of_year_unread"


def test_before_and_after_that_year_one_law_holds():
    assert drinking(8.0, "2019-12-31").verdict == "above_limit"
    assert drinking(8.0, "2021-01-01").verdict == "below_limit"
    assert "law_of_this_year" not in drinking(8.0, "2021").note


def test_a_limit_that_only_one_of_both_laws_has_judges_nothing_in_that_year():
    uranium = drinking(1.0, "2020-06-01", analyte="U")
    assert (uranium.step, uranium.reason) == (-1, "law_of_year_unread")


def test_a_law_that_has_ended_says_so_and_counts_as_checked_no_more(tmp_path):
    folder = tmp_path / "registry"
    shutil.copytree(REGISTRY, folder)
    table = pd.read_csv(folder / "regulations.csv", dtype=str, keep_default_na=False)
    table.loc[table["regulation_id"] == "RO-756-1997", "valid_to"] = "2020-12-31"
    table.to_csv(folder / "regulations.csv", index=False)
    ended = load_limits(folder)
    before, after = (
        judge(frame({"analyte": "Cu", "value": 15.0}, date_end=day), ended, law="RO").iloc[0]
        for day in ("2020-12-31", "2021-01-01")
    )
    assert (before.checked, before.note) == (True, "")
    assert (after.checked, after.note) == (False, "law_ended")


@pytest.mark.parametrize(("day", "holds"), [("2026-05-09", True), ("2026-05-10", False)])
def test_priority_substances_are_not_judged_silently_by_a_text_that_was_replaced(day, holds):
    values = frame(
        {"analyte": "Ni", "value": 1.0, "unit": "µg/L", "fraction": "dissolved"},
        medium="water",
        date_end=day,
    )
    judged = judge_every_law(values, LIMITS)
    water = judged[judged["regulation"] == "Directive 2008/105/EC"]
    assert (water["step"] >= 0).any()
    assert water["note"].str.contains("law_ended").any() != holds
