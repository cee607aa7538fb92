"""What must hold of any values: no milder verdict for more, no change by unit or order."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.assess import judge, judge_all, judge_every_law, judge_matrix, load_limits
from layers.assess.arrays import SoilType
from layers.assess.errors import AssessError

from .conftest import REGISTRY, frame
from .plain import plain_steps

LIMITS = load_limits(REGISTRY)
METALS = ["Cu", "As", "Pb", "Cd", "Zn", "Ni", "Hg", "Cr"]
REGIMES = [("RO", "sensitive"), ("RO", "less_sensitive"), ("RS", "sensitive")]

amounts = st.floats(1e-3, 1e5, allow_nan=False)
percents = st.one_of(st.floats(0, 100), st.just(float("nan")))
soil_rows = st.lists(
    st.fixed_dictionaries(
        {
            "analyte": st.sampled_from([*METALS, "Se", "Mo", "Ba", "Co", "Be", "V", "Sb", "Tl"]),
            "value": amounts,
            "clay_pct": percents,
            "organic_matter_pct": percents,
        }
    ),
    min_size=1,
    max_size=30,
)
any_rows = st.lists(
    st.fixed_dictionaries(
        {
            "medium": st.sampled_from(["soil", "sediment", "water", "drinking_water"]),
            "analyte": st.sampled_from([*METALS, "Se", "Ag", "Fe", "Mn", "B"]),
            "value": amounts,
            "censoring": st.sampled_from(["", "<", ">"]),
            "fraction": st.sampled_from(["", "total", "dissolved", "mobile"]),
            "statistic": st.sampled_from(["single", "mean", "max"]),
            "date_end": st.sampled_from(["", "1990", "2003", "2015-06", "2024-05-01"]),
            "hardness_mg_l": st.sampled_from([float("nan"), 5.0, 60.0, 250.0]),
            "clay_pct": percents,
            "organic_matter_pct": percents,
        }
    ),
    min_size=1,
    max_size=20,
)


def with_units(rows):
    return frame(*({"unit": "µg/L" if "water" in row["medium"] else "mg/kg"} | row for row in rows))


@settings(max_examples=40, deadline=None)
@given(rows=any_rows, more=st.floats(1.0, 10.0))
def test_a_higher_concentration_is_never_milder(rows, more):
    values = with_units(rows)
    here = judge_every_law(values, LIMITS)
    there = judge_every_law(values.assign(value=values["value"] * more), LIMITS)
    both = (here["step"] >= 0) & (there["step"] >= 0)
    assert (there["step"] >= here["step"])[both].all()


@settings(max_examples=40, deadline=None)
@given(rows=any_rows, more=st.floats(1.0, 10.0))
def test_what_exceeds_for_certain_still_does_when_more_is_found(rows, more):
    values = with_units([row | {"censoring": ">"} for row in rows])
    here = judge_all(values, LIMITS)
    there = judge_all(values.assign(value=values["value"] * more), LIMITS)
    for column in ("step_RO_sensitive", "step_RS"):
        assert (there[column] >= here[column]).all()


@settings(max_examples=40, deadline=None)
@given(rows=any_rows)
def test_the_unit_changes_nothing(rows):
    values = with_units(rows)
    solid = values["unit"] == "mg/kg"
    other = values.assign(
        unit=np.where(solid, "µg/kg", "mg/L"),
        value=np.where(solid, values["value"] * 1000, values["value"] / 1000),
    )
    here, there = judge_every_law(values, LIMITS), judge_every_law(other, LIMITS)
    exact = ["verdict", "step", "regulation", "reason", "at_least", "limit", "limit_unit"]
    pd.testing.assert_frame_equal(here[exact], there[exact])
    np.testing.assert_allclose(here["times_limit"], there["times_limit"], rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(rows=any_rows, data=st.data())
def test_the_order_of_rows_changes_nothing(rows, data):
    values = with_units(rows)
    shuffled = values.loc[data.draw(st.permutations(list(values.index)))]
    texts = dict.fromkeys(judge_all(values, LIMITS).select_dtypes("category"), str)
    here = judge_all(values, LIMITS).astype(texts)
    there = judge_all(shuffled, LIMITS).astype(texts).loc[values.index]
    pd.testing.assert_frame_equal(here, there)


@settings(max_examples=40, deadline=None)
@given(rows=any_rows)
def test_every_row_gets_a_step_and_an_unjudged_one_a_reason(rows):
    judged = judge_every_law(with_units(rows), LIMITS)
    assert judged["step"].between(-1, 3).all()
    assert ((judged["step"] == -1) == (judged["reason"] != "")).all()
    assert (judged["limit"].isna() | (judged["step"] >= 0)).all()
    assert judged["verdict"].isin(["not_judged", "no_limit", *LIMITS.verdict_labels]).all()
    assert judged["reason"].isin(["", *LIMITS.reasons]).all()
    notes = judged["note"].str.split(";").explode()
    assert notes.isin(["", *LIMITS.reasons]).all()


@settings(max_examples=40, deadline=None)
@given(rows=soil_rows)
@pytest.mark.parametrize(("law", "land_use"), REGIMES)
def test_the_fast_verdicts_are_those_of_a_plain_loop(law, land_use, rows):
    values = frame(*rows)
    fast = judge(values, LIMITS, law=law, land_use=land_use)["step"]
    plain = plain_steps(values, LIMITS, law, land_use)
    assert fast.tolist() == plain.tolist()


@settings(max_examples=25, deadline=None)
@given(
    matrix=st.lists(st.lists(st.one_of(amounts, st.sampled_from([np.nan, -1.0, 0.0, np.inf])),
                             min_size=8, max_size=8), min_size=1, max_size=12),
    clay=percents, organic_matter=percents,
)  # fmt: skip
@pytest.mark.parametrize(("law", "land_use"), REGIMES)
def test_a_matrix_is_judged_as_its_values_one_by_one(law, land_use, matrix, clay, organic_matter):
    values = np.array(matrix)
    soil = SoilType(np.full(len(values), clay), np.full(len(values), organic_matter))
    steps = judge_matrix(values, METALS, LIMITS, law=law, land_use=land_use, soil=soil)
    long = frame(
        *(
            {
                "analyte": name,
                "value": value,
                "clay_pct": clay,
                "organic_matter_pct": organic_matter,
            }
            for row in matrix
            for name, value in zip(METALS, row, strict=True)
        )
    )
    assert steps.ravel().tolist() == judge(long, LIMITS, law=law, land_use=land_use).step.tolist()


def test_a_matrix_refuses_what_it_cannot_judge():
    one = np.array([[1.0]])
    with pytest.raises(AssessError, match="Xx"):
        judge_matrix(one, ["Xx"], LIMITS, law="RO")
    assert judge_matrix(one, ["Fe"], LIMITS, law="RO").tolist() == [[-1]]
    wrong = SoilType(np.array([101.0]), np.array([5.0]))
    assert judge_matrix(one, ["Cu"], LIMITS, law="RS", soil=wrong).tolist() == [[-1]]


def test_a_million_rows_in_threads_are_judged_as_in_one():
    rng = np.random.default_rng(7)
    count = 1 << 20
    values = pd.DataFrame(
        {
            "medium": pd.Categorical.from_codes(np.zeros(count, np.int8), ["soil"]),
            "analyte": pd.Categorical.from_codes(rng.integers(0, 8, count), METALS),
            "unit": pd.Categorical.from_codes(rng.integers(0, 2, count), ["mg/kg", "µg/g"]),
            "censoring": pd.Categorical.from_codes(rng.integers(0, 3, count), ["", "<", ">"]),
            "value": rng.lognormal(3, 2, count),
        }
    )
    judged = judge(values, LIMITS, law="RS")
    part = slice(700_000, 701_000)
    alone = judge(values.iloc[part], LIMITS, law="RS")
    assert judged["step"].iloc[part].tolist() == alone["step"].tolist()
    assert judged["reason"].iloc[part].tolist() == alone["reason"].tolist()
