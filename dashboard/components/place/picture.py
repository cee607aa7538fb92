"""A value and the limits of both laws on one line, drawn by the server."""

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from dashboard.atlas import Atlas
from dashboard.i18n import _, with_unit
from dashboard.limits import rungs, threshold_name
from dashboard.prerender import Drawing
from layers.assess.proof import is_read
from layers.model import Law
from layers.place import OwnResult

WIDTH, MARGIN = 360.0, 12.0
ROW = 26.0
AXIS_ROOM = 58.0
LAWS: tuple[Law, ...] = ("RO", "RS")


class Line(NamedTuple):
    """A limit: its value, its words, its law, and whether its number was read."""

    value: float
    name: str
    law: Law
    read: bool
    unit: str


def limit_lines(atlas: Atlas, result: OwnResult, land_use: str) -> list[Line]:
    """Return the limits of both laws in the unit of the result, the lowest first."""
    found = []
    registry = atlas.limits.registry
    for law in LAWS:
        for _step, row in rungs(atlas.limits, law, land_use, result.medium, result.analyte):
            factor = float(registry.factors([row.unit], [_unit(atlas, result)])[0])
            if not math.isnan(factor) and row.value:
                found.append(
                    Line(
                        row.value * factor,
                        threshold_name(row.threshold),
                        law,
                        is_read(row),
                        result.unit,
                    )
                )
    return sorted(found)


def _unit(atlas: Atlas, result: OwnResult) -> str:
    match = atlas.limits.registry.find_unit(result.unit)
    return match.unit if match else ""


def in_words(atlas: Atlas, result: OwnResult, lines: Sequence[Line]) -> str:
    """Say what the picture shows."""
    named = "; ".join(_label(line) for line in lines)
    return _(
        "{metal}: your {value}. Limits: {limits}.",
        metal=atlas.analyte_name(result.analyte),
        value=f"{result.censoring}{with_unit(result.value, result.unit)}",
        limits=named,
    )


def _label(line: Line) -> str:
    country = _("Romania") if line.law == "RO" else _("Serbia")
    words = _(
        "{country}, {limit}: {value}",
        country=country,
        limit=line.name,
        value=with_unit(line.value, line.unit, significant=3),
    )
    return words if line.read else _("{words} (not read)", words=words)


def picture(atlas: Atlas, result: OwnResult, land_use: str) -> Drawing | None:
    """Draw the value as a bar and every limit as a line with its name; None without limits."""
    lines = limit_lines(atlas, result, land_use)
    if not lines:
        return None
    most = max(result.value, *(line.value for line in lines)) * 1.04
    scale = (WIDTH - 2 * MARGIN) / most
    height = AXIS_ROOM + ROW * len(lines)
    places = [
        (line, MARGIN + line.value * scale, AXIS_ROOM + ROW * (number + 0.6))
        for number, line in enumerate(lines)
    ]
    parts = [_bar(result, scale)]
    parts += [_mark(line, x, y) for line, x, y in places]
    parts += [_text(_label(line), x, y) for line, x, y in places]
    alt = escape(in_words(atlas, result, lines), quote=True)
    return Drawing(
        f'<svg class="place-picture" viewBox="0 0 {WIDTH:g} {height:g}" role="img" '
        f'aria-label="{alt}">{"".join(parts)}</svg>'
    )


def _bar(result: OwnResult, scale: float) -> str:
    length = max(result.value * scale, 2.0)
    end = MARGIN + length
    words = _("your {value}", value=f"{result.censoring}{with_unit(result.value, result.unit)}")
    kind = "bar bound" if result.censoring else "bar"
    return (
        f'<rect class="{kind}" x="{MARGIN:g}" y="26" width="{length:.1f}" height="16" rx="2"/>'
        f"{_text(words, end, 20, 'own', 7.2)}"
        f'<path class="axis" d="M{MARGIN:g},46H{WIDTH - MARGIN:g}"/>'
    )


def _mark(line: Line, x: float, y: float) -> str:
    read = "read" if line.read else "unread"
    return f'<path class="limit limit-{line.law} {read}" d="M{x:.1f},22V{y + 5:.1f}"/>'


def _text(words: str, x: float, y: float, name: str = "", width: float = 5.6) -> str:
    """Write a text beside a line at x: right of it, else left, else over it within the picture."""
    room = width * len(words)
    if x + 6 + room < WIDTH:
        at, anchor = x + 6, "start"
    elif x - 6 - room > 0:
        at, anchor = x - 6, "end"
    else:
        at, anchor = max(2.0, WIDTH - room - 2), "start"
    kind = f' class="{name}"' if name else ""
    return f'<text{kind} x="{at:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
