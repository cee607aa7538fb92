"""What a curator is told who edits the legal registries."""

import re
from datetime import date

import pandas as pd
import pytest

from layers.assess import Limits, RegistryError, judge, load_limits
from layers.errors import AtlasError
from layers.registry import Registry

from .conftest import REGISTRY, frame


@pytest.fixture
def folder(tmp_path):
    for path in REGISTRY.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def edit(folder, file: str, key: str, **cells: str) -> None:
    table = pd.read_csv(folder / file, dtype=str, keep_default_na=False)
    row = table.iloc[:, 0] == key
    assert row.sum() == 1, key
    for column, text in cells.items():
        table.loc[row, column] = text
    table.to_csv(folder / file, index=False)


COPPER = "RO-756-1997.soil.sensitive.Cu.alert"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"value": "a hundred"}, r"limits_soil.csv, row \d+, column value: found 'a hundred'"),
        ({"verification": "certain"}, "column verification: found 'certain'"),
        ({"checked": "maybe"}, "column checked: found 'maybe': expected yes or no"),
        ({"checked": "yes", "checked_by": ""}, "checked = yes needs checked_by and checked_on"),
        ({"verified_in": ""}, "checked = yes needs gazette or verified_in"),
        ({"valid_from": "spring"}, "column valid_from: found 'spring': expected a date"),
        ({"unit": "furlong"}, "column unit: found 'furlong': not registered"),
        ({"analyte": "Xx"}, "column analyte: found 'Xx': not registered"),
        ({"medium": "cheese"}, "column medium: found 'cheese': not registered"),
        ({"regulation_id": "RO-1-2999"}, "column regulation_id: found 'RO-1-2999'"),
        ({"threshold": "alarm"}, "column threshold: found 'alarm': not registered"),
        ({"value": "1000"}, "numbers in the wrong columns"),
        ({"limit_id": "RO-756-1997.soil.Cu.normal"}, "found 'RO-756-1997.soil.Cu.normal' twice"),
    ],
)
def test_a_wrong_cell_is_named_with_file_row_and_column(folder, cells, message):
    edit(folder, "limits_soil.csv", COPPER, **cells)
    with pytest.raises(RegistryError, match=message) as caught:
        load_limits(folder)
    assert isinstance(caught.value, AtlasError)


def test_an_unknown_column_is_an_error(folder):
    table = pd.read_csv(folder / "limits_soil.csv", dtype=str, keep_default_na=False)
    table.assign(colour="red").to_csv(folder / "limits_soil.csv", index=False)
    with pytest.raises(RegistryError, match=r"limits_soil.csv, row 1.*colour"):
        load_limits(folder)


def test_a_setting_of_the_correction_cannot_be_left_out(folder):
    path = folder / "soil_correction.csv"
    kept = [line for line in path.read_text().splitlines() if "minimum_clay" not in line]
    path.write_text("\n".join(kept) + "\n")
    with pytest.raises(RegistryError, match="minimum_clay"):
        load_limits(folder)


@pytest.mark.parametrize(
    ("file", "ladder"),
    [
        ("limits_soil.csv", "RO.soil.sensitive"),
        ("limits_water.csv", "RO.water"),
        ("limits_sediment.csv", "RO.sediment"),
        ("limits_food.csv", "EU.food"),
    ],
)
def test_a_law_without_its_numbers_is_an_error_and_not_a_clean_country(folder, file, ladder):
    (folder / file).unlink()
    with pytest.raises(RegistryError, match=rf"{ladder}: no limit of .* Is a file missing"):
        load_limits(folder)


@pytest.mark.parametrize("file", ["ladders.csv", "regulations.csv", "soil_correction.csv"])
def test_a_missing_or_damaged_registry_file_is_named(folder, file):
    text = (folder / file).read_bytes()
    (folder / file).unlink()
    with pytest.raises(RegistryError, match=rf"{file}: no such file"):
        load_limits(folder)
    (folder / file).write_bytes(b"\xff\xfe" + text)
    with pytest.raises(RegistryError, match=rf"{file}: not a readable CSV file in UTF-8"):
        load_limits(folder)


def test_limits_come_from_the_registry_that_the_package_uses(folder):
    edit(folder, "limits_soil.csv", COPPER, value="77", printed="77")
    limits = load_limits(registry=Registry.load(folder))
    assert [row.value for row in limits.rows if row.limit_id == COPPER] == [77]


