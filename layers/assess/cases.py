"""Sorts rows into cases: rows that the law treats alike except for their number.

Millions of rows fall into a few hundred cases, so the law is looked up once a case and applied
to the rows with array lookups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess.bands import DayBands, HardnessBands
from layers.assess.limits import Limits

Codes = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
_DENSE = 1 << 22


class Case(NamedTuple):
    """What the law asks about a value besides its number.

    `date` is a day with the same law as the sampling's, empty when undated. `hardness` likewise,
    in mg CaCO3/L; None when not known, -1 when wrong.
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
        _dates(values, limits.days),
        _hardness(values, limits.hardnesses),
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


def texts_of(values: pd.DataFrame, name: str) -> npt.NDArray[np.object_]:
    """Return a column as texts; empty texts where it is missing."""
    if name not in values:
        return np.full(len(values), "", dtype=object)
    codes, labels = encode(values[name])
    return np.asarray(np.array(labels, dtype=object)[codes])


def _dates(values: pd.DataFrame, bands: DayBands) -> tuple[Codes, Sequence[str]]:
    """Code the end of the sampling period, or its start where no end is given."""
    names = ("date_end", "date_start") if _has_dates(values) else ("year_end", "year_start")
    columns = [_banded(values, name, bands) for name in names]
    (end, ends), (start, starts) = columns
    codes, _ = _combine([(end, ends), (start, starts)])
    return codes, [last or first for last in ends for first in starts]


def _has_dates(values: pd.DataFrame) -> bool:
    return "date_end" in values or "date_start" in values


def _banded(values: pd.DataFrame, name: str, bands: DayBands) -> tuple[Codes, Sequence[str]]:
    codes, texts = _column(values, name)
    labels = [bands.label(text.removesuffix(".0")) for text in texts]
    distinct = list(dict.fromkeys(labels))
    if len(distinct) == len(labels):
        return codes, labels
    return np.array([distinct.index(label) for label in labels], np.int8)[codes], distinct


def _hardness(values: pd.DataFrame, bands: HardnessBands) -> tuple[Codes, Sequence[float | None]]:
    last = len(bands.labels) - 1
    if "hardness_mg_l" not in values:
        return np.zeros(len(values), np.int8), [None]
    hardness = numbers(values["hardness_mg_l"])
    codes = np.searchsorted(bands.edges, hardness, side="right")
    codes = np.where(np.isnan(hardness), last - 1, codes)
    return np.where(hardness <= 0, last, codes), bands.labels


def numbers(column: pd.Series) -> Floats:
    """Return a column as numbers: NaN where it is empty, -inf where it is text but no number."""
    if column.dtype == np.float64:
        found: Floats = column.to_numpy()
        return found
    parsed = pd.to_numeric(column, errors="coerce").astype("float64")
    result: Floats = parsed.to_numpy(np.float64, na_value=np.nan, copy=True)
    given = column.notna().to_numpy() & (column.astype(str).str.strip() != "").to_numpy()
    result[np.isnan(result) & given] = -np.inf
    return result


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
