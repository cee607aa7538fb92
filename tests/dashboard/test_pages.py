"""Every page of every place says what it is, where it is from, and nothing that breaks."""

import re

import pytest

from dashboard.atlases import Atlases
from dashboard.components.badge import badge
from dashboard.components.frame import further_pages, pages
from dashboard.components.source_note import link_of, source_note
from dashboard.components.story import story
from dashboard.components.summary import nothing_found, on_map, sentence
from dashboard.components.table import in_order, matching
from dashboard.i18n import LANGUAGES
from dashboard.pages import about
from dashboard.pages.map import answer, layout
from dashboard.prerender import render
from layers.model import Selection

TITLED = (
    *dict(pages()),
    *dict(further_pages()),
    "/place?q=Slatina",
    "/place?q=Majdanpek&use=well",
    "/site/RO_RUSCHITA",
    "/nowhere",
)


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def text(component) -> str:
    return plain(render(component))


@pytest.mark.parametrize("name", ["published", "training"])
def test_every_place_tells_its_story_with_a_source(atlases: Atlases, name: str) -> None:
    atlas = atlases.named(name)
    for place in atlas.known["site"]:
        told = render(story(atlas, Selection(place=place, dataset=name)))
        assert "source-note" in told or "No concentration is published" in told, place


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_title_of_its_own_and_says_its_language(client, language: str) -> None:
    titles = []
    for path in TITLED:
        page = client.get(f"{path}{'&' if '?' in path else '?'}lang={language}").text
        titles.append(re.search(r"<title>(.*)</title>", page)[1])
        assert f'<html lang="{language}">' in page
    assert len(set(titles)) == len(titles), titles
    assert all(title.endswith(" – NETMIN Atlas") for title in titles)


def test_a_place_that_nobody_knows_has_no_story(published) -> None:
    assert story(published, Selection(place="nowhere")) is None


def test_the_story_of_a_pooled_maximum_says_of_how_many_samples(published) -> None:
    told = text(story(published, Selection(place="RS-BOR-12PT")))
    assert "2\u2009540\u2009mg/kg" in told
    assert "maximum of 12 samples" in told
    assert "year not stated" in told
    assert "estimated from a place name, within about 20\u2009km" in told


def test_both_countries_verdicts_stand_beside_a_value(published) -> None:
    told = text(story(published, Selection(place="RO_RUSCHITA", analyte="Pb")))
    for heading in ("Romania, homes and gardens", "Romania, industry", "Serbia"):
        assert heading in told
    assert "limit known from memory only, not checked" in told


def test_the_sentence_counts_what_is_shown_of_what_there_is(published) -> None:
    selection = Selection(analyte="Cu", groups=("soil",), countries=("RS",))
    shown = published.select(selection)
    assert sentence(published, selection, shown) == (
        f"{len(shown)} of {published.total('Cu')} values: copper (Cu); soil; Serbia"
    )


def test_values_for_whole_areas_are_counted_apart_from_places(published) -> None:
    shown = published.select(Selection())
    areas = int((shown["scope"] == "pooled").sum())
    assert f"{areas} values stand for whole areas" in on_map(shown)


def test_an_empty_view_names_the_filter_to_drop_and_how_many_values_come_back(published) -> None:
    selection = Selection(analyte="Hg", groups=("soil",), countries=("RO",))
    assert published.select(selection).empty
    said = text(nothing_found(published, selection))
    freed = len(published.select(selection.but(countries=())))
    assert f"Without “Romania”: {freed} values" in said
    assert "does not mean that the ground is clean" in said


def test_the_table_puts_empty_cells_last_whichever_way_it_is_sorted(published) -> None:
    shown = published.select(Selection())
    for sort in ("year", "-year"):
        years = in_order(shown, Selection(sort=sort), published)["year_end"].isna().to_numpy()
        assert not (years[:-1] > years[1:]).any()


def test_the_search_finds_authors_and_towns_and_takes_no_pattern(published) -> None:
    shown = published.select(Selection())
    assert set(matching(shown, published, "dordievski")["source_id"]) == {"DORDIEVSKI2023"}
    assert matching(shown, published, ".*").empty


def test_a_link_from_a_file_is_followed_only_to_the_web(published) -> None:
    source = published.sources.iloc[0].copy()
    source["doi"], source["url"] = "", "javascript:alert(1)"
    assert link_of(source) == ""


def test_a_value_without_verdict_says_why(published) -> None:
    tailings = published.values[published.values["medium"] == "tailings"].iloc[0]
    said = text(badge(published, tailings, "RO_sensitive"))
    assert "not judged" in said
    assert "no limits for this material are carried here" in said


@pytest.mark.parametrize("chart", ["ranking", "distribution", "time", "matrix", "table"])
@pytest.mark.parametrize(
    ("name", "analyte", "words"),
    [
        ("published", "Cu", "copper (Cu)"),
        ("published", "Se", "selenium (Se)"),
        ("published", "pH", "pH"),
        ("published", "Cs-137", "caesium"),
        ("training", "Cd", "cadmium (Cd)"),
    ],
)
def test_every_kind_of_answer_can_be_made_for_every_kind_of_analyte(
    atlases: Atlases, name: str, analyte: str, words: str, chart: str
) -> None:
    atlas = atlases.named(name)
    selection = atlas.read(f"?analyte={analyte}&chart={chart}&colour=concentration")
    parts = answer(atlas, selection, "dark")["parts"]
    assert words in plain(parts["summary"])
    assert plain(parts["chart-box"]).strip()


def test_the_first_html_holds_the_controls_choice_the_legend_and_the_sentence(published) -> None:
    page = text(layout(published, published.read("?analyte=Pb&law=RS")))
    assert "lead (Pb)" in page
    assert "Serbian law" in page
    assert re.search(r"\d+ of \d+ values: lead", page)


def test_the_page_about_the_data_lists_every_source_that_is_used(published) -> None:
    said = render(about.layout(published, Selection()))
    for source in published.values["source_id"].unique():
        assert render(source_note(published, source)) in said
