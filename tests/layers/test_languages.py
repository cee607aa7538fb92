"""Serbian is kept once, in Latin letters; Cyrillic is written from it without surprises."""

import re
import unicodedata

import pytest

from layers.languages import languages, to_cyrillic, to_latin

PAIRS = {
    "Zemljište je zagađeno bakrom.": "Земљиште је загађено бакром.",
    "Njegova ljubav, džep, čaša, ćuprija, žuto, đak, šuma": (
        "Његова љубав, џеп, чаша, ћуприја, жуто, ђак, шума"
    ),
    "LJUBOVIJA, NJEGOŠ, DŽEP": "ЉУБОВИЈА, ЊЕГОШ, ЏЕП",
    "Medijana i srednja vrednost": "Медијана и средња вредност",
}


@pytest.mark.parametrize(("latin", "cyrillic"), PAIRS.items())
def test_every_letter_has_its_counterpart(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    {
        "injekcija": "инјекција",
        "konjugacija": "конјугација",
        "konjunktura": "конјунктура",
        "nadživeti": "надживети",
        "Tanjug": "Танјуг",
        "odžaliti": "оджалити",
        "vanjezički": "ванјезички",
    }.items(),
)
def test_two_letters_that_belong_to_two_parts_of_a_word_stay_two(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    "kept",
    [
        "{count}",
        "{limit_name:.1f}",
        "<b>",
        "</b>",
        "&amp;",
        "https://example.org/a?b=c",
        "doi:10.1000/182",
        "mg/kg",
        "µg/L",
        "150\u2009mg/kg",
        "5 km",
        "20\u2009m²",
        "CaCO₃",
        "pH",
        "US EPA",
        "NETMIN",
        "II",
        "IV",
    ],
)
def test_what_is_no_serbian_word_stays_in_latin_letters(kept: str) -> None:
    found = to_cyrillic(f"vrednost {kept} ovde")
    assert found.startswith("вредност ")
    assert found.endswith(" овде")
    assert kept in found


def test_no_serbian_word_is_taken_for_a_symbol_of_an_element() -> None:
    assert to_cyrillic("Na, Ni, Se, U, i, Po, O, Te, Ti, Ta") == (
        "На, Ни, Се, У, и, По, О, Те, Ти, Та"
    )


def test_cyrillic_is_found_by_its_latin_spelling() -> None:
    assert to_latin("Бор, Мајданпек, Његош") == "Bor, Majdanpek, Njegoš"


def test_alphabets_are_whole_and_in_the_letters_of_their_script() -> None:
    for row in languages().values():
        letters = row.alphabet.split()
        assert len(set(letters)) == len(letters)
        script = {"Latn": "LATIN", "Cyrl": "CYRILLIC"}[row.script]
        assert all(unicodedata.name(c).startswith(script) for c in "".join(letters))
    latin = [c for c in languages()["sr-Latn"].alphabet.split() if c not in "qwxy"]
    together = to_cyrillic("b".join(latin)).replace("б", " ")
    assert set(together.split()) | {"б"} == set(languages()["sr-Cyrl"].alphabet.split())
    assert not re.search("[şţŞŢ]", languages()["ro"].alphabet)


def test_degrees_standards_and_the_names_of_files_stay_in_latin_letters():
    said = "Držite na 4 °C; ISO 11466; za kartu (KML); dubina bunara [m]"
    assert to_cyrillic(said) == "Држите на 4 °C; ISO 11466; за карту (KML); дубина бунара [m]"
