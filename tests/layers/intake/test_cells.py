"""Numbers, non-detects, units, dates and depths as they stand in real tables."""

from datetime import date

import pytest

from tests.layers.intake.tables import book, codes, read, refusal, said, values


def of(cell: str, heading: str = "Cu [mg/kg]", **mapping: object):
    return read(f'id;{heading}\nA;"{cell}"\n', **mapping)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,5", 1.5), ("1.5", 1.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1 234,5", 1234.5),
        ("12 345", 12345), ("1'234.5", 1234.5), ("1.234.567", 1234567), ("3,2*10^2", 320),
        ("2.5E-3", 0.0025), ("0,250", 0.25), (".5", 0.5),
    ],
)  # fmt: skip
def test_a_number_is_read_in_any_of_its_forms(cell, value):
    assert values(of(cell, "Cu [µg/kg]")) == [pytest.approx(value)]


def test_one_certain_comma_decides_for_the_table():
    assert values(read("id;Cu [mg/kg]\nA;1,234\nB;0,5\n")) == [1.234, 0.5]
    assert values(read('id,Cu [mg/kg]\nA,"1,234"\nB,0.5\n')) == [1234, 0.5]


def test_a_number_that_can_be_read_two_ways_is_an_error():
    message = said(read('id,Cu [mg/kg]\nA,"1,234"\n'), "ambiguous_number")
    assert 'line 2, column Cu [mg/kg]: found "1,234", expected a number that can be read' in message
    assert "Is the comma decimal or does it divide thousands?" in message


@pytest.mark.parametrize("cell", ["<0,5", "< 0.5", "≤0,5", "<=0.5"])
def test_below_a_limit_is_censored_at_the_limit(cell):
    intake = of(cell)
    assert (values(intake), values(intake, "censoring")) == ([0.5], ["<"])


@pytest.mark.parametrize("cell", ["< LOD", "<LOQ", "n.d.", "ND", "н.д.", "bdl", "ispod LD", "SLD"])
def test_not_detected_is_below_the_limit_of_its_column(cell):
    intake = read(f"id;Cu [mg/kg];Cu LOD [mg/kg]\nA;{cell};0,2\n")
    assert (values(intake), values(intake, "censoring")) == ([0.2], ["<"])


def test_not_detected_without_a_limit_is_an_error_and_never_zero():
    intake = of("n.d.")
    assert values(intake) == []
    message = said(intake, "no_limit")
    assert 'found "n.d.", expected a detection limit for n.d.' in message
    assert "give a column or row with the detection limits" in message


def test_a_row_of_limits_serves_its_columns():
    intake = read("id;Cu [mg/kg];Pb [mg/kg]\nA;n.d.;3\nB;4;tr.\nGranica detekcije;0,1;0,3\n")
    assert values(intake) == [0.1, 4, 3, 0.3]
    assert values(intake, "censoring") == ["<", "", "", "<"]


@pytest.mark.parametrize("cell", ["-", "", "–", "n/a", "nije mereno", "neanalizat"])
def test_nothing_measured_is_no_value_and_no_fault(cell):
    intake = read(f"id;Cu [mg/kg];Pb [mg/kg]\nA;{cell};3\n")
    assert values(intake) == [3]
    assert not intake.faults.errors


@pytest.mark.parametrize("cell", ["tr.", "tr", "urme", "трагови"])
def test_a_trace_needs_a_limit(cell):
    assert "expected a limit of quantification for a trace" in said(of(cell), "trace")


def test_zero_of_a_metal_is_no_measurement():
    message = said(of("0"), "zero")
    assert 'found "0", expected an amount above 0, or <0.5 with the detection limit' in message


def test_zero_is_below_the_limit_where_there_is_one():
    intake = read("id;Cu [mg/kg];LOD\nA;0;0,2\n")
    assert (values(intake), values(intake, "censoring")) == ([0.2], ["<"])


def test_text_in_a_number_is_an_error_by_row_and_column():
    message = said(of("about 5"), "not_a_value")
    assert message.startswith(
        'lab.csv, line 2, column Cu [mg/kg]: found "about 5", expected a number'
    )


def test_a_range_is_asked_for_as_minimum_and_maximum():
    assert "two rows with the statistics min and max" in said(of("5 - 8"), "range_for_number")


