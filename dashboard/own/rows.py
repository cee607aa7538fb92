"""Sound values of a file as compact columns, judged like the published ones, for one session."""

import base64
import gzip
import json
from typing import Any

import numpy as np
import pandas as pd

from dashboard.columns import as_json, significant
from layers.assess import Limits, judge_all
from layers.intake import Intake
from layers.intake.package import point_ids
from layers.sample_properties import PROPERTIES, sample_properties

VERSION = 1
SOURCE = "own"
"""Stands before the keys of points, where a package has the id of its source."""

TEXTS = ("country", "medium", "fraction", "analyte", "unit", "censoring", "statistic",
         "date_start", "date_end", "land_use", "taxon", "organ", "method", "extraction",
         "foodstuff")  # fmt: skip
NUMBERS = ("value", "lat", "lon", "uncertainty_m", "n", "depth_top_cm", "depth_bottom_cm",
           *PROPERTIES)  # fmt: skip
_DIGITS = 7
_EXACT = frozenset(("value", *PROPERTIES))
"""Numbers that verdicts depend on: the map must judge the same."""

_COUNTED = ("n", "uncertainty_m")
_LONGEST_WORD = 300
_LONGEST_NAME = 200
_WRONG = -1.0
"""Stands where clay, organic matter or hardness is no number: `judge` then refuses the value."""


def judged_values(intake: Intake, limits: Limits) -> pd.DataFrame:
    """Return the sound values of a file, one a row, judged under both laws.

    Returns
    -------
    DataFrame
        `point` and `name` of the place, `TEXTS` (empty: not known), `NUMBERS` (NaN: not known;
        degrees, metres, centimetres), `line` of the file, and the columns of
        `layers.assess.judge_all`.
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
    several = (values["n"] > 1).to_numpy()
    values["statistic"] = values["statistic"].mask(
        values["statistic"] == "", pd.Series(np.where(several, "unspecified", "single"))
    )
    beside = values.assign(point_id=values["point"], source_id=SOURCE)
    for name, of_sample in sample_properties(beside, limits.registry).items():
        values[name] = values[name].replace(-np.inf, _WRONG).fillna(of_sample)
    for name in _COUNTED:
        values[name] = values[name].where(values[name] >= 0)
    for name in ("taxon", "organ", "method", "extraction", "foodstuff"):
        values[name] = _cut(values[name], _LONGEST_WORD)
    return pd.concat([values, judge_all(values, limits)], axis=1)


def _names(rows: pd.DataFrame) -> pd.Series:
    """Return what a person calls each row's place: its name, else its id or its sample's."""
    names = rows["name"].astype(object)
    for other in ("point_id", "sample_id"):
        names = names.where(names != "", rows[other])
    return _cut(names, _LONGEST_NAME)


def _cut(texts: pd.Series, longest: int) -> pd.Series:
    return pd.Series([text[:longest] for text in texts.tolist()], texts.index, dtype=object)


def own_columns(frame: pd.DataFrame, file: str) -> dict[str, Any]:
    """Return raw values as the browser keeps them: `file`, `rows` and `columns`.

    Numbers that no verdict depends on have seven significant digits, None where unknown; columns
    without anything are left out.
    """
    columns = {name: frame[name].to_numpy(object).tolist() for name in ("point", "name")}
    for name in TEXTS:
        texts = frame[name].fillna("")
        if (texts != "").any():
            columns[name] = texts.to_numpy(object).tolist()
    for name in NUMBERS:
        numbers = frame[name].to_numpy(float, na_value=np.nan)
        if not np.isnan(numbers).all():
            columns[name] = as_json(numbers if name in _EXACT else significant(numbers, _DIGITS))
    return {"version": VERSION, "file": file, "rows": len(frame), "columns": columns}


def packed(own: dict[str, Any]) -> str:
    """Return own data as one text for the browser's session: JSON, gzip, base64."""
    text = json.dumps(own, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), 5, mtime=0)).decode("ascii")
