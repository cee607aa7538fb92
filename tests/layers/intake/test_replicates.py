"""Several values of one sample: which is which when a file comes again."""

from itertools import permutations
from pathlib import Path

import pytest

from layers.store import open_store
from tests.layers.intake.tables import book
from tests.layers.intake.test_import import SOURCE, contents, run


def bring(store: Path, *copper: str, heads: str = "Sample,Cu [mg/kg]") -> int:
    file = store.parent / "lab.csv"
    file.write_text("\n".join([heads, *(f"A,{value}" for value in copper)]))
    return run(file, store, "--medium", "soil", *SOURCE)


def held(store: Path) -> dict[str, float]:
    values = open_store(store).values()
    return dict(zip(values["measurement_id"], values["value"], strict=True))


@pytest.mark.parametrize("order", list(permutations(["5", "10", "20"])))
def test_another_replicate_adds_a_row_and_changes_none(store, capsys, order):
    bring(store, "10", "20")
    before = held(store)
    capsys.readouterr()
    assert bring(store, *order) == 0
    assert "1 rows were added, 0 changed" in capsys.readouterr().out
    assert held(store).items() > before.items()


def test_replicates_in_another_order_are_the_same(store):
    bring(store, "10", "20", "5")
    before = contents(store)
    assert bring(store, "5", "20", "10") == 0
    assert contents(store) == before


def test_a_corrected_replicate_replaces_the_wrong_one_only(store, capsys):
    bring(store, "10", "20", "5")
    capsys.readouterr()
    bring(store, "10", "21", "5")
    assert "0 rows were added, 1 changed" in capsys.readouterr().out
    assert sorted(held(store).values()) == [5, 10, 21]


def test_a_row_of_another_sheet_is_a_copy_or_a_replicate(store, capsys):
    file = store.parent / "lab.xlsx"
    head = ["Sample", "Cu [mg/kg]"]
    file.write_bytes(book([head, ["A", 10]], [head, ["A", 10], ["A", 20]]))
    assert run(file, store, "--medium", "soil", *SOURCE) == 1
    said = capsys.readouterr().err
    assert "sheet Sheet 2, line 2: found the same as line 2 of sheet 'Sheet 1'" in said
    assert "line 3: found another value for the sample of line 2 of sheet 'Sheet 1'" in said
    assert sorted(held(store).values()) == [10, 20]


def test_an_id_that_stands_twice_is_refused_and_not_overwritten(store, capsys):
    file = store.parent / "lab.csv"
    file.write_text("measurement_id,Sample,Cu [mg/kg]\nM1,A,10\nM1,B,20\n")
    assert run(file, store, "--medium", "soil", *SOURCE) == 1
    assert 'line 3, column measurement_id: found "M1", expected another id' in (
        capsys.readouterr().err)  # fmt: skip
    assert held(store) == {"M1": 10}


def test_samples_that_only_their_signs_tell_apart_are_two_points(store):
    file = store.parent / "lab.csv"
    file.write_text("Sample,lat,lon,Cu [mg/kg]\nA/1,44.1001,22.1001,5\nA-1,44.2001,22.2001,6\n")
    assert run(file, store, "--medium", "soil", *SOURCE) == 0
    values = open_store(store).values().set_index("value")
    assert values["lat"].to_dict() == {5: 44.1001, 6: 44.2001}
    assert values["point_id"].nunique() == 2
