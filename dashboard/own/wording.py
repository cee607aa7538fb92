"""What the copy with the problems marked says, in the language of the page."""

from dashboard.i18n import _, use_language
from dashboard.own.words import expected, mend, severity, spoken
from layers.intake import Fault, Words
from layers.intake.marked import Wording
from layers.intake.phrases import as_json, said_words

SEVERITIES = ("error", "flag", "told")


def wording(words: Words, language: str) -> Wording:
    """Return the words of the copy; sheets of a workbook have names of at most 31 letters."""
    use_language(language)

    def said(fault: Fault) -> tuple[str, str, str]:
        filled = said_words(fault.words)
        found = spoken(words, as_json(fault.found))
        return found, expected(words, fault.code, filled), mend(words, fault.code, filled)

    heads = (
        _("Effect"), _("Sheet"), _("Row"), _("Column"), _("Found"), _("Expected"), _("What to do"),
    )  # fmt: skip
    effects = {name: severity(name) for name in SEVERITIES}
    return Wording(_("Table"), _("Problems"), _("Row"), heads, effects, said)
