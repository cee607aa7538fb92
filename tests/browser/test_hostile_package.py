"""A package in which every free text is an attack, opened in the real app."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import until
from tests.browser.conftest import DESKTOP, NewPage
from tests.browser.map_page import item_of, opened
from tests.hostile import ATTACK, write_hostile_package
from tests.serving import Server, serving

INJECTED = """() => [...document.querySelectorAll("*")].filter((element) =>
    element.matches("img[src='x'], script:not([src]):not([id]):not(head script)")
    || [...element.attributes].some((one) => one.name.startsWith("on"))
    || /^(javascript|data|vbscript):/i.test(element.getAttribute("href") || "")
).map((element) => element.outerHTML.slice(0, 200))"""
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on the hostile package."""
    folder = write_hostile_package(tmp_path_factory.mktemp("packages") / "hostile")
    with serving(env={"ATLAS_DATA": str(folder)}) as server:
        yield server


def assert_harmless(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => window.pwned === undefined")
    assert page.evaluate(INJECTED) == []


@pytest.mark.parametrize("chart", ["ranking", "distribution", "time", "matrix", "table"])
def test_no_text_of_a_file_becomes_part_of_the_map_page(
    new_page: NewPage, hostile: Server, chart: str
) -> None:
    page = opened(new_page(), f"{hostile.url}/?chart={chart}")
    assert_harmless(page)
    if chart != "table":
        page.locator(".chart-numbers summary").click()
        expect(page.locator(".chart-numbers table")).to_be_visible()
        assert_harmless(page)


def test_no_text_of_a_file_becomes_part_of_a_story(new_page: NewPage, hostile: Server) -> None:
    for place in ("BOR", "RIVER", "MINE", "POND"):
        page = opened(new_page(), f"{hostile.url}/?site={place}")
        expect(page.locator("#story-title")).to_contain_text(ATTACK)
        assert_harmless(page)


def test_no_text_of_a_file_becomes_part_of_a_tooltip(new_page: NewPage, hostile: Server) -> None:
    page = opened(new_page(), f"{hostile.url}/?map=14/44.06/22.12&scope=border&analyte=As")
    at = item_of(page, "RIVER")
    page.mouse.move(at["x"], at["y"])
    expect(page.locator(".atlas-tip .tip-title")).to_contain_text(ATTACK)
    assert_harmless(page)


@pytest.mark.parametrize(
    "path",
    [
        "/about",
        "/methods",
        "/nowhere",
        "/site/BOR",
        "/site/MINE",
        "/site/POND",
        "/site/TOTAL",
        "/place?at=44.06,22.12",
        "/place?at=44.06,22.12&use=well",
        "/place?q=Bor",
    ],
)
def test_no_text_of_a_file_becomes_part_of_any_other_page(
    new_page: NewPage, hostile: Server, watch, path: str
) -> None:
    watch.allow("404")
    page = new_page()
    page.goto(hostile.url + path)
    until(page, "() => Boolean(document.querySelector('#react-entry-point > .page'))")
    assert_harmless(page)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert_harmless(page)


def test_no_text_of_a_link_becomes_part_of_a_page(new_page: NewPage, hostile: Server) -> None:
    attack = "%22%3E%3Cimg%20src=x%20onerror=window.pwned=1%3E"
    page = opened(new_page(), f"{hostile.url}/?analyte={attack}&q={attack}&dataset={attack}")
    expect(page.locator("#notes")).to_contain_text("onerror")
    assert_harmless(page)


@pytest.mark.parametrize(
    "path", ["/", "/?chart=table", "/?site=BOR", "/site/POND", "/about", "/place?at=44.06,22.12"]
)
@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["narrow", "desktop"])
def test_a_word_without_end_makes_no_page_wider_than_the_screen(
    new_page: NewPage, hostile: Server, path: str, size
) -> None:
    page = new_page(viewport=size)
    page.goto(hostile.url + path)
    until(page, "() => Boolean(document.querySelector('#react-entry-point > .page'))")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
