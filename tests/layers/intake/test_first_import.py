"""The first import of a laboratory, into a folder that is not there yet."""

import os
import signal
from pathlib import Path

import pytest

from layers.errors import PackageError, Problem
from layers.store import open_store
from tests.layers.intake.test_import import LAB, SOURCE, run

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
    assert run(file, store, *OPTIONS) == 0


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
