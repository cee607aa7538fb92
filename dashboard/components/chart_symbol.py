"""The key of a chart: every look that occurs in it, as the marks are drawn, and what it means."""

from functools import lru_cache
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboard.figures.glyphs import outline
from dashboard.figures.key import KeyEntry
from dashboard.figures.theme import STEP_COLOURS, THEMES, ThemeName

_ACROSS = 13
_SQUARE = "M-8,-8H8V8H-8Z"
_HATCHES = {-1: "M-8,2L2,-8M-8,8L8,-8M-2,8L8,-2", -2: "M-8,-2L2,8M-8,-8L8,8M-2,-8L8,2"}


def chart_symbol(entry: KeyEntry, theme: ThemeName) -> Component:
    """Return the look as a picture without words; the words stand beside it."""
    return html.Img(src=_picture(entry, theme), alt="", className="symbol")


@lru_cache(maxsize=512)
def _picture(entry: KeyEntry, theme: ThemeName) -> str:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 24 24" width="24" height="24">'
        f"{_body(entry, theme)}</svg>"
    )
    return "data:image/svg+xml," + quote(svg)


def _body(entry: KeyEntry, name: ThemeName) -> str:
    theme = THEMES[name]
    colour = STEP_COLOURS.get(entry.step, theme.unknown)
    if entry.look in {"filled", "hollow", "ring"}:
        mark = outline(entry.group, _ACROSS)
        return {
            "filled": _path(mark, colour, theme.outline, 1.2),
            "hollow": _path(mark, "none", theme.unknown, 2.3),
            "ring": _path(mark, "none", theme.ink_2, 2) + _dot(theme.ink_2, 1.6),
        }[entry.look]
    if entry.look == "box":
        bar = _path("M-11,-4H11V4H-11Z", theme.line_strong, "none", 0)
        return bar + _path("M0,-8V8", "none", theme.ink, 2.5)
    if entry.look == "own":
        return _path(_SQUARE, "none", theme.selected, 2)
    if entry.look == "tile":
        return _path(_SQUARE, colour, theme.line_strong, 1)
    tile = _path(_SQUARE, theme.surface, theme.line_strong, 1)
    if entry.look == "hatched":
        return tile + _path(_HATCHES[entry.step], "none", theme.unknown, 1)
    ring = f'<circle r="3" fill="none" stroke="{theme.ink_2}" stroke-width="1.2"/>'
    return f'{tile}<g transform="translate(4,4)">{ring}{_dot(theme.ink_2, 0.8)}</g>'


def _dot(colour: str, radius: float) -> str:
    return f'<circle r="{radius}" fill="{colour}"/>'


def _path(d: str, fill: str, stroke: str, width: float) -> str:
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'
