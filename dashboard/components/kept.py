"""Parts that Dash does not own: they stand in the first html and stay there.

Dash holds every element of a page in its store and looks through all of them at each step: a page
of seven thousand elements took minutes to come to life. What never changes needs none of that, and
what the server writes anew at every choice comes faster as html than as components.
"""

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

MARK = "data-kept"


def kept(key: str, parts: Iterable[Any], **properties: Any) -> Component:
    """Return a box whose content is written once, by the server.

    The layout that Dash gets has it empty; `assets/45-kept.js` carries the content of the first
    html over into it.
    """
    return html.Div(list(parts), id=key, **{MARK: ""}, **properties)


def live(box: Component) -> Component:
    """Return a box with an id whose content `assets/75-answer.js` brings up to date."""
    setattr(box, MARK, "live")
    return box


def layout_json(page: Component) -> str:
    """Return a page as the layout that Dash builds it from, kept parts emptied.

    The text can stand inside a script element: no `<` and no `/` is in it. The page itself is
    changed; write its html first.
    """
    for part in page._traverse():
        if getattr(part, MARK, None) is not None:
            part.children = []
    return str(to_json_plotly(page))
