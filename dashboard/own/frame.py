"""Own values in the columns of the published ones, judged here and marked as own."""

from collections.abc import Container
from typing import Any

import numpy as np
import pandas as pd

from dashboard.atlas import Atlas, in_few_blocks
from dashboard.figures.words import plain
from dashboard.filters import FILTERS
from dashboard.http.errors import BadRequestError
from dashboard.own.names import OWN, SCOPE
from dashboard.own.table import OwnTable, numbers_of, words_of
from layers.assess import judge_all
from layers.intake.amounts import plain as number_as_printed
from layers.model import Selection
from layers.registry import Registry
from layers.sample_properties import PROPERTIES

_TEXTS = ("name", "country", "land_use", "medium", "fraction", "taxon", "organ", "analyte", "unit",
          "censoring", "statistic", "method", "extraction", "foodstuff", "date_start",
          "date_end")  # fmt: skip
_ONLY_JUDGED = ("foodstuff",)
"""Columns that verdicts depend on, and that published values do not have."""

_NOT_OF_OWN = {"source", "scope"}
"""Filters that ask what own values do not have: a publication, a kind of published place."""


def own_frame(table: OwnTable, atlas: Atlas) -> pd.DataFrame:
    """Return own values as rows like those of `Atlas.values`.

    Parameters
    ----------
    table : OwnTable
        As the browser sent it.
    atlas : Atlas
        Its registries and limits judge the values.

    Returns
    -------
    DataFrame
        The columns of `Atlas.values`, `own` (true) and `count` (how many values a row stands
        for). `source_id` is the name of the file.

    Raises
    ------
    BadRequestError
        Names the first column with a word that the registries do not have.
    """
    _check_words(table, atlas.registry)
    rows = len(table.value)
    raw = pd.DataFrame(_columns(table, rows))
    raw["group"] = raw["medium"].map(atlas.group_of)
    raw["value_std"], raw["unit_std"] = atlas.registry.standardise(raw)
    judged = judge_all(raw, atlas.limits)
    frame = pd.concat([raw.drop(columns=list(_ONLY_JUDGED)), judged], axis=1)
    missing = [name for name in atlas.values.columns if name not in frame]
    frame[missing] = ""
    frame["sd"] = np.nan
    return in_few_blocks(frame[[*atlas.values.columns, "own", "count"]])


def _columns(table: OwnTable, rows: int) -> dict[str, Any]:
    words = {name: words_of(getattr(table, name), rows) for name in _TEXTS}
    numbers = {
        name: numbers_of(getattr(table, name), rows)
        for name in ("lat", "lon", "value", "depth_top_cm", "depth_bottom_cm", *PROPERTIES)
    }
    for name in ("name", "taxon", "organ", "method", "extraction", "foodstuff"):
        words[name] = clean(words[name])
    words["statistic"][words["statistic"] == ""] = "single"
    point = OWN + pd.Series(words_of(table.point, rows))
    start, end = _years(words["date_start"]), _years(words["date_end"])
    count = numbers_of(table.count, rows)
    return {
        **words,
        **numbers,
        "point_id": point.to_numpy(object),
        "measurement_id": np.array([f"{OWN}m{i}" for i in range(rows)], dtype=object),
        "value_printed": np.array(
            [number_as_printed(value) for value in table.value], dtype=object
        ),
        "source_id": clean(words_of(table.file, rows)),
        "coord_uncertainty_m": numbers_of(table.uncertainty_m, rows),
        "n": pd.Series(numbers_of(table.n, rows)).round().astype("Int64"),
        "pooled": words["statistic"] != "single",
        "year_start": start,
        "year_end": end.fillna(start),
        "scope": SCOPE,
        "own": True,
        "count": np.where(np.isnan(count), 1, count).astype(np.int64),
    }


def clean(texts: np.ndarray[Any, np.dtype[np.object_]]) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Return texts on one line, without characters that nobody sees or that turn the line."""
    codes, distinct = pd.factorize(texts)
    return np.array([*map(plain.__wrapped__, distinct)], dtype=object)[codes]


def _years(days: np.ndarray[Any, np.dtype[np.object_]]) -> pd.Series:
    return pd.to_numeric(pd.Series(days).str[:4].replace("", np.nan)).astype("Int64")


def _check_words(table: OwnTable, registry: Registry) -> None:
    keys = registry.keys()
    known: dict[str, Container[str]] = {
        "medium": keys["media"],
        "analyte": keys["analytes"],
        **{name: ("", *registry.terms(name)) for name in ("country", "land_use", "fraction")},
        "statistic": ("", *registry.terms("statistic")),
    }
    for name, allowed in known.items():
        column = getattr(table, name)
        strange = [] if column is None else [word for word in column.words if word not in allowed]
        if strange:
            message = f'{name}: "{strange[0][:60]}" is not in the registries'
            raise BadRequestError("unknown_word", message, name)


def fitting(own: pd.DataFrame, selection: Selection, *, all_metals: bool = False) -> pd.DataFrame:
    """Return the own values that pass the filters which can be asked of them.

    Parameters
    ----------
    own : DataFrame
        From `own_frame`.
    selection : Selection
    all_metals : bool
        For the matrix: without the filter of the metal.
    """
    kept = np.full(len(own), True) if all_metals else (own["analyte"] == selection.analyte)
    masks = [np.asarray(kept, dtype=bool)]
    for one in FILTERS:
        mask = None if one.key in _NOT_OF_OWN else one.mask(own, selection)
        if mask is not None:
            masks.append(np.asarray(mask, dtype=bool))
    return own.loc[np.logical_and.reduce(masks)]
