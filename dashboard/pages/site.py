"""What is known about one place? A page of its own, to link to and to print."""

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.frame import shell
from dashboard.components.story import story
from dashboard.i18n import _
from dashboard.state import encode
from layers.model import Selection


def layout(atlas: Atlas, selection: Selection) -> Component:
    """Return the story of `selection.place` as a page."""
    back = html.P(
        html.A(_("Show it on the map"), href="/" + encode(selection)), className="story-links"
    )
    return shell(
        f"/site/{selection.place}",
        selection,
        atlas,
        [html.Div([story(atlas, selection, on_map=False), back], className="reading")],
    )
