"""Online tiles are one more ground to choose; without network the map stays as it is."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import Watch
from tests.browser.map_page import choose_metal, opened, samples, until
from tests.serving import serving

TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(env={"ATLAS_TILES": TILES}) as server:
        yield server.url


@pytest.mark.browser
def test_with_the_network_cut_the_online_ground_leaves_the_map_usable(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address)
    watch = Watch()
    page: Page = context.new_page()
    watch.attach(page)
    opened(page)
    assert watch.requests.outside == []
    page.locator(".leaflet-control-layers input").nth(1).check(force=True)
    until(page, "() => document.querySelectorAll('.leaflet-tile').length > 0")
    page.wait_for_timeout(300)
    assert watch.requests.outside
    assert all(re.match(r"https://tiles\.example\.org/", url) for url in watch.requests.outside)
    choose_metal(page, "Pb")
    assert samples(page)
    page.locator(".leaflet-control-layers input").nth(0).check(force=True)
    until(page, "() => document.querySelectorAll('.relief img').length > 0")
    context.close()
