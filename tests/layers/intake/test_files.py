"""What comes as a file: encodings, dividers, spreadsheets, and what must not be opened."""

import io
import json
import struct
import tracemalloc
import zipfile

import fastparquet
import geopandas as gpd
import pandas as pd
import pytest
from openpyxl import load_workbook
from shapely import Point

from layers.intake.guard import WEB, Limits
from layers.intake.marked import marked_copy
from tests.layers.intake.tables import book, codes, read, refusal, said, values

TABLE = "id;Cu [mg/kg]\nŽagubica;1,5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1250"])
def test_a_table_is_the_same_in_every_encoding_of_the_region(encoding):
    intake = read(TABLE.encode(encoding))
    assert values(intake) == [1.5]
    assert values(intake, "sample_id") == ["Žagubica"]


def test_windows_cyrillic_is_recognised_and_said():
    text = "Узорак;Географска ширина;Географска дужина;Бакар [mg/kg]\nЖагубица;44,2;21,79;12\n"
    intake = read(text.encode("cp1251"))
    assert values(intake, "sample_id") == ["Жагубица"]
    assert "read as cp1251; if letters look wrong, save the file as UTF-8" in said(
        intake, "encoding_guessed"
    )


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
def test_every_divider_is_seen(divider):
    text = "id;date;Cu [mg/kg]\nA;2024;2\nB;2023;3\n".replace(";", divider)
    assert values(read(text)) == [2, 3]


def test_excels_line_about_the_divider_is_obeyed():
    assert values(read("sep=;\nid;Cu [mg/kg]\nA;2\n")) == [2]


def test_notes_above_and_below_the_table_are_told_and_not_read():
    intake = read("Report 12 of 2024;;\n;;\nid;place;Cu [mg/kg]\nA;Bor;2\nB;Bor;3\nn.d.: none;;\n")
    assert values(intake) == [2, 3]
    assert "line 1: found 1 rows above the headings" in said(intake, "notes_above")
    assert "line 6: found 1 rows without values" in said(intake, "notes_below")


def test_a_total_below_the_table_is_no_sample():
    intake = read("id;Cu [mg/kg]\nA;2\nB;4\nSrednja vrednost;3\nMax;4\n")
    assert values(intake) == [2, 4]
    assert "A mean or total of the rows above is no sample" in said(intake, "summary_row")


def test_units_in_their_own_row():
    intake = read("id;Cu;Pb\n;mg/kg;%\nA;2;0,1\n")
    assert values(intake, "unit") == ["mg/kg", "%"]


def test_two_heading_rows_and_the_unit_in_the_upper_one():
    rows = [["Sample", "Position", None, "Metals [mg/kg]", None],
            [None, "Lat", "Lon", "Cu", "Pb"], ["A", 44.08, 22.1, 2, 3]]  # fmt: skip
    intake = read(book(rows, merged="D1:E1"), "lab.xlsx")
    assert values(intake) == [2, 3]
    assert values(intake, "lat") == [44.08, 44.08]
    assert values(intake, "sample_id") == ["A", "A"]


def test_a_merged_cell_counts_for_all_its_rows():
    rows = [["id", "depth", "Cu [mg/kg]"], ["A", "0-10", 2], [None, "10-20", 3]]
    intake = read(book(rows, merged="A2:A3"), "lab.xlsx")
    assert values(intake, "sample_id") == ["A", "A"]
    assert "The value of a merged cell was taken for all the cells" in said(intake, "merged")


def test_hidden_sheets_are_told_and_not_read():
    one, two = [["id", "Cu [mg/kg]"], ["A", 2]], [["id", "Cu [mg/kg]"], ["B", 9]]
    intake = read(book(one, two, hidden=[1]), "lab.xlsx")
    assert values(intake) == [2]
    assert "found a hidden sheet 'Sheet 2'" in said(intake, "hidden_sheet")


def test_all_sheets_with_values_are_read_and_the_others_told():
    one, two = [["id", "Cu [mg/kg]"], ["A", 2]], [["id", "Pb [mg/kg]"], ["B", 9]]
    intake = read(book(one, two, [["id", "remark"], ["C", "no values"]]), "lab.xlsx")
    assert values(intake) == [2, 9]
    assert "found no measured column in 'Sheet 3'" in said(intake, "sheet_without_values")


def test_a_formula_counts_by_its_stored_value_and_one_without_is_told():
    rows = [["id", "Cu [mg/kg]"], ["A", 2], ["B", "=B2*2"]]
    intake = read(book(rows), "lab.xlsx")
    assert values(intake) == [2]
    message = said(intake, "formula_uncounted")
    assert "line 3, column Cu [mg/kg]: found a formula" in message
    assert "Open the file in a spreadsheet program and save it" in message


def test_numbers_that_excel_made_dates_are_errors():
    rows = [["id", "Cu [mg/kg]"], ["A", pd.Timestamp(2024, 5, 1).to_pydatetime()]]
    message = said(read(book(rows), "lab.xlsx"), "date_for_number")
    assert "The spreadsheet has made a date of a number" in message


def test_geojson_gives_its_points():
    feature = {"type": "Feature", "properties": {"id": "A", "Cu [mg/kg]": 5},
               "geometry": {"type": "Point", "coordinates": [22.1, 44.08]}}  # fmt: skip
    nowhere = {"type": "Feature", "properties": {"id": "B", "Cu [mg/kg]": 6}, "geometry": None}
    text = json.dumps({"type": "FeatureCollection", "features": [feature, nowhere]})
    intake = read(text, "lab.geojson")
    assert values(intake, "lat")[0] == 44.08
    assert values(intake) == [5, 6]
    assert "it is listed, never drawn on the map" in said(intake, "not_a_point")


