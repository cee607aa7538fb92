"""Messages in the language of the request, from the catalogues beside this file."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from dashboard.i18n.language import LANGUAGES, current_language
from dashboard.i18n.numbers import number
from layers.languages import languages, to_cyrillic

FOLDER = Path(__file__).parent / "locale"
DOMAIN, DATA_DOMAIN = "atlas", "data"
"""The messages of the code; the texts of the registries and of the data."""


def catalogue_path(catalogue: str, domain: str = DOMAIN) -> Path:
    """Return the file of a catalogue, named as in `data/registry/languages.csv`."""
    return FOLDER / catalogue / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(catalogue: str, domain: str = DOMAIN) -> Catalog:
    """Read a catalogue as its translators wrote it."""
    with catalogue_path(catalogue, domain).open("rb") as file:
        return read_po(file, locale=catalogue, domain=domain)


@lru_cache(maxsize=8)
def _messages(language: str) -> NullTranslations:
    row = languages()[language]
    if not row.catalogue:
        return NullTranslations()
    catalogue = read_catalogue(row.catalogue)
    _leave_out_untranslated(catalogue)
    if row.script == "Cyrl":
        _write_in_cyrillic(catalogue)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, DOMAIN)


def _leave_out_untranslated(catalogue: Catalog) -> None:
    """Let a message without a whole translation be read in English: plural forms come together."""
    for message in list(catalogue):
        if isinstance(message.string, tuple) and not all(message.string):
            catalogue.delete(message.id)


def _write_in_cyrillic(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        if isinstance(message.string, tuple):
            message.string = tuple(map(to_cyrillic, message.string))
        else:
            message.string = to_cyrillic(message.string)


def load_catalogues() -> None:
    """Read every catalogue now, so that no reader waits for it."""
    for language in LANGUAGES:
        _messages(language)


def _(message: str, **values: object) -> str:
    """Translate `message` and fill its named placeholders.

    >>> _("{count} values", count=3)
    '3 values'
    """
    text = _messages(current_language()).gettext(message)
    return text.format(**values) if values else text


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """Translate with the plural form that `count` asks for; `{count}` is filled in.

    >>> ngettext("{count} place", "{count} places", 1)
    '1 place'
    """
    text = _messages(current_language()).ngettext(singular, plural, count)
    return text.format(count=number(count), **values)
