"""The charts beside the map as a reader meets them: drawn, pointed at, zoomed."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from dashboard.figures.picture import WIDTH_PX
from tests.browser.chromium import Requests
from tests.browser.conftest import DESKTOP, PHONE, NewPage
from tests.browser.map_page import opened, until
from tests.serving import REPOSITORY, serving

HOSTILE = "<b>Bor</b><img src=x onerror=document.title=1>"


def test_marks_have_the_shapes_that_their_media_have_on_the_map(page: Page) -> None:
    opened(page, "/?medium=water,soil")
    shapes = page.evaluate(
        """() => {
            const plot = document.querySelector("#chart-box [data-plot]");
            return plot.data.filter((trace) => trace.meta.d).map((trace) => [trace.meta.d,
                [...plot.querySelectorAll(`.trace${trace.uid} path.point`)]
                    .map((mark) => mark.getAttribute("d"))]);
        }"""
    )
    assert len({wanted for wanted, _drawn in shapes}) > 1
    for wanted, drawn in shapes:
        assert drawn
        assert set(drawn) == {wanted}


def test_the_name_of_a_place_in_a_chart_leads_to_its_story(page: Page) -> None:
    opened(page, "/?medium=soil")
    name = page.locator(".chart-labels a").first
    place = name.get_attribute("data-place")
    name.hover()
    assert page.evaluate("() => atlas.highlighted") == place
    name.click()
    expect(page.locator("#story-title")).to_be_visible()
    assert f"site={place}" in page.url


def test_the_words_on_a_limit_follow_its_line_when_a_reader_zooms(page: Page) -> None:
    opened(page, "/?medium=soil")

    def words() -> list[float]:
        found: list[float] = page.evaluate(
            """() => [...document.querySelectorAll(".chart-labels [data-axis]")]
                .map((label) => label.hidden ? -1 : parseFloat(label.style.left))"""
        )
        return found

    before = words()
    page.evaluate(
        """() => {
            const plot = document.querySelector("#chart-box [data-plot]");
            const [low, high] = plot.layout.xaxis.range;
            return Plotly.relayout(plot, {"xaxis.range": [low, low + (high - low) / 2]});
        }"""
    )
    after = words()
    for old, new in zip(before, after, strict=True):
        assert new == (pytest.approx(2 * old, abs=0.1) if old < 50 else -1)


def test_another_filter_is_drawn_into_the_same_chart(page: Page) -> None:
    opened(page)
    page.evaluate("() => { document.querySelector('#chart-box [data-plot]').mine = true; }")
    page.evaluate("() => atlas.change({ country: 'RO' })")
    expect(page.locator("#summary")).to_contain_text("copper (Cu); Romania")
    assert page.evaluate("() => document.querySelector('#chart-box [data-plot]').mine")


def test_a_newer_choice_calls_the_older_question_off(page: Page) -> None:
    opened(page)
    page.evaluate("() => { atlas.change({ country: 'RO' }); }")
    page.evaluate("() => { atlas.change({ country: 'RS' }); }")
    expect(page.locator("#summary")).to_contain_text("copper (Cu); Serbia")
    page.wait_for_timeout(300)
    expect(page.locator("#summary")).to_contain_text("copper (Cu); Serbia")


def test_a_chart_is_saved_as_a_picture_that_stands_alone(page: Page) -> None:
    opened(page, "/?dataset=training&analyte=Pb")
    page.locator("#chart-box [data-plot]").hover(position={"x": 200, "y": 200})
    with page.expect_download() as saving:
        page.locator(".modebar-btn[data-title='Save the chart as a picture']").click()
    assert saving.value.suggested_filename == "netmin-atlas-Pb.png"
    with Image.open(saving.value.path()) as picture:
        shown = page.locator("#chart-box [data-plot]").bounding_box()
        assert shown
        assert picture.width == 2 * WIDTH_PX
        assert picture.height > 2 * shown["height"]


@pytest.fixture(scope="module")
def hostile_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The training survey, with markup in the names of its places and its taxa."""
    folder = tmp_path_factory.mktemp("hostile") / "package"
    shutil.copytree(REPOSITORY / "data" / "training", folder)
    for table, columns in (("sampling_points", ["name"]), ("measurements", ["taxon", "organ"])):
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update(dict.fromkeys(columns, HOSTILE))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def hostile_atlas(hostile_package: Path) -> Iterator[str]:
    with serving(env={"ATLAS_DATA": str(hostile_package)}) as server:
        yield server.url


