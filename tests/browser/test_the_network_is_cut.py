"""The guard itself: a page that asks another host, or complains, must not pass for clean."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import Watch, leaves_the_machine, until
from tests.serving import free_port


@pytest.fixture
def blank(browser: Browser, watch: Watch) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    watch.attach(page)
    yield page
    context.close()


@pytest.mark.browser
def test_a_picture_from_another_host_is_not_fetched_and_is_reported(
    blank: Page, watch: Watch
) -> None:
    blank.set_content("<img src='https://tile.example.org/1.png' onerror='window.lost = true'>")
    until(blank, "window.lost")
    assert watch.requests.outside == ["https://tile.example.org/1.png"]
    with pytest.raises(AssertionError, match=r"another host: https://tile\.example\.org"):
        watch.assert_clean()


@pytest.mark.browser
def test_chromium_reaches_no_name_and_no_other_address(browser: Browser) -> None:
    page = browser.new_page()
    failures: list[str] = []
    page.on("requestfailed", lambda request: failures.append(request.failure or ""))
    for address in (f"http://localhost:{free_port()}", "http://192.0.2.1", "https://example.org"):
        page.set_content(f"<img src='{address}/1.png' onerror='window.lost = true'>")
        until(page, "window.lost")
    page.close()
    assert len(failures) == 3
    assert set(failures) <= {"net::ERR_NAME_NOT_RESOLVED", "net::ERR_PROXY_CONNECTION_FAILED"}


@pytest.mark.browser
@pytest.mark.parametrize(
    "script",
    ["console.error('broken')", "console.warn('broken')", "setTimeout(() => { throw 'broken' })"],
)
def test_what_the_console_says_is_reported(blank: Page, watch: Watch, script: str) -> None:
    blank.set_content("<p>quiet</p>")
    blank.evaluate(f"() => {{ {script} }}")
    blank.wait_for_timeout(100)
    with pytest.raises(AssertionError, match="broken"):
        watch.assert_clean()


@pytest.mark.browser
def test_an_expected_complaint_is_forgiven_and_no_other(blank: Page, watch: Watch) -> None:
    watch.allow("no such place")
    blank.evaluate("() => { console.error('no such place'); console.error('no such metal') }")
    assert len(watch.complaints()) == 1
    assert "no such metal" in watch.complaints()[0]


@pytest.mark.parametrize(
    ("url", "leaves"),
    [
        ("http://127.0.0.1:8050/", False),
        ("data:image/png;base64,AAAA", False),
        ("blob:http://127.0.0.1:8050/1", False),
        ("https://tile.example.org/1.png", True),
        ("wss://127.0.0.2/", True),
        ("http://127.0.0.1.example.org/", True),
    ],
)
def test_only_loopback_stays_on_the_machine(url: str, leaves: bool) -> None:
    assert leaves_the_machine(url) is leaves
