"""The map's shapes as the marks of a chart: one shape a medium group, the same everywhere."""

import json
import re
from functools import lru_cache
from pathlib import Path

_REGISTRY = json.loads((Path(__file__).parents[2] / "assets" / "symbols.json").read_text("utf-8"))
SHAPES: dict[str, dict[str, str]] = _REGISTRY["shapes"] | {
    name: _REGISTRY["shapes"][like] for name, like in _REGISTRY["same_shape"].items()
}
"""Path and nearest plotly marker by medium group, from the registry of the map's symbols."""

_CIRCLE = 16.0
"""Across the circle of soil, in the registry's units: plotly's size is that of its circle."""

_DOT = "M0,0.5L0.5,0L0,-0.5L-0.5,0Z"
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_NOT_LENGTHS_OF_AN_ARC = {2, 3, 4}


def symbol(group: str) -> str:
    """Return the marker of plotly that is nearest to the shape of a medium group.

    >>> symbol("soil"), symbol("food") == symbol("plant")
    ('circle', True)
    """
    return SHAPES[group]["plotly"] if group in SHAPES else "hexagon2"


@lru_cache(maxsize=256)
def outline(group: str, size: float, dot: bool = False) -> str:
    """Return the map's shape of a medium group as an svg path; empty for an unknown group.

    Parameters
    ----------
    group : str
    size : float
        Pixels across, as plotly counts them for its circle.
    dot : bool
        With a dot in the middle, for published summaries.
    """
    if group not in SHAPES:
        return ""
    return scaled(SHAPES[group]["d"], size / _CIRCLE) + (_DOT if dot else "")


def scaled(path: str, factor: float) -> str:
    """Return an svg path in another size; flags and angles of arcs stay.

    >>> scaled("M8,0A8,8 0 1 1 -8,0Z", 0.5)
    'M4,0A4,4,0,1,1,-4,0Z'
    """
    parts = []
    for command, text in _COMMAND.findall(path):
        numbers = _NUMBER.findall(text)
        kept = _NOT_LENGTHS_OF_AN_ARC if command in "Aa" else set()
        parts.append(command)
        parts.append(
            ",".join(
                number if i % 7 in kept else f"{float(number) * factor:.4g}"
                for i, number in enumerate(numbers)
            )
        )
    return "".join(parts)
