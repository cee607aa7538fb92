"""What the charts of one analyte have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.figures.canvas import SIDE_PX, Sheet, assemble, nothing
from dashboard.figures.columns import Columns
from dashboard.figures.findings import (
    left_out_sentence,
    limits_sentence,
    nothing_reason,
    only_own_title,
    own_sentence,
    sentences,
)
from dashboard.figures.key import KeyEntry
from dashboard.figures.readings import Panel, columns_of, drawable_of, own, panels, published
from dashboard.figures.result import FigureResult
from dashboard.figures.view import FigureView


@dataclass(frozen=True)
class Drawn:
    """What one kind of chart makes of the values: its panels, and what it says.

    `title` and `sentence` speak of published values and are empty without any; limits and what
    was left out are said after them.
    """

    sheets: Sequence[Sheet]
    key: Sequence[KeyEntry]
    title: str
    sentence: str
    table: pd.DataFrame
    left: float = SIDE_PX


Draw = Callable[[Columns, Sequence[Panel], FigureView], Drawn]


def chart_of(kind: str, frame: pd.DataFrame, view: FigureView, draw: Draw) -> FigureResult:
    """Return a chart of the view's analyte, or why there is none.

    Parameters
    ----------
    kind : str
        Name of the chart; a reader's zoom is kept while kind and analyte stay the same.
    frame : DataFrame
        Joined frame: values and verdicts, any analytes.
    view : FigureView
    draw : callable
        Draws the rows that have a place on the axis; it gets the published ones, and all of them
        split into panels.
    """
    rows = columns_of(frame, view)
    found, mine = (drawable_of(part, view) for part in (published(rows), own(rows)))
    every = Columns.together([found.rows, mine.rows])
    if not len(every):
        return nothing(nothing_reason(found, view), view)
    parts = panels(every)
    drawn = draw(found.rows, parts, view)
    beside = own_sentence(mine, view)
    return FigureResult(
        assemble(drawn.sheets, drawn.key, view, kind, drawn.left),
        title=drawn.title or only_own_title(view),
        alt=sentences(
            drawn.sentence, limits_sentence(parts[0], view), left_out_sentence(found), beside
        ),
        table=drawn.table,
        own=beside,
    )
