from pathlib import Path

import pandas as pd
import pytest

from layers.assess import Limits, load_limits

REGISTRY = Path(__file__).parents[3] / "data" / "registry"


@pytest.fixture(scope="session")
def limits() -> Limits:
    return load_limits(REGISTRY)


def frame(*rows: dict[str, object], **same: object) -> pd.DataFrame:
    """Values as a store gives them; what is not said is a detected single soil value in mg/kg."""
    usual = {"medium": "soil", "unit": "mg/kg", "censoring": "", "fraction": "",
             "statistic": "single", "date_end": "2024-05-01"}  # fmt: skip
    return pd.DataFrame([usual | same | row for row in rows])
