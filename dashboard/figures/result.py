"""What a figure answers."""

from dataclasses import dataclass

import pandas as pd
from plotly.graph_objects import Figure

from dashboard.figures.drawing import Drawing
from dashboard.figures.picture import picture


@dataclass(frozen=True)
class FigureResult:
    """A figure with the words and the numbers that belong to it.

    `title` states the finding, `alt` carries the main numbers in one to three sentences. Both
    are plain text, not markup: whoever puts them into a page escapes them there. `table` holds
    the numbers behind the marks with headings in the reader's language, its index the ids. `own`
    counts the reader's own values, which `title` leaves out; empty without any. `empty` says why
    nothing can be drawn, and is `None` where something is.
    """

    drawing: Drawing
    title: str
    alt: str
    table: pd.DataFrame
    empty: str | None = None
    own: str = ""

    @property
    def figure(self) -> Figure:
        """Return the whole figure, labels and key in it, as it is saved and printed."""
        return picture(self.drawing)
