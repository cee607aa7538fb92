"""Legal limits as labelled lines, Romanian and Serbian told apart by dash and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.figures.drawing import Side
from dashboard.figures.theme import THEMES
from dashboard.figures.view import FigureView, LimitLine
from dashboard.figures.words import limit_words

DASHES = {"RO": "7px,3px", "RS": "2px,3px"}
LINE_PX = 15
MOST = 8
_WRAP_AT = 34
_CHARACTER_PX = 6.2
_NARROWEST_PX = 330


@dataclass(frozen=True)
class Flag:
    """A limit's label on top of its line, in the header above the rows.

    `share` is where the line stands in the width of the axis, 0 to 1; `side` the side of the words
    that stands at the line; `level` their distance in pixels from the header's lower edge.
    """

    line: LimitLine
    words: tuple[str, ...]
    share: float
    side: Side
    level: float

    @property
    def height(self) -> float:
        """Pixels that the label needs."""
        return LINE_PX * len(self.words) + 4


def lines_for(group: str, unit: str, view: FigureView) -> list[LimitLine]:
    """Return the limits that speak of these values, by rising value."""
    fitting = [
        line
        for line in view.limits
        if line.unit == unit
        and line.group in {None, group}
        and line.land_use in {None, view.land_use}
        and (line.value > 0 or not view.log)
    ]
    return sorted(fitting, key=lambda line: line.value)[:MOST]


def wrapped(text: str) -> tuple[str, ...]:
    """Break a long label once, at the space nearest to its middle."""
    spaces = [i for i, c in enumerate(text) if c == " "]
    if len(text) <= _WRAP_AT or not spaces:
        return (text,)
    at = min(spaces, key=lambda i: abs(i - len(text) / 2))
    return text[:at], text[at + 1 :]


def flags(lines: Sequence[LimitLine], span: tuple[float, float], view: FigureView) -> list[Flag]:
    """Stack the labels so that few lines run through the words of another.

    Parameters
    ----------
    lines : sequence of LimitLine
    span : (float, float)
        Ends of the value axis, as logarithms where it is logarithmic.
    view : FigureView

    Returns
    -------
    list of Flag
        From the lowest label to the highest.
    """
    width = span[1] - span[0]
    at = [(position(line.value, view) - span[0]) / width for line in lines]
    texts = [wrapped(limit_words(line, view)) for line in lines]
    sides: list[Side] = ["left" if x < 0.34 else "right" if x > 0.66 else "center" for x in at]
    extents = [_extent(*each) for each in zip(at, texts, sides, strict=True)]
    left = list(range(len(lines)))
    stacked: list[Flag] = []
    level = 2.0
    while left:
        crossed = {
            i: sum(extents[i][0] < at[j] < extents[i][1] for j in left if j != i) for i in left
        }
        lowest = min(left, key=lambda i: (crossed[i], i))
        share = round(at[lowest], 4)
        stacked.append(Flag(lines[lowest], texts[lowest], share, sides[lowest], level))
        level += stacked[-1].height
        left.remove(lowest)
    return stacked


def _extent(at: float, words: Sequence[str], side: Side) -> tuple[float, float]:
    longest = max(len(part) for part in words)
    wide = longest * _CHARACTER_PX / _NARROWEST_PX
    start = at - {"left": 0.0, "center": wide / 2, "right": wide}[side]
    return start, start + wide


def position(value: float, view: FigureView) -> float:
    """Place of a value on the axis: its logarithm where that is logarithmic."""
    return float(np.log10(value)) if view.log else value


def style(line: LimitLine, view: FigureView) -> dict[str, Any]:
    """Dash by country, and darker for the law that colours the marks."""
    theme = THEMES[view.theme]
    colour = theme.ink if line.law == view.law else theme.line_strong
    return {"color": colour, "width": 1.3, "dash": DASHES[line.law]}


def tone(line: LimitLine, view: FigureView) -> str:
    """Return the tone of a label: stronger for the law that colours the marks."""
    return "ink" if line.law == view.law else "ink_3"


def header_height(stacked: Sequence[Flag]) -> float:
    """Pixels that the labels of all limits need above the rows."""
    return sum(flag.height for flag in stacked) + 4 if stacked else 0.0
