"""POST /api/assess with several samples: each as if alone, and together."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.dashboard.asking import SOIL, asked, error, verdict


def several(*values: Any, **common: Any) -> dict[str, Any]:
    samples = [{"id": f"S{n}", "values": {"Cu": {"value": one, "unit": "ppm"}}}
               for n, one in enumerate(values)]  # fmt: skip
    return {"medium": "soil", "samples": samples} | common


def test_several_samples_are_judged_each_as_if_alone_and_summarised_together(
    client: FlaskClient,
) -> None:
    answer = asked(client, several(150, 20, "<5", 30))
    assert [one["id"] for one in answer["samples"]] == ["S0", "S1", "S2", "S3"]
    alone = asked(client, {"medium": "soil", "values": {"Cu": {"value": 150, "unit": "ppm"}}})
    assert answer["samples"][0] == {"id": "S0"} | alone
    curve, line = answer["statistics"]
    assert (curve["analyte"], curve["unit"], curve["method"]) == ("Cu", "mg/kg", "kaplan_meier")
    assert (curve["n"], curve["n_censored"], curve["share_censored"]) == (4, 1, 0.25)
    assert curve["mean_low"] <= curve["mean"] <= curve["mean_high"]
    assert curve["geometric_mean"] < curve["mean"] < curve["ucl95"]
    assert (line["method"], line["mean_low"]) == ("ros", None)
    assert "few_detected" in curve["flags"]


def test_too_few_samples_have_no_mean_but_their_number(client: FlaskClient) -> None:
    for found in asked(client, several(150, 20))["statistics"]:
        assert (found["n"], found["mean"], found["reason"]) == (2, None, "too_few_detected")


def test_maxima_are_judged_and_never_averaged(client: FlaskClient) -> None:
    answer = asked(client, several(150, 20, 30, statistic="max"))
    assert answer["samples"][0]["results"][0]["verdicts"][0]["verdict"] == "above_alert"
    found = answer["statistics"][0]
    assert (found["n"], found["n_pooled"], found["reason"]) == (0, 3, "no_single_sample")


def test_a_sample_may_say_its_own_soil_and_day(client: FlaskClient) -> None:
    question = several(150, 150, clay_pct=25, organic_matter_pct=10, date="2024")
    question["samples"][1] |= {"clay_pct": 15, "organic_matter_pct": 5, "date": "2015"}
    first, second = asked(client, question)["samples"]
    assert (verdict(first, "RS")["limit"], verdict(second, "RS")["tabled_limit"]) == (36, 190)
    assert verdict(second, "RS")["regulation"] == "Regulation 88/2010"


@pytest.mark.parametrize(
    ("question", "code", "field"),
    [
        ({"medium": "soil", "samples": []}, "no_values", "samples"),
        ({"medium": "soil", "samples": 5}, "wrong_type", "samples"),
        ({"medium": "soil", "samples": [5]}, "wrong_type", "samples.0"),
        (several(1, "x"), "not_a_number", "samples.1.values.Cu.value"),
        (several(1, -1), "negative", "samples.1.values.Cu.value"),
        (several(1, fraction="half"), "unknown_fraction", "fraction"),
        (several(*[1] * 51), "too_many_values", "samples"),
        (several(1, values={}), "unknown_field", "values"),
        ({"medium": "soil", "samples": [{"id": "a"}]}, "missing", "samples.0.values"),
        (
            {"medium": "soil", "samples": [{"id": "a" * 81, "values": SOIL["values"]}]},
            "too_long",
            "samples.0.id",
        ),
        (
            {"medium": "soil", "samples": [{"values": SOIL["values"], "date": "2999"}]},
            "bad_date",
            "samples.0.date",
        ),
    ],
)
def test_a_wrong_sample_among_several_is_named(
    client: FlaskClient, question: Any, code: str, field: str
) -> None:
    said = error(client, question)
    assert (said["code"], said["field"]) == (code, field)


def test_more_values_than_can_be_answered_at_once_are_refused(client: FlaskClient) -> None:
    metals = ("Cu", "Pb", "Cd", "Zn", "As", "Ni", "Hg", "Cr", "Mn")
    values = {name: {"value": 1, "unit": "ppm"} for name in metals}
    said = error(client, {"medium": "soil", "samples": [{"values": values}] * 45})
    assert (said["code"], said["field"]) == ("too_many_values", "samples")
