"""POST /api/assess: for every wrong body, which field is wrong."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.http.bodies import LONGEST_BODY
from tests.dashboard.asking import SOIL, body, copper, error, refused


@pytest.mark.parametrize(
    ("question", "code", "field"),
    [
        ([], "wrong_type", ""),
        ({}, "missing", "medium"),
        ({"medium": "soil"}, "missing", "values"),
        (body(medium="moon"), "unknown_medium", "medium"),
        (body(medium=["soil"]), "unknown_medium", "medium"),
        (body(land_use="garden"), "unknown_land_use", "land_use"),
        (body(land_use=None), "unknown_land_use", "land_use"),
        (body(clay_pct=-1), "out_of_range", "clay_pct"),
        (body(organic_matter_pct=100.1), "out_of_range", "organic_matter_pct"),
        (body(clay_pct="25"), "not_a_number", "clay_pct"),
        (body(clay_pct=True), "not_a_number", "clay_pct"),
        (body(hardness_mg_l=0), "out_of_range", "hardness_mg_l"),
        (body(fraction="half"), "unknown_fraction", "fraction"),
        (body(statistic="sum"), "unknown_statistic", "statistic"),
        (body(date="2019-13"), "bad_date", "date"),
        (body(date="2999"), "bad_date", "date"),
        (body(date=2019), "bad_date", "date"),
        (body(background="moon"), "unknown_background", "background"),
        (body(colour="red"), "unknown_field", "colour"),
        (body(values={}), "no_values", "values"),
        (body(values=[1]), "wrong_type", "values"),
        (body(values={"Cu": 5}), "wrong_type", "values.Cu"),
        (body(values={"Xx": {"value": 1, "unit": "mg/kg"}}), "unknown_analyte", "values.Xx"),
        (copper(-1), "negative", "values.Cu.value"),
        (copper("abc"), "not_a_number", "values.Cu.value"),
        (copper("150"), "not_a_number", "values.Cu.value"),
        (copper("<0"), "not_a_number", "values.Cu.value"),
        (copper(None), "not_a_number", "values.Cu.value"),
        (copper(False), "not_a_number", "values.Cu.value"),
        (copper(10**400), "not_a_number", "values.Cu.value"),
        (copper(101, "%"), "impossible_value", "values.Cu.value"),
        (copper(1, "bushel"), "unknown_unit", "values.Cu.unit"),
        (copper(1, ""), "unknown_unit", "values.Cu.unit"),
        (copper(1, 7), "unknown_unit", "values.Cu.unit"),
        (copper(1, "µg/L"), "wrong_unit", "values.Cu.unit"),
        (copper(1, colour="red"), "unknown_field", "values.Cu.colour"),
        (body(values={"Cu": {"value": 1}}), "missing", "values.Cu.unit"),
        (body(values={"Cu": {"unit": "ppm"}}), "missing", "values.Cu.value"),
        (
            body(values={name: {"value": 1, "unit": "ppm"} for name in ("Cu", "copper")}),
            "duplicate_analyte",
            "values.copper",
        ),
        (
            body(values={name: {"value": 1, "unit": "%"} for name in ("Fe2O3", "FeO")}),
            "duplicate_analyte",
            "values.FeO",
        ),
        (
            body(medium="water", values={"SO3": {"value": 1, "unit": "mg/L"}}),
            "wrong_unit",
            "values.SO3.unit",
        ),
        (body(values={"SiO2": {"value": 1, "unit": "%"}}), "unknown_analyte", "values.SiO2"),
        (
            body(values={"Fe2O3": {"value": 101, "unit": "%"}}),
            "impossible_value",
            "values.Fe2O3.value",
        ),
        (
            body(values={"Cs-137": {"value": 1, "unit": "mg/kg"}}),
            "wrong_unit",
            "values.Cs-137.unit",
        ),
    ],
)
def test_a_wrong_body_names_the_field_and_what_was_found(
    client: FlaskClient, question: Any, code: str, field: str
) -> None:
    said = error(client, question)
    assert (said["code"], said["field"]) == (code, field)
    assert said["message"].startswith(field)


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("", "invalid_json", ""),
        ('{"medium":', "invalid_json", ""),
        ("[" * 100_000, "invalid_json", ""),
        (b"\xff\xfe{", "invalid_json", ""),
        ("1" * 5_000, "invalid_json", ""),
        ('{"medium":"soil","medium":"water"}', "duplicate_key", "medium"),
        (
            '{"medium":"soil","values":{"Cu":{"value":NaN,"unit":"mg/kg"}}}',
            "not_a_number",
            "values.Cu.value",
        ),
        (
            '{"medium":"soil","values":{"Cu":{"value":-Infinity,"unit":"mg/kg"}}}',
            "not_a_number",
            "values.Cu.value",
        ),
        (
            '{"medium":"soil","values":{"Cu":{"value":1e999,"unit":"mg/kg"}}}',
            "not_a_number",
            "values.Cu.value",
        ),
    ],
)
def test_text_that_is_no_strict_json_is_refused(
    client: FlaskClient, text: str | bytes, code: str, field: str
) -> None:
    response = client.post("/api/assess", data=text, content_type="application/json")
    said = refused(response, 400)
    assert (said["code"], said["field"]) == (code, field)


def test_another_content_type_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/assess", data=json.dumps(SOIL), content_type="text/plain")
    assert refused(response, 400)["code"] == "wrong_content_type"


def test_a_body_over_one_megabyte_is_refused(client: FlaskClient) -> None:
    padded = json.dumps(SOIL).encode().ljust(LONGEST_BODY + 1)
    response = client.post("/api/assess", data=padded, content_type="application/json")
    assert refused(response, 413)["code"] == "body_too_large"
    exactly = client.post("/api/assess", data=padded[:-1], content_type="application/json")
    assert exactly.status_code == 200
