"""Soil verdicts one row at a time, written as one would say them: the measure of the fast ones.

Knows detected values in mg/kg of dry mass, present law, both countries.
"""

import math

import pandas as pd

from layers.assess import Limits

WORDS = {
    "RO": (("normal", 1), ("alert", 2), ("intervention", 3)),
    "RS": (("limit", 2), ("remediation", 3)),
}
REGULATION = {"RO": "RO-756-1997", "RS": "RS-30-2018"}


def plain_table(limits: Limits, law: str, land_use: str) -> dict[str, dict[str, float]]:
    """Limits by analyte and threshold."""
    table: dict[str, dict[str, float]] = {}
    for row in limits.rows:
        if row.regulation_id == REGULATION[law] and row.use in ("any", land_use):
            table.setdefault(row.analyte, {})[row.threshold] = row.value
    return table


def plain_factor(limits: Limits, analyte: str, clay: float, organic_matter: float) -> float:
    """Soil-type factor: 1 where what the formula needs is not known."""
    a, b, c, *_proof = limits.correction.constants.get(analyte, (1.0, 0.0, 0.0))
    if b == 0 and c == 0:
        return 1.0
    if (b != 0 and math.isnan(clay)) or (c != 0 and math.isnan(organic_matter)):
        return 1.0
    clay = max(clay, 2.0)
    organic_matter = min(max(organic_matter, 2.0), 30.0)
    above = a + (b * clay if b else 0.0) + (c * organic_matter if c else 0.0)
    return above / (a + 25 * b + 10 * c)


def plain_step(row: pd.Series, table: dict[str, dict[str, float]], limits: Limits, law: str) -> int:
    """Step of one row with analyte, value, clay_pct and organic_matter_pct."""
    thresholds = table.get(row["analyte"])
    if thresholds is None or not row["value"] >= 0 or row["value"] > 1e6:
        return -1
    factor = 1.0
    if law == "RS":
        factor = plain_factor(limits, row["analyte"], row["clay_pct"], row["organic_matter_pct"])
    step = 0
    for name, above in WORDS[law]:
        if row["value"] > thresholds[name] * factor * (1 + 1e-9):
            step = above
    return step


def plain_steps(values: pd.DataFrame, limits: Limits, law: str, land_use: str) -> pd.Series:
    """Steps of all rows with pandas, row by row."""
    table = plain_table(limits, law, land_use)
    return values.apply(plain_step, axis=1, args=(table, limits, law))
