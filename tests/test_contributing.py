"""The examples of CONTRIBUTING.md, done as they are written."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from layers.assess import load_limits
from layers.registry import Registry
from layers.store import open_store

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLES = re.findall(
    r"^```csv (\S+)\n(.*?)^```$",
    (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded package with every example row added to the end of its table."""
    folder = tmp_path_factory.mktemp("contributed") / "data"
    shutil.copytree(
        REPOSITORY / "data", folder, ignore=shutil.ignore_patterns("basemap", "training")
    )
    for name, rows in EXAMPLES:
        with (folder.parent / name).open("a", encoding="utf-8") as table:
            table.write(rows)
    assert _layers("describe", folder) == (0, "")
    return folder


def _layers(command: str, folder: Path) -> tuple[int, str]:
    """Status and complaints of a command of the atlas's data tools."""
    done = subprocess.run(
        [sys.executable, "-m", "layers", command, str(folder)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_the_extended_package_is_sound(package: Path) -> None:
    assert _layers("validate", package) == (0, "")


def test_the_added_values_are_in_the_atlas_with_their_source(package: Path) -> None:
    values = open_store(str(package)).values().set_index("measurement_id")
    copper, cadmium = values.loc["EXAMPLE2026-01"], values.loc["EXAMPLE2026-02"]
    assert (copper["value_std"], copper["unit_std"], copper["source_id"]) == (
        152.0,
        "mg/kg",
        "EXAMPLE2026",
    )
    assert not copper["pooled"]
    assert cadmium["censoring"] == "<"


def test_the_added_metal_is_found_by_its_serbian_name(package: Path) -> None:
    assert Registry.load(package / "registry").find_analyte("паладијум") == "Pd"


def test_the_added_limit_is_one_of_those_that_judge_soil(package: Path) -> None:
    limits = load_limits(package / "registry")
    [limit] = limits.by_place["EXAMPLE-2026", "soil", "Pd"]
    assert (limit.value, limit.checked) == (5, False)
    assert "EXAMPLE.soil" in [
        ladder.ladder_id for ladder in limits.ladders_for("EU", "soil", "sensitive")
    ]
