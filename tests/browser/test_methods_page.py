"""The methods page in a real browser: the live example, links into folds, and without scripts."""

from playwright.sync_api import Page, expect

from tests.browser.chromium import until
from tests.browser.conftest import NewPage, Requests

LIMIT = "limit-RS-30-2018.soil.Cu.remediation"
ALIVE = (
    "() => !document.querySelector('.is-building') && Boolean(document.querySelector('#m-answer'))"
)


def alive(page: Page, address: str = "/methods") -> Page:
    """Open the page and wait until Dash has built its form."""
    page.goto(address)
    until(page, ALIVE)
    until(page, "() => Boolean(document.querySelector('#reference section'))")
    return page


def test_the_page_opens_clean_and_loads_no_map(page: Page, viewport, requests: Requests) -> None:
    alive(page)
    expect(page.locator("#m-answer")).to_contain_text("above the alert threshold")
    expect(page.locator("#unchecked")).to_contain_text("are unchecked")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert not [url for url in requests.all if "/basemap/" in url or "plotly" in url]


def test_the_example_answers_while_one_types(page: Page) -> None:
    alive(page)
    answer = page.locator("#m-answer")
    page.locator("#m-value").fill("20")
    expect(answer).to_contain_text("at or below the normal value")
    page.locator("#m-clay").fill("15")
    page.locator("#m-organic_matter").fill("5")
    expect(answer).to_contain_text("corrected for this soil; tabled 36")
    page.locator("#m-value").fill("lots")
    expect(answer.get_by_role("alert")).to_contain_text("Write a number")


def test_water_asks_for_hardness_and_litres(page: Page) -> None:
    alive(page)
    expect(page.locator("#m-hardness")).to_be_hidden()
    page.get_by_role("radio", name="surface water").check(force=True)
    expect(page.locator("#m-hardness")).to_be_visible()
    expect(page.locator("#m-clay")).to_be_hidden()
    expect(page.locator("#m-answer")).to_contain_text("150\u2009µg/L of copper (Cu) in surface")


def test_the_amount_of_the_reference_element_gives_the_enrichment_factor(page: Page) -> None:
    alive(page)
    page.locator("#answer-indices > summary").click()
    row = page.locator("#answer-indices tr", has=page.get_by_role("link", name="EF", exact=True))
    expect(row).to_contain_text("needs iron from the same sample")
    page.locator("#m-reference_value").fill("39176")
    expect(row).to_contain_text("5.36")


def test_an_exposure_of_ones_own_changes_the_risk(page: Page) -> None:
    alive(page)
    page.locator("#health-example > summary").click()
    page.get_by_role("textbox", name="Soil ingestion rate, child, mg/d").fill("400")
    expect(page.locator("#m-risk")).to_contain_text("IngR changed by the reader from 200 to 400")


def test_a_link_to_a_limit_opens_its_fold_and_shows_it(page: Page) -> None:
    alive(page, f"/methods#{LIMIT}")
    cell = page.locator(f'[id="{LIMIT}"]')
    expect(cell).to_be_in_viewport()
    expect(cell).to_have_text("190")
    expect(cell).to_have_class("number unread is-target")
    page.evaluate("() => { location.hash = 'index-EF' }")
    expect(page.locator("#index-EF")).to_have_attribute("open", "")
    expect(page.locator("#index-EF > summary")).to_be_in_viewport()


def test_the_answer_leads_to_the_limit_that_decides(page: Page) -> None:
    alive(page)
    page.get_by_role("link", name="alert threshold, homes and gardens: 100").click()
    expect(page.locator('[id="limit-RO-756-1997.soil.sensitive.Cu.alert"]')).to_be_in_viewport()


def test_everything_can_be_read_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/methods")
    expect(page.locator("h1")).to_have_text("How is a number judged?")
    expect(page.locator("#m-answer")).to_contain_text("above the alert threshold")
    page.locator("#regulation-RO-756-1997 > summary").click()
    expect(page.locator('[id="limit-RO-756-1997.soil.sensitive.Cu.alert"]')).to_have_text("100")
