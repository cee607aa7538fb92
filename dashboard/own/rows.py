"""Sound values of a file as compact columns, judged like the published ones, for one session."""

import base64
import gzip
import json
from math import isnan
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess import Limits, judge_all
from layers.intake import Intake
from layers.intake.package import point_ids
from layers.model import REGIMES
from layers.registry import Registry

VERSION = 1
SOURCE = "own"
"""Stands before the keys of points, where a package has the id of its source."""

TEXTS = ("country", "medium", "group", "fraction", "analyte", "unit", "unit_std", "censoring",
         "statistic", "date_start", "date_end", "land_use", "taxon", "organ", "method",
         "extraction", "foodstuff")  # fmt: skip
NUMBERS = ("value", "value_std", "lat", "lon", "uncertainty_m", "n", "year_start", "year_end",
           "depth_top_cm", "depth_bottom_cm", "clay_pct", "organic_matter_pct",
           "hardness_mg_l")  # fmt: skip
STEPS = tuple(f"step_{regime}" for regime in REGIMES)
_DIGITS = 7
_EXACT = frozenset(("value", "clay_pct", "organic_matter_pct", "hardness_mg_l"))
"""Numbers that verdicts depend on: the map must judge the same."""

_COUNTED = ("n", "uncertainty_m")
_LONGEST_WORD = 300
_WRONG = -1.0
"""Stands where clay, organic matter or hardness is no number: `judge` then refuses the value."""


def judged_values(intake: Intake, registry: Registry, limits: Limits) -> pd.DataFrame:
    """Return the sound values of a file, one a row, judged under both laws.

    Returns
    -------
    DataFrame
        `point` and `name` of the place, `TEXTS` (empty: not known), `NUMBERS` (NaN: not known;
        degrees, metres, centimetres), `pooled`, `line` and `sheet` of the file, and the columns
        of `layers.assess.judge_all`.
    """
    rows = intake.rows[~intake.rows["refused"]]
    rows = rows.assign(source_id=SOURCE, own_key=False)
    points = point_ids(rows)
    values = intake.sound.reset_index(drop=True).rename(
        columns={"coord_uncertainty_m": "uncertainty_m"}
    )
    at = pd.Series(np.arange(len(rows)), rows["row_key"])[values["row_key"]].to_numpy()
    values["point"] = points.to_numpy()[at]
    values["name"] = _names(rows).to_numpy()[at]
    values["group"] = values["medium"].map(registry.media.set_index("medium")["group"])
    values["value_std"], values["unit_std"] = registry.standardise(values)
    several = (values["n"] > 1).to_numpy()
    values["statistic"] = values["statistic"].mask(
        values["statistic"] == "", pd.Series(np.where(several, "unspecified", "single"))
    )
    values["pooled"] = values["statistic"] != "single"
    for part in ("start", "end"):
        values[f"year_{part}"] = pd.to_numeric(values[f"date_{part}"].str[:4], errors="coerce")
    for name in ("clay_pct", "organic_matter_pct", "hardness_mg_l"):
        values[name] = values[name].replace(-np.inf, _WRONG)
    for name in _COUNTED:
        values[name] = values[name].where(values[name] >= 0)
    for name in ("taxon", "organ", "method", "extraction", "foodstuff"):
        values[name] = values[name].str[:_LONGEST_WORD]
    return pd.concat([values, judge_all(values, limits)], axis=1)


def _names(rows: pd.DataFrame) -> pd.Series:
    """Return what a person calls each row's place: its name, else its id or its sample's."""
    names = rows["name"]
    for other in ("point_id", "sample_id"):
        names = names.where(names != "", rows[other])
    return names.str[:200]


def own_columns(frame: pd.DataFrame, file: str) -> dict[str, Any]:
    """Return judged values as the browser keeps them: `file`, `rows` and `columns`.

    Numbers that no verdict depends on have seven significant digits, None where unknown; columns
    without anything are left out.
    """
    columns: dict[str, list[Any]] = {"point": frame["point"].tolist(), "name": list(frame["name"])}
    columns |= {name: frame[name].fillna("").tolist() for name in TEXTS}
    columns |= {name: _numbers(frame[name], exact=name in _EXACT) for name in NUMBERS}
    columns["pooled"] = frame["pooled"].astype(int).tolist()
    columns |= {name: frame[name].astype(int).tolist() for name in STEPS}
    filled = {
        name: cells
        for name, cells in columns.items()
        if any(cell is not None and cell != "" for cell in cells)
    }
    return {"version": VERSION, "file": file, "rows": len(frame), "columns": filled}


def _numbers(column: pd.Series, *, exact: bool) -> list[float | None]:
    numbers = column.to_numpy(float, na_value=np.nan)
    return [
        None if isnan(number) else int(number) if number.is_integer() else number
        for number in (numbers if exact else _rounded(numbers)).tolist()
    ]


def _rounded(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        lead = np.where(numbers == 0, 0, np.floor(np.log10(np.abs(numbers))))
    scale = 10.0 ** (_DIGITS - 1 - lead)
    return np.where(numbers == 0, 0.0, np.round(numbers * scale) / scale)


def packed(own: dict[str, Any]) -> str:
    """Return own data as one text for the browser's session: JSON, gzip, base64."""
    text = json.dumps(own, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), 5, mtime=0)).decode("ascii")
