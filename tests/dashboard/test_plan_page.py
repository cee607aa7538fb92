"""The sampling plan on the page: with and without JavaScript, in every language, and its files."""

import csv
import io
import logging
import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from dashboard.components.plan.words import UNITS, area_text, refusal_words
from dashboard.http.plan import LONGEST_QUERY
from dashboard.i18n import LANGUAGES
from dashboard.plan_question import MOST_CORNERS, View, moved, read_point
from layers.intake import Words, read_intake
from layers.sampling import PlanError
from layers.sampling.errors import WORDS
from tests.words_of_pages import english_in, words_of

PART, BOR = "/plan/part", "44.08,22.10"
FIELD = "44.08,22.10;44.08,22.11;44.09,22.11;44.09,22.10"
CIRCLE = {"at": BOR, "radius": "600"}
FILES = ("gpx", "kml", "csv", "xlsx", "pdf")


def part(client: FlaskClient, **asked: str) -> str:
    answer = client.get(PART, query_string=asked)
    assert answer.status_code == 200
    return answer.text


def said(html: str) -> str:
    return re.search(r'id="plan-said">([^<]*)<', html).group(1)


def points(html: str) -> int:
    return html.count('class="plan-point"')


def test_a_circle_has_its_plan_its_size_and_its_spacing_in_words(client):
    html = part(client, **CIRCLE)
    assert "20 places to sample over 1.1\u202fkm²." in said(html)
    assert "Neighbours are" in said(html)
    assert points(html) == 20


def test_corners_can_be_typed_in_lines_with_points_or_commas(client):
    lines = "44.08, 22.10\n44.08, 22.11\r\n44.09, 22.11\n44.09, 22.10\n"
    commas = "44,08 22,10\n44,08 22,11\n44,09, 22,11\n44,09 22,10"
    plans = {said(part(client, by="outline", area=text)) for text in (FIELD, lines, commas)}
    assert plans == {"20 places to sample over 89\u202fha. Neighbours are 210\u202fm apart. "
                     "1 of them is taken twice, to check the laboratory."}  # fmt: skip


def test_a_place_is_found_by_its_name_without_a_script(client):
    assert points(part(client, q="Majdanpek")) == 20
    several = part(client, q="Slatina")
    assert points(several) == 0
    assert several.count("place=geonames-") > 2
    assert "No place of that name" in part(client, q="qwertzuiop")


def test_another_name_takes_the_place_of_the_one_chosen_before(client):
    first = part(client, q="Majdanpek")
    place = re.search(r'name="place" value="([^"]+)"', first).group(1)
    assert points(part(client, place=place, q="Majdanpek")) == 20
    assert f'value="{place}"' not in part(client, place=place, q="Negotin")
    assert "44.08000, 22.10000" in part(client, place=place, q="Majdanpek", at=BOR)


def test_the_last_corner_and_all_corners_can_be_taken_away(client):
    four = part(client, by="outline", area=FIELD)
    three = part(client, by="outline", area=FIELD, go="undo")
    none = part(client, by="outline", area=FIELD, go="clear")
    assert [one.count('class="plan-corner"') for one in (four, three, none)] == [4, 3, 0]


def test_the_map_can_be_moved_and_enlarged_by_buttons(client):
    html = part(client, **CIRCLE, go="in")
    box = re.search(r'name="box" value="([\d.]+),([\d.]+),([\d.]+)"', html)
    nearer = part(client, **CIRCLE, go="in", box=",".join(box.groups()))
    again = re.search(r'name="box" value="[\d.]+,[\d.]+,([\d.]+)"', nearer)
    assert float(again.group(1)) == pytest.approx(float(box.group(3)) / 2, rel=0.01)
    for go in ("out", "north", "south", "east", "west"):
        assert 'name="box" value="4' in part(client, **CIRCLE, go=go)


def test_a_step_to_the_north_moves_north():
    view = View(44.0, 22.0, 10.0)
    assert moved(view, "north").lat > 44
    assert moved(view, "west").lon < 22
    assert moved(view, "in").km == 5
    assert moved(moved(view, "east"), "west").lon == pytest.approx(22, abs=1e-4)


