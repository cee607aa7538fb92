"""A reader's own data on the map page, in a real browser: everywhere at once, in this tab only."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, NewPage
from tests.browser.map_page import choose_metal, item_of, opened, samples, until
from tests.browser.test_axe import violations
from tests.own_data import HOSTILE, Row, kept, own_rows, sent

FLUID_MS = 1_000
"""Longest wait for the map with 10,000 own points, on a machine that does much else."""

ROWS = own_rows(
    {"point": "a", "name": "Garden 1", "value": 150.0},
    {"point": "a", "name": "Garden 1", "analyte": "Pb", "value": 15.0},
    {"point": "b", "name": "Garden 2", "value": 12.0, "lat": 44.3, "lon": 22.3},
    {"point": "c", "name": "Garden 3", "value": 8.0, "censoring": "<", "lat": None, "lon": None},
)
OWN = "() => atlas.symbols.marks().filter((mark) => mark.own)"
MARKS = (
    f"() => ({OWN})().map(({{ id, step, censored, shape }}) => ({{ id, step, censored, shape }}))"
)
OWN_IN_CHART = """() => document.querySelector("#chart-box [data-plot]").data
    .flatMap((trace) => trace.customdata || []).some(([place]) => place?.startsWith("own:"))"""


def with_own(page: Page, rows: Sequence[Row] = ROWS, address: str = "/") -> Page:
    """Open the map page in a tab that holds own values, and wait until they are shown."""
    seed = "if (!sessionStorage.seeded) {{ sessionStorage.seeded = 1; {0} }}"
    page.add_init_script(
        seed.format(f"sessionStorage.setItem('atlas.own', {json.dumps(kept(rows))})")
    )
    opened(page, address)
    until(page, "() => performance.getEntriesByName('own-shown').length > 0")
    return page


def own_marks(page: Page) -> list[dict[str, Any]]:
    """Return the symbols of own values, by place."""
    found: list[dict[str, Any]] = page.evaluate(MARKS)
    return sorted(found, key=lambda mark: str(mark["id"]))


def test_own_values_are_on_the_map_beside_the_published_ones(page: Page) -> None:
    opened(page)
    published = samples(page)
    with_own(page)
    assert [mark["step"] for mark in own_marks(page)] == [2, 0]
    assert len(samples(page)) == len(published) + 2
    expect(page.locator("#own-box")).to_contain_text("Showing 4 values from lab.csv")
    expect(page.locator("#own-box")).to_contain_text("1 value has no position")
    expect(page.locator("#own-switch")).to_contain_text("Your data, this session only")


def test_another_metal_needs_no_request_for_own_values(page: Page, requests) -> None:
    with_own(page)
    before = len(requests.all)
    choose_metal(page, "Pb")
    assert [mark["id"] for mark in own_marks(page)] == ["own:0"]
    expect(page.locator("#chart-box .chart-own")).to_contain_text("1 value.")
    asked = [url for url in requests.all[before:] if not re.search("/answer|favicon", url)]
    assert asked == []


def test_the_law_recolours_own_values(page: Page) -> None:
    with_own(page)
    page.evaluate("() => atlas.change({ land_use: 'less_sensitive' })")
    until(page, "() => atlas.symbols.view.regime === 'RO_less_sensitive'")
    assert [mark["step"] for mark in own_marks(page)] == [1, 0]


@pytest.mark.parametrize("chart", ["ranking", "distribution", "time", "matrix"])
def test_own_values_are_in_every_chart(page: Page, chart: str) -> None:
    with_own(page, address=f"/?chart={chart}")
    until(page, OWN_IN_CHART)
    expect(page.locator(".chart-own")).to_contain_text("Your own data, in no other number here")
    expect(page.locator(".chart-key")).to_contain_text("your data, this session only")


def test_of_a_cell_of_the_matrix_the_browser_sends_what_the_server_would_have_chosen(
    page: Page,
) -> None:
    rows = [
        {"point": str(i % 7), "name": f"P{i % 7}", "analyte": ("Cu", "Pb", "Zn")[i % 3],
         "medium": ("soil", "sediment", "water")[i % 4 % 3], "value": 0.1 * 3 ** (i % 11),
         "unit": "µg/L" if i % 4 % 3 == 2 else "mg/kg", "censoring": "<" if i % 5 == 0 else ""}
        for i in range(200)
    ]  # fmt: skip
    with_own(page, own_rows(*rows), "/?chart=matrix")
    few, all_ = page.evaluate(
        """async (everything) => {
            const params = new URLSearchParams("chart=matrix");
            const own = atlas.own;
            const asked = async () => {
                const answer = await (await atlas.fetch("/answer", params)).json();
                const marks = answer.figure.data.map(({ x, base, marker }) => [x, base, marker]);
                return [marks, answer.numbers, JSON.parse(own.body(params)).value.length];
            };
            const few = await asked();
            atlas.own = { ...own, body: () => everything };
            const all = await asked();
            return [few, all];
        }""",
        json.dumps(sent(own_rows(*rows))),
    )
    assert few[0] == all_[0]
    assert few[1] == all_[1]
    assert few[2] <= 21 < len(rows)


def test_filters_hold_for_own_values_too(page: Page) -> None:
    with_own(page)
    page.evaluate("() => atlas.change({ medium: 'water' })")
    until(page, f"() => !({OWN})().length")
    page.evaluate("() => atlas.change({ medium: 'soil', from: 2025 })")
    until(page, f"() => ({OWN})().length === 2")
    page.evaluate("() => atlas.change({ from: 2026 })")
    until(page, f"() => !({OWN})().length")


def test_another_tab_sees_nothing_of_them(page: Page, new_page: NewPage) -> None:
    with_own(page)
    other = opened(new_page())
    assert own_marks(other) == []
    expect(other.locator("#own-box")).to_be_empty()
    assert other.evaluate("() => performance.getEntriesByType('resource').every("
                          "({ name }) => !name.includes('later/own'))")  # fmt: skip


def test_hidden_values_come_back_and_removed_ones_do_not(page: Page) -> None:
    with_own(page)
    page.get_by_role("button", name="Hide").click()
    until(page, f"() => !({OWN})().length")
    expect(page.locator(".chart-own")).to_have_count(0)
    expect(page.locator("#own-box")).to_contain_text("not shown")
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    until(page, f"() => ({OWN})().length === 2")
    page.get_by_role("button", name="Remove").click()
    until(page, f"() => !({OWN})().length")
    expect(page.locator(".chart-own")).to_have_count(0)
    expect(page.locator("#own-switch")).to_be_empty()
    expect(page.locator("#own-box")).to_contain_text("removed from this tab")
    expect(page.locator(".filter-bar .own-add")).to_be_focused()
    opened(page)
    assert own_marks(page) == []


def test_the_switch_in_the_legend_hides_own_values(page: Page) -> None:
    with_own(page)
    page.get_by_label("Your data, this session only").uncheck()
    until(page, f"() => !({OWN})().length")
    page.get_by_label("Your data, this session only").check()
    until(page, f"() => ({OWN})().length === 2")


def test_the_map_goes_to_own_places(page: Page) -> None:
    with_own(page)
    page.get_by_role("button", name="Zoom to your data").click()
    until(page, "() => atlas.map.getZoom() >= 9 && atlas.map.getBounds().contains([44.3, 22.3])")


def test_pointing_at_an_own_symbol_tells_both_laws_and_that_nobody_checked_it(page: Page) -> None:
    with_own(page, address="/?map=12/44.3/22.3")
    at = item_of(page, "own:1")
    page.mouse.move(at["x"], at["y"])
    tip = page.locator(".atlas-tip")
    for words in ("Garden 2", "12", "Romania:", "Serbia:", "lab.csv", "not checked by us"):
        expect(tip).to_contain_text(words)
    page.mouse.click(at["x"], at["y"])
    expect(page.locator("#own-title")).to_have_text("Garden 2")
    assert "own" not in page.url


def test_a_keyboard_reaches_own_places_by_the_table(page: Page) -> None:
    with_own(page, address="/?chart=table&sort=place")
    link = page.locator("tr.own-row a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#own-title")).to_be_focused()
    expect(page.locator("#own-story")).to_contain_text("Garden 1")
    expect(page.locator("#own-story")).to_contain_text("lead (Pb)")
    page.keyboard.press("Escape")
    expect(page.locator("#own-story")).to_be_empty()
    expect(page.locator("tr.own-row a").first).to_be_focused()


@pytest.mark.parametrize("chart", ["ranking", "matrix", "table"])
def test_markup_in_own_names_is_only_text(page: Page, chart: str) -> None:
    rows = own_rows({"point": HOSTILE, "name": HOSTILE, "taxon": HOSTILE, "method": HOSTILE})
    with_own(page, [row | {"file": HOSTILE} for row in rows], f"/?chart={chart}&map=12/44.07/22.1")
    title = page.title()
    expect(page.locator("#chart-box")).to_contain_text("<img src=x")
    page.evaluate("() => atlas.own.tell('own:0')")
    expect(page.locator("#own-title")).to_have_text(HOSTILE)
    at = item_of(page, "own:0")
    page.mouse.move(at["x"], at["y"])
    expect(page.locator(".atlas-tip")).to_contain_text(HOSTILE)
    assert page.locator("img[src=x]").count() == 0
    assert page.title() == title


def test_what_the_tab_holds_may_be_broken(page: Page) -> None:
    page.add_init_script("sessionStorage.setItem('atlas.own', 'nonsense')")
    opened(page)
    expect(page.locator("#own-box")).to_contain_text("could not be read")


def test_ten_thousand_own_points_stay_fluid(page: Page) -> None:
    rows = [
        {"point": str(i), "name": f"P{i}", "analyte": analyte, "value": 1.0 + (i * 7) % 900,
         "lat": 43.9 + (i % 100) / 60, "lon": 21.0 + (i // 100) / 60}
        for i in range(10_000) for analyte in ("Cu", "Pb")
    ]  # fmt: skip
    with_own(page, own_rows(*rows))
    assert len(own_marks(page)) == 10_000
    spent = page.evaluate(
        """async () => {
            performance.clearMarks("map-painted");
            const begin = performance.now();
            atlas.change({ analyte: "Pb" });
            while (!performance.getEntriesByName("map-painted").length)
                await new Promise((done) => setTimeout(done, 5));
            return performance.getEntriesByName("map-painted").at(-1).startTime - begin;
        }"""
    )
    assert spent < FLUID_MS, f"another metal is painted after {spent:.0f} ms"


@pytest.mark.parametrize(("viewport", "theme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_axe_finds_nothing_with_own_data(new_page: NewPage, viewport, theme: str) -> None:
    page = with_own(new_page(viewport=viewport, theme=theme), address="/?chart=table")
    assert violations(page) == []
    page.evaluate("() => atlas.own.tell('own:0')")
    expect(page.locator("#own-title")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 390, 1366, 1920])
def test_nothing_of_the_notice_leaves_the_page(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800}, locale="sr-RS")
    with_own(page, address="/?lang=sr-Latn")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_file_dropped_on_the_map_waits_for_the_page_that_reads_it(
    page: Page, tmp_path: Path, watch
) -> None:
    watch.allow("404")
    page.route("**/contribute*", lambda route: route.fulfill(body="<title>reads it</title>"))
    opened(page, "/?lang=ro")
    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["id;Cu [mg/kg]\\n1;150\\n"], "lab.csv"));
            const say = (kind) => document.body.dispatchEvent(
                new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
            say("dragover");
            window.signShown = !document.getElementById("own-drop").hidden;
            say("drop");
        }"""
    )
    page.wait_for_url("**/contribute?lang=ro#dropped")
    assert page.evaluate(
        """() => new Promise((done) => {
            const opening = indexedDB.open("atlas-drop");
            opening.onsuccess = () => {
                const files = opening.result.transaction("files").objectStore("files").get("file");
                files.onsuccess = () => done(files.result.name);
            };
        })"""
    ) == "lab.csv"  # fmt: skip
