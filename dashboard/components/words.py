"""How one value is put into words: number, unit, statistic, year. Never one without the others."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from dashboard.i18n import THIN_SPACE, _, number, printed, with_unit

Row = Mapping[str, Any]


def is_missing(value: Any) -> bool:
    """Tell whether a cell is empty."""
    if isinstance(value, Component):
        return False
    return value == "" if isinstance(value, str) else bool(pd.isna(value))


def period(row: Row) -> str:
    """Write when the sample was taken: a year, a range of years, or that nobody said."""
    start, end = row["year_start"], row["year_end"]
    if is_missing(start) and is_missing(end):
        return _("year not stated")
    first, last = (
        int(start if not is_missing(start) else end),
        int(end if not is_missing(end) else start),
    )
    return str(first) if first == last else f"{first}–{last}"


def amount(row: Row) -> str:
    """Write the value as printed, with its unit and its censoring.

    >>> amount({"value_printed": "0.50", "unit": "mg/kg", "censoring": "<"})
    '<\u20090.50\u2009mg/kg'
    """
    sign = f"{row['censoring']}{THIN_SPACE}" if row["censoring"] else ""
    unit = f"{THIN_SPACE}{row['unit']}" if row["unit"] not in {"", "-", "pH"} else ""
    return f"{sign}{printed(str(row['value_printed']))}{unit}"


def statistic(row: Row, label: str) -> str:
    """Write what the value is: one sample, or a statistic of how many."""
    if row["statistic"] == "single":
        return label
    if is_missing(row["n"]):
        return _("{statistic}, number of samples not stated", statistic=label)
    return _("{statistic} of {n} samples", statistic=label, n=number(int(row["n"])))


def depth(row: Row) -> str:
    """Write the sampling depth, empty where it is not stated."""
    top, bottom = row["depth_top_cm"], row["depth_bottom_cm"]
    if is_missing(bottom):
        return ""
    top = 0 if is_missing(top) else top
    return f"{number(float(top))}–{with_unit(float(bottom), 'cm')}"


def times(ratio: float) -> str:
    """Write a ratio to a limit with two significant figures, three where two would hide a side.

    >>> times(12.7), times(1.04), times(0.998)
    ('13×', '1.04×', '0.998×')
    """
    near_the_limit = 0.9 < ratio < 1.1
    return f"{number(ratio, significant=3 if near_the_limit else 2)}×"


def distance(metres: float) -> str:
    """Write a distance as people say it."""
    if metres >= 995:  # two significant figures of it are a kilometre
        return with_unit(metres / 1000, "km", significant=2)
    return with_unit(metres, "m", significant=2)
