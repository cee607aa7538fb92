"""One sample gets one answer, whichever door it comes through."""

from pathlib import Path

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.atlas import Atlas
from dashboard.components.methods.example import Asked, answer
from dashboard.prerender import render
from dashboard.server import create_app, open_atlases
from layers.__main__ import main

ROOT = Path(__file__).parents[1]

SAMPLES = [
    ("soil", "Cu", "150", "mg/kg", "15", "5"),
    ("soil", "Cu", "20", "mg/kg", "", ""),
    ("soil", "Cd", "<0.5", "mg/kg", "8", "2.5"),
    ("soil", "Se", "200", "µg/kg", "", ""),
    ("soil", "Pb", "0.02", "%", "25", "10"),
    ("sediment", "Zn", "430", "mg/kg", "25", "10"),
    ("water", "Cu", "60", "µg/L", "", ""),
    ("drinking_water", "As", "<10", "µg/L", "", ""),
]
"""Medium, metal, value, unit, clay and organic matter in %."""


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlases(str(ROOT / "data")).named("published")


def by_service(client: FlaskClient, sample: tuple[str, ...]) -> dict[str, dict]:
    medium, analyte, value, unit, clay, organic = sample
    amount: float | str = value if value.startswith("<") else float(value)
    body = {
        "medium": medium,
        "clay_pct": float(clay) if clay else None,
        "organic_matter_pct": float(organic) if organic else None,
        "values": {analyte: {"value": amount, "unit": unit}},
    }
    result = client.post("/api/assess", json=body).get_json()["results"][0]
    first: dict[str, dict] = {}
    for one in result["verdicts"]:
        first.setdefault(one["jurisdiction"], one)
    return first | {"CF": result["index_details"]["CF"], "low": result.get("essential", {})}


@pytest.mark.parametrize("sample", SAMPLES, ids=["-".join(one[:3]) for one in SAMPLES])
def test_every_door_gives_the_same_answer(
    client: FlaskClient, atlas: Atlas, tmp_path: Path, sample: tuple[str, ...]
) -> None:
    served = by_service(client, sample)
    medium, analyte, value, unit, clay, organic = sample

    file = tmp_path / "one.csv"
    file.write_text(
        "medium,analyte,value,unit,clay_pct,organic_matter_pct\n"
        f"{medium},{analyte},{value},{unit},{clay},{organic}\n",
        encoding="utf-8",
    )
    assert main(["assess", str(file), "-o", str(tmp_path / "out.csv"), "--indices"]) == 0
    row = pd.read_csv(tmp_path / "out.csv", keep_default_na=False).iloc[0]
    for law in ("RO", "RS"):
        one = served[law]
        assert row[f"verdict_{law}"] == one["verdict"]
        assert row[f"reason_{law}"] == (one["reason"] or "")
        assert bool(row[f"checked_{law}"]) == one["checked"]
        if one["limit"] is not None:
            assert row[f"limit_{law}"] == pytest.approx(one["limit"])
    if "CF" in row and served["CF"]["value"] is not None:
        assert row["CF"] == pytest.approx(served["CF"]["value"])
    assert row.get("low_end", "") == served["low"].get("low_end", "")

    asked = Asked(analyte, value, unit, medium, clay=clay, organic_matter=organic)
    page = "".join(map(render, answer(atlas, asked)))
    for law in ("RO", "RS"):
        assert served[law]["label"] in page
        if served[law]["limit_id"]:
            assert f"#limit-{served[law]['limit_id']}" in page
