"""The sentence that says what is shown, how many, and how to get back from nothing."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.filters import FILTERS
from dashboard.filters.base import Choices
from dashboard.i18n import _, ngettext, number
from dashboard.state import encode
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
    located = shown[shown["lat"].notna() & (shown["scope"] != "pooled")]
    places = int(located["point_id"].nunique())
    rest = len(shown) - len(located)
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
    """Return the sentence, or why there is nothing and the ways back."""
    if shown.empty:
        return nothing_found(atlas, selection)
    return html.Div(
        [
            html.P(sentence(atlas, selection, shown), className="summary-main"),
            html.P(on_map(shown), className="summary-more"),
        ],
        className="summary",
    )


def nothing_found(atlas: Atlas, selection: Selection) -> Component:
    """Say which filter empties the view and offer to drop each of them."""
    choices = atlas.choices()
    ways = [way for f in FILTERS if (way := _way_back(atlas, selection, f.key, choices))]
    ways.append(
        html.Li(
            html.A(
                _("Start again with all values of this metal"),
                href=encode(Selection(analyte=selection.analyte, dataset=selection.dataset)),
                **{"data-go": ""},
            )
        )
    )
    return html.Div(
        [
            html.P(
                _(
                    "No published value fits: {what}. That means nobody has published one here, "
                    "not that the ground is clean.",
                    what="; ".join(w for f in FILTERS if (w := f.words(selection, choices))),
                ),
                className="summary-main",
            ),
            html.Ul(ways, className="ways-back"),
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
    count = len(atlas.select(freed))
    if not count:
        return None
    text = ngettext(
        "Without “{words}”: {count} value", "Without “{words}”: {count} values", count, words=words
    )
    return html.Li(html.A(text, href=encode(freed, page=1), **{"data-go": ""}))


def notes(atlas: Atlas, selection: Selection) -> list[Component]:
    """Say what the link asked for and nobody knows, instead of failing."""
    return [
        html.P(
            _(
                "“{value}” is not known here as {key}; it was left out.",
                value=value[:60],
                key=key,
            ),
            className="note",
            role="status",
        )
        for key, value in selection.unknown
    ]
