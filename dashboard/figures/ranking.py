"""Which places have the highest values: one row a place, one dot a sample, a ring a summary."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.figures.canvas import Sheet, row_height, row_label
from dashboard.figures.columns import Array, Columns
from dashboard.figures.findings import above_title
from dashboard.figures.key import mark_key
from dashboard.figures.marks import mark_traces, range_trace, summary_ranges
from dashboard.figures.places import Place, more_own_words, place_table, places_of
from dashboard.figures.readings import Panel, runs, thin
from dashboard.figures.result import FigureResult
from dashboard.figures.rows import RowSheet, shared_spans
from dashboard.figures.scaffold import Drawn, chart_of
from dashboard.figures.view import FigureView
from dashboard.figures.words import converted, number_text, plain
from dashboard.i18n import _, ngettext

MOST_PLACES = 25
MOST_OWN = 10
_MOST_MARKS = 300
_FEWEST_MARKS = 8
MORE_PX = 24


@dataclass(frozen=True)
class Ranked:
    """The places of one panel that are drawn, highest first, and how many more there are.

    The reader's own places stand among the published ones; `more_own` counts theirs apart.
    """

    panel: Panel
    rows: Columns
    row_of: Array
    places: list[Place]
    more: int
    more_own: int


def ranking(frame: pd.DataFrame, view: FigureView) -> FigureResult:
    """Rank places by their highest value, with the limits of both countries as lines.

    Parameters
    ----------
    frame : DataFrame
        Joined frame: values and verdicts, any analytes.
    view : FigureView

    Returns
    -------
    FigureResult
        At most 25 places and 10 of the reader's own, one panel a medium group and unit. A filled
        dot is one sample; a ring with a dot is a published summary, a dashed line its minimum to
        maximum.
    """
    return chart_of("ranking", frame, view, _draw)


def _draw(rows: Columns, parts: Sequence[Panel], view: FigureView) -> Drawn:
    sizes = [len(set(part.published["point_id"].tolist())) for part in parts]
    own = [len(set(part.own["point_id"].tolist())) for part in parts]
    most = zip(parts, allot(sizes), allot(own, MOST_OWN), strict=True)
    shown = [rank(part, *allowed, view) for part, *allowed in most]
    spans = shared_spans([Panel(r.panel.group, r.panel.unit, r.rows) for r in shown], view)
    return Drawn(
        sheets=[
            _sheet(ranked, i, spans[ranked.panel.unit], len(shown) > 1, view)
            for i, ranked in enumerate(shown)
        ],
        key=mark_key(Columns.together([ranked.rows for ranked in shown])),
        title=above_title(rows, view) if len(rows) else "",
        sentence=_panel_sentence(shown[0], view),
        table=place_table([place for ranked in shown for place in ranked.places], view),
    )


def allot(sizes: Sequence[int], most: int = MOST_PLACES) -> list[int]:
    """Share the rows of the chart among its panels: small ones whole, large ones alike.

    >>> allot([40, 2, 30])
    [12, 2, 11]
    """
    shares = [0] * len(sizes)
    left = most
    while left > 0 and (open_ := [i for i, size in enumerate(sizes) if shares[i] < size]):
        for i in open_[:left]:
            shares[i] += 1
            left -= 1
    return [max(share, min(size, 1)) for share, size in zip(shares, sizes, strict=True)]


def rank(panel: Panel, most: int, most_own: int, view: FigureView) -> Ranked:
    """Choose the places of a panel that are drawn, so many published and so many own ones."""
    rows, row_of, places, more = _highest(panel.published, most, view)
    own_rows, own_row_of, own_places, more_own = _highest(panel.own, most_own, view)
    every = [*places, *own_places]
    order = np.argsort([-place.highest for place in every], kind="stable")
    row_of_place = np.empty(len(every), dtype=np.int64)
    row_of_place[order] = np.arange(len(every))
    return Ranked(
        panel,
        Columns.together([rows, own_rows]),
        row_of_place[np.concatenate([row_of, own_row_of + len(places)])],
        [every[i] for i in order],
        more,
        more_own,
    )


def _highest(rows: Columns, most: int, view: FigureView) -> tuple[Columns, Array, list[Place], int]:
    """Return the marks of the highest places, the row of each, the places, and how many more.

    The highlighted place is always among them.
    """
    codes, point_ids = pd.factorize(rows["point_id"])
    highest = np.full(len(point_ids), -np.inf)
    np.maximum.at(highest, codes, rows["value_std"])
    order = np.argsort(-highest, kind="stable")
    chosen = order[:most]
    lit = np.flatnonzero(point_ids == view.highlight) if view.highlight else np.array([], int)
    if len(lit) and lit[0] not in chosen:
        chosen = np.append(chosen[: most - 1], lit[0])
    row_of_place = np.full(len(point_ids), -1)
    row_of_place[chosen] = np.arange(len(chosen))
    row_of = row_of_place[codes]
    drawn = row_of >= 0
    kept_rows, row_of = rows.at(drawn), row_of[drawn]
    places = places_of(kept_rows, row_of)
    kept = _thinned(kept_rows, row_of, max(_FEWEST_MARKS, _MOST_MARKS // max(most, 1)))
    return kept_rows.at(kept), row_of[kept], places, len(point_ids) - len(chosen)


def _thinned(rows: Columns, row_of: Array, most: int) -> Array:
    """Of a place with very many samples or summaries, keep evenly ranked ones of each kind."""
    if len(rows) <= _MOST_MARKS:
        return np.arange(len(rows))
    value = rows["value_std"]
    kind_in_row = row_of * 2 + rows["pooled"]
    kept = [
        thin(part[np.argsort(value[part], kind="stable")], most)
        for _kind, part in runs(kind_in_row)
    ]
    return np.sort(np.concatenate(kept))


def _sheet(
    ranked: Ranked, index: int, span: tuple[float, float], named: bool, view: FigureView
) -> Sheet:
    builder = RowSheet(ranked.panel, index, span, named, view)
    sheet, axes = builder.sheet, builder.axes
    at, bottom = _rows(ranked.places, builder.top)
    for place, y in zip(ranked.places, at.tolist(), strict=True):
        lit = place.point_id == view.highlight
        sheet.labels += row_label(place.name, place.detail, y, place.point_id, lit=lit)
    extra = 0.0
    for words in _more(ranked):
        extra += MORE_PX
        sheet.labels += row_label("", words, bottom + extra)
    y_of = at[ranked.row_of]
    sheet.traces += range_trace(summary_ranges(ranked.rows, y_of), axes, view)
    sheet.traces += mark_traces(ranked.rows, y_of, axes, ranked.panel.group, view)
    return builder.finish(bottom, at.tolist(), extra)


def _rows(places: Sequence[Place], top: float) -> tuple[Array, float]:
    """Return the pixel of every row's marks, and where the last row ends."""
    heights = np.array([row_height(place.name) for place in places])
    bottom = top + np.cumsum(heights)
    return bottom - 12, float(bottom[-1])