def test_a_spread_after_the_number_is_its_standard_deviation():
    intake = of("12,5 ± 0,8")
    assert (values(intake), values(intake, "sd")) == ([12.5], [0.8])


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Cu (ppm)", "mg/kg"), ("Cu %", "%"), ("Cu ppb", "µg/kg"), ("Cu [g/t]", "g/t"),
        ("Бакар [mg/kg]", "mg/kg"), ("Cupru, mg/kg", "mg/kg"), ("Bakar (Cu) mg/kg", "mg/kg"),
        ("copper_mg_kg", "mg/kg"), ("Cu (mg/kg s.u.)", "mg/kg"), ("c(Cu) [µg/g]", "µg/g"),
    ],
)  # fmt: skip
def test_copper_is_found_under_all_its_headings(heading, unit):
    intake = of("2", heading)
    assert values(intake, "analyte") == ["Cu"]
    assert values(intake, "unit") == [unit]


def test_water_units_of_volume():
    intake = of("2", "Cu [mg/dm3]", constants={"medium": "water"})
    assert values(intake, "unit") == ["mg/L"]


def test_a_unit_that_cannot_be_in_the_medium_is_an_error():
    message = said(of("2", "Cu [mg/L]"), "unit_not_for_medium")
    assert "found 2 mg/L, expected a unit for Cu in soil: mg/kg" in message


def test_an_oxide_becomes_its_element():
    intake = of("6,2", "Fe2O3 [%]")
    assert values(intake, "analyte") == ["Fe"]
    assert values(intake) == [pytest.approx(6.2 * 0.699431)]


def test_a_metal_without_a_unit_is_an_error():
    message = said(read("id;Cu;Pb [mg/kg]\nA;3;4\n"), "no_unit")
    assert "line 1, column Cu: found an empty cell, expected a known unit" in message


def test_an_unknown_unit_and_an_unknown_metal_are_named():
    text = "id;medium;analyte;value;unit\nA;soil;Cu;3;furlong\nB;soil;Xy;3;mg/kg\n"
    intake = read(text)
    assert 'line 2, column unit: found "furlong"' in said(intake, "unknown_unit")
    assert 'line 3, column analyte: found "Xy"' in said(intake, "unknown_analyte")
    assert values(intake) == []


def test_a_table_that_does_not_say_its_medium_is_refused():
    message = refusal("id;Cu [mg/kg]\nA;1\n", constants={})
    assert "expected what was sampled: soil, sediment, water, groundwater" in message
    assert "--medium soil" in message


def test_media_are_understood_in_every_language():
    text = "id;Matrice;Cu [mg/kg]\nA;sol;1\nB;земљиште;2\nC;sediment;3\n"
    assert values(read(text, constants={}), "medium") == ["soil", "soil", "sediment"]


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        ("2024-05-31", "2024-05-31"), ("31.05.2024.", "2024-05-31"), ("31/5/2024", "2024-05-31"),
        ("5/31/2024", "2024-05-31"), ("2024", "2024"), ("05.2024", "2024-05"),
        ("2024-05", "2024-05"), ("45443", "2024-05-31"), ("mai 2024", "2024-05"),
        ("31 мај 2024", "2024-05-31"), ("May 31, 2024", "2024-05-31"),
        ("2024-05-31 10:30", "2024-05-31"),
    ],
)  # fmt: skip
def test_a_date_is_read_in_any_of_its_forms(cell, start):
    assert values(read(f'id;date;Cu [mg/kg]\nA;"{cell}";1\n'), "date_start") == [start]


@pytest.mark.parametrize(
    ("cell", "period"),
    [("2018-2020", ("2018", "2020")), ("01.05.2024 - 03.05.2024", ("2024-05-01", "2024-05-03")),
     ("1-3.5.2024", ("2024-05-01", "2024-05-03")), ("2018/2020", ("2018", "2020"))],
)  # fmt: skip
def test_a_range_of_dates_has_two_ends(cell, period):
    intake = read(f"id;date;Cu [mg/kg]\nA;{cell};1\n")
    assert (values(intake, "date_start")[0], values(intake, "date_end")[0]) == period


def test_excels_dates_and_numbers_of_days_are_dates():
    intake = read(
        book([["id", "date", "Cu [mg/kg]"], ["A", date(2024, 5, 31), 1], ["B", 45443, 2]]), "a.xlsx"
    )
    assert values(intake, "date_start") == ["2024-05-31", "2024-05-31"]


def test_one_certain_date_decides_for_the_column():
    intake = read("id;date;Cu [mg/kg]\nA;5/31/2024;1\nB;1/2/2024;2\n")
    assert values(intake, "date_start") == ["2024-05-31", "2024-01-02"]
    assert not intake.faults.of("order_assumed")


def test_a_date_that_can_be_read_two_ways_is_flagged():
    intake = read("id;date;Cu [mg/kg]\nA;3/5/2024;1\n")
    assert values(intake, "date_start") == ["2024-05-03"]
    assert "It was read as 2024-05-03, the day first" in said(intake, "order_assumed")


