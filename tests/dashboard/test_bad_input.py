"""Whatever is sent to the service or typed into the form: an answer or a named fault, no guess."""

import json
import math
from dataclasses import fields
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.atlas import Atlas
from dashboard.components.methods.example import MEDIA, Asked, answer, reference_options
from dashboard.prerender import render

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12),
    st.sampled_from(["<0.5", ">100", "<", "1e999", "-0", "0", "٣", "½", "1,5", "NaN", "∞", "0x10"]),
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)
names = st.sampled_from(
    ["Cu", "copper", "бакар", "Fe2O3", "MnO", "pH", "Se", "Xx", "SO3", "clay", ""]
)
units = st.sampled_from(
    ["mg/kg", "ppm", "%", "µg/L", "mg/kg ww", "mg/kg dw", "pH", "Bq/kg", "", "x"]
)
cells = st.fixed_dictionaries(
    {"value": st.one_of(st.floats(0, 1e6), scalars), "unit": st.one_of(units, scalars)}
)
bodies = st.fixed_dictionaries(
    {
        "medium": st.sampled_from(["soil", "water", "sediment", "food", "tailings", "moon"]),
        "values": st.dictionaries(names, cells, max_size=3),
    },
    optional={
        "fraction": st.sampled_from(["", "total", "dissolved", "fresh_mass", "dry_mass", "x"]),
        "statistic": st.sampled_from(["single", "mean", "max", "x"]),
        "date": st.one_of(st.sampled_from(["2019", "2019-02-30", "19-01-01", ""]), scalars),
        "clay_pct": scalars,
        "hardness_mg_l": scalars,
        "background": scalars,
        "reference_element": st.sampled_from(["Fe", "Cu", "Xx", 5]),
        "extraction": scalars,
        "samples": anything,
    },
)
LENIENT = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def said(client: FlaskClient, body: Any) -> tuple[int, dict[str, Any]]:
    text = json.dumps(body)
    response = client.post("/api/assess", data=text, content_type="application/json")
    return response.status_code, json.loads(response.get_data(), parse_constant=pytest.fail)


@LENIENT
@given(anything)
def test_any_json_is_answered_or_refused_by_field(client: FlaskClient, body: Any) -> None:
    status, answered = said(client, body)
    assert status in (200, 400)
    if status == 400:
        assert set(answered["error"]) == {"code", "message", "field"}


@LENIENT
@given(bodies)
def test_a_body_that_is_nearly_right_is_judged_honestly_or_refused(
    client: FlaskClient, body: dict[str, Any]
) -> None:
    status, answered = said(client, body)
    assert status in (200, 400)
    if status == 400:
        assert answered["error"]["message"]
        return
    for sample in answered.get("samples", [answered]):
        for result in sample["results"]:
            for one in result["verdicts"]:
                _is_honest(one, result)


def _is_honest(one: dict[str, Any], result: dict[str, Any]) -> None:
    """A green never stands above its limit, and what is not judged says why."""
    assert (one["step"] < 0) == (one["reason"] is not None)
    if one["step"] < 0:
        assert one["limit"] is None
        return
    assert one["limit"] is not None
    assert math.isfinite(one["limit"])
    if one["step"] == 0 and one["times_limit"] is not None and one["verdict"] != "class_II":
        assert one["times_limit"] <= 1 + 1e-8
        assert result["censoring"] != ">"


texts = st.one_of(
    st.text(max_size=8),
    st.floats(0, 1e5).map(str),
    st.sampled_from(["<0,5", "> 10", "1,5", "-3", "1e3", "½", "٣٤", "nan", "inf", "1_000", "<b>"]),
)


typed = st.fixed_dictionaries(
    {"value": texts, "analyte": st.sampled_from(["Cu", "Se", "Fe"])},
    optional=dict.fromkeys(
        ("clay", "organic_matter", "hardness", "date", "reference_value"), texts
    ),
)


@LENIENT
@given(typed, st.sampled_from(MEDIA), st.sampled_from(["mg/kg", "µg/L", "%"]), st.data())
def test_whatever_is_typed_into_the_form_is_answered_or_said_to_be_wrong(
    published: Atlas, typed: dict[str, str], medium: str, unit: str, data: st.DataObject
) -> None:
    offered = [option.value for option in reference_options(published)]
    chosen = {"unit": unit, "medium": medium, "reference": data.draw(st.sampled_from(offered))}
    page = "".join(map(render, answer(published, Asked.from_form(typed | chosen))))
    assert "nan" not in page.split()
    assert "<b>" not in page
    assert ("answer-verdicts" in page) != ('role="alert"' in page)


@LENIENT
@given(
    st.dictionaries(
        st.sampled_from([one.name for one in fields(Asked)]), st.one_of(texts, anything)
    )
)
def test_a_form_that_nobody_could_fill_in_so_is_refused_in_words(
    published: Atlas, sent: dict[str, Any]
) -> None:
    page = "".join(map(render, answer(published, Asked.from_form(sent))))
    assert ("answer-verdicts" in page) != ('role="alert"' in page)
