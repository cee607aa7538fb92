"""The legend's symbols, drawn from the same shapes as the map's."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

SYMBOLS = Path(__file__).parents[2] / "assets" / "symbols.json"
ACCENT = "#2f8a8c"
"""Colour of the square round own data where no token reaches: readable on both themes."""

OUTLINE, HALO, GREY = "#16202a", "#fffdf8", "#7d868c"
STEPS = {0: "#2b8cbe", 1: "#f2cf63", 2: "#d95f0e", 3: "#67123f"}
MARK_INK = {0: "#0b1822", 1: "#0b1822", 2: "#0b1822", 3: "#ffffff"}
HIGH = "#e1cc55"
"""Colour of a high concentration, as the map has it."""
LINES = {"river": "#4f8fb0", "admin": "#9a8f86"}


@lru_cache
def shapes() -> dict[str, Any]:
    """Read the one source of the symbols' shapes."""
    loaded: dict[str, Any] = json.loads(SYMBOLS.read_text(encoding="utf-8"))
    return loaded


@lru_cache
def symbol(kind: str, name: str) -> Component:
    """Return a symbol as a picture without words; the words stand beside it.

    Parameters
    ----------
    kind, name : str
        As in `drawing`.
    """
    address = "data:image/svg+xml," + quote(drawing(kind, name))
    return html.Img(src=address, alt="", className="symbol")


@lru_cache
def drawing(kind: str, name: str) -> str:
    """Return a symbol as an SVG document.

    Parameters
    ----------
    kind : str
        What the symbol stands for, a key of `_BODIES`.
    name : str
        Its verdict step, medium group, kind of site, outline or line.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-15 -15 30 30" width="24" height="24">'
        f"{body(kind, name)}</svg>"
    )


def body(kind: str, name: str) -> str:
    """Return the shapes of a symbol round the origin, as in `drawing`, for a larger picture."""
    return _BODIES[kind](name)


def sample_body(group: str, kind: str, step: str) -> str:
    """Return a sample as the map has it: shape of its medium, colour and mark of its verdict.

    Parameters
    ----------
    group : str
        Medium group.
    kind, step : str
        ``step`` and its number, -1 where not judged; ``unread`` where nobody read the limit.
    """
    shape = shapes()["shapes"][shapes()["same_shape"].get(group, group)]
    judged = kind == "step" and int(step) >= 0
    mark = shapes()["marks"].get(step, "")
    ink = MARK_INK[int(step)] if judged else GREY
    x, y = shape["mark"]
    drawn = f'<path d="{mark}" fill="none" stroke="{ink}" stroke-width="2.6"/>' if mark else ""
    outline = _path(shape["d"], STEPS[int(step)]) if judged else _filled_hollow(shape["d"])
    return f'{outline}<g transform="translate({x},{y})">{drawn}</g>'


def _path(d: str, fill: str, outline: str = OUTLINE, scale: float = 1, width: float = 1.8) -> str:
    halo = f'<path d="{d}" fill="none" stroke="{HALO}" stroke-width="{width + 3}"/>'
    shape = f'<path d="{d}" fill="{fill}" stroke="{outline}" stroke-width="{width}"/>'
    return f'<g transform="scale({scale})" stroke-linejoin="round">{halo}{shape}</g>'


def _hollow(d: str) -> str:
    return f'<path d="{d}" fill="none" stroke="{GREY}" stroke-width="2.4"/>'


def _filled_hollow(d: str) -> str:
    """Return a hollow symbol that hides what lies under it."""
    return f'<path d="{d}" fill="{HALO}" stroke="{GREY}" stroke-width="2.4"/>'


def _step(name: str) -> str:
    step = int(name)
    soil = shapes()["shapes"]["soil"]["d"]
    if step < 0:
        return _hollow(soil)
    mark = shapes()["marks"][name]
    ink = MARK_INK[step]
    line = f'<path d="{mark}" fill="none" stroke="{ink}" stroke-width="2.6"/>' if mark else ""
    return _path(soil, STEPS[step]) + line


def _unread(name: str) -> str:
    """Return the step of a verdict whose limit nobody has read: its mark, but no colour."""
    if int(name) < 0:
        return _step(name)
    mark = shapes()["marks"][name]
    inside = (
        f'<path d="{mark}" fill="none" stroke="{GREY}" stroke-width="2.6"/>'
        if mark
        else f'<circle r="1.8" fill="{GREY}"/>'
    )
    return _hollow(shapes()["shapes"]["soil"]["d"]) + inside


def _shape(name: str) -> str:
    key = shapes()["same_shape"].get(name, name)
    return _path(shapes()["shapes"][key]["d"], GREY)


def _mine(name: str) -> str:
    return _path(shapes()["sites"][name]["d"], OUTLINE, HALO, width=1.2)


def _closed(name: str) -> str:
    return _path(shapes()["sites"][name]["d"], GREY, HALO, width=1.2)


def _waste(name: str) -> str:
    square = shapes()["shapes"]["waste"]["d"]
    hatch = '<path d="M-5,5L5,-5M-7,1L1,-7M-1,7L7,-1" stroke="#16202a" stroke-width="1.3"/>'
    return _path(square, HALO) + hatch


def _outline(name: str) -> str:
    soil = shapes()["shapes"]["soil"]["d"]
    states = shapes()["states"]
    if name == "pooled":
        ring = states["pooled"]["ring"]
        dashes = (
            f'<path d="{ring}" fill="none" stroke="{GREY}" stroke-width="2" '
            'stroke-dasharray="3.4 2.9"/>'
        )
        return dashes + _path(soil, GREY, scale=states["pooled"]["shape_scale"])
    if name in {"below_detection", "above_range"}:
        tick, (dx, dy) = states[name]["tick"], states[name]["shift"]
        return (
            f'<g transform="translate({dx},{dy})">{_path(soil, GREY, scale=0.8)}'
            f'<path d="{soil}" fill="{HALO}" transform="scale(.5)"/></g>'
            f'<path d="{tick}" fill="none" stroke="{GREY}" stroke-width="2.4"/>'
        )
    if name in {"cluster", "cluster_amount"}:
        ring = STEPS[2] if name == "cluster" else HIGH
        return (
            f'<circle r="12" fill="{HALO}" stroke="{OUTLINE}"/>'
            f'<circle r="9.6" fill="none" stroke="{ring}" stroke-width="4"/>'
            f'<text y="3.6" text-anchor="middle" font-size="10" fill="{OUTLINE}">7</text>'
        )
    dashes = "1 3" if name == "ring" else "4 2.5"
    return (
        f'<circle r="12" fill="none" stroke="{GREY}" stroke-width="1.8" '
        f'stroke-dasharray="{dashes}"/>'
    )


def _own(name: str) -> str:
    """Return a shape in the square of the reader's own data."""
    square = f'<path d="M-13,-13H13V13H-13Z" fill="none" stroke="{ACCENT}" stroke-width="2.2"/>'
    return _path(shapes()["shapes"][name]["d"], GREY) + square


def _line(name: str) -> str:
    return (
        f'<path d="M-13,4C-6,-8 4,10 13,-4" fill="none" stroke="{LINES[name]}" stroke-width="2.4"/>'
    )


def _dot(name: str) -> str:
    return f'<circle r="4" fill="{GREY}"/>'


_BODIES = {
    "step": _step,
    "unread": _unread,
    "shape": _shape,
    "sample": lambda name: _path(shapes()["shapes"][name]["d"], GREY),
    "mine": _mine,
    "closed": _closed,
    "waste": _waste,
    "outline": _outline,
    "line": _line,
    "dot": _dot,
    "own": _own,
}
