"""What is where? The map, with its charts, its table and the story of a place beside it."""

from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from plotly.graph_objects import Figure

from dashboard.assets import address
from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from dashboard.components.averages import averages_fold
from dashboard.components.charts import chart, chart_config, drawn, paper_config, tabs
from dashboard.components.filter_bar import CONTROLS, add_own, filter_bar, filter_count
from dashboard.components.frame import shell
from dashboard.components.kept import kept, live
from dashboard.components.legend import layer_switches, legend
from dashboard.components.map import later_layers, map_view, version
from dashboard.components.map.view import RELIEF
from dashboard.components.notes import notes
from dashboard.components.story import story
from dashboard.components.summary import sentence, summary
from dashboard.components.table import search_box, table
from dashboard.figures.picture import picture as whole
from dashboard.http.updates import object_of, text_of
from dashboard.i18n import _, said
from dashboard.own.frame import fitting
from dashboard.own.parts import own_line
from dashboard.prerender import render
from dashboard.state import browser_table, encode
from layers.model import Selection


def title() -> str:
    """Question that the page answers."""
    return _("Where is the ground polluted, and who measured it?")


def layout(atlas: Atlas, selection: Selection) -> Component:
    """Return the whole page for a selection."""
    shown = atlas.select(selection)
    return shell(
        "/",
        selection,
        atlas,
        [
            html.H1(title(), className="page-question"),
            *_own_boxes(),
            filter_bar(selection, atlas.choices()),
            html.Div(
                [
                    live(
                        html.Div(
                            summary(atlas, selection, shown),
                            id="summary",
                            **{"aria-live": "polite"},
                        )
                    ),
                    html.Div(
                        [
                            map_view(selection, hideout(atlas, selection), version(atlas)),
                            _legend_panel(atlas, selection, shown),
                        ],
                        className="map-ground",
                    ),
                ],
                className="map-side",
            ),
            _chart_side(atlas, selection, shown),
            html.Aside(
                story(atlas, selection),
                id="story",
                className="story-side",
                **{"aria-label": _("Chosen place"), "aria-live": "polite"},
            ),
            kept("own-story", [], className="story-side"),
            *_stores(atlas, selection),
        ],
    )


def _own_boxes() -> list[Component]:
    """Return where the reader's own data are told of, with what the scripts say of them.

    Their style and main script are fetched by `assets/77-own-data.js` where a session has some.
    """
    said = {
        "data-script": address("later/own.js"),
        "data-style": address("later/own.css"),
        "data-large": _("The file is larger than 10 MB."),
        "data-removed": _("Your data are removed from this tab."),
        "data-failed": _("Your data could not be read. Add them again."),
    }
    sign = _("Drop the file: it is read and checked, and its values stay in this tab.")
    return [kept("own-box", [], **said), kept("own-drop", [sign], hidden=True)]


def _legend_panel(atlas: Atlas, selection: Selection, shown: Any) -> Component:
    return html.Section(
        [
            live(html.Div(legend(atlas, selection, shown), id="legend")),
            kept("layer-switches", [layer_switches(selection)]),
            kept("own-switch", []),
            add_own(selection),
        ],
        className="legend",
        **{"aria-label": _("Legend")},
    )


def _chart_side(atlas: Atlas, selection: Selection, shown: Any) -> Component:
    return html.Section(
        [
            live(html.Div(tabs(selection), id="tabs")),
            html.Div(
                kept("search", [search_box(selection)]),
                id="table-search",
                hidden=selection.chart != "table",
            ),
            _lost(),
            live(
                html.Div(
                    [
                        html.Div(className="chart-skeleton", **{"aria-hidden": "true"}),
                        html.Noscript(
                            [
                                html.P(_("The map and the charts need JavaScript. The values:")),
                                table(atlas, selection, shown),
                            ]
                        ),
                    ],
                    id="chart-box",
                )
            ),
            averages_fold(),
        ],
        className="chart-side",
        **{
            "aria-label": _("Charts and table"),
            "data-config": chart_config(),
            "data-paper": paper_config(),
        },
    )


def _lost() -> Component:
    """Return what is said while the server does not answer."""
    return html.Div(
        [
            html.P(_("The server does not answer: words and charts are those of the view before.")),
            html.Button(_("Ask again"), type="button", className="button"),
        ],
        id="answer-lost",
        className="note",
        role="alert",
        hidden=True,
    )


def _stores(atlas: Atlas, selection: Selection) -> list[Component]:
    table = {"keys": browser_table(atlas.known), "controls": list(CONTROLS)}
    return [
        dcc.Store(id="state-table", data=table),
        dcc.Store(id="state"),
        dcc.Store(id="told", data=_story_key(selection)),
        dcc.Store(id="ready", data=False),
        dcc.Location(id="url", refresh="callback-nav"),
        dcc.Store(id="told-of"),
        dcc.Store(id="relief-template", data=RELIEF),
        dcc.Store(
            id="later-store",
            data=[layer.to_plotly_json() for layer in later_layers(selection, version(atlas))],
        ),
    ]


