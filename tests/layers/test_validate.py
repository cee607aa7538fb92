import json
from pathlib import Path

import pytest

from layers.errors import AtlasError, PackageError, Problem
from layers.positions import DEFAULT_COUNTRIES
from layers.store import open_store
from layers.validate import read_package
from tests.layers.broken_cells import CELLS
from tests.layers.packages import change

ROOT = Path(__file__).resolve().parents[2]


def only_problem(folder: Path) -> Problem:
    with pytest.raises(PackageError) as refusal:
        read_package(folder)
    assert refusal.value.total == 1, str(refusal.value)
    return refusal.value.problems[0]


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(PackageError) as refusal:
        read_package(folder)
    return list(refusal.value.problems)


def test_the_published_evidence_is_sound() -> None:
    package = read_package(ROOT / "data")
    assert not package.facts.simulated
    assert len(package.frames["measurements"]) == 457


def test_the_small_package_is_sound(small_package: Path) -> None:
    assert len(read_package(small_package).frames["measurements"]) == 6


@pytest.mark.parametrize(("file", "line", "cells", "column", "found", "expected"), CELLS)
def test_a_wrong_cell_is_named_by_table_line_and_column(
    small_package: Path,
    file: str,
    line: int,
    cells: dict[str, str],
    column: str,
    found: str,
    expected: str,
) -> None:
    change(small_package, file, line, cells)
    problem = only_problem(small_package)
    assert (problem.file, problem.row, problem.column) == (file, line, column)
    assert problem.found == found
    assert problem.expected.startswith(expected)


@pytest.mark.parametrize(
    ("file", "column", "cell", "length", "most"),
    [
        ("measurements.csv", "value", "0." + "1" * 60, "62", "40"),
        ("sampling_points.csv", "name", "B" * 10_000, "10,000", "160"),
        ("sources.csv", "note", "B" * 4001, "4,001", "4,000"),
        ("mining_sites.csv", "commodities", "Cu;" * 900 + "Cu", "2,702", "2,000"),
    ],
)
def test_a_cell_that_would_choke_a_page_is_refused_with_its_length(
    small_package: Path, file: str, column: str, cell: str, length: str, most: str
) -> None:
    change(small_package, file, 2, {column: cell})
    problem = only_problem(small_package)
    assert (problem.file, problem.row, problem.column) == (file, 2, column)
    assert problem.found.endswith(f"of {length} characters")
    assert problem.expected == f"at most {most} characters"


def test_latitude_beyond_the_pole_is_no_latitude(small_package: Path) -> None:
    change(small_package, "sampling_points.csv", 2, {"lat": "440.8"})
    found = problems(small_package)[0]
    assert (found.column, found.expected) == ("lat", "a number ≤ 90")


def test_a_village_across_the_danube_is_not_in_serbia(small_package: Path) -> None:
    change(
        small_package, "sampling_points.csv", 4, {"country": "RS", "lat": "44.80", "lon": "22.40"}
    )
    problem = only_problem(small_package)
    assert (problem.file, problem.row, problem.column) == ("sampling_points.csv", 4, "lat")
    assert "outside RS" in problem.found
    assert problem.expected == "a place in RS, within its uncertainty of 2,000 m"


def test_a_position_is_held_against_its_country_only_within_its_uncertainty(
    small_package: Path,
) -> None:
    wide = {"country": "RS", "lat": "44.80", "lon": "22.40", "coord_uncertainty_m": "20000"}
    change(small_package, "sampling_points.csv", 4, wide)
    read_package(small_package)


def test_swapped_coordinates_are_found_even_far_from_the_map(small_package: Path) -> None:
    change(small_package, "sampling_points.csv", 2, {"lat": "22.10", "lon": "44.08"})
    problem = only_problem(small_package)
    assert problem.found == "22.1 N 44.08 E"
    assert "are lat and lon swapped?" in problem.remedy


def test_a_line_is_counted_as_an_editor_counts_it(small_package: Path) -> None:
    path = small_package / "measurements.csv"
    change(small_package, "measurements.csv", 2, {"note": "two\nlines"})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("27.9", "27;9"), encoding="utf-8")
    problem = only_problem(small_package)
    assert path.read_text(encoding="utf-8").splitlines()[problem.row - 1].startswith("M-2")


def test_unknown_and_missing_columns_are_named(small_package: Path) -> None:
    path = small_package / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("licence", "license", 1))
    found = {(p.row, p.column, p.found) for p in problems(small_package)}
    assert found == {(1, "licence", "no such column"), (1, "license", "an unknown column")}


def test_a_column_given_twice_is_refused(small_package: Path) -> None:
    path = small_package / "water_bodies.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("flows_into", "facts", 1), encoding="utf-8")
    found = [(p.column, p.found) for p in problems(small_package) if p.row == 1]
    assert ("facts", "the column twice") in found


def test_a_row_with_a_cell_too_many_is_refused(small_package: Path) -> None:
    path = small_package / "findings.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1] + ",", lines[2]]) + "\n", encoding="utf-8")
    problem = only_problem(small_package)
    assert (problem.row, problem.found) == (2, "16 cells")
    assert problem.expected == "15 cells as in the header"


FILES = [
    (None, None, "no file", "a table findings.csv"),
    (b"", None, "an empty file", "a header line"),
    (b"\n\n", None, "an empty file", "a header line"),
    (b'finding_id,"place', 1, "broken CSV (unexpected end of data)", "a CSV row"),
    (b"finding_id,pla\0ce\n", 1, "broken CSV (a NUL byte)", "a CSV row"),
    ("finding_id,Čukaru\n".encode("cp1250"), 1, "the byte 0xC8, which is not UTF-8", "UTF-8 text"),
]


