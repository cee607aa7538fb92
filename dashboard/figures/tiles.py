"""The tiles of the matrix: colour by verdict, hatched where there is none, the ratio inside."""

from typing import Any, NamedTuple

import numpy as np

from dashboard.figures.columns import Array, Columns
from dashboard.figures.drawing import Label, Trace
from dashboard.figures.hover import hover_texts
from dashboard.figures.key import HATCHES, hatching
from dashboard.figures.marks import Axes, ids, short_numbers
from dashboard.figures.readings import ABOVE
from dashboard.figures.theme import STEP_COLOURS, STEP_INK, THEMES
from dashboard.figures.view import FigureView
from dashboard.figures.words import escape, number_text, times_text
from dashboard.i18n import THIN_SPACE, _, ngettext

TILE_PX = 34.0
_WIDTH = 0.95


class Tiles(NamedTuple):
    """The deciding values, one row a tile, with where it stands and how many values it has.

    `column` counts from 0; `top` is the pixel of the tile's upper edge.
    """

    rows: Columns
    column: Array
    top: Array
    count: Array

    def at(self, chosen: Array) -> "Tiles":
        """Return some of the tiles."""
        rows, *others = self
        return Tiles(rows.at(chosen), *(other[chosen] for other in others))


def tile_traces(tiles: Tiles, axes: Axes, view: FigureView) -> list[Trace]:
    """Draw every tile, without its words."""
    step = tiles.rows["step"]
    traces = []
    for kind in (0, *HATCHES):
        chosen = step >= 0 if kind == 0 else step == kind
        if chosen.any():
            # An own trace for every hatch: with a list of colours plotly would warn about
            # the pattern's colour on the console, once a redraw.
            part = tiles.at(chosen)
            fill = _filled(part) if kind == 0 else hatching(kind, THEMES[view.theme])
            traces.append(_tiles(part, fill, axes, view))
    pooled = tiles.rows["pooled"]
    return [*traces, _rings(tiles.at(pooled), axes, view)] if pooled.any() else traces


def _tiles(part: Tiles, fill: dict[str, Any], axes: Axes, view: FigureView) -> Trace:
    return {
        "type": "bar",
        "meta": {"kind": "tile"},
        "customdata": ids(part.rows),
        "x": short_numbers(part.column + 0.5),
        "y": [TILE_PX] * len(part.rows),
        "base": short_numbers(part.top),
        "width": _WIDTH,
        "marker": {**fill, "line": _edges(part.rows, view)},
        "hovertext": _hovers(part, view),
        "hoverinfo": "text",
        "showlegend": False,
        "xaxis": axes.x,
        "yaxis": axes.y,
    }


def _filled(part: Tiles) -> dict[str, Any]:
    return {"color": [STEP_COLOURS[step] for step in part.rows["step"].tolist()]}


def _edges(rows: Columns, view: FigureView) -> dict[str, Any]:
    theme = THEMES[view.theme]
    lit, own = rows["point_id"] == view.highlight, rows["own"]
    if not (lit | own).any():
        return {"color": theme.line_strong, "width": 1}
    inks = [theme.ink, theme.selected]
    return {
        "color": np.select([lit, own], inks, theme.line_strong).tolist(),
        "width": np.where(lit | own, 3, 1).tolist(),
    }


def tile_labels(tiles: Tiles, columns: int, view: FigureView) -> list[Label]:
    """Write the ratio in every tile, in bold where a sure verdict is above, and n if not 1."""
    read = (tiles.rows[name].tolist() for name in ("step", "raw_step", "times", "censoring"))
    where = ((tiles.column + 0.5) / columns, tiles.top + TILE_PX / 2, tiles.count)
    labels = []
    for step, raw_step, times, sign, x, y, count in zip(
        *read, *(each.tolist() for each in where), strict=True
    ):
        ratio = ratio_text(raw_step, times, sign, view)
        lines = (ratio, _("n {n}", n=number_text(count))) if count > 1 else (ratio,)
        tone = step if step in STEP_INK else "ink"
        strong = int(step >= ABOVE)
        labels.append(Label(lines, round(x, 4), y, "center", "middle", tone, strong))
    return labels


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


def _hovers(part: Tiles, view: FigureView) -> list[str]:
    """Name metal and number of values, then tell the one that decides."""
    counts = {
        count: ngettext("{count} value", "{count} values, the worst:", count)
        for count in set(part.count.tolist())
    }
    told = (part.rows["analyte"].tolist(), part.count.tolist(), hover_texts(part.rows, view))
    return [
        f"<b>{escape(analyte)}</b> · {counts[count]}<br>{hover}"
        for analyte, count, hover in zip(*told, strict=True)
    ]


def _rings(pooled: Tiles, axes: Axes, view: FigureView) -> Trace:
    """Draw a ring in the corner of the tiles that a published summary decides."""
    ink = THEMES[view.theme].ink
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": {"kind": "pooled_tile"},
        "customdata": ids(pooled.rows),
        "x": short_numbers(pooled.column + 0.5 + _WIDTH / 2 - 0.13),
        "y": short_numbers(pooled.top + TILE_PX - 7),
        "marker": {
            "symbol": "circle-open-dot",
            "size": 7,
            "color": [STEP_INK.get(step, ink) for step in pooled.rows["step"].tolist()],
            "line": {"width": 1.2},
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "xaxis": axes.x,
        "yaxis": axes.y,
    }
