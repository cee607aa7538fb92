"""Workbooks with several sheets: the same lines, other points."""

from pathlib import Path

from dashboard.own.rows import judged_values
from layers.assess import load_limits
from layers.intake.importing import new_package
from layers.store import open_store
from tests.layers.intake.tables import book, read
from tests.layers.intake.test_import import SOURCE, run

HEAD = ["Sample", "Latitude", "Longitude", "Date", "Cu [mg/kg]"]
TWO_YEARS = book(
    [HEAD, ["A1", 44.0711, 22.1011, "2023-05-01", 11], ["A2", 44.0722, 22.1022, "2023-05-01", 12]],
    [HEAD, ["B1", 44.2711, 22.3011, "2024-05-01", 91], ["B2", 44.2722, 22.3022, "2024-05-01", 92]],
)
COPPER_AT = {11: 44.0711, 12: 44.0722, 91: 44.2711, 92: 44.2722}
NAMES = ["Name", *HEAD[1:]]
ONE_PLACE = book(
    [NAMES, ["Well", 44.0711, 22.1011, "2023-05-01", 11]],
    [NAMES, ["Garden", 44.0711, 22.1011, "2023-05-01", 91]],
)


def test_values_of_a_second_sheet_lie_at_their_own_points(tmp_path: Path):
    file, store = tmp_path / "two.xlsx", tmp_path / "store"
    file.write_bytes(TWO_YEARS)
    new_package(store)
    assert run(file, store, "--medium", "soil", *SOURCE) == 0
    found = open_store(store).values().set_index("value")
    assert found["lat"].to_dict() == COPPER_AT
    assert found["sample_id"].to_dict() == {11: "A1", 12: "A2", 91: "B1", 92: "B2"}


def test_values_of_a_second_sheet_are_shown_at_their_own_points():
    frame = judged_values(read(TWO_YEARS, "two.xlsx"), load_limits())
    assert frame["point"].nunique() == len(frame)
    assert frame.set_index("value")["lat"].to_dict() == COPPER_AT


def test_values_of_a_second_sheet_are_shown_under_their_own_names():
    frame = judged_values(read(ONE_PLACE, "two.xlsx"), load_limits())
    assert frame.set_index("value")["name"].to_dict() == {11: "Well", 91: "Garden"}


def test_a_refused_row_of_a_second_sheet_names_its_sheet(tmp_path: Path, capsys):
    file, store = tmp_path / "two.xlsx", tmp_path / "store"
    good = ["A1", 44.0711, 22.1011, "2023-05-01", 11, 3]
    wrong = ["B1", 44.2711, 22.3011, "2024-05-01", 91, -1]
    file.write_bytes(book([[*HEAD, "sd"], good], [[*HEAD, "sd"], wrong]))
    new_package(store)
    assert run(file, store, "--medium", "soil", *SOURCE) == 1
    assert 'two.xlsx, sheet Sheet 2, line 2, column sd: found "-1' in capsys.readouterr().err
    assert open_store(store).values()["sample_id"].tolist() == ["A1"]
