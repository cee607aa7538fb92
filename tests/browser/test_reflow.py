"""Narrow, zoomed, spaced out, calm: a page gives way to what its reader needs."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, NewPage
from tests.browser.looking import EVERY_KIND, UNFOLD, look, opened, space_out

NARROWEST = {"width": 320, "height": 640}
ZOOMED = {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}
"""What a window of 1366 × 768 holds at 200 % zoom."""


def resized(page: Page, size) -> Page:
    page.set_viewport_size(size)
    page.wait_for_timeout(250)  # the map and the charts follow
    return page


def out_of_order(headings: list[list[Any]]) -> list[Any]:
    """Return the headings, if they are no outline under one first heading."""
    levels = [level for level, _words in headings]
    steps = [after - before for before, after in pairwise(levels)]
    good = levels[:1] == [1] and levels.count(1) == 1 and max(steps, default=0) <= 1
    return [] if good else headings


@pytest.mark.parametrize("path", EVERY_KIND)
def test_nothing_is_cut_or_off_to_the_side_and_nothing_moves(
    new_page: NewPage, watch, path: str
) -> None:
    """WCAG 1.4.10 reflow, 1.4.4 resize text, 1.4.12 text spacing; 2.3.3, 1.3.1 on the way."""
    watch.allow("404")
    page = opened(new_page(reduced_motion="reduce"), path)
    found = {"motion": look(page, "moving"), "headings": out_of_order(look(page, "headings"))}
    page.evaluate(UNFOLD)
    for name, size in (("320 px", NARROWEST), ("200 % zoom", ZOOMED), ("desktop", DESKTOP)):
        resized(page, size)
        found[name] = look(page, "wider") + look(page, "cut")
    space_out(page)
    found["desktop, spaced out"] = look(page, "wider") + look(page, "cut")
    resized(page, NARROWEST)
    found["320 px, spaced out"] = look(page, "wider") + look(page, "cut")
    assert not any(found.values()), found


def test_the_map_steps_instead_of_sliding_where_that_is_asked(new_page: NewPage) -> None:
    page = opened(new_page(reduced_motion="reduce"), "/")
    page.wait_for_timeout(400)  # the region has been fitted
    page.locator(".leaflet-container").focus()
    before = page.evaluate("() => atlas.map.getCenter().lng")
    page.keyboard.press("ArrowRight")
    after = page.evaluate("() => atlas.map.getCenter().lng")
    page.wait_for_timeout(300)
    assert before < after == page.evaluate("() => atlas.map.getCenter().lng")
    zoom = page.evaluate("() => atlas.map.getZoom()")
    page.locator(".leaflet-control-zoom-in").click()
    assert page.evaluate("() => [atlas.map.getZoom(), Boolean(atlas.map._animatingZoom)]") == [
        zoom + 1,
        False,
    ]
