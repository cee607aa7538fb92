"""Letters and figures as Chromium draws them with the atlas's own fonts."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="module")
def specimen(browser: Browser) -> Iterator[Page]:
    """A blank page that has the fonts."""

    def inlined(match: re.Match[str]) -> str:
        data = base64.b64encode((ASSETS / match[1]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{data}")'

    css = "".join((ASSETS / name).read_text("utf-8") for name in ("10-tokens.css", "20-type.css"))
    css = re.sub(r'url\("(fonts/[^"]+)"\)', inlined, css)
    page = browser.new_page()
    page.set_content(f"<style>{css} p {{ font-size: 40px }}</style><p><span></span></p>")
    yield page
    page.close()


def picture(page: Page, text: str, language: str, style: str = "normal") -> bytes:
    page.evaluate(
        """async ([text, language, style]) => {
            const span = document.querySelector("span");
            span.textContent = text;
            span.lang = language;
            span.style.fontStyle = style;
            await document.fonts.load(`${style} 40px "Atlas Sans"`, text);
            await document.fonts.ready;
        }""",
        [text, language, style],
    )
    return page.locator("span").screenshot()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("letter", "style"), [("б", "normal"), *((letter, "italic") for letter in "бгдпт")]
)
@pytest.mark.parametrize("language", ["sr", "sr-Cyrl"])
def test_serbian_letters_take_their_serbian_form(
    specimen: Page, letter: str, style: str, language: str
) -> None:
    serbian = picture(specimen, letter, language, style)
    assert serbian != picture(specimen, letter, "ru", style)


@pytest.mark.browser
def test_letters_without_a_serbian_form_are_drawn_alike(specimen: Page) -> None:
    assert picture(specimen, "ажк", "sr", "italic") == picture(specimen, "ажк", "ru", "italic")


@pytest.mark.browser
@pytest.mark.parametrize("weight", [400, 700])
def test_figures_and_signs_of_comparison_line_up(specimen: Page, weight: int) -> None:
    widths = specimen.evaluate(
        """async (weight) => {
            await document.fonts.load(`${weight} 40px "Atlas Sans"`);
            const span = document.querySelector("span");
            span.style = `font-weight: ${weight}`;
            return ["1111", "8888", "0000", "−−−−", "≤≤≤≤"].map((text) => {
                span.textContent = text;
                return span.getBoundingClientRect().width;
            });
        }""",
        weight,
    )
    assert max(widths) - min(widths) < 0.1
