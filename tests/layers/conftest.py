from pathlib import Path

import pytest

from tests.layers.packages import write_small_package


@pytest.fixture
def small_package(tmp_path: Path) -> Path:
    """A sound package that a test may break."""
    return write_small_package(tmp_path / "package")
