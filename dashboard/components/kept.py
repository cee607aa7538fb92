"""Long parts that Dash does not own: they stand in the first html and stay there.

Dash holds every element of a page in its store and looks through all of them at each step: a page
of seven thousand elements took minutes to come to life. What never changes needs none of that.
"""

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component
from flask import has_request_context, request


def kept(key: str, parts: Iterable[Any]) -> Component:
    """Return a box whose content is written once, by the server.

    When Dash asks for the layout the box is empty; `assets/45-kept.js` carries the content of the
    first html over into it.
    """
    asked_by_dash = has_request_context() and request.path == "/_dash-layout"
    children = [] if asked_by_dash else list(parts)
    return html.Div(children, id=key, **{"data-kept": ""})