@pytest.mark.parametrize("chart", ["ranking", "distribution", "time", "matrix"])
def test_markup_in_the_data_is_only_text_when_a_mark_is_pointed_at(
    hostile_atlas: str, new_page: NewPage, chart: str
) -> None:
    page = opened(new_page(), f"{hostile_atlas}/?chart={chart}")
    title = page.title()
    marks = ".barlayer .point path" if chart == "matrix" else ".scatterlayer path.point"
    mark = page.locator(f"#chart-box {marks}").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    told = page.locator("#chart-box .hoverlayer .hovertext")
    expect(told.first).to_contain_text(HOSTILE)
    assert page.locator("#chart-box img:not(.symbol)").count() == 0
    assert page.title() == title


@pytest.mark.parametrize("chart", ["ranking", "matrix", "table"])
def test_markup_in_the_data_is_only_text_beside_the_marks(
    hostile_atlas: str, new_page: NewPage, chart: str
) -> None:
    page = opened(new_page(), f"{hostile_atlas}/?chart={chart}")
    title = page.title()
    expect(page.locator("#chart-box")).to_contain_text("<img src=x")
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))"
    )
    until(page, "() => document.querySelectorAll('#chart-box td').length > 0")
    assert page.locator("#chart-box img:not(.symbol)").count() == 0
    assert page.title() == title


def test_a_mark_of_a_chart_highlights_its_place_and_opens_its_story(page: Page) -> None:
    opened(page)
    place = page.evaluate(
        """() => {
            const plot = document.querySelector("#chart-box .js-plotly-plot");
            const trace = plot.data.find((one) => one.customdata && one.customdata.length);
            plot.emit("plotly_hover", { points: [{ customdata: trace.customdata[0] }] });
            return trace.customdata[0][0];
        }"""
    )
    assert place
    assert page.evaluate("() => atlas.highlighted") == place
    page.evaluate(
        """(place) => document.querySelector("#chart-box .js-plotly-plot")
            .emit("plotly_click", { points: [{ customdata: [place] }] })""",
        place,
    )
    until(page, "(place) => location.search.includes('site=' + place)", place)


@pytest.mark.parametrize("chart", ["ranking", "distribution", "time", "matrix"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_chart_has_a_finding_as_title_words_for_it_and_its_numbers(
    new_page: NewPage, chart: str, size
) -> None:
    page = opened(new_page(viewport=size), f"/?chart={chart}")
    expect(page.locator(".chart-title")).not_to_be_empty()
    described = page.locator(".chart-figure [role=img]")
    assert len(described.get_attribute("aria-label") or "") > 30
    page.get_by_text("The numbers of this chart").click()
    expect(page.locator(".chart-numbers table")).to_be_visible()


def test_charts_need_only_the_small_plotly(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page)
    paths = [url.partition("?")[0] for url in asked]
    scripts = [path for path in paths if "plotly" in path and path.endswith(".js")]
    assert len(scripts) == 1
    assert scripts[0].endswith("plotly-basic.min.js")


def test_the_numbers_behind_a_chart_follow_the_filters_while_they_are_unfolded(page: Page) -> None:
    opened(page)
    page.get_by_text("The numbers of this chart").click()
    rows = page.locator(".chart-numbers tbody tr")
    assert rows.count() > 1
    page.evaluate("() => atlas.change({ country: 'RO' })")
    expect(page.locator("#summary")).to_contain_text("copper (Cu); Romania")
    countries = {row.locator("td").nth(1).inner_text() for row in rows.all()}
    assert countries == {"Romania"}


def test_the_means_come_when_their_fold_is_opened_and_follow_the_filters(
    page: Page, requests: Requests
) -> None:
    opened(page, "/?dataset=training&analyte=Cd")
    assert not [url for url in requests.all if "/averages" in url]
    page.locator("#averages > summary").click()
    box = page.locator("#averages-box")
    expect(box).to_contain_text("Kaplan–Meier")
    expect(box).to_contain_text("Serbia")
    assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    page.evaluate("() => atlas.change({ country: 'RO' })")
    expect(box).not_to_contain_text("Serbia")
    expect(box).to_contain_text("Romania")
    page.locator("#averages > summary").click()
    before = len([url for url in requests.all if "/averages" in url])
    page.evaluate("() => atlas.change({ country: '' })")
    expect(page.locator("#summary")).to_contain_text("600")
    assert len([url for url in requests.all if "/averages" in url]) == before
