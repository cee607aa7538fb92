"""Depths as they are written, in centimetres below the surface."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_UNITS = {"m": 100.0, "dm": 10.0, "cm": 1.0, "mm": 0.1}
_CYRILLIC = str.maketrans({"с": "c", "м": "m", "д": "d", "о": "o", "−": "-", "\u00a0": " "})
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = r"m|dm|cm|mm"
_DEPTH = re.compile(
    rf"^(?:(?:od|from|de la)\s+)?(?P<minus>-)?\s*(?P<top>{_NUMBER})\s*(?P<first>{_UNIT})?\.?"
    rf"(?:\s*(?:-|–|—|÷|to|do|la|până la|pana la)\s*(?P<bottom>{_NUMBER})"
    rf"\s*(?P<last>{_UNIT})?)?\.?$"
)


class Depth(NamedTuple):
    """Top and bottom in centimetres, NaN where nothing is said, and the code of its fault."""

    top: float = math.nan
    bottom: float = math.nan
    fault: str = ""


def read_depth(cell: object, factor: float) -> Depth:
    """Return what a cell says; a single number is both top and bottom.

    Parameters
    ----------
    cell : object
        A number or a text such as ``0-20 cm``; a unit in it goes before that of the heading.
    factor : float
        Centimetres in the unit of the heading.

    Examples
    --------
    >>> read_depth("20 cm", 100.0), read_depth("0,1 до 0,2 м", 1.0), read_depth(-20, 1.0).fault
    (Depth(top=20.0, bottom=20.0, fault=''), Depth(top=10.0, bottom=20.0, fault=''),
     'depth_negative')
    """
    if cell is None or (isinstance(cell, str) and cell.strip() in ("", "-")):
        return Depth()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        text = f"{float(cell):.10f}" if math.isfinite(cell) else ""
    else:
        text = " ".join(str(cell).split()).casefold().translate(_CYRILLIC)
    match = _DEPTH.match(text) if len(text) <= 60 else None
    if match is None:
        return Depth(fault="depth_unreadable")
    first = _UNITS.get(match["first"] or match["last"] or "", factor)
    last = _UNITS.get(match["last"] or match["first"] or "", factor)
    top = _centimetres(match["top"], first)
    bottom = _centimetres(match["bottom"], last) if match["bottom"] else top
    return Depth(fault="depth_negative") if match["minus"] and top else Depth(top, bottom)


def _centimetres(number: str, factor: float) -> float:
    return round(float(number.replace(",", ".")) * factor, 6)
