"""Native controls: the browser draws them, a screen reader knows them, a keyboard works them.

They stand in the first html and work in a form without JavaScript; `assets/35-controls.js` tells
what is chosen, by the form's `data-form`: `link` for the query string, else the id of a
`dcc.Store`. A control belongs to the form `<form>-form` wherever it stands in the page, and must
stand in a part that Dash does not own (`components/kept.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.cells import Element, element
from dashboard.i18n import _

FOREIGN: dict[bool, dict[str, str]] = {False: {}, True: {"lang": ""}}
"""Attributes of words that need not be in the page's language."""
LINK = "c"
"""Name of the form whose values are the link."""


@dataclass(frozen=True)
class Option:
    """One value that a control offers: its code, its words, and what a search should find."""

    value: str
    label: str
    search: str = ""
    when: str = ""
    """Condition, as `condition` writes it, under which a list offers it; empty: always."""
    foreign: bool = False
    """Whether the words are a quotation, in a language of their own."""


def form(children: Iterable[Any], name: str, to: str, **properties: Any) -> Component:
    """Return the form that the controls named `name` belong to.

    Parameters
    ----------
    children : iterable
        What stands in it.
    name : str
        Prefix of its controls' ids.
    to : str
        `link`, or the id of the `dcc.Store` that takes the values by name: a text, and a list of
        texts for a group of boxes.
    **properties
        Further attributes.
    """
    return html.Form(
        list(children), id=f"{name}-form", **{"data-form": to, "autoComplete": "off"}, **properties
    )


def segments(
    key: str, label: str, options: Sequence[Option], value: str, form: str = LINK
) -> Element:
    """Return one of a few as buttons side by side; `label` is said, not shown."""
    return element(
        "Div",
        _inputs("radio", key, options, (value,), form),
        id=f"{form}-{key}",
        className=f"segments segments-{key}",
        role="radiogroup",
        **{"aria-label": label},
    )


def chips(
    key: str, title: str, options: Sequence[Option], chosen: Sequence[str], form: str = LINK
) -> Element:
    """Return any of a few as chips under their heading."""
    return group(
        title,
        [element("Div", _inputs("checkbox", key, options, chosen, form), className="chips")],
        id=f"{form}-{key}",
    )


def group(title: str, children: list[Any], **properties: Any) -> Element:
    """Return controls that belong together under their heading."""
    name = properties.pop("className", "control")
    return element("Fieldset", [element("Legend", title), *children], className=name, **properties)


def select(
    key: str, title: str, options: Sequence[Option], value: str, form: str = LINK
) -> Element:
    """Return one of some as a list to unfold."""
    listed = [
        element(
            "Option",
            o.label,
            value=o.value,
            selected=o.value == value,
            **({"data-when": o.when} if o.when else {}),
        )
        for o in options
    ]
    box = element("Select", listed, id=f"{form}-{key}", name=key, form=f"{form}-form")
    return element("Label", [element("Span", title), box], className=f"control field-{key}")


def box(key: str, title: str, value: object, form: str = LINK, **properties: Any) -> Element:
    """Return a line to type in; `type`, `min`, `placeholder` ... are given as `properties`."""
    line = element(
        "Input",
        None,
        id=f"{form}-{key}".replace(" ", "-"),
        name=key,
        form=f"{form}-form",
        value="" if value is None else str(value),
        **{"type": "text", "autoComplete": "off"} | properties,
    )
    return element("Label", [element("Span", title), line], className=f"control field-{key}")


def picker(
    key: str,
    title: str,
    options: Sequence[Option],
    chosen: Sequence[str],
    *,
    many: bool,
    find: str,
    form: str = LINK,
) -> Element:
    """Return a choice from a long list: a fold that shows what is chosen, with a search inside.

    Parameters
    ----------
    key, title
        Name of the value, heading of the control.
    options : sequence of Option
        Their `search` is looked through besides the label.
    chosen : sequence of str
        Values chosen now.
    many : bool
        Whether several can be chosen; none then stands for all. One is chosen otherwise, the
        fold floats over the page and closes with the choice.
    find : str
        Words over the search.
    form : str
        Prefix of the ids.
    """
    name = f"{form}-{key}"
    now = ", ".join(o.label for o in options if o.value in chosen)
    inputs = _inputs("checkbox" if many else "radio", key, options, chosen, form)
    fold = element(
        "Details",
        [
            element(
                "Summary",
                element("Span", now or _("All"), id=f"{name}-now", className="picker-now"),
                **{"aria-labelledby": f"{name}-title {name}-now"},
            ),
            element("Div", _search_and_list(title, find, inputs), className="picker-panel"),
        ],
        id=name,
        className="picker",
        **{"data-picker": _("All")},
        **({} if many else {"data-float": ""}),
    )
    heading = element("Span", title, id=f"{name}-title")
    return element("Div", [heading, fold], className="control")


def _search_and_list(title: str, find: str, inputs: list[Element]) -> list[Element]:
    search = element("Input", None, type="search", form="", autoComplete="off")
    legend = element("Legend", title, className="visually-hidden")
    return [
        element("Label", [element("Span", find), search], className="picker-find"),
        element("Fieldset", [legend, *inputs], className="picker-list"),
        element("P", _("Nothing here is called that."), className="picker-none", hidden=True),
    ]


def condition(key: str, values: Iterable[str]) -> str:
    """Write that something fits these values of the control `key`."""
    return f"{key}={' '.join(values)}"


def only_when(part: Element, key: str, values: Sequence[str], now: str) -> Element:
    """Return a part of a form that is hidden while the control `key` has none of `values`."""
    said = {"data-when": condition(key, values), "hidden": now not in values}
    return {**part, "props": {**part["props"], **said}}


def checkbox(key: str, value: str, checked: bool, form: str = LINK) -> Element:
    """Return a box to tick, without its words."""
    return _input("checkbox", key, value, checked, form)


def _inputs(
    kind: str, key: str, options: Sequence[Option], chosen: Sequence[str], form: str
) -> list[Element]:
    return [
        element(
            "Label",
            [
                _input(kind, key, o.value, o.value in chosen, form),
                element("Span", o.label, **FOREIGN[o.foreign]),
            ],
            **({"data-search": o.search} if o.search else {}),
        )
        for o in options
    ]


def _input(kind: str, key: str, value: str, checked: bool, form: str) -> Element:
    owner = f"{form}-form"
    return element("Input", None, type=kind, name=key, value=value, checked=checked, form=owner)
