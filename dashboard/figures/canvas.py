"""Panels stacked on one sheet, measured in pixels from the top so that rows never squeeze."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from textwrap import wrap
from typing import Any

import pandas as pd

from dashboard.figures.drawing import Drawing, Label, Trace
from dashboard.figures.key import KeyEntry
from dashboard.figures.limits import LINE_PX, Flag, position, style, tone
from dashboard.figures.marks import Axes
from dashboard.figures.result import FigureResult
from dashboard.figures.theme import THEMES, axis, ground
from dashboard.figures.view import FigureView
from dashboard.figures.words import capitalised, plain, shorten

HEADING_PX = 26
AXIS_PX = 44
AXIS_TITLE_PX = 22
SIDE_PX = 10
NAME_CHARACTERS = 34
ROW_PX = 28
CLEARANCE_PX = 8


@dataclass
class Sheet:
    """One panel: its axes, what is drawn on it, and its height in pixels.

    `labels` count their pixels from the top of the panel.
    """

    height: float
    xaxis: dict[str, Any]
    yaxis: dict[str, Any]
    traces: list[Trace] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    further_axes: dict[str, dict[str, Any]] = field(default_factory=dict)
    above: float = 0.0
    below: float = AXIS_PX


def axes_of(index: int, value: str = "x") -> Axes:
    """Return plotly's axis names of the panel with this number, counted from 0."""
    suffix = "" if index == 0 else str(index + 1)
    return Axes(f"x{suffix}", f"y{suffix}", value)


def pixel_axis(height: float, rows: Sequence[float] = ()) -> dict[str, Any]:
    """Return a vertical axis that counts pixels from the top, with a faint line for every row."""
    return {
        "range": [height, 0],
        "tickmode": "array",
        "tickvals": list(rows),
        "showticklabels": False,
        "fixedrange": True,
    }


def heading(group: str, view: FigureView) -> Label:
    """Return the name of a panel: its medium group."""
    text = capitalised(plain(view.label("group", group)))
    return Label((text,), 0, 2, edge="top", strong=1, large=True)


def name_lines(name: str) -> list[str]:
    """Break a name into at most two lines that fit a phone; plain text.

    >>> name_lines("Surroundings of the old flotation tailings pond, Bor")
    ['Surroundings of the old flotation', 'tailings pond, Bor']
    """
    lines = wrap(plain(name), NAME_CHARACTERS) or [""]
    return lines if len(lines) < 3 else [lines[0], shorten(" ".join(lines[1:]), NAME_CHARACTERS)]


def row_height(name: str) -> float:
    """Pixels of a row: its name above, its marks below."""
    return ROW_PX + LINE_PX * len(name_lines(name))


def row_label(
    name: str, detail: str, y: float, place: str = "", *, lit: bool = False
) -> list[Label]:
    """Return the words above a row's marks: the name at the left, `detail` at the right.

    `y` is the pixel of the marks, `place` the id of the place that is named.
    """
    bottom = y - CLEARANCE_PX
    labels: list[Label] = []
    if name:
        lines = tuple(name_lines(name))
        whole = "" if " ".join(lines) == name else plain(name)
        strong = len(lines) if lit else 0
        labels.append(Label(lines, 0, bottom, strong=strong, place=place, whole=whole))
    if detail:
        labels.append(Label((detail,), 1 if name else 0, bottom, tone="ink_3"))
        if name:
            labels[-1] = labels[-1]._replace(side="right")
    return labels


def flag_pole(
    flag: Flag, top: float, bottom: float, axes: Axes, view: FigureView
) -> tuple[dict[str, Any], Label]:
    """Return the line of a limit through the rows and the words on its upper end.

    `top` is the pixel of the header's lower edge, `bottom` that of the last row.
    """
    x, y = flag.line.value, top - flag.level
    pole = {
        "type": "line",
        **{"xref": axes.x, "x0": x, "x1": x, "yref": axes.y, "y0": y, "y1": bottom},
        "layer": "between",
        "line": style(flag.line, view),
    }
    words = Label(
        *(flag.words, flag.share, y, flag.side, "bottom", tone(flag.line, view)),
        axis="xaxis" + axes.x[1:],
        at=round(position(x, view), 4),
    )
    return pole, words


def assemble(
    sheets: Sequence[Sheet],
    key: Sequence[KeyEntry],
    view: FigureView,
    kind: str,
    left: float = SIDE_PX,
) -> Drawing:
    """Stack the panels; `left` pixels are kept for tick labels."""
    total = ceil(sum(sheet.above + sheet.height + sheet.below for sheet in sheets))
    theme = THEMES[view.theme]
    layout: dict[str, Any] = {
        **ground(theme),
        "uirevision": f"{kind} {view.analyte}",
        "shapes": [s for sheet in sheets for s in sheet.shapes],
    }
    labels: list[Label] = []
    looks, used = axis(theme), 0.0
    for index, sheet in enumerate(sheets):
        axes = axes_of(index)
        used += sheet.above
        domain = [1 - (used + sheet.height) / total, 1 - used / total]
        layout["xaxis" + axes.x[1:]] = {**looks, "anchor": axes.y, **sheet.xaxis}
        layout["yaxis" + axes.y[1:]] = {**looks, "anchor": axes.x, "domain": domain, **sheet.yaxis}
        layout |= {name: {**looks, **further} for name, further in sheet.further_axes.items()}
        labels += [label._replace(y=round(label.y + used, 1)) for label in sheet.labels]
        used += sheet.height + sheet.below
    data = [trace for sheet in sheets for trace in sheet.traces]
    return Drawing(data, layout, labels, key, view.theme, total, left, SIDE_PX)


def nothing(reason: str, view: FigureView) -> FigureResult:
    """Return an empty figure with the reason in its place."""
    layout = {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
    drawing = Drawing([], layout, [], [], view.theme, 120, SIDE_PX, SIDE_PX)
    return FigureResult(drawing, reason, reason, pd.DataFrame(), reason)
