"""The key below a chart: every look that occurs in it, in words."""

from collections.abc import Sequence
from math import ceil
from typing import Any, Literal, NamedTuple

from dashboard.figures.columns import Columns
from dashboard.figures.glyphs import symbol
from dashboard.figures.readings import NOT_CHECKED, NOT_JUDGED
from dashboard.figures.theme import RING, SIZE, STEP_COLOURS, Theme
from dashboard.i18n import _
from dashboard.steps import step_words

_ROW_PX = 20
_CHARACTER_PX = 7.5
_SWATCH_PX = 44
HATCHES = {NOT_JUDGED: "/", NOT_CHECKED: "\\"}


class KeyEntry(NamedTuple):
    """One look and what it means.

    `look` is a filled mark, a hollow grey one, the ring of a published summary, the bar of the
    middle half, a tile, a hatched tile, the ring in the corner of a tile, or the square round the
    reader's own. `step` is the
    verdict step of marks and tiles; `group` the medium group whose shape a mark has.
    """

    look: Literal["filled", "hollow", "ring", "box", "tile", "hatched", "corner", "own"]
    words: str
    step: int = NOT_JUDGED
    group: str = "soil"


def mark_key(rows: Columns) -> list[KeyEntry]:
    """Return the key of a chart that draws these rows, the mildest verdict first."""
    groups = sorted(set(rows["group"].tolist()))
    group = groups[0] if len(groups) == 1 else "soil"
    steps = set(rows["step"].tolist())
    found = [
        KeyEntry("filled", step_words(step), step, group)
        for step in sorted(steps & set(STEP_COLOURS))
    ]
    found += [
        KeyEntry("hollow", step_words(step), step, group)
        for step in (NOT_JUDGED, NOT_CHECKED)
        if step in steps
    ]
    if rows["pooled"].any():
        words = _("published summary: mean, maximum …")
        found.append(KeyEntry("ring", words, group=group))
    return [*found, *_own_key(rows)]


def _own_key(rows: Columns) -> list[KeyEntry]:
    if not rows["own"].any():
        return []
    return [KeyEntry("own", _("your data, this session only"))]


def tile_key(tiles: Columns) -> list[KeyEntry]:
    """Return the key of a matrix: verdicts as squares, hatches, and the ring of a summary."""
    steps = set(tiles["step"].tolist())
    found = [KeyEntry("tile", step_words(step), step) for step in STEP_COLOURS if step in steps]
    found += [KeyEntry("hatched", step_words(step), step) for step in HATCHES if step in steps]
    if tiles["pooled"].any():
        found.append(KeyEntry("corner", _("a published summary decides")))
    return [*found, *_own_key(tiles)]


def key_height(key: Sequence[KeyEntry], width: float) -> float:
    """Pixels that the key needs in a picture of this width."""
    if not key:
        return 8.0
    widths = [len(entry.words) * _CHARACTER_PX + _SWATCH_PX for entry in key]
    columns = max(1, int(width // max(widths)))
    rows = 1 if sum(widths) < width else ceil(len(key) / columns)
    return ceil(rows * _ROW_PX + 12.0)


def legend_trace(entry: KeyEntry, theme: Theme) -> dict[str, Any]:
    """Return a key entry as plotly's legend has it; it draws no mark."""
    base = {
        "meta": {"kind": "key"},
        "x": [None],
        "y": [None],
        "name": entry.words,
        "showlegend": True,
        "hoverinfo": "skip",
    }
    if entry.look == "hatched":
        marker = {**hatching(entry.step, theme), "line": _edge(theme)}
        return {"type": "bar", **base, "marker": marker}
    marker = {"size": SIZE, **_marker(entry, theme)}
    return {"type": "scatter", "mode": "markers", **base, "marker": marker}


def _marker(entry: KeyEntry, theme: Theme) -> dict[str, Any]:
    shape = symbol(entry.group)
    colour = STEP_COLOURS.get(entry.step, theme.unknown)
    if entry.look == "filled":
        outline = {"color": theme.outline, "width": 1}
        return {"symbol": shape, "color": colour, "line": outline}
    if entry.look == "hollow":
        return {"symbol": f"{shape}-open", "color": theme.unknown, "line": {"width": RING}}
    if entry.look == "ring":
        return {"symbol": f"{shape}-open-dot", "color": theme.ink_2, "line": {"width": RING}}
    if entry.look == "box":
        bar = {"symbol": "line-ew-open", "size": 16, "line": {"width": 6}}
        return {**bar, "color": theme.line_strong}
    looks: dict[str, dict[str, Any]] = {
        "own": {"symbol": "square-open", "color": theme.selected, "line": {"width": RING}},
        "tile": {"symbol": "square", "color": colour, "line": _edge(theme)},
        "corner": {
            "symbol": "circle-open-dot",
            "color": theme.ink_2,
            "size": 8,
            "line": {"width": 1.2},
        },
    }
    return looks[entry.look]


def _edge(theme: Theme) -> dict[str, Any]:
    return {"color": theme.line_strong, "width": 1}


def hatching(step: int, theme: Theme) -> dict[str, Any]:
    """Return the fill of a tile without a sure verdict."""
    pattern = {"fgcolor": theme.unknown, "fgopacity": 0.35, "size": 7, "solidity": 0.2}
    return {
        "color": theme.unknown,
        "pattern": {**pattern, "shape": HATCHES[step], "bgcolor": theme.surface},
    }
