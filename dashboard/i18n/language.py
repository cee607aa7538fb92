"""The language of the request that is being answered."""

from contextvars import ContextVar
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from layers.languages import Language, languages, to_cyrillic

LANGUAGES = tuple(languages())
DEFAULT_LANGUAGE = LANGUAGES[0]
_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def use_language(language: str) -> None:
    """Answer the rest of this request in `language`, one of `LANGUAGES`."""
    _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)


def current_language() -> str:
    """Language code of this request, one of `LANGUAGES`."""
    return _language.get()


def current() -> Language:
    """Language of this request, with its name, its alphabet and where its words are."""
    return languages()[current_language()]


@lru_cache(maxsize=8)
def locale_of(language: str) -> Locale:
    """Babel's locale of a language: number signs, months, plural rules."""
    return Locale.parse(language, sep="-")


def current_locale() -> Locale:
    """Babel's locale of this request."""
    return locale_of(current_language())


def in_script(text: str) -> str:
    """Write a Serbian text that is kept in Latin letters in the script of the page.

    A text of another language on another page stays as it is.
    """
    return to_cyrillic(text) if current().script == "Cyrl" else text


def matching_language(tag: str) -> str | None:
    """Return the language that a browser's tag means, `None` for one that the atlas has not.

    >>> matching_language("ro-RO"), matching_language("sr"), matching_language("sr-Latn-RS")
    ('ro', 'sr-Cyrl', 'sr-Latn')
    >>> matching_language("de") is None
    True
    """
    parts = tag.replace("_", "-").split("-")
    primary, script = parts[0].lower(), next((p.title() for p in parts[1:] if len(p) == 4), "")
    usual = get_global("likely_subtags").get(primary, "").split("_")
    for wanted in (f"{primary}-{script}", "-".join(usual[:2]), primary):
        if wanted in LANGUAGES:
            return wanted
    return None
