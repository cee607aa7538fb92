"""On paper a page is light whatever the screen has, and says where and when it was printed."""

from typing import Any

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.reading import alive


def sheets(page: Page) -> list[Any]:
    """Print to A4 and open what came out."""
    return list(pypdfium2.PdfDocument(page.pdf(format="A4", print_background=True)))


def text_of(pages: list[Any]) -> str:
    return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in pages).split())


def darkness(sheet: Any) -> float:
    """Return the share of a sheet that is darker than a quarter of white."""
    grey = np.asarray(sheet.render(scale=0.5).to_pil().convert("L"))
    return float((grey < 64).mean())


@pytest.mark.parametrize("chart", ["ranking", "matrix"])
def test_the_dark_map_prints_light_with_its_address_and_how_to_cite(
    new_page: NewPage, chart: str
) -> None:
    page = alive(new_page(theme="dark"), f"/?analyte=Cu&chart={chart}&lang=en")
    page.wait_for_timeout(1000)  # names and rivers come after the symbols
    printed = sheets(page)
    assert max(map(darkness, printed)) < 0.12
    said = text_of(printed)
    assert f"{page.url}" in said.replace(" ", "") or page.url in said
    assert "How to cite" in said
    assert "version 1.0.0" in said
    assert "More filters" not in said
    page.wait_for_timeout(300)
    assert page.evaluate("() => [document.documentElement.dataset.theme ?? '', atlas.theme()]") == [
        "",
        "dark",
    ]
    assert page.locator(".atlas-canvas:visible").count() == 2


def test_the_chart_on_paper_has_the_colours_of_paper(new_page: NewPage) -> None:
    page = alive(new_page(theme="dark"), "/?chart=ranking")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    ink = "() => document.querySelector('#chart-box .xtick text').style.fill"
    on_paper = page.evaluate(ink)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.wait_for_timeout(300)
    assert on_paper == "rgb(66, 81, 94)"
    assert page.evaluate(ink) == "rgb(191, 197, 198)"


@pytest.mark.parametrize("path", ["/place?at=44.08,22.10&lang=ro", "/about?lang=sr-Cyrl"])
def test_every_page_says_on_paper_where_it_is_from(new_page: NewPage, path: str) -> None:
    page = alive(new_page(theme="dark"), path)
    said = text_of(sheets(page))
    assert path.partition("?")[0] in said
    assert ("Cum se citează" if "ro" in path else "Како се наводи") in said
