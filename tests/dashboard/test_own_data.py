"""A reader's own values: read strictly, judged by the server, counted apart, and forgotten."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from pandas.testing import assert_frame_equal
from pydantic import ValidationError

from dashboard.atlas import Atlas
from dashboard.components.charts import drawn
from dashboard.figures.words import plain
from dashboard.http.errors import BadRequestError
from dashboard.http.own import LONGEST_BODY
from dashboard.i18n import use_language
from dashboard.own.frame import fitting, own_frame
from dashboard.own.marks import own_marks
from dashboard.own.rows import judged_values, own_columns
from dashboard.own.table import MOST_ROWS, OwnTable
from layers.intake import Words, read_intake
from layers.model import REGIMES, Selection
from tests.own_data import GARDEN, HOSTILE, Row, own_rows, rows_of, sent

CHARTS = ("ranking", "distribution", "time", "matrix")


def framed(atlas: Atlas, *rows: Row) -> Any:
    table = OwnTable.model_validate_json(json.dumps(sent(own_rows(*rows))))
    return own_frame(table, atlas)


def own_traces(result: Any) -> list[dict[str, Any]]:
    return [trace for trace in result.drawing.data if trace["meta"]["kind"] == "own"]


def test_own_values_have_every_column_of_the_published_ones(published: Atlas) -> None:
    frame = framed(published, {}, {"value": 5.0, "censoring": "<"})
    assert [*published.values.columns, "own", "count"] == list(frame.columns)
    assert frame["own"].all()
    assert set(frame["point_id"]) == {"own:0"}
    assert frame["year_end"].tolist() == [2025, 2025]


def test_own_values_are_judged_by_the_server_under_both_laws(published: Atlas) -> None:
    row = framed(published, {"value": 150.0}).iloc[0]
    assert row["verdict_RO_sensitive"] == "above_alert"
    assert row["verdict_RO_less_sensitive"] == "above_normal"
    assert row["verdict_RS"] == "above_limit"


EVERY_COLUMN = """\
id,lat,lon,medium,foodstuff,fraction,statistic,n,extraction,clay,organic matter,hardness,land use,\
date,depth,taxon,organ,method,Pb [mg/kg],Cd [mg/kg ww],Cu [mg/L]
A,44.08,22.1,soil,,total,mean,5,aqua regia,20,3.3333333,,garden,2024-05-31,0-20,,,ICP,85.00000001,,
B,44.08,22.1,soil,,,,,,x,4,,industrial,2023,0-5,,,AAS,>900,,
C,44.08,22.2,food,celery,,single,,,,,,,2024,,Apium,leaf,ICP,,0.16,
D,44.08,22.2,food,hay,,,-3,,,,,,2024,,,,ICP,,5,
E,44.08,22.2,food,,,,,,,,,,2024,,,,ICP,,5,
F,44.08,22.2,food,aubergine,fresh_mass,,,,,,,,2024,,,,ICP,0.05,,
G,44.08,22.3,water,,dissolved,mean,4,,,,120,,2036-06,,,,ICP,,,0.0160000001
H,44.08,22.3,water,,,max,,,,,x,,2024,,,,ICP,,,<0.5
I,44.08,22.3,drinking_water,,,,,,,,,,2024,,,,ICP,,,3
J,44.08,22.3,sediment,,pseudototal,median,9,,,12,,,2024,,,,XRF,400,,
"""


def test_the_map_judges_every_value_as_contribute_did(published: Atlas) -> None:
    intake = read_intake(EVERY_COLUMN.encode(), "lab.csv", Words.load())
    seen = judged_values(intake, published.limits)
    on_the_map = framed(published, *rows_of(own_columns(seen, "lab.csv")))
    assert len(seen) > 9
    assert "above_limit" in set(seen.loc[seen["foodstuff"] == "celery", "verdict_RO_sensitive"])
    judged = [name for name in seen if name.endswith(REGIMES)]
    assert_frame_equal(on_the_map[judged].astype(object), seen[judged].astype(object))


def test_a_unit_is_converted_and_an_unknown_one_compares_with_nothing(published: Atlas) -> None:
    frame = framed(published, {"value": 0.015, "unit": "%"}, {"unit": "spoons"})
    assert frame["value_std"].iloc[0] == pytest.approx(150)
    assert frame["value_std"].isna().iloc[1]
    assert frame["step_RS"].iloc[1] == -1


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": ["150"]},
        {"value": [float("nan")]},
        {"value": [1e300]},
        {"value": [1.0, 2.0]},
        {"lat": [91.0]},
        {"unheard": [1]},
        {"verdict_RS": {"words": ["below_limit"], "rows": [0]}},
        {"name": {"words": ["x" * 301], "rows": [0]}},
        {"name": {"words": ["x"], "rows": [1]}},
        {"name": {"words": ["x"], "rows": [-1]}},
        {"name": ["x"]},
        {"point": {"words": ["RS-BOR-12PT"], "rows": [0]}},
        {"censoring": {"words": ["~"], "rows": [0]}},
        {"date_start": {"words": ["yesterday"], "rows": [0]}},
        {"date_start": {"words": ["2025-13"], "rows": [0]}},
        {"count": [-1]},
    ],
    ids=str,
)
def test_anything_but_the_agreed_columns_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OwnTable.model_validate_json(json.dumps(sent([GARDEN]) | wrong))


def test_more_rows_than_a_file_may_have_are_refused() -> None:
    rows = [0] * (MOST_ROWS + 1)
    body = {name: {"words": ["0"], "rows": rows} for name in ("point", "medium", "analyte", "unit")}
    with pytest.raises(ValidationError):
        OwnTable.model_validate_json(json.dumps(body | {"value": [1.0] * len(rows)}))


@pytest.mark.parametrize("column", ["medium", "analyte", "statistic", "fraction", "country"])
def test_a_word_that_no_registry_has_is_refused(published: Atlas, column: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        framed(published, {column: "mud"})
    assert refused.value.field == column


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), 1),
        (Selection(groups=("soil",)), 1),
        (Selection(groups=("water",)), 0),
        (Selection(countries=("RO",)), 0),
        (Selection(years=(2024, None)), 1),
        (Selection(years=(None, 2024)), 0),
        (Selection(uses=("forest",)), 0),
        (Selection(steps=("2",)), 1),
        (Selection(steps=("0",)), 0),
        (Selection(analyte="Pb"), 0),
        (Selection(sources=("NIKOLIC2011",)), 1),
        (Selection(scopes=("comparison",)), 1),
    ],
)
def test_own_values_follow_the_filters_that_can_be_asked_of_them(
    published: Atlas, selection: Selection, kept: int
) -> None:
    assert len(fitting(framed(published, {}), selection)) == kept


@pytest.mark.parametrize("chart", CHARTS)
def test_own_values_change_no_published_count(published: Atlas, chart: str) -> None:
    selection = Selection(chart=chart)
    shown = published.select(selection)
    own = framed(published, {"value": 99999.0}, {"point": "1", "name": "Field", "value": 0.1})
    alone = drawn(published, selection, shown, "light")
    beside = drawn(published, selection, shown, "light", own)
    assert beside.title == alone.title
    assert beside.alt.startswith(alone.alt.partition(" Limits in")[0])
    assert "2 values" in beside.own
    assert "1 of 2 judged places of yours" in beside.own
    assert not alone.own


@pytest.mark.parametrize("chart", CHARTS)
def test_own_values_look_different_and_are_named_in_the_key(published: Atlas, chart: str) -> None:
    selection = Selection(chart=chart)
    shown = published.select(selection)
    result = drawn(published, selection, shown, "light", framed(published, {}))
    assert any(entry.look == "own" for entry in result.drawing.key)
    ids = {owner[0] for trace in result.drawing.data for owner in trace.get("customdata") or []}
    assert "own:0" in ids
    if chart != "matrix":
        assert [trace["customdata"][0][0] for trace in own_traces(result)] == ["own:0"]
    assert "yours" in result.table.iloc[:, 0].tolist()
    alone = drawn(published, selection, shown, "light")
    assert not any(entry.look == "own" for entry in alone.drawing.key)


@pytest.mark.parametrize("chart", CHARTS)
def test_own_values_are_drawn_where_nothing_is_published(published: Atlas, chart: str) -> None:
    selection = Selection(chart=chart, countries=("XK",))
    shown = published.select(selection)
    assert shown.empty
    own = framed(published, {"country": "XK"})
    result = drawn(published, selection, shown, "dark", own)
    assert "no published value here, only your own" in result.title
    assert result.empty is None
    assert result.figure.to_json()


def test_no_line_joins_an_own_value_with_a_published_one(published: Atlas) -> None:
    own = framed(published, {"date_start": "2020"}, {"date_start": "2023"})
    selection = Selection(chart="time")
    result = drawn(published, selection, published.select(selection), "light", own)
    lines = [t for t in result.drawing.data if t["meta"]["kind"] == "single_steps"]
    owners = [{owner[0] for owner in trace["customdata"]} for trace in lines]
    assert any("own:0" in places for places in owners)


def test_thousands_of_own_places_leave_the_published_ones_in_the_chart(published: Atlas) -> None:
    rows = [{"point": str(i), "name": f"P{i}", "value": 1000.0 + i} for i in range(3000)]
    own = framed(published, *rows)
    for chart in CHARTS:
        selection = Selection(chart=chart)
        shown = published.select(selection)
        result = drawn(published, selection, shown, "light", own)
        marks = sum(len(trace.get("customdata") or []) for trace in result.drawing.data)
        assert marks < 3000
    ranking = drawn(published, Selection(), published.select(Selection()), "light", own)
    words = [line for label in ranking.drawing.labels for line in label.lines]
    assert "and 2\u2009990 more places of yours" in words


def test_a_row_that_stands_for_several_is_counted_as_several(published: Atlas) -> None:
    own = framed(published, {"count": 7})
    selection = Selection(chart="matrix")
    result = drawn(published, selection, published.select(selection), "light", own)
    assert "7 values" in result.own


def test_the_map_gets_own_values_in_the_columns_of_the_published_ones(published: Atlas) -> None:
    own = framed(published, {}, {"point": "1", "lat": None, "lon": None, "analyte": "Pb"})
    marks = own_marks(own, published)
    assert marks["points"]["id"] == ["own:0", "own:1"]
    assert marks["points"]["lat"] == [44.07, None]
    assert set(marks["values"]["step"]) == set(REGIMES)
    assert all(len(marks["values"]["times"][regime]) == 2 for regime in REGIMES)
    assert marks["ranges"]["Cu"] == published.ranges["Cu"]
    assert "lab.csv" in marks["names"]["source"]


def test_an_answer_with_own_data_is_kept_by_no_cache_and_no_memory(client: FlaskClient) -> None:
    body = sent(own_rows({"name": "Слатина, двориште"}))
    for path in ("/answer?chart=table", "/answer?chart=ranking&lang=sr-Cyrl", "/own", "/own/place"):
        response = client.post(path, json=body)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert plain.cache_info().currsize == 0
    told = client.post("/answer?chart=table", json=body).get_json()["parts"]["chart-box"]
    assert "Слатина" in told
    for chart in (*CHARTS, "table"):
        said = client.get(f"/answer?chart={chart}").get_json()
        assert "own:" not in json.dumps(said)
        assert "Слатина" not in json.dumps(said, ensure_ascii=False)


@pytest.mark.parametrize("chart", [*CHARTS, "table"])
def test_markup_in_own_names_is_only_text(client: FlaskClient, chart: str) -> None:
    body = sent(own_rows({"name": HOSTILE, "file": HOSTILE, "taxon": HOSTILE}))
    answer = client.post(f"/answer?chart={chart}", json=body).get_json()
    assert not any("<img src=x" in html for html in answer["parts"].values())
    for trace in (answer["figure"] or {"data": []})["data"]:
        assert "<img" not in json.dumps(trace.get("hovertext"))
    for path in ("/own", "/own/place"):
        answer = client.post(path, json=body).get_json()
        html = answer.get("parts", {"panel": answer.get("panel")})
        assert not any("<img src=x" in part for part in html.values())


def test_the_table_puts_own_values_first_and_counts_them_apart(client: FlaskClient) -> None:
    alone = client.get("/answer?chart=table").get_json()["parts"]["chart-box"]
    body = sent(own_rows(*({"point": str(i)} for i in range(30))))
    answers = [
        client.post(f"/answer?chart=table&page={page}", json=body).get_json()["parts"]["chart-box"]
        for page in (1, 2, 3)
    ]
    assert [answer.count('class="own-row"') for answer in answers] == [25, 5, 0]
    count = alone.partition("</p>")[0]
    assert all(answer.startswith(count) for answer in answers)
    assert "30 values of your own stand before them." in answers[0]
    assert "site=own" not in answers[0]


def test_the_search_of_the_table_looks_in_own_names_too(client: FlaskClient) -> None:
    body = sent(own_rows({"name": "Oštrelj"}, {"point": "1", "name": "Slatina"}))
    answer = client.post("/answer?chart=table&q=oštrelj", json=body).get_json()
    assert answer["parts"]["chart-box"].count('class="own-row"') == 1


def test_a_panel_tells_every_value_its_verdicts_and_that_nobody_checked_it(
    client: FlaskClient,
) -> None:
    body = sent(own_rows({}, {"analyte": "Pb", "value": 20.0, "censoring": "<"}))
    panel = client.post("/own/place", json=body).get_json()["panel"]
    for words in ("Garden", "lab.csv", "not checked by us", "above the alert threshold", "Serbia"):
        assert words in panel


def test_the_notice_says_what_has_no_position(client: FlaskClient) -> None:
    body = sent(own_rows({}, {"point": "1", "lat": None, "lon": None}))
    notice = client.post("/own", json=body).get_json()["parts"]["own-box"]
    assert "Showing 2 values from lab.csv beside the published data" in notice
    assert "1 value has no position" in notice


@pytest.mark.parametrize("language", ["en", "ro", "sr-Latn", "sr-Cyrl"])
def test_own_data_can_be_told_in_every_language(client: FlaskClient, language: str) -> None:
    body = sent(own_rows({}, {"censoring": "<"}, {"statistic": "mean", "n": 3}))
    for chart in (*CHARTS, "table"):
        response = client.post(f"/answer?lang={language}&chart={chart}", json=body)
        assert response.status_code == 200
    assert client.post(f"/own/place?lang={language}", json=body).status_code == 200
    use_language("en")


def test_a_body_that_is_too_long_or_no_json_is_refused_in_words(client: FlaskClient) -> None:
    long = client.post("/answer", data=b" " * (LONGEST_BODY + 1), content_type="application/json")
    assert long.status_code == 413
    broken = client.post("/answer", data="{", content_type="application/json")
    assert broken.status_code == 400
    assert broken.get_json()["error"]["code"] == "invalid_json"
    form = client.post("/answer", data={"value": "1"})
    assert form.get_json()["error"]["code"] == "wrong_content_type"
    assert form.headers["Cache-Control"] == "no-store"


def test_a_refusal_repeats_no_number_of_the_reader(client: FlaskClient) -> None:
    body = sent(own_rows({"lat": 123.456789}))
    refused = client.post("/answer", json=body)
    assert refused.status_code == 400
    assert "123.456789" not in refused.get_data(as_text=True)


def test_a_saved_picture_says_that_own_values_are_not_published(client: FlaskClient) -> None:
    body = sent(own_rows({}))
    figure = client.post("/picture", json=body).get_json()
    text = " ".join(note["text"] for note in figure["layout"]["annotations"]).replace("<br>", " ")
    assert "They are not published and not checked." in text


def test_a_hundred_thousand_own_values_are_answered(client: FlaskClient) -> None:
    rows = [GARDEN | {"point": str(i % 5000), "value": 1.0 + i % 997} for i in range(MOST_ROWS)]
    response = client.post("/answer", json=sent(rows))
    assert response.status_code == 200
    assert "100\u2009000 values" in response.get_json()["parts"]["chart-box"]
