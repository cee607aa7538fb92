"""Degrees as they are written: decimal, degrees and minutes, with the letters of the region."""

from __future__ import annotations

import math
import re

_LETTERS = "NSEWVIZnsewviz"
_PARTS = re.compile(
    rf"^(?P<before>[{_LETTERS}])?\s*(?P<deg>-?\d{{1,3}}(?:[.,]\d+)?)\s*(?:[°ºd˚*:]|\s|$)\s*"
    r"(?:(?P<min>\d{1,2}(?:[.,]\d+)?)\s*(?:['′’`´m:]|\s|$)\s*)?"
    r"(?:(?P<sec>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|''|′′|’’|″|”|s)?\s*)?"
    rf"(?P<after>[{_LETTERS}])?\.?$"
)
_NEGATIVE = {"S", "W", "V"}


def read_degrees(cell: object) -> float:
    r"""Return decimal degrees, or NaN.

    W, V (Romanian vest) and S are negative; in Serbian S is north, I east: a position that falls
    outside the region is looked at again by `layers.intake.positions`.

    >>> round(read_degrees("44°04'35.4\"N"), 4), read_degrees("22,0959"), read_degrees("44 04.59")
    (44.0765, 22.0959, 44.0765)
    """
    if isinstance(cell, bool) or cell is None:
        return math.nan
    if isinstance(cell, int | float):
        return float(cell)
    text = str(cell)
    plain = _plain(text) if " " not in text.strip() else math.nan
    match = _PARTS.match(text.strip()) if math.isnan(plain) and len(text) <= 40 else None
    if match is None:
        return plain if not math.isnan(plain) else _plain(text)
    parts = [float((match[name] or "0").replace(",", ".")) for name in ("deg", "min", "sec")]
    if parts[1] >= 60 or parts[2] >= 60:
        return math.nan
    size = abs(parts[0]) + parts[1] / 60 + parts[2] / 3600
    letter = (match["before"] or match["after"] or "").upper()
    negative = match["deg"].startswith("-") or letter in _NEGATIVE
    return -size if negative else size


def _plain(text: str) -> float:
    """Return a number in metres or degrees; thousands may be grouped by spaces."""
    tidy = text.strip().replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if tidy.count(".") > 1:
        return math.nan
    try:
        number = float(tidy)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def split_pair(cell: object) -> tuple[object, object]:
    r"""Return the two halves of a cell that holds a whole position.

    >>> split_pair("44.0765, 22.0959"), split_pair("N44°04'35\" E22°05'45\"")
    (('44.0765', '22.0959'), ('N44°04\'35"', 'E22°05\'45"'))
    """
    text = str(cell or "").strip().strip("()[]")
    for divider in (";", ", ", "/", ","):
        halves = [half.strip() for half in text.split(divider)]
        if len(halves) == 2 and all(halves):
            return halves[0], halves[1]
        if divider == "," and len(halves) == 4:
            return ",".join(halves[:2]), ",".join(halves[2:])
    if match := re.match(r"^(.*?[\"″”'′NS\d])\s+(E?\s?\d{1,3}\s?[°.].*)$", text):
        return match[1], match[2]
    return None, None
