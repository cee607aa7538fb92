"""Rows and cells that do not stand under the heading that is theirs."""

import pytest

from tests.layers.intake.tables import book, read, said, values


def test_an_unquoted_decimal_comma_in_a_comma_file_refuses_its_row():
    text = "id,medium,Cu [mg/kg],Pb [mg/kg]\nA,soil,12,5,13,1\nB,soil,1150,5,300,5\nC,soil,7,8\n"
    intake = read(text)
    assert values(intake) == [7, 8]
    assert intake.rejected == 4
    message = said(intake, "cells_beyond_comma")
    assert 'line 2: found 2 cells beyond the last heading: "13, 1"' in message
    assert "Is a comma decimal in it?" in message


def test_cells_beyond_the_last_heading_of_a_spreadsheet_refuse_their_row():
    rows = [["id", "Cu [mg/kg]"], ["A", 5, None, 12], ["B", 6]]
    intake = read(book(rows), "lab.xlsx")
    assert values(intake) == [6]
    assert 'line 2: found 1 cells beyond the last heading: "12"' in said(intake, "cells_beyond")


def test_empty_cells_beyond_the_last_heading_are_nothing():
    assert values(read("id;Cu [mg/kg]\nA;5;;\nB;6; ;\n")) == [5, 6]


@pytest.mark.parametrize("cell", ["12 ± 5%", "12 ± 5 %", "12 +/- 5%"])
def test_a_percent_after_a_spread_is_that_of_the_spread(cell):
    intake = read(f"id;Cu [mg/kg]\nA;{cell}\n")
    assert (values(intake), values(intake, "unit")) == ([12], ["mg/kg"])
    assert values(intake, "sd") == [pytest.approx(0.6)]


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009", " "])
def test_any_blank_groups_thousands(blank):
    assert values(read(f"id;Cu [mg/kg]\nA;1{blank}234,5\n")) == [1234.5]