@pytest.mark.parametrize(
    ("cell", "code", "message"),
    [
        ("31.02.2024", "date_unreadable", "expected a date as 2024, 2024-05 or 2024-05-31"),
        ("soon", "date_unreadable", 'found "soon"'),
        ("2099-01-01", "date_in_future", "expected a day that is over"),
        ("2020-2018", "ends_before", "expected an end after the beginning"),
    ],
)
def test_an_impossible_date_is_an_error(cell, code, message):
    intake = read(f"id;date;Cu [mg/kg]\nA;{cell};1\n")
    assert message in said(intake, code)
    assert values(intake) == []


@pytest.mark.parametrize(
    ("heading", "cell", "depth"),
    [
        ("Depth [cm]", "0-20", (0, 20)),
        ("Adâncime (m)", "0,2-0,4", (20, 40)),
        ("Дубина", "0 - 20 cm", (0, 20)),
    ],
)
def test_a_depth_is_in_centimetres(heading, cell, depth):
    intake = read(f"id;{heading};Cu [mg/kg]\nA;{cell};1\n")
    assert (values(intake, "depth_top_cm")[0], values(intake, "depth_bottom_cm")[0]) == depth


def test_values_per_wet_mass_are_kept_and_flagged():
    intake = of("2", "Cu [mg/kg ww]")
    assert values(intake, "fraction") == ["fresh_mass"]
    assert "values per wet mass are kept and never compared" in said(intake, "wet_mass")


@pytest.mark.parametrize(
    ("heading", "cell", "message"),
    [
        ("Cu [mg/kg]", "-3", "found -3 mg/kg, expected 0 to 1,000,000 mg/kg"),
        ("Cu [%]", "130", "found 130 %, expected 0 to 100 %"),
        ("pH", "15", "found 15 pH, expected 0 to 14 pH"),
    ],
)
def test_an_impossible_value_is_an_error(heading, cell, message):
    assert message in said(of(cell, heading), "impossible")


def test_a_value_a_thousand_times_the_others_is_flagged_with_the_comparison():
    rows = "".join(f"S{number};{20 + number}\n" for number in range(12))
    intake = read(f"id;Cu [mg/kg]\n{rows}X;25400\n")
    message = said(intake, "slip")
    assert "line 14" in message
    assert "found 25400 mg/kg, 977 times above the middle of 13 values here, 26 mg/kg" in message
    assert "Was it reported in another unit?" in message
    assert len(values(intake)) == 13


def test_a_column_a_thousand_times_too_low_is_flagged_against_the_crust():
    from layers.intake.usual import usual_values
    from layers.store import open_store

    usual = usual_values(open_store("data").values().iloc[:0])
    rows = "".join(f"S{number};0,0{20 + number}\n" for number in range(12))
    message = said(read(f"id;Cu [mg/kg]\n{rows}", usual=usual), "slip_of_column")
    assert "found a middle of 0.0255 mg/kg over 12 values" in message
    assert "28 mg/kg in the earth's crust on average" in message


def test_copies_of_a_row_are_left_out():
    intake = read("id;date;Cu [mg/kg]\nA;2024;2\nA;2024;2\n")
    assert values(intake) == [2]
    assert "line 3: found the same as line 2, expected every row once" in said(intake, "copy")


def test_replicates_are_kept_and_told():
    intake = read("id;date;Cu [mg/kg]\nA;2024;2\nA;2024;3\n")
    assert values(intake) == [2, 3]
    assert "line 3: found another value for the sample of line 2" in said(intake, "replicate")


def test_a_column_of_row_numbers_is_not_an_id():
    intake = read("Nr. crt.;cod probă;Cu [mg/kg]\n1;A;2\n2;B;3\n")
    assert values(intake, "sample_id") == ["A", "B"]
    assert "It only counts the rows and was not read" in said(intake, "row_numbers")


def test_numbers_that_do_not_count_are_ids():
    assert values(read("No;Cu [mg/kg]\n17;2\n4;3\n"), "sample_id") == ["17", "4"]


def test_a_heading_that_stands_twice_is_refused():
    assert "it stands twice" in refusal("id;Cu [mg/kg];Cu [mg/kg]\nA;1;2\n")


def test_columns_nobody_understands_are_told():
    intake = read("id;colour;Cu [mg/kg]\nA;red;1\n")
    assert 'column colour: found "colour", expected a heading known here' in said(
        intake, "column_ignored"
    )
    assert codes(intake).count("column_ignored") == 1
