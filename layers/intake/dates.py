"""Dates in all their forms, and what is uncertain about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from layers.intake.words import Words

Order = Literal["day_first", "month_first", "unknown", "mixed"]
Doubt = Literal["", "order_assumed", "century_assumed", "serial", "year_as_date"]

_LONGEST = 60
_MONTHS = 12
_EXCEL_EPOCH = date(1899, 12, 30)
_YEARS_AS_DAYS = range(1900, 2101)
"""Years that a spreadsheet shows as days of 1905."""
_SERIALS = range(14_611, 73_051)
"""Excel's numbers of the days from 1940 to 2099; years lie below."""

_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?\.?(?:[T ]\d{1,2}:\d{2}.*)?$")
_NUMERIC = re.compile(r"^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})\.?(?:[T ]\d{1,2}:\d{2}.*)?$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/. ](\d{4})\.?$")
_YEAR = re.compile(r"^(1[5-9]\d\d|20\d\d)\.?$")
_NAMED = re.compile(
    r"^(?:(\d{1,2})[-. ]+)?([^\W\d]{3,12})\.?,?[-. ]*(?:(\d{1,2}),\s*)?(\d{4}|\d{2})\.?$"
)
_ROMAN = re.compile(r"^(\d{1,2})[-./ ]+([ivx]{1,4})[-./ ]+(\d{4})\.?$", re.IGNORECASE)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$")
_YEARS = re.compile(r"^((?:19|20)\d\d)\s*[–—-]\s*(\d\d)$")
_FULL = r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}[./]\d{4}"
_TOUCHING = re.compile(rf"^({_FULL})\.?\s*[-–—]\s*({_FULL})\.?$")
_ISO_PAIR = re.compile(r"^(\d{4}-\d\d(?:-\d\d)?)\s*/\s*(\d{4}-\d\d(?:-\d\d)?)$")
_RANGE = re.compile(r"\s+(?:-|–|—|to|do|până la|la)\s+|\s*[–—]\s*|(?<=\d{4})\s*[-/]\s*(?=\d{4}\b)")
_DAYS_OF_ONE_MONTH = re.compile(r"^(\d{1,2})\.?\s*[-–]\s*(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?$")


_HOUR = re.compile(r"\d[T ](\d{1,2}):(\d{2})[\d:.]*\s?(Z|[+-]\d\d:?\d\d)?$")


class Period(NamedTuple):
    """First and last date as 2024, 2024-05 or 2024-05-31, empty if unreadable; and a doubt."""

    start: str = ""
    end: str = ""
    doubt: Doubt = ""


def order_of_days(cells: Iterable[object]) -> Order:
    """Say whether numeric dates begin with the day or the month, by those that can be only one.

    >>> order_of_days(["03.05.2024", "25.05.2024"]), order_of_days(["5/25/2024", "1/2/2024"])
    ('day_first', 'month_first')
    """
    first = second = False
    for cell in cells:
        match = _NUMERIC.match(cell.strip()) if isinstance(cell, str) else None
        if match:
            first = first or int(match[1]) > 12
            second = second or int(match[2]) > 12
    if first and second:
        return "mixed"
    return "day_first" if first else "month_first" if second else "unknown"


def hour_of(cell: object) -> str:
    """Return the time that a cell adds to its day, with its zone; empty without one, at midnight.

    >>> hour_of("2024-05-31T08:15:00+02:00"), hour_of(datetime(2024, 5, 31)), hour_of("5.3.2024")
    ('08:15+02:00', '', '')
    """
    match = _HOUR.search(cell.strip()) if isinstance(cell, str) else None
    if match:
        hour = f"{match[1]:0>2}:{match[2]}{match[3] or ''}"
    else:
        hour = f"{cell:%H:%M}" if isinstance(cell, datetime) else ""
    return "" if hour == "00:00" else hour


def read_period(cell: object, order: Order, words: Words) -> Period:
    """Return the dates of a cell.

    A day, a month, a year, a range of these, or Excel's number of a day. Where all days of a
    column are twelve or less, the day is taken to come first, as in the region, and doubted,
    unless the two are divided by points, which only day-first dates are.

    Examples
    --------
    >>> words = Words.load()
    >>> read_period("31.05.2024.", "unknown", words), read_period(45443, "unknown", words)
    (Period(start='2024-05-31', end='2024-05-31', doubt=''),
     Period(start='2024-05-31', end='2024-05-31', doubt='serial'))
    >>> read_period("2018-2020", "unknown", words)[:2], read_period("mai 2024", "unknown", words)[0]
    (('2018', '2020'), '2024-05')
    """
    if isinstance(cell, datetime | date):
        return _not_of_1905(_once(cell.isoformat()[:10]))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(float(cell))
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return Period()
    text = " ".join(cell.split())
    whole = _one(text, order, words)
    return _not_of_1905(whole) if whole.start else _range(text, order, words)


