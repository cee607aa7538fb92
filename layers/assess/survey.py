"""A table of values as samples: which values may enter an index, and the indices beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess.cases import numbers, texts_of
from layers.assess.fractions import measured_fraction
from layers.assess.indices import COLUMNS, Choices, IndexRegistry, Samples, evaluate_all
from layers.registry import FRESH, Registry

Texts = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]

SOLIDS = ("soil", "sediment", "waste")
WHOLE = ("", "total", "below_63um")
"""What may have been measured of a solid that is held against a background of totals."""

ROCK = ("Fe", "Al", "Ti")
"""Elements that make up the rock: in a sum or mean over elements they would hide the others."""

SINGLE = ("", "single")
METALS = ("metal", "metalloid")


class Kind(NamedTuple):
    """Samples whose concentrations are in one unit and may be held against one background."""

    group: str
    unit: str


@dataclass(frozen=True)
class Survey:
    """Values sorted into samples.

    Attributes
    ----------
    sample : array of int, shape (values,)
        Number of the sample of each value; values of two media are of two samples.
    reasons : array of str, shape (values,)
        Why a value may not enter an index; empty where it may: ``not_measured``,
        ``detection_limit_unknown``, ``not_a_metal``, ``other_unit``, ``wet_mass``,
        ``not_total``, ``pooled``, ``wrong_value``, ``limit_of_zero``, ``stands_twice``.
    kinds : mapping
        Kind -> its samples, labelled by number, in the standard unit of their media.
    group, analyte : array of str, shape (values,)
        Group of each value's medium, and what was measured.
    """

    sample: npt.NDArray[np.intp]
    reasons: Texts
    kinds: Mapping[Kind, Samples]
    group: Texts
    analyte: Texts

    @classmethod
    def of(cls, values: pd.DataFrame, registry: Registry) -> Self:
        """Sort values into samples and convert those that may enter.

        Parameters
        ----------
        values : DataFrame
            One value a row: `medium`, `analyte`, `value`, `unit`, and where known `sample` (any
            label; without the column the whole frame is one sample), `censoring`, `fraction`,
            `extraction`, `statistic`.
        registry : Registry
            Media, units and analytes.
        """
        columns = _Columns.of(values, registry)
        sample = _sample_numbers(values, columns.medium)
        reasons = columns.why_not()
        reasons = np.where(reasons == "", _twice(sample, columns.analyte, reasons), reasons)
        kinds = {}
        for group, unit in sorted(set(zip(columns.group, columns.standard, strict=True))):
            here = (columns.group == group) & (columns.standard == unit) & (reasons == "")
            if here.any():
                kinds[Kind(group, unit)] = columns.samples(here, sample, unit)
        return cls(sample, reasons, kinds, columns.group, columns.analyte)

    def evaluate(self, registry: IndexRegistry, choices: Choices) -> pd.DataFrame:
        """Compute every index that needs one sample only.

        Elements that make up the rock do not enter an index of the whole sample unless there are
        no others.

        Returns
        -------
        DataFrame
            Columns `layers.assess.indices.results.COLUMNS`; `sample` is the number here.

        Raises
        ------
        KeyError
            Unknown background, factor or standard set.
        """
        parts = [
            evaluate_all(samples, registry, without_rock(samples, choices), indices)
            for kind, samples in self.kinds.items()
            if (indices := indices_for(kind.group, registry))
        ]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)


def indices_for(group: str, registry: IndexRegistry) -> list[str]:
    """List the indices that need one sample only and are made for a group of media."""
    return [
        one.index
        for one in registry.definitions.values()
        if one.kind != "pair" and group in one.media.split(";")
    ]


def without_rock(samples: Samples, choices: Choices) -> Choices:
    """Leave the elements of the rock out of indices of the whole sample, unless alone."""
    measured = tuple(str(name) for name in samples.values.columns)
    entering = tuple(name for name in measured if name not in ROCK) or measured
    return replace(choices, elements=choices.elements or entering)


@dataclass(frozen=True)
class _Columns:
    """What decides about each value."""

    medium: Texts
    group: Texts
    standard: Texts
    analyte: Texts
    kind: Texts
    factor: Floats
    fresh: npt.NDArray[np.bool_]
    measured: Texts
    statistic: Texts
    sign: Texts
    value: Floats

    @classmethod
    def of(cls, values: pd.DataFrame, registry: Registry) -> Self:
        media = registry.media.set_index("medium")
        kinds = registry.analytes.set_index("analyte")["kind"]
        medium, analyte = texts_of(values, "medium"), texts_of(values, "analyte")
        unit, fraction = texts_of(values, "unit"), texts_of(values, "fraction")
        standard = _looked_up(medium, media["unit_std"])
        matches = {text: registry.find_unit(text) for text in set(unit)}
        plain = _looked_up(unit, {t: m.unit for t, m in matches.items() if m})
        base = _looked_up(unit, {t: m.fraction for t, m in matches.items() if m})
        pairs = zip(fraction, texts_of(values, "extraction"), strict=True)
        return cls(
            medium=medium,
            group=_looked_up(medium, media["group"]),
            standard=standard,
            analyte=analyte,
            kind=_looked_up(analyte, kinds),
            factor=registry.factors(plain, standard),
            fresh=(fraction == FRESH) | (base == FRESH),
            measured=np.array([measured_fraction(*pair) for pair in pairs], object),
            statistic=texts_of(values, "statistic"),
            sign=texts_of(values, "censoring"),
            value=numbers(values["value"]),
        )

    def why_not(self) -> Texts:
        """Say of each value why it may not enter, leaving out repetition."""
        solid = np.isin(self.group, SOLIDS)
        wrong = ~np.isfinite(self.value) | (self.value < 0) | ~np.isin(self.sign, ["", "<", ">"])
        nothing = np.isnan(self.value)
        return np.select(
            [
                nothing & (self.sign == "<"),
                nothing,
                ~np.isin(self.kind, METALS),
                np.isnan(self.factor),
                solid & self.fresh,
                solid & ~np.isin(self.measured, WHOLE),
                ~np.isin(self.statistic, SINGLE),
                wrong,
                (self.sign != "") & (self.value == 0),
            ],
            [
                "detection_limit_unknown",
                "not_measured",
                "not_a_metal",
                "other_unit",
                "wet_mass",
                "not_total",
                "pooled",
                "wrong_value",
                "limit_of_zero",
            ],
            "",
        ).astype(object)

    def samples(
        self, here: npt.NDArray[np.bool_], sample: npt.NDArray[np.intp], unit: str
    ) -> Samples:
        """Return the chosen values, a row a sample and a column an analyte."""
        rows, row = np.unique(sample[here], return_inverse=True)
        codes, analytes = pd.factorize(self.analyte[here])
        amounts = np.full((len(rows), len(analytes)), np.nan)
        signs = np.full(amounts.shape, "", object)
        amounts[row, codes] = self.value[here] * self.factor[here]
        signs[row, codes] = self.sign[here]
        labels: dict[str, Any] = {"index": rows, "columns": analytes}
        return Samples.from_wide(
            pd.DataFrame(amounts, **labels), pd.DataFrame(signs, **labels), unit
        )


def _looked_up(keys: Texts, table: Mapping[str, str] | pd.Series) -> Texts:
    codes, distinct = pd.factorize(keys)
    found = np.array([*(table.get(key, "") for key in distinct), ""], object)
    return np.asarray(found[codes])


def _sample_numbers(values: pd.DataFrame, medium: Texts) -> npt.NDArray[np.intp]:
    label = texts_of(values, "sample")
    codes, _ = pd.MultiIndex.from_arrays([label, medium]).factorize()
    return np.asarray(codes)


def _twice(sample: npt.NDArray[np.intp], analyte: Texts, reasons: Texts) -> Texts:
    """Mark values of an analyte that a sample has more than once: nobody says which counts."""
    entering = pd.DataFrame({"sample": sample, "analyte": analyte})[reasons == ""]
    repeated = entering.index[entering.duplicated(keep=False)]
    marks = np.full(len(sample), "", object)
    marks[repeated] = "stands_twice"
    return marks
