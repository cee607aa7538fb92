"""Opening any page and waiting until it can be used."""

from playwright.sync_api import Page

from tests.browser.map_page import see_chart, until


def alive(page: Page, address: str) -> Page:
    """Open a page and wait until Dash has built it, the map can be used and charts are drawn.

    A page without Dash (it carries no layout) can be used as soon as it is there.
    """
    page.goto(address)
    if not page.locator("#page-layout").count():
        return page
    until(
        page,
        """() => Boolean(document.querySelector("#react-entry-point:not(.is-building) .page")
            && window.dash_clientside && dash_clientside.set_props)""",
    )
    if page.locator(".map-box").count():
        until(page, "() => Boolean(window.atlas && atlas.usable)")
        see_chart(page)
    return page
