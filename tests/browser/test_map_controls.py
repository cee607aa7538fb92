"""The controls of the map page and its link, which follow each other."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import opened, samples, until


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


def test_what_a_link_asks_for_and_nobody_knows_is_said(page: Page) -> None:
    opened(page, "/?analyte=Xx&medium=mud")
    expect(page.locator("#notes")).to_contain_text("Metal: “Xx” is not known here")
    expect(page.locator("#summary")).to_contain_text("copper (Cu)")


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
