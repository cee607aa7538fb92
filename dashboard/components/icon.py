"""Icons of the controls, drawn by css in the colour of the text around them."""

from dash import html
from dash.development.base_component import Component


def icon(name: str) -> Component:
    """Return an icon that says nothing by itself: the words stand beside it.

    Parameters
    ----------
    name : str
        File name in `assets/icons` without its ending.
    """
    return html.Span(className=f"icon icon-{name}", **{"aria-hidden": "true"})
