"""The key below a chart: every look that occurs in it, in words."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import pandas as pd

from dashboard.figures.marks import RING, SIZE, Trace, symbol
from dashboard.figures.readings import NOT_CHECKED, NOT_JUDGED
from dashboard.figures.theme import STEP_COLOURS, THEMES
from dashboard.figures.view import FigureView
from dashboard.figures.words import verdict_words
from dashboard.i18n import _

_ROW_PX = 20
_NARROWEST_PX = 330
_CHARACTER_PX = 6.0
_SWATCH_PX = 44


def key_height(key: Sequence[Trace]) -> float:
    """Pixels that the key needs on a phone, where its entries wrap the most."""
    if not key:
        return 8.0
    widths = [len(entry["name"]) * _CHARACTER_PX + _SWATCH_PX for entry in key]
    columns = max(1, int(_NARROWEST_PX // max(widths)))
    rows = 1 if sum(widths) < _NARROWEST_PX else ceil(len(key) / columns)
    return rows * _ROW_PX + 12.0


def entry(name: str, marker: dict[str, Any]) -> Trace:
    """Return a key entry; it draws no mark."""
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": {"kind": "key"},
        "x": [None],
        "y": [None],
        "name": name,
        "showlegend": True,
        "hoverinfo": "skip",
        "marker": {"size": SIZE, **marker},
    }


def step_entries(steps: Sequence[int], shape: str, view: FigureView) -> list[Trace]:
    """Return the verdict steps that occur, mildest first."""
    theme = THEMES[view.theme]
    edge = {"color": theme.outline, "width": 1}
    return [
        entry(
            verdict_words(step),
            {"symbol": shape, "color": STEP_COLOURS[step], "line": edge},
        )
        for step in sorted(set(steps) & set(STEP_COLOURS))
    ]


def mark_key(rows: pd.DataFrame, view: FigureView) -> list[Trace]:
    """Return the key of a chart that draws these rows."""
    theme = THEMES[view.theme]
    groups = rows["group"].unique().tolist()
    shape = symbol(groups[0]) if len(groups) == 1 else "circle"
    steps = set(rows["step"].tolist())
    ring = {"color": theme.ink_2, "line": {"width": RING}}
    grey = {"color": theme.unknown, "line": {"width": RING}}
    found = step_entries(list(steps), shape, view)
    if NOT_JUDGED in steps:
        found.append(entry(verdict_words(NOT_JUDGED), {"symbol": f"{shape}-open", **grey}))
    if NOT_CHECKED in steps:
        words = verdict_words(NOT_CHECKED)
        found.append(entry(words, {"symbol": f"{shape}-open", **grey}))
    if rows["pooled"].any():
        words = _("published summary: mean, maximum …")
        found.append(entry(words, {"symbol": f"{shape}-open-dot", **ring}))
    return found
