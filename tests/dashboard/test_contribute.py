"""A file at the page's door: the same answers as on the command line, nothing kept."""

import io
import json
from pathlib import Path

import pytest

from dashboard.i18n import LANGUAGES
from layers.intake import Words, read_intake
from layers.intake.guard import WEB
from layers.intake.usual import usual_values
from layers.store import open_store
from tests.dashboard.sending import FAULTY, GOOD, own_of, send
from tests.own_data import unpacked
from tests.words_of_pages import english_in, words_of


def test_a_good_file_is_judged_under_both_laws_and_comes_back_packed(client):
    answer = send(client, GOOD, query="?lang=en")
    assert answer.status_code == 200
    own = own_of(answer)
    columns = own["columns"]
    assert (own["file"], own["rows"]) == ("lab.csv", 4)
    assert columns["analyte"] == ["Cu", "Cu", "Pb", "Pb"]
    assert columns["value"] == [150.5, 20, 12, 5]
    assert columns["censoring"] == ["", "", "", "<"]
    assert columns["name"] == ["A", "B", "A", "B"]
    assert len(set(columns["point"])) == 2
    assert "above the alert threshold" in answer.get_json()["html"]
    assert columns["lat"][:2] == [44.08, 44.09]


@pytest.mark.parametrize("text", [GOOD, FAULTY], ids=["good", "faulty"])
def test_both_doors_give_the_same_answer(client, text):
    store = open_store(Path(__file__).parents[2] / "data")
    intake = read_intake(
        text.encode(), "lab.csv", Words.load(), limits=WEB, usual=usual_values(store.values())
    )
    answer = send(client, text).get_json()
    own = unpacked(answer["own"])["columns"]
    assert answer["values"] == len(intake.sound)
    assert answer["rejected"] == intake.rejected
    assert own["value"] == pytest.approx(list(intake.sound["value"]), rel=1e-6)
    told = {(kind["code"], kind["count"]) for kind in answer["problems"]}
    codes = {fault.code for fault in intake.faults.kept}
    assert told == {(code, intake.faults.count_of(code)) for code in codes}


def test_every_problem_says_row_column_what_was_found_and_what_to_do(client):
    html = send(client, FAULTY, query="?lang=en").get_json()["html"]
    for part in ("row 3 and column medium", "mud", "Write year, month and day", "No unit", "yards"):
        assert part in html
    assert "and {" not in html


