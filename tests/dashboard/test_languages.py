"""A page speaks the language of its link, else the browser's, and keeps it from link to link."""

import re
from datetime import date

import pytest

from dashboard.i18n import (
    LANGUAGES,
    day_text,
    listed,
    matching_language,
    ngettext,
    number,
    printed,
    sort_key,
    use_language,
    with_unit,
)
from dashboard.state import carried, encode, with_language
from layers.model import Selection

PAGES = ("/", "/place", "/about", "/methods", "/site/RS-BOR-12PT", "/no-such-page")


@pytest.fixture
def speaking():
    """Speak a language for one test."""
    yield use_language
    use_language("en")


def language_of_html(html: str) -> str:
    return re.search(r'<html lang="([^"]+)"', html)[1]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_decides_the_language(client, path, language):
    answer = client.get(f"{path}?lang={language}", headers={"Accept-Language": "de,en;q=0.5"})
    assert language_of_html(answer.text) == language
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("preference", "language"),
    [
        ("ro-RO,ro;q=0.9,en;q=0.8", "ro"),
        ("sr-RS,sr;q=0.9", "sr-Cyrl"),
        ("sr-Latn-RS,sr;q=0.5", "sr-Latn"),
        ("de-DE,de;q=0.9,ro;q=0.2,en;q=0.1", "ro"),
        ("de", "en"),
        ("*", "en"),
        ("", "en"),
        (";;;q=q", "en"),
    ],
)
def test_without_a_language_in_the_link_the_browser_decides(client, preference, language):
    answer = client.get("/about", headers={"Accept-Language": preference})
    assert language_of_html(answer.text) == language


def test_caches_keep_the_languages_apart(client):
    page = client.get("/about", headers={"Accept-Language": "ro"})
    assert "Accept-Language" in page.headers["Vary"]
    layer = client.get("/layers/symbols.json", headers={"Accept-Language": "ro"})
    assert "Accept-Language" in layer.headers["Vary"]
    assert layer.headers["Cache-Control"] == "no-cache"  # it names no version of the data


@pytest.mark.parametrize("path", PAGES[:3])
def test_an_unknown_language_is_said_and_left_out(client, path):
    answer = client.get(f"{path}?lang=tlh", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert "“tlh” is not known here" in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_every_link_inside_the_atlas_keeps_the_language(client, path):
    html = client.get(f"{path}?lang=ro").text
    body = html[html.index('<div id="react-entry-point">') : html.index("<footer>")]
    links = re.findall(r'<a [^>]*href="([/?][^"]*)"', body)
    assert len(links) > 4
    lost = [link for link in links if not re.search(r"[?&;]lang=", link)]
    assert lost == []


def test_the_switch_keeps_the_whole_state(client):
    html = client.get("/?analyte=Pb&medium=soil,water&map=9/44.1/22.1&lang=ro").text
    switch = html[html.index('class="language-switch"') : html.index("</details>")]
    links = re.findall(r'href="([^"]*lang=([^"]+))"', switch)
    assert [code for _link, code in links] == list(LANGUAGES)
    for link, code in links:
        assert link.replace("&amp;", "&") == (
            f"?analyte=Pb&medium=soil,water&map=9/44.1/22.1&lang={code}"
        )


def test_the_switch_names_every_language_in_its_own_words(client):
    html = client.get("/about?lang=en").text
    for code, name in zip(LANGUAGES, ("English", "Română", "Srpski", "Српски"), strict=True):
        assert re.search(rf'<a [^>]*lang="{code}"[^>]*>{name}</a>', html)
    switch = html[html.index('class="language-switch"') : html.index("</details>")]
    chosen = [tag for tag in re.findall("<a [^>]*>", switch) if 'aria-current="true"' in tag]
    assert ['data-language="en"' in tag for tag in chosen] == [True]


def test_a_script_of_serbian_is_found_from_any_tag():
    tags = {"sr-Latn": "sr-Latn", "sr-latn-ME": "sr-Latn", "sr-Cyrl-BA": "sr-Cyrl", "sr": "sr-Cyrl"}
    assert {tag: matching_language(tag) for tag in tags} == tags
    assert matching_language("x" * 300) is None


def test_links_carry_package_and_language_only():
    selection = Selection(analyte="Pb", dataset="training", language="sr-Latn")
    assert carried(selection) == "?dataset=training&lang=sr-Latn"
    assert "lang=sr-Latn" in encode(selection)
    assert with_language("?lang=ro&lang=en", "ro") == "?lang=ro"


@pytest.mark.parametrize("language", ["ro", "sr-Latn", "sr-Cyrl"])
def test_numbers_have_a_decimal_comma_and_no_ambiguous_thousands(speaking, language):
    speaking(language)
    assert number(29462.5) == "29\u2009462,5"
    assert printed("0.50") == "0,50"
    assert with_unit(1.5, "mg/kg") == "1,5\u2009mg/kg"


def test_days_and_lists_follow_the_language(speaking):
    speaking("sr-Cyrl")
    assert day_text(date(2018, 4, 28)) == "28. април 2018."
    assert listed(["бакар", "олово", "цинк"]) == "бакар, олово и цинк"
    speaking("ro")
    assert day_text(date(2018, 4, 28)) == "28 aprilie 2018"
    assert listed(["cupru", "plumb"]) == "cupru și plumb"


def test_words_stand_in_the_order_of_a_dictionary(speaking):
    speaking("ro")
    words = ["țară", "tablă", "șisturi", "sol", "zinc", "apă", "ăla"]
    assert sorted(words, key=sort_key) == [
        "apă", "ăla", "sol", "șisturi", "tablă", "țară", "zinc",
    ]  # fmt: skip
    speaking("sr-Cyrl")
    assert sorted(["цинк", "ђак", "Бор", "џеп", "ег"], key=sort_key) == [
        "Бор", "ђак", "ег", "цинк", "џеп",
    ]  # fmt: skip


def test_an_untranslated_plural_is_read_in_english_not_as_nothing(speaking):
    speaking("ro")
    assert ngettext("{count} unheard-of thing", "{count} unheard-of things", 2) == (
        "2 unheard-of things"
    )


@pytest.mark.parametrize(
    ("language", "words"), [("ro", "Nu se poate răspunde"), ("sr-Cyrl", "На ово се не може")]
)
def test_an_error_is_told_in_the_language_of_the_request(client, language, words):
    answer = client.post(f"/about?lang={language}", headers={"Accept": "text/html"})
    assert answer.status_code == 405
    assert language_of_html(answer.text) == language
    assert words in answer.text
