"""Colours, type and settings of the charts, the same as the page's design tokens."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.figures.view import ThemeName
from dashboard.i18n import _, current_language

FONT = "'Atlas Sans', system-ui, sans-serif"
TEXT = 13
SMALL = 12
STEP_COLOURS = {0: "#2b8cbe", 1: "#f2cf63", 2: "#d95f0e", 3: "#67123f"}
STEP_INK = {0: "#0b1822", 1: "#0b1822", 2: "#0b1822", 3: "#ffffff"}


@dataclass(frozen=True)
class Theme:
    """Colours of one theme, named as the tokens in `assets/10-tokens.css`."""

    surface: str
    ink: str
    ink_2: str
    ink_3: str
    line: str
    line_strong: str
    unknown: str
    selected: str
    outline: str

    @property
    def halo(self) -> str:
        """Ground that keeps letters readable where a line passes behind them."""
        red, green, blue = (int(self.surface[i : i + 2], 16) for i in (1, 3, 5))
        return f"rgba({red},{green},{blue},0.8)"


# The outline is the dark one on light paper and the light one on dark paper, so that the
# darkest step (#67123f) keeps an edge of at least 3:1 on both.
THEMES: dict[ThemeName, Theme] = {
    "light": Theme(
        surface="#fdfbf6",
        ink="#1d2b38",
        ink_2="#42515e",
        ink_3="#5a6771",
        line="#dcd5c6",
        line_strong="#7f7868",
        unknown="#6d7377",
        selected="#0d5a60",
        outline="#16202a",
    ),
    "dark": Theme(
        surface="#19232c",
        ink="#ebe6da",
        ink_2="#bfc5c6",
        ink_3="#9aa5ac",
        line="#2e3b46",
        line_strong="#73828e",
        unknown="#98a1a6",
        selected="#7fc8c2",
        outline="#fffdf8",
    ),
}

_SHAPES = json.loads((Path(__file__).parents[2] / "assets" / "symbols.json").read_text("utf-8"))
SYMBOLS: dict[str, str] = {name: shape["plotly"] for name, shape in _SHAPES["shapes"].items()}
SYMBOLS |= {name: SYMBOLS[like] for name, like in _SHAPES["same_shape"].items()}
"""Plotly's marker by medium group, from the registry of the map's symbols."""


def _axis(theme: Theme) -> dict[str, Any]:
    return {
        "showline": False,
        "zeroline": False,
        "gridcolor": theme.line,
        "gridwidth": 1,
        "ticks": "",
        "tickfont": {"color": theme.ink_2, "size": SMALL},
        "title": {"font": {"color": theme.ink_2, "size": SMALL}, "standoff": 6},
        "automargin": False,
    }


def _template(theme: Theme) -> dict[str, Any]:
    layout = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": TEXT, "color": theme.ink},
        "hoverlabel": {
            "bgcolor": theme.surface,
            "bordercolor": theme.line_strong,
            "font": {"family": FONT, "size": TEXT, "color": theme.ink},
            "align": "left",
        },
        "legend": {
            "orientation": "h",
            "font": {"size": SMALL, "color": theme.ink_2},
            "bgcolor": "rgba(0,0,0,0)",
            "itemclick": False,
            "itemdoubleclick": False,
            "itemsizing": "trace",
            "tracegroupgap": 0,
        },
        "modebar": {
            "bgcolor": "rgba(0,0,0,0)",
            "color": theme.ink_3,
            "activecolor": theme.selected,
            "orientation": "h",
        },
        "xaxis": _axis(theme),
        "yaxis": _axis(theme),
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0,
        "barmode": "overlay",
        "autosize": True,
        "annotationdefaults": {"bgcolor": theme.halo, "borderpad": 1, "showarrow": False},
    }
    return {"layout": layout}


TEMPLATES = {name: _template(theme) for name, theme in THEMES.items()}
"""Plotly templates by theme."""

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
    "typesetMath": False,
    "modeBarButtons": [["zoom2d", "resetScale2d", "toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "netmin-atlas"},
}
"""Settings of the chart component, without its language."""


def config() -> dict[str, Any]:
    """Return the settings of the chart component, its buttons named in the request's language."""
    language = current_language()
    words = {
        "Zoom": _("Zoom: drag a rectangle"),
        "Reset axes": _("Show everything again"),
        "Download plot as a PNG": _("Save the chart as a picture"),
        "Double-click to zoom back out": _("Double-click to zoom back out"),
    }
    locales = {language: {"dictionary": words, "format": {}}}
    return {**CONFIG, "locale": language, "locales": locales}
