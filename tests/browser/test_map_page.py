"""The map page as a reader meets it: in a real browser, with the network cut."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Requests
from tests.browser.conftest import DESKTOP, PHONE, NewPage
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
    assert asked == []
    assert samples(page) != before
    until(page, "() => location.search.includes('analyte=Pb')")
    expect(page.locator("#summary")).to_contain_text("lead (Pb)")


def test_back_and_forward_walk_through_the_states(page: Page) -> None:
    opened(page)
    page.get_by_label("Serbia", exact=True).first.check(force=True)
    until(page, "() => location.search.includes('law=RS')")
    expect(page.locator("#legend")).to_contain_text("Serbian law")
    page.go_back()
    until(page, "() => !location.search.includes('law=RS')")
    expect(page.locator("#legend")).to_contain_text("Romanian law")
    assert all(
        mark["read"] for mark in samples(page) if mark["shape"] == "soil" and mark["step"] >= 0
    )
    page.go_forward()
    expect(page.locator("#legend")).to_contain_text("Serbian law")


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


@pytest.mark.parametrize(
    "query",
    [
        "?medium=soil",
        "?country=RO",
        "?analyte=Pb&statistic=mean,max",
        "?from=2005&to=2015",
        "?verdict=3",
        "?law=RS&verdict=2,3",
        "?use=mine_waste",
        "?scope=border,comparison",
        "?analyte=Zn&source=GOGOASA2009",
        "?dataset=training&analyte=Cd&from=2024&to=2024&country=RS",
        "?dataset=training&analyte=Hg&medium=soil&verdict=0&use=arable",
    ],
)
def test_browser_and_server_filter_alike(page: Page, query: str) -> None:
    """The map chooses in the browser, the table on the server: the same places must come out."""
    opened(page, f"/{query}&chart=table" if "chart" not in query else f"/{query}")
    on_map = {mark["id"] for mark in samples(page)}
    values = sum(mark["count"] for mark in samples(page))
    said = page.locator("#summary").inner_text().replace("\u2009", "")
    places = re.search(r"(\d+) places? on the map", said)
    assert places, said
    assert int(places[1]) == len(on_map)
    shown, rest = (
        re.search(r"(\d+) of \d+ values:", said),
        re.search(r"(\d+) values? stands? for", said),
    )
    assert shown
    assert int(shown[1]) - (int(rest[1]) if rest else 0) == values


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


def test_what_a_link_asks_for_and_nobody_knows_is_said(page: Page) -> None:
    opened(page, "/?analyte=Xx&medium=mud")
    expect(page.locator("#notes")).to_contain_text("Metal: “Xx” is not known here")
    expect(page.locator("#summary")).to_contain_text("copper (Cu)")


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


def test_layers_can_be_switched_off(page: Page) -> None:
    opened(page)
    page.get_by_label("Measurements").uncheck(force=True)
    until(page, "() => atlas.symbols.marks().every((mark) => mark.kind !== 'sample')")
    page.get_by_label("Mines, works").uncheck(force=True)
    until(page, "() => atlas.symbols.marks().every((mark) => mark.kind === 'waste')")


def test_controls_changed_faster_than_the_link_keep_every_choice(page: Page) -> None:
    """Presses that come while the link of the press before is still on its way."""
    opened(page)
    page.evaluate(
        """async () => {
            const boxes = [...document.querySelectorAll("input[name=layers]")].slice(0, 3);
            window.flickers = 0;
            for (const [i, box] of boxes.entries()) {
                box.click();
                await new Promise((done) => setTimeout(done, 3 * i));
                window.flickers += boxes.slice(0, i + 1).filter((done) => done.checked).length;
            }
            atlas.change({ analyte: "Zn" });
            atlas.change({ colour: "concentration" });
        }"""
    )
    until(page, "() => location.search.includes('colour=concentration')")
    assert page.evaluate("() => window.flickers") == 0
    state = page.evaluate("() => Object.fromEntries(new URLSearchParams(location.search))")
    assert state["analyte"] == "Zn"
    boxes = page.locator("input[name=layers]")
    assert not {boxes.nth(i).get_attribute("value") for i in range(3)} & set(
        state["layers"].split(",")
    )
    expect(page.locator("[name=analyte]:checked")).to_have_value("Zn")
    for i in range(3):
        expect(boxes.nth(i)).not_to_be_checked()


@pytest.mark.parametrize("layer", ["river", "admin"])
def test_lines_can_be_switched_off(page: Page, layer: str) -> None:
    names = {"river": "Rivers", "admin": "Districts"}
    opened(page)
    line = page.locator(f".line-{layer}").first
    expect(line).to_be_visible()
    page.get_by_label(names[layer]).uncheck(force=True)
    expect(line).to_be_hidden()


def test_the_theme_switch_is_remembered_and_repaints(page: Page) -> None:
    opened(page)
    light = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    until(page, "() => document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") != light
    until(
        page,
        "() => [...document.querySelectorAll('.relief img')].some((i) => i.src.includes('/dark/'))",
    )
    page.reload()
    until(page, "() => document.documentElement.dataset.theme === 'dark'")


def test_a_row_under_the_pointer_is_highlighted_on_the_map(page: Page) -> None:
    opened(page, "/?chart=table")
    row = page.locator("table.values tbody tr").first
    row.hover()
    place = row.get_attribute("data-place")
    assert page.evaluate("() => atlas.highlighted") == place


def test_a_mark_of_a_chart_highlights_its_place_and_opens_its_story(page: Page) -> None:
    opened(page)
    place = page.evaluate(
        """() => {
            const plot = document.querySelector("#chart-box .js-plotly-plot");
            const trace = plot.data.find((one) => one.customdata && one.customdata.length);
            plot.emit("plotly_hover", { points: [{ customdata: trace.customdata[0] }] });
            return trace.customdata[0][0];
        }"""
    )
    assert place
    assert page.evaluate("() => atlas.highlighted") == place
    page.evaluate(
        """(place) => document.querySelector("#chart-box .js-plotly-plot")
            .emit("plotly_click", { points: [{ customdata: [place] }] })""",
        place,
    )
    until(page, "(place) => location.search.includes('site=' + place)", place)


@pytest.mark.parametrize("chart", ["ranking", "distribution", "time", "matrix"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_chart_has_a_finding_as_title_words_for_it_and_its_numbers(
    new_page: NewPage, chart: str, size
) -> None:
    page = opened(new_page(viewport=size), f"/?chart={chart}")
    expect(page.locator(".chart-title")).not_to_be_empty()
    described = page.locator(".chart-figure [role=img]")
    assert len(described.get_attribute("aria-label") or "") > 30
    page.get_by_text("The numbers of this chart").click()
    expect(page.locator(".chart-numbers table")).to_be_visible()


def test_charts_need_only_the_small_plotly(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page)
    paths = [url.partition("?")[0] for url in asked]
    scripts = [path for path in paths if "plotly" in path and path.endswith(".js")]
    assert len(scripts) == 1
    assert scripts[0].endswith("plotly-basic.min.js")


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


def test_a_metal_is_chosen_with_the_mouse_by_its_name_in_any_language(page: Page) -> None:
    opened(page)
    page.locator("#c-analyte > summary").click()
    fold = page.locator("#c-analyte .picker-panel")
    fold.get_by_role("searchbox").fill("олово")
    expect(fold.locator("label:visible")).to_have_text(["Find by name or symbol", "lead (Pb)"])
    fold.get_by_text("lead (Pb)").click()
    expect(fold).to_be_hidden()
    until(page, "() => location.search.includes('analyte=Pb')")
    expect(page.locator("#summary")).to_contain_text("lead (Pb)")


def test_rivers_and_names_come_once_the_map_is_usable(page: Page) -> None:
    opened(page)
    expect(page.locator(".line-river").first).to_be_visible()
    until(page, "() => Boolean(atlas.labels && atlas.labels.labels.length > 1000)")


def test_a_year_half_typed_leaves_map_and_table_alike(page: Page) -> None:
    opened(page)
    page.locator("#more-filters > summary").click()
    box = page.locator("#c-from")
    box.fill("2010")
    until(page, "() => location.search.includes('from=2010')")
    box.fill("201")
    page.wait_for_timeout(900)
    assert "NaN" not in page.url
    box.fill("")
    until(page, "() => !location.search.includes('from')")
    said = page.locator("#summary")
    expect(said).to_contain_text("32 of 63 values")
    assert sum(mark["count"] for mark in samples(page)) > 15


@pytest.mark.parametrize("query", ["?scope=none", "?from=99999", "?from=abc", "?to=1700"])
def test_an_odd_link_says_the_same_on_the_map_and_beside_it(page: Page, query: str) -> None:
    opened(page, f"/{query}")
    said = page.locator("#summary").inner_text()
    places = re.search(r"(\d+) places? on the map", said)
    assert places
    assert int(places[1]) == len({mark["id"] for mark in samples(page)})


def test_a_chosen_button_stays_readable_while_it_has_the_focus(page: Page) -> None:
    opened(page)
    page.locator(".segments-law label").nth(1).click()
    page.mouse.move(5, 5)
    looks = page.evaluate(
        """() => {
            const chosen = document.querySelectorAll(".segments-law label")[1];
            const style = getComputedStyle(chosen);
            return [style.color, style.backgroundColor];
        }"""
    )
    assert looks[0] != looks[1]


def test_a_server_that_does_not_answer_is_said_and_can_be_asked_again(page: Page, watch) -> None:
    watch.allow("answer")
    watch.allow("ERR_FAILED")
    opened(page)
    before = page.locator("#summary").inner_text()
    page.route("**/answer?*", lambda route: route.abort())
    page.evaluate("() => atlas.change({ country: 'RO' })")
    lost = page.get_by_role("alert")
    expect(lost).to_contain_text("The server does not answer")
    assert page.locator("#summary").inner_text() == before
    assert all(mark["id"].startswith("RO") for mark in samples(page))
    page.unroute("**/answer?*")
    lost.get_by_role("button").click()
    expect(page.locator("#summary")).to_contain_text("copper (Cu); Romania")
    expect(lost).to_be_hidden()


def test_the_focus_stays_on_the_tab_that_was_chosen(page: Page) -> None:
    opened(page)
    tab = page.get_by_role("link", name="Spread", exact=True)
    tab.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tabs [aria-current]")).to_have_text("Spread")
    assert page.evaluate("() => document.activeElement.textContent") == "Spread"


def test_the_numbers_behind_a_chart_follow_the_filters_while_they_are_unfolded(page: Page) -> None:
    opened(page)
    page.get_by_text("The numbers of this chart").click()
    rows = page.locator(".chart-numbers tbody tr")
    assert rows.count() > 1
    page.evaluate("() => atlas.change({ country: 'RO' })")
    expect(page.locator("#summary")).to_contain_text("copper (Cu); Romania")
    countries = {row.locator("td").nth(1).inner_text() for row in rows.all()}
    assert countries == {"Romania"}


def test_the_means_come_when_their_fold_is_opened_and_follow_the_filters(
    page: Page, requests: Requests
) -> None:
    opened(page, "/?dataset=training&analyte=Cd")
    assert not [url for url in requests.all if "/averages" in url]
    page.locator("#averages > summary").click()
    box = page.locator("#averages-box")
    expect(box).to_contain_text("Kaplan–Meier")
    expect(box).to_contain_text("Serbia")
    assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    page.evaluate("() => atlas.change({ country: 'RO' })")
    expect(box).not_to_contain_text("Serbia")
    expect(box).to_contain_text("Romania")
    page.locator("#averages > summary").click()
    before = len([url for url in requests.all if "/averages" in url])
    page.evaluate("() => atlas.change({ country: '' })")
    expect(page.locator("#summary")).to_contain_text("600")
    assert len([url for url in requests.all if "/averages" in url]) == before
