"""Measure next, as a person meets it: gaps, a tapped outline, a plan, with script and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.plan_question import PATH
from tests.browser.conftest import DESKTOP, WIDE, NewPage
from tests.browser.test_axe import violations

NARROW = {"width": 360, "height": 740}
CIRCLE = f"{PATH}?at=44.08,22.10&radius=600"
LANGUAGES = ("en", "ro", "sr-Latn", "sr-Cyrl")


def said(page: Page):
    return page.locator("#plan-said")


def fits(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))


def tap(page: Page, across: float, down: float) -> None:
    """Tap the map at a share of its width and height, and wait until the server has answered."""
    map_ = page.locator(".plan-map")
    map_.scroll_into_view_if_needed()
    box = map_.bounding_box()
    assert box
    with page.expect_response(re.compile("/plan/part")):
        map_.click(position={"x": box["width"] * across, "y": box["height"] * down})
    expect(page.locator("#plan-form")).not_to_have_attribute("aria-busy", "true")


@pytest.mark.parametrize("size", [NARROW, DESKTOP, WIDE], ids=["narrow", "desktop", "wide"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_stands_on_every_screen_in_every_language(new_page: NewPage, language, size):
    page = new_page(viewport=size)
    page.goto(f"{CIRCLE}&lang={language}")
    expect(said(page)).to_be_visible()
    expect(page.locator(".plan-map .plan-point")).to_have_count(20)
    assert fits(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["narrow", "desktop"])
def test_axe_finds_nothing(new_page: NewPage, theme, size):
    page = new_page(viewport=size, theme=theme)
    for path in (PATH, CIRCLE, f"{PATH}?by=outline&area=1,2&kind=stratified"):
        page.goto(path)
        page.evaluate("() => document.querySelectorAll('details').forEach((d) => (d.open = true))")
        assert violations(page) == []


def test_an_outline_is_tapped_corner_by_corner_and_taken_back(new_page: NewPage):
    page = new_page()
    page.goto(f"{PATH}?by=outline&box=44.08,22.10,4")
    for across, down in ((0.3, 0.3), (0.7, 0.3), (0.7, 0.7)):
        tap(page, across, down)
    expect(page.locator(".plan-corner")).to_have_count(3)
    expect(said(page)).to_contain_text("20 places to sample")
    tap(page, 0.3, 0.7)
    expect(page.locator(".plan-corner")).to_have_count(4)
    assert len(page.locator("#plan-corners").input_value().splitlines()) == 4
    page.get_by_role("button", name="Take the last corner away").click()
    expect(page.locator(".plan-corner")).to_have_count(3)
    page.get_by_role("button", name="Clear all corners").click()
    expect(page.locator(".plan-corner")).to_have_count(0)
    expect(page.locator("#plan-corners")).to_have_value("")


def test_a_tap_on_the_map_of_the_region_comes_nearer_first(new_page: NewPage):
    page = new_page()
    page.goto(f"{PATH}?by=outline")
    tap(page, 0.5, 0.5)
    expect(page.locator(".plan-corner")).to_have_count(0)
    assert page.locator(".plan-map").get_attribute("data-far") is None
    tap(page, 0.5, 0.5)
    expect(page.locator(".plan-corner")).to_have_count(1)


def test_what_is_chosen_is_drawn_at_once_told_and_stays_in_the_link(new_page: NewPage):
    page = new_page()
    page.goto(CIRCLE)
    page.get_by_label("Samples, at most").fill("7")
    expect(page.locator("#plan-status")).to_contain_text("7 places to sample")
    expect(page.locator(".plan-map .plan-point")).to_have_count(7)
    page.get_by_label("Metal").select_option("Pb")
    expect(page.locator("#plan-gaps")).to_contain_text("Lead (Pb)")
    assert "metal=Pb" in page.url
    assert "n=7" in page.url
    page.reload()
    expect(page.locator(".plan-map .plan-point")).to_have_count(7)


def test_a_plan_is_made_with_the_keyboard_alone(new_page: NewPage):
    page = new_page()
    page.goto(f"{PATH}?lang=en")
    page.locator("#plan-q").focus()
    page.keyboard.type("Majdanpek", delay=20)
    expect(page.locator("#plan-list li").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("20 places")
    page.locator(".plan-steps button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#plan-form")).not_to_have_attribute("aria-busy", "true")
    assert page.evaluate("() => document.activeElement.value") == "in"


def test_everything_works_without_javascript(new_page: NewPage):
    page = new_page(java_script_enabled=False)
    page.goto(f"{PATH}?lang=en")
    page.locator("#plan-q").fill("Majdanpek")
    page.get_by_role("button", name="Draw the plan").click()
    expect(said(page)).to_contain_text("20 places")
    page.get_by_role("button", name="Show less of the map").click()
    assert "go=in" in page.url
    expect(said(page)).to_contain_text("20 places")
    link = page.get_by_role("link", name="(GPX)").get_attribute("href")
    assert page.request.get(link).status == 200


def test_a_square_without_a_measurement_leads_to_its_plan(new_page: NewPage):
    page = new_page()
    page.goto(f"{PATH}?lang=en")
    page.get_by_role("link", name=re.compile("Plan samples here")).first.click()
    expect(said(page)).to_contain_text("places to sample over 13")
