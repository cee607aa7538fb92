"""The tiles of the matrix: colour by verdict, hatched where there is none, the ratio inside."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.hover import hover_texts
from dashboard.figures.key import entry
from dashboard.figures.marks import Axes, Trace, ids, short_numbers
from dashboard.figures.readings import ABOVE, NOT_CHECKED, NOT_JUDGED
from dashboard.figures.theme import SMALL, STEP_COLOURS, STEP_INK, THEMES
from dashboard.figures.view import FigureView
from dashboard.figures.words import escape, number_text, times_text, verdict_words
from dashboard.i18n import THIN_SPACE, _, ngettext

TILE_PX = 34.0
_WIDTH = 0.95
_HATCH = {NOT_JUDGED: "/", NOT_CHECKED: "\\"}


def tile_traces(tiles: pd.DataFrame, axes: Axes, view: FigureView) -> list[Trace]:
    """Draw every tile.

    Parameters
    ----------
    tiles : DataFrame
        Deciding values as `rows_at` gives them, with `column` (counted from 0), `top` (pixel)
        and `count` (values in the cell).
    axes : Axes
    view : FigureView
    """
    step = tiles["step"].to_numpy()
    traces = []
    for kind in (0, *_HATCH):
        part = tiles[step >= 0 if kind == 0 else step == kind]
        if len(part):
            # An own trace for every hatch: with a list of colours plotly would warn about
            # the pattern's colour on the console, once a redraw.
            fill = _filled(part) if kind == 0 else _hatched(kind, view)
            traces.append(_tiles(part, fill, axes, view))
    pooled = tiles[tiles["pooled"].to_numpy()]
    return [*traces, _rings(pooled, axes, view)] if len(pooled) else traces


def _tiles(part: pd.DataFrame, fill: dict[str, Any], axes: Axes, view: FigureView) -> Trace:
    theme = THEMES[view.theme]
    return {
        "type": "bar",
        "meta": {"kind": "tile"},
        "customdata": ids(part),
        "x": short_numbers(part["column"] + 0.5),
        "y": [TILE_PX] * len(part),
        "base": short_numbers(part["top"]),
        "width": _WIDTH,
        "marker": {**fill, "line": _edges(part, view)},
        "text": _texts(part, view),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {
            "size": SMALL,
            "color": [STEP_INK.get(step, theme.ink) for step in part["step"].tolist()],
        },
        "hovertext": _hovers(part, view),
        "hoverinfo": "text",
        "showlegend": False,
        "xaxis": axes.x,
        "yaxis": axes.y,
    }


def _filled(part: pd.DataFrame) -> dict[str, Any]:
    return {"color": [STEP_COLOURS[step] for step in part["step"].tolist()]}


def _hatched(step: int, view: FigureView) -> dict[str, Any]:
    theme = THEMES[view.theme]
    pattern = {"fgcolor": theme.unknown, "fgopacity": 0.35, "size": 7, "solidity": 0.2}
    return {
        "color": theme.unknown,
        "pattern": {**pattern, "shape": _HATCH[step], "bgcolor": theme.surface},
    }


def _edges(part: pd.DataFrame, view: FigureView) -> dict[str, Any]:
    theme = THEMES[view.theme]
    lit = (part["point_id"] == view.highlight).to_numpy(dtype=bool, na_value=False)
    if not lit.any():
        return {"color": theme.line_strong, "width": 1}
    return {
        "color": np.where(lit, theme.ink, theme.line_strong).tolist(),
        "width": np.where(lit, 3, 1).tolist(),
    }


def _texts(part: pd.DataFrame, view: FigureView) -> list[str]:
    """Write the ratio, in bold where a sure verdict is above, and n where it is not 1."""
    texts = []
    columns = (part[name].tolist() for name in ("step", "raw_step", "times", "censoring", "count"))
    for step, raw_step, times, sign, count in zip(*columns, strict=True):
        ratio = escape(ratio_text(raw_step, times, sign, view))
        ratio = f"<b>{ratio}</b>" if step >= ABOVE else ratio
        n = _("n {n}", n=number_text(count)) if count > 1 else ""
        texts.append(f"{ratio}<br>{n}" if n else ratio)
    return texts


def ratio_text(raw_step: int, times: float, sign: str, view: FigureView) -> str:
    """Write how many times the alert threshold or the limit the deciding value is; plain text.

    Below that level the ratio of the frame is one to a milder level, which cannot be compared
    with the others, so it is not written.
    """
    if raw_step < 0:
        return "?"
    if raw_step < ABOVE:
        return "≤1×"
    if np.isnan(times):
        return _("above")
    return sign + times_text(times, view.decimal_mark).replace(THIN_SPACE, "")


def _hovers(part: pd.DataFrame, view: FigureView) -> list[str]:
    """Name metal and number of values, then tell the one that decides."""
    counts = {
        count: ngettext("{count} value", "{count} values, the worst:", count)
        for count in set(part["count"].tolist())
    }
    columns = (part["analyte"].tolist(), part["count"].tolist(), hover_texts(part, view))
    return [
        f"<b>{escape(analyte)}</b> · {counts[count]}<br>{hover}"
        for analyte, count, hover in zip(*columns, strict=True)
    ]


def _rings(pooled: pd.DataFrame, axes: Axes, view: FigureView) -> Trace:
    """Draw a ring in the corner of the tiles that a published summary decides."""
    ink = THEMES[view.theme].ink
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": {"kind": "pooled_tile"},
        "customdata": ids(pooled),
        "x": short_numbers(pooled["column"] + 0.5 + _WIDTH / 2 - 0.13),
        "y": short_numbers(pooled["top"] + TILE_PX - 7),
        "marker": {
            "symbol": "circle-open-dot",
            "size": 7,
            "color": [STEP_INK.get(step, ink) for step in pooled["step"].tolist()],
            "line": {"width": 1.2},
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "xaxis": axes.x,
        "yaxis": axes.y,
    }


def tile_key(tiles: pd.DataFrame, view: FigureView) -> list[Trace]:
    """Return the key: verdicts as squares, hatches, and the ring of a summary."""
    theme = THEMES[view.theme]
    steps = set(tiles["step"].tolist())
    edge = {"color": theme.line_strong, "width": 1}
    found = [
        entry(verdict_words(step), {"symbol": "square", "color": colour, "line": edge})
        for step, colour in STEP_COLOURS.items()
        if step in steps
    ]
    for step in (step for step in _HATCH if step in steps):
        look = {**_hatched(step, view), "line": edge}
        found.append({**entry(verdict_words(step), look), "type": "bar"})
        del found[-1]["mode"], found[-1]["marker"]["size"]
    if tiles["pooled"].any():
        ring = {"symbol": "circle-open-dot", "color": theme.ink_2, "size": 8}
        found.append(entry(_("a published summary decides"), {**ring, "line": {"width": 1.2}}))
    return found
