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
NEARLY = 1 + 1e-9
REGULATION = {"RO": "RO-756-1997", "RS": "RS-30-2018"}


def plain_table(limits: Limits, law: str, land_use: str) -> dict[str, dict[str, float]]:
    """Limits by analyte and threshold."""
    table: dict[str, dict[str, float]] = {}
    for row in limits.rows:
        if row.regulation_id == REGULATION[law] and row.use in ("any", land_use):
            table.setdefault(row.analyte, {})[row.threshold] = row.value
    return table


def plain_factor(limits: Limits, analyte: str, soil: tuple[float, float], spare: float) -> float:
    """Soil-type factor: 1 where nothing that the formula needs is known.

    Where one of the two is not known, it is as in the standard soil, less `spare` of the way down
    to its minimum.
    """
    a, b, c, *_proof = limits.correction.constants.get(analyte, (1.0, 0.0, 0.0))
    needed = [content for content, factor in zip(soil, (b, c), strict=True) if factor != 0]
    if all(math.isnan(content) for content in needed):
        return 1.0
    clay, organic_matter = soil
    clay = 25 - spare * 23 if math.isnan(clay) else max(clay, 2.0)
    organic_matter = min(max(organic_matter, 2.0), 30.0)
    if math.isnan(soil[1]):
        organic_matter = 10 - spare * 8
    return (a + b * clay + c * organic_matter) / (a + 25 * b + 10 * c)


def plain_step(row: pd.Series, table: dict[str, dict[str, float]], limits: Limits, law: str) -> int:
    """Step of one row with analyte, value, clay_pct and organic_matter_pct."""
    thresholds = table.get(row["analyte"])
    if thresholds is None or not row["value"] > 0 or row["value"] > 1e6:
        return -1
    soil = row["clay_pct"], row["organic_matter_pct"]
    if sum(soil) > 100:
        return -1
    steps = []
    for spare in (0.0, 1.0):
        factor = 1.0 if law == "RO" else plain_factor(limits, row["analyte"], soil, spare)
        above = [s for name, s in WORDS[law] if row["value"] > thresholds[name] * factor * NEARLY]
        steps.append(max(above, default=0))
    return -1 if steps[0] == 0 < steps[1] else steps[0]


def plain_steps(values: pd.DataFrame, limits: Limits, law: str, land_use: str) -> pd.Series:
    """Steps of all rows with pandas, row by row."""
    table = plain_table(limits, law, land_use)
    return values.apply(plain_step, axis=1, args=(table, limits, law))
