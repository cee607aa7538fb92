"""POST /api/assess: the law's own answers."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.dashboard.asking import PROMISED, SOIL, asked, body, copper, error, refused, verdict


def test_the_promised_example_is_answered_as_promised(client: FlaskClient) -> None:
    answer = asked(client, SOIL)
    result = answer["results"][0]
    assert (result["analyte"], result["value"], result["unit"]) == ("Cu", 150, "mg/kg")
    first = result["verdicts"][0]
    assert set(first) >= PROMISED
    assert {name: first[name] for name in PROMISED} == {
        "jurisdiction": "RO",
        "regulation": "Order 756/1997",
        "verdict": "above_alert",
        "limit": 100,
        "limit_name": "alert, sensitive",
        "limit_unit": "mg/kg",
        "corrected": False,
        "checked": True,
    }
    assert first["times_limit"] == 1.5
    assert result["indices"]["CF"] == pytest.approx(150 / 28)
    assert result["indices"]["EF"] is None
    assert result["index_details"]["EF"]["reason"] == "reference_not_measured"
    assert answer["summary"]["worst"]["RO"]["verdict"] == "above_alert"


def test_in_each_jurisdiction_the_law_that_decides_comes_first(client: FlaskClient) -> None:
    answer = asked(client, SOIL)
    ranks: dict[str, list[int]] = {}
    for one in answer["results"][0]["verdicts"]:
        ranks.setdefault(one["jurisdiction"], []).append(one["rank"])
    assert list(ranks)[:2] == ["RO", "RS"]
    assert all(found == sorted(found) for found in ranks.values())
    assert verdict(answer, "RS")["regulation"].startswith("Regulation 30/2018")
    assert verdict(answer, "RS", 1)["regulation"] == "Rulebook 23/1994"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (20, "normal"),
        (20.01, "above_normal"),
        (100, "above_normal"),
        (100.01, "above_alert"),
        (200, "above_alert"),
        (200.01, "above_intervention"),
    ],
)
def test_a_value_exactly_at_a_limit_is_not_above_it(
    client: FlaskClient, value: float, word: str
) -> None:
    assert verdict(asked(client, copper(value)), "RO")["verdict"] == word


def test_land_use_changes_the_romanian_verdict(client: FlaskClient) -> None:
    answer = asked(client, body(land_use="less_sensitive"))
    assert verdict(answer, "RO")["verdict"] == "above_normal"


def test_a_serbian_limit_is_corrected_for_the_soil_and_says_so(client: FlaskClient) -> None:
    light = verdict(asked(client, body(clay_pct=15, organic_matter_pct=5)), "RS")
    assert (light["verdict"], light["corrected"]) == ("above_remediation", True)
    assert (light["limit"], light["tabled_limit"]) == (142.5, 190)
    assert light["checked"] is False
    standard = verdict(asked(client, SOIL), "RS")
    assert (standard["verdict"], standard["limit"]) == ("above_limit", 36)


def test_clay_without_organic_matter_is_kept_and_what_is_assumed_is_said(
    client: FlaskClient,
) -> None:
    zinc = {"Zn": {"value": 130, "unit": "mg/kg"}}
    answer = client.post(
        "/api/assess", json={"medium": "soil", "clay_pct": 2, "values": zinc}
    ).get_json()
    found = next(
        one
        for one in answer["results"][0]["verdicts"]
        if (one["jurisdiction"], one["rank"]) == ("RS", 1)
    )
    assert (found["verdict"], round(found["limit"], 6)) == ("above_limit", 71.0)
    assert "standard_organic_matter" in found["notes"]
    assert "10 % assumed" in answer["summary"]["notes"]["standard_organic_matter"]


@pytest.mark.parametrize("where", ["one", "several"])
def test_a_soil_of_more_than_the_whole_is_refused(client: FlaskClient, where: str) -> None:
    values = {"values": {"Cu": {"value": 85, "unit": "mg/kg"}}}
    sent: dict[str, object] = {"medium": "soil", "clay_pct": 90}
    if where == "one":
        sent |= values | {"organic_matter_pct": 90}
    else:
        sent["samples"] = [values | {"organic_matter_pct": 90}]
    response = client.post("/api/assess", json=sent)
    assert response.status_code == 400
    said = response.get_json()["error"]
    assert said["field"] == "clay_pct"
    assert "clay and organic matter together" in said["message"]


def test_a_health_class_says_what_the_sum_leaves_out(client: FlaskClient) -> None:
    amounts = {"Cu": 1, "Sb": 5000, "Tl": 500}
    values = {name: {"value": one, "unit": "mg/kg"} for name, one in amounts.items()}
    risk = asked(client, {"medium": "soil", "values": values})["summary"]["health_risk"]
    child = risk["HI"]["child"]
    assert (child["class"], child["left_out"], child["n"]) == (None, ["Sb", "Tl"], 1)


def test_tomorrow_is_no_sampling_date(client: FlaskClient) -> None:
    today = date.today()
    assert asked(client, body(date=today.isoformat()))
    assert asked(client, body(date=str(today.year)))
    tomorrow = (today + timedelta(days=1)).isoformat()
    response = client.post("/api/assess", json=body(date=tomorrow))
    assert response.status_code == 400
    assert "not in the future" in response.get_json()["error"]["message"]


def test_a_ph_below_the_range_shows_the_end_that_it_is_below(client: FlaskClient) -> None:
    water = {"medium": "water", "values": {"pH": {"value": 5, "unit": "pH"}}}
    found = verdict(asked(client, water), "RO")
    assert found["tabled_limit"] == found["limit"] == 6.5


def test_an_index_is_checked_only_where_a_curator_checked_what_is_behind_it(
    client: FlaskClient,
) -> None:
    found = asked(client, SOIL)["results"][0]["index_details"]["CF"]
    assert (found["checked"], found["read"]) == (False, True)


def test_without_clay_the_standard_soil_is_taken_and_said(client: FlaskClient) -> None:
    question = {name: SOIL[name] for name in ("medium", "values")}
    answer = asked(client, question)
    assert answer["land_use"] == "sensitive"
    found = verdict(answer, "RS")
    assert (found["corrected"], found["limit"]) == (False, 36)
    assert "standard_soil" in found["notes"]
    assert "standard soil" in answer["summary"]["notes"]["standard_soil"]


def test_the_law_in_force_on_the_sampling_day_decides(client: FlaskClient) -> None:
    assert verdict(asked(client, body(date="2015-06-01")), "RS")["regulation"] == (
        "Regulation 88/2010"
    )


def test_units_change_nothing(client: FlaskClient) -> None:
    same = [("mg/kg", 150), ("ppm", 150), ("µg/g", 150), ("g/t", 150), ("%", 0.015)]
    found = [verdict(asked(client, copper(value, unit)), "RO") for unit, value in same]
    assert {one["verdict"] for one in found} == {"above_alert"}
    assert {one["times_limit"] for one in found} == {1.5}


def test_a_value_below_its_detection_limit_is_a_bound(client: FlaskClient) -> None:
    low = asked(client, copper("<0.5"))
    assert (low["results"][0]["value"], low["results"][0]["censoring"]) == (0.5, "<")
    assert verdict(low, "RO")["verdict"] == "normal"
    assert low["results"][0]["indices"]["CF"] is None
    assert low["results"][0]["index_details"]["CF"]["qualifier"] == "<"
    high = verdict(asked(client, copper("< 150")), "RO")
    assert (high["verdict"], high["reason"]) == ("not_judged", "censored_above_limit")


def test_wet_soil_is_never_held_against_limits_for_dry_soil(client: FlaskClient) -> None:
    answer = asked(client, copper(150, "mg/kg ww"))
    assert verdict(answer, "RO")["reason"] == "wet_mass"
    assert answer["results"][0]["index_details"]["CF"]["reason"] == "wet_mass"


def test_an_oxide_is_judged_as_its_element_and_the_answer_says_so(client: FlaskClient) -> None:
    values = {"Fe2O3": {"value": 6.2, "unit": "%"}, "MnO": {"value": "<0.2", "unit": "%"}}
    iron, manganese = asked(client, body(values=values))["results"]
    assert (iron["analyte"], iron["unit"]) == ("Fe", "%")
    assert iron["value"] == pytest.approx(6.2 * 0.699431)
    assert iron["converted"] == {
        "oxide": "Fe2O3",
        "value": 6.2,
        "censoring": "",
        "unit": "%",
        "factor": 0.699431,
        "text": "Fe2O3 6.2 % -> Fe 43,365 mg/kg",
    }
    assert manganese["converted"]["text"] == "MnO <0.2 % -> Mn <1,548.9 mg/kg"
    assert manganese["verdicts"][0]["reason"] == "censored_above_limit"
    element = asked(client, body(values={"Mn": {"value": 0.2 * 0.774462, "unit": "%"}}))
    oxide = asked(client, body(values={"MnO": {"value": 0.2, "unit": "%"}}))
    assert oxide["results"][0]["verdicts"] == element["results"][0]["verdicts"]
    assert "converted" not in element["results"][0]


def test_an_oxide_may_be_the_reference_element_of_the_enrichment_factor(
    client: FlaskClient,
) -> None:
    values = {"Cu": {"value": 56, "unit": "mg/kg"}, "Al2O3": {"value": 15.4, "unit": "%"}}
    found = asked(client, body(values=values, reference_element="Al"))
    factors = {one["analyte"]: one["indices"]["EF"] for one in found["results"]}
    assert factors == {"Cu": pytest.approx(2, rel=0.001), "Al": None}


def test_water_is_judged_by_classes_with_hardness_and_fraction(client: FlaskClient) -> None:
    question = {
        "medium": "water",
        "hardness_mg_l": 120,
        "fraction": "dissolved",
        "values": {"Cu": {"value": 60, "unit": "µg/L"}, "Pb": {"value": 0.004, "unit": "mg/L"}},
    }
    answer = asked(client, question)
    assert verdict(answer, "RO")["verdict"] == "class_IV"
    assert verdict(answer, "RS")["verdict"] == "class_III"
    soft = verdict(asked(client, question | {"hardness_mg_l": None}), "RS")
    assert (soft["verdict"], soft["limit"]) == ("not_judged", None)
    for result in answer["results"]:
        assert result["indices"]["CF"] is None
        assert result["index_details"]["CF"]["reason"] == "not_for_this_medium"
    assert answer["summary"]["indices"]["HPI"]["value"] > 0
    assert answer["summary"]["health_risk"] is None


def test_a_metal_that_the_law_does_not_limit_is_never_green(client: FlaskClient) -> None:
    answer = asked(client, body(values={"Fe": {"value": 3, "unit": "%"}}))
    found = verdict(answer, "RO")
    assert (found["verdict"], found["limit"], found["step"]) == ("no_limit", None, -1)


def test_tailings_are_no_soil(client: FlaskClient) -> None:
    found = verdict(asked(client, body(medium="tailings")), "RO")
    assert (found["verdict"], found["reason"]) == ("not_judged", "medium_not_judged")


def test_low_selenium_is_below_every_limit_and_still_too_little(client: FlaskClient) -> None:
    answer = asked(client, body(values={"selenium": {"value": 200, "unit": "µg/kg"}}))
    assert verdict(answer, "RO")["verdict"] == "normal"
    low = answer["results"][0]["essential"]
    assert (low["low_end"], low["mark"], low["checked"]) == ("below_mark", 0.383, False)
    assert low["source"].startswith("https://")
    assert (
        "essential"
        not in asked(client, body(values={"Pb": {"value": 1, "unit": "ppm"}}))["results"][0]
    )


def test_what_dtpa_extracts_can_be_too_little_and_is_no_total(client: FlaskClient) -> None:
    question = body(values={"Zn": {"value": 0.3, "unit": "mg/kg"}}, extraction="DTPA")
    answer = asked(client, question)
    assert answer["results"][0]["essential"]["low_end"] == "below_mark"
    assert verdict(answer, "RO")["reason"] == "not_total"


def test_several_metals_give_the_indices_of_the_sample(client: FlaskClient) -> None:
    values = {
        "Cu": {"value": 56, "unit": "mg/kg"},
        "Pb": {"value": 34, "unit": "mg/kg"},
        "Fe": {"value": 39200, "unit": "mg/kg"},
    }
    answer = asked(client, body(values=values))
    indices = answer["summary"]["indices"]
    assert indices["Cdeg"]["value"] == pytest.approx(56 / 28 + 34 / 17)
    assert indices["PLI"]["value"] == pytest.approx(2)
    assert indices["PLI"]["n"] == 2
    assert answer["results"][0]["indices"]["EF"] == pytest.approx(2, rel=1e-3)
    assert answer["summary"]["health_risk"]["HI"]["child"]["value"] > 0


def test_another_background_gives_another_index(client: FlaskClient) -> None:
    answer = asked(client, body(background="ro_normal_756_1997"))
    assert answer["results"][0]["indices"]["CF"] == pytest.approx(150 / 20)
    assert answer["summary"]["background"]["set"] == "ro_normal_756_1997"


def test_every_limit_that_a_verdict_names_is_a_row_of_the_registry(
    client: FlaskClient, published
) -> None:
    known = {row.limit_id: row for row in published.limits.rows}
    for medium, unit in (("soil", "mg/kg"), ("sediment", "mg/kg"), ("water", "µg/L")):
        values = {
            name: {"value": 50, "unit": unit} for name in ("Cu", "Pb", "Cd", "As", "Zn", "Ni")
        }
        for result in asked(client, body(medium=medium, values=values))["results"]:
            for one in result["verdicts"]:
                if one["step"] >= 0:
                    assert known[one["limit_id"]].name == one["limit_name"]


def test_wet_mass_in_the_unit_and_dry_mass_in_the_fraction_contradict(client: FlaskClient) -> None:
    said = error(client, copper(5, "mg/kg ww") | {"fraction": "dry_mass"})
    assert (said["code"], said["field"]) == ("wrong_value", "fraction")
    assert "wet and dry mass" in said["message"]


def test_asking_without_a_body_says_how_to_ask(client: FlaskClient) -> None:
    response = client.get("/api/assess")
    assert refused(response, 405)["code"] == "wrong_method"
    assert response.headers["Allow"] == "POST"


def test_an_answer_is_not_kept_by_anybody(client: FlaskClient) -> None:
    response = client.post("/api/assess", json=SOIL)
    assert response.headers["Cache-Control"] == "no-store"


def test_every_analyte_in_every_medium_has_an_answer(client: FlaskClient, published) -> None:
    registry = published.registry
    for medium in registry.media.itertuples():
        values = {}
        for one in registry.analytes.itertuples():
            unit = medium.unit_activity if one.kind == "radionuclide" else medium.unit_std
            if one.unit_own or unit:
                values[one.analyte] = {"value": 1, "unit": one.unit_own or unit}
        answer = asked(client, {"medium": medium.medium, "values": values})
        for result in answer["results"]:
            for one in result["verdicts"]:
                assert one["step"] in (-1, 0, 1, 2, 3)
                assert (one["step"] < 0) == (one["reason"] is not None)
