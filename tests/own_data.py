"""A reader's own values as tests need them: as the browser sends them, and as a tab keeps them."""

import base64
import gzip
import json
from collections.abc import Sequence
from typing import Any

from dashboard.own.table import OwnTable

HOSTILE = "<b>Bor</b><img src=x onerror=document.title=1>"
Row = dict[str, Any]
NUMBERS = ("value", "lat", "lon", "uncertainty_m", "n", "depth_top_cm", "depth_bottom_cm", "count",
           "clay_pct", "organic_matter_pct", "hardness_mg_l")  # fmt: skip

GARDEN: Row = {
    "point": "0",
    "name": "Garden",
    "file": "lab.csv",
    "country": "RS",
    "medium": "soil",
    "analyte": "Cu",
    "unit": "mg/kg",
    "censoring": "",
    "date_start": "2025-05-01",
    "land_use": "garden",
    "value": 150.0,
    "lat": 44.07,
    "lon": 22.1,
}
"""One value of copper in the soil of a garden in Bor: above the Romanian alert threshold."""


def own_rows(*rows: Row) -> list[Row]:
    """Return values like `GARDEN`, each with what differs."""
    return [GARDEN | row for row in rows]


def sent(rows: Sequence[Row]) -> dict[str, Any]:
    """Return values as the body of a request: words with codes, numbers as they are."""
    table: dict[str, Any] = {}
    for name in dict.fromkeys(key for row in rows for key in row):
        cells = [row.get(name, None if name in NUMBERS else "") for row in rows]
        words = list(dict.fromkeys(cells))
        codes = [words.index(cell) for cell in cells] if len(rows) < 500 else None
        if codes is None:
            place = {word: i for i, word in enumerate(words)}
            codes = [place[cell] for cell in cells]
        table[name] = cells if name in NUMBERS else {"words": words, "rows": codes}
    return table


def kept(rows: Sequence[Row], file: str = "lab.csv") -> str:
    """Return values as a tab keeps them in `sessionStorage["atlas.own"]`."""
    names = dict.fromkeys(key for row in rows for key in row if key != "file")
    columns = {
        name: [row.get(name, None if name in NUMBERS else "") for row in rows] for name in names
    }
    text = json.dumps({"version": 1, "file": file, "columns": columns})
    return base64.b64encode(gzip.compress(text.encode())).decode()


def unpacked(text: str) -> Row:
    """Return what a tab keeps, as JSON."""
    own: Row = json.loads(gzip.decompress(base64.b64decode(text, validate=True)))
    return own


def rows_of(own: Row) -> list[Row]:
    """Return the raw values that a tab keeps, one a row, as its script sends them to the map."""
    columns = {
        name: cells for name, cells in own["columns"].items() if name in OwnTable.model_fields
    }
    keys = {key: str(at) for at, key in enumerate(dict.fromkeys(columns["point"]))}
    columns["point"] = [keys[key] for key in columns["point"]]
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
