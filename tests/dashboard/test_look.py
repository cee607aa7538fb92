"""The look: contrast in both themes, the verdict colours, the fonts, the symbols."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

ASSETS = Path(__file__).parents[2] / "assets"
TOKENS = (ASSETS / "10-tokens.css").read_text(encoding="utf-8")
TYPE = (ASSETS / "20-type.css").read_text(encoding="utf-8")
SYMBOLS: dict[str, Any] = json.loads((ASSETS / "symbols.json").read_text(encoding="utf-8"))

GROUNDS = ["--paper", "--surface", "--surface-2"]
MAP_GROUNDS = ["--land", "--land-outside", "--water"]
VERDICTS = ["#2b8cbe", "#f2cf63", "#d95f0e", "#67123f"]


def declarations(selector: str) -> list[dict[str, str]]:
    """Return the custom properties of every rule with this selector, in order."""
    rules = re.findall(re.escape(selector) + r" \{([^}]*)\}", TOKENS)
    return [dict(re.findall(r"(--[\w-]+): ([^;]+);", rule)) for rule in rules]


LIGHT = declarations("\n:root")[0] | declarations("\n:root")[1]
DARK = LIGHT | declarations(':root[data-theme="dark"]')[0]
THEMES = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    """Return the relative luminance of a #rrggbb colour, from 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", [*GROUNDS, "--warn-bg", "--accent-soft"])
@pytest.mark.parametrize("text", ["--ink", "--ink-2", "--ink-3", "--accent", "--danger"])
def test_text_is_readable_on_every_ground(theme: str, ground: str, text: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("--accent-ink", "--accent"),
        ("--warn-ink", "--warn-bg"),
        ("--simulated-ink", "--simulated"),
        *((f"--verdict-{step}-ink", f"--verdict-{step}") for step in range(4)),
    ],
)
def test_text_on_a_coloured_ground_is_readable(theme: str, text: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["--line-strong", "--focus", "--unknown", "--selected"])
def test_controls_and_unknown_symbols_stand_out(theme: str, ground: str, edge: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", MAP_GROUNDS)
def test_every_symbol_has_an_edge_that_stands_out_on_the_map(theme: str, ground: str) -> None:
    colours = THEMES[theme]
    edges = [colours["--outline"], colours["--halo"]]
    assert max(contrast(edge, colours[ground]) for edge in edges) >= 3
    assert contrast(*edges) >= 3
    assert contrast(colours["--unknown"], colours[ground]) >= 3
    assert contrast(colours["--border-line"], colours[ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("label", ["--label", "--label-quiet", "--label-water"])
def test_map_labels_are_readable_in_their_halo(theme: str, label: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[label], colours["--label-halo"]) >= 4.5


def test_the_four_verdict_colours_are_the_measured_ones_in_both_themes() -> None:
    for colours in THEMES.values():
        assert [colours[f"--verdict-{step}"] for step in range(4)] == VERDICTS


def test_no_other_token_is_a_verdict_colour() -> None:
    for colours in THEMES.values():
        others = {v for name, v in colours.items() if not name.startswith("--verdict-")}
        assert not others & set(VERDICTS)


def test_the_dark_theme_is_the_same_by_choice_and_by_system() -> None:
    (chosen,) = declarations(':root[data-theme="dark"]')
    (preferred,) = declarations(':root:not([data-theme="light"])')
    assert chosen == preferred


def test_every_token_used_in_the_type_stylesheet_is_defined() -> None:
    assert set(re.findall(r"var\((--[\w-]+)\)", TYPE)) <= set(LIGHT)


@pytest.mark.parametrize(("script", "most"), [("latin", 45_000), ("cyrillic", 30_000)])
@pytest.mark.parametrize("style", ["", "-italic"])
def test_fonts_are_light(script: str, style: str, most: int) -> None:
    path = ASSETS / "fonts" / f"atlas-sans-{script}{style}.woff2"
    assert 0 < path.stat().st_size <= most


def test_every_font_named_in_the_stylesheet_is_there_with_its_licence() -> None:
    named = re.findall(r'url\("(fonts/[^"]+)"\)', TYPE)
    assert len(named) == 4
    assert all((ASSETS / name).is_file() for name in named)
    assert "SIL OPEN FONT LICENSE" in (ASSETS / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def ranges_of_the_stylesheet() -> list[tuple[int, int]]:
    parts = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", TYPE)
    return [(int(first, 16), int(last or first, 16)) for first, last in parts]


def test_the_fonts_cover_what_the_three_languages_and_the_units_need() -> None:
    latin = "ăâîșțĂÂÎȘȚčćžšđČĆŽŠĐ"
    cyrillic = "абвгдђежзијклљмнњопрстћуфхцчџшЂЈЉЊЋЏ"
    signs = "„”“‚‘’«»…×µμ³²⁻₂±≤≥−–—°·→↑↓✕✓\u00a0\u2007\u2009\u202f"
    ranges = ranges_of_the_stylesheet()
    missing = [c for c in latin + cyrillic + signs if not any(a <= ord(c) <= b for a, b in ranges)]
    assert missing == []


@pytest.mark.parametrize("group", ["soil", "sediment", "water", "plant", "waste", "air", "human"])
def test_every_medium_has_a_shape_of_its_own(group: str) -> None:
    shapes = {name: shape["d"] for name, shape in SYMBOLS["shapes"].items()}
    assert list(shapes.values()).count(shapes[group]) == 1


def test_every_verdict_step_has_a_mark_of_its_own() -> None:
    assert len({SYMBOLS["marks"][str(step)] for step in range(4)}) == 4


def test_paths_of_symbols_stay_in_their_box() -> None:
    half = SYMBOLS["box"] / 2
    for shape in [*SYMBOLS["shapes"].values(), *SYMBOLS["sites"].values()]:
        assert re.fullmatch(r"[MLHVCAZ\d.,\s-]+", shape["d"])
        numbers = re.findall(r"-?\d*\.?\d+", shape["d"])
        assert max(abs(float(number)) for number in numbers) <= half


def test_colours_named_by_the_symbols_are_tokens() -> None:
    named = re.findall(r'"(--[\w-]+)"', (ASSETS / "symbols.json").read_text(encoding="utf-8"))
    assert named
    assert set(named) <= set(LIGHT)


def test_every_icon_has_its_class_and_takes_the_colour_of_the_text() -> None:
    css = (ASSETS / "25-icons.css").read_text(encoding="utf-8")
    files = {path.stem for path in (ASSETS / "icons").glob("*.svg")}
    assert set(re.findall(r'url\("icons/([\w-]+)\.svg"\)', css)) == files
    for name in files:
        text = (ASSETS / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert ElementTree.fromstring(text).get("viewBox") in {"0 0 24 24", "0 0 32 32"}
        assert "currentColor" in text
