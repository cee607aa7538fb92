"""The sentence that says what is shown, how many, and how to get back from nothing."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.charts import figure_view
from dashboard.components.low_end import metal_note
from dashboard.figures.findings import finding
from dashboard.filters import FILTERS
from dashboard.filters.base import Choices
from dashboard.i18n import _, ngettext, number
from dashboard.state import FIXED_OPTIONS, carried, encode
from layers.model import Selection


def sentence(atlas: Atlas, selection: Selection, shown: pd.DataFrame) -> str:
    """Say how many values of how many are shown and by which filters.

    `41 of 312 values: copper (Cu), soil, Serbia, 2005–2024`
    """
    choices = atlas.choices()
    parts = [words for f in FILTERS if (words := f.words(selection, choices))]
    return _(
        "{shown} of {total} values: {what}",
        shown=number(len(shown)),
        total=number(atlas.total(selection.analyte)),
        what="; ".join(parts),
    )


def on_map(shown: pd.DataFrame) -> str:
    """Say how many of them have a place on the map, and where the others are."""
    located = (shown["lat"].notna() & (shown["scope"] != "pooled")).to_numpy(dtype=bool)
    places = int(shown["point_id"][located].nunique())
    rest = int((~located).sum())
    here = ngettext("{count} place on the map.", "{count} places on the map.", places)
    if not rest:
        return here
    return " ".join(
        (
            here,
            ngettext(
                "{count} value stands for a whole area and is only in the charts and the table.",
                "{count} values stand for whole areas and are only in the charts and the table.",
                rest,
            ),
        )
    )


def summary(atlas: Atlas, selection: Selection, shown: pd.DataFrame) -> Component:
    """Return the finding, the count and the places; or why there is nothing and the ways back."""
    if shown.empty:
        return nothing_found(atlas, selection)
    samples_off = "samples" not in selection.layers
    stated = finding(shown, figure_view(atlas, selection))
    return html.Div(
        [
            html.P(stated, className="summary-main"),
            html.P(
                [
                    sentence(atlas, selection, shown),
                    ". ",
                    _("The layer of measurements is off.") if samples_off else on_map(shown),
                    *_elsewhere(atlas, selection, len(shown)),
                ],
                className="summary-more",
            ),
            metal_note(atlas, selection, shown),
        ],
        className="summary",
    )


def _elsewhere(atlas: Atlas, selection: Selection, shown: int) -> list[Component | str]:
    """Say how many values the choice of places hides, and offer to show them."""
    all_places = selection.but(scopes=FIXED_OPTIONS["scope"])
    hidden = atlas.count(all_places) - shown
    if hidden <= 0:
        return []
    text = ngettext(
        "{count} more lies elsewhere: show it.", "{count} more lie elsewhere: show them.", hidden
    )
    return [" ", html.A(text, href=encode(all_places, page=1), **{"data-go": ""})]


def nothing_found(atlas: Atlas, selection: Selection) -> Component:
    """Say that nothing fits, why, and offer each way to find something."""
    choices = atlas.choices()
    first, last = selection.years
    turned = first is not None and last is not None and first > last
    ways = [html.Li(part) for part in _elsewhere(atlas, selection, 0) if part != " "]
    ways += [way for f in FILTERS if (way := _way_back(atlas, selection, f.key, choices))]
    start = "?" + carried(selection, analyte=selection.analyte).removeprefix("?")
    again = html.A(_("Start again with this metal"), href=start, **{"data-go": ""})
    return html.Div(
        [
            html.P(
                _(
                    "No value here fits: {what}.",
                    what="; ".join(w for f in FILTERS if (w := f.words(selection, choices))),
                ),
                className="summary-main",
            ),
            html.P(
                _("The years are the wrong way round.")
                if turned
                else _(
                    "What is not here has not been published, or was not found. "
                    "It does not mean that the ground is clean."
                ),
                className="summary-more",
            ),
            html.Ul([*ways, html.Li(again)], className="ways-back"),
        ],
        className="summary summary-empty",
        role="status",
    )


def _way_back(atlas: Atlas, selection: Selection, key: str, choices: Choices) -> Component | None:
    chosen = next(f for f in FILTERS if f.key == key)
    words = chosen.words(selection, choices)
    freed = chosen.cleared(selection)
    if not words or freed == selection:
        return None
    count = atlas.count(freed)
    if not count:
        return None
    text = ngettext(
        "Without “{words}”: {count} value", "Without “{words}”: {count} values", count, words=words
    )
    return html.Li(html.A(text, href=encode(freed, page=1), **{"data-go": ""}))
