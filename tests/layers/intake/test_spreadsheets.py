"""What a spreadsheet says of its cells beside their values."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from layers.assess import judge, load_limits
from layers.intake.guard import WEB
from layers.intake.lab import lab_table
from tests.layers.intake.tables import book, read, refusal, said, values


def percents(*rows: list[object], formats: dict[str, str]) -> bytes:
    """Return an XLSX with number formats, behind a sheet that is written later."""
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for place, form in formats.items():
        sheet[place].number_format = form
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["0%", "0.00%", "0.0%;[Red]-0.0%", "#,##0.0 %"])
def test_a_cell_is_read_as_the_percent_that_it_shows(form):
    data = percents(["id", "Cu [%]"], ["A", 0.07], ["B", 0.07], ["C", 7], formats={"B2": form})
    intake = read(data, "lab.xlsx")
    assert values(intake) == [7, 0.07, 7]
    assert values(intake, "printed") == ["7", "0.07", "7"]
    message = said(intake, "shown_as_percent")
    assert "column Cu [%]: found 1 cells shown as percent" in message
    assert "a cell that shows 25% as 25 %, though it holds 0.25" in message


def test_a_percent_sign_that_only_stands_there_changes_nothing():
    data = percents(["id", "Cu [%]"], ["A", 2], formats={"B2": '0" %"'})
    assert values(read(data, "lab.xlsx")) == [2]


def test_clay_is_the_percent_that_it_shows():
    rows = [["id", "Clay [%]", "Cu [mg/kg]"], ["A", 0.25, 5], ["B", 25, 5]]
    intake = read(percents(*rows, formats={"B2": "0%"}), "lab.xlsx")
    assert intake.rows["clay_pct"].tolist() == [25, 25]


def test_a_detection_limit_is_the_percent_that_it_shows():
    rows = [["id", "Cu [mg/kg]", "Cu LOD [mg/kg]"], ["A", "n.d.", 0.0001]]
    intake = read(percents(*rows, formats={"C2": "0.00%"}), "lab.xlsx")
    assert (values(intake), values(intake, "censoring")) == ([100], ["<"])


def test_a_percent_without_another_unit_is_one():
    rows = [["id", "analyte", "value", "unit"], ["A", "Cu", 0.02, None], ["B", "Cu", 3, "mg/kg"]]
    intake = read(percents(*rows, formats={"C2": "0%"}), "lab.xlsx")
    assert list(zip(values(intake), values(intake, "unit"), strict=True)) == [
        (2, "%"),
        (3, "mg/kg"),
    ]


def test_a_percent_under_another_unit_is_an_error():
    rows = [["id", "Cu [mg/kg]"], ["A", 0.25], ["B", 5]]
    intake = read(percents(*rows, formats={"B2": "0%"}), "lab.xlsx")
    assert values(intake) == [5]
    message = said(intake, "percent_against_unit")
    assert 'line 2, column Cu [mg/kg]: found "25 %", expected a number in mg/kg' in message


def test_a_stray_cell_at_the_end_of_a_sheet_is_told_before_anything_is_unpacked():
    made = Workbook()
    made.active.append(["id", "Cu [mg/kg]"])
    made.active.append(["A", 5])
    made.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    made.save(stream)
    message = refusal(stream.getvalue(), "lab.xlsx")
    assert "found a table of 1,048,576 rows and 16,384 columns" in message
    assert "press Ctrl+End, delete its row and its column" in message


def test_the_reach_of_a_sheet_is_that_of_its_cells_whatever_its_rows_say():
    data = book([["id", "Cu [mg/kg]"], ["A", 5]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry).replace(b'r="B2"', b'r="SF1048576"'))
    assert "far_cell" in str(_codes(stream.getvalue()))


def _codes(data: bytes) -> list[str]:
    from layers.intake import IntakeError

    try:
        read(data, "lab.xlsx", limits=WEB)
    except IntakeError as error:
        return [fault.code for fault in error.faults.kept]
    return []


def test_sheets_are_known_by_their_names_in_whatever_order_they_are_stored():
    made = Workbook()
    first = made.active
    first.title = "data"
    first.append(["id", "Cu [%]"])
    first.append(["A", 0.07])
    first["B2"].number_format = "0%"
    made.create_sheet("notes", 0).append(["nothing", 0.5])
    stream = io.BytesIO()
    made.save(stream)
    assert values(read(stream.getvalue(), "lab.xlsx")) == [7]


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def open_document(*rows: str) -> bytes:
    """Return an ODS with one sheet of these rows."""
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="a">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


def word(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def number(value: float, kind: str = "float", times: int = 1) -> str:
    return (
        f'<table:table-cell table:number-columns-repeated="{times}" office:value-type="{kind}" '
        f'office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    )


def test_percents_of_an_open_document_are_read_as_they_are_shown():
    rows = [word("id") + word("Cu [%]") + word("Pb [%]"), word("A") + number(0.07, "percentage", 2),
            word("B") + number(0.07, "percentage") + number(0.08)]  # fmt: skip
    intake = read(open_document(*rows), "lab.ods")
    assert values(intake) == [7, 7, 7, 0.08]


def test_a_stray_cell_of_an_open_document_is_told_before_anything_is_unpacked():
    far = '<table:table-cell table:number-columns-repeated="16383"/>' + word("x")
    empty = '</table:table-row><table:table-row table:number-rows-repeated="1048574">'
    rows = [word("id") + word("Cu [mg/kg]"), word("A") + number(5) + empty, far]
    assert "press Ctrl+End" in refusal(open_document(*rows), "lab.ods")


def test_a_percent_under_another_unit_is_not_judged():
    rows = [["id", "Cu [mg/kg]"], ["A", 0.25], ["B", 5]]
    intake = read(percents(*rows, formats={"B2": "0%"}), "lab.xlsx")
    judged = judge(lab_table(intake).values, load_limits(), law="RO")
    assert judged["step"].tolist() == [-1, 0]


def test_a_row_of_limits_is_the_percent_that_it_shows():
    rows = [["id", "Cu [mg/kg]"], ["LOD", 0.0001], ["A", "n.d."]]
    intake = read(percents(*rows, formats={"B2": "0.00%"}), "lab.xlsx")
    assert (values(intake), values(intake, "censoring")) == ([100], ["<"])


@pytest.mark.parametrize(("cell", "flagged"), [(0.25, 1), (25, 0)])
def test_a_form_that_hides_percents_is_flagged_where_it_matters(cell, flagged, monkeypatch):
    monkeypatch.setattr("layers.intake.sheets.Workbook.xml", lambda _book, _sheet: b"")
    intake = read(book([["id", "Clay [%]", "Cu [mg/kg]"], ["A", cell, 0.5]]), "lab.xls")
    assert intake.faults.count_of("percents_hidden") == flagged
    if flagged:
        message = said(intake, "percents_hidden")
        assert "column Clay [%]: found only numbers up to 1, expected percents" in message
        assert "Save the file as XLSX to be sure" in message
