"""The simulated package as a folder: regenerated to the byte, never half-written, never mixed."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

import layers.simulate.writer
from layers.__main__ import main
from layers.errors import AtlasError
from layers.simulate import write_survey
from layers.validate import read_package

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "data" / "training"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_survey(tmp_path / "survey", 40, seed=1)
    return tmp_path / "survey"


def test_the_command_in_its_readme_regenerates_the_training_survey_byte_for_byte(
    tmp_path: Path,
) -> None:
    readme = (TRAINING / "README.md").read_text(encoding="utf-8")
    command = re.search(r"python -m layers (simulate .*) -o", readme)
    assert command is not None
    assert main([*shlex.split(command[1]), "-o", str(tmp_path / "again")]) == 0
    assert contents(tmp_path / "again") == contents(TRAINING)


def test_the_training_survey_is_a_sound_package_of_about_600_samples() -> None:
    package = read_package(TRAINING)
    values, points = package.frames["measurements"], package.frames["sampling_points"]
    assert package.facts.simulated
    assert values["sample_id"].nunique() == 600
    assert values["analyte"].nunique() == 10
    assert set(points["country"]) == {"RO", "RS"}
    assert values["date_start"].str[:4].nunique() == 3
    assert set(package.footprints) <= set(package.frames["waste_areas"]["waste_id"])
    assert sum(len(file) for file in contents(TRAINING).values()) < 1_200_000


def test_everything_in_the_training_survey_says_that_it_is_simulated() -> None:
    package = read_package(TRAINING)
    title = (TRAINING / "README.md").read_text(encoding="utf-8").splitlines()[0]
    assert title == "# SIMULATED training survey: no number in here is a measurement"
    assert package.frames["sources"]["source_id"].tolist() == ["TRAINING-SIM"]
    assert "Simulated" in package.frames["sources"]["title"].iloc[0]
    for name, frame in package.frames.items():
        assert set(frame["source_id"]) <= {"TRAINING-SIM"}, name
    for name in ("mining_sites", "waste_areas", "sampling_points"):
        assert package.frames[name]["name"].str.contains("(simulated)", regex=False).all()


def test_invented_sites_are_called_exercises_and_claim_no_facility() -> None:
    frames = read_package(TRAINING).frames
    for name in ("mining_sites", "waste_areas"):
        assert frames[name]["name"].str.startswith("Exercise ").all()
        assert (frames[name]["operator" if name == "mining_sites" else "incidents"] == "").all()
    assert set(frames["waste_areas"]["category_2006_21"]) == {"unknown"}


def test_waste_areas_with_an_outline_have_its_area_and_lie_in_it() -> None:
    outlines = gpd.read_file(TRAINING / "waste_footprints.geojson").set_index("waste_id")
    waste = pd.read_csv(TRAINING / "waste_areas.csv").set_index("waste_id").loc[outlines.index]
    hectares = outlines.to_crs(32634).area / 10_000
    assert len(outlines) >= 3
    assert (abs(hectares / waste["area_ha"] - 1) < 0.01).all()
    assert shapely.contains_xy(outlines.geometry.values, waste["lon"], waste["lat"]).all()
    assert all(polygon.exterior.is_ccw for polygon in outlines.geometry)


def test_waste_areas_show_all_three_ways_of_being_known() -> None:
    waste = pd.read_csv(TRAINING / "waste_areas.csv")
    outlined = set(gpd.read_file(TRAINING / "waste_footprints.geojson")["waste_id"])
    without = waste[~waste["waste_id"].isin(outlined)]
    assert without["area_ha"].notna().any()
    assert without["area_ha"].isna().any()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_survey(
    small: Path, tmp_path: Path
) -> None:
    write_survey(tmp_path / "same", 40, seed=1)
    write_survey(tmp_path / "other", 40, seed=2)
    assert contents(tmp_path / "same") == contents(small)
    for name in ("measurements.csv", "sampling_points.csv"):
        assert (tmp_path / "other" / name).read_bytes() != (small / name).read_bytes()


def test_a_larger_survey_begins_with_the_smaller_one(small: Path, tmp_path: Path) -> None:
    write_survey(tmp_path / "larger", 15_000, seed=1)
    for name in ("measurements.csv", "sampling_points.csv"):
        assert (tmp_path / "larger" / name).read_bytes().startswith((small / name).read_bytes())


@pytest.mark.parametrize("samples", [1, 2, 37])
def test_a_survey_of_any_size_is_sound(samples: int, tmp_path: Path) -> None:
    write_survey(tmp_path / "survey", samples, seed=3)
    package = read_package(tmp_path / "survey")
    assert package.frames["measurements"]["sample_id"].nunique() == samples
    used = set(package.frames["measurements"]["point_id"])
    assert set(package.frames["sampling_points"]["point_id"]) == used


def test_a_simulated_package_is_replaced(small: Path) -> None:
    before = contents(small)
    write_survey(small, 41, seed=1)
    assert contents(small).keys() == before.keys()
    assert len(contents(small)["measurements.csv"]) > len(before["measurements.csv"])
    assert [path.name for path in small.parent.iterdir()] == ["survey"]


def test_published_data_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = tmp_path / "published"
    published.mkdir()
    (published / "datapackage.json").write_text('{"simulated": false}', encoding="utf-8")
    assert main(["simulate", "--samples", "5", "-o", str(published)]) == 1
    assert "not a simulated package" in capsys.readouterr().err
    assert [path.name for path in published.iterdir()] == ["datapackage.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["published"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"simulated": "yes"}'])
def test_a_folder_with_any_other_descriptor_is_not_overwritten(text: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(AtlasError, match="not a simulated package"):
        write_survey(tmp_path, 5, seed=1)


def test_notes_kept_in_a_simulated_package_are_not_lost(small: Path) -> None:
    (small / "my notes.txt").write_text("from the workshop", encoding="utf-8")
    with pytest.raises(AtlasError, match=r"my notes\.txt"):
        write_survey(small, 5, seed=1)
    assert (small / "my notes.txt").exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "survey").write_text("mine", encoding="utf-8")
    with pytest.raises(AtlasError, match="is a file"):
        write_survey(tmp_path / "survey", 5, seed=1)


@pytest.mark.parametrize(("samples", "seed"), [(0, 1), (-3, 1), (5, -1)])
def test_impossible_numbers_are_refused_before_anything_is_written(
    samples: int, seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [f"--samples={samples}", f"--seed={seed}", "-o", str(tmp_path / "survey")]
    assert main(["simulate", *arguments]) == 1
    assert capsys.readouterr().err.startswith("error: a s")
    assert not list(tmp_path.iterdir())


def test_a_survey_that_fails_on_the_way_leaves_the_old_one_whole(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(small)

    def broken(*_: object) -> Iterator[object]:
        yield from ()
        raise OSError("no space left on device")

    monkeypatch.setattr(layers.simulate.writer, "survey_batches", broken)
    with pytest.raises(AtlasError, match="no space left"):
        write_survey(small, 100, seed=2)
    assert contents(small) == before
    assert [path.name for path in small.parent.iterdir()] == ["survey"]


def test_a_killed_run_leaves_the_old_survey_whole_and_the_next_one_clears_up(small: Path) -> None:
    before = contents(small)
    command = [sys.executable, "-m", "layers", "simulate", "--samples", "5000000", "-o", str(small)]
    process = subprocess.Popen(command, cwd=ROOT)
    deadline = time.monotonic() + 60
    while not list(small.parent.glob(".survey.partial-*/measurements.csv")):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert contents(small) == before
    assert len(list(small.parent.iterdir())) == 2
    write_survey(small, 40, seed=1)
    assert contents(small) == before
    assert [path.name for path in small.parent.iterdir()] == ["survey"]


def test_a_run_killed_between_its_two_renames_is_mended_by_the_next(small: Path) -> None:
    before = contents(small)
    small.rename(small.parent / ".survey.previous")
    (small.parent / ".survey.previous" / "unasked for").write_text("", encoding="utf-8")
    with pytest.raises(AtlasError, match="unasked for"):
        write_survey(small, 40, seed=1)
    (small / "unasked for").unlink()
    assert contents(small) == before
    write_survey(small, 40, seed=1)
    assert [path.name for path in small.parent.iterdir()] == ["survey"]


def test_the_unfinished_folder_of_a_run_still_at_work_is_left_alone(small: Path) -> None:
    other = small.parent / f".survey.partial-{os.getppid()}"
    other.mkdir()
    write_survey(small, 40, seed=1)
    assert other.exists()


def test_long_work_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("layers.cli.simulate.LONG_WORK_S", 0.0)
    assert main(["simulate", "--samples", "12000", "-o", str(tmp_path / "survey")]) == 0
    printed = capsys.readouterr()
    assert printed.err.splitlines()[-1] == "12,000 of 12,000 samples, about 0 s left"
    assert printed.out.startswith("12,000 simulated samples written")
