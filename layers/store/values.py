"""The joined frame: every measurement with its point and its value in a comparable unit."""

from __future__ import annotations

import pandas as pd

from layers.registry import Registry
from layers.sample_properties import PROPERTIES, sample_properties

_OF_THE_POINT = [
    "name",
    "water_body",
    "scope",
    "country",
    "municipality",
    "land_use",
    "lat",
    "lon",
    "coord_quality",
    "coord_uncertainty_m",
]

COLUMNS = (
    "measurement_id",
    "point_id",
    *_OF_THE_POINT,
    "sample_id",
    "medium",
    "group",
    "fraction",
    "taxon",
    "organ",
    "analyte",
    "value",
    "value_printed",
    "unit",
    "value_std",
    "unit_std",
    "censoring",
    "statistic",
    "pooled",
    "n",
    "sd",
    "depth_top_cm",
    "depth_bottom_cm",
    *PROPERTIES,
    "year_start",
    "year_end",
    "date_start",
    "date_end",
    "method",
    "extraction",
    "source_id",
    "locator",
    "note",
)
"""Columns of the joined frame, in order."""


def joined_values(
    measurements: pd.DataFrame, points: pd.DataFrame, registry: Registry
) -> pd.DataFrame:
    """Join measurements with their points, units to compare in, and their sample's soil.

    Parameters
    ----------
    measurements, points : DataFrame
        Tables of a sound package.
    registry : Registry
        Units to compare in.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, one row a measurement in the order of the table. `value_std` is NaN
        where the unit cannot be converted into `unit_std`. A missing end of the period is its
        start.
    """
    place = points.set_index("point_id")[_OF_THE_POINT]
    frame = measurements.join(place, on="point_id")
    frame["group"] = frame["medium"].map(registry.media.set_index("medium")["group"])
    frame["value_std"], frame["unit_std"] = registry.standardise(frame)
    frame[list(PROPERTIES)] = sample_properties(frame, registry)
    frame["pooled"] = frame["statistic"] != "single"
    start = _year(frame["date_start"])
    frame["year_start"], frame["year_end"] = start, _year(frame["date_end"]).fillna(start)
    return frame[list(COLUMNS)]


def _year(dates: pd.Series) -> pd.Series:
    years = dates.str[:4]
    return pd.to_numeric(years.where(years != "")).astype("Int64")
