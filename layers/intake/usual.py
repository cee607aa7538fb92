"""What is usual of an analyte, so that a column in the wrong unit can be seen."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.intake.checks import Usual
from layers.intake.phrases import phrase
from layers.registry import DEFAULT_FOLDER

_ENOUGH = 8
_CRUST = "ucc_rudnick_gao_2003"


def usual_values(
    values: pd.DataFrame, folder: Path = DEFAULT_FOLDER
) -> dict[tuple[str, str], Usual]:
    """Return what is usual by (medium group, analyte).

    Parameters
    ----------
    values : DataFrame
        Values of a package (`Store.values`): where it holds eight or more detected ones, their
        10th and 90th percentile; for soil and sediment else the mean of the upper continental
        crust (`registry/backgrounds.csv`).
    folder : Path
        Folder of the registries.
    """
    found = _crust(folder)
    some = values[(values["censoring"] == "") & (values["value_std"] > 0)]
    for (group, analyte, unit), part in some.groupby(["group", "analyte", "unit_std"])["value_std"]:
        if len(part) >= _ENOUGH:
            low, high = float(part.quantile(0.1)), float(part.quantile(0.9))
            said = {"low": f"{low:.3g}", "high": f"{high:.3g}", "unit": str(unit)}
            words = phrase(
                "{low} to {high} {unit} in {count} values of the package", count=len(part), **said
            )
            found[str(group), str(analyte)] = Usual(low, high, str(unit), words)
    return found


def _crust(folder: Path) -> dict[tuple[str, str], Usual]:
    table = pd.read_csv(folder / "backgrounds.csv", keep_default_na=False)
    rows = table[(table["background_set"] == _CRUST) & (table["unit"] == "mg/kg")]
    found = {}
    for row in rows.itertuples():
        value = float(row.value)
        words = phrase("{value} mg/kg in the earth's crust on average", value=f"{value:g}")
        for group in ("soil", "sediment"):
            found[group, str(row.analyte)] = Usual(value, value, "mg/kg", words)
    return found
