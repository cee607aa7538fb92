"""What holds for every chart, whatever it shows."""

import json
import re
from collections.abc import Callable

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.figures import (
    FigureResult,
    FigureView,
    distribution,
    matrix,
    ranking,
    through_time,
)
from tests.dashboard.figures import drawn
from tests.dashboard.figures.joined import (
    frame,
    nothing_measured,
    published,
    survey,
    value,
    view,
)

Build = Callable[[pd.DataFrame, FigureView], FigureResult]
ALL = [ranking, distribution, through_time, matrix]
WITH_MARKS = [ranking, distribution, through_time]
HOSTILE = 'Bor <b onload=x>&amp;</b><a href="javascript:alert(1)">%{x}</a>'
POINTERS = {"limit", "key", "box"}

every_figure = pytest.mark.parametrize("build", ALL)
with_marks = pytest.mark.parametrize("build", WITH_MARKS)


@every_figure
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_plotly_finds_nothing_wrong_in_what_is_built_without_its_checks(
    build: Build, theme: str
) -> None:
    for values in (published(), survey(200, 3)):
        result = build(values, view(theme=theme, highlight="RO-B"))
        Figure(drawn.spec(result))


@every_figure
def test_only_the_smallest_plotly_bundle_is_needed(build: Build) -> None:
    assert {trace["type"] for trace in drawn.spec(build(published(), view()))["data"]} <= {
        "scatter",
        "bar",
    }


@every_figure
def test_five_thousand_points_and_ten_metals_are_a_small_figure(build: Build) -> None:
    screen = build(survey(5000, 10), view()).drawing.screen()
    assert len(json.dumps(screen)) <= 150_000


@every_figure
def test_thousands_of_summaries_are_a_small_figure(build: Build) -> None:
    many = survey(3000, 2).assign(statistic="max", pooled=True)
    assert len(json.dumps(build(many, view()).drawing.screen())) <= 150_000


@every_figure
def test_an_empty_selection_says_why_there_is_no_chart(build: Build) -> None:
    result = build(nothing_measured(), view())
    assert result.empty
    assert result.title == result.empty
    assert not result.figure.data


@with_marks
def test_values_in_units_that_cannot_be_compared_are_a_reason_of_their_own(build: Build) -> None:
    result = build(frame(value(value_std=float("nan"), unit="g")), view())
    assert result.empty
    assert "unit" in result.empty


@with_marks
def test_values_that_are_not_drawn_are_counted_in_the_words(build: Build) -> None:
    values = frame(value(), value(value_std=float("nan")), value(value=0.0))
    assert "2 values are not drawn" in build(values, view()).alt


@every_figure
def test_every_mark_carries_its_place_and_its_measurement(build: Build) -> None:
    values = published()
    known = set(zip(values["point_id"], values["measurement_id"], strict=True))
    for trace in drawn.spec(build(values, view()))["data"]:
        if trace["meta"]["kind"] in POINTERS:
            continue
        assert len(trace["customdata"]) == len(trace["x"])
        for place, measurement in trace["customdata"]:
            assert (place, measurement) in known or measurement is None


@with_marks
def test_a_sample_and_a_summary_never_share_a_trace(build: Build) -> None:
    values = published()
    pooled = set(values.loc[values["pooled"], "measurement_id"])
    result = build(values, view())
    for trace in drawn.spec(result)["data"]:
        ids = {owner[1] for owner in trace.get("customdata", []) if owner[1]}
        assert ids <= pooled or not ids & pooled
    assert drawn.measured(result, *drawn.SUMMARIES) == pooled
    assert not drawn.measured(result, *drawn.SAMPLES) & pooled


@with_marks
def test_a_summary_is_hollow_and_a_sample_is_filled(build: Build) -> None:
    result = build(published(), view())
    assert all("open" in t["marker"]["symbol"] for t in drawn.traces(result, *drawn.SUMMARIES))
    assert all("open" not in t["marker"]["symbol"] for t in drawn.traces(result, "single"))


@with_marks
def test_a_value_below_detection_is_hollow_and_points_to_where_the_truth_lies(
    build: Build,
) -> None:
    values = frame(value(value=5.0, censoring="<"), value(value=50.0), value(value=900.0))
    (trace,) = drawn.traces(build(values, view()), "single_censored")
    assert "open" in trace["marker"]["symbol"]
    bars = trace.get("error_x") or trace["error_y"]
    assert bars["arrayminus"][0] > 0
    assert bars["array"][0] == 0
    assert "less than 5" in trace["hovertext"][0]


