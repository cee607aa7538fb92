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
        value=with_unit(result.value, result.unit),
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
    parts = [_bar(result, scale)]
    for number, line in enumerate(lines):
        parts.append(_limit(line, MARGIN + line.value * scale, AXIS_ROOM + ROW * (number + 0.6)))
    alt = escape(in_words(atlas, result, lines), quote=True)
    return Drawing(
        f'<svg class="place-picture" viewBox="0 0 {WIDTH:g} {height:g}" role="img" '
        f'aria-label="{alt}">{"".join(parts)}</svg>'
    )


def _bar(result: OwnResult, scale: float) -> str:
    length = max(result.value * scale, 2.0)
    end = MARGIN + length
    anchor = "end" if end > WIDTH / 2 else "start"
    words = escape(_("your {value}", value=with_unit(result.value, result.unit)))
    return (
        f'<rect class="bar" x="{MARGIN:g}" y="26" width="{length:.1f}" height="16" rx="2"/>'
        f'<text class="own" x="{end:.1f}" y="20" text-anchor="{anchor}">{words}</text>'
        f'<path class="axis" d="M{MARGIN:g},46H{WIDTH - MARGIN:g}"/>'
    )


def _limit(line: Line, x: float, y: float) -> str:
    read = "read" if line.read else "unread"
    right = x > WIDTH / 2
    at, anchor = (x - 6, "end") if right else (x + 6, "start")
    return (
        f'<path class="limit limit-{line.law} {read}" d="M{x:.1f},22V{y + 5:.1f}"/>'
        f'<text x="{at:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(_label(line))}</text>'
    )
