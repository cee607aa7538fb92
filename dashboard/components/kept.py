"""Long parts that Dash does not own: they stand in the first html and stay there.

Dash holds every element of a page in its store and looks through all of them at each step: a page
of seven thousand elements took minutes to come to life. What never changes needs none of that.
"""

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

MARK = "data-kept"


def kept(key: str, parts: Iterable[Any]) -> Component:
    """Return a box whose content is written once, by the server.

    The layout that Dash gets has it empty; `assets/45-kept.js` carries the content of the first
    html over into it.
    """
    return html.Div(list(parts), id=key, **{MARK: ""})


def layout_json(page: Component) -> str:
    """Return a page as the layout that Dash builds it from, kept parts emptied.

    The text can stand inside a script element: no `<` and no `/` is in it. The page itself is
    changed; write its html first.
    """
    for part in page._traverse():
        if getattr(part, MARK, None) is not None:
            part.children = []
    return str(to_json_plotly(page))
