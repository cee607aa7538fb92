"""What is drawn: marks and axes for plotly, labels and key beside them.

plotly takes three quarters of its time for labels and key. On a page they are html: they are
there at once, a reader can mark and copy them, and the names of places are links. A saved or
printed picture has them inside (`picture.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from dashboard.figures.key import KeyEntry
from dashboard.figures.theme import ThemeName

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
