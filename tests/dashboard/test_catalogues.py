"""Every catalogue says everything that the code says, in the same shape and the right letters."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural

from dashboard.i18n.catalogue import read_catalogue
from dashboard.i18n.extract import DASHBOARD, catalogues, messages
from layers.languages import to_cyrillic

CATALOGUES = catalogues()
TAG = re.compile(r"</?[a-z]+>")
SAME_BY_NATURE = re.compile(r"(\{\w+\}|</?\w+>|FAO|Metal|Standard|Ideal|Set|Factor|Total|total)")
"""Texts that a translation may leave as they are: placeholders, and words of both languages."""


@pytest.fixture(params=CATALOGUES, scope="module")
def catalogue(request) -> Catalog:
    return read_catalogue(request.param)


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def translated(catalogue: Catalog) -> list[tuple[Message, str]]:
    """Pairs of message and each of its forms in the other language."""
    return [(m, form) for m in catalogue if m.id for form in forms(m.string)]


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def test_every_message_of_the_code_is_translated(catalogue):
    """After changing a text: `python -m dashboard.i18n.extract --catalogues`, then fill in."""
    missing = []
    for message in messages():
        if message.id:
            found = catalogue.get(message.id)
            if found is None or found.id != message.id or not all(forms(found.string)):
                missing.append(message.id)
    assert missing == []


def test_no_message_is_both_with_and_without_a_plural():
    """Whether the plain one is then found depends on the version of Python."""
    code = [
        {found[2] if isinstance(found[2], str) else found[2][0] for found in extracted}
        for extracted in (
            extract_from_dir(DASHBOARD, method_map=[("**.py", "python")], keywords=keywords)
            for keywords in ({"_": None}, {"ngettext": (1, 2)})
        )
    ]
    assert all(code)
    assert code[0] & code[1] == set()


def test_no_translation_is_left_of_a_message_that_is_gone(catalogue):
    wanted = {message.id for message in messages()}
    assert [message.id for message in catalogue if message.id and message.id not in wanted] == []


def test_plurals_have_the_forms_of_the_language(catalogue):
    assert catalogue.num_plurals == get_plural(catalogue.locale).num_plurals == 3
    for message in catalogue:
        if isinstance(message.id, tuple):
            assert len(message.string) == 3, message.id


def test_every_placeholder_is_in_every_form(catalogue):
    for message, form in translated(catalogue):
        wanted = set().union(*map(placeholders, forms(message.id)))
        assert placeholders(form) == wanted, message.id


def test_markup_is_the_same(catalogue):
    for message, form in translated(catalogue):
        assert TAG.findall(form) == TAG.findall(forms(message.id)[-1]), message.id


def test_sentences_begin_and_end_alike(catalogue):
    for message, form in translated(catalogue):
        told = forms(message.id)[-1]
        assert form == form.strip(), message.id
        for sign in (".", ":", "?", "…"):
            assert form.endswith(sign) == told.endswith(sign), message.id


def test_no_translation_is_the_english_text(catalogue):
    same = [
        message.id
        for message, form in translated(catalogue)
        if form in forms(message.id) and re.search("[a-z]{2}", SAME_BY_NATURE.sub("", form))
    ]
    assert set(same) <= ALSO_ENGLISH[str(catalogue.locale)]


METALS = ("{count} metal", "{count} metals")
SERBIA = "Serbia: {verdict}"
ALSO_ENGLISH = {
    "ro": {"Text", "Material", "Operator", "adult", "Serbia", "Canada", SERBIA, METALS},
    "sr_Latn": {METALS},
}
"""Words that the two languages share."""


def test_romanian_has_commas_below_its_letters_and_its_own_quotation_marks():
    for _message, form in translated(read_catalogue("ro")):
        assert not re.search("[şţŞŢ]", form), form
        assert "“" not in form, form
        assert form.count("„") == form.count("”"), form


def test_serbian_is_ekavian_in_its_own_letters_and_quotation_marks():
    for _message, form in translated(read_catalogue("sr_Latn")):
        assert not re.search("[а-яА-ЯљњџђћјЈ]", form), form
        assert not re.search(r"(?i)\b(vrijed|mjest|mjer|uvijek|rijek|dijel)", form), form
        assert "”" not in form, form
        assert form.count("„") == form.count("“"), form


LATIN_IN_CYRILLIC = re.compile(
    r"NETMIN Atlas"
    r"|CaCO3/L|registry/media.csv|\{[^{}]*\}|</?[a-z]+>|\w*[₀-₉]\w*(/L)?|[A-Z]{2,}\w*(-[A-Z0-9]+)*"
    r"|[a-zµ]+/[a-zA-Z]+|Fe2O3"
    r"|axe-core|Chromium|Firefox|Safari|VoiceOver|TalkBack|PDF/UA|\bTab\b"
    r"|GeoJSON|GeoPackage|OpenStreetMap|Natural Earth|GeoNames|ODbL|Interreg|JavaScript"
    r"|Kaplan–Meier|Helsel|Cohn|ProUCL|FeO|bootstrap|cm|mg|t\(|\bn\b|[ABCR]\b"
    r"|/api/assess|soil, sediment, water|registry/media.csv|sensitive|less_sensitive|converted"
    r"|values|samples|statistics|id, date, \w+, \w+, \w+|null|total, dissolved|single, mean|online"
)
"""What stays in Latin letters on a Cyrillic page."""


def test_cyrillic_has_no_latin_letters_but_those_of_symbols_and_names():
    for _message, form in translated(read_catalogue("sr_Latn")):
        rest = LATIN_IN_CYRILLIC.sub("", to_cyrillic(form))
        assert not re.search("[A-Za-zčćšžđČĆŠŽĐ]", rest), to_cyrillic(form)
