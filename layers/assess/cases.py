"""Sorts rows into cases: rows that the law treats alike except for their number.

Millions of rows fall into a few hundred cases, so the law is looked up once a case and applied
to the rows with array lookups.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess.limits import Limits

Codes = npt.NDArray[Any]
_DENSE = 1 << 22


class Case(NamedTuple):
    """What the law asks about a value besides its number.

    `day` is a day with the same law as the sampling's, None when undated. `hardness` likewise,
    in mg CaCO3/L.
    """

    medium: str
    analyte: str
    unit: str
    fraction: str
    extraction: str
    statistic: str
    foodstuff: str
    date: str
    hardness: float | None


@dataclass(frozen=True)
class Cases:
    """`of_row[i]` is the position in `cases` of row i."""

    of_row: Codes
    cases: tuple[Case, ...]


def sort_into_cases(values: pd.DataFrame, limits: Limits) -> Cases:
    """Give every row the number of its case.

    Columns that are missing count as empty. Categorical columns are fastest.
    """
    columns = [
        _column(values, "medium"),
        _column(values, "analyte"),
        _column(values, "unit"),
        _column(values, "fraction"),
        _column(values, "extraction"),
        _column(values, "statistic"),
        _column(values, "foodstuff"),
        _dates(values),
        _hardness(values, limits),
    ]
    combined, sizes = _combine(columns)
    present, of_row = _compress(combined, int(np.prod(sizes, dtype=object)))
    positions = np.unravel_index(present, sizes)
    cases = tuple(
        Case(*(labels[at] for (_, labels), at in zip(columns, row, strict=True)))
        for row in zip(*positions, strict=True)
    )
    return Cases(of_row, cases)


def _column(values: pd.DataFrame, name: str) -> tuple[Codes, Sequence[str]]:
    if name not in values:
        return np.zeros(len(values), np.int8), [""]
    return encode(values[name])


def encode(column: pd.Series) -> tuple[Codes, Sequence[str]]:
    """Return the number of each row's text, and the texts; missing is empty."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, found = column.cat.codes.to_numpy(), column.cat.categories
    else:
        codes, found = pd.factorize(column)
    labels = ["" if pd.isna(label) else str(label).strip() for label in found]
    if codes.size and codes.min() < 0:
        codes = np.where(codes < 0, len(labels), codes)
        labels.append("")
    return codes, labels or [""]


def _dates(values: pd.DataFrame) -> tuple[Codes, Sequence[str]]:
    """Code the last day of the sampling period, or the first where no last is given."""
    if "date_end" not in values and "date_start" not in values:
        return _years(values)
    end, start = _column(values, "date_end"), _column(values, "date_start")
    codes, _ = _combine([end, start])
    return codes, [last or first for last in end[1] for first in start[1]]


def _years(values: pd.DataFrame) -> tuple[Codes, Sequence[str]]:
    for name in ("year_end", "year_start"):
        if name in values:
            return _column(values, name)
    return _column(values, "date_end")


def _hardness(values: pd.DataFrame, limits: Limits) -> tuple[Codes, Sequence[float | None]]:
    if "hardness_mg_l" not in values:
        return np.zeros(len(values), np.int8), [None]
    bounds = {row.hardness_from for row in limits.rows} | {row.hardness_to for row in limits.rows}
    edges = np.array(sorted(edge for edge in bounds if edge is not None))
    hardness = pd.to_numeric(values["hardness_mg_l"], errors="coerce").to_numpy(float)
    bands = np.searchsorted(edges, hardness, side="right")
    labels: list[float | None] = [0.0, *edges.tolist(), None]
    return np.where(np.isnan(hardness), len(labels) - 1, bands), labels


def _combine(columns: Sequence[tuple[Codes, Sequence[object]]]) -> tuple[Codes, tuple[int, ...]]:
    """Join the numbers of the columns to one number, and return how many each column has."""
    sizes = tuple(len(labels) for _, labels in columns)
    varying = [(codes, size) for (codes, _), size in zip(columns, sizes, strict=True) if size > 1]
    if not varying:
        return columns[0][0], sizes
    combined, _ = varying[0]
    for codes, size in varying[1:]:
        combined = combined.astype(np.int64) * size + codes
    return combined, sizes


def _compress(combined: Codes, size: int) -> tuple[Codes, Codes]:
    """Return the combinations that occur, and the position of each row's among them."""
    if size > _DENSE:
        present, of_row = np.unique(combined, return_inverse=True)
        return present, of_row
    occurs = np.zeros(size, bool)
    occurs[combined] = True
    present = np.flatnonzero(occurs)
    if len(present) == size:
        return present, combined
    position = np.zeros(size, np.int32)
    position[present] = np.arange(len(present), dtype=np.int32)
    return present, position[combined]


def last_day(text: str) -> date | None:
    """Read an ISO year, year-month or day as the last day that it can mean.

    >>> last_day("2019-02")
    datetime.date(2019, 2, 28)
    """
    if not text:
        return None
    parts = [int(part) for part in re.split("[T ]", text, maxsplit=1)[0].split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])
