"""Steps of a matrix of values, one column an analyte: for surfaces, simulations and millions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from layers.assess.cases import Case
from layers.assess.errors import AssessError
from layers.assess.limits import Limits
from layers.assess.rules import rules_for
from layers.assess.tables import WHOLE, RuleTables, Vocabulary, outcome_tables, rule_tables
from layers.model import Law

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SoilType:
    """Clay and organic matter of samples, % of dry mass, shape (samples,); NaN: not known.

    Where the correction needs what is not known, it is as in the standard soil; where only one
    of the two is known, the lowest step is given only if it holds with the least of the other.
    """

    clay: Floats
    organic_matter: Floats

    def part(self, where: slice) -> "SoilType":
        """Return some of the samples."""
        return SoilType(self.clay[where], self.organic_matter[where])

    @property
    def wrong(self) -> npt.NDArray[np.bool_]:
        """Samples in which one of the two is no percentage, or both are more than the whole."""
        wrong: npt.NDArray[np.bool_] = (
            (self.clay < 0)
            | (self.clay > 100)
            | (self.organic_matter < 0)
            | (self.organic_matter > 100)
            | (self.clay + self.organic_matter > WHOLE)
        )
        return wrong


CHUNK = 1 << 13
"""Rows compared at a time; with eight analytes half a megabyte, which stays in the cache."""


def judge_matrix(
    values: Floats,
    analytes: Sequence[str],
    limits: Limits,
    *,
    law: Law,
    land_use: str = "sensitive",
    medium: Literal["soil", "sediment"] = "soil",
    soil: SoilType | None = None,
    date: str = "",
) -> npt.NDArray[np.int8]:
    """Return the verdict's step of every value, as `judge` would.

    Parameters
    ----------
    values
        Shape (samples, analytes), all detected and in mg/kg of dry mass.
    analytes
        Key of each column.
    soil
        Clay and organic matter of each sample, for limits that depend on them.
    date
        ISO year, month or day of the samples, for the law in force; empty: the present law.

    Returns
    -------
    ndarray of int8
        Shape (samples, analytes): 0 to 3; -1 where the value is missing, zero, negative or
        impossible, where clay or organic matter is no percentage, or the law has no limit.

    Raises
    ------
    AssessError
        A medium, analyte or unit is unknown, or the law needs more than the number (hardness, a
        fraction): use `judge`.
    """
    analytes = list(analytes)
    rules, steps = _tables(analytes, limits, (law, land_use), (medium, date))
    result = np.empty(values.shape, np.int8)
    for start in range(0, len(values), CHUNK):
        where = slice(start, start + CHUNK)
        here = None if soil is None else soil.part(where)
        factor, least = _soil_factors(rules, limits, here)
        _judge_chunk(values[where], factor, rules, steps, result[where])
        if least is not factor:
            strict = np.empty_like(result[where])
            _judge_chunk(values[where], least, rules, steps, strict)
            result[where][(result[where] == 0) & (strict > 0)] = -1
        if here is not None:
            result[where][here.wrong] = -1
    return result


def _tables(
    analytes: list[str], limits: Limits, regime: tuple[str, str], same: tuple[str, str]
) -> tuple[RuleTables, npt.NDArray[np.int8]]:
    medium, date = same[0], limits.days.label(same[1])
    cases = [Case(medium, analyte, "mg/kg", "", "", "", "", date, None) for analyte in analytes]
    found = [rules_for(case, limits, *regime)[0] for case in cases]
    for rule, analyte in zip(found, analytes, strict=True):
        if rule.reason and limits.reasons[rule.reason].kind == "error":
            field = limits.reasons[rule.reason].field
            raise AssessError(
                f"column {analyte}: {limits.reasons[rule.reason].label_en}", "", field
            )
    words = Vocabulary.new()
    rules = rule_tables(found, analytes, limits, words.reason)
    plain = rules.plain | (rules.reason != 0)
    if not plain.all():
        column = analytes[int(np.flatnonzero(~plain)[0])]
        raise AssessError(f"column {column}: the law needs more than the number", "", "analyte")
    steps = outcome_tables(found, analytes, limits, words).step[:-2]
    return rules, steps.reshape(len(analytes), rules.width + 1).T


def _soil_factors(
    rules: RuleTables, limits: Limits, soil: SoilType | None
) -> tuple[Floats | None, Floats | None]:
    """Return the factor of the tabled limits, shape (samples, analytes), and its least; or 1."""
    if soil is None or not rules.depends_on_soil.any():
        return None, None
    columns = soil.clay[:, np.newaxis], soil.organic_matter[:, np.newaxis]
    factor, least, _ = limits.correction.of_soils(*columns, tuple(rules.soil))
    return factor, least


def _judge_chunk(
    values: Floats,
    soil: Floats | None,
    rules: RuleTables,
    steps: npt.NDArray[np.int8],
    result: npt.NDArray[np.int8],
) -> None:
    compared = values if rules.same_units else values * rules.factor
    if soil is not None:
        compared = compared / soil
    result[:] = steps[0]
    for thresholds, rise in zip(rules.high, np.diff(steps, axis=0), strict=True):
        result += np.where(np.isfinite(thresholds), rise, 0).astype(np.int8) * (
            compared > thresholds
        )
    sound = (values > 0) & (values <= rules.maximum) & (rules.reason == 0)
    result[~sound] = -1
