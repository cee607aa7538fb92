"""Cells that look like one thing and may be another: what is doubtful is said, never taken."""

import json

import pytest

from layers.assess import judge, load_limits
from layers.intake.lab import lab_table
from tests.layers.intake.tables import book, read, said, values

WAYS = "Write 1.2340 or 1234, or say of the file what a comma is: where it divides thousands"


@pytest.mark.parametrize("divider", ["\t", ";", "|"])
def test_three_digits_after_a_point_have_two_readings_unless_the_file_decides(divider):
    text = "id;Cu [mg/kg]\nA;1.234\nB;12.345\nC;2.500\n".replace(";", divider)
    intake = read(text)
    assert values(intake) == []
    message = said(intake, "ambiguous_point")
    assert 'line 2, column Cu [mg/kg]: found "1.234", expected a number that can be read' in message
    assert "Is the point decimal or does it divide thousands?" in message
    assert WAYS in message


def test_three_digits_after_a_sign_have_two_readings_in_texts_of_a_spreadsheet():
    rows = [["id", "Cu [mg/kg]"], ["A", "1.234"], ["B", "1,234"], ["C", 5]]
    intake = read(book(rows), "lab.xlsx")
    assert values(intake) == [5]
    assert "Is the point decimal" in said(intake, "ambiguous_point")
    assert "Is the comma decimal" in said(intake, "ambiguous_number")


@pytest.mark.parametrize(
    ("evidence", "value"),
    [("12.5", 1.234), ("0.123", 1.234), ("1.2345", 1.234), ("2.345e2", 1.234), ("1,234,567", 1.234),
     ("12,5", 1234), ("0,123", 1234), ("1,2345", 1234), ("1.234.567", 1234), ("1234,567", 1234)],
)  # fmt: skip
def test_one_certain_number_decides_what_a_point_is(evidence, value):
    intake = read(f"id\tCu [µg/kg]\nA\t1.234\nB\t{evidence}\n")
    assert values(intake)[0] == value


def test_what_is_said_of_the_file_decides_what_a_point_is():
    text = "id\tCu [mg/kg]\nA\t1.234\n"
    assert values(read(text, file={"comma": "thousands"})) == [1.234]
    assert values(read(text, file={"comma": "decimal"})) == [1234]


def test_numbers_that_contradict_each_other_decide_nothing():
    assert values(read("id\tCu [mg/kg]\nA\t1.234\nB\t1,5\nC\t1.5\n")) == [1.5, 1.5]


@pytest.mark.parametrize("cell", ["5*100", "5 x 10", "5·102", "5^2", "1e400", "5*10^400"])
def test_a_product_without_an_exponent_and_what_no_number_holds_are_no_values(cell):
    intake = read(f"id;Cs-137 [Bq/kg]\nA;{cell}\n")
    assert values(intake) == []
    assert f'found "{cell}", expected a number, <number or n.d.' in said(intake, "not_a_value")


@pytest.mark.parametrize(("cell", "value"), [("5*10^2", 500), ("5x10+2", 500), ("5 · 10-1", 0.5)])
def test_a_power_of_ten_has_a_sign_of_its_exponent(cell, value):
    assert values(read(f"id;Cu [mg/kg]\nA;{cell}\n")) == [pytest.approx(value)]


def test_a_number_of_four_hundred_digits_is_no_value():
    features = [{"type": "Feature", "geometry": None, "properties": {"Cu [mg/kg]": number}}
                for number in (10**400, 5)]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    intake = read(text, "lab.geojson")
    assert values(intake) == [5]
    assert "expected a number, <number or n.d." in said(intake, "not_a_value")


LONG = "sample,analyte,value,unit,qualifier\n"


@pytest.mark.parametrize("sign", ["ND", "<LOQ", "<=", "BDL", "U", "н.д.", "tr."])
def test_a_word_beside_a_value_can_say_that_it_is_a_bound(sign):
    intake = read(f"{LONG}A,Cu,5,mg/kg,{sign}\nB,Cu,6,mg/kg,\n")
    assert (values(intake), values(intake, "censoring")) == ([5, 6], ["<", ""])


