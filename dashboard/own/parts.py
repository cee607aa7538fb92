"""What a page says of a reader's own data: the notice, the entry in the legend, a place's panel."""

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.cells import element
from dashboard.components.icon import icon
from dashboard.components.metal_values import metal
from dashboard.components.symbol import symbol
from dashboard.i18n import _, listed, ngettext
from dashboard.state import carried
from layers.model import Selection

LONGEST_FILE = 60


def notice(own: pd.DataFrame, selection: Selection) -> list[Any]:
    """Return the slim notice over the page: how many values of which file, and the ways to act."""
    files = [name[:LONGEST_FILE] for name in dict.fromkeys(own["source_id"]) if name]
    count = len(own)
    shown, hidden = (
        ngettext(
            "Showing {count} value from {file} beside the published data, only in this tab.",
            "Showing {count} values from {file} beside the published data, only in this tab.",
            count,
            file=listed(files) or _("your file"),
        ),
        ngettext(
            "{count} value from {file} is in this tab, but not shown.",
            "{count} values from {file} are in this tab, but not shown.",
            count,
            file=listed(files) or _("your file"),
        ),
    )
    texts = [
        html.Span(shown, **{"data-own-when": "shown"}),
        html.Span(hidden, hidden=True, **{"data-own-when": "hidden"}),
    ]
    placeless = int(own["lat"].isna().sum())
    if placeless:
        texts += [" ", html.Small(without_position(placeless))]
    buttons = [
        _button("hide", _("Hide"), when="shown"),
        _button("show", _("Show"), when="hidden"),
        _button("remove", _("Remove")),
        html.A(_("Your data"), href="/contribute" + carried(selection)),
    ]
    return [html.P(texts, role="status"), html.Div(buttons, className="own-actions")]


def without_position(count: int) -> str:
    """Say how many own values are nowhere on the map."""
    return ngettext(
        "{count} value has no position: it is only in the charts and the table.",
        "{count} values have no position: they are only in the charts and the table.",
        count,
    )


def _button(act: str, name: str, when: str = "") -> Component:
    own = {"data-own": act} | ({"data-own-when": when} if when else {})
    return html.Button(name, type="button", className="button", hidden=when == "hidden", **own)


def layer_switch(own: pd.DataFrame) -> list[Any]:
    """Return own data's entry in the legend: its switch, its mark, and the way to its places."""
    switch = element(
        "Label",
        [
            element("Input", None, type="checkbox", checked=True, **{"data-own": "switch"}),
            symbol("own", "soil"),
            element("Span", _("Your data, this session only")),
        ],
    )
    placed = bool(own["lat"].notna().any())
    zoom = [_button("zoom", _("Zoom to your data"))] if placed else []
    return [html.Div(switch, className="layer-switches"), *zoom]


def own_line(shown: pd.DataFrame | None) -> Component | None:
    """Say beside the summary of published values how many own ones fit; nothing without any."""
    if shown is None or shown.empty:
        return None
    count, places = int(shown["count"].sum()), shown["point_id"].nunique()
    placeless = int(shown.loc[shown["lat"].isna(), "count"].sum())
    said = [
        ngettext(
            "Beside them {count} value of your own, {places}.",
            "Beside them {count} values of your own, {places}.",
            count,
            places=ngettext("{count} place", "{count} places", places),
        )
    ]
    said += [without_position(placeless)] if placeless else []
    return html.P(" ".join(said), className="summary-own")


def place_panel(atlas: Atlas, selection: Selection, own: pd.DataFrame) -> Component:
    """Return the panel of one own place with every value, as published places have it.

    Parameters
    ----------
    atlas, selection
        The package beside which it is shown, and the chosen metal.
    own : DataFrame
        Rows of one place, at least one, from `dashboard.own.frame.own_frame`.
    """
    first = own.iloc[0]
    metals = _by_metal(atlas, selection, own)
    return html.Article(
        [
            html.Div(
                [html.P(_("Your data, this session only"), className="kind"), _close()],
                className="story-top",
            ),
            html.H2(first["name"] or _("unnamed place"), id="own-title", tabIndex="-1"),
            html.P(_where(atlas, first), className="where"),
            html.P(
                _(
                    "From {file}. Not published, not checked by us.",
                    file=first["source_id"] or _("your file"),
                ),
                className="unchecked",
            ),
            html.P(
                ngettext(
                    "{count} value of {metals}.",
                    "{count} values of {metals}.",
                    len(own),
                    metals=", ".join(metals),
                )
            ),
            *[
                metal(atlas, one, rows, unfolded=one == selection.analyte or len(metals) <= 3)
                for one, rows in metals.items()
            ],
        ],
        className="story",
        **{"aria-labelledby": "own-title"},
    )


def _close() -> Component:
    return html.Button(
        icon("close"),
        type="button",
        className="icon-button",
        title=_("Close"),
        **{"data-own": "close", "aria-label": _("Close")},
    )


def _where(atlas: Atlas, row: pd.Series) -> str:
    country = atlas.term("country", row["country"]) if row["country"] else ""
    if words.is_missing(row["lat"]):
        return " ".join(filter(None, [country, _("No usable position: in lists and charts only.")]))
    reach = row["coord_uncertainty_m"]
    position = f"{row['lat']:.5f}, {row['lon']:.5f}"
    if words.is_missing(reach) or reach <= 0:
        return ", ".join(filter(None, [country, position]))
    within = _(
        "{position}, within about {distance}",
        position=position,
        distance=words.distance(float(reach)),
    )
    return ", ".join(filter(None, [country, within]))


def _by_metal(
    atlas: Atlas, selection: Selection, own: pd.DataFrame
) -> dict[str, list[dict[str, Any]]]:
    """Group values by metal: the chosen one first, then as in the menu."""
    found: dict[str, list[dict[str, Any]]] = {}
    ordered = own.sort_values(["medium", "value_std"], ascending=[True, False])
    for row in ordered.to_dict("records"):
        found.setdefault(row["analyte"], []).append(row)
    menu = [option.value for option in atlas.choices()["analyte"]]
    order = dict.fromkeys([selection.analyte, *menu, *found])
    return {analyte: found[analyte] for analyte in order if analyte in found}
