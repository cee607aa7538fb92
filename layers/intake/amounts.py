"""Numbers as laboratories write them: ``1.234,5``, ``<0,5``, ``n.d.``, ``12 ± 1``, ``3*10^2``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, time
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.intake.grid import Percent
from layers.intake.words import Words

Comma = Literal["decimal", "thousands", "rather_decimal", "rather_thousands", "unknown"]
"""What a comma means; a point means the other. Rather: a comma (or point) that can be decimal is,
the other sign has two readings. Unknown: both have.
"""
Kind = Literal["number", "missing", "non_detect", "trace", "wrong", "ambiguous", "date", "range",
               "ambiguous_point"]  # fmt: skip

_SHAPE = re.compile(
    r"^(?P<sign><=?|>=?|≤|≥)?\s*(?P<number>[-+]?\d[\d.,' ]*|[-+]?[.,]\d+)"
    r"(?P<power>[eE][-+]?\d+|\s?[x*·×]\s?10(?:\^[-+]?|[-+])\d+)?\s*(?P<rest>.*)$"
)
_SPREAD = re.compile(r"^(?:±|\+/-|\+-)\s*(\d+(?:[.,]\d+)?)\s*(.*)$")
_PRODUCT = re.compile(r"^(?:[x*·×]\s?\d|\^)")
_RANGE = re.compile(r"^(?:-|–|÷|\.\.|to|do|la)\s*\d")
_GROUPED = {
    sign: re.compile(rf"^[-+]?[1-9]\d{{0,2}}(?:{re.escape(sign)}\d{{3}})+$") for sign in ",.' "
}


def _says_decimal(sign: str, other: str) -> re.Pattern[str]:
    """Return what matches a number that has no second reading: `sign` is decimal in it."""
    plain = rf"(?:\d*{sign}(?:\d{{1,2}}|\d{{4,}})|(?:0\d*|\d{{4,}})?{sign}\d+)(?:[eE][-+]?\d+)?"
    power = rf"\d+{sign}\d+(?:[eE][-+]?\d+|\s?[x*·×]\s?10(?:\^[-+]?|[-+])\d+)"
    groups = rf"\d{{1,3}}(?:{other}\d{{3}}){{2,}}"
    within = rf"[{other}' \u00a0\u202f\u2009]\d{{3}}{sign}\d"
    return re.compile(rf"^\D*(?:{plain}|{power}|{groups})\D*$|{within}")


_SAYS_DECIMAL_COMMA, _SAYS_DECIMAL_POINT = _says_decimal(",", r"\."), _says_decimal(r"\.", ",")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-", "’": "'", "‚": ","})


class Amount(NamedTuple):
    """What one cell says.

    `printed` is the number with a decimal point and all its digits; `unit` and `spread` are what
    else stood in the cell.
    """

    kind: Kind
    value: float = math.nan
    sign: str = ""
    printed: str = ""
    unit: str = ""
    spread: str = ""


class Amounts(NamedTuple):
    """Columns of `Amount`, one element a cell."""

    kind: npt.NDArray[np.object_]
    value: npt.NDArray[np.float64]
    sign: npt.NDArray[np.object_]
    printed: npt.NDArray[np.object_]
    unit: npt.NDArray[np.object_]
    spread: npt.NDArray[np.object_]


def meaning_of_comma(cells: Iterable[object], likely: Comma) -> Comma:
    """Return what a comma between digits means in these cells.

    One cell that can be read only one way decides for all; without any, `likely` is taken. Cells
    that contradict each other decide nothing.

    >>> meaning_of_comma(["1,234", "0,5"], "unknown"), meaning_of_comma(["1,234.5"], "decimal")
    ('decimal', 'thousands')
    """
    texts = {cell for cell in cells if isinstance(cell, str)}
    comma = any(_SAYS_DECIMAL_COMMA.search(text) for text in texts)
    point = any(_SAYS_DECIMAL_POINT.search(text) for text in texts)
    if comma != point:
        return "decimal" if comma else "thousands"
    return "unknown" if comma else likely


def read_amount(cell: object, comma: Comma, words: Words) -> Amount:
    """Return what a cell says.

    Examples
    --------
    >>> words = Words.load()
    >>> read_amount("1.234,50", "decimal", words)[:4]
    ('number', 1234.5, '', '1234.50')
    >>> read_amount("<0.5", "thousands", words)[:3], read_amount("1,234", "unknown", words).kind
    (('number', 0.5, '<'), 'ambiguous')
    >>> read_amount("12 ± 1 mg/kg", "unknown", words)[3:]
    ('12', 'mg/kg', '1')
    >>> read_amount("12 ± 5 %", "unknown", words)[3:]  # the percent is that of the spread
    ('12', '', '0.6')
    """
    if cell is None:
        return Amount("missing")
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return Amount("date" if isinstance(cell, date | time) else "wrong")
    if not isinstance(cell, str):
        return _of_number(cell)
    text = cell.translate(_BLANKS).strip()
    shape = _SHAPE.match(text) if len(text) <= 80 else None
    if shape is None:
        kind = words.sign(text)
        return Amount(kind if kind in ("non_detect", "trace", "missing") else "wrong")  # type: ignore[arg-type]
    return _number(shape, comma)


def _of_number(cell: float) -> Amount:
    try:
        value = float(cell)
    except OverflowError:
        return Amount("wrong")
    if not math.isfinite(value):
        return Amount("missing" if math.isnan(value) else "wrong")
    unit = "%" if isinstance(cell, Percent) else ""
    return Amount("number", value, "", plain(value), unit)


def _number(shape: re.Match[str], comma: Comma) -> Amount:
    rest = shape["rest"].strip()
    number = shape["number"].strip()
    digits = _mantissa(number, comma) if shape["power"] else _digits(number, comma)
    if digits is None or _PRODUCT.match(rest):
        return Amount("wrong")
    if _RANGE.match(rest) and not shape["power"]:
        return Amount("range")
    if digits == "":
        return Amount("ambiguous" if "," in number else "ambiguous_point")
    printed, spread = digits + _power(shape["power"]), ""
    if with_spread := _SPREAD.match(rest):
        spread, rest = with_spread[1].replace(",", "."), with_spread[2]
        if rest.startswith("%"):
            spread, rest = plain(float(printed) * float(spread) / 100), rest[1:].strip()
    if not math.isfinite(float(printed)):
        return Amount("wrong")
    sign = {"≤": "<", "<=": "<", "≥": ">", ">=": ">"}.get(shape["sign"] or "", shape["sign"] or "")
    return Amount("number", float(printed), sign, printed, rest, spread)


def _power(text: str | None) -> str:
    if not text:
        return ""
    return "e" + re.sub(r"^\s?[x*·×]\s?10\^?|^[eE]", "", text).lstrip("+")


def _mantissa(text: str, comma: Comma) -> str | None:
    """Return the digits before a power of ten: a single sign in them is decimal."""
    single = text.lstrip("+-").replace(",", ".").replace(".", "", 1).isdigit()
    return text.replace(",", ".") if single else _digits(text, comma)


def _digits(text: str, comma: Comma) -> str | None:
    """Return digits with a decimal point and no grouping; None if wrong, empty if ambiguous."""
    for sign in "' ":
        if sign in text:
            head, mark, tail = _split_at_decimal(text)
            text = head.replace(sign, "") + mark + tail if _GROUPED[sign].match(head) else "?"
    if "?" in text:
        return None
    commas, points = text.count(","), text.count(".")
    if commas and points:
        return _both(text)
    if commas > 1 or points > 1:
        sign = "," if commas else "."
        return text.replace(sign, "") if _GROUPED[sign].match(text) else None
    if commas:
        return _one_sign(text, ",", comma)
    return _one_sign(text, ".", _OF_POINT[comma]) if points else text


def _both(text: str) -> str | None:
    """Return a number in which one sign groups and the last one is decimal."""
    group, point = (",", ".") if text.rfind(".") > text.rfind(",") else (".", ",")
    head, _, tail = text.partition(point)
    if not _GROUPED[group].match(head) or not tail.isdigit():
        return None
    return f"{head.replace(group, '')}.{tail}"


_OF_POINT: dict[Comma, Comma] = {
    "decimal": "thousands", "thousands": "decimal", "rather_decimal": "unknown",
    "rather_thousands": "decimal", "unknown": "unknown",
}  # fmt: skip


def _one_sign(text: str, sign: str, meaning: Comma) -> str:
    if meaning in ("decimal", "rather_decimal") or not _GROUPED[sign].match(text):
        return text.replace(sign, ".")
    return text.replace(sign, "") if meaning == "thousands" else ""


def _split_at_decimal(text: str) -> tuple[str, str, str]:
    at = max(text.rfind(","), text.rfind("."))
    return (text[:at], text[at], text[at + 1 :]) if at >= 0 else (text, "", "")


def plain(number: float) -> str:
    """Return a spreadsheet's number as a person would print it.

    >>> plain(150.0), plain(0.1 + 0.2), plain(1e-7)
    ('150', '0.3', '1e-07')
    """
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    return format(float(number), ".15g")


def read_amounts(cells: pd.Series, comma: Comma, words: Words) -> Amounts:
    """Return what the cells of a column say; equal cells are read once."""
    codes, distinct = pd.factorize(cells.to_numpy(dtype=object), use_na_sentinel=True)
    read = [read_amount(cell, comma, words) for cell in distinct]
    read.append(Amount("missing"))
    kinds, values, *texts = zip(*read, strict=True)
    columns = [np.array(kinds, dtype=object)[codes], np.array(values, dtype=float)[codes]]
    columns += [np.array(text, dtype=object)[codes] for text in texts]
    return Amounts(*columns)
