"""Dates as tables write them, and as spreadsheets spoil them."""

from datetime import date

import pytest

from tests.layers.intake.tables import book, read, said, values


def of(cell: str):
    return read(f"id;date;Cu [mg/kg]\nA;{cell};1\n")


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("01.05.2024-03.05.2024", "2024-05-01", "2024-05-03"),
        ("01.05.2024.-03.05.2024.", "2024-05-01", "2024-05-03"),
        ("01.05.2024–03.06.2024", "2024-05-01", "2024-06-03"),
        ("2024-05-31/2024-06-02", "2024-05-31", "2024-06-02"),
        ("05.2019-06.2019", "2019-05", "2019-06"),
        ("2018–20", "2018", "2020"),
        ("2018-20", "2018", "2020"),
        ("2018-11", "2018-11", "2018-11"),
        ("31.V.2024.", "2024-05-31", "2024-05-31"),
        ("1.xii.2023", "2023-12-01", "2023-12-01"),
        ("31. маја 2024.", "2024-05-31", "2024-05-31"),
        ("1. septembra 2023", "2023-09-01", "2023-09-01"),
        ("20240531", "2024-05-31", "2024-05-31"),
        ("31-May-24", "2024-05-31", "2024-05-31"),
    ],
)
def test_ranges_and_months_of_the_region_are_read(cell, start, end):
    intake = of(cell)
    assert (values(intake, "date_start"), values(intake, "date_end")) == ([start], [end])


def test_a_year_of_two_digits_beside_a_month_is_doubted():
    assert "It was read as 2024-05-31" in said(of("31-May-24"), "century_assumed")


@pytest.mark.parametrize("cell", ["May-24", "31.XIV.2024", "20241331", "2018-18"])
def test_what_can_be_no_date_or_two_is_unreadable(cell):
    assert said(of(cell), "date_unreadable")


@pytest.mark.parametrize("cell", ["n.d.", "ND", "н.д.", "-", ""])
def test_no_date_refuses_no_row(cell):
    intake = of(cell)
    assert values(intake, "date_start") == [""]
    assert not intake.faults.errors


def sheet(*cells: object):
    rows = [[f"S{at}", cell, 5 + at] for at, cell in enumerate(cells)]
    return read(book([["id", "date", "Cu [mg/kg]"], *rows]), "lab.xlsx")


def test_dates_up_to_the_12th_beside_dates_as_text_may_have_been_exchanged():
    intake = sheet(date(2024, 3, 5), date(2024, 4, 12), "25.05.2024", "31.05.2024")
    message = said(intake, "days_exchanged")
    assert "found 2 dates up to the 12th beside dates as text" in message
    assert "day and month exchanged" in message


def test_dates_of_one_kind_are_not_doubted():
    assert not sheet(date(2024, 3, 5), date(2024, 4, 12)).faults.of("days_exchanged")
    assert not sheet(date(2024, 3, 25), "25.05.2024").faults.of("days_exchanged")


@pytest.mark.parametrize("cell", [date(1905, 7, 16), "1905-07-16"])
def test_a_year_shown_as_a_day_of_1905_is_read_as_the_year(cell):
    intake = sheet(cell)
    assert values(intake, "date_start") == ["2024"]
    assert "It was read as 2024: the spreadsheet shows the year" in said(intake, "year_as_date")
