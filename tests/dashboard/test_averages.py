"""The means under the charts: single samples only, always with their number, or the reason."""

import html
import re
import time

import pytest
from flask.testing import FlaskClient

from dashboard.atlas import Atlas
from dashboard.components.averages import averages
from dashboard.i18n import number
from dashboard.pages import map as map_page
from dashboard.prerender import render
from dashboard.state import FIXED_OPTIONS
from layers.model import Selection


def told(atlas: Atlas, selection: Selection) -> str:
    parts = averages(atlas, selection, atlas.select(selection))
    text = re.sub(r"<[^>]+>", " ", "".join(map(render, parts)))
    return html.unescape(re.sub(r"\s+", " ", text))


def test_where_only_means_are_published_nothing_is_averaged(published: Atlas) -> None:
    said = told(published, Selection(analyte="Se", scopes=FIXED_OPTIONS["scope"]))
    assert "0 single samples are shown. 21 means, maxima and the like are left out." in said
    assert "Only means, maxima and the like are published" in said
    assert "Kaplan" not in said


def test_one_sample_has_no_mean(published: Atlas) -> None:
    said = told(published, Selection(analyte="Cu"))
    assert "1 sample, none below detection. One sample has no mean." in said


def test_the_training_survey_is_summarised_by_medium_and_country(training: Atlas) -> None:
    groups = ("soil", "sediment", "water")
    selection = Selection(analyte="Cd", dataset="training", groups=groups)
    shown = training.select(selection)
    said = told(training, selection)
    for (medium, country), rows in shown.groupby(["medium", "country"]):
        place = f"{training.medium_name(medium)}"
        assert place in said
        assert training.term("country", country) in said
        below = int((rows["censoring"] == "<").sum())
        share = number(100 * below / len(rows), significant=2)
        counted = f"{below} below detection ({share} %)." if below else "none below detection."
        assert f"{len(rows)} samples, {counted}" in said
    assert "Kaplan–Meier" in said
    assert "order statistics" in said
    assert "a mean speaks of these samples, not of a country" in said


def test_a_filter_changes_what_is_averaged(training: Atlas) -> None:
    selection = Selection(analyte="Cd", dataset="training", countries=("RO",))
    said = told(training, selection)
    assert "Romania" in said
    assert "Serbia" not in said


def test_the_mean_of_detected_values_is_the_plain_mean(training: Atlas) -> None:
    selection = Selection(analyte="Cu", dataset="training", countries=("RS",), groups=("sediment",))
    shown = training.select(selection)
    said = told(training, selection)
    assert "none below detection" in said
    mean = number(shown["value_std"].mean(), significant=2).replace("\u2009", " ")
    assert f" {mean} " in said


def test_nothing_shown_says_so(published: Atlas) -> None:
    selection = Selection(analyte="Cu", years=(1800, 1801))
    assert told(published, selection) == " No value is shown. "


def test_the_fold_is_in_the_page_and_empty_until_it_is_opened(published: Atlas) -> None:
    page = render(map_page.layout(published, Selection()))
    assert "Means, with values below detection" in page
    assert "Kaplan" not in page


def test_the_route_answers_with_html_and_keeps_hostile_keys_out(client: FlaskClient) -> None:
    response = client.get("/averages?analyte=<script>&dataset=training&medium=x%00")
    assert response.status_code == 200
    assert response.mimetype == "text/html"
    assert response.headers["Cache-Control"] == "no-store"
    assert "<script>" not in response.get_data(as_text=True)


def test_the_same_question_is_answered_from_memory(training: Atlas) -> None:
    selection = Selection(analyte="Hg", dataset="training")
    shown = training.select(selection)
    first = time.perf_counter()
    averages(training, selection, shown)
    second = time.perf_counter()
    averages(training, selection, shown)
    assert time.perf_counter() - second < max(0.5 * (second - first), 0.05)


@pytest.mark.parametrize("language", ["ro", "sr-Latn", "sr-Cyrl"])
def test_every_word_of_it_is_translated(client: FlaskClient, language: str) -> None:
    response = client.get(f"/averages?analyte=Cd&dataset=training&lang={language}")
    text = response.get_data(as_text=True)
    assert "samples" not in text
    assert "detection" not in text
