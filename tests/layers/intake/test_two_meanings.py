"""Cells and headings of which one part contradicts or changes another."""

import io

import pytest
from openpyxl import Workbook

from tests.layers.intake.tables import book, codes, read, said, values


def formatted(heading: str, *cells: tuple[float, str]) -> bytes:
    """Return an XLSX with one column of numbers and their formats."""
    made = Workbook()
    sheet = made.active
    sheet.append(["id", heading])
    for number, (held, form) in enumerate(cells, 2):
        sheet.append([f"S{number}", held])
        sheet.cell(number, 2).number_format = form
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("held", "form", "shown"),
    [
        (0.5, '"<"0.0', "<0.5"), (0.5, "<0.0", "<0.5"), (0.5, '[<1]"n.d.";0.0', "n.d."),
        (5, '0.00" g/kg"', "5.00 g/kg"), (5, '0.00" %"', "5.00 %"), (12345, "#,##0.0,", "12.3"),
        (5, '0.0\\ \\m\\g\\/\\L', "5.0 mg/L"),
    ],
)  # fmt: skip
def test_a_number_that_is_shown_as_something_else_is_an_error(held, form, shown):
    intake = read(formatted("Cu [mg/kg]", (held, form), (7, "0.0")), "lab.xlsx")
    assert values(intake) == [7]
    message = said(intake, "shown_otherwise")
    assert f'line 2, column Cu [mg/kg]: found {held:g}, shown as "{shown}"' in message


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("Cu [mg/kg]", '0.0" mg/kg"'), ("Cu [%]", '0.0" %"'), ("Cu [mg/kg]", '[<1]"n.d.";0.0'),
        ("Cu [mg/kg]", "#,##0.00"), ("Cu [mg/kg]", "[Red]0.0;[Blue]-0.0"),
        ("Cu [mg/kg]", "0.00E+00"),
        ("Cu [mg/kg]", '_-* #,##0.00\\ _l_e_i_-;-* #,##0.00\\ _l_e_i_-;_-* "-"??\\ _l_e_i_-;_-@_-'),
        ("Cu [mg/kg]", "General"), ("Cu [mg/kg]", "# ##0.0"),
    ],
)  # fmt: skip
def test_a_format_that_says_nothing_else_changes_nothing(heading, form):
    intake = read(formatted(heading, (5, form)), "lab.xlsx")
    assert (values(intake), intake.faults.errors) == ([5], [])


@pytest.mark.parametrize("heading", ["Cu ± [mg/kg]", "Cu +/- [mg/kg]", "± Cu (mg/kg)"])
def test_a_column_of_spreads_is_no_second_column_of_values(heading):
    intake = read(f"id;Cu [mg/kg];{heading}\nA;12;1,5\n")
    assert values(intake) == [12]
    assert "give it as a column Standard deviation" in said(intake, "spread_column")


def test_two_columns_of_one_analyte_are_told():
    intake = read("id;Cu [mg/kg];Cu * [mg/kg];Cu [%]\nA;12;1,5;2\n")
    message = said(intake, "analyte_twice")
    assert 'column Cu * [mg/kg]: found Cu, which "Cu [mg/kg]" states too' in message
    assert intake.faults.count_of("analyte_twice") == 1


@pytest.mark.parametrize("unit", ["g/kg", "µg/kg", "mg/L", "%"])
def test_a_unit_beside_the_value_that_contradicts_the_heading_is_an_error(unit):
    intake = read(f"id;Cu [mg/kg];pH;Unitate\nA;5;7;{unit}\nB;6;7;mg/kg\nC;7;7;ppm\n")
    assert values(intake) == [6, 7, 7, 7, 7]
    message = said(intake, "unit_against_heading")
    assert f'line 2, column Unitate: found "{unit}", expected the unit mg/kg' in message
    assert intake.faults.count_of("unit_against_heading") == 1


def test_wet_mass_in_a_column_of_units_counts_beside_the_unit_of_the_heading():
    assert values(read("id;Cu [mg/kg];Unit\nA;5;mg/kg ww\n"), "fraction") == ["fresh_mass"]
    assert values(read("id;Cu [mg/kg dw];Unit\nA;5;mg/kg ww\n")) == []


def test_a_column_is_absent_only_if_no_sheet_has_it():
    one, two = [["id", "Kupfer"], ["A", 2]], [["id", "Blei"], ["B", 9]]
    taught = [{"column": "Kupfer", "analyte": "Cu", "unit": "mg/kg"},
              {"column": "Blei", "analyte": "Pb", "unit": "mg/kg"}]  # fmt: skip
    intake = read(book(one, two), "lab.xlsx", values=taught)
    assert values(intake) == [2, 9]
    assert "column_absent" not in codes(intake)
    alone = read(book(one), "lab.xlsx", values=taught)
    assert "no column 'Blei'" in said(alone, "column_absent")


def test_an_error_of_a_spreadsheet_is_no_empty_cell():
    made = Workbook()
    sheet = made.active
    for row in (["id", "Cu [mg/kg]"], ["A", "#DIV/0!"], ["B", 3]):
        sheet.append(row)
    sheet["B2"].data_type = "e"
    stream = io.BytesIO()
    made.save(stream)
    intake = read(stream.getvalue(), "lab.xlsx")
    assert values(intake) == [3]
    assert 'line 2, column Cu [mg/kg]: found "#DIV/0!"' in said(intake, "not_a_value")
