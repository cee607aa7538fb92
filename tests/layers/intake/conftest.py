from pathlib import Path

import pytest

from layers.intake.importing import new_package
from tests.layers.intake.test_import import LAB


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    file = tmp_path / "lab.csv"
    file.write_text(LAB)
    return file


@pytest.fixture
def store(tmp_path: Path) -> Path:
    new_package(tmp_path / "store")
    return tmp_path / "store"
