import json
import subprocess
import sys
from pathlib import Path

import pytest

from layers.__main__ import commands, main
from tests.layers.packages import change

ROOT = Path(__file__).resolve().parents[2]


def atlas(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "layers", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_sound_package_validates_with_status_0() -> None:
    run = atlas("validate", "data")
    assert (run.returncode, run.stderr) == (0, "")
    assert "457 measurements" in run.stdout


def test_a_broken_package_validates_with_status_1_on_standard_error(small_package: Path) -> None:
    change(small_package, "measurements.csv", 2, {"value": "-3"})
    run = atlas("validate", str(small_package))
    assert (run.returncode, run.stdout) == (1, "")
    assert "measurements.csv, line 2, column value: found -3 mg/kg, expected at least" in run.stderr
    assert "Traceback" not in run.stderr


def test_info_says_what_a_package_holds(
    small_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", str(small_package)]) == 0
    said = capsys.readouterr().out
    assert "small 0.1.0, published data" in said
    assert "6  measurements" in said
    assert "2019 to 2020, where a date is known" in said


def test_info_of_nothing_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", str(tmp_path / "nowhere")]) == 1
    assert "no such folder" in capsys.readouterr().err


def test_describe_keeps_what_the_package_says_of_itself(small_package: Path) -> None:
    path = small_package / "datapackage.json"
    before = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**before, "resources": []}), encoding="utf-8")
    assert main(["describe", str(small_package)]) == 0
    assert json.loads(path.read_text(encoding="utf-8")) == before


def test_describe_refuses_a_descriptor_without_a_name(
    small_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_package / "datapackage.json").write_text("{}")
    assert main(["describe", str(small_package)]) == 1
    assert "column name: found nothing" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    assert commands()[name].HELP.split()[0] in capsys.readouterr().out


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["fly"])
    assert left.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
