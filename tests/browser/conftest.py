"""Pages in a real Chromium, with the network cut and every complaint recorded."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.chromium import Console, Requests, Watch, launched
from tests.serving import Server

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
WIDE: ViewportSize = {"width": 1920, "height": 1080}

NewPage = Callable[..., Page]

expect.set_options(timeout=20_000)  # on a busy machine a page takes its time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(params=[PHONE, DESKTOP, WIDE], ids=["phone", "desktop", "wide"])
def viewport(request: pytest.FixtureRequest) -> ViewportSize:
    """A test that names this runs once on each size."""
    size: ViewportSize = request.param
    return size


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    """A test that names this runs once in each theme, as the reader's system prefers it."""
    return str(request.param)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launched(playwright) as chromium:
        yield chromium


@pytest.fixture
def watch() -> Watch:
    """The record of all pages of this test; ``watch.allow(regex)`` expects a complaint."""
    return Watch()


@pytest.fixture
def new_page(browser: Browser, atlas_server: Server, watch: Watch) -> Iterator[NewPage]:
    """Open pages of any size, theme, language, with or without JavaScript.

    Paths are relative to the running atlas: ``new_page(locale="ro").goto("/?analyte=Cu")``. After
    the test every page must be clean: no error or warning in the console, no failed request, none
    to another host.
    """
    contexts = []

    def open_page(
        viewport: ViewportSize = DESKTOP,
        theme: str = "light",
        locale: str = "en-GB",
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=atlas_server.url,
            viewport=viewport,
            color_scheme=theme,  # type: ignore[arg-type]
            locale=locale,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        watch.attach(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    watch.assert_clean()


@pytest.fixture
def page(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """A page of the test's `viewport` and `theme` if it names them, else desktop and light."""
    named = {
        name: request.getfixturevalue(name)
        for name in ("viewport", "theme")
        if name in request.fixturenames
    }
    return new_page(**named)


@pytest.fixture
def console(watch: Watch) -> Console:
    return watch.console


@pytest.fixture
def requests(watch: Watch) -> Requests:
    return watch.requests
