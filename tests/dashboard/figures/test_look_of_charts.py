"""The charts' colours, shapes, words and numbers follow the page's."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import CONFIG, config
from dashboard.figures.axes import log_ticks
from dashboard.figures.glyphs import outline, scaled, symbol
from dashboard.figures.limits import lines_for
from dashboard.figures.theme import STEP_COLOURS, STEP_INK, THEMES
from dashboard.figures.words import escape, number_text, plain, shorten, times_text
from dashboard.i18n import number
from tests.dashboard.figures.joined import LIMITS, view

ASSETS = Path(__file__).parents[3] / "assets"
TOKENS = (ASSETS / "10-tokens.css").read_text("utf-8")


def tokens(selector: str) -> dict[str, str]:
    rules = re.findall(re.escape(selector) + r" \{([^}]*)\}", TOKENS)
    return dict(pair for rule in rules for pair in re.findall(r"(--[\w-]+): ([^;]+);", rule))


LIGHT = tokens("\n:root")
DARK = LIGHT | tokens(':root[data-theme="dark"]')


@pytest.mark.parametrize(("name", "css"), [("light", LIGHT), ("dark", DARK)])
def test_colours_are_the_tokens_of_the_page(name: str, css: dict[str, str]) -> None:
    theme = THEMES[name]
    for field in ("surface", "ink", "line", "unknown", "selected"):
        assert getattr(theme, field) == css[f"--{field}"]
    for field in ("ink_2", "ink_3", "line_strong"):
        assert getattr(theme, field) == css[f"--{field.replace('_', '-')}"]


def test_verdict_colours_and_their_letters_are_those_of_the_map() -> None:
    for step in range(4):
        assert STEP_COLOURS[step] == LIGHT[f"--verdict-{step}"]
        assert STEP_INK[step] == LIGHT[f"--verdict-{step}-ink"]


def test_shapes_are_those_of_the_map() -> None:
    shapes = json.loads((ASSETS / "symbols.json").read_text("utf-8"))["shapes"]
    for group, shape in shapes.items():
        assert outline(group, 16) == scaled(shape["d"], 1)
        assert symbol(group) == shape["plotly"]
    assert outline("food", 11) == outline("plant", 11) != outline("water", 11)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_outlines_and_words_stand_out_from_the_paper(name: str) -> None:
    theme = THEMES[name]
    assert contrast(theme.outline, theme.surface) >= 3
    for ink in (theme.ink, theme.ink_2, theme.ink_3):
        assert contrast(ink, theme.surface) >= 4.5


@pytest.mark.parametrize("step", range(4))
def test_the_ratio_in_a_tile_can_be_read(step: int) -> None:
    assert contrast(STEP_INK[step], STEP_COLOURS[step]) >= 4.5


def test_the_chart_has_few_buttons_and_no_logo() -> None:
    assert CONFIG["displaylogo"] is False
    assert sum(len(group) for group in CONFIG["modeBarButtons"]) <= 5
    assert config()["locale"] in config()["locales"]


@given(st.floats(1e-9, 1e9))
def test_a_number_keeps_all_its_digits(value: float) -> None:
    assert float(number_text(value).replace("\u2009", "")) == value


@pytest.mark.parametrize("value", [0.5, 12.0, 150.0, 1000.0, 2540.0, 29462.5, 1234567.0, 0.0003])
def test_numbers_are_written_as_on_the_page(value: float) -> None:
    assert number_text(value) == number(value)


def test_the_decimal_mark_is_the_language_s() -> None:
    assert number_text(29462.5, ",") == "29\u2009462,5"
    assert times_text(1.4923, ",") == "1,5×"


@given(st.text())
def test_nothing_that_is_escaped_can_be_a_tag_or_break_a_line(text: str) -> None:
    safe = escape(text)
    assert not set("<>\n\r\u202e") & set(safe)
    assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt);)*", safe)


@given(st.text(), st.integers(5, 40))
def test_a_shortened_name_fits_and_says_that_it_is_cut(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length
    assert short == plain(text) or short.endswith("…")


@given(st.floats(-4, 6), st.floats(0.6, 8))
def test_ticks_lie_inside_the_axis_and_are_few(low: float, width: float) -> None:
    ticks = log_ticks(low, low + width)
    assert 1 <= len(ticks) <= 9
    assert all(10**low <= tick <= 10 ** (low + width) for tick in ticks)
    assert ticks == sorted(ticks)


def test_a_line_appears_only_with_values_of_its_unit_and_its_group() -> None:
    assert [line.value for line in lines_for("soil", "mg/kg", view())] == [36, 100, 190, 200]
    assert not lines_for("soil", "µg/L", view(limits=LIMITS))
    assert not lines_for("plant", "mg/kg", view(limits=LIMITS))
