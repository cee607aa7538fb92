"""A figure whole in one picture, to be saved or printed: with its labels, its key and its words."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from plotly.graph_objects import Figure

from dashboard.figures.drawing import TOP_PX, Drawing, Label
from dashboard.figures.key import key_height, legend_trace
from dashboard.figures.theme import SMALL, STEP_INK, TEXT, THEMES, Theme
from dashboard.figures.words import escape

WIDTH_PX = 640
_FONT = "system-ui, sans-serif"
"""A picture cannot fetch the page's own font: words measured in it would be cut."""

_TITLE = 16
_TITLE_PX = 21
_TITLE_CHARACTERS = 62
_FOOT_PX = 16
_FOOT_CHARACTERS = 92


def picture(drawing: Drawing, title: str = "", foot: Sequence[str] = ()) -> Figure:
    """Return the whole figure.

    Built without plotly's validation, which costs more than all the rest; the tests validate
    what is built here.

    Parameters
    ----------
    drawing : Drawing
    title : str
        Written above, where the picture stands alone.
    foot : sequence of str
        Sentences below: what is shown, and whose data it is.
    """
    theme = THEMES[drawing.theme]
    above = [f"<b>{escape(line)}</b>" for line in wrap(title, _TITLE_CHARACTERS)]
    below = [escape(line) for words in foot for line in wrap(words, _FOOT_CHARACTERS)]
    top = TOP_PX + len(above) * _TITLE_PX
    key = key_height(drawing.key, WIDTH_PX)
    bottom = key + len(below) * _FOOT_PX
    layout = drawing.layout | {
        "template": {"layout": {}},  # else plotly.py puts its own look below ours
        "autosize": False,
        "width": WIDTH_PX,
        "height": drawing.height + top + bottom,
        "margin": {"l": drawing.left, "r": drawing.right, "t": top, "b": bottom},
        "annotations": [
            *(_annotation(label, drawing.height, theme) for label in drawing.labels),
            *_outside(above, 1, top, _TITLE, theme.ink),
            *_outside(below, 0, -key, SMALL, theme.ink_3),
        ],
        **_legend(drawing, theme),
        "paper_bgcolor": theme.surface,
        "font": {"family": _FONT, "size": TEXT, "color": theme.ink},
    }
    data = [*drawing.data, *(legend_trace(entry, theme) for entry in drawing.key)]
    return Figure({"data": data, "layout": layout}, _validate=False)


def _legend(drawing: Drawing, theme: Theme) -> dict[str, Any]:
    return {
        "showlegend": bool(drawing.key),
        "legend": {
            **{"orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "top"},
            **{"itemclick": False, "itemdoubleclick": False, "itemsizing": "trace"},
            "font": {"size": SMALL, "color": theme.ink_2},
            "bgcolor": "rgba(0,0,0,0)",
            "tracegroupgap": 0,
        },
    }


def _annotation(label: Label, height: float, theme: Theme) -> dict[str, Any]:
    ink = STEP_INK[label.tone] if isinstance(label.tone, int) else getattr(theme, label.tone)
    lines = [escape(line) for line in label.lines]
    marked = [f"<b>{line}</b>" if i < label.strong else line for i, line in enumerate(lines)]
    return {
        "text": "<br>".join(marked),
        **{"xref": "paper", "x": label.x, "yref": "paper", "y": 1 - label.y / height},
        **{"xanchor": label.side, "align": label.side, "yanchor": label.edge},
        "font": {"size": TEXT if label.large else SMALL, "color": ink},
        "bgcolor": theme.halo if isinstance(label.tone, str) else "rgba(0,0,0,0)",
        **{"borderpad": 1, "showarrow": False},
        **({"hovertext": escape(label.whole)} if label.whole else {}),
    }


def _outside(
    lines: Sequence[str], edge: int, pixels: float, size: int, ink: str
) -> list[dict[str, Any]]:
    """Return a text that begins so many pixels above (or below) an edge of the plot: 1 top."""
    if not lines:
        return []
    return [
        {
            "text": "<br>".join(lines),
            **{"xref": "paper", "x": 0, "xanchor": "left", "align": "left"},
            **{"yref": "paper", "y": edge, "yshift": pixels, "yanchor": "top"},
            "font": {"size": size, "color": ink},
            "showarrow": False,
        }
    ]