def test_the_stages_come_as_they_begin(client):
    answer = client.post(
        "/intake", data={"file": [(io.BytesIO(GOOD.encode()), "a.csv")]},
        content_type="multipart/form-data", headers={"Accept": "application/x-ndjson"},
    )  # fmt: skip
    lines = [json.loads(line) for line in answer.text.splitlines() if line]
    stages = [line["stage"] for line in lines if "stage" in line]
    assert stages == ["reading", "recognising", "checking", "judging"]
    assert lines[-1]["own"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_its_answer_stand_in_every_language_without_script(client, language):
    page = client.get(f"/contribute?lang={language}")
    answer = client.post(
        f"/contribute?lang={language}", data={"file": [(io.BytesIO(GOOD.encode()), "a.csv")]},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert page.status_code == answer.status_code == 200
    assert "a.csv" in answer.text
    assert f'lang="{language}"' in answer.text


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_english_stands_on_the_page(client, language):
    html = client.get(f"/contribute?lang={language}").text
    assert english_in(words_of(html, language), language) == []


@pytest.mark.parametrize("path", ["/intake", "/contribute"])
def test_a_file_that_is_too_large_is_refused_with_its_limit(client, path):
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head + b"a;b\n" * 2_600_000 + b"\r\n--x--\r\n"
    answer = client.post(
        path, input_stream=io.BytesIO(body), content_type="multipart/form-data; boundary=x",
        content_length=len(body),
    )  # fmt: skip
    assert answer.status_code == 413
    assert "10 MB" in answer.text


def test_the_marked_copy_and_the_sound_rows_can_be_taken_along(client):
    from openpyxl import load_workbook

    marked = send(client, FAULTY, wanted="marked")
    sheet = load_workbook(io.BytesIO(marked.data))["Problems"]
    codes = {row[3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert "medium" in codes
    assert "lab.marked.xlsx" in marked.headers["Content-Disposition"]
    sound = send(client, FAULTY, wanted="sound")
    own = own_of(send(client, FAULTY))
    read = read_intake(sound.data, "sound.csv", Words.load())
    assert sorted(read.sound["value"]) == sorted(own["columns"]["value"])
    assert not read.faults.errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_comes_in_the_language_of_the_page(client, language):
    book = client.get(f"/template.xlsx?lang={language}")
    table = client.get(f"/template.csv?lang={language}")
    assert book.data.startswith(b"PK")
    heading = {"en": "Latitude", "ro": "Latitudine", "sr-Latn": "Geografska širina",
               "sr-Cyrl": "Географска ширина"}[language]  # fmt: skip
    assert heading in table.data.decode("utf-8-sig")
    assert client.get("/template.exe").status_code == 404


def test_a_request_without_a_file_is_told_so(client):
    assert client.post("/intake", data={}).status_code == 400
    page = client.post("/contribute?lang=en", data={}, content_type="multipart/form-data")
    assert page.status_code == 400
    assert "Choose a file first." in page.text


MANY_FAULTS = (
    "Laborator X;;;;;;;;;\n"
    "cod;latitudine;longitudine;mediu;data;adâncime;Cu [mg/kg];Pb (coți);As [mg/kg];culoare\n"
    "A;44,08;22,1;sol;31.05.2024;0-20;150,5;12;n.d.;r\n"
    "B;22,11;44,09;noroi;2024-05-30;20-0;20;13;tr.;r\n"
    "C;44,1;22,1;sol;2024-13-40;x;20;13;4;r\n"
    "D;44,1;22,2;sol;2023;;1e9;13;abc;r\n"
    "E;0;0;sol;2023;;0;13;<0;r\n"
    "F;48,2;2,1;sol;2123;;5-9;13;1,234,5;r\n"
    "A;44,08;22,1;sol;31.05.2024;0-20;150,5;12;n.d.;r\n"
    "=1+1;44,08;;sol;31.05.2024;0-20;50,5;12;1;r\n"
)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_problems_are_told_in_the_language_of_the_page(client, language):
    answer = send(client, MANY_FAULTS, query=f"?lang={language}").get_json()
    assert len(answer["problems"]) > 12
    assert english_in(words_of(answer["html"], language), language) == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_refusal_is_told_in_the_language_of_the_page(client, language):
    broken = (b"", b"%PDF-1.7", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    for data in (*broken, b"a;b\n1;2\n", b"cod;Cu [mg/kg]\n1;2\n"):
        answer = send(client, data, query=f"?lang={language}").get_json()
        assert answer["refused"]
        assert not answer["own"]
        assert english_in(words_of(answer["html"], language), language) == []


def test_what_a_file_says_stays_text(client):
    attack = "<img src=x onerror=window.pwned=1>"
    text = GOOD.replace("A;", f'"{attack}";').replace("date", attack)
    answer = send(client, text, name=f"{attack}.csv")
    assert attack not in answer.get_json()["html"]
    marked = send(client, text, name='a"\r\nX: 1.csv', wanted="marked")
    assert "X" not in marked.headers
    assert marked.status_code == 200


def test_nothing_of_a_file_is_logged_or_written(client, caplog, tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level("DEBUG")
    send(client, GOOD, name="secret-name.csv")
    send(client, FAULTY, name="secret-name.csv", wanted="marked")
    assert list(tmp_path.iterdir()) == []
    assert not [line for line in caplog.messages if "secret" in line or "44,0" in line]


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_marked_copy_is_in_the_language_of_the_page(client, language):
    from openpyxl import load_workbook

    answer = send(client, MANY_FAULTS, wanted="marked", query=f"?lang={language}")
    book = load_workbook(io.BytesIO(answer.data))
    table, faults = book.worksheets
    texts = [str(cell) for row in faults.iter_rows(values_only=True) for cell in row if cell]
    assert english_in([book.sheetnames[0], book.sheetnames[1], *texts], language) == []
    marked = [cell for row in table.iter_rows(min_row=2) for cell in row if cell.fill.patternType]
    assert len(marked) > 5
    assert not [cell for row in table.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_hundred_thousand_values_are_read_in_the_memory_that_a_file_may_take(client):
    from tests.bench.bench_intake import VALUES, file_of, form_of

    body = form_of("long.csv", file_of("long.csv"))
    answer = client.post("/intake", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.get_json()["values"] == VALUES
