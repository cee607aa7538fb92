"""A package's values as one table that the intake reads back unchanged."""

from __future__ import annotations

import pandas as pd

from layers.schema import MEASUREMENTS
from layers.store import Store

_OF_THE_POINT = ("scope", "name", "water_body", "country", "municipality", "lat", "lon",
                 "coord_quality", "coord_uncertainty_m", "land_use", "position",
                 "from_memory")  # fmt: skip


def export_frame(store: Store) -> pd.DataFrame:
    """Return one row a value, with its point, in the columns of the package's own tables.

    Numbers are texts as printed. Read back by the intake, the rows keep their ids.
    """
    values = store.measurements()
    points = pd.DataFrame(store.layer("sampling_points")).set_index("point_id")
    frame = values[list(MEASUREMENTS.columns)].copy()
    frame["value"] = values["value_printed"]
    at = list(frame.columns).index("point_id") + 1
    for number, column in enumerate(_OF_THE_POINT):
        frame.insert(at + number, column, frame["point_id"].map(points[column]))
    frame["point_source_id"] = frame["point_id"].map(points["source_id"])
    frame["point_note"] = frame["point_id"].map(points["note"])
    return frame
