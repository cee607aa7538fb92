"""Concentrations of samples with their detection limits, as intervals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.assess.errors import AssessError
from layers.assess.indices.formulas import Array

SIGNS = ("", "<", ">")


class Interval(NamedTuple):
    """A quantity known between two bounds, and the value that stands for it.

    All three are arrays of one shape; NaN where nothing is known. `low` and `high` agree with
    `value` for a plain measurement.
    """

    value: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Samples:
    """Concentrations in one unit: a row a sample, a column an analyte.

    Build it with `from_wide`, `from_long` or `single`, which check what they are given.

    Attributes
    ----------
    values : DataFrame of float
        The number as reported; NaN where the analyte was not measured. For a censored value
        the limit.
    signs : DataFrame of str
        ``""`` measured, ``"<"`` below the number, ``">"`` above it.
    unit : str
        Unit of every number.
    """

    values: pd.DataFrame
    signs: pd.DataFrame
    unit: str

    @classmethod
    def from_wide(
        cls, values: pd.DataFrame, signs: pd.DataFrame | None = None, unit: str = "mg/kg"
    ) -> Self:
        """Check a frame with a row a sample and a column an analyte.

        Parameters
        ----------
        values : DataFrame
            Numbers; NaN where not measured.
        signs : DataFrame, optional
            ``""``, ``"<"`` or ``">"`` for each number, with the labels of `values`.
        unit : str
            Unit of all numbers.

        Raises
        ------
        AssessError
            Names sample and analyte of the first value that is not a number, infinite or
            negative, of a limit that is zero, or of an unknown sign.
        """
        numbers = values.apply(pd.to_numeric, errors="coerce").astype(float)
        if signs is None:
            signs = pd.DataFrame("", index=values.index, columns=values.columns)
        marks = _relabelled(signs, index=values.index, columns=values.columns)
        for labels, what in ((values.index, "sample"), (values.columns, "analyte")):
            if not labels.is_unique:
                twice = labels[labels.duplicated()][0]
                raise AssessError(f"{what} {twice} stands twice", twice, what)
        _refuse(numbers.isna() & values.notna(), values, "not a number")
        _refuse(np.isinf(numbers), values, "infinite")
        _refuse(numbers < 0, values, "negative")
        _refuse(~marks.isin(SIGNS), marks, "expected '<', '>' or nothing")
        _refuse((numbers == 0) & (marks != ""), values, "a limit of zero says nothing")
        return cls(numbers, marks, unit)

    @classmethod
    def from_long(
        cls,
        frame: pd.DataFrame,
        *,
        sample: str = "sample_id",
        value: str = "value_std",
        unit: str = "unit_std",
    ) -> Self:
        """Pivot a long table of measurements, one value a row.

        Parameters
        ----------
        frame : DataFrame
            Columns `sample`, ``analyte``, `value`, `unit`, ``censoring``, ``statistic``.
        sample, value, unit : str
            Names of the columns that hold them.

        Raises
        ------
        AssessError
            When a row is pooled (an index of a mean over several samples is no sample's), when
            units differ, or when a sample has two values of one analyte.
        """
        pooled = frame["statistic"] != "single"
        if pooled.any():
            row = frame.index[pooled][0]
            raise AssessError(f"row {row}: pooled statistic, not a sample", row, "statistic")
        if frame[unit].nunique(dropna=False) > 1:
            row = frame.index[frame[unit] != frame[unit].iloc[0]][0]
            raise AssessError(f"row {row}: another unit than the rows above", row, unit)
        twice = frame.duplicated([sample, "analyte"])
        if twice.any():
            row = frame.index[twice][0]
            raise AssessError(f"row {row}: a second value of this analyte", row, "analyte")
        wide = frame.pivot(index=sample, columns="analyte", values=[value, "censoring"])
        name = str(frame[unit].iloc[0]) if len(frame) else ""
        return cls.from_wide(wide[value], wide["censoring"], name)

    @classmethod
    def single(cls, values: Mapping[str, float | str | None], unit: str = "mg/kg") -> Self:
        """Build one sample from analyte -> number, text such as ``"<0.5"``, or None.

        Examples
        --------
        >>> Samples.single({"Cu": 150, "Cd": "<0.5"}).signs.loc["sample", "Cd"]
        '<'
        """
        texts = {a: "" if pd.isna(value) else str(value).strip() for a, value in values.items()}
        signs = {a: text[:1] if text[:1] in ("<", ">") else "" for a, text in texts.items()}
        numbers = {a: text.lstrip("<>").strip() or None for a, text in texts.items()}
        return cls.from_wide(
            pd.DataFrame(numbers, index=["sample"]), pd.DataFrame(signs, index=["sample"]), unit
        )

    def only(self, analytes: Iterable[str]) -> Self:
        """Return the same samples with these analytes; NaN for one nobody measured."""
        columns = list(analytes)
        return replace(
            self,
            values=self.values.reindex(columns=columns),
            signs=_relabelled(self.signs, columns=columns),
        )

    def aligned(self, like: "Samples") -> Self:
        """Return these concentrations under the labels of other samples; NaN where missing."""
        labels = {"index": like.values.index, "columns": like.values.columns}
        signs = _relabelled(self.signs, **labels)
        return replace(self, values=self.values.reindex(**labels), signs=signs)

    @property
    def usable(self) -> NDArray[np.bool_]:
        """True where a number can enter an index: measured, and not a bare zero."""
        numbers = self.values.to_numpy(dtype=float)
        return np.asarray(~np.isnan(numbers) & (numbers > 0))

    @property
    def reasons(self) -> NDArray[np.object_]:
        """Why a cell cannot enter an index: ``not_measured``, ``zero_without_limit`` or ``""``."""
        numbers = self.values.to_numpy(dtype=float)
        absent = np.where(np.isnan(numbers), "not_measured", "")
        return np.where(numbers == 0, "zero_without_limit", absent).astype(object)

    def interval(self, limit_share: float) -> Interval:
        """Return concentrations with their bounds; NaN where not usable.

        Parameters
        ----------
        limit_share : float
            Share of the detection limit that stands for a value below it. The bounds of such a
            value are zero and the limit; of a value above its number, the number and infinity.
        """
        numbers = np.where(self.usable, self.values.to_numpy(dtype=float), np.nan)
        signs = self.signs.to_numpy(dtype=object)
        below, above = (signs == "<") & self.usable, (signs == ">") & self.usable
        return Interval(
            value=np.where(below, limit_share * numbers, numbers),
            low=np.where(below, 0.0, numbers),
            high=np.where(above, np.inf, numbers),
        )


def _relabelled(signs: pd.DataFrame, **labels: Any) -> pd.DataFrame:
    return signs.reindex(**labels).astype(object).fillna("")


def _refuse(bad: pd.DataFrame, shown: pd.DataFrame, what: str) -> None:
    places = np.argwhere(bad.to_numpy())
    if len(places):
        row, column = places[0]
        sample, analyte = bad.index[row], str(bad.columns[column])
        found = shown.iloc[row, column]
        raise AssessError(f"sample {sample}, {analyte}: found {found!r}: {what}", sample, analyte)
