"""Places of the basemap by name and by nearness, for checking and for hiding positions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from layers.intake.folding import fold

PLACES = Path(__file__).resolve().parents[2] / "data" / "basemap" / "places.csv"
_NAMES = ("name", "name_en", "name_ro", "name_sr_latn")


@cache
def _places() -> pd.DataFrame:
    return pd.read_csv(PLACES, keep_default_na=False, dtype={"lat": float, "lon": float})


@cache
def namesakes() -> dict[str, tuple[tuple[float, float], ...]]:
    """Return the positions (lat, lon) of all places by their folded name."""
    found: dict[str, list[tuple[float, float]]] = {}
    table = _places()
    for column in _NAMES:
        for name, lat, lon in zip(table[column], table["lat"], table["lon"], strict=True):
            if name:
                found.setdefault(fold(name), []).append((float(lat), float(lon)))
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


def nearest_village(lat: float, lon: float) -> tuple[str, str, float, float, float]:
    """Return name, municipality, lat, lon and distance in metres of the nearest place."""
    table = _places()
    north = (table["lat"] - lat).to_numpy() * 111_320.0
    east = (table["lon"] - lon).to_numpy() * 111_320.0 * np.cos(np.radians(lat))
    at = int(np.argmin(np.hypot(north, east)))
    row = table.iloc[at]
    distance = float(np.hypot(north, east)[at])
    return (
        str(row["name"]),
        str(row["municipality"]),
        float(row["lat"]),
        float(row["lon"]),
        distance,
    )