def _not_of_1905(period: Period) -> Period:
    """Return the year where a spreadsheet has shown it as a day: 2024 as 1905-07-16."""
    if not period.start.startswith("1905-") or len(period.start) != len("1905-07-16"):
        return period
    number = (date.fromisoformat(period.start) - _EXCEL_EPOCH).days
    return _once(str(number), "year_as_date") if number in _YEARS_AS_DAYS else period


def exchanged_days(cells: Iterable[object]) -> int:
    """Return how many days a spreadsheet may have exchanged with their months.

    One that expects the month first makes dates of the texts whose day is twelve or less, day and
    month exchanged, and leaves the others as text.

    >>> exchanged_days([date(2024, 3, 5), date(2024, 4, 12), "25.05.2024"])
    2
    """
    cells = list(cells)
    days = [cell.day for cell in cells if isinstance(cell, date)]
    texts = [cell for cell in cells if isinstance(cell, str) and _NUMERIC.match(cell.strip())]
    one_order = order_of_days(texts) in ("day_first", "month_first")
    return len(days) if days and max(days) <= _MONTHS and one_order else 0


def _range(text: str, order: Order, words: Words) -> Period:
    """Return the dates of ``2018-2020``, ``01.05. - 03.05.2024`` and ``1-3.5.2024``."""
    if month_days := _DAYS_OF_ONE_MONTH.match(text):
        first, last, month, year = (int(part) for part in month_days.groups())
        return _joined(_iso(year, month, first), _iso(year, month, last))
    if years := _YEARS.match(text):
        first, last = int(years[1]), int(years[1]) // 100 * 100 + int(years[2])
        return _joined(str(first), str(last)) if last > first else Period()
    touching = _TOUCHING.match(text) or _ISO_PAIR.match(text)
    parts = list(touching.groups()) if touching else _RANGE.split(text)
    if len(parts) != 2:
        return Period()
    start, end = (_one(part.strip(), order, words) for part in parts)
    return _joined(start.start, end.end)._replace(doubt=start.doubt or end.doubt)


def _joined(start: str, end: str) -> Period:
    return Period(start, end) if start and end else Period()


def _once(day: str, doubt: Doubt = "") -> Period:
    return Period(day, day, doubt) if day else Period()


def _from_number(number: float) -> Period:
    if 1500 <= number <= 2100 and number.is_integer():
        return _once(str(int(number)))
    if number.is_integer() and (match := _COMPACT.match(str(int(number)))):
        return _once(_iso(int(match[1]), int(match[2]), int(match[3])))
    if int(number) in _SERIALS:
        return _once((_EXCEL_EPOCH + timedelta(days=int(number))).isoformat(), "serial")
    return Period()


def _one(text: str, order: Order, words: Words) -> Period:
    if _YEAR.match(text):
        return _once(text.rstrip("."))
    if match := _NUMERIC.match(text):
        return _numeric(match, order)
    if text.isdigit() and int(text) in _SERIALS:
        return _from_number(float(text))
    if match := _COMPACT.match(text):
        return _once(_iso(int(match[1]), int(match[2]), int(match[3])))
    doubt: Doubt = "century_assumed" if _short_year(text) else ""
    certain = _certain(text, words)
    return _once(certain, doubt if certain else "")


def _certain(text: str, words: Words) -> str:
    """Return a date whose parts cannot be exchanged."""
    if match := _ISO.match(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _MONTH_YEAR.match(text):
        return _iso(int(match[2]), int(match[1]), None)
    match = _NAMED.match(text)
    if roman := _ROMAN.match(text):
        return _roman(roman)
    month = words.term("month", match[2]) if match else None
    if match is None or month is None:
        return ""
    day = match[1] or match[3]
    if len(match[4]) == 2 and not match[1]:
        return ""  # May-24 is a day or a year
    return _iso(_year(match[4]), int(month), int(day) if day else None)


def _short_year(text: str) -> bool:
    match = _NAMED.match(text)
    return match is not None and len(match[4]) == 2


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 70 else 1900)


def _roman(match: re.Match[str]) -> str:
    """Return the date of ``31.V.2024``."""
    month = match[2].lower()
    if month not in _ROMANS:
        return ""
    return _iso(int(match[3]), _ROMANS.index(month) + 1, int(match[1]))


def _numeric(match: re.Match[str], order: Order) -> Period:
    one, two, year = int(match[1]), int(match[2]), _year(match[3])
    doubt: Doubt = "century_assumed" if len(match[3]) == 2 else ""
    points = "." in match[0] and "/" not in match[0]
    if two > 12 or (order == "month_first" and one <= 12):
        return _once(_iso(year, one, two), doubt)
    if one <= 12 and one != two and order in ("unknown", "mixed") and not points:
        doubt = "order_assumed"
    return _once(_iso(year, two, one), doubt)


def _iso(year: int, month: int, day: int | None) -> str:
    """Return ISO text of a day or month of the calendar, else nothing."""
    try:
        full = date(year, month, day or 1).isoformat()
    except ValueError:
        return ""
    return full if day else full[:7]
