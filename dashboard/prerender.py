"""Components as html, so that the page can be read before any JavaScript runs, and without it."""

from html import escape
from typing import Any

from dash.development.base_component import Component

VOID = {"img", "input", "br", "hr"}
ATTRIBUTES = {
    "className": "class",
    "htmlFor": "for",
    "id": "id",
    "tabIndex": "tabindex",
    "colSpan": "colspan",
    "href": "href",
    "src": "src",
    "alt": "alt",
    "lang": "lang",
    "role": "role",
    "scope": "scope",
    "title": "title",
    "target": "target",
    "rel": "rel",
    "type": "type",
}


def render(node: Any) -> str:
    """Return the html of a component, of a list of them, or of a text.

    Components of other suites than `dash.html` (the map, the dropdowns) have no html of their
    own; they become an empty box of the same class, which css draws as a skeleton.
    """
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, (list, tuple)):
        return "".join(render(child) for child in node)
    if not isinstance(node, Component):
        return escape(str(node))
    if node._namespace != "dash_html_components":
        return _placeholder(node)
    tag = node._type.lower()
    opened = f"<{tag}{_attributes(node)}>"
    if tag in VOID:
        return opened
    return f"{opened}{render(getattr(node, 'children', None))}</{tag}>"


def _attributes(node: Component) -> str:
    pairs = []
    for name in node._prop_names + [p for p in vars(node) if p.startswith(("data-", "aria-"))]:
        value = getattr(node, name, None)
        written = ATTRIBUTES.get(name) or (name if name.startswith(("data-", "aria-")) else None)
        if name == "style" and isinstance(value, dict):
            written, value = "style", ";".join(f"{key}:{text}" for key, text in value.items())
        if name == "open" and value:
            written, value = "open", ""
        if written and value is not None:
            pairs.append(f' {written}="{escape(str(value), quote=True)}"')
    return "".join(pairs)


def _placeholder(node: Component) -> str:
    """Return the box that keeps a control's room; its chosen values are readable in it."""
    kind = node._type.lower()
    classes = f"placeholder placeholder-{kind} {getattr(node, 'className', '') or ''}".strip()
    words = escape(_chosen(node))
    hidden = "" if words else ' aria-hidden="true"'
    return f'<div class="{escape(classes, quote=True)}"{hidden}>{words}</div>'


def _chosen(node: Component) -> str:
    options = getattr(node, "options", None)
    value = getattr(node, "value", None)
    if not isinstance(options, list) or value is None:
        return ""
    chosen = value if isinstance(value, list) else [value]
    labels = [o["label"] for o in options if o["value"] in chosen]
    return ", ".join(label for label in labels if isinstance(label, str))
