"""The legend: always visible, in words, one entry for everything that can be on the map."""

import math

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.controls import LINK, checkbox, group
from dashboard.components.symbol import symbol
from dashboard.i18n import _, number, with_unit
from dashboard.limits import LawLimits
from layers.model import MAP_LAYERS, Selection


def layer_switches(selection: Selection) -> Element:
    """Return the switches of the map's layers; each is its own legend entry, with its symbol."""
    names = {
        "samples": (_("Measurements"), [("sample", "soil")]),
        "mines": (_("Mines, works"), [("mine", "mine"), ("mine", "smelter")]),
        "waste": (_("Mining waste"), [("waste", "waste")]),
        "rivers": (_("Rivers"), [("line", "river")]),
        "admin": (_("Districts"), [("line", "admin")]),
        "labels": (_("Towns"), [("dot", "town")]),
    }
    switches = [
        element(
            "Label",
            [
                checkbox("layers", key, key in selection.layers),
                *[symbol(*s) for s in names[key][1]],
                element("Span", names[key][0]),
            ],
        )
        for key in MAP_LAYERS
    ]
    return group(
        _("Layers"), [element("Div", switches, className="layer-switches")], id=f"{LINK}-layers"
    )


def legend(atlas: Atlas, selection: Selection, shown: pd.DataFrame) -> Component:
    """Return the meaning of colours, shapes and outlines for what is on the map now."""
    colours = (
        verdict_key(atlas, selection)
        if selection.colour == "verdict"
        else concentration_key(atlas, selection, shown)
    )
    return html.Div(
        [*colours, shape_key(atlas, shown), outline_key()],
        className="legend-body",
    )


def verdict_key(atlas: Atlas, selection: Selection) -> list[Component]:
    """Name the law and its steps, with their numbers for soil."""
    law = LawLimits.of(atlas.limits, selection)
    kind = "step" if law.read else "unread"
    items = [
        html.Li([symbol(kind, str(step)), html.Span([law.verdict(step), html.Small(text)])])
        for step in (3, 2, 1, 0)
        if (text := law.range_words(step)) is not None
    ]
    unknown = html.Li([symbol("step", "-1"), html.Span(_("not judged"))])
    return [
        html.H2(_("{metal}, {law}", metal=atlas.analyte_name(selection.analyte), law=law.title)),
        html.P(_("The numbers are those for soil."), className="key-note"),
        html.Ul([*items, unknown], className="key key-steps"),
        *([html.P(law.proof, className="unchecked")] if law.proof else []),
    ]


def concentration_key(atlas: Atlas, selection: Selection, shown: pd.DataFrame) -> list[Component]:
    """Return one colour bar a unit, with its decades and the limit marked."""
    units = [str(unit) for unit in shown["unit_std"].dropna().unique() if unit]
    bars = [_bar(atlas, selection, shown, unit) for unit in sorted(units)]
    return [
        html.H2(
            _("{metal}: concentration, log scale", metal=atlas.analyte_name(selection.analyte))
        ),
        *[bar for bar in bars if bar is not None],
    ]


def _bar(atlas: Atlas, selection: Selection, shown: pd.DataFrame, unit: str) -> Component | None:
    span = atlas.ranges.get(selection.analyte, {}).get(unit)
    if span is None:
        return None
    scale = LogScale(*span)
    groups = ", ".join(
        atlas.term("medium_group", group)
        for group in sorted(shown.loc[shown["unit_std"] == unit, "group"].unique())
    )
    law = LawLimits.of(atlas.limits, selection)
    marks = [
        html.Span(
            _("soil: {limit}", limit=text),
            className="limit-mark",
            style={"left": f"{scale.percent(value):.1f}%"},
        )
        for value, text in law.marks(unit)
        if scale.low <= value <= scale.high
    ]
    ticks = [
        html.Span(number(value), style={"left": f"{scale.percent(value):.1f}%"})
        for value in scale.decades()
    ]
    return html.Div(
        [
            html.P(_("{media}, {unit}", media=groups, unit=unit), className="bar-title"),
            html.Div(marks, className="bar-marks"),
            html.Div(className="bar-colours"),
            html.Div(ticks, className="bar-ticks"),
        ],
        className="bar",
        role="img",
        **{
            "aria-label": _(
                "Colours from {low} (dark blue) to {high} (yellow)",
                low=with_unit(scale.low, unit),
                high=with_unit(scale.high, unit),
            )
        },
    )


def shape_key(atlas: Atlas, shown: pd.DataFrame) -> Component:
    """Name the shapes that are on the map: one a medium."""
    here = set(shown["group"].unique())
    groups = [
        g for g in ("soil", "sediment", "water", "plant", "food", "waste", "air") if g in here
    ]
    return html.Ul(
        [html.Li([symbol("shape", group), atlas.term("medium_group", group)]) for group in groups],
        className="key key-row",
    )


def outline_key() -> Component:
    """Say what a dashed, a ticked and a dotted outline mean."""
    rows = (
        ("pooled", _("of several samples")),
        ("censored", _("below detection")),
        ("cluster", _("several: the worst")),
        ("ring", _("position uncertain")),
        ("schematic", _("waste, true size")),
    )
    closed = html.Li([symbol("closed", "mine_closed"), _("closed mine")])
    return html.Ul(
        [*[html.Li([symbol("outline", name), text]) for name, text in rows], closed],
        className="key key-columns",
    )


class LogScale:
    """A logarithmic scale over whole decades."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def percent(self, value: float) -> float:
        """Return where a value stands, 0 to 100."""
        return 100 * math.log(value / self.low) / math.log(self.high / self.low)

    def decades(self) -> list[float]:
        """Return powers of ten from low to high, at most seven of them."""
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        return [10.0**power for power in range(first, last + 1, 1 + (last - first) // 6)]
