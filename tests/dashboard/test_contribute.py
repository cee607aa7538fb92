"""A file at the page's door: the same answers as on the command line, nothing kept."""

import io
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.i18n import LANGUAGES
from dashboard.server import create_app
from layers.intake import Words, read_intake
from layers.intake.guard import WEB
from layers.intake.usual import usual_values
from layers.store import open_store
from tests.own_data import unpacked
from tests.words_of_pages import english_in, words_of

GOOD = (
    "id;lat;lon;medium;date;Cu [mg/kg];Pb [mg/kg]\n"
    "A;44,08;22,1;soil;2024-05-31;150,5;12\n"
    "B;44,09;22,11;soil;2024-05-30;20;<5\n"
)
FAULTY = (
    "id;lat;lon;medium;date;Cu [mg/kg];Pb (yards);As [mg/kg];Colour\n"
    "A;44,08;22,1;soil;2024-05-31;150,5;12;n.d.;red\n"
    "B;22,11;44,09;mud;2024-05-30;20;13;4;red\n"
    "C;44,1;22,1;soil;2024-13-40;20;13;4;red\n"
    "D;44,1;22,2;soil;2023;1e9;13;abc;red\n"
)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def send(client: FlaskClient, text: str | bytes, name: str = "lab.csv", query: str = "", **form):
    data = text.encode() if isinstance(text, str) else text
    files = form.pop("file", [(io.BytesIO(data), name)])
    return client.post(
        f"/intake{query}", data={**form, "file": files}, content_type="multipart/form-data"
    )


def own_of(answer) -> dict:
    return unpacked(answer.get_json()["own"])


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


def test_a_mapping_saved_from_the_page_reads_the_next_file_without_a_click(client):
    table = "lab;where;N;E;bakar\n7;Bor;44,08;22,1;150\n"
    first = send(client, table, medium="soil")
    assert "mapping" in first.get_json()
    said = {
        "h0": "lab", "w0": "||", "r0": "sample_id",
        "h1": "where", "w1": "||", "r1": "name",
        "h2": "N", "w2": "||", "r2": "lat",
        "h3": "E", "w3": "||", "r3": "lon",
        "h4": "bakar", "w4": "measured|Cu|", "r4": "measured", "a4": "Cu", "u4": "mg/kg",
        "medium": "soil", "title": "Laboratory of Bor",
    }  # fmt: skip
    second = send(client, table, **said).get_json()
    assert second["values"] == 1
    again = [
        (io.BytesIO(second["mapping"].encode()), "bor.yaml"),
        (io.BytesIO(table.replace("150", "20").encode()), "next.csv"),
    ]
    third = send(client, "", file=again).get_json()
    assert third["values"] == 1
    assert unpacked(third["own"])["columns"]["value"] == [20]
    assert "Laboratory of Bor" in third["mapping"]


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


@pytest.mark.parametrize(
    "mapping",
    ["{", "mapping: 1\ntitle: a\nx: 1", "&a [*a]", "a: &x b\nc: *x", "mapping: 1\n" * 9000],
)
def test_a_mapping_that_cannot_be_understood_is_told(client, mapping):
    file = [(io.BytesIO(GOOD.encode()), "a.csv"), (io.BytesIO(mapping.encode()), "m.yaml")]
    answer = send(client, "", query="?lang=en", file=file).get_json()
    assert "The mapping was not understood" in answer["html"]
    assert not answer["own"]


def test_a_column_can_be_left_out_and_its_unit_changed(client):
    said = {
        "h0": "id", "w0": "sample_id||", "r0": "sample_id",
        "h5": "Cu [mg/kg]", "w5": "measured|Cu|mg/kg", "r5": "measured", "a5": "Cu", "u5": "µg/kg",
        "h6": "Pb [mg/kg]", "w6": "measured|Pb|mg/kg", "r6": "",
        **{f"h{at}": name for at, name in enumerate(("lat", "lon", "medium", "date"), 1)},
        **{f"w{at}": f"{role}||" for at, role in
           enumerate(("lat", "lon", "medium", "date_start"), 1)},
    }  # fmt: skip
    own = own_of(send(client, GOOD, **said))["columns"]
    assert set(own["analyte"]) == {"Cu"}
    assert set(own["unit"]) == {"µg/kg"}


def test_more_files_than_can_be_read_at_once_are_asked_to_come_again(client, monkeypatch):
    from dashboard.own import apart

    monkeypatch.setattr(apart, "PATIENCE_S", 0.05)
    turns = [apart._turns.acquire(timeout=5) for _ in range(apart.AT_ONCE)]
    try:
        assert all(turns)
        answer = send(client, GOOD, query="?lang=en")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Try again in a minute" in answer.get_json()["html"]
    finally:
        for _turn in turns:
            apart._turns.release()


def test_a_reader_who_leaves_ends_the_work(client):
    from dashboard.own import apart
    from dashboard.own.upload import Upload
    from layers.registry import DEFAULT_FOLDER

    messages = apart.read_apart(Upload("a.csv", GOOD.encode()), DEFAULT_FOLDER, {})
    next(messages)
    messages.close()
    assert apart._turns.acquire(timeout=1)
    apart._turns.release()


def test_a_reader_who_takes_the_answer_slowly_keeps_nobody_waiting():
    from dashboard.own import apart
    from dashboard.own.upload import Upload
    from layers.registry import DEFAULT_FOLDER

    slow = [
        apart.read_apart(Upload("a.csv", GOOD.encode()), DEFAULT_FOLDER, {})
        for _turn in range(apart.AT_ONCE)
    ]
    answers = [next(message for message in messages if "seen" in message) for messages in slow]
    turns = [apart._turns.acquire(timeout=1) for _turn in slow]
    for taken in turns:
        if taken:
            apart._turns.release()
    assert all(answers)
    assert all(turns)


