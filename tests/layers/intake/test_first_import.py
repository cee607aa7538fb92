"""The first import of a laboratory, into a folder that is not there yet."""

import os
import signal
from pathlib import Path

import pytest

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


def test_a_file_is_no_package(lab, tmp_path, capsys):
    assert run(lab, lab, *OPTIONS) == 1
    assert "expected a data package" in capsys.readouterr().err
