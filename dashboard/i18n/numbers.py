"""Numbers, amounts and dates as a reader of the page's language writes them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import get_decimal_symbol

from dashboard.i18n.language import current_language, current_locale, locale_of

_MOST_DECIMALS = 10
THIN_SPACE = "\u2009"
"""Between thousands in every language: a comma or a dot there is a decimal mark to somebody."""


SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)


def decimal_mark() -> str:
    """Decimal mark of the page's language."""
    return _decimal_mark(current_language())


@lru_cache(maxsize=8)
def _decimal_mark(language: str) -> str:
    return str(get_decimal_symbol(locale_of(language)))


@lru_cache(maxsize=8)
def _signs(mark: str) -> dict[int, str]:
    return str.maketrans({",": THIN_SPACE, ".": mark})


def number(value: float, significant: int | None = None) -> str:
    """Write a number for a person: thin spaces between thousands, all its printed digits.

    Parameters
    ----------
    value : float
        Any finite number.
    significant : int, optional
        Round to this many significant figures (for estimates and ratios).

    >>> number(29462.5)
    '29\u2009462.5'
    >>> number(1.4923, significant=2)
    '1.5'
    """
    if significant is not None and value:
        value = float(f"{value:.{significant}g}")
    digits = format(Decimal(repr(round(float(value), _MOST_DECIMALS))), ",f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.translate(_signs(decimal_mark()))


def printed(text: str) -> str:
    """Write a number with the digits that its source printed: `150.0` stays `150.0`.

    >>> printed("29462.50")
    '29\u2009462.50'
    """
    try:
        float(text)
    except ValueError:
        return text
    whole, point, decimals = text.partition(".")
    if "e" in text.lower() or not whole.lstrip("-").isdigit():
        return number(float(text))
    mark = decimal_mark() if point else ""
    return f"{int(whole):,}".replace(",", THIN_SPACE) + mark + decimals


def with_unit(value: float, unit: str, significant: int | None = None) -> str:
    """Write a value with its unit after a thin space; pH and ratios have none to show.

    >>> with_unit(150, "mg/kg")
    '150\u2009mg/kg'
    """
    if unit in {"", "-", "pH"}:
        return number(value, significant)
    return f"{number(value, significant)}{THIN_SPACE}{unit}"


def number_format() -> dict[str, Any]:
    """Return number marks and names of days and months as d3 and plotly want them.

    >>> number_format()["months"][:2], number_format()["decimal"]
    (['January', 'February'], '.')
    """
    locale = current_locale()
    days = {width: locale.days["stand-alone"][width] for width in ("wide", "abbreviated")}
    months = {width: locale.months["stand-alone"][width] for width in ("wide", "abbreviated")}
    periods = locale.day_periods["format"]["abbreviated"]
    return {
        "decimal": decimal_mark(),
        "thousands": THIN_SPACE,
        "grouping": [3],
        "currency": ["", ""],
        "days": [days["wide"][i] for i in SUNDAY_FIRST],
        "shortDays": [days["abbreviated"][i] for i in SUNDAY_FIRST],
        "months": [months["wide"][i] for i in range(1, 13)],
        "shortMonths": [months["abbreviated"][i] for i in range(1, 13)],
        "periods": [periods["am"], periods["pm"]],
        "dateTime": "%d.%m.%Y %H:%M",
        "date": "%d.%m.%Y",
        "time": "%H:%M",
    }


def day_text(day: date) -> str:
    """Write a day with its month in words.

    >>> day_text(date(2018, 4, 28))
    'April 28, 2018'
    """
    return format_date(day, "long", locale=current_locale())


def listed(items: Iterable[str]) -> str:
    """Write a list as a sentence has it.

    >>> listed(["soil", "water", "air"])
    'soil, water, and air'
    """
    return format_list(list(items), locale=current_locale())
