"""Every number of the registry against the decree tables, typed again in the decrees' own form."""

from pathlib import Path

import pytest

from layers.assess import Limits
from layers.assess.rows import LimitRow

DECREES = Path(__file__).parent / "decrees"
MG_PER_L = {"Fe", "Mn", "Ba", "SO4", "Cl", "TDS"}


def read_matrix(name: str) -> list[list[str]]:
    lines = (DECREES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    assert len({len(row) for row in rows}) == 1, f"{name}: rows of unequal length"
    return rows


def cells(name: str) -> dict[tuple[str, str], float]:
    """(line, analyte) -> number of a table without hardness."""
    header, *lines = read_matrix(name)
    return {
        (line[0], analyte): float(number)
        for line in lines
        for analyte, number in zip(header[1:], line[1:], strict=True)
        if number != "-"
    }


def registered(limits: Limits, regulation: str, **where: str) -> list[LimitRow]:
    return [
        row
        for row in limits.rows
        if row.regulation_id == regulation
        and row.value is not None
        and all(getattr(row, column) == value for column, value in where.items())
    ]


def assert_same(rows: list[LimitRow], table: dict[tuple[str, str], float]) -> None:
    found = {(row.threshold, row.analyte): row.value for row in rows}
    assert len(found) == len(rows), "a number is registered twice"
    assert found == table


def test_order_756_1997(limits):
    rows = registered(limits, "RO-756-1997")
    found = {
        (row.threshold if row.use == "any" else f"{row.threshold}/{row.use}", row.analyte): row
        for row in rows
    }
    assert len(found) == len(rows) == 105
    assert {key: row.value for key, row in found.items()} == cells("ro_soil_order_756_1997")
    assert {row.unit for row in rows} == {"mg/kg"}
    assert {row.fraction for row in rows if row.analyte == "B"} == {"soluble"}


@pytest.mark.parametrize(
    ("regulation", "where", "table"),
    [
        ("RS-30-2018", {"medium": "soil"}, "rs_soil_30_2018"),
        ("RS-88-2010", {"medium": "soil"}, "rs_soil_30_2018"),
        ("NL-2000", {}, "nl_soil_2000"),
        ("EU-86-278", {}, "eu_sludge_86_278"),
        ("RS-50-2012", {"medium": "sediment"}, "rs_sediment_50_2012"),
        ("RO-161-2006", {"medium": "sediment"}, "ro_sediment_161_2006"),
        ("CA-CCME", {}, "ca_sediment_ccme"),
        ("RO-1146-2002", {"fraction": "dissolved"}, "ro_water_1146_2002_dissolved"),
        ("FAO-29", {}, "fao_irrigation_29"),
    ],
)
def test_a_decree_table_cell_by_cell(limits, regulation, where, table):
    rows = registered(limits, regulation, **where)
    assert_same(rows, cells(table))
    assert len({row.unit for row in rows}) == 1


@pytest.mark.parametrize(
    ("regulation", "table", "in_mg"),
    [
        ("RO-161-2006", "ro_water_161_2006", MG_PER_L),
        ("RO-1146-2002", "ro_water_1146_2002_total", MG_PER_L),
        ("RS-50-2012", "rs_water_50_2012", {"SO4"}),
    ],
)
def test_water_classes_cell_by_cell(limits, regulation, table, in_mg):
    rows = [
        row
        for row in registered(limits, regulation, medium="water")
        if row.fraction != "dissolved" and row.hardness_from is row.hardness_to is None
    ]
    assert_same([row for row in rows if row.analyte != "pH"], cells(table))
    for row in rows:
        assert row.unit == ("pH" if row.analyte == "pH" else _unit(row.analyte, in_mg))
    ranges = [(row.threshold, row.value_min, row.value) for row in rows if row.analyte == "pH"]
    assert ranges == [(f"class_{n}", 6.5, 8.5) for n in ("I", "II", "III", "IV")]


def _unit(analyte: str, in_mg: set[str]) -> str:
    return "mg/L" if analyte in in_mg else "µg/L"


def test_rulebook_23_1994(limits):
    table = cells("rs_farmland_23_1994")
    for use, line, unit in (("farmland", "soil", "mg/kg"), ("irrigation", "irrigation", "mg/L")):
        rows = registered(limits, "RS-23-1994", use=use)
        expected = {key[1]: value for key, value in table.items() if key[0] == line}
        assert {row.analyte: row.value for row in rows} == expected
        assert {row.unit for row in rows} == {unit}


@pytest.mark.parametrize(
    ("regulation", "analytes", "table"),
    [
        ("RS-50-2012", ("Cu", "Zn"), "rs_water_50_2012_hardness"),
        ("EU-2008-105", ("Cd",), "eu_cadmium_2008_105"),
    ],
)
def test_limits_that_depend_on_hardness(limits, regulation, analytes, table):
    header, hardness, *lines = read_matrix(table)
    lowest = {analyte: header.index(analyte) for analyte in analytes}
    expected = {
        (line[0], analyte, 0.0 if at == lowest[analyte] else float(hardness[at])): float(line[at])
        for line in lines
        for at, analyte in enumerate(header)
        if at
    }
    rows = [
        row
        for row in registered(limits, regulation, medium="water")
        if row.analyte in analytes and not row.hardness_from is row.hardness_to is None
    ]
    found = {(row.threshold, row.analyte, row.hardness_from or 0.0): row for row in rows}
    assert {key: row.value for key, row in found.items()} == expected
    assert len(found) == len(rows)
    for row in rows:
        after = [key[2] for key in expected if key[:2] == (row.threshold, row.analyte)
                 and key[2] > (row.hardness_from or 0.0)]  # fmt: skip
        assert row.hardness_to == min(after, default=None)


@pytest.mark.parametrize(
    ("regulation", "table", "in_mg"),
    [
        ("EU-2020-2184", "eu_drinking_water_2020_2184", {"B", "Cu", "SO4"}),
        ("EU-98-83", "eu_drinking_water_98_83", {"B", "Cu"}),
    ],
)
def test_drinking_water(limits, regulation, table, in_mg):
    rows = registered(limits, regulation)
    assert_same([row for row in rows if row.valid_to is None], cells(table))
    assert all(row.unit == _unit(row.analyte, in_mg) for row in rows)
    until_2036 = {row.analyte: row.value for row in rows if row.valid_to is not None}
    assert until_2036 == ({"Pb": 10, "Cr": 50} if regulation == "EU-2020-2184" else {})


def test_priority_substances_besides_cadmium(limits):
    rows = [row for row in registered(limits, "EU-2008-105") if row.analyte != "Cd"]
    assert {(row.analyte, row.threshold, row.fraction): row.value for row in rows} == {
        ("Pb", "annual_average", "bioavailable"): 1.2,
        ("Pb", "maximum", "dissolved"): 14,
        ("Ni", "annual_average", "bioavailable"): 4,
        ("Ni", "maximum", "dissolved"): 34,
        ("Hg", "maximum", "dissolved"): 0.07,
    }
    old = registered(limits, "EU-2008-105-2008")
    assert {row.analyte: row.value for row in old} == {"Pb": 7.2, "Ni": 20, "Hg": 0.05}


def test_foodstuffs(limits):
    lines = (DECREES / "eu_food_2023_915.txt").read_text(encoding="utf-8").splitlines()
    expected = {}
    for line in lines:
        if line and not line.startswith("#"):
            analyte, value, foodstuff = line.split(maxsplit=2)
            name, _, fraction = analyte.partition("/")
            expected[name, fraction, foodstuff] = float(value)
    rows = registered(limits, "EU-2023-915")
    assert {(row.analyte, row.fraction, row.foodstuff): row.value for row in rows} == expected
    assert {(row.unit, row.basis) for row in rows} == {("mg/kg", "wet")}


def test_every_row_of_the_registry_is_compared_with_a_decree_table(limits):
    compared = {
        "RO-756-1997", "RS-30-2018", "RS-88-2010", "NL-2000", "EU-86-278", "RS-50-2012",
        "RO-161-2006", "CA-CCME", "RO-1146-2002", "FAO-29", "RS-23-1994", "EU-2008-105",
        "EU-2008-105-2008", "EU-2020-2184", "EU-98-83", "EU-2023-915",
    }  # fmt: skip
    assert {row.regulation_id for row in limits.rows} == compared == set(limits.regulations)


UNREAD = ("from_memory", "read_reconstructed", "attribution_inferred", "derived",
          "read_in_predecessor")  # fmt: skip


def test_what_nobody_has_read_is_not_called_checked(limits):
    assert not [row.limit_id for row in limits.rows if row.checked and row.verification in UNREAD]
    serbian = [row for row in limits.rows if row.regulation_id in ("RS-30-2018", "RS-88-2010")]
    assert len(serbian) == 68
    assert not any(row.checked for row in serbian)
