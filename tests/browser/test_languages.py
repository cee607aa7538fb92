"""The whole product in four languages, as a reader meets it on a phone and on a desk."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, NewPage
from tests.browser.map_page import CHOOSE_METAL, item_of, opened, until
from tests.words_of_pages import LANGUAGES, english_in, words_of

NARROW = {"width": 360, "height": 740}
NAMES = {"en": "English", "ro": "Română", "sr-Latn": "Srpski", "sr-Cyrl": "Српски"}
QUESTIONS = {
    "en": "Where is the ground polluted",
    "ro": "Unde este solul poluat",
    "sr-Latn": "Gde je zemljište zagađeno",
    "sr-Cyrl": "Где је земљиште загађено",
}


def language_of(page: Page) -> str:
    return str(page.evaluate("() => document.documentElement.lang"))


def shown_words(page: Page) -> list[str]:
    """Words of the page as it stands now, unless marked as another language."""
    html = page.evaluate("() => document.documentElement.outerHTML")
    return list(words_of(html, language_of(page)))


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", NAMES)
def test_the_map_speaks_the_language_of_the_link_and_fits(
    new_page: NewPage, language: str, size
) -> None:
    page = opened(new_page(viewport=size), f"/?lang={language}&analyte=Pb")
    assert language_of(page) == language
    expect(page.locator("h1")).to_contain_text(QUESTIONS[language])
    if language != "en":
        assert english_in(shown_words(page), language) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
    for button in page.locator(".header button, .header summary, .segments label").all():
        box = button.bounding_box()
        assert box is None or box["height"] < 64, f"{button.inner_text()} wraps"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_makes_a_page_wider_than_a_phone(new_page: NewPage, watch, language) -> None:
    watch.allow(r"404 \(NOT FOUND\)")
    page = new_page(viewport=NARROW)
    for path in (
        "/about",
        "/accessibility",
        "/methods",
        "/no-such-page",
        "/site/RS-BOR-12PT",
        "/place",
        "/place?at=44.08,22.10",
    ):
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= NARROW["width"], path


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["phone", "desktop"])
def test_the_switch_works_by_keyboard_and_keeps_the_whole_state(new_page: NewPage, size) -> None:
    page = opened(new_page(viewport=size, locale="en-GB"), "/?analyte=Zn&medium=soil")
    page.evaluate("() => atlas.change({analyte: 'Pb'})")
    until(page, "() => location.search.includes('analyte=Pb')")
    switch = page.locator(".language-switch summary")
    expect(switch).to_have_accessible_name(re.compile("Language.*English"))
    switch.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".language-switch")).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("[data-language=ro]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ro")
    page.wait_for_load_state()
    until(page, "() => Boolean(window.atlas && atlas.usable)")
    assert "analyte=Pb" in page.url
    assert "medium=soil" in page.url
    assert "lang=ro" in page.url
    expect(page.locator("#summary")).to_contain_text("plumb (Pb)")


def test_a_language_pressed_in_the_same_moment_as_a_metal_keeps_the_metal(page: Page) -> None:
    opened(page, "/?analyte=Zn")
    page.evaluate(
        """() => {
            atlas.change({analyte: 'Pb'});
            document.querySelector('[data-language=ro]').click();
        }"""
    )
    expect(page.locator("html")).to_have_attribute("lang", "ro")
    assert "analyte=Pb" in page.url


def test_a_choice_is_answered_in_the_language_of_the_page(new_page: NewPage) -> None:
    page = opened(new_page(viewport=DESKTOP, locale="en-GB"), "/?lang=sr-Latn")
    page.evaluate(f"() => ({CHOOSE_METAL})('As')")
    expect(page.locator("#summary")).to_contain_text("arsen (As)")
    page.locator(".tabs a").nth(4).click()
    expect(page.locator("#chart-box .table-count")).to_contain_text("u tabeli")
    assert english_in(shown_words(page), "sr-Latn") == []
    page.go_back()
    assert language_of(page) == "sr-Latn"
    assert "lang=sr-Latn" in page.url


def test_the_browsers_language_decides_where_the_link_does_not(new_page: NewPage) -> None:
    page = opened(new_page(viewport=DESKTOP, locale="sr-RS"))
    assert language_of(page) == "sr-Cyrl"
    assert "lang=" not in page.url
    page.evaluate(f"() => ({CHOOSE_METAL})('Pb')")
    expect(page.locator("#summary")).to_contain_text("олово (Pb)")


def test_the_story_and_the_tooltip_of_a_place_speak_the_language(new_page: NewPage) -> None:
    page = opened(new_page(viewport=DESKTOP), "/?lang=ro&map=11/44.08/22.10")
    mine = page.evaluate(
        "() => atlas.symbols.items.find((one) => one.mark?.kind === 'mine').mark.id"
    )
    at = item_of(page, mine)
    page.mouse.move(at["x"], at["y"])
    expect(page.locator(".atlas-tip")).to_be_visible()
    assert english_in(page.locator(".atlas-tip").inner_text().split("\n"), "ro") == []
    page.mouse.click(at["x"], at["y"])
    expect(page.locator("#story-title")).to_be_visible()
    assert english_in(shown_words(page), "ro") == []


def test_charts_write_decimals_as_the_language_does(new_page: NewPage) -> None:
    page = opened(new_page(viewport=DESKTOP), "/?lang=ro&analyte=Hg&chart=ranking")
    expect(page.locator("#chart-box")).to_contain_text(re.compile(r"\d,\d"))
    assert not re.search(r"\d\.\d", page.locator("#chart-box .js-plotly-plot").inner_text())


def test_the_example_of_the_methods_page_answers_in_the_language(new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP, locale="en-GB")
    page.goto("/methods?lang=sr-Cyrl")
    value = page.locator("#m-value")
    expect(page.locator("#m-answer")).to_contain_text("изнад прага упозорења")
    value.fill("1,5")
    value.press("Enter")
    expect(page.locator("#m-answer")).to_contain_text("1,5")
    until(page, "() => document.querySelector('#m-answer .amount').textContent.includes('1,5')")
    assert english_in(shown_words(page), "sr-Cyrl") == []
