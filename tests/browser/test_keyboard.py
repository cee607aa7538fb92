"""Without a mouse: every control is reached and left, its focus is seen, nothing lies over it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, NewPage
from tests.browser.looking import look, opened, walk

WAYS = ("/", "/?chart=table", "/place", "/place?at=44.08,22.10", "/methods", "/accessibility")


@pytest.mark.parametrize("path", WAYS)
def test_tab_reaches_every_control_and_each_is_seen(new_page: NewPage, path: str) -> None:
    """WCAG 2.1.1, 2.1.2, 2.4.1, 2.4.7, 2.4.11."""
    page = opened(new_page(viewport=PHONE if "place" in path else DESKTOP), path)
    stops = walk(page)
    assert "skip" in stops[0]["what"]
    assert [stop["what"] for stop in stops if not stop["ring"]] == []
    assert [stop["what"] for stop in stops if stop["free"] < 0.5] == []
    assert look(page, "missed") == []


def test_the_first_stop_leads_past_the_navigation(new_page: NewPage) -> None:
    for path in ("/", "/place"):
        page = opened(new_page(), path)
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => Boolean(document.activeElement.closest('main'))"), path


def test_the_panel_of_a_place_is_left_by_escape_and_traps_nobody(new_page: NewPage) -> None:
    page = opened(new_page(), "/?site=S-RS-010")
    page.locator("#story a").first.focus()
    stops = walk(page)
    assert [stop["what"] for stop in stops if stop["free"] < 0.5] == []
    page.locator("#story a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#story-title")).to_have_count(0)


def test_the_map_moves_and_grows_by_its_keys(new_page: NewPage) -> None:
    page = opened(new_page(reduced_motion="reduce"), "/")
    page.wait_for_timeout(400)  # the region has been fitted
    page.locator(".leaflet-container").focus()
    west, zoom = page.evaluate("() => [atlas.map.getCenter().lng, atlas.map.getZoom()]")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    assert page.evaluate("() => atlas.map.getCenter().lng") < west
    assert page.evaluate("() => atlas.map.getZoom()") == zoom + 1


def test_a_metal_is_found_and_taken_by_keys_alone(new_page: NewPage) -> None:
    page = opened(new_page(), "/")
    page.locator("#c-analyte > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("lead")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#c-analyte input[value=Pb]")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#summary")).to_contain_text("Lead (Pb)")
    expect(page.locator("#c-analyte")).not_to_have_attribute("open", "")


def chosen_apart(page: Page, chosen: str, other: str, paint: str) -> bool:
    """Whether two elements are painted apart, as css computes one property."""
    return bool(
        page.evaluate(
            """([chosen, other, paint]) => {
                const of = (what) => getComputedStyle(document.querySelector(what))[paint];
                return of(chosen) !== of(other);
            }""",
            [chosen, other, paint],
        )
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_forced_colours_what_is_chosen_and_what_a_symbol_says_stay_apart(
    new_page: NewPage, theme: str
) -> None:
    """The system's few colours take the place of ours; shapes, marks and frames remain."""
    page = opened(new_page(theme=theme, forced_colors="active"), "/?colour=concentration")
    for chosen, other, paint in (
        (".header nav a[aria-current]", ".header nav a:not([aria-current])", "borderBottomColor"),
        (".tabs a[aria-current]", ".tabs a:not([aria-current])", "borderBottomColor"),
        ("label:has([value=RO]:checked)", "label:has([value=RS])", "backgroundColor"),
        (".package-switch [aria-current]", ".package-switch :not([aria-current])", "color"),
    ):
        assert chosen_apart(page, chosen, other, paint), chosen
    bar = page.evaluate("() => getComputedStyle(document.querySelector('.bar-colours'))")
    assert "gradient" in bar["backgroundImage"]
    opened(page, "/")
    keys = page.locator(".key .symbol")
    pictures = [keys.nth(at).screenshot() for at in range(keys.count())]
    assert len(set(pictures)) >= keys.count() - 1  # plants and animals share the leaf
    for icon in page.locator(".header .icon:visible").all():
        painted = icon.evaluate("(node) => getComputedStyle(node).backgroundColor")
        assert painted != icon.evaluate("() => getComputedStyle(document.body).backgroundColor")
    opened(page, "/place?lang=en")
    assert chosen_apart(
        page, ".place-chips :checked + span", ".place-chips :not(:checked) + span", "color"
    )


def test_the_filters_of_the_map_work_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/?lang=ro")
    page.locator("#c-analyte > summary").click()
    page.locator("#c-analyte input[value=Pb]").check()
    page.locator(".segments-law label", has_text="Serbia").click()
    page.locator("#more-filters > summary").click()
    page.locator("#c-country label", has_text="România").click()
    page.locator(".filter-bar button[type=submit]").click()
    assert "analyte=Pb" in page.url
    assert "law=RS" in page.url
    assert "country=RO" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "ro")
    expect(page.locator("#summary")).to_contain_text("plumb (Pb)")
    expect(page.locator("#chart-box table tbody tr").first).to_be_visible()
