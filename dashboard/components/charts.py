"""The charts beside the map: tabs, and the figure of the chosen one with its words and numbers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from math import isnan
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.chart_symbol import chart_symbol
from dashboard.components.table import place_link, table
from dashboard.figures.distribution import distribution
from dashboard.figures.drawing import TOP_PX, Drawing, Label
from dashboard.figures.matrix import matrix
from dashboard.figures.ranking import ranking
from dashboard.figures.readings import needed
from dashboard.figures.result import FigureResult
from dashboard.figures.theme import config, paper_colours
from dashboard.figures.through_time import through_time
from dashboard.figures.view import FigureView
from dashboard.i18n import _, decimal_mark, number
from dashboard.limits import limit_lines
from dashboard.state import encode
from layers.model import Selection

MOST_ROWS = 100
Figure = Callable[[pd.DataFrame, FigureView], FigureResult]
FIGURES: dict[str, Figure] = {
    "ranking": ranking,
    "distribution": distribution,
    "time": through_time,
    "matrix": matrix,
}


def chart_names() -> dict[str, str]:
    """Name of every tab."""
    return {
        "ranking": _("Places"),
        "distribution": _("Spread"),
        "time": _("Years"),
        "matrix": _("Metals"),
        "table": _("Table"),
    }


def tabs(selection: Selection) -> Component:
    """Return the links between the charts; the chosen one is marked."""
    return html.Nav(
        [
            html.A(
                name,
                href=encode(selection, chart=key),
                **{"data-go": ""},
                **({"aria-current": "true"} if key == selection.chart else {}),
            )
            for key, name in chart_names().items()
        ],
        className="tabs",
        **{"aria-label": _("Charts and table")},
    )


@dataclass(frozen=True)
class Chart:
    """The chosen chart or the table: its html, and what `assets/80-charts.js` draws into it.

    `figure` is plotly's data and layout; `numbers` the head and the rows of the table behind it,
    written when a reader unfolds it. Both are `None` where nothing is drawn.
    """

    content: Component
    figure: dict[str, Any] | None = None
    numbers: dict[str, Any] | None = None


def chart(
    atlas: Atlas,
    selection: Selection,
    shown: pd.DataFrame,
    theme: str,
    own: pd.DataFrame | None = None,
) -> Chart:
    """Return the chosen chart or the table, never an empty frame.

    `own` are values of the reader that fit, drawn beside the published ones and counted apart.
    """
    if selection.chart == "table":
        return Chart(table(atlas, selection, shown, own))
    result = drawn(atlas, selection, shown, theme, own)
    if result.empty:
        return Chart(html.P(result.empty, className="chart-empty"))
    drawing = result.drawing
    screen = drawing.screen()
    content = html.Figure(
        [
            html.Figcaption(result.title, className="chart-title"),
            html.P(result.own, className="chart-own") if result.own else None,
            html.Div(
                [
                    html.Div(role="img", **{"aria-label": result.alt}),
                    html.Div(**{"data-plot": ""}),
                    labels(drawing, selection),
                ],
                className="chart",
                style={"height": f"{screen['layout']['height']}px"},
            ),
            key(drawing),
            html.Details(
                [
                    html.Summary(_("The numbers of this chart")),
                    html.P(result.alt),
                    html.Div(className="table-scroll"),
                ],
                className="chart-numbers",
            ),
        ],
        className="chart-figure",
    )
    return Chart(content, screen, numbers(result.table))


def drawn(
    atlas: Atlas,
    selection: Selection,
    shown: pd.DataFrame,
    theme: str,
    own: pd.DataFrame | None = None,
) -> FigureResult:
    """Return the figure of the chosen chart, with the reader's own values where there are any."""
    view = figure_view(atlas, selection, theme)
    frame = shown
    if selection.chart == "matrix":
        frame = atlas.select_all_metals(selection, needed(view))
    frame = atlas.named(frame)
    if own is not None and len(own):
        columns = [*frame.columns, "own", "count"]
        frame = pd.concat([frame.assign(own=False, count=1), own[columns]], ignore_index=True)
    return FIGURES[selection.chart](frame, view)


def labels(drawing: Drawing, selection: Selection) -> Element:
    """Return the words beside the marks; the names of places lead to their stories.

    For eyes and pointers only: the figure's alternative and its numbers say the same.
    """
    sides = {"left": f"{drawing.left}px", "right": f"{drawing.right}px", "top": f"{TOP_PX}px"}
    words = [_label(label, selection) for label in drawing.labels]
    return element("Div", words, className="chart-labels", style=sides, **{"aria-hidden": "true"})


def _label(label: Label, selection: Selection) -> Element:
    classes = f"at-{label.side} at-{label.edge} tone-{label.tone}"
    properties = {
        "className": classes + " large" * label.large,
        "style": {"left": f"{label.x * 100:.4g}%", "top": f"{label.y:g}px"},
        **({"title": label.whole} if label.whole else {}),
        **({"data-axis": label.axis, "data-at": label.at} if label.axis else {}),
    }
    lines: list[Any] = [
        element("B", line) if i < label.strong else line for i, line in enumerate(label.lines)
    ]
    words = [part for line in lines for part in (line, element("Br", None))][:-1]
    if not label.place:
        return element("Span", words, **properties)
    state = {**place_link(selection, label.place), "tabIndex": "-1"}
    return element("A", words, **properties, **state, **{"data-place": label.place})


def key(drawing: Drawing) -> Component:
    """Return every look that occurs in the chart, in words."""
    return html.Ul(
        [html.Li([chart_symbol(entry, drawing.theme), entry.words]) for entry in drawing.key],
        className="key key-row chart-key",
    )


def figure_view(atlas: Atlas, selection: Selection, theme: str = "light") -> FigureView:
    """Say to a figure how to look at the values."""
    return FigureView(
        analyte=selection.analyte,
        analyte_label=atlas.analyte_name(selection.analyte),
        law=selection.law,
        land_use=selection.land_use,
        theme="dark" if theme == "dark" else "light",
        limits=tuple(limit_lines(atlas.limits, selection)),
        highlight=selection.place or None,
        labels=atlas.labels(),
        analytes=tuple(option.value for option in atlas.choices()["analyte"]),
        decimal_mark=decimal_mark(),
        proof="read",
        log=selection.analyte not in {"pH"},
    )


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Return head and rows of the table behind a chart as texts."""
    rows = [[_cell(cell) for cell in row] for row in table.head(MOST_ROWS).to_numpy().tolist()]
    return {"head": [str(name) for name in table.columns], "rows": rows}


def chart_config() -> str:
    """Return plotly's settings as the browser reads them from the page."""
    return json.dumps(config())


def paper_config() -> str:
    """Return the colours of paper for those of the dark theme, as the browser reads them."""
    return json.dumps(paper_colours())


def _cell(cell: object) -> str:
    """Write a number as the page's language does, a missing one as nothing."""
    if isinstance(cell, float):
        return "" if isnan(cell) else number(cell)
    return str(cell)
