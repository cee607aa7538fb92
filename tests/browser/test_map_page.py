"""The map page as a reader meets it: in a real browser, with the network cut."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.map_page import CHOOSE_METAL, item_of, opened, samples, until


def test_the_page_opens_clean_on_every_screen_and_theme(page: Page, viewport, theme) -> None:
    opened(page)
    expect(page.locator("#summary")).to_contain_text("values: copper (Cu)")
    expect(page.locator("#legend")).to_contain_text("above the intervention threshold")
    assert samples(page)


def test_nothing_is_wider_than_the_screen_of_a_phone(new_page: NewPage) -> None:
    page = opened(new_page(viewport={"width": 360, "height": 740}))
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= 360


def test_title_navigation_legend_and_summary_are_readable_without_javascript(
    new_page: NewPage,
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/?analyte=Pb&medium=soil")
    expect(page.locator("h1")).to_contain_text("Where is the ground polluted")
    expect(page.locator("header nav")).to_contain_text("About")
    expect(page.locator("#summary")).to_contain_text(
        re.compile(r"\d+ of \d+ values: lead \(Pb\); soil")
    )
    expect(page.locator("#legend")).to_contain_text("lead (Pb), Romanian law")


def test_another_metal_recolours_the_map_without_asking_the_server(page: Page) -> None:
    opened(page)
    before = samples(page)
    asked = page.evaluate(
        f"""() => new Promise((done) => {{
            performance.setResourceTimingBufferSize(5000);
            performance.clearResourceTimings();
            performance.clearMarks("map-painted");
            ({CHOOSE_METAL})("Pb");
            const look = () => performance.getEntriesByName("map-painted").length
                ? done(performance.getEntriesByType("resource").map((one) => one.name))
                : requestAnimationFrame(look);
            look();
        }})"""
    )
    # Chromium looks its icon up in its cache when the address changes, sometimes before the paint.
    assert [address for address in asked if "/assets/favicon" not in address] == []
    assert samples(page) != before
    until(page, "() => location.search.includes('analyte=Pb')")
    expect(page.locator("#summary")).to_contain_text("lead (Pb)")


def test_a_verdict_on_a_limit_that_nobody_has_read_keeps_its_colour_away(page: Page) -> None:
    opened(page, "/?law=RS")
    judged = [mark for mark in samples(page) if mark["step"] >= 0]
    assert judged
    assert not any(mark["read"] for mark in judged)
    expect(page.locator("#legend")).to_contain_text("Known from memory")


def test_a_link_opened_elsewhere_shows_the_same(new_page: NewPage) -> None:
    address = "/?analyte=As&law=RS&medium=soil&country=RS&chart=table&map=9/44.1/22.1"
    first, second = opened(new_page(), address), opened(new_page(), address)
    for page in (first, second):
        expect(page.locator("#summary")).to_contain_text("arsenic (As); soil; Serbia")
        expect(page.locator("table.values").first).to_be_visible()
    assert samples(first) == samples(second)
    assert first.locator("#chart-box").inner_text() == second.locator("#chart-box").inner_text()


def test_a_click_on_a_symbol_tells_its_story_with_its_source(page: Page) -> None:
    opened(page, "/?map=13/45.632/22.414")
    at = item_of(page, "RO_RUSCHITA")
    page.mouse.click(at["x"], at["y"])
    story = page.locator("#story")
    expect(story).to_contain_text("Rușchița village soils")
    expect(story).to_contain_text("40.5\u2009mg/kg")
    expect(story).to_contain_text("Romania, homes and gardens")
    expect(story).to_contain_text("Serbia")
    expect(story.get_by_role("link", name=re.compile("Researches regarding")).first).to_be_visible()
    assert "site=RO_RUSCHITA" in page.url
    page.keyboard.press("Escape")
    until(page, "() => !location.search.includes('site=')")
    expect(story).to_be_empty()


def test_every_symbol_can_be_hit_within_24_pixels(page: Page) -> None:
    opened(page, "/?map=13/45.632/22.414")
    at = item_of(page, "RO_RUSCHITA")
    page.mouse.click(at["x"] + 11, at["y"])
    expect(page.locator("#story")).to_contain_text("Rușchița village soils")


def test_a_mine_and_a_waste_area_show_their_facts_and_what_is_near(page: Page) -> None:
    opened(page, "/?site=S-RS-010")
    story = page.locator("#story")
    expect(story).to_contain_text("Bor smelter, acid plant and refinery")
    expect(story).to_contain_text("Топионица")
    expect(story).to_contain_text("Within 5\u2009km")
    page.goto("/?site=W-RO-005")
    expect(story).to_contain_text("7.83\u2009ha")
    expect(story).to_contain_text("its areas are doubtful")


def test_the_table_is_the_keyboards_way_to_a_place(page: Page) -> None:
    opened(page, "/?chart=table")
    link = page.locator("table.values tbody th a").first
    name = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#story-title")).to_have_text(name)


def test_the_table_sorts_finds_and_turns_its_pages(page: Page) -> None:
    opened(page, "/?dataset=training&chart=table")
    first = page.locator("table.values tbody th").first
    page.get_by_role("link", name="Place", exact=True).click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Place")
    start = first.inner_text()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".pager")).to_contain_text("Page 2 of")
    assert first.inner_text() > start
    page.get_by_label("Find in the table").fill("sediment")
    expect(page.locator(".table-count")).not_to_contain_text("600")
    expect(page.locator("table.values tbody td").first).to_contain_text("sediment")


def test_an_empty_view_says_why_and_offers_the_way_back(page: Page) -> None:
    opened(page, "/?analyte=Hg&country=RO&medium=soil")
    summary = page.locator("#summary")
    expect(summary).to_contain_text("No value here fits")
    expect(summary).to_contain_text("does not mean that the ground is clean")
    summary.get_by_role("link", name="Without").first.click()
    expect(summary).to_contain_text(re.compile(r"\d+ of \d+ values"))


def test_simulated_data_say_so_and_the_banner_cannot_be_closed(page: Page) -> None:
    opened(page, "/?dataset=training")
    banner = page.locator(".simulated-banner")
    expect(banner).to_contain_text("Simulated data for training")
    assert banner.get_by_role("button").count() == 0
    page.goto("/about?dataset=training")
    expect(banner).to_be_visible()
    page.goto("/site/RS-BOR-12PT")
    expect(banner).to_have_count(0)


def test_a_maximum_of_twelve_points_is_never_drawn_as_a_sample(page: Page) -> None:
    opened(page)
    bor = [mark for mark in samples(page) if mark["id"] == "RS-BOR-12PT"]
    assert bor
    assert all(mark["pooled"] for mark in bor)


def test_single_samples_and_statistics_of_one_place_are_two_symbols(page: Page) -> None:
    opened(page)
    river = [mark for mark in samples(page) if mark["id"] == "W01"]
    assert sorted(mark["pooled"] for mark in river) == [False, True]


def test_a_row_under_the_pointer_is_highlighted_on_the_map(page: Page) -> None:
    opened(page, "/?chart=table")
    row = page.locator("table.values tbody tr").first
    row.hover()
    place = row.get_attribute("data-place")
    assert page.evaluate("() => atlas.highlighted") == place


def test_pages_without_a_map_stand_by_themselves(page: Page) -> None:
    page.goto("/about")
    expect(page.locator("h1")).to_have_text("Where do the numbers come from?")
    until(page, "() => Boolean(document.querySelector('#react-entry-point .page'))")
    page.goto("/site/W-RO-001")
    expect(page.locator("h1")).to_contain_text("Boșneag tailings pond")
    expect(page.locator("main")).to_contain_text("C-104/15")


def test_an_unknown_address_says_so(page: Page, watch) -> None:
    watch.allow("404")
    response = page.goto("/nowhere")
    assert response is not None
    assert response.status == 404
    expect(page.locator("h1")).to_have_text("There is no such page.")


def test_rivers_and_names_come_once_the_map_is_usable(page: Page) -> None:
    opened(page)
    expect(page.locator(".line-river").first).to_be_visible()
    until(page, "() => Boolean(atlas.labels && atlas.labels.labels.length > 1000)")