@with_marks
def test_a_verdict_on_an_unchecked_limit_is_grey_and_hollow(build: Build) -> None:
    values = frame(value(value=900.0, checked_RO_sensitive=False))
    result = build(values, view())
    (trace,) = drawn.traces(result)
    assert trace["meta"]["kind"] == "single_unknown"
    assert trace["marker"]["color"] == "#6d7377"
    assert "nobody has checked" in trace["hovertext"][0]


@every_figure
def test_names_of_the_data_cannot_become_markup(build: Build) -> None:
    values = frame(value(name=HOSTILE, taxon=HOSTILE, source_id="<i>X</i>", year=2010))
    labels = {("group", "soil"): HOSTILE, ("medium", "soil"): HOSTILE}
    result = build(values, view(labels=labels))
    text = drawn.words(result)
    assert "&lt;b onload" in text
    tags = set(re.findall(r"<[^>]*>", text))
    assert tags <= {"<b>", "</b>", "<br>"}
    assert "hovertemplate" not in result.figure.to_json()
    assert "texttemplate" not in result.figure.to_json()


@every_figure
def test_titles_and_alternatives_are_plain_text_on_one_line(build: Build) -> None:
    result = build(frame(value(name="Bor\n& \u202etown", year=2010)), view())
    assert "&amp;" not in result.title + result.alt
    assert "\n" not in result.title + result.alt
    assert "\u202e" not in result.title + result.alt


@every_figure
def test_the_highlighted_place_has_the_heavier_outline(build: Build) -> None:
    plain, lit = build(published(), view()), build(published(), view(highlight="RO-B"))
    assert _widest(lit, "RO-B") > _widest(plain, "RO-B")
    assert _widest(lit, "RO-A") == _widest(plain, "RO-A")


def _widest(result: FigureResult, place: str) -> float:
    widths = [0.0]
    for trace in drawn.spec(result)["data"]:
        if trace["meta"]["kind"] in POINTERS or "marker" not in trace:
            continue
        width = trace["marker"]["line"]["width"]
        for i, owner in enumerate(trace["customdata"]):
            if owner[0] == place:
                widths.append(width[i] if isinstance(width, list) else width)
    return max(widths)


@every_figure
def test_zoom_is_kept_until_another_metal_is_chosen(build: Build) -> None:
    first = drawn.spec(build(published(), view()))["layout"]["uirevision"]
    assert first == drawn.spec(build(published(), view(law="RS")))["layout"]["uirevision"]
    assert "Cu" in first


@every_figure
def test_labels_and_key_are_words_of_the_page_and_not_plotly_s(build: Build) -> None:
    result = build(published(), view())
    layout = result.drawing.screen()["layout"]
    assert "annotations" not in layout
    assert not layout["showlegend"]
    text = drawn.words(result)
    assert all(entry.words in text for entry in result.drawing.key)
    assert all(label.lines[0] in text for label in result.drawing.labels)


@every_figure
def test_the_look_is_the_theme_of_the_page(build: Build) -> None:
    result = build(published(), view(theme="dark"))
    layout = result.drawing.screen()["layout"]
    assert layout["font"]["color"] == "#ebe6da"
    assert layout["paper_bgcolor"] == "rgba(0,0,0,0)"
    assert "Atlas Sans" in layout["font"]["family"]
    assert drawn.spec(result)["layout"]["paper_bgcolor"] == "#19232c"


@every_figure
def test_columns_may_be_categories(build: Build) -> None:
    values = published()
    texts = ["analyte", "medium", "group", "statistic", "censoring", "country", "point_id", "name"]
    result = build(values.astype(dict.fromkeys(texts, "category")), view())
    assert result.title == build(values, view()).title
    assert json.loads(result.figure.to_json())


@every_figure
def test_other_metals_of_the_frame_change_nothing_but_the_matrix(build: Build) -> None:
    values = published()
    lead = values.assign(analyte="Pb", measurement_id="L" + values["measurement_id"])
    both = build(pd.concat([values, lead], ignore_index=True), view())
    if build is not matrix:
        assert both.title == build(values, view()).title


@every_figure
def test_the_order_of_the_rows_does_not_matter(build: Build) -> None:
    values = published()
    shuffled = values.sample(frac=1, random_state=3)
    first, second = build(values, view()), build(shuffled, view())
    assert (first.title, first.alt) == (second.title, second.alt)
