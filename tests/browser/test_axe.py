"""axe-core finds nothing to complain about: every page, its folds open, both themes, both sizes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.components.frame import further_pages, pages
from dashboard.i18n import LANGUAGES
from tests.browser.conftest import DESKTOP, PHONE, NewPage
from tests.browser.reading import alive

PATHS = [path for path, _name in (*pages(), *further_pages())]
OPEN_ALL = "() => document.querySelectorAll('main details').forEach((fold) => (fold.open = true))"
STATES = {
    "the map": "/",
    "a story over the map": "/?site=RO_RUSCHITA",
    "a mine over the map": "/?site=S-RS-010",
    "the spread": "/?chart=distribution",
    "the years": "/?chart=time",
    "the metals": "/?chart=matrix",
    "the table": "/?chart=table",
    "the Serbian law": "/?law=RS",
    "concentration": "/?colour=concentration",
    "no value": "/?analyte=Hg&country=RO&medium=soil",
    "an odd link": "/?analyte=Xx",
    "simulated data": "/?dataset=training",
    "inside another page": "/?embed=1",
    "a sampling point": "/site/RO_RUSCHITA",
    "a mine": "/site/S-RS-010",
    "a waste area": "/site/W-RO-005",
    "no such page": "/nowhere",
    **{path: path for path in PATHS if path != "/"},
}


ALL = {"resultTypes": ["violations"]}
FIRST_ROWS = {"include": [["html"]], "exclude": [["tbody > tr:nth-child(n + 7)"]]}
"""The rows of a table are made alike: for the looks, the first six stand for the others."""
OF_THE_COLOURS = ["color-contrast", "link-in-text-block"]
OF_THE_SIZE = ["scrollable-region-focusable", "target-size"]
"""Rules whose outcome depends on theme or size; the others read the same document again."""
LOOKS = (
    (DESKTOP, "dark", OF_THE_COLOURS),
    (PHONE, "light", OF_THE_SIZE),
    (PHONE, "dark", OF_THE_COLOURS + OF_THE_SIZE),
)


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds wrong: the rule, what it asks for, and the first elements."""
    options = ALL | {"runOnly": rules} if rules else ALL
    context = FIRST_ROWS if rules else None
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in one["nodes"][:5])
        for one in found
    ]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_either_theme_and_size(new_page: NewPage, watch, state: str) -> None:
    watch.allow("404")
    page = alive(new_page(), STATES[state])
    page.evaluate(OPEN_ALL)
    found = {"desktop, light": violations(page)}
    for viewport, theme, rules in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.wait_for_timeout(300)  # the map and the charts follow
        found[f"{viewport['width']} px, {theme}"] = violations(page, rules)
    assert not any(found.values()), "\n".join(
        f"{where}:\n  " + "\n  ".join(complaints) for where, complaints in found.items()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_list_neither_covers_nor_crowds_what_can_be_pressed(
    new_page: NewPage, language: str
) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    for path in ("/", "/place"):
        alive(page, f"{path}?lang={language}")
        page.locator(".language-switch > summary").click()
        assert violations(page, ["target-size"]) == [], path
    page.keyboard.press("Escape")
    page.locator("#place-q").press_sequentially("Slatina")
    expect(page.locator("#place-list > li").first).to_be_visible()
    assert violations(page, ["target-size"]) == []


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
@pytest.mark.parametrize("path", ["/?site=RO_RUSCHITA", *PATHS])
def test_axe_finds_nothing_in_other_languages(new_page: NewPage, path: str, language: str) -> None:
    page = alive(new_page(), f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert page.locator("html").get_attribute("lang") == language
    assert violations(page) == []
