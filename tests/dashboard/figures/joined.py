"""Small joined frames, built by hand, in the form that the store and the assessment give."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.view import FigureView, LimitLine

REGIMES = ("RO_sensitive", "RO_less_sensitive", "RS")

_DEFAULTS: dict[str, Any] = {
    "point_id": "P1",
    "name": "Bor, Town Park",
    "water_body": None,
    "scope": "border",
    "country": "RS",
    "municipality": "Bor",
    "land_use": "urban",
    "lat": 44.07,
    "lon": 22.1,
    "coord_quality": "place",
    "coord_uncertainty_m": 1500.0,
    "sample_id": None,
    "medium": "soil",
    "group": "soil",
    "fraction": None,
    "taxon": None,
    "organ": None,
    "analyte": "Cu",
    "value": 150.0,
    "unit": "mg/kg",
    "unit_std": "mg/kg",
    "censoring": "",
    "statistic": "single",
    "n": None,
    "sd": None,
    "depth_top_cm": None,
    "depth_bottom_cm": None,
    "year_start": None,
    "year_end": None,
    "date_start": None,
    "date_end": None,
    "method": None,
    "extraction": None,
    "source_id": "NIKOLIC2011",
    "locator": "Table 1",
    "note": None,
}
SOIL = {"RO_sensitive": (20, 100, 200), "RO_less_sensitive": (20, 250, 500), "RS": (36, 36, 190)}


def value(**given: Any) -> dict[str, Any]:
    """One row; soil copper is judged by the real limits, everything else is not judged."""
    row = {**_DEFAULTS, **given}
    row.setdefault("value_std", row["value"])
    row["pooled"] = row["statistic"] != "single"
    year = row.pop("year", None)
    if year is not None:
        row["year_start"] = row["year_end"] = year
    for regime in REGIMES:
        row.update({k: v for k, v in _judged(row, regime).items() if k not in given})
    return row


def _judged(row: dict[str, Any], regime: str) -> dict[str, Any]:
    is_judged = row["group"] == "soil" and row["analyte"] == "Cu"
    levels = SOIL[regime]
    step = sum(row["value_std"] > level for level in levels) if is_judged else -1
    limit = levels[max(step, 1) - 1] if is_judged else np.nan
    return {
        f"step_{regime}": step,
        f"verdict_{regime}": f"step {step}" if is_judged else "not_judged",
        f"limit_{regime}": float(limit),
        f"times_{regime}": row["value_std"] / limit if is_judged else np.nan,
        f"checked_{regime}": is_judged,
        f"limit_unit_{regime}": "mg/kg" if is_judged else "",
        f"reason_{regime}": "" if is_judged else "no_limit",
    }


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows with ids, in the column types of the store."""
    table = pd.DataFrame(list(rows))
    if "measurement_id" not in table:
        table["measurement_id"] = [f"M{i}" for i in range(len(table))]
    return table.astype({"year_start": "Int64", "year_end": "Int64", "n": "Int64"})


def nothing_measured() -> pd.DataFrame:
    """A frame with every column and no row."""
    return frame(value()).iloc[:0]


def published() -> pd.DataFrame:
    """Soil and sediment copper as publications give it: summaries, few samples."""
    bor = {"point_id": "RS-BOR-12PT", "name": "Bor area, twelve soil points (pooled)", "n": 12}
    danube = {
        "point_id": "RS-DANUBE",
        "name": "Danube, Belgrade to Đerdap dam, six sites (pooled)",
        "medium": "sediment",
        "group": "sediment",
        "year_start": 2005,
        "year_end": 2009,
        "source_id": "DANUBE2009",
    }
    romanian = {"country": "RO", "source_id": "SUMALAN2020"}
    return frame(
        value(**bor, value=2540.0, statistic="max"),
        value(point_id="RS-BOR-OLDFTP", name="Old flotation pond", value=1585.6, statistic="mean"),
        value(**danube, value=27.9, statistic="min"),
        value(**danube, value=149.3, statistic="max"),
        value(point_id="RO-A", name="Moldova Nouă, garden 1", value=100.0, year=2019, **romanian),
        value(point_id="RO-B", name="Moldova Nouă, garden 2", value=101.0, year=2019, **romanian),
        value(point_id="RO-B", name="Moldova Nouă, garden 2", value=64.2, year=2021, **romanian),
        value(point_id="RO-C", name="Ruschița", value=5.0, censoring="<", year=2020, **romanian),
    )


def survey(points: int = 5000, metals: int = 10, seed: int = 7) -> pd.DataFrame:
    """A big frame of single samples: every metal at every point, in three years."""
    draw = np.random.default_rng(seed)
    n = points * metals
    point = np.repeat(np.arange(points), metals)
    table = pd.DataFrame({key: [item] * n for key, item in _DEFAULTS.items()})
    names = np.array(["Cu", "As", "Pb", "Cd", "Zn", "Ni", "Hg", "Cr", "Mn", "Fe"])[:metals]
    amount = np.round(np.exp(draw.normal(4, 1.2, n)), 1) + 0.1
    country = np.where(draw.random(points) < 0.5, "RS", "RO")
    year = draw.choice([2008, 2011, 2014], points)
    table = table.assign(
        point_id=[f"TR-{i:05d}" for i in point],
        name=[f"Field {i}" for i in point],
        measurement_id=[f"M{i}" for i in range(n)],
        analyte=np.tile(names, points),
        country=country[point],
        value=amount,
        value_std=amount,
        pooled=False,
        year_start=year[point],
        year_end=year[point],
    )
    for regime in REGIMES:
        levels = np.array(SOIL[regime])
        step = (amount[:, None] > levels).sum(axis=1)
        limit = levels[np.maximum(step, 1) - 1].astype(float)
        table[f"step_{regime}"] = step
        table[f"verdict_{regime}"] = "judged"
        table[f"limit_{regime}"] = limit
        table[f"times_{regime}"] = amount / limit
        table[f"checked_{regime}"] = True
        table[f"limit_unit_{regime}"] = "mg/kg"
        table[f"reason_{regime}"] = ""
    return table.astype({"year_start": "Int64", "year_end": "Int64", "n": "Int64"})


LIMITS = (
    LimitLine("RO", "sensitive", "alert", 100, "mg/kg", "Romanian alert threshold", True, "soil"),
    LimitLine(
        "RO", "sensitive", "i", 200, "mg/kg", "Romanian intervention threshold", True, "soil"
    ),
    LimitLine("RS", None, "limit", 36, "mg/kg", "Serbian limit", False, "soil"),
    LimitLine("RS", None, "remediation", 190, "mg/kg", "Serbian remediation value", False, "soil"),
)


def view(**given: Any) -> FigureView:
    """Copper under Romanian law, with the words of the registries."""
    labels = {("country", "RO"): "Romania", ("country", "RS"): "Serbia"}
    given = {"limits": LIMITS, "labels": labels, **given}
    return FigureView(analyte="Cu", analyte_label="Copper", **given)