def _more(ranked: Ranked) -> list[str]:
    """Say how many places are not drawn, the reader's own apart."""
    published = more_words(ranked.more) if ranked.more else ""
    return [words for words in (published, more_own_words(ranked.more_own)) if words]


def more_words(count: int) -> str:
    """Say how many places are not drawn."""
    return ngettext("and {count} more place", "and {count} more places", count)


def _panel_sentence(ranked: Ranked, view: FigureView) -> str:
    """Name the highest and the lowest published place of the panel; empty without any."""
    places = [place for place in ranked.places if not place.own]
    if not places:
        return ""
    first, last = places[0], places[-1]
    numbers = {
        "first": plain(first.name),
        "high": number_text(converted(first.highest), view.decimal_mark),
        "last": plain(last.name),
        "low": number_text(converted(last.highest), view.decimal_mark),
        "unit": plain(ranked.panel.unit),
        "medium": plain(view.label("group", ranked.panel.group)),
    }
    if ranked.more:
        return ngettext(
            "Highest in {medium}: {first}, {high} {unit}; {count} more place is not drawn.",
            "Highest in {medium}: {first}, {high} {unit}; {count} more places are not drawn.",
            ranked.more,
            **numbers,
        )
    if len(places) == 1:
        return _("The only place in {medium}: {first}, up to {high} {unit}.", **numbers)
    return _(
        "Highest in {medium}: {first}, {high} {unit}; lowest: {last}, {low} {unit}.", **numbers
    )