def test_a_new_metal_and_a_new_law_take_no_line_of_code(folder):
    pd.DataFrame(
        [["RO-1-2030", "RO", "Order 1/2030", "", "", "2030-07-01", "", "yes", "", "derived", ""]]
    ).to_csv(folder / "regulations.csv", mode="a", header=False, index=False)
    pd.DataFrame(
        [
            [
                "RO.soil.2030",
                "RO",
                "1",
                "soil",
                "sensitive",
                "RO-1-2030",
                "any",
                "rs_soil",
                "no",
                "",
                "",
            ]
        ]
    ).to_csv(folder / "ladders.csv", mode="a", header=False, index=False)
    table = pd.read_csv(folder / "limits_soil.csv", dtype=str, keep_default_na=False)
    row = table[table["limit_id"] == "RS-30-2018.soil.Cu.limit"].assign(
        limit_id="RO-1-2030.soil.Li.limit", regulation_id="RO-1-2030", analyte="Li", value="50"
    )
    row.to_csv(folder / "limits_new.csv", index=False)
    limits = load_limits(folder, today=date(2030, 8, 1))
    values = frame(
        {"analyte": "Li", "value": 60.0, "date_end": "2030-07"},
        {"analyte": "Li", "value": 60.0, "date_end": "2030-06-30"},
        {"analyte": "Li", "value": 60.0, "date_end": ""},
    )
    got = judge(values, limits, law="RO")
    assert got["regulation"].tolist() == ["Order 1/2030", "Order 756/1997", "Order 1/2030"]
    assert got["verdict"].tolist() == ["above_limit", "no_limit", "above_limit"]


def test_every_limit_can_be_shown_with_its_proof(limits):
    table = limits.table()
    assert len(table) == len(limits.rows)
    assert not table["regulation"].isna().any()
    row = table.set_index("limit_id").loc[COPPER]
    assert (row["limit_name"], row["value"], row["jurisdiction"]) == (
        "alert, sensitive", 100, "RO")  # fmt: skip
    assert row["verified_in"].startswith("https://")


def test_every_verdict_word_has_a_label_and_every_ladder_its_limits(limits):
    for ladder in limits.ladders:
        words = [rung.verdict for rung in limits.schemes[ladder.scheme]]
        assert all(limits.verdict_labels[word] for word in words)
        assert any(row.regulation_id == ladder.regulation_id for row in limits.rows)
        assert ladder.jurisdiction in {"RO", "RS", "EU", "NL", "CA", "FAO"}


def test_every_limit_has_a_place_to_look_it_up(limits: Limits):
    for row in limits.rows:
        assert row.article, row.limit_id
        assert row.verified_in or row.verification in ("from_memory", "derived"), row.limit_id


def test_the_validation_page_counts_what_the_registry_holds(limits):
    page = (REGISTRY.parents[1] / "docs" / "VALIDATION.md").read_text(encoding="utf-8")
    for regulation_id, rows in limits.table().groupby("regulation_id"):
        title = limits.regulations[regulation_id].short_title
        ways = rows["verification"].value_counts()
        known = ", ".join(f"{count} {way.replace('_', ' ')}" for way, count in ways.items())
        assert f"| {title} | {len(rows)} | {rows['checked'].sum()} | {known} |" in page


def test_a_limit_whose_unit_or_number_is_from_memory_is_not_called_checked(limits):
    remembered = [row for row in limits.rows if "from_memory" in row.note]
    assert remembered
    assert not [row.limit_id for row in remembered if row.checked]


def test_a_dry_mass_that_the_law_does_not_print_is_not_stated(limits):
    farmland = [row for row in limits.rows if row.regulation_id == "RS-23-1994"]
    assert {row.basis for row in farmland} == {""}


def test_every_serbian_soil_limit_is_the_dutch_number_and_says_so(limits):
    same = {"limit": "target", "remediation": "intervention"}
    dutch = {
        (row.analyte, row.threshold): row.value
        for row in limits.rows
        if row.regulation_id == "NL-2000"
    }
    serbian = [row for row in limits.rows if row.regulation_id in ("RS-30-2018", "RS-88-2010")]
    assert len(serbian) == 68
    for row in serbian:
        assert row.value == dutch[row.analyte, same[row.threshold]], row.limit_id
        assert "Dutch list of 2000" in row.second_source


def test_no_remark_on_a_limit_shouts(limits):
    shouting = re.compile(r"\b[A-Z]{3,}\b\W+\b[A-Z]{3,}\b")
    assert not [row.limit_id for row in limits.rows if shouting.search(row.note)]
