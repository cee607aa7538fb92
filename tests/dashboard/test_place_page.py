"""The page for an inhabitant, as the server writes it: readable without any script."""

import io
import re

import pytest
from flask.testing import FlaskClient

from dashboard.i18n import LANGUAGES

BOR, MOLDOVA, DANUBE, VIENNA = "44.08,22.1", "44.72,21.67", "44.7,22.42", "48.2,16.37"


def page(client: FlaskClient, query: str, **form: object) -> str:
    if form:
        answer = client.post(f"/place?{query}", data=form, content_type="multipart/form-data")
    else:
        answer = client.get(f"/place?{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def text(html: str) -> str:
    body = html.split("<body", 1)[1]
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", body))


def answered(html: str) -> str:
    return text("<body>" + html.split('id="place-answer"', 1)[1].split("</section>", 1)[0])


def test_the_whole_answer_stands_in_the_first_html(client: FlaskClient) -> None:
    said = text(page(client, f"at={BOR}&lang=en"))
    for part in (
        "Is my garden soil all right?",
        "No single sample is published within 5\u202fkm.",
        "What you can do",
        "Not yet checked by a doctor.",
        "Whom to ask",
        "Mines and mining waste near",
        "Where the numbers come from",
    ):
        assert part in said


def test_the_page_needs_no_dash_in_the_browser(client: FlaskClient) -> None:
    html = page(client, f"at={BOR}")
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', html)
    assert scripts
    assert not [one for one in scripts if "dash" in one or "plotly" in one]
    assert len(html.encode()) < 300_000


def test_an_unread_law_is_said_to_be_unread_and_never_coloured(client: FlaskClient) -> None:
    said = answered(page(client, f"at={BOR}&lang=en"))
    assert "limit not read" in said
    assert "From memory it would be “above the action level”; that is no verdict." in said
    assert "Rulebook 23/1994" in said


def test_a_garden_of_serbia_is_told_whose_law_was_read(client: FlaskClient) -> None:
    said = text(page(client, "lang=en", at=BOR, metal="Pb", value="90", unit="mg/kg"))
    assert (
        "That is the law of: Romania. The numbers of Regulation 30/2018 & 64/2019, which applies "
        "here, were not read."
    ) in said.replace("&amp;", "&")


def test_an_empty_place_never_reads_as_good(client: FlaskClient) -> None:
    said = answered(page(client, f"at={MOLDOVA}&use=well&lang=en"))
    assert "not measured here" in said
    assert "does not mean that all is well" in said
    assert "normal" not in said


def test_on_the_border_river_both_laws_apply(client: FlaskClient) -> None:
    said = text(page(client, f"at={DANUBE}&lang=en"))
    assert "This point is on the border: Romanian and Serbian law both apply." in said
    assert "Caraș-Severin" not in said or "Zaječar" in said


def test_outside_the_map_nothing_is_claimed(client: FlaskClient) -> None:
    said = answered(page(client, f"at={VIENNA}&lang=en"))
    assert "lies outside the map of the atlas" in said
    assert "does not mean that all is well" in said


@pytest.mark.parametrize("typed", ["Majdanpek", "majdanpek", "Мајданпек", "Majdanpke"])
def test_a_search_works_without_script_in_any_spelling(client: FlaskClient, typed: str) -> None:
    said = text(page(client, f"q={typed}&lang=en"))
    assert "Majdanpek" in said


@pytest.mark.parametrize(
    ("typed", "like"), [("Dubovac", "Dubova"), ("Pristina", "Ploștina"), ("<script>", "Șipet")]
)
def test_what_is_no_name_of_a_place_is_asked_about_and_never_answered(
    client: FlaskClient, typed: str, like: str
) -> None:
    html = client.get("/place", query_string={"q": typed, "lang": "en"}).get_data(as_text=True)
    assert 'id="place-answer"' not in html
    assert "No place of exactly that name is known here. Did you mean:" in html
    assert f">{like}</a>" in html


@pytest.mark.parametrize("typed", ["Timisoara", "Темишвар", "TIMIȘOARA", "moldova noua"])
def test_a_name_of_one_place_only_is_answered_in_any_language_and_script(
    client: FlaskClient, typed: str
) -> None:
    assert 'id="place-answer"' in page(client, f"q={typed}&lang=en")


def test_places_of_one_name_are_offered_with_their_district(client: FlaskClient) -> None:
    said = text(page(client, "q=Slatina&lang=en"))
    assert "Which of these do you mean?" in said
    assert "Bor District, Serbia · nearest town: Bor" in said
    assert "Caraș-Severin County, Romania" in said


def test_an_unknown_place_is_said_to_be_unknown(client: FlaskClient) -> None:
    assert "No place of that name is known here." in text(page(client, "q=Qwertzuiop&lang=en"))


@pytest.mark.parametrize(
    "query",
    [
        "at=north",
        "at=99,99",
        "use=moon",
        "place=nowhere",
        "at=44.08,22.1&use=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "place=%00",
    ],
)
def test_a_broken_or_hostile_link_is_no_error_and_stays_text(
    client: FlaskClient, query: str
) -> None:
    html = page(client, query)
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_a_point_of_a_link_is_rounded_before_it_is_used(client: FlaskClient) -> None:
    html = page(client, "at=44.0812345,22.0987654")
    assert 'href="/place?at=44.081,22.099"' in html
    assert 'value="44.081,22.099"' in html


def test_a_posted_position_is_answered_and_kept_by_no_cache(client: FlaskClient) -> None:
    answer = client.post("/place", data={"at": "44.081,22.099"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "place-answer" in answer.get_data(as_text=True)


def results(client: FlaskClient, query: str = f"at={BOR}&lang=en", **form: object) -> str:
    html = page(client, query, at=BOR, result_medium="soil", **form)
    return text(
        "<body>" + html.split('id="place-result"', 1)[1].split('id="place-result-form"', 1)[0]
    )


def test_a_result_is_told_as_a_multiple_of_the_limit_by_both_laws(client: FlaskClient) -> None:
    said = results(
        client, f"at={MOLDOVA}&lang=en", metal=["Cu"], value=["150"], unit=["mg/kg"]
    )  # the form's own point wins
    assert "150\u202fmg/kg is 1.5 times the largest allowed content of 100\u202fmg/kg" in said
    assert "150\u202fmg/kg is 1.5 times the alert level of 100\u202fmg/kg (Order 756/1997)." in said


def test_the_picture_of_a_result_says_in_words_what_it_shows(client: FlaskClient) -> None:
    html = page(client, "lang=en", at=BOR, metal="Cu", value="150", unit="mg/kg")
    label = re.search(r'class="place-picture"[^>]*aria-label="([^"]+)"', html)
    assert label
    assert "your 150\u202fmg/kg" in label[1]
    assert "alert threshold: 100\u202fmg/kg" in label[1]
    assert "(not read)" in label[1]


def test_a_result_decides_the_advice(client: FlaskClient) -> None:
    said = text(page(client, "lang=en", at=BOR, metal="Cd", value="6", unit="mg/kg"))
    assert "do not eat anything grown in this soil" in said


def test_pasted_lines_are_read_as_people_write_them(client: FlaskClient) -> None:
    said = results(client, paste="Cu 150 mg/kg\nolovo: <5 mg/kg; Cd 1 ppm\nAs;12,5;mg/kg\npH 6.5")
    told = (
        "copper (Cu): 150",
        "lead (Pb): &lt;5",
        "cadmium (Cd): 1",
        "arsenic (As): 12.5",
        "pH: 6.5",
    )
    for part in told:
        assert part in said


@pytest.mark.parametrize(
    ("lang", "line", "fault"),
    [
        ("en", "Cu 150 mg/L", "the unit “mg/L” does not fit"),
        ("en", "Cu 150 furlongs", "the unit “furlongs” does not fit"),
        ("en", "Cu 150", "the unit “–” does not fit"),
        ("en", "Kryptonite 5 mg/kg", "“Kryptonite” is no metal that the atlas knows"),
        ("en", "Cu n.d. mg/kg", "Write the detection limit, such as &lt;0.5."),
        ("en", "Cu 1,500 mg/kg", "Write 1.5000 or 1500."),
        ("en", "Cu 1.500 mg/kg", "Write 1.5000 or 1500."),
        ("en", "Cu <12.345 mg/kg", "Write 12.3450 or 12345."),
        ("en", "hello world", "was not understood"),
        ("en", "Cu 1e5 %", "does not fit"),
        ("en", "Cu 150000 %", "is more than there can be"),
    ],
)
def test_what_cannot_be_judged_is_said_line_by_line(
    client: FlaskClient, lang: str, line: str, fault: str
) -> None:
    said = results(client, f"lang={lang}", paste=f"As 5 mg/kg\n{line}")
    assert fault in said
    assert "arsenic (As): 5" in said


def test_a_comma_is_decimal_where_people_write_it_so(client: FlaskClient) -> None:
    html = page(client, "lang=ro", at=BOR, paste="Cu 12,5 mg/kg\nPb 1.500 mg/kg")
    assert "12,5" in text(html)
    assert "place-faults" in html


@pytest.mark.parametrize("written", ["1,500", "1.500"])
@pytest.mark.parametrize("language", ["ro", "sr-Latn"])
def test_one_sign_before_three_digits_is_never_guessed(
    client: FlaskClient, language: str, written: str
) -> None:
    said = results(client, f"lang={language}", paste=f"As 5 mg/kg\nCu {written} mg/kg")
    assert "1,5000" in said
    assert "1500." in said
    assert "(Cu): " not in said


@pytest.mark.parametrize(
    ("written", "read"),
    [("0.125", "0.125"), ("1,500.5", "1\u202f500.5"), ("1.234.567", "1\u202f234\u202f567")],
)
def test_a_number_with_one_reading_is_read(client: FlaskClient, written: str, read: str) -> None:
    assert f"copper (Cu): {read}" in results(client, paste=f"Cu {written} µg/kg")


@pytest.mark.parametrize("written", ["1500", "12.3450"])
def test_what_the_form_shows_can_be_sent_again(client: FlaskClient, written: str) -> None:
    html = page(client, "lang=en", at=BOR, paste=f"Cu {written} mg/kg")
    shown = re.search(r'name="value"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="value"', html)
    assert shown
    again = shown[1] or shown[2]
    assert again == written
    assert "place-faults" not in page(
        client, "lang=en", at=BOR, metal="Cu", value=again, unit="mg/kg"
    )


SHEET = "sample;medium;analyte;value;unit\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("A1;soil;Cu;5000;µg/kg\nA2;soil;Cu;300;mg/kg\n", ["copper (Cu): 300"]),
        ("A1;soil;Pb;<500;mg/kg\nA2;soil;Pb;400;mg/kg\n", ["lead (Pb): 400"]),
        (
            "A1;soil;As;60;mg/kg\nA2;drinking water;As;90;µg/L\n",
            ["arsenic (As), soil: 60", "arsenic (As), drinking water: 90"],
        ),
    ],
)
def test_the_highest_of_a_sheet_is_the_highest_amount_of_each_medium(
    client: FlaskClient, rows: str, told: list[str]
) -> None:
    said = results(client, sheet=(io.BytesIO((SHEET + rows).encode()), "lab.csv"))
    for part in told:
        assert part in said
    assert "(Cu): 5" not in said


def test_two_values_of_one_metal_are_named_and_the_higher_is_judged(client: FlaskClient) -> None:
    sheet = (io.BytesIO(b"sample;Cu [mg/kg]\nA1;900\n"), "lab.csv")
    said = results(client, paste="Cu 10 mg/kg", sheet=sheet)
    assert "For Cu several values were given (10\u202fmg/kg, 900\u202fmg/kg)" in said
    assert "900\u202fmg/kg is judged." in said
    assert "copper (Cu): 900" in said


def test_a_metal_given_twice_with_the_same_amount_is_no_clash(client: FlaskClient) -> None:
    html = page(client, "lang=en", at=BOR, paste="Cu 10 mg/kg\nCu 10000 µg/kg")
    assert "several values were given" not in html


def test_a_laboratorys_sheet_is_read_in_memory(client: FlaskClient) -> None:
    sheet = io.BytesIO(b"sample;Cu [mg/kg];Pb [mg/kg]\nA1;150,5;<5\nA2;80;12\n")
    said = results(client, sheet=(sheet, "lab.csv"))
    assert "copper (Cu): 150.5" in said
    assert "lead (Pb): 12" in said
    assert "The sheet holds several samples" in said


def test_a_sheet_that_is_none_is_refused_in_words(client: FlaskClient) -> None:
    said = results(client, sheet=(io.BytesIO(b"\x00\x01\x02"), "lab.xlsx"))
    assert "The sheet was not understood." in said


def test_a_large_body_is_refused(client: FlaskClient) -> None:
    answer = client.post("/place", data={"paste": "x" * 1_100_000})
    assert answer.status_code == 413


def own_section(html: str) -> str:
    return html.split('id="place-result"', 1)[1].split('id="place-result-form"', 1)[0]


def test_results_without_a_place_stand_under_both_laws_and_neither_is_the_answer(
    client: FlaskClient,
) -> None:
    html = page(client, "lang=en", metal="As", value="30", unit="mg/kg")
    said = text(html)
    assert "30\u202fmg/kg is 1.2 times the action level of 25\u202fmg/kg (Order 756/1997)." in said
    assert "it is not known whose law applies" in said
    own = own_section(html)
    assert "badge-large" not in own
    assert "<dt>Romania</dt>" in own
    assert "<dt>Serbia</dt>" in own
    assert "applies here" not in text("<body>" + own)


def test_a_place_named_with_the_results_decides_whose_law_applies(client: FlaskClient) -> None:
    html = page(client, "lang=en", metal="As", value="30", unit="mg/kg", q="Majdanpek")
    assert "Serbian law applies here." in text(html)
    assert "arsenic (As): 30" in text(html)
    unsure = page(client, "lang=en", metal="As", value="30", unit="mg/kg", q="Slatina")
    assert "Which of these do you mean?" in unsure
    assert "it is not known whose law applies" in unsure
    assert re.search(r'name="q"[^>]*value="Slatina"|value="Slatina"[^>]*name="q"', unsure)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", f"at={BOR}", f"at={MOLDOVA}&use=well", f"at={VIENNA}"])
def test_the_page_speaks_the_readers_language(
    client: FlaskClient, language: str, query: str
) -> None:
    html = page(client, f"{query}&lang={language}")
    assert f'<html lang="{language}">' in html
    english = ("Is my", "What you can do", "Whom to ask", "all is well")
    if language != "en":
        assert not [one for one in english if one in text(html)]


def test_the_map_page_leads_to_what_it_means_here(client: FlaskClient) -> None:
    html = client.get("/?site=RS-BOR-12PT").get_data(as_text=True)
    assert 'href="/place?at=44.080,22.100"' in html


def test_the_page_is_in_the_navigation(client: FlaskClient) -> None:
    assert re.search(r'<nav[^>]*>.*href="/place"', client.get("/").get_data(as_text=True))


def test_no_link_of_the_page_is_more_precise_than_the_answer(client: FlaskClient) -> None:
    html = page(client, "at=44.0813724,22.0996137&lang=en")
    assert not re.search(r'href="[^"]*44\.0813724', html)
    assert "at=44.081,22.100&amp;lang=ro" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_written_as_the_language_writes_them(client: FlaskClient, language: str) -> None:
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", text(page(client, f"at={BOR}&lang={language}")))
