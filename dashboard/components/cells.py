"""Table cells without component objects: a table has hundreds, and each object costs time."""

from typing import Any

Element = dict[str, Any]
HTML = "dash_html_components"


def element(tag: str, children: Any, **properties: Any) -> Element:
    """Return an html element in the form in which Dash sends components to the browser.

    >>> element("Td", "5", className="number")["props"]
    {'children': '5', 'className': 'number'}
    """
    return {"type": tag, "namespace": HTML, "props": {"children": children, **properties}}
