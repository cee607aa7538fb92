"""The page for an address that nobody knows."""

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.frame import shell
from dashboard.i18n import _
from dashboard.state import carried
from layers.model import Selection


def title() -> str:
    """Say what is wrong."""
    return _("There is no such page.")


def layout(atlas: Atlas, selection: Selection) -> Component:
    """Say that there is no such page and where to go."""
    return shell(
        "",
        selection,
        atlas,
        [
            html.Div(
                [
                    html.H1(title()),
                    html.P(_("The address may be mistyped, or the place may have been renamed.")),
                    html.P(html.A(_("Go to the map"), href="/" + carried(selection))),
                ],
                className="reading",
            )
        ],
    )