def test_not_detected_beside_an_empty_cell_needs_its_limit():
    intake = read(f"{LONG}A,Cu,,mg/kg,ND\nB,Cu,6,mg/kg,=\n")
    assert values(intake) == [6]
    assert "expected a detection limit for n.d." in said(intake, "no_limit")
    limited = read("sample,analyte,value,unit,qualifier,LOD\nA,Cu,,mg/kg,ND,0.5\n")
    assert (values(limited), values(limited, "censoring")) == ([0.5], ["<"])


def test_an_unknown_sign_leaves_its_value_out_and_unjudged():
    intake = read(f"{LONG}A,Cu,5,mg/kg,J\nB,Cu,6,mg/kg,\n")
    assert values(intake) == [6]
    message = said(intake, "unknown_qualifier")
    assert 'line 2, column qualifier: found "J", expected <, >, = or a word' in message
    judged = judge(lab_table(intake).values, load_limits(), law="RO")
    assert judged["reason"].tolist() == ["unknown_censoring", ""]


@pytest.mark.parametrize(
    ("row", "left"),
    [("-,-,-,-,-,17", [17]), ("-,-,-,-,-,-", []), ("n,n,n,n,n,17", [17]), ("%,%,%,%,%,17", [17]),
     ("–,<5,–,x,–,<0.2", [5, 0.2])],
)  # fmt: skip
def test_a_first_row_of_dashes_is_a_sample_and_no_row_of_units(row, left):
    heads = "sample,Cu [mg/kg],Pb [mg/kg],Zn [mg/kg],Ni [mg/kg],As [mg/kg],Cd [mg/kg]"
    intake = read(f"{heads}\nX,{row}\nB,5,6,7,8,9,10\n")
    assert intake.rows["sample_id"].tolist() == ["X", "B"]
    first = intake.sound[intake.sound["sample_id"] == "X"]
    assert first["value"].tolist() == left


def test_dashes_among_units_are_units_of_nothing():
    intake = read("sample;pH;T;Cu\n-;-;C;mg/kg\nA;7;12;5\n")
    assert values(intake, "unit") == ["pH", "°C", "mg/kg"]
    assert intake.rows["sample_id"].tolist() == ["A"]


@pytest.mark.parametrize(
    ("heading", "words", "column"),
    [("Fraction", ("total", "dissolved"), "fraction"), ("Statistic", ("mean", "max"), "statistic")],
)
def test_a_word_of_its_column_in_the_first_cell_is_no_total_of_the_table(heading, words, column):
    one, other = words
    intake = read(f"{heading},Sample,Cu [mg/kg]\n{one},A,5\n{other},A,9\n{one},B,7\n")
    assert values(intake) == [5, 9, 7]
    assert values(intake, column) == [one, other, one]
    assert not intake.faults.of("summary_row")


@pytest.mark.parametrize("heading", ["Remark", "Flag"])
def test_sentences_in_a_column_of_remarks_are_told_and_refuse_no_row(heading):
    text = f"sample,analyte,value,unit,{heading}\nA,Cu,5,mg/kg,taken near the river\n"
    intake = read(text + "B,Cu,6,mg/kg,<\n")
    assert intake.values["value"].tolist() == [5, 6]
    assert intake.values["censoring"].tolist() == ["", "<"]
    assert "taken near the river" in said(intake, "remarks_unread")
    assert not intake.faults.errors


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Remark", "J"),
        ("Remark", "under the reporting line"),
        ("Flag", "value not quantified here"),
        ("qualifier", "taken near the river"),
    ],
)
def test_what_may_be_a_sign_still_refuses_its_row(heading, text):
    intake = read(f"sample,analyte,value,unit,{heading}\nA,Cu,5,mg/kg,{text}\n")
    assert said(intake, "unknown_qualifier")
