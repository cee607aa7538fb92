"""What the tests of the map page do again and again."""

from typing import Any

from playwright.sync_api import Page

PATIENCE_MS = 20_000


def until(page: Page, condition: str, argument: Any = None) -> None:
    """Wait for a condition in the page; by asking, because the page forbids evaluated code."""
    for _ in range(PATIENCE_MS // 50):
        if page.evaluate(condition, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not within {PATIENCE_MS} ms: {condition}")


def opened(page: Page, address: str = "/") -> Page:
    """Open the map page and wait until the map can be used and the first chart is there."""
    page.goto(address)
    until(page, "() => Boolean(window.atlas && atlas.usable)")
    see_chart(page)
    return page


def see_chart(page: Page) -> None:
    """Wait until the chart is there; on a phone it comes when somebody goes below the map."""
    until(page, GO_TO_CHART)
    page.evaluate("() => scrollTo(0, 0)")


GO_TO_CHART = """() => {
    document.getElementById("chart-box").scrollIntoView();
    return performance.getEntriesByName("charts-painted").length > 0;
}"""
"""Goes there until it is drawn: the answer, when it comes, moves what stands above it."""

CHOOSE_METAL = """(metal) => {
    const fold = document.getElementById("c-analyte");
    fold.open = true;
    fold.querySelector(`input[value="${metal}"]`).click();
}"""
"""What a reader does in the fold of the metals, without the waiting in between."""


def choose_metal(page: Page, metal: str) -> None:
    """Choose a metal in its fold and wait until the link says so."""
    page.evaluate(CHOOSE_METAL, metal)
    until(page, "(metal) => location.search.includes('analyte=' + metal)", metal)


def marks(page: Page) -> list[dict[str, Any]]:
    """Return every symbol of the map, shown apart or in a count."""
    found: list[dict[str, Any]] = page.evaluate(
        """() => atlas.symbols.marks().map((mark) => Object.fromEntries(
            ["id", "kind", "step", "read", "pooled", "censored", "shape", "count"].map(
                (key) => [key, mark[key] ?? null])))"""
    )
    return found


def samples(page: Page) -> list[dict[str, Any]]:
    """Return the symbols that stand for measurements."""
    return [mark for mark in marks(page) if mark["kind"] == "sample"]


def item_of(page: Page, place: str) -> dict[str, float]:
    """Where on the screen the symbol of a place stands, in pixels of the window."""
    position: dict[str, float] | None = page.evaluate(
        """(place) => {
            const item = atlas.symbols.items.find((one) => one.mark && one.mark.id === place);
            if (!item) return null;
            const at = atlas.map.layerPointToContainerPoint([item.x, item.y]);
            const box = atlas.map.getContainer().getBoundingClientRect();
            return {x: box.left + at.x, y: box.top + at.y};
        }""",
        place,
    )
    assert position is not None, f"{place} has no symbol of its own here"
    return position
