"""Words and numbers in the reader's language.

English is the language of the code: every text that a person reads goes through `_` or
`ngettext`, with named placeholders, so that a catalogue can replace it as a whole sentence.
"""

from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

LANGUAGES = ("en",)
DEFAULT_LANGUAGE = "en"
THIN_SPACE = "\u2009"
_CATALOGUES = Path(__file__).parent / "locale"
_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def use_language(language: str) -> None:
    """Answer the rest of this request in `language`, one of `LANGUAGES`."""
    _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)


def current_language() -> str:
    """Language code of this request, one of `LANGUAGES`."""
    return _language.get()


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(_CATALOGUES, [language], "atlas")


def _(message: str, **values: object) -> str:
    """Translate `message` and fill its named placeholders.

    >>> _("{count} values", count=3)
    '3 values'
    """
    text = _catalogue(current_language()).gettext(message)
    return text.format(**values) if values else text


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """Translate with the plural form that `count` asks for; `{count}` is filled in.

    >>> ngettext("{count} place", "{count} places", 1)
    '1 place'
    """
    text = _catalogue(current_language()).ngettext(singular, plural, count)
    return text.format(count=number(count), **values)


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
    text = format_decimal(value, format="#,##0.##########", locale="en")
    return text.replace(",", THIN_SPACE)


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
    return f"{int(whole):,}".replace(",", THIN_SPACE) + point + decimals


def with_unit(value: float, unit: str, significant: int | None = None) -> str:
    """Write a value with its unit after a thin space; pH and ratios have none to show.

    >>> with_unit(150, "mg/kg")
    '150\u2009mg/kg'
    """
    if unit in {"", "-", "pH"}:
        return number(value, significant)
    return f"{number(value, significant)}{THIN_SPACE}{unit}"