def test_a_geopackage_in_metres_becomes_degrees(tmp_path):
    frame = gpd.GeoDataFrame(
        {"id": ["A"], "Cu [mg/kg]": [5.0]}, geometry=[Point(22.1, 44.08)], crs=4326
    )
    frame.to_crs(32634).to_file(tmp_path / "lab.gpkg", layer="soil")
    intake = read((tmp_path / "lab.gpkg").read_bytes(), "lab.gpkg")
    assert values(intake, "lon") == [pytest.approx(22.1)]
    assert values(intake) == [5]


def test_parquet_is_read_by_its_columns(tmp_path):
    frame = pd.DataFrame({"id": ["A"], "Cu [mg/kg]": [5.0]})
    fastparquet.write(str(tmp_path / "lab.parquet"), frame, write_index=False)
    assert values(read((tmp_path / "lab.parquet").read_bytes(), "lab.parquet")) == [5]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0"])
def test_an_empty_file_is_refused(data):
    assert "found an empty file, expected a table with a row of headings" in refusal(data)


def test_an_empty_spreadsheet_is_refused():
    assert "found no cell with anything in it" in refusal(book([]), "lab.xlsx")


@pytest.mark.parametrize(
    ("start", "what"),
    [(b"%PDF-1.7\n", "a PDF document"), (b"\x89PNG\r\n", "a picture"), (b"<html>", "a web page")],
)
def test_another_kind_of_file_under_a_tables_name_is_refused(start, what):
    message = refusal(start + b"Cu [mg/kg]\n1\n", "lab.csv")
    assert f"found {what}, expected CSV, XLSX" in message
    assert "save the table as XLSX or CSV" in message


def test_a_password_protected_spreadsheet_is_refused():
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    )
    message = refusal(data, "lab.xlsx")
    assert "found a file protected by a password" in message
    assert "Remove the password" in message


def zip_of(megabytes: int) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_before_it_unpacks():
    bomb = zip_of(60)
    assert len(bomb) < 100_000
    tracemalloc.start()
    message = refusal(bomb, "lab.xlsx", limits=Limits(unpacked=50_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "expected a spreadsheet that unpacks to at most 50 MB" in message
    assert peak < 20_000_000


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(zip_of(60))
    entry = bomb.rfind(b"PK\x01\x02")
    struct.pack_into("<I", bomb, entry + 24, 10)
    message = refusal(bytes(bomb), "lab.xlsx", limits=Limits(unpacked=50_000_000))
    assert "unpacks to at most 50 MB" in message


def test_a_zip_that_is_no_spreadsheet_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("data.csv", TABLE)
    assert "found a packed file (zip)" in refusal(stream.getvalue(), "lab.zip")


def test_a_file_over_the_limit_is_refused_by_its_size():
    data = b"id,Cu [mg/kg]\n" + b"A,1\n" * 13_000_000
    assert "found 52 MB, expected at most 50 MB. Divide the file" in refusal(data)


def test_a_million_rows_are_refused_where_fewer_are_read():
    data = b"id,Cu [mg/kg]\n" + b"A,1\n" * 1_000_000
    message = refusal(data, limits=WEB)
    assert "found more than 100,100 rows, expected at most 100,100 rows. Divide" in message


def test_more_values_than_allowed_are_refused():
    text = "id,Cu [mg/kg],Pb [mg/kg]\n" + "A,1,1\n" * 60_000
    assert "found 120,000 values, expected at most 100,000 values" in refusal(text, limits=WEB)


def test_a_damaged_spreadsheet_is_refused():
    assert "found a damaged spreadsheet" in refusal(book([["a"]])[:900], "lab.xlsx")


def test_formulas_and_scripts_in_text_are_left_out_and_told():
    text = 'id;note;Cu [mg/kg]\nA;=HYPERLINK("http://x");1\nB;<script>alert(1)</script>;2\nC;@SUM(1);3\n'
    intake = read(text)
    assert intake.rows["note"].tolist() == ["", "", ""]
    assert codes(intake).count("active_text") == 3
    assert "A spreadsheet or browser would run it; it was left out" in said(intake, "active_text")


def test_the_marked_copy_runs_nothing_and_says_every_fault(tmp_path):
    intake = read("id;note;Cu [mg/kg]\nA;=1+1;abc\nB;+49 30;2\n")
    copy = load_workbook(io.BytesIO(marked_copy(intake)))
    sheet, faults = copy["table 1"], copy["faults"]
    assert sheet["C2"].value == "=1+1"
    assert sheet["C2"].data_type == "s"
    assert sheet["D2"].fill.fgColor.rgb.endswith("F4B6B0")
    assert "a number, <number or n.d." in sheet["E2"].value
    assert [row[0].value for row in faults.iter_rows(min_row=2)] == ["flag", "error"]


def test_text_that_was_read_in_a_wrong_encoding_before_is_put_right_and_told():
    intake = read("id;place;Cu [mg/kg]\nA;ParoÅŸeni;1\n")
    assert intake.rows["name"].tolist() == ["Paroşeni"]
    assert "It was read as Paroşeni" in said(intake, "mojibake")


def test_a_file_without_a_measured_column_says_what_was_seen():
    message = refusal("a,b\n1,2\n")
    assert "found the headings a, b, expected at least one measured column" in message
    assert "such as Cu [mg/kg]" in message
