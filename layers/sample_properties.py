"""What limits depend on, taken from the sample itself: clay, organic matter, hardness of water."""

from __future__ import annotations

import numpy as np
import pandas as pd

from layers.registry import Registry

PROPERTIES = {
    "clay_pct": "clay",
    "organic_matter_pct": "organic-matter",
    "hardness_mg_l": "hardness",
}
"""Column that `layers.assess` takes, and the analyte that it is; both in the analyte's own unit."""

_SAMPLE = ["source_id", "point_id", "sample_id", "medium", "depth_top_cm", "depth_bottom_cm",
           "date_start", "date_end"]  # fmt: skip


def sample_properties(values: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Return clay, organic matter and hardness that were measured in the sample of each value.

    Only plain numbers of single samples count, for values of single samples, and only where a
    sample has one such number. Values are of one sample when source, point, medium, depth, id and
    dates are the same; without an id and a date nobody says so.

    Parameters
    ----------
    values : DataFrame
        Columns of measurements; units canonical.
    registry : Registry
        Units.

    Returns
    -------
    DataFrame
        Columns `PROPERTIES` on the index of `values`: percent of dry mass, percent of dry mass,
        mg CaCO3/L; NaN where not known.

    Examples
    --------
    >>> same = dict.fromkeys(_SAMPLE, "") | {"sample_id": "S1", "medium": "soil"}
    >>> rows = [{"analyte": "Cu", "value": 90.0, "unit": "mg/kg"},
    ...         {"analyte": "clay", "value": 12.0, "unit": "%"}]
    >>> more = {"censoring": "", "statistic": "single", "fraction": ""}
    >>> table = pd.DataFrame([same | more | row for row in rows])
    >>> sample_properties(table, Registry.load())["clay_pct"].tolist()
    [12.0, 12.0]
    """
    found = pd.DataFrame(np.nan, index=values.index, columns=list(PROPERTIES))
    single = values["statistic"] == "single"
    told = values["analyte"].isin(list(PROPERTIES.values())) & (values["censoring"] == "") & single
    if not told.any():
        return found
    sample = values.groupby(_SAMPLE, sort=False, dropna=False).ngroup()
    known = single & ((values["sample_id"] != "") | (values["date_start"] != ""))
    measured = values[told & known]
    numbers, _ = registry.standardise(measured)
    for name, analyte in PROPERTIES.items():
        own = (measured["analyte"] == analyte).to_numpy() & np.isfinite(numbers)
        per_sample = pd.Series(numbers[own]).groupby(sample[measured.index[own]].to_numpy())
        once = per_sample.first()[per_sample.nunique() == 1]
        found[name] = sample.map(once).where(known)
    return found
