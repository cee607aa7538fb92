"""How the application starts, and how it says why it does not."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import REPOSITORY, serving


def start(folder: Path = REPOSITORY, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start the app where it must end by itself."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ATLAS_")} | settings
    return subprocess.run(
        [sys.executable, "app.py"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the app without its history and environment."""
    folder = tmp_path / "atlas"
    skipped = shutil.ignore_patterns(".git", ".venv", "tests", "docs", "__pycache__", ".*_cache")
    shutil.copytree(REPOSITORY, folder, ignore=skipped)
    return folder


def test_a_broken_package_is_refused_with_file_line_and_column(copy: Path) -> None:
    table = copy / "data" / "measurements.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    column = lines[0].rstrip("\n").split(",").index("value")
    cells = lines[1].split(",")
    cells[column] = "-3"
    lines[1] = ",".join(cells)
    table.write_text("".join(lines), "utf-8")
    ended = start(copy, PORT="0")
    assert ended.returncode == 1
    assert "measurements.csv, line 2, column value" in ended.stderr
    assert "found -3 mg/kg, expected at least 0 mg/kg" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_font_is_named(copy: Path) -> None:
    (copy / "assets" / "fonts" / "atlas-sans-latin.woff2").unlink()
    ended = start(copy)
    assert ended.returncode == 1
    assert "assets/fonts/atlas-sans-latin.woff2" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_basemap_is_named(copy: Path) -> None:
    (copy / "data" / "basemap" / "borders.geojson").unlink()
    ended = start(copy)
    assert ended.returncode == 1
    assert "data/basemap/borders.geojson" in ended.stderr


def test_missing_limits_stop_the_start_instead_of_leaving_all_unjudged(copy: Path) -> None:
    (copy / "data" / "registry" / "limits_soil.csv").unlink()
    ended = start(copy)
    assert ended.returncode == 1
    assert "RO.soil.sensitive: no limit of RO-756-1997 for soil" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_package_that_is_not_there_is_named() -> None:
    ended = start(ATLAS_DATA="/nowhere/at-all")
    assert ended.returncode == 1
    assert "/nowhere/at-all" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("port", ["eighty", "70000", ""])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    ended = start(PORT=port)
    assert ended.returncode == 1
    assert "expected a number from 1 to 65535" in ended.stderr


def test_a_port_in_use_is_said_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = start(PORT=str(taken.getsockname()[1]))
    assert ended.returncode == 1
    assert "is in use" in ended.stderr
    assert "PORT=" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_another_package_is_served_by_naming_its_folder() -> None:
    with serving(env={"ATLAS_DATA": "data/training"}) as server:
        health = server.health()
    assert health["package"]["simulated"] is True  # type: ignore[index]
