"""POST /api/assess as a program asks it."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

SOIL: dict[str, Any] = {
    "medium": "soil",
    "land_use": "sensitive",
    "clay_pct": 25,
    "organic_matter_pct": 10,
    "values": {"Cu": {"value": 150, "unit": "mg/kg"}},
}
PROMISED = {
    "jurisdiction", "regulation", "verdict", "limit", "limit_name", "limit_unit", "corrected",
    "checked",
}  # fmt: skip


def body(**changes: Any) -> dict[str, Any]:
    return SOIL | changes


def copper(value: Any, unit: Any = "mg/kg", **other: Any) -> dict[str, Any]:
    return body(values={"Cu": {"value": value, "unit": unit} | other})


def asked(client: FlaskClient, question: Any) -> dict[str, Any]:
    response = client.post("/api/assess", json=question)
    assert response.status_code == 200, response.get_data(as_text=True)
    return json.loads(response.get_data(), parse_constant=pytest.fail)


def verdict(answer: dict[str, Any], country: str, place: int = 0) -> dict[str, Any]:
    return [one for one in answer["results"][0]["verdicts"] if one["jurisdiction"] == country][
        place
    ]


def error(client: FlaskClient, question: Any) -> dict[str, str]:
    response = client.post("/api/assess", json=question)
    return refused(response, 400)


def refused(response: Any, status: int) -> dict[str, str]:
    assert response.status_code == status, response.get_data(as_text=True)
    said = response.get_json()
    assert set(said) == {"error"}
    assert set(said["error"]) == {"code", "message", "field"}
    assert "Traceback" not in said["error"]["message"]
    return said["error"]
