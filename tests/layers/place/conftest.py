"""A small world by hand: a few values, mines and dumps, with the real law, map and advice."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from layers.advice import AdviceBook
from layers.assess import Limits, load_limits
from layers.place import Knowledge
from layers.space.gazetteer import Gazetteer
from layers.space.jurisdiction import Boundaries
from layers.store.values import COLUMNS

BOR, MOLDOVA_NOUA, KRALJEVO = (44.08, 22.10), (44.72, 21.67), (43.72, 20.69)
ON_THE_DANUBE, BUDAPEST = (44.70, 22.42), (47.50, 19.05)
KM = 1 / 111.19
"""A kilometre in degrees of latitude."""

Row = dict[str, Any]


def value(at: tuple[float, float], analyte: str = "Cu", amount: float = 150.0, **other: Any) -> Row:
    """A single soil sample of 2020, well placed, unless said otherwise."""
    medium = other.pop("medium", "soil")
    statistic = other.pop("statistic", "single")
    year = other.pop("year", 2020)
    row: Row = dict.fromkeys(COLUMNS, "")
    row |= {
        "measurement_id": f"{analyte}-{at[0]:.4f}-{amount}-{statistic}",
        "point_id": other.pop("point_id", f"P{at[0]:.4f},{at[1]:.4f}"),
        "name": "a sampled place",
        "scope": "border",
        "country": "RS",
        "lat": at[0],
        "lon": at[1],
        "coord_quality": "surveyed",
        "coord_uncertainty_m": 10.0,
        "medium": medium,
        "group": medium,
        "analyte": analyte,
        "value": amount,
        "value_printed": f"{amount:g}",
        "unit": "mg/kg",
        "value_std": amount,
        "unit_std": "mg/kg",
        "statistic": statistic,
        "pooled": statistic != "single",
        "n": pd.NA,
        "sd": float("nan"),
        "depth_top_cm": 0.0,
        "depth_bottom_cm": 20.0,
        "year_start": year,
        "year_end": year,
        "date_start": "" if year is None else str(year),
        "source_id": "S",
    }
    return row | other


@pytest.fixture(scope="session")
def limits() -> Limits:
    return load_limits(today=date(2026, 11, 1))


@pytest.fixture(scope="session")
def world(limits: Limits) -> Callable[..., Knowledge]:
    """Make knowledge from rows of `value`, mines and dumps."""
    book, gazetteer, boundaries = AdviceBook.load(), Gazetteer.load(), Boundaries.load()

    def make(
        rows: Sequence[Row], mines: Sequence[Row] = (), waste: Sequence[Row] = ()
    ) -> Knowledge:
        frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
        whole = {"n": "Int64", "year_start": "Int64", "year_end": "Int64"}
        floats = ("lat", "lon", "coord_uncertainty_m", "value", "value_std", "depth_top_cm")
        frame = frame.astype(whole | dict.fromkeys((*floats, "depth_bottom_cm"), "float64"))
        frame["pooled"] = frame["pooled"].astype(bool)
        return Knowledge(
            values=frame,
            mines=_layer(mines, "site_id", "type"),
            waste=_layer(waste, "waste_id", "kind"),
            limits=limits,
            book=book,
            gazetteer=gazetteer,
            boundaries=boundaries,
        )

    return make


def _layer(rows: Sequence[Row], key: str, kind: str) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(
        [
            {
                key: f"X{number}",
                "name": "a mine",
                "scope": "border",
                "status": "closed",
                "coord_uncertainty_m": 500.0,
                "source_id": "S",
                kind: row["term"],
                "lat": row["at"][0],
                "lon": row["at"][1],
            }
            for number, row in enumerate(rows)
        ],
        columns=[key, "name", "scope", "status", "coord_uncertainty_m", "source_id", kind,
                 "lat", "lon"],
    )  # fmt: skip
    points = [Point(lon, lat) for lat, lon in zip(frame["lat"], frame["lon"], strict=True)]
    return gpd.GeoDataFrame(frame, geometry=points, crs=4326)
