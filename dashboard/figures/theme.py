"""Colours, type and settings of the charts, the same as the page's design tokens."""

from dataclasses import dataclass, fields
from typing import Any, Literal

from dashboard.i18n import _, current_language, number_format

ThemeName = Literal["light", "dark"]

FONT = "'Atlas Sans', system-ui, sans-serif"
TEXT = 13
SMALL = 12
SIZE = 11
RING = 2.0
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


def paper_colours() -> dict[str, str]:
    """Return the colour of the light theme for each of the dark one, for a chart that is printed.

    >>> paper_colours()[THEMES["dark"].ink] == THEMES["light"].ink
    True
    """
    light, dark = THEMES["light"], THEMES["dark"]
    swapped = {getattr(dark, field.name): getattr(light, field.name) for field in fields(Theme)}
    return swapped | {dark.halo: light.halo}


def axis(theme: Theme) -> dict[str, Any]:
    """Return what every axis looks like."""
    return {
        "showline": False,
        "zeroline": False,
        "gridcolor": theme.line,
        "gridwidth": 1,
        "ticks": "",
        "tickfont": {"color": theme.ink_2, "size": SMALL},
        "automargin": False,
    }


def ground(theme: Theme) -> dict[str, Any]:
    """Return what every chart's layout has besides its axes."""
    font = {"family": FONT, "size": TEXT, "color": theme.ink}
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "hoverlabel": {
            "bgcolor": theme.surface,
            "bordercolor": theme.line_strong,
            "font": font,
            "align": "left",
        },
        "modebar": {
            "bgcolor": "rgba(0,0,0,0)",
            "color": theme.ink_3,
            "activecolor": theme.selected,
            "orientation": "h",
        },
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0,
        "barmode": "overlay",
        "autosize": True,
        "showlegend": False,
    }


CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
    "typesetMath": False,
    "modeBarButtons": [["zoom2d", "zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]],
}
"""Settings of the chart component, without its language."""


def config() -> dict[str, Any]:
    """Return the settings of the chart component, its buttons named in the request's language."""
    language = current_language()
    words = {
        "Zoom": _("Zoom: drag a rectangle"),
        "Zoom in": _("Zoom in"),
        "Zoom out": _("Zoom out"),
        "Reset axes": _("Show everything again"),
        "Download plot as a PNG": _("Save the chart as a picture"),
        "Double-click to zoom back out": _("Double-click to zoom back out"),
    }
    locales = {language: {"dictionary": words, "format": number_format()}}
    return {**CONFIG, "locale": language, "locales": locales}
