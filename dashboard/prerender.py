"""Components as html, so that the page can be read before any JavaScript runs, and without it."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component

VOID = {"img", "input", "br", "hr"}
SET_OR_NOT = {"open", "hidden", "checked", "selected", "disabled", "required", "multiple"}
ATTRIBUTES = {
    "className": "class",
    "htmlFor": "for",
    "id": "id",
    "tabIndex": "tabindex",
    "colSpan": "colspan",
    "href": "href",
    "hrefLang": "hreflang",
    "src": "src",
    "alt": "alt",
    "lang": "lang",
    "role": "role",
    "scope": "scope",
    "title": "title",
    "target": "target",
    "rel": "rel",
    "type": "type",
    **{
        name: name.lower()
        for name in (
            "action",
            "method",
            "name",
            "value",
            "form",
            "placeholder",
            "min",
            "max",
            "step",
            "list",
            "rows",
            "accept",
            "inputMode",
            "maxLength",
            "autoComplete",
            "spellCheck",
            "encType",
            "enterKeyHint",
            "pattern",
            "download",
            "start",
        )
    },
}


class Drawing(str):
    """Html already, made here from numbers and escaped texts: it is taken as it stands."""

    __slots__ = ()


def render(node: Any) -> str:
    """Return the html of a component, of a list of them, or of a text.

    Components of other suites than `dash.html` (the map, the dropdowns) have no html of their
    own; they become an empty box of the same class, which css draws as a skeleton. A `Drawing` is
    html already.
    """
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, (list, tuple)):
        return "".join(render(child) for child in node)
    if isinstance(node, dict):
        return _element(node["type"].lower(), node["props"])
    if not isinstance(node, Component):
        return str(node if isinstance(node, Drawing) else escape(str(node)))
    if node._namespace != "dash_html_components":
        return _placeholder(node)
    return _element(node._type.lower(), node.to_plotly_json()["props"])


def _element(tag: str, properties: Mapping[str, Any]) -> str:
    opened = f"<{tag}{_attributes(properties)}>"
    return opened if tag in VOID else f"{opened}{render(properties.get('children'))}</{tag}>"


def _attributes(properties: Mapping[str, Any]) -> str:
    return "".join(
        f' {name}="{escape(text, quote=True)}"'
        for key, value in properties.items()
        for name, text in _attribute(key, value)
    )


def _attribute(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if key == "style":
        yield key, ";".join(f"{name}:{text}" for name, text in value.items())
    elif key in SET_OR_NOT:
        if value:
            yield key, ""
    elif key in ATTRIBUTES or key.startswith(("data-", "aria-")):
        yield ATTRIBUTES.get(key, key), str(value)


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
