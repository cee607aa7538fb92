"""Browsers that keep the address of a page to themselves."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chromium import Watch, leaves_the_machine
from tests.browser.map_page import opened, until


def keep_the_address(route: Route) -> None:
    """Answer a page with the policy of a browser whose reader wants no Referer sent."""
    if leaves_the_machine(route.request.url):
        route.abort()
    elif route.request.resource_type == "document":
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "referrer-policy": "no-referrer"})
    else:
        route.continue_()


@pytest.fixture
def private(page: Page) -> Page:
    """A page of such a browser."""
    page.route("**/*", keep_the_address)
    return page


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/about", "Where do the numbers come from?"),
        ("/methods", "How is a number judged?"),
        ("/site/W-RO-001", "Boșneag tailings pond"),
    ],
)
def test_every_page_stays_itself_without_a_referer(
    private: Page, watch: Watch, path: str, heading: str
) -> None:
    private.goto(path)
    until(private, "() => Boolean(document.querySelector('#react-entry-point > .page'))")
    until(private, "() => Boolean(window.dash_component_api)")
    private.wait_for_load_state("networkidle")
    expect(private.locator("h1")).to_contain_text(heading)
    expect(private.locator(".map-box")).to_have_count(0)
    assert not [url for url in watch.requests.all if "_dash-layout" in url]


def test_a_link_keeps_its_state_without_a_referer(private: Page) -> None:
    opened(private, "/?analyte=Pb&law=RS")
    expect(private.locator("#legend")).to_contain_text("lead (Pb), Serbian law")
    expect(private.locator("#summary")).to_contain_text("lead (Pb)")
