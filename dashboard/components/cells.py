"""Table cells without component objects: a table has hundreds, and each object costs time."""

from collections.abc import Sequence
from typing import Any

Element = dict[str, Any]
HTML = "dash_html_components"


def element(tag: str, children: Any, **properties: Any) -> Element:
    """Return an html element in the form in which Dash sends components to the browser.

    >>> element("Td", "5", className="number")["props"]
    {'children': '5', 'className': 'number'}
    """
    return {"type": tag, "namespace": HTML, "props": {"children": children, **properties}}


def plain_table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> Element:
    """Return a table of texts with its headings."""
    head = element("Tr", [element("Th", str(name), scope="col") for name in headings])
    body = [element("Tr", [element("Td", str(cell)) for cell in row]) for row in rows]
    parts = [element("Thead", head), element("Tbody", body)]
    return element("Table", parts, className="values")
