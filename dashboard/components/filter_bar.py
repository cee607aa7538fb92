"""The controls: the metal, the law and the colours at hand, the rest folded away."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.icon import icon
from dashboard.components.kept import live
from dashboard.filters import FILTERS
from dashboard.filters.base import Choices
from dashboard.i18n import _, ngettext
from layers.model import Selection

ALWAYS = ("analyte",)


def filter_bar(selection: Selection, choices: Choices) -> Component:
    """Return all controls, set as the selection says."""
    by_key = {f.key: f for f in FILTERS}
    folded = [f for f in FILTERS if f.key not in ALWAYS]
    return html.Div(
        [
            *[by_key[key].control(selection, choices) for key in ALWAYS],
            law_control(selection),
            colour_control(selection),
            html.Details(
                [
                    live(html.Summary(filter_count(selection, choices), id="filter-count")),
                    html.Div([f.control(selection, choices) for f in folded], className="filters"),
                ],
                className="more-filters",
                open=False,
            ),
        ],
        className="filter-bar",
        role="search",
        **{"aria-label": _("What to show")},
    )


def filter_count(selection: Selection, choices: Choices) -> list[Component | str]:
    """Say how many of the folded filters narrow the view."""
    active = sum(bool(f.words(selection, choices)) for f in FILTERS if f.key not in ALWAYS)
    words = _("More filters")
    if active:
        words = ngettext("{count} filter set", "{count} filters set", active)
    return [icon("filter"), words]


def law_control(selection: Selection) -> Component:
    """Return the switch of the law, with the Romanian land use beside it."""
    return html.Fieldset(
        [
            html.Legend(_("Judged by the law of")),
            html.Div(
                [
                    _segments("law", [("RO", _("Romania")), ("RS", _("Serbia"))], selection.law),
                    _segments(
                        "land_use",
                        [
                            ("sensitive", _("homes, gardens")),
                            ("less_sensitive", _("industry")),
                        ],
                        selection.land_use,
                    ),
                ],
                className="law-controls",
            ),
        ],
        className="control control-law",
    )


def colour_control(selection: Selection) -> Component:
    """Return the switch between verdict and concentration."""
    return html.Fieldset(
        [
            html.Legend(_("Colour")),
            _segments(
                "colour",
                [("verdict", _("verdict")), ("concentration", _("concentration"))],
                selection.colour,
            ),
        ],
        className="control",
    )


def _segments(key: str, options: list[tuple[str, str]], value: str) -> Component:
    return dcc.RadioItems(
        id=f"c-{key}",
        className=f"segments segments-{key}",
        options=[{"label": label, "value": option} for option, label in options],
        value=value,
        inline=True,
    )