def _story_key(selection: Selection) -> dict[str, str]:
    """Return the key of the story that is already on the page; the browser makes the same."""
    if not selection.place:
        return {"key": ""}
    asked = dict(parse_qsl(encode(selection).removeprefix("?")))
    keys = ("dataset", "site", "law", "land_use", "analyte", "lang")
    return {"key": "|".join(asked.get(key, "") for key in keys)}


def hideout(atlas: Atlas, selection: Selection) -> dict[str, Any]:
    """Return the state as the symbol layer reads it; `assets/40-state.js` writes the same."""
    first, last = selection.years
    return {
        "analyte": selection.analyte,
        "regime": selection.regime,
        "colour": selection.colour,
        "medium": selection.groups,
        "country": selection.countries,
        "from": first,
        "to": last,
        "statistic": selection.statistics,
        "use": selection.uses,
        "source": selection.sources,
        "verdict": selection.steps,
        "scope": selection.scopes,
        "layers": selection.layers,
        "site": selection.place,
    }


def register(app: Dash, atlases: Atlases) -> None:
    """Wire the page: the browser keeps state and map, the server tells the story of a place."""
    _register_in_browser(app)

    @app.callback(Output("story", "children"), Input("told", "data"), prevent_initial_call=True)
    def tell(told: object) -> Component | None:
        search = text_of(object_of(told, "told").get("search"), "told.search")
        atlas = atlases.of(search)
        return story(atlas, atlas.read(search))


def _register_in_browser(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("atlas", "sync"),
        Output("state", "data"),
        Output("symbols-layer", "hideout"),
        Input("url", "search"),
        Input("theme", "data"),
        State("state-table", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "ask"),
        Output("told", "data"),
        Input("state", "data"),
        Input("ready", "data"),
        State("told", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "later"),
        Output("later-layers", "children"),
        Input("ready", "data"),
        State("later-store", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "relief"),
        Output("relief", "url"),
        Input("theme", "data"),
        State("relief-template", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "tell"),
        Output("told-of", "data"),
        Input("story", "children"),
    )


def answer(
    atlas: Atlas, selection: Selection, theme: str, own: pd.DataFrame | None = None
) -> dict[str, Any]:
    """Return everything beside the map for one state of the link, as `/answer` sends it.

    `own` are values of the reader (`dashboard.own.frame`), shown beside the published ones.

    `parts` is the html of the live parts of the page by id; `figure` and `numbers` are drawn by
    the browser; `table` tells whether the table is shown, which has a search of its own.
    """
    shown = atlas.select(selection)
    own_rows = _own_rows(own, selection)
    own_here = None if own_rows is None else own_rows[own_rows["analyte"] == selection.analyte]
    drawn = chart(atlas, selection, shown, theme, own_rows)
    parts = {
        "notes": notes(atlas, selection),
        "summary": [summary(atlas, selection, shown), own_line(own_here)],
        "legend": legend(atlas, selection, seen_together(shown, own_here)),
        "filter-count": filter_count(selection, atlas.choices()),
        "tabs": tabs(selection),
        "chart-box": drawn.content,
    }
    return {
        "parts": {key: render(part) for key, part in parts.items()},
        "figure": drawn.figure,
        "numbers": drawn.numbers,
        "table": selection.chart == "table",
    }


def _own_rows(own: pd.DataFrame | None, selection: Selection) -> pd.DataFrame | None:
    """Return the own values that fit: of every metal where the chart shows them all."""
    if own is None:
        return None
    return fitting(own, selection, all_metals=selection.chart == "matrix")


def seen_together(shown: pd.DataFrame, own: pd.DataFrame | None) -> pd.DataFrame:
    """Return published and own values for what names their looks and counts nothing."""
    if own is None or own.empty:
        return shown
    columns = ["group", "unit_std", "censoring"]
    return pd.concat([shown[columns], own[columns]], ignore_index=True)


def picture(atlas: Atlas, selection: Selection, own: pd.DataFrame | None = None) -> Figure | None:
    """Return the chosen chart as it is saved: on paper's ground, with what it shows and of whom.

    `None` where the table is chosen, or where there is nothing to draw.
    """
    shown = atlas.select(selection)
    if selection.chart == "table":
        return None
    result = drawn(atlas, selection, shown, "light", _own_rows(own, selection))
    if result.empty:
        return None
    facts = atlas.store.package
    foot = [
        f"{sentence(atlas, selection, shown)}.",
        *([result.own, _("They are not published and not checked.")] if result.own else []),
        _("{package}, version {version}.", package=said(facts.title), version=facts.version),
    ]
    if facts.simulated:
        foot.append(_("No number on this page was measured. Do not use it for any decision."))
    return whole(result.drawing, result.title, foot)
