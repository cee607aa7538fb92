"""The controls: the metal, the law and the colours at hand, the rest folded away."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.cells import Element, element
from dashboard.components.controls import LINK, Option, form, group, segments
from dashboard.components.icon import icon
from dashboard.components.kept import kept, live
from dashboard.filters import FILTERS
from dashboard.filters.base import Choices
from dashboard.i18n import _, ngettext
from dashboard.state import carried, pairs
from layers.model import Selection

ALWAYS = ("analyte",)
CONTROLS = (
    "analyte",
    "law",
    "land_use",
    "colour",
    "medium",
    "country",
    "from",
    "to",
    "statistic",
    "use",
    "verdict",
    "scope",
    "source",
    "layers",
    "q",
)
"""Keys of the link that the controls of the map page write, wherever they stand in it."""


def filter_bar(selection: Selection, choices: Choices) -> Component:
    """Return all controls, set as the selection says."""
    by_key = {f.key: f for f in FILTERS}
    folded = [f for f in FILTERS if f.key not in ALWAYS]
    return form(
        [
            kept(
                "controls",
                [
                    *[by_key[key].control(selection, choices) for key in ALWAYS],
                    law_control(selection),
                    colour_control(selection),
                ],
            ),
            html.Details(
                [
                    live(html.Summary(filter_count(selection, choices), id="filter-count")),
                    html.Div(
                        kept("filters", [f.control(selection, choices) for f in folded]),
                        className="filters",
                    ),
                ],
                id="more-filters",
                className="more-filters",
                open=False,
                **{"data-float": ""},
            ),
            add_own(selection),
            kept("without-script", [_without_script(selection)]),
        ],
        LINK,
        "link",
        action="/",
        className="filter-bar",
        role="search",
        **{"aria-label": _("What to show")},
    )


def add_own(selection: Selection) -> Component:
    """Return the way to add data of the reader's own."""
    address = "/contribute" + carried(selection)
    return html.A(_("Add your data"), href=address, className="button own-add")


def _without_script(selection: Selection) -> Element:
    """Return the button that sends the form, and what it must send along unseen."""
    rest = [
        element("Input", None, type="hidden", name=key, value=text)
        for key, text in pairs(selection)
        if key not in CONTROLS
    ]
    send = element("Button", _("Show"), type="submit", className="button")
    return element("Noscript", [*rest, send])


def filter_count(selection: Selection, choices: Choices) -> list[Component | str]:
    """Say how many of the folded filters narrow the view."""
    active = sum(bool(f.words(selection, choices)) for f in FILTERS if f.key not in ALWAYS)
    words = _("More filters")
    if active:
        words = ngettext("{count} filter set", "{count} filters set", active)
    return [icon("filter"), words]


def law_control(selection: Selection) -> Element:
    """Return the switch of the law, with the Romanian land use beside it."""
    title = _("Judged by the law of")
    laws = [Option("RO", _("Romania")), Option("RS", _("Serbia"))]
    uses = [
        Option("sensitive", _("homes, gardens")),
        Option("less_sensitive", _("industry")),
    ]
    switches = [
        segments("law", title, laws, selection.law),
        segments("land_use", _("Romanian land use"), uses, selection.land_use),
    ]
    return group(
        title, [element("Div", switches, className="law-controls")], className="control control-law"
    )


def colour_control(selection: Selection) -> Element:
    """Return the switch between verdict and concentration."""
    title = _("Colour")
    options = [
        Option("verdict", _("verdict")),
        Option("concentration", _("concentration")),
    ]
    return group(title, [segments("colour", title, options, selection.colour)])