def test_a_view_that_does_not_show_the_area_is_not_kept(client):
    assert 'data-box="22.0' in part(client, **CIRCLE, box="45.5,20.5,5")


def test_what_is_wrong_is_said_on_the_page_and_keeps_what_was_typed(client):
    crossing = "44.08,22.10;44.09,22.11;44.09,22.10;44.08,22.11"
    html = part(client, by="outline", area=crossing)
    assert "crosses itself" in html
    assert points(html) == 0
    assert html.count('class="plan-corner"') == 4
    assert "44.09000, 22.11000" in html
    for asked in ({"radius": "many"}, {"at": "north"}, {"metal": "Xx"}, {"n": "-3"}):
        assert 'id="plan-faults"' in part(client, **CIRCLE | asked), asked


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "no_position"),
        ({"at": "north"}, "unknown_at"),
        ({"by": "outline", "area": "44,22"}, "too_few_corners"),
        ({"by": "outline", "area": "44.08,22.10;44.09,22.11;44.09,22.10;44.08,22.11"},
         "crosses_itself"),
        ({"at": "22.10,44.08"}, "swapped"),
        ({**CIRCLE, "radius": "999999"}, "bad_radius"),
        ({**CIRCLE, "n": "301"}, "bad_count"),
        ({**CIRCLE, "spacing": "5"}, "too_many_points"),
        ({**CIRCLE, "ids": "<b>"}, "bad_prefix"),
        ({"by": "outline", "area": FIELD + ";1,2;2,1" * (MOST_CORNERS // 2)}, "unknown_area"),
        ({"by": "outline", "area": "x" * LONGEST_QUERY}, "too_long"),
    ],
)  # fmt: skip
def test_a_link_of_which_no_plan_can_be_made_gets_400_and_says_why(client, ending, asked, code):
    answer = client.get(f"/plan.{ending}", query_string=asked)
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert error["code"] == code
    assert "{" not in error["message"]


@pytest.mark.parametrize("ending", FILES)
def test_files_are_offered_for_saving_and_no_cache_keeps_them(client, ending):
    answer = client.get(f"/plan.{ending}", query_string={**CIRCLE, "ids": "bor-1"})
    assert answer.status_code == 200
    assert re.fullmatch(
        rf'attachment; filename="BOR-1-\d{{4}}-\d\d-\d\d\.{ending}"',
        answer.headers["Content-Disposition"],
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_plan_is_a_link_the_same_tomorrow(client):
    html = part(client, **CIRCLE, kind="stratified", seed="7", ids="ATL-2611")
    link = re.search(r'data-link="([^"]+)"', html).group(1).replace("&amp;", "&")
    first, again = (client.get(f"/plan.gpx{one}").data for one in (link.partition("#")[0],) * 2)
    assert first == again
    names = [one.text for one in ElementTree.fromstring(first).iter() if one.tag.endswith("name")]
    assert names == sorted(names)
    assert re.fullmatch(r"ATL-2611-00\d", names[0])


def test_a_plan_by_distance_to_a_river_has_its_bands(client):
    html = part(client, **CIRCLE, kind="stratified", strata="river", n="12")
    assert html.count("4 samples at") == 3
    assert not re.search(r"samples at 0\.\d", html)
    assert "take equal parts" in part(client, **CIRCLE, kind="stratified", strata="waste")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("medium", ["soil", "groundwater"])
def test_the_sheet_of_every_language_comes_back_through_the_intake(client, language, medium):
    asked = {**CIRCLE, "lang": language, "sample": medium, "metal": "As"}
    text = client.get("/plan.csv", query_string=asked).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    at = next(n for n, head in enumerate(rows[0]) if head.startswith("As ["))
    for row in rows[1:]:
        row[at] = "12"
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    intake = read_intake(stream.getvalue().encode(), "plan.csv", Words.load())
    assert intake.faults.errors == []
    assert len(intake.sound) == 21
    assert set(intake.sound["medium"]) == {medium}


@pytest.mark.parametrize(
    "asked",
    [
        {"at": "22.10,44.08", "radius": "600"},
        {
            "by": "outline",
            "area": ";".join(f"{b},{a}" for a, b in (c.split(",") for c in FIELD.split(";"))),
        },
    ],
)
def test_exchanged_coordinates_are_told_and_one_click_mends_them(client, asked):
    html = part(client, **asked)
    assert "Latitude and longitude seem exchanged" in html
    assert 'data-box="22.0' in html
    assert points(html) == 0
    href = re.search(r'href="([^"]+)"[^>]*>Exchange latitude and longitude', html).group(1)
    query = href.replace("&amp;", "&").partition("?")[2].partition("#")[0]
    assert points(client.get(f"{PART}?{query}").text) == 20


def test_a_plan_outside_the_region_is_made_and_says_so(client):
    assert "outside the region of the atlas" not in part(client, **CIRCLE)
    sea = part(client, at="43.5,30.0", radius="600")
    assert points(sea) == 20
    assert "outside the region of the atlas" in said(sea)
    river = part(client, at="-33.9,18.4", radius="600", kind="stratified", strata="river")
    assert "knows no mine, waste or river" in river
    assert points(river) == 0


def test_the_guide_is_that_of_the_medium_begins_with_safety_and_marks_what_was_not_read(client):
    for medium, taking in (("soil", "Taking soil"), ("groundwater", "Taking well water")):
        html = part(client, **CIRCLE, sample=medium)
        assert html.index("Before you go: your safety") < html.index(taking)
        assert "<small>(partly from memory)</small>" in html
        assert "<small>(from memory)</small>" in html
        assert "not read in a source" in html
    for medium in ("sediment", "water", "wastewater"):
        html = part(client, **CIRCLE, sample=medium)
        assert "no source that says how to take such a sample" in html
        assert "MMI Bor" in html
        assert "Before you go: your safety" in html
        assert "Taking " not in html


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize(
    "asked",
    [{}, CIRCLE, {"by": "outline", "area": FIELD, "kind": "stratified", "strata": "river"},
     {**CIRCLE, "sample": "groundwater"}, {**CIRCLE, "sample": "sediment"},
     {"by": "outline", "area": "1,2"}, {"at": "x"},
     {"dataset": "training", **CIRCLE}],
)  # fmt: skip
def test_no_english_is_left_in_romanian_and_serbian(client, language, asked):
    html = part(client, lang=language, **asked)
    assert english_in(words_of(f"<html><body>{html}</body></html>", language), language) == []


def test_every_refusal_has_its_words_and_no_number_is_left_out():
    for reason in WORDS:
        text = refusal_words(PlanError(reason, 1.0, 2.0, 3.0))
        assert "{" not in text
        assert text.endswith(".")
    assert set(UNITS) <= set(WORDS)


def test_hostile_texts_are_escaped(client):
    evil = '"><script>alert(1)</script>'
    html = part(client, q=evil, at=evil, area=evil, metal=evil, ids=evil, box=evil, on=evil)
    assert "<script>" not in html
    assert evil not in html


def test_no_position_is_written_down(client, caplog):
    with caplog.at_level(logging.DEBUG):
        part(client, **CIRCLE)
        client.get("/plan.gpx", query_string=CIRCLE)
        client.get("/plan.gpx", query_string=CIRCLE | {"n": "0"})
    assert "44.08" not in caplog.text


def test_the_squares_are_those_of_the_metal_the_medium_and_the_package(client):
    assert ": 0 of 489 squares" in part(client, metal="Cu")
    assert "Lead (Pb) in groundwater: 0 of" in part(client, metal="Pb", sample="groundwater")
    training = part(client, metal="Cu", dataset="training")
    assert re.search(r": 1\d\d of 489 squares", training)
    assert "The nearest sample of known place is" in training


def test_a_square_leads_to_a_plan_in_it(client):
    html = part(client, metal="Pb")
    link = re.search(r'href="([^"]+)"[^>]*>Plan samples here', html).group(1)
    query = link.replace("&amp;", "&").partition("?")[2].partition("#")[0]
    assert "metal=Pb" in query
    assert points(client.get(f"{PART}?{query}").text) == 20


def test_positions_are_read_as_people_write_them():
    assert read_point(" 44.08 22.10 ") == read_point("44,08, 22,10") == (44.08, 22.1)
    assert read_point("44.08") is read_point("") is read_point("22.1;44") is None
    assert area_text(1e9) == "1\u2009000\u2009km²"
