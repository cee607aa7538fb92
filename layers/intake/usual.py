"""What is usual of an analyte, so that a column in the wrong unit can be seen."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.intake.checks import Usual
from layers.intake.phrases import phrase
from layers.registry import DEFAULT_FOLDER, Registry

_ENOUGH = 8
_CRUST = "ucc_rudnick_gao_2003"
_SLIP_SEEN = 10.0**2.5
_ROCK_PARTS = (1 / 20, 200.0)
"""Middles of soils lie between these parts of the earth's crust; polluted ones reach 100 times."""
_WATERS = ("water", "groundwater", "drinking_water")
_LAW_PARTS = (1 / 100, 300.0)
"""Middles of waters lie between these parts of the strictest limit of surface water."""


def usual_values(
    values: pd.DataFrame, folder: Path = DEFAULT_FOLDER
) -> dict[tuple[str, str], Usual]:
    """Return between what the middle of a column can lie, by (medium, analyte).

    Parameters
    ----------
    values : DataFrame
        Values of a package (`Store.values`): where it holds eight or more detected ones, 316
        times beyond their 10th and 90th percentile. For soil and sediment rather a 20th of the
        upper continental crust (`registry/backgrounds.csv`) to 200 times it, or to the highest
        of the package; for water a 100th of the strictest limit of surface water
        (`registry/limits_water.csv`) to 300 times it.
    folder : Path
        Folder of the registries.
    """
    some = values[(values["censoring"] == "") & (values["value_std"] > 0)]
    found: dict[tuple[str, str], Usual] = {}
    highest: dict[tuple[str, str], float] = {}
    for (medium, analyte, unit), part in some.groupby(["medium", "analyte", "unit_std"])[
        "value_std"
    ]:
        highest[str(medium), str(analyte)] = float(part.max())
        if len(part) >= _ENOUGH:
            low, high = float(part.quantile(0.1)), float(part.quantile(0.9))
            said = {"low": f"{low:.3g}", "high": f"{high:.3g}", "unit": str(unit)}
            words = phrase(
                "{low} to {high} {unit} in {count} values of the package", count=len(part), **said
            )
            found[str(medium), str(analyte)] = Usual(
                low / _SLIP_SEEN, high * _SLIP_SEEN, str(unit), words
            )
    return found | _crust(folder, highest) | _waters(folder)


def _crust(folder: Path, highest: dict[tuple[str, str], float]) -> dict[tuple[str, str], Usual]:
    table = pd.read_csv(folder / "backgrounds.csv", keep_default_na=False)
    rows = table[(table["background_set"] == _CRUST) & (table["unit"] == "mg/kg")]
    found = {}
    least, most = _ROCK_PARTS
    for row in rows.itertuples():
        value = float(row.value)
        words = phrase("{value} mg/kg in the earth's crust on average", value=f"{value:g}")
        for medium in ("soil", "sediment"):
            key = medium, str(row.analyte)
            high = max(value * most, highest.get(key, 0.0))
            found[key] = Usual(value * least, high, "mg/kg", words)
    return found


def _waters(folder: Path) -> dict[tuple[str, str], Usual]:
    """Return what is usual of waters, by the limits of surface water in both countries."""
    table = pd.read_csv(folder / "limits_water.csv")
    rows = table[(table["use"] == "surface_water") & (table["value"] > 0)]
    registry = Registry.load(folder)
    units = rows["analyte"].map(registry.analytes.set_index("analyte")["unit_own"]).fillna("")
    rows = rows[units == ""]
    rows = rows.assign(
        standard=rows["value"] * registry.factors(rows["unit"], ["µg/L"] * len(rows))
    )
    least, most = _LAW_PARTS
    found = {}
    for analyte, part in rows.dropna(subset="standard").groupby("analyte")["standard"]:
        low, high = float(part.min()), float(part.max())
        words = phrase(
            "limits of {low} to {high} µg/L for surface water", low=f"{low:g}", high=f"{high:g}"
        )
        for medium in _WATERS:
            found[medium, str(analyte)] = Usual(low * least, low * most, "µg/L", words)
    return found
