"""What the symbols of the map say, and what they leave readable."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, NewPage
from tests.browser.map_page import opened, samples, until

RING_OF_CLUSTERS = """() => {
    const canvas = document.querySelector(".leaflet-symbols-pane canvas");
    const { x: left, y: top } = atlas.symbols._bounds.min;
    const ratio = atlas.symbols._ratio;
    const picture = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const counts = atlas.symbols.items.map((item) => {
        const members = (item.cluster || []).filter((mark) => mark.kind === "sample").length;
        return { item, members };
    });
    return counts.filter(({ members }) => members).map(({ item, members }) => {
        const x = Math.round((item.x - left - (members > 99 ? 18 : 15) + 2.5) * ratio);
        const y = Math.round((item.y - top) * ratio);
        const at = 4 * (y * picture.width + x);
        return [...picture.data.slice(at, at + 3)];
    });
}"""
LABELS_UNDER_SYMBOLS = """() => atlas.labels.placed.filter(({ box }) =>
    atlas.symbols.items.some((item) => {
        const reach = item.cluster ? 17 : 9;
        return box.left + 4 < item.x + reach && box.right - 4 > item.x - reach
            && box.top + 3 < item.y + reach && box.bottom - 3 > item.y - reach;
    })).map(({ name }) => name)"""
GREY = 12
"""Least spread of red, green and blue in a colour that is no grey."""


def test_a_count_of_concentrations_has_the_colour_of_the_highest(page: Page) -> None:
    opened(page, "/?dataset=training&colour=concentration")
    rings = page.evaluate(RING_OF_CLUSTERS)
    assert rings
    coloured = [ring for ring in rings if max(ring) - min(ring) > GREY]
    assert len(coloured) >= len(rings) / 2
    highest = page.evaluate(
        """() => atlas.symbols.items.filter((item) => item.cluster).every((item) => {
            const ranks = item.cluster.filter((mark) => mark.kind === "sample").map((m) => m.rank);
            return !ranks.length || ranks[0] === Math.max(...ranks);
        })"""
    )
    assert highest
    expect(page.locator("#legend")).to_contain_text("several: the highest")


def test_a_place_shows_its_highest_concentration_even_if_another_value_is_judged_worse(
    page: Page,
) -> None:
    opened(page, "/?dataset=training&colour=concentration&layers=samples")
    lower = page.evaluate(
        """() => {
            const { values, rows, names, single } = atlas.symbols.data;
            const key = (row) => [values.point[row], values.group[row],
                values.statistic[row] === single].join();
            const highest = new Map();
            for (const row of rows[names.analyte.indexOf("Cu")]) {
                const amount = values.standard[row];
                highest.set(key(row), Math.max(amount, highest.get(key(row)) ?? 0));
            }
            return atlas.symbols.marks().filter(
                (mark) => values.standard[mark.row] < highest.get(key(mark.row))).length;
        }"""
    )
    assert lower == 0


def test_the_legend_names_the_shape_of_samples_of_people(page: Page) -> None:
    opened(page, "/?analyte=Cd&scope=border,pooled,comparison&layers=samples")
    expect(page.locator("#legend")).to_contain_text("people")


@pytest.mark.parametrize("view", ["8/44.7/21.9", "9/44.2/22.1", "10/45.1/21.9"])
def test_no_name_lies_under_a_symbol(new_page: NewPage, view: str) -> None:
    page = opened(new_page(viewport=DESKTOP), f"/?map={view}")
    until(page, "() => Boolean(atlas.labels?.placed?.length)")
    page.wait_for_timeout(400)
    assert page.evaluate(LABELS_UNDER_SYMBOLS) == []
    page.locator("#c-layers input").first.uncheck(force=True)
    until(page, "() => atlas.symbols.marks().every((mark) => mark.kind !== 'sample')")
    page.wait_for_timeout(400)
    assert page.evaluate(LABELS_UNDER_SYMBOLS) == []


def test_the_relief_steps_back_where_it_would_be_a_blur(page: Page) -> None:
    def strength() -> float:
        return float(
            page.evaluate("() => getComputedStyle(document.querySelector('.relief')).opacity")
        )

    opened(page, "/?map=9/44.7/21.9")
    assert strength() == 1
    page.goto("/?map=14/44.7/21.9")
    until(page, "() => Boolean(window.atlas && atlas.usable)")
    page.wait_for_timeout(500)
    assert strength() < 0.3


def test_everything_near_a_place_can_be_reached(page: Page) -> None:
    opened(page, "/?site=S-RS-010")
    near = page.locator(".near a")
    shown = near.count()
    page.locator(".more-near summary").click()
    last = near.last
    expect(last).to_be_visible()
    assert near.count() > shown or shown > 8
    name = last.inner_text()
    last.click()
    expect(page.locator("#story-title")).to_have_text(name)


def test_places_elsewhere_are_named_apart_from_those_of_the_region(page: Page) -> None:
    opened(page)
    expect(page.locator(".summary-main")).to_contain_text("outside the region or over wide areas")
    assert samples(page)
