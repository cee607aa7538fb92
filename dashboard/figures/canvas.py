"""Panels stacked on one sheet, measured in pixels from the top so that rows never squeeze."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from textwrap import wrap
from typing import Any

import pandas as pd
from plotly.graph_objects import Figure

from dashboard.figures.key import key_height
from dashboard.figures.limits import LINE_PX, Flag, position, style, text_style
from dashboard.figures.marks import Axes, Trace
from dashboard.figures.theme import SMALL, TEMPLATES, TEXT, THEMES
from dashboard.figures.view import FigureResult, FigureView
from dashboard.figures.words import capitalised, escape, plain, shorten

HEADING_PX = 26
AXIS_PX = 44
SIDE_PX = 10
TOP_PX = 6
NAME_CHARACTERS = 34
ROW_PX = 28
CLEARANCE_PX = 8


@dataclass
class Sheet:
    """One panel: its axes, what is drawn on it, and its height in pixels."""

    height: float
    xaxis: dict[str, Any]
    yaxis: dict[str, Any]
    traces: list[Trace] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
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


def heading(group: str, axes: Axes, view: FigureView) -> dict[str, Any]:
    """Return the name of a panel: its medium group."""
    text = escape(view.label("group", group))
    return {
        "text": f"<b>{capitalised(text)}</b>",
        "xref": "paper",
        "yref": axes.y,
        "x": 0,
        "y": 2,
        "xanchor": "left",
        "yanchor": "top",
        "font": {"size": TEXT, "color": THEMES[view.theme].ink},
    }


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
    name: str, detail: str, y: float, axes: Axes, view: FigureView, lit: bool = False
) -> list[dict[str, Any]]:
    """Return the labels above a row's marks: the name at the left, `detail` at the right.

    `name` comes from the data and is escaped here; `detail` is markup already. `y` is the pixel
    of the marks.
    """
    theme = THEMES[view.theme]
    lines = name_lines(name)
    text = "<br>".join(escape(line) for line in lines)
    base = {
        "xref": f"{axes.x} domain",
        "yref": axes.y,
        "y": y - CLEARANCE_PX,
        "yanchor": "bottom",
    }
    font = {"size": SMALL}
    labels: list[dict[str, Any]] = []
    if name:
        named = {
            "x": 0,
            "xanchor": "left",
            "align": "left",
            "text": f"<b>{text}</b>" if lit else text,
        }
        labels.append({**base, **named, "font": {**font, "color": theme.ink}})
        if " ".join(lines) != name:
            labels[-1]["hovertext"] = escape(name)
    if detail:
        side = {"x": 1, "xanchor": "right", "text": detail} if name else {"x": 0, "xanchor": "left"}
        labels.append({**base, "text": detail, **side, "font": {**font, "color": theme.ink_3}})
    return labels


def flag_pole(
    flag: Flag, top: float, bottom: float, axes: Axes, view: FigureView
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the line of a limit through the rows and the label on its end.

    `top` is the pixel of the header's lower edge, `bottom` that of the last row.
    """
    x = flag.line.value
    y = top - flag.level
    pole = {
        "type": "line",
        "xref": axes.x,
        "yref": axes.y,
        "x0": x,
        "x1": x,
        "y0": y,
        "y1": bottom,
        "layer": "between",
        "line": style(flag.line, view),
    }
    label = {
        "text": flag.text,
        "xref": axes.x,
        "yref": axes.y,
        "x": position(x, view),
        "y": y,
        "xanchor": flag.anchor,
        "yanchor": "bottom",
        "align": flag.anchor,
        "font": text_style(flag.line, view),
    }
    return pole, label


def assemble(
    sheets: Sequence[Sheet],
    key: Sequence[Trace],
    view: FigureView,
    kind: str,
    left: float = SIDE_PX,
) -> Figure:
    """Stack the panels and return the figure; `left` pixels are kept for tick labels.

    Built without plotly's validation, which costs more than all the rest; the tests validate
    what is built here.
    """
    total = sum(sheet.above + sheet.height + sheet.below for sheet in sheets)
    layout: dict[str, Any] = {
        "template": TEMPLATES[view.theme],
        "height": ceil(total + TOP_PX + key_height(key)),
        "margin": {"l": left, "r": SIDE_PX, "t": TOP_PX, "b": ceil(key_height(key))},
        "uirevision": f"{kind} {view.analyte}",
        "legend": {"x": 0, "xanchor": "left", "y": 0, "yanchor": "top"},
        "showlegend": bool(key),
        "annotations": [a for sheet in sheets for a in sheet.annotations],
        "shapes": [s for sheet in sheets for s in sheet.shapes],
    }
    used = 0.0
    for index, sheet in enumerate(sheets):
        axes = axes_of(index)
        used += sheet.above
        domain = [1 - (used + sheet.height) / total, 1 - used / total]
        layout["xaxis" + axes.x[1:]] = {"anchor": axes.y, **sheet.xaxis}
        layout["yaxis" + axes.y[1:]] = {"anchor": axes.x, "domain": domain, **sheet.yaxis}
        layout |= sheet.further_axes
        used += sheet.height + sheet.below
    data = [trace for sheet in sheets for trace in sheet.traces] + list(key)
    return Figure({"data": data, "layout": layout}, _validate=False)


def nothing(reason: str, view: FigureView) -> FigureResult:
    """Return an empty figure with the reason in its place."""
    layout = {
        "template": TEMPLATES[view.theme],
        "height": 120,
        "margin": {"l": SIDE_PX, "r": SIDE_PX, "t": TOP_PX, "b": TOP_PX},
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
    }
    figure = Figure({"data": [], "layout": layout}, _validate=False)
    return FigureResult(figure, reason, reason, pd.DataFrame(), reason)