def test_a_reader_who_takes_not_even_the_stages_keeps_nobody_waiting():
    from dashboard.own import apart
    from dashboard.own.upload import Upload
    from layers.registry import DEFAULT_FOLDER

    messages = apart.read_apart(Upload("a.csv", GOOD.encode()), DEFAULT_FOLDER, {})
    next(messages)
    turns = [apart._turns.acquire(timeout=30) for _turn in range(apart.AT_ONCE)]
    for taken in turns:
        if taken:
            apart._turns.release()
    assert all(turns)
    assert "seen" in list(messages)[-1]


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


WITH_MORE_IN_HEADINGS = (
    "sample,medium,Cu mg/kg ww,Pb mean [mg/kg],X1,Fe2O3 [%],Zn [mg/kg dw]\nA,soil,5,6,7,8,9\n"
)


def confirmed(answer: dict, **changed: str) -> dict[str, str]:
    """Return the form of the columns as a browser sends it back, with what a person changed."""
    form = {"mapping": answer["mapping"]}
    for at, column in enumerate(answer["columns"]):
        was = [column["role"], column["analyte"], column["unit"]]
        form |= {f"h{at}": column["heading"], f"w{at}": "|".join(was), f"r{at}": was[0]}
        if was[0] == "measured":
            form |= {f"a{at}": was[1], f"u{at}": was[2]}
    return form | changed


def judged_rows(answer) -> list[tuple]:
    own = own_of(answer)
    names = ("analyte", "value", "unit", "fraction", "statistic")
    columns = own["columns"]
    return list(zip(*(columns.get(name, [""] * own["rows"]) for name in names), strict=True))


def test_confirming_one_column_leaves_what_the_other_headings_say(client):
    first = send(client, WITH_MORE_IN_HEADINGS)
    seen = first.get_json()
    role = confirmed(seen, r4="measured")
    second = send(client, WITH_MORE_IN_HEADINGS, **role).get_json()
    named = confirmed(second, r4="measured", a4="As", u4="mg/kg")
    third = send(client, WITH_MORE_IN_HEADINGS, **named)
    before, after = judged_rows(first), judged_rows(third)
    assert [row for row in after if row[0] != "As"] == before
    assert [row[3] for row in before] == ["fresh_mass", "", "", "dry_mass"]
    assert [row[4] for row in before] == ["single", "mean", "single", "single"]
    assert [row[1] for row in after if row[0] == "As"] == [7]
    mapping = [
        (io.BytesIO(WITH_MORE_IN_HEADINGS.encode()), "next.csv"),
        (io.BytesIO(third.get_json()["mapping"].encode()), "lab.yaml"),
    ]
    assert judged_rows(send(client, "", file=mapping)) == after


def test_another_analyte_keeps_the_unit_and_the_base_of_its_heading(client):
    seen = send(client, WITH_MORE_IN_HEADINGS).get_json()
    rows = judged_rows(send(client, WITH_MORE_IN_HEADINGS, **confirmed(seen, a2="Cd", a5="Mn")))
    assert rows[0] == ("Cd", 5, "mg/kg", "fresh_mass", "single")
    assert rows[2] == ("Mn", 8, "%", "", "single")


def test_a_column_confirmed_as_it_was_changes_nothing(client):
    seen = send(client, WITH_MORE_IN_HEADINGS).get_json()
    again = send(client, WITH_MORE_IN_HEADINGS, **confirmed(seen)).get_json()
    assert again["mapping"] == seen["mapping"]
    assert again["columns"] == seen["columns"]


def test_sheets_with_the_same_headings_are_read_once_each_after_a_change(client):
    from tests.layers.intake.tables import book

    rows = [["sample", "medium", "Cu [mg/kg ww]", "X1"], ["A", "soil", 5, 7]]
    data = book(rows, [rows[0], ["B", "soil", 6, 8]])
    seen = send(client, data, "lab.xlsx").get_json()
    said = confirmed(seen, r3="measured", a3="As", u3="mg/kg", r7="measured", a7="As", u7="mg/kg")
    rows = judged_rows(send(client, data, "lab.xlsx", **said))
    assert sorted(row[:4] for row in rows) == [
        ("As", 7, "mg/kg", ""), ("As", 8, "mg/kg", ""),
        ("Cu", 5, "mg/kg", "fresh_mass"), ("Cu", 6, "mg/kg", "fresh_mass"),
    ]  # fmt: skip


def test_a_hundred_thousand_values_are_read_in_the_memory_that_a_file_may_take(client):
    from tests.bench.bench_intake import VALUES, file_of, form_of

    body = form_of("long.csv", file_of("long.csv"))
    answer = client.post("/intake", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.get_json()["values"] == VALUES


def test_a_column_of_detection_limits_that_is_told_leaves_the_others(client):
    table = (
        "sample,medium,Cu mg/kg,Cu LOD [mg/kg],Pb [mg/kg],Pb LOD [mg/kg],As [mg/kg]\n"
        "A,soil,n.d.,1,<LOD,3,7\n"
    )
    first = send(client, table)
    said = confirmed(first.get_json(), r3="", r6="limit")
    again = send(client, table, **said).get_json()
    back = send(client, table, **confirmed(again, r3="limit", r6="measured", a6="As", u6="mg/kg"))
    assert judged_rows(back) == judged_rows(first)
    values = {row[0]: row[1] for row in judged_rows(send(client, table, **said))}
    assert values == {"Pb": 3}
