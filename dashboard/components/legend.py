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

MIDDLE = 50.0
"""Percent of the colour scale beyond which words stand to the left of their mark."""


LONG_POWER = 6
"""Power of ten from which on a number takes the room of two."""


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
        [*colours, shape_key(atlas, shown), outline_key(selection, shown)],
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
        _limit_mark(scale.percent(value), text)
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


def _limit_mark(percent: float, text: str) -> Component:
    """Return a limit on the colour scale, its words on the side where there is room."""
    words = _("soil: {limit}", limit=text)
    if percent <= MIDDLE:
        return html.Span(words, className="limit-mark", style={"left": f"{percent:.1f}%"})
    style = {"right": f"{100 - percent:.1f}%"}
    return html.Span(words, className="limit-mark is-right", style=style)


def shape_key(atlas: Atlas, shown: pd.DataFrame) -> Component:
    """Name the shapes that are on the map: one a medium."""
    here = set(shown["group"].unique())
    groups = [group for group in atlas.registry.terms("medium_group") if group in here]
    return html.Ul(
        [html.Li([symbol("shape", group), atlas.term("medium_group", group)]) for group in groups],
        className="key key-row",
    )


def outline_key(selection: Selection, shown: pd.DataFrame) -> Component:
    """Say what a dashed, a ticked and a dotted outline mean."""
    by_amount = selection.colour == "concentration"
    rows = [
        ("outline", "pooled", _("of several samples")),
        ("outline", "below_detection", _("below detection")),
        *([("outline", "above_range", _("above the range"))] if _has(shown, ">") else []),
        *(
            [("outline", "cluster_amount", _("several: the highest"))]
            if by_amount
            else [("outline", "cluster", _("several: the worst"))]
        ),
        ("outline", "ring", _("position uncertain")),
        ("outline", "schematic", _("waste, true size")),
        ("closed", "mine_closed", _("closed mine")),
    ]
    return html.Ul(
        [html.Li([symbol(kind, name), text]) for kind, name, text in rows],
        className="key key-columns",
    )


def _has(shown: pd.DataFrame, sign: str) -> bool:
    return bool((shown["censoring"] == sign).any())


class LogScale:
    """A logarithmic scale over whole decades."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def percent(self, value: float) -> float:
        """Return where a value stands, 0 to 100."""
        return 100 * math.log(value / self.low) / math.log(self.high / self.low)

    def decades(self) -> list[float]:
        """Return powers of ten from low to high: as many as have room, seven or four long ones."""
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        most = 6 if last < LONG_POWER else 3
        return [10.0**power for power in range(first, last + 1, 1 + (last - first) // most)]
