"""GET /api/place and /api/places: what is known at a point; nobody's place is written down."""

import logging

import pytest
from flask.testing import FlaskClient

from dashboard.http.quiet_logs import WithoutQueries
from tests.serving import APP, GUNICORN, serving

BOR = {"lat": "44.08", "lon": "22.10"}


def test_a_point_is_answered_with_law_findings_and_advice(client: FlaskClient) -> None:
    answer = client.get("/api/place", query_string=BOR)
    assert answer.status_code == 200
    said = answer.get_json()
    assert (said["covered"], said["jurisdiction"]["code"]) == (True, "RS")
    soil = said["media"][0]
    assert soil["medium"] == "soil"
    finding = soil["findings"][0]
    assert finding["pooled"] is True
    assert finding["judged"]["own"]["word"] == "limit_unread"
    assert finding["judged"]["other"]["word"] == "above_action"
    assert {"en", "ro", "sr"} == set(said["advice"][0]["text"])
    assert said["advice"][0]["signed_by"] is None
    assert said["package"]["simulated"] is False


def test_the_answer_is_kept_by_no_cache(client: FlaskClient) -> None:
    for path in ("/api/place?lat=44.08&lon=22.1", "/api/places?q=bor", "/api/place"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_the_medium_and_the_use_can_be_asked_for(client: FlaskClient) -> None:
    said = client.get("/api/place", query_string=BOR | {"medium": "water"}).get_json()
    assert [one["medium"] for one in said["media"]] == ["water"]
    well = client.get("/api/place", query_string=BOR | {"land_use": "well"}).get_json()
    assert (well["use"], well["land_use"]) == ("well", "sensitive")
    assert well["media"][0]["medium"] == "groundwater"
    industry = client.get("/api/place", query_string=BOR | {"land_use": "less_sensitive"})
    assert industry.get_json()["land_use"] == "less_sensitive"


def test_a_point_is_answered_as_exactly_as_the_page_answers_it(client: FlaskClient) -> None:
    said = client.get("/api/place?lat=44.08049&lon=22.09951").get_json()
    assert (said["lat"], said["lon"]) == (44.08, 22.1)


def test_the_training_survey_says_that_it_is_simulated(client: FlaskClient) -> None:
    said = client.get("/api/place", query_string=BOR | {"dataset": "training"}).get_json()
    assert said["package"]["simulated"] is True


def test_a_point_outside_the_region_is_not_covered(client: FlaskClient) -> None:
    answer = client.get("/api/place?lat=48.2&lon=16.37")
    assert answer.status_code == 200
    assert answer.get_json()["covered"] is False
    assert answer.get_json()["jurisdiction"]["reason"] == "outside_region"


def test_the_border_river_is_under_both_laws(client: FlaskClient) -> None:
    said = client.get("/api/place?lat=44.70&lon=22.42").get_json()
    assert set(said["jurisdiction"]["laws"]) == {"RO", "RS"}
    assert {one["country"] for one in said["contacts"]} == {"RO", "RS"}


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("", "lat", "missing"),
        ("lat=44.08", "lon", "missing"),
        ("lat=91&lon=22", "lat", "wrong_degrees"),
        ("lat=44,08&lon=22", "lat", "wrong_degrees"),
        ("lat=nan&lon=22", "lat", "wrong_degrees"),
        ("lat=1e1&lon=22", "lat", "wrong_degrees"),
        ("lat=44&lon=181", "lon", "wrong_degrees"),
        ("lat=44&lon=22&medium=cheese", "medium", "unknown_medium"),
        ("lat=44&lon=22&land_use=moon", "land_use", "unknown_land_use"),
        ("lat=44&lon=22&land_use=%3Cscript%3E", "land_use", "unknown_land_use"),
    ],
)
def test_a_wrong_question_names_its_field(
    client: FlaskClient, query: str, field: str, code: str
) -> None:
    answer = client.get(f"/api/place?{query}")
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert (error["field"], error["code"]) == (field, code)
    assert "expected" in error["message"] or code == "missing"


@pytest.mark.parametrize("typed", ["Majdanpek", "majdanpek", "Мајданпек", "Majdanpke"])
def test_places_are_suggested_however_they_are_typed(client: FlaskClient, typed: str) -> None:
    found = client.get("/api/places", query_string={"q": typed}).get_json()["places"]
    assert found[0]["local_name"] == "Majdanpek"


def test_suggestions_speak_the_language_of_the_page(client: FlaskClient) -> None:
    found = client.get("/api/places?q=Belgrad&lang=sr-Cyrl").get_json()["places"]
    assert found[0]["name"] == "Београд"
    romanian = client.get("/api/places?q=Bor&lang=ro").get_json()["places"]
    assert romanian[0]["admin1"] == "Districtul Bor"


def test_places_of_one_name_are_told_apart(client: FlaskClient) -> None:
    found = client.get("/api/places?q=Slatina&lang=en").get_json()["places"]
    told = {(one["name"], one["detail"]) for one in found}
    assert len(told) == len(found)


def test_nothing_is_suggested_for_nothing(client: FlaskClient) -> None:
    for query in ("", "?q=", "?q=x", f"?q={'ž' * 5000}", "?q=%00%27%22"):
        assert client.get(f"/api/places{query}").get_json()["places"] == []


def test_an_access_log_keeps_the_path_and_drops_the_query() -> None:
    asked, on_page = "GET /place?at=44.08,22.1&use=well HTTP/1.1", "http://x/place?at=44.08,22.1"
    record = logging.makeLogRecord({"msg": '"%s" %s "%s"', "args": (asked, "200", on_page)})
    assert WithoutQueries().filter(record)
    assert record.getMessage() == '"GET /place HTTP/1.1" 200 "http://x/place"'


@pytest.mark.parametrize(
    "command",
    [APP, (*GUNICORN, "--access-logfile", "-", "--capture-output")],
    ids=["app", "gunicorn"],
)
def test_no_position_reaches_any_log(command) -> None:
    with serving(command) as server:
        assert server.get("/api/place?lat=44.0812&lon=22.0934")[0] == 200
        assert server.get("/api/place?lat=44.0812&lon=nowhere-44.0812")[0] == 400
        assert server.get("/api/places?q=Majdanpek")[0] == 200
        text = server.log_text()
    assert "44.0812" not in text
    assert "22.0934" not in text
    assert "Majdanpek" not in text
