"""The first import of a laboratory, into a folder that is not there yet."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from layers.errors import PackageError, Problem
from layers.store import open_store
from tests.layers.intake.test_import import LAB, ROOT, SOURCE, run

OPTIONS = ("--medium", "soil", *SOURCE)


def left(folder: Path, *but: str) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in but)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4 no table", b"id,Cu [mg/kg]\nA,abc\n", b"id,Cu\nA,5\n"]
)
def test_a_failed_first_import_leaves_nothing_behind(tmp_path, content):
    file = tmp_path / "lab.csv"
    file.write_bytes(content)
    assert run(file, tmp_path / "deep" / "mine", *OPTIONS) == 1
    assert left(tmp_path) == ["lab.csv"]


def test_a_first_import_without_its_source_leaves_nothing_behind(lab, tmp_path):
    assert run(lab, tmp_path / "mine", "--medium", "soil") == 1
    assert left(tmp_path) == ["lab.csv"]


def test_a_first_import_makes_the_folders_above_too(lab, tmp_path):
    assert run(lab, tmp_path / "deep" / "mine", *OPTIONS) == 0
    assert open_store(tmp_path / "deep" / "mine").package.name == "mine"
    assert left(tmp_path) == ["deep", "lab.csv"]
    assert left(tmp_path / "deep") == ["mine"]


def test_a_first_hidden_import_leaves_its_key_beside_the_package(lab, tmp_path):
    for _ in range(2):
        assert run(lab, tmp_path / "deep" / "mine", *OPTIONS, "--positions", "cell") == 0
    assert left(tmp_path / "deep") == ["mine", "mine.key"]


def test_a_first_import_killed_at_work_leaves_no_half_package(tmp_path):
    file, store = tmp_path / "lab.csv", tmp_path / "mine"
    file.write_text(LAB)
    process = os.fork()
    if process == 0:
        written = Path.write_text

        def dying(self: Path, *args: str, **options: str) -> int:
            if self.name == "measurements.csv":
                os.kill(os.getpid(), signal.SIGKILL)
            return written(self, *args, **options)

        Path.write_text = dying
        run(file, store, *OPTIONS)
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(process, 0)[1])
    assert not store.exists()
    assert len(left(tmp_path, "lab.csv")) == 1
    assert run(file, store, *OPTIONS) == 0
    assert left(tmp_path) == ["lab.csv", "mine"]


def test_two_first_imports_at_once_both_arrive(tmp_path):
    jobs = []
    for number in (1, 2):
        file = tmp_path / f"lab{number}.csv"
        file.write_text(LAB.replace("A1", f"S{number}a").replace("A2", f"S{number}b"))
        source = ["--source", f"LAB{number}", "--title", "x", "--licence", "y", "--medium", "soil"]
        command = [sys.executable, "-m", "layers", "import", str(file), "--to",
                   str(tmp_path / "mine"), *source]  # fmt: skip
        jobs.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
    said = sorted(job.communicate(timeout=120)[0].splitlines()[-1] for job in jobs)
    assert said == [f"import {number}; --undo LAST takes it back" for number in (1, 2)]
    assert open_store(tmp_path / "mine").values().groupby("source_id").size().tolist() == [6, 6]
    assert left(tmp_path, "mine") == ["lab1.csv", "lab2.csv"]


def test_an_import_that_finds_no_place_does_not_say_it_was_done(lab, tmp_path, capsys, monkeypatch):
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name == "mine":
            raise OSError(39, "Directory not empty")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    assert run(lab, tmp_path / "mine", *OPTIONS) == 1
    told = capsys.readouterr()
    assert "Directory not empty" in told.err
    assert "import 1" not in told.out


def test_a_link_to_nothing_is_refused(lab, tmp_path, capsys):
    (tmp_path / "mine").symlink_to(tmp_path / "gone")
    assert run(lab, tmp_path / "mine", *OPTIONS) == 1
    told = capsys.readouterr()
    assert "found a link to" in told.err
    assert "import 1" not in told.out


@pytest.mark.parametrize(
    ("folder", "name"), [("Čačak", "cacak"), ("бор", "bor"), ("2026 š", "2026-s"), ("™", "own")]
)
def test_a_package_may_stand_in_a_folder_of_any_name(lab, tmp_path, folder, name):
    assert run(lab, tmp_path / folder, *OPTIONS) == 0
    package = open_store(tmp_path / folder).package
    assert (package.name, package.title) == (name, folder)


def test_a_first_package_against_the_rules_is_told_by_its_own_folder(lab, tmp_path, monkeypatch,
                                                                     capsys):  # fmt: skip
    def broken(folder, *_):
        raise PackageError(str(folder), [Problem("a.csv", 2, "", "x", "y", f"see {folder}")])

    monkeypatch.setattr("layers.intake.importing.read_package", broken)
    assert run(lab, tmp_path / "mine", *OPTIONS) == 1
    said = capsys.readouterr().err
    assert f"{tmp_path / 'mine'}, with this change, is not a valid data package" in said
    assert f"see {tmp_path / 'mine'}" in said
    assert "atlas-" not in said


def test_a_file_is_no_package(lab, tmp_path, capsys):
    assert run(lab, lab, *OPTIONS) == 1
    assert "expected a data package" in capsys.readouterr().err
