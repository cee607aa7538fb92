"""Places by metals: how many times the limit, with counts for every place and every metal."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.canvas import (
    CLEARANCE_PX,
    Sheet,
    assemble,
    axes_of,
    name_lines,
    nothing,
    pixel_axis,
    row_label,
)
from dashboard.figures.cells import Cells, cells
from dashboard.figures.columns import Array, Columns
from dashboard.figures.drawing import Label
from dashboard.figures.findings import (
    named_analyte,
    only_own_title,
    own_counted,
    region_title,
    sentences,
)
from dashboard.figures.key import tile_key
from dashboard.figures.limits import LINE_PX
from dashboard.figures.places import more_own_words, whose
from dashboard.figures.readings import columns_of, own, published
from dashboard.figures.result import FigureResult
from dashboard.figures.tiles import TILE_PX, Tiles, ratio_text, tile_labels, tile_traces
from dashboard.figures.view import FigureView
from dashboard.figures.words import (
    capitalised,
    level_words,
    number_text,
    plain,
    times_text,
)
from dashboard.i18n import _, ngettext
from dashboard.steps import step_words

MOST_PLACES = 30
MOST_OWN = 10
MOST_METALS = 10
_HEADER_PX = 52.0
_ROW_PX = 46.0
_MORE_PX = 24
_CAPTION_CHARACTERS = 54


@dataclass(frozen=True)
class Shown:
    """The part of the matrix that is drawn: worst places, first metals.

    `tiles` are the deciding values, one row a cell; `row`, `column` and `count` say where each
    stands and how many values the cell has. `above` and `judged` count the metals of every place,
    drawn or not. `more_places`, `more_own` and `more_metals` are left out; `own` tells which of
    the places are the reader's.
    """

    points: list[str]
    analytes: list[str]
    names: list[str]
    tiles: Columns
    row: Array
    column: Array
    count: Array
    above: list[int]
    judged: list[int]
    own: list[bool]
    more_places: int
    more_own: int
    more_metals: int


def matrix(frame: pd.DataFrame, view: FigureView) -> FigureResult:
    """Show for every place and metal how many times the limit its worst value is.

    Parameters
    ----------
    frame : DataFrame
        Joined frame with all metals of the selection.
    view : FigureView

    Returns
    -------
    FigureResult
        At most 30 places and 10 of the reader's own, worst first, and 10 metals. A cell has the
        colour of its verdict, the multiple of the limit and the number of values; what is not
        judged is hatched; a place without data stays blank. A ring in the corner says that a
        published summary decides. Counts speak of all published places and metals of the frame,
        drawn or not.
    """
    if frame.empty:
        return nothing(_("No values in this selection"), view)
    rows = columns_of(frame, view)
    found = cells(rows, view)
    public = found.at(~rows.at(found.position)["own"])
    shown = _shown(rows, found, view)
    level = level_words(view.law, pd.unique(published(rows)["group"]).tolist())
    sheet = _sheet(shown, public.above_by(public.column, len(found.analytes)), level, view)
    beside = own_counted(own(rows), view)
    return FigureResult(
        assemble([sheet], tile_key(shown.tiles), view, "matrix"),
        title=_title(rows, public, level, view),
        alt=sentences(_alt(rows, shown, public, view), beside),
        table=_table(shown, view),
        own=beside,
    )


def _title(rows: Columns, public: Cells, level: str, view: FigureView) -> str:
    if not len(public.row):
        return only_own_title(view)
    scopes = rows.at(public.position)["scope"]
    return region_title(public.row, public.step, scopes, _what(public, view), level)


def _what(found: Cells, view: FigureView) -> str:
    if found.analytes == [view.analyte]:
        return named_analyte(view)
    return _("All metals") if len(found.analytes) > 1 else plain(found.analytes[0])


def _shown(rows: Columns, found: Cells, view: FigureView) -> Shown:
    with_tiles = np.unique(found.row[found.column < MOST_METALS])
    mine = np.full(len(found.points), False)
    mine[found.row] = rows.at(found.position)["own"]
    public = with_tiles[~mine[with_tiles]]
    wanted = public[:MOST_PLACES]
    lit = found.points.index(view.highlight) if view.highlight in found.points else -1
    if lit in public and lit not in wanted:
        wanted[-1] = lit
    wanted = np.sort(np.concatenate([wanted, with_tiles[mine[with_tiles]][:MOST_OWN]]))
    row_of = np.full(len(found.points), -1)
    row_of[wanted] = np.arange(len(wanted))
    drawn = np.flatnonzero((row_of[found.row] >= 0) & (found.column < MOST_METALS))
    tiles = rows.at(found.position[drawn])
    points = [found.points[i] for i in wanted]
    names = dict(zip(tiles["point_id"].tolist(), tiles["name"].tolist(), strict=True))
    above, judged = found.above_by(found.row, len(found.points))
    return Shown(
        points=points,
        analytes=found.analytes[:MOST_METALS],
        names=[plain(names.get(point, point)) for point in points],
        tiles=tiles,
        row=row_of[found.row[drawn]],
        column=found.column[drawn],
        count=found.count[drawn],
        above=above[wanted].tolist(),
        judged=judged[wanted].tolist(),
        own=mine[wanted].tolist(),
        more_places=int((~mine).sum() - (~mine[wanted]).sum()),
        more_own=int(mine.sum() - mine[wanted].sum()),
        more_metals=max(len(found.analytes) - MOST_METALS, 0),
    )


def _sheet(shown: Shown, metals: tuple[Array, Array], level: str, view: FigureView) -> Sheet:
    axes = axes_of(0)
    caption = _caption(level)
    top = LINE_PX * len(caption.lines) + 6 + _HEADER_PX
    heights = np.array([LINE_PX * len(name_lines(name)) + _ROW_PX for name in shown.names])
    bottom = top + np.cumsum(heights)
    tile_top = bottom - TILE_PX - 4
    more = [words for words in (_more_words(shown), more_own_words(shown.more_own)) if words]
    height = float(bottom[-1]) + max(_MORE_PX * len(more), 4)
    metal_axis = {"range": [0, len(shown.analytes)], "visible": False, "fixedrange": True}
    sheet = Sheet(height, metal_axis, pixel_axis(height), below=4)
    sheet.labels += [caption, *_headings(shown, metals, top)]
    counts = zip(shown.points, shown.names, shown.above, shown.judged, shown.own, strict=True)
    for (point, name, above, judged, mine), y in zip(counts, tile_top.tolist(), strict=True):
        detail, lit = _metals_above(above, judged), point == view.highlight
        detail = _("your data · {metals}", metals=detail) if mine else detail
        sheet.labels += row_label(name, detail, y - 2 + CLEARANCE_PX, point, lit=lit)
    for i, words in enumerate(reversed(more)):
        sheet.labels += row_label("", words, height + 4 - _MORE_PX * i)
    tiles = Tiles(shown.tiles, shown.column, tile_top[shown.row], shown.count)
    sheet.traces += tile_traces(tiles, axes, view)
    sheet.labels += tile_labels(tiles, len(shown.analytes), view)
    return sheet


def _caption(level: str) -> Label:
    """Say what the numbers of the columns and of the cells mean."""
    counts = _("Below each metal: at how many judged places it is above {level}.", level=level)
    ratios = _(
        "In each cell: how many times that level; in the darkest colour, how many times the "
        "intervention threshold or remediation value. n: values."
    )
    lines = [line for words in (counts, ratios) for line in wrap(words, _CAPTION_CHARACTERS)]
    return Label(tuple(lines), 0, 0, edge="top", tone="ink_3")


def _headings(shown: Shown, metals: tuple[Array, Array], top: float) -> list[Label]:
    """Name every column, with the places above of those judged."""
    headings = []
    for i, analyte in enumerate(shown.analytes):
        above, judged = int(metals[0][i]), int(metals[1][i])
        count = _("{above}<br>of {judged}", above=above, judged=judged) if judged else "–<br>"
        lines = (plain(analyte), *count.split("<br>"))
        x = (i + 0.5) / len(shown.analytes)
        headings.append(Label(lines, x, top, side="center", tone="ink_2", strong=1))
    return headings


def _metals_above(above: int, judged: int) -> str:
    if not judged:
        return _("no metal judged")
    return ngettext(
        "{above} of {count} metal above", "{above} of {count} metals above", judged, above=above
    )


def _more_words(shown: Shown) -> str:
    """Say what is not drawn; empty where everything is."""
    places = ngettext("{count} more place", "{count} more places", shown.more_places)
    metals = ngettext("{count} more substance", "{count} more substances", shown.more_metals)
    if not shown.more_metals:
        return _("not drawn: {places}", places=places) if shown.more_places else ""
    if not shown.more_places:
        return _("not drawn: {metals}", metals=metals)
    return _("not drawn: {places} and {metals}", places=places, metals=metals)


def _alt(rows: Columns, shown: Shown, found: Cells, view: FigureView) -> str:
    """Say which metal is above most often, which cell is farthest above, and what is missing."""
    if not len(found.row):
        return ""
    above, judged = found.above_by(found.column, len(found.analytes))
    missing = capitalised(_more_words(shown))
    if not above.any():
        return f"{missing}." if missing else _("No cell is above.")
    most = int(above.argmax())
    often = _(
        "Most often above: {analyte}, at {above} of {judged} judged places.",
        analyte=plain(found.analytes[most]),
        above=number_text(above[most]),
        judged=number_text(judged[most]),
    )
    ratio = np.where(found.step == found.step.max(), found.times, np.nan)
    if np.isnan(ratio).all():
        return sentences(often, f"{missing}." if missing else "")
    worst = int(np.nanargmax(ratio))
    farthest = _(
        "Farthest above: {analyte} at {place}, {times} the highest level.",
        analyte=plain(found.analytes[found.column[worst]]),
        place=plain(rows["name"][found.position[worst]]),
        times=times_text(found.times[worst], view.decimal_mark),
    )
    return sentences(often, farthest, f"{missing}." if missing else "")


def _table(shown: Shown, view: FigureView) -> pd.DataFrame:
    """Return the matrix as text, one row a place."""
    grid = np.full((len(shown.points), len(shown.analytes)), "", dtype=object)
    tiles = shown.tiles
    cells_ = (tiles[name].tolist() for name in ("step", "raw_step", "times", "censoring"))
    grid[shown.row, shown.column] = [
        f"{ratio_text(raw_step, times, sign, view)} ({step_words(step)})"
        for step, raw_step, times, sign in zip(*cells_, strict=True)
    ]
    columns: dict[str, Any] = {
        **whose(shown.own),
        _("Place"): shown.names,
        _("Metals above"): shown.above,
        _("Metals judged"): shown.judged,
    }
    columns |= {plain(name): grid[:, i].tolist() for i, name in enumerate(shown.analytes)}
    return pd.DataFrame(columns, index=pd.Index(shown.points, name="point_id"))
