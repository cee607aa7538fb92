"""What a figure answers: what is drawn, for a page or whole in one picture, and its words.

plotly takes three quarters of its time for labels and key. On a page they are html: they are
there at once, a reader can mark and copy them, and the names of places are links. A saved or
printed picture has them inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as html_escape
from typing import Any, Literal, NamedTuple

import pandas as pd
from plotly.graph_objects import Figure

from dashboard.figures.key import KeyEntry, key_height, legend_trace
from dashboard.figures.theme import SMALL, STEP_INK, TEXT, THEMES, ThemeName

Trace = dict[str, Any]
Side = Literal["left", "center", "right"]
TOP_PX = 6
BOTTOM_PX = 8


class Label(NamedTuple):
    """Words beside the marks, plain text.

    Parameters
    ----------
    lines : tuple of str
    x : float
        Part of the plot's width, 0 to 1.
    y : float
        Pixels from the top of the plot.
    side : {"left", "center", "right"}
        Side of the words that stands at `x`.
    edge : {"top", "middle", "bottom"}
        Edge of the words that stands at `y`.
    tone : str
        Field of `Theme` that colours them, or the verdict step on whose colour they stand.
    strong : int
        How many of the first lines are bold.
    large : bool
        A heading, in the size of the text.
    place : str
        Id of the place that they name; empty for other words.
    whole : str
        The whole name where `lines` has it shortened.
    axis : str
        Axis of the layout that the words belong to: they move with it when a reader zooms. Empty
        for words that stay.
    at : float
        Their place on that axis, a logarithm where it is logarithmic.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    side: Side = "left"
    edge: Literal["top", "middle", "bottom"] = "bottom"
    tone: str | int = "ink"
    strong: int = 0
    large: bool = False
    place: str = ""
    whole: str = ""
    axis: str = ""
    at: float = 0.0


@dataclass(frozen=True)
class Drawing:
    """Marks and axes for plotly, with the labels and the key that belong to them.

    `height` is that of all panels in pixels, without the margins; `left` and `right` are the
    pixels beside the plot.
    """

    data: list[Trace]
    layout: dict[str, Any]
    labels: Sequence[Label]
    key: Sequence[KeyEntry]
    theme: ThemeName
    height: float
    left: float
    right: float

    def screen(self) -> dict[str, Any]:
        """Return plotly's data and layout for a page that shows labels and key itself."""
        margin = {"l": self.left, "r": self.right, "t": TOP_PX, "b": BOTTOM_PX}
        height = self.height + TOP_PX + BOTTOM_PX
        return {"data": self.data, "layout": {**self.layout, "height": height, "margin": margin}}

    def picture(self) -> Figure:
        """Return the whole figure.

        Built without plotly's validation, which costs more than all the rest; the tests validate
        what is built here.
        """
        theme, bottom = THEMES[self.theme], key_height(self.key)
        layout = self.layout | {
            "template": {"layout": {}},  # else plotly.py puts its own look below ours
            "height": self.height + TOP_PX + bottom,
            "margin": {"l": self.left, "r": self.right, "t": TOP_PX, "b": bottom},
            "annotations": [self._annotation(label) for label in self.labels],
            "showlegend": bool(self.key),
            "legend": {
                **{"orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "top"},
                **{"itemclick": False, "itemdoubleclick": False, "itemsizing": "trace"},
                "font": {"size": SMALL, "color": theme.ink_2},
                "bgcolor": "rgba(0,0,0,0)",
                "tracegroupgap": 0,
            },
        }
        data = [*self.data, *(legend_trace(entry, theme) for entry in self.key)]
        return Figure({"data": data, "layout": layout}, _validate=False)

    def _annotation(self, label: Label) -> dict[str, Any]:
        theme = THEMES[self.theme]
        ink = STEP_INK[label.tone] if isinstance(label.tone, int) else getattr(theme, label.tone)
        return {
            "text": "<br>".join(_marked(label)),
            **{"xref": "paper", "x": label.x, "yref": "paper", "y": 1 - label.y / self.height},
            **{"xanchor": label.side, "align": label.side, "yanchor": label.edge},
            "font": {"size": TEXT if label.large else SMALL, "color": ink},
            "bgcolor": theme.halo if isinstance(label.tone, str) else "rgba(0,0,0,0)",
            **{"borderpad": 1, "showarrow": False},
            **({"hovertext": html_escape(label.whole, quote=False)} if label.whole else {}),
        }


def _marked(label: Label) -> list[str]:
    lines = [html_escape(line, quote=False) for line in label.lines]
    return [f"<b>{line}</b>" if i < label.strong else line for i, line in enumerate(lines)]


@dataclass(frozen=True)
class FigureResult:
    """A figure with the words and the numbers that belong to it.

    `title` states the finding, `alt` carries the main numbers in one to three sentences. Both
    are plain text, not markup: whoever puts them into a page escapes them there. `table` holds
    the numbers behind the marks with headings in the reader's language, its index the ids.
    `empty` says why nothing can be drawn, and is `None` where something is.
    """

    drawing: Drawing
    title: str
    alt: str
    table: pd.DataFrame
    empty: str | None = None

    @property
    def figure(self) -> Figure:
        """Return the whole figure, labels and key in it, as it is saved and printed."""
        return self.drawing.picture()
