"""The charts beside the map: tabs, and the figure of the chosen one with its words and numbers."""

import json
from collections.abc import Callable

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.table import table
from dashboard.figures.distribution import distribution
from dashboard.figures.matrix import matrix
from dashboard.figures.ranking import ranking
from dashboard.figures.theme import config
from dashboard.figures.through_time import through_time
from dashboard.figures.view import FigureResult, FigureView
from dashboard.i18n import _
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


def chart(atlas: Atlas, selection: Selection, shown: pd.DataFrame, theme: str) -> Component:
    """Return the chosen chart or the table, never an empty frame."""
    if selection.chart == "table":
        return table(atlas, selection, shown)
    frame = atlas.select_all_metals(selection) if selection.chart == "matrix" else shown
    frame = as_read(frame, selection)
    result = FIGURES[selection.chart](frame, figure_view(atlas, selection, shown, theme))
    if result.empty:
        return html.P(result.empty, className="chart-empty")
    return html.Figure(
        [
            html.Figcaption(result.title, className="chart-title"),
            html.Div(
                dcc.Graph(id="chart", figure=result.figure, config=config(), className="chart"),
                role="img",
                **{"aria-label": result.alt},
            ),
            numbers(result.table),
        ],
        className="chart-figure",
    )


def as_read(frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Let a chart colour the verdicts whose limits were read, as the map does."""
    return frame.assign(**{f"checked_{selection.regime}": frame[f"read_{selection.regime}"]})


def figure_view(
    atlas: Atlas, selection: Selection, shown: pd.DataFrame, theme: str = "light"
) -> FigureView:
    """Say to a figure how to look at the values."""
    units = [str(unit) for unit in shown["unit_std"].dropna().unique() if unit]
    return FigureView(
        analyte=selection.analyte,
        analyte_label=atlas.analyte_name(selection.analyte),
        unit_std=units[0] if units else "",
        law=selection.law,
        land_use=selection.land_use,
        theme="dark" if theme == "dark" else "light",
        limits=tuple(limit_lines(atlas.limits, selection)),
        highlight=selection.place or None,
        labels=atlas.labels(),
        analytes=tuple(option.value for option in atlas.choices()["analyte"]),
        log=selection.analyte not in {"pH"},
    )


def numbers(table: pd.DataFrame) -> Component:
    """Return the numbers behind a chart, folded; `assets/80-charts.js` writes them when opened.

    As components they would cost the reader a third of a second at every change of a filter.
    """
    rows = [[str(cell) for cell in row] for row in table.head(MOST_ROWS).to_numpy().tolist()]
    content = json.dumps({"head": [str(name) for name in table.columns], "rows": rows})
    return html.Details(
        [html.Summary(_("The numbers of this chart")), html.Div(className="table-scroll")],
        className="chart-numbers",
        **{"data-numbers": content},
    )
