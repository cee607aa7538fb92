"""What a reader with large type, a narrow screen or no mouse would stumble over on a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from dashboard.components.frame import further_pages, pages
from tests.browser.reading import alive

LOOKING = (Path(__file__).parent / "looking.js").read_text(encoding="utf-8")
UNFOLD = "() => document.querySelectorAll('main details').forEach((fold) => (fold.open = true))"
PATHS = tuple(path for path, _name in (*pages(), *further_pages()))
EVERY_KIND = (
    *PATHS,
    "/?site=S-RS-010",
    "/?chart=table",
    "/?chart=matrix",
    "/place?at=44.08,22.10",
    "/place?q=Slatina",
    "/site/RO_RUSCHITA",
    "/nowhere",
)
"""A page of every kind that the atlas has."""

SPACED = """*, *::before, *::after {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""
"""Text spacing as WCAG 1.4.12 names it."""


def opened(page: Page, address: str) -> Page:
    """Open a page, wait until it can be used, and make ready to look at it."""
    alive(page, address).evaluate(LOOKING)
    return page


def look(page: Page, what: str) -> list[Any]:
    """Return what one of the functions of `looking.js` finds."""
    found: list[Any] = page.evaluate(f"() => looking.{what}()")
    return found


def space_out(page: Page) -> None:
    """Lay WCAG's text spacing over the page, as a reader's own stylesheet does."""
    page.evaluate(
        """(css) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        SPACED,
    )


def walk(page: Page, most: int = 400) -> list[dict[str, Any]]:
    """Press Tab until the page has been left or a stop comes again; return the stops."""
    stops: list[dict[str, Any]] = []
    for _step in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate("() => looking.focused()")
        if stop is None or any(stop["number"] == one["number"] for one in stops):
            return stops
        stops.append(stop)
    raise AssertionError(f"after {most} steps the page is not left: {stops[-1]['what']}")
