"""Every text that a person reads is in the catalogue, as a whole sentence."""

import re

from dashboard.i18n import number, printed, with_unit
from dashboard.i18n.extract import CATALOGUE, messages, write


def test_the_catalogue_holds_every_text_of_the_code(tmp_path) -> None:
    """After changing a text, run `python -m dashboard.i18n.extract`."""
    write(tmp_path / "messages.pot")
    assert (tmp_path / "messages.pot").read_text("utf-8") == CATALOGUE.read_text("utf-8")


def test_placeholders_have_names_that_a_translator_can_move() -> None:
    for message in messages():
        for text in message.id if isinstance(message.id, tuple) else (message.id,):
            assert not re.search(r"\{\}|\{\d|%s|%d", text), text


def test_the_singular_needs_no_placeholder_that_the_plural_has_not() -> None:
    for message in messages():
        if isinstance(message.id, tuple):
            one, many = (set(re.findall(r"\{(\w+)", text)) for text in message.id)
            assert one <= many, message.id


def test_numbers_keep_the_digits_that_were_printed() -> None:
    assert printed("0.50") == "0.50"
    assert printed("29462.5") == "29\u2009462.5"
    assert printed("6.12e-05") == "0.0000612"


def test_estimates_have_two_significant_figures() -> None:
    assert number(12.7, significant=2) == "13"
    assert number(0.01234, significant=2) == "0.012"
    assert with_unit(1234.0, "m", significant=2) == "1\u2009200\u2009m"
