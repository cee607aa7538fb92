"""Words and numbers in the reader's language.

English is the language of the code: every text that a person reads goes through `_` or
`ngettext`, with named placeholders, so that a catalogue can replace it as a whole sentence.
"""

from dashboard.i18n.catalogue import _, load_catalogues, ngettext
from dashboard.i18n.data_texts import load_texts, place_name, said, toponym
from dashboard.i18n.language import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    current,
    current_language,
    current_locale,
    in_script,
    matching_language,
    use_language,
)
from dashboard.i18n.numbers import (
    THIN_SPACE,
    day_text,
    decimal_mark,
    listed,
    number,
    number_format,
    printed,
    with_unit,
)
from dashboard.i18n.order import sort_key

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "THIN_SPACE",
    "_",
    "current",
    "current_language",
    "current_locale",
    "day_text",
    "decimal_mark",
    "in_script",
    "listed",
    "load_catalogues",
    "load_texts",
    "matching_language",
    "ngettext",
    "number",
    "number_format",
    "place_name",
    "printed",
    "said",
    "sort_key",
    "toponym",
    "use_language",
    "with_unit",
]
