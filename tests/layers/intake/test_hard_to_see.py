"""What is hard to see in a file: its letters, hidden rows, the cell that a fault is about."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from layers.intake.marked import marked_copy
from tests.layers.intake.tables import read, said, values


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1251", "iso8859_5", "koi8_r"])
def test_cyrillic_is_read_in_every_encoding(encoding):
    text = "Узорак;Место;Бакар (mg/kg)\nГрад;Бор;12\nСело;Оснић;5\n"
    text = text.replace("ћ", "к") if encoding == "koi8_r" else text
    intake = read(text.encode(encoding))
    assert values(intake) == [12, 5]
    assert values(intake, "sample_id") == ["Град", "Село"]
    assert "if letters look wrong, save the file as UTF-8" in said(intake, "encoding_guessed")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_long_cyrillic_texts_without_a_mark_are_text(encoding):
    text = "Узорак;Напомена;Бакар [mg/kg]\n" + "Жагубица;узето поред реке Млаве;12\n" * 3
    assert values(read(text.encode(encoding)))[0] == 12


@pytest.mark.parametrize("encoding", ["cp1250", "utf-8"])
def test_latin_letters_and_signs_are_taken_for_no_cyrillic(encoding):
    rows = "".join(f"Žagubica {at};20 °C;12\n" for at in range(9))
    intake = read(f"Uzorak;Način;Cu [mg/kg]\n{rows}".encode(encoding))
    assert values(intake, "sample_id")[0] == "Žagubica 0"


def test_a_spread_in_an_older_encoding_stays_one():
    rows = "".join(f"S{at};1{at} ± 1\n" for at in range(9))
    assert values(read(f"id;Cu [mg/kg]\n{rows}".encode("cp1250")), "sd") == [1] * 9


def hiding(rows: list[list[object]]) -> Workbook:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return made


def saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_hidden_rows_and_columns_are_read_and_told():
    made = hiding([["id", "Cu [mg/kg]", "Pb [mg/kg]"], ["A", 1, 2], ["B", 3, 4]])
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["C"].hidden = True
    intake = read(saved(made), "lab.xlsx")
    assert values(intake) == [1, 3, 2, 4]
    assert "line 3: found 1 hidden rows and 1 hidden columns" in said(intake, "hidden_cells")


def test_hidden_columns_beyond_the_table_are_nothing():
    made = hiding([["id", "Cu [mg/kg]"], ["A", 1]])
    made.active.column_dimensions["F"].hidden = True
    assert not read(saved(made), "lab.xlsx").faults.of("hidden_cells")


def test_the_marked_copy_colours_the_heading_that_a_fault_is_about():
    intake = read("id;Cu;Pb [mg/kg]\nA;3;4\n")
    top = load_workbook(io.BytesIO(marked_copy(intake))).worksheets[0][1]
    assert [cell.fill.fill_type for cell in top] == [None, None, "solid", None, None]
