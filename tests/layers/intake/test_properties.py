"""What must hold for every table: order and words of headings do not matter, exports come back."""

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.intake import IntakeError
from layers.intake.folding import fold
from layers.intake.importing import new_package
from layers.intake.write import write_file
from layers.registry import Registry
from layers.store import open_store
from tests.layers.intake.exports import export_frame
from tests.layers.intake.tables import read, values, words
from tests.layers.intake.test_import import contents, run
from tests.layers.packages import write_small_package

HEADS = {"id": ["Sample", "cod probă", "Узорак"], "lat": ["Latitudine", "Ширина"],
         "lon": ["Longitude", "Дужина"], "date": ["Data", "Датум"],
         "Cu [mg/kg]": ["Бакар (mg/kg)", "cupru ppm", "Copper, mg/kg"],
         "Pb [mg/kg]": ["Olovo (ppm)", "Plumb [mg/kg]"]}  # fmt: skip
ROW = {"lat": "44.0765", "lon": "22.0959", "date": "2024-05-31"}
SHOWN = ["sample_id", "lat", "lon", "date_start", "analyte", "printed", "censoring", "unit"]

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def table(heads: list[str], names: dict[str, str], cells: list[tuple[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([names.get(head, head) for head in heads])
    for number, (copper, lead) in enumerate(cells):
        row = {**ROW, "id": f"S{number}", "Cu [mg/kg]": copper, "Pb [mg/kg]": lead}
        writer.writerow([row[head] for head in heads])
    return stream.getvalue()


amounts = st.one_of(
    st.floats(0.001, 9e5).map(lambda number: f"{number:.6g}"),
    st.floats(0.01, 50).map(lambda number: f"<{number:.2f}"),
)


@quick
@given(
    st.permutations(list(HEADS)),
    st.fixed_dictionaries({head: st.sampled_from([head, *names]) for head, names in HEADS.items()}),
    st.lists(st.tuples(amounts, amounts), min_size=1, max_size=4),
)
def test_order_and_language_of_headings_change_nothing(order, names, cells):
    plain, other = (
        read(text).sound[SHOWN].sort_values(["sample_id", "analyte"])
        for text in (table(list(HEADS), {}, cells), table(order, names, cells))
    )
    same_unit = [column for column in SHOWN if column != "unit"]
    assert plain[same_unit].to_numpy().tolist() == other[same_unit].to_numpy().tolist()


@quick
@given(st.floats(1e-6, 1e9), st.sampled_from(["µg/g", "g/t", "µg/kg", "%", "g/kg"]))
def test_a_unit_there_and_back_changes_nothing_beyond_rounding(value, unit):
    registry = Registry.load()
    there = registry.convert(value, unit, "mg/kg")
    back = registry.convert(there, "mg/kg", unit)
    assert back == pytest.approx(value, rel=1e-12)


@quick
@given(st.text(max_size=40))
def test_no_cell_makes_the_intake_stumble(cell):
    stream = io.StringIO()
    heads = ["id", "lat", "date", "depth", "Cu [mg/kg]"]
    csv.writer(stream).writerows([heads, ["A", cell, cell, cell, cell]])
    with contextlib.suppress(IntakeError):
        assert len(values(read(stream.getvalue()))) <= 1


@quick
@given(st.binary(max_size=300))
def test_no_bytes_make_the_intake_stumble(data):
    with contextlib.suppress(IntakeError):
        read(data, "any.bin")


def test_export_import_export_is_the_same(tmp_path: Path):
    first = write_small_package(tmp_path / "first")
    exported = tmp_path / "one.csv"
    write_file(export_frame(open_store(first)), exported)
    second = tmp_path / "second"
    new_package(second)
    for name in ("sources.csv", "water_bodies.csv"):
        (second / name).write_bytes((first / name).read_bytes())
    assert run(exported, second, "--source", "PAPER") == 0
    again = tmp_path / "two.csv"
    write_file(export_frame(open_store(second)), again)
    assert again.read_text() == exported.read_text()
    before = contents(second)
    assert run(again, second, "--source", "PAPER") == 0
    assert contents(second) == before


def test_every_spelling_of_a_heading_has_one_meaning():
    owner: dict[str, str] = {}
    for row in words().headings.itertuples():
        names = {fold(name) for name in (row.role, *row.spellings.split(";"))}
        for name in names:
            assert owner.setdefault(name, row.role) == row.role, name
