"""What is seen of the map page before Dash is there, and that nothing later takes its place."""

import pytest
from playwright.sync_api import Page, Route, ViewportSize

from tests.browser.conftest import DESKTOP, PHONE, NewPage
from tests.browser.map_page import see_chart, until

PAINTS = """
window.paints = [];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => paints.push({
    what: entry.element?.closest("#map-first") ? "first picture" : String(entry.element?.outerHTML),
    at: entry.startTime,
    size: entry.size,
}))).observe({ type: "largest-contentful-paint", buffered: true });
"""
USABLE = "() => Boolean(window.atlas && atlas.usable)"
SIZES = [
    (1350, 940),
    (1366, 768),
    (1280, 720),
    (1920, 1080),
    (2560, 1440),
    (412, 823),
    (390, 844),
    (360, 640),
]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_largest_thing_painted_stands_in_the_first_html(
    new_page: NewPage, size: ViewportSize
) -> None:
    page = new_page(viewport=size)
    page.add_init_script(PAINTS)
    page.goto("/")
    until(page, USABLE)
    until(page, "() => document.querySelectorAll('.relief .leaflet-tile-loaded').length > 3")
    page.wait_for_timeout(500)
    paints = page.evaluate("() => paints")
    assert paints[-1]["what"] == "first picture", paints
    early = page.evaluate(
        """() => {
            const loaded = performance.getEntriesByType("navigation")[0].loadEventStart;
            return performance.getEntriesByType("resource")
            .filter((one) => one.name.includes("/_dash-component-suites/"))
            .filter((one) => one.startTime < loaded)
            .map((one) => one.name);
        }"""
    )
    assert not early


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def test_the_first_picture_lies_where_the_map_will_draw_the_same(
    new_page: NewPage, size: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    page.goto("/")
    until(page, USABLE)
    until(page, "() => Boolean(document.querySelector('.map-box.is-usable'))")
    found = page.evaluate(
        """() => {
            document.querySelector(".map-box").classList.remove("is-usable");
            const box = atlas.map.getContainer().getBoundingClientRect();
            const corner = (lat, lng) => {
                const at = atlas.map.latLngToContainerPoint([lat, lng]);
                return [at.x + box.left, at.y + box.top];
            };
            const picture = document.querySelector("#map-first img").getBoundingClientRect();
            return [
                [picture.left, picture.top, picture.right, picture.bottom],
                [...corner(46.43, 19.57), ...corner(43.37, 23.43)],
            ];
        }"""
    )
    assert found[0] == pytest.approx(found[1], abs=5)


def test_a_link_that_says_where_the_map_stands_says_it_of_the_first_picture(page: Page) -> None:
    page.goto("/?map=9/44.07/22.1")
    until(page, "() => Boolean(document.querySelector('.map-box.is-usable'))")
    apart = page.evaluate(
        """() => {
            document.querySelector(".map-box").classList.remove("is-usable");
            const box = atlas.map.getContainer().getBoundingClientRect();
            const at = atlas.map.latLngToContainerPoint([46.43, 19.57]);
            const picture = document.querySelector("#map-first img").getBoundingClientRect();
            return [picture.left - box.left - at.x, picture.top - box.top - at.y];
        }"""
    )
    assert apart == pytest.approx([0, 0], abs=3)


def test_a_reader_without_javascript_sees_the_ground_of_the_map(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto("/")
    picture = page.locator("#map-first img")
    assert picture.bounding_box()
    frame = page.locator(".map-box").bounding_box()
    assert frame
    assert frame["height"] > 400


def test_a_choice_made_before_dash_is_there_counts(page: Page) -> None:
    held: list[Route] = []
    page.route("**/dash-renderer/**", lambda route: held.append(route))  # noqa: PLW0108
    page.goto("/")
    until(page, "() => Boolean(window.atlas)")
    page.evaluate("() => document.querySelector('#c-form input[name=law][value=RS]').click()")
    until(page, "() => Boolean(document.querySelector('script[src*=dash-renderer]'))")
    while not held:
        page.wait_for_timeout(25)
    assert not page.evaluate("() => atlas.alive")
    held.pop().continue_()
    until(page, "() => location.search.includes('law=RS')")


def test_a_link_of_the_page_works_before_dash_is_there(page: Page) -> None:
    page.route("**/dash-renderer/**", lambda route: None)
    page.goto("/")
    until(page, "() => Boolean(window.atlas)")
    page.locator("a[data-go]").first.click()
    page.wait_for_url(lambda url: "?" in url and url.rpartition("?")[2] != "")


def test_a_phone_fetches_the_charts_script_when_the_reader_goes_there(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response(lambda response: "/answer?" in response.url):
        page.goto("/")
    page.wait_for_timeout(500)
    assert not any("plotly" in url for url in asked)
    see_chart(page)
    assert any("plotly-basic" in url for url in asked)