@pytest.mark.parametrize(("content", "line", "found", "expected"), FILES)
def test_a_damaged_file_is_named(
    small_package: Path, content: bytes | None, line: int | None, found: str, expected: str
) -> None:
    path = small_package / "findings.csv"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    problem = only_problem(small_package)
    assert (problem.file, problem.row) == ("findings.csv", line)
    assert (problem.found, problem.expected) == (found, expected)


def test_windows_1250_text_is_named_by_its_line(small_package: Path) -> None:
    path = small_package / "mining_sites.csv"
    change(small_package, "mining_sites.csv", 2, {"note": "Moldova Nouă"})
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1250"))
    named = [p for p in problems(small_package) if p.file == "mining_sites.csv"]
    assert [(p.row, p.remedy) for p in named] == [(2, "Save the file as UTF-8")]


def test_a_byte_order_mark_does_no_harm(small_package: Path) -> None:
    path = small_package / "sources.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    read_package(small_package)


DESCRIPTORS = [
    ("", "broken JSON"),
    ("[]", "no JSON object"),
    (None, "no file"),
]


@pytest.mark.parametrize(("text", "found"), DESCRIPTORS)
def test_a_package_needs_its_descriptor(small_package: Path, text: str | None, found: str) -> None:
    path = small_package / "datapackage.json"
    path.unlink()
    if text is not None:
        path.write_text(text)
    problem = only_problem(small_package)
    assert problem.file == "datapackage.json"
    assert problem.found.startswith(found)
    assert "python -m layers describe" in problem.remedy


def test_a_package_says_whether_it_is_simulated(small_package: Path) -> None:
    path = small_package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    del descriptor["simulated"]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    problem = only_problem(small_package)
    assert (problem.column, problem.found) == ("simulated", "nothing")


def test_a_descriptor_out_of_step_is_refused(small_package: Path) -> None:
    path = small_package / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"minimum": -90', '"minimum": -91'), encoding="utf-8")
    found = {p.found for p in problems(small_package)}
    assert "another description of sampling_points.csv" in found


def test_a_close_word_is_offered(small_package: Path) -> None:
    change(small_package, "mining_sites.csv", 2, {"status": "closd"})
    assert only_problem(small_package).remedy == "Did you mean closed?"


def test_a_trailing_space_is_named_as_such(small_package: Path) -> None:
    change(small_package, "sampling_points.csv", 2, {"country": "RS "})
    assert only_problem(small_package).remedy == "Remove the space"


def test_many_faults_are_counted_and_the_first_are_shown(small_package: Path) -> None:
    path = small_package / "measurements.csv"
    header, first, *_ = path.read_text(encoding="utf-8").splitlines()
    rows = [first.replace("M-1", f"M-{i}").replace("150.0", "-1") for i in range(80)]
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    with pytest.raises(PackageError) as refusal:
        read_package(small_package)
    lines = str(refusal.value).splitlines()
    assert lines[0].endswith("is not a valid data package: 80 problems")
    assert lines[-1] == "  ... and 30 more"
    assert len(lines) == 52


def test_the_store_refuses_a_broken_package_with_the_same_message(small_package: Path) -> None:
    change(small_package, "measurements.csv", 2, {"value": "-3"})
    with pytest.raises(PackageError) as refusal:
        open_store(small_package)
    assert "measurements.csv, line 2, column value: found -3 mg/kg" in str(refusal.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no such folder"):
        read_package(tmp_path / "nowhere")


def test_positions_are_never_left_unchecked_for_want_of_polygons(
    small_package: Path, tmp_path: Path
) -> None:
    with pytest.raises(AtlasError, match="is needed to check positions"):
        read_package(small_package, countries=tmp_path / "none.geojson")
    assert DEFAULT_COUNTRIES.exists()


def footprint(waste_id: str, ring: list[list[float]]) -> str:
    shape = {"type": "Polygon", "coordinates": [ring]}
    properties = {"waste_id": waste_id, "source_id": "PAPER"}
    feature = {"type": "Feature", "properties": properties, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


SQUARE = [[22.11, 44.06], [22.12, 44.06], [22.12, 44.07], [22.11, 44.07], [22.11, 44.06]]
BOW_TIE = [[22.11, 44.06], [22.12, 44.07], [22.12, 44.06], [22.11, 44.07], [22.11, 44.06]]
FOOTPRINTS = [
    (footprint("HILL", SQUARE), "waste_id", '"HILL"'),
    (footprint("POND", BOW_TIE), "geometry", "no sound polygon"),
    ("{}", "", "unreadable ('features')"),
]


@pytest.mark.parametrize(("text", "column", "found"), FOOTPRINTS)
def test_a_wrong_footprint_is_refused(
    small_package: Path, text: str, column: str, found: str
) -> None:
    (small_package / "waste_footprints.geojson").write_text(text)
    problem = only_problem(small_package)
    assert problem.file.startswith("waste_footprints.geojson")
    assert (problem.column, problem.found) == (column, found)


def test_a_sound_footprint_is_the_shape_of_its_waste_area(small_package: Path) -> None:
    (small_package / "waste_footprints.geojson").write_text(footprint("POND", SQUARE))
    layer = open_store(small_package).layer("waste_areas").set_index("waste_id")
    assert layer.geometry["POND"].geom_type == "Polygon"
    assert layer.geometry["TOTAL"].is_empty
