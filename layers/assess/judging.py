"""The comparison itself: values against thresholds, as arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.assess.correction import SoilTypeCorrection
from layers.assess.fractions import Relation
from layers.assess.tables import TOLERANCE, OutcomeTables, RuleTables, Words

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int8]

CHUNK = 1 << 17
"""Rows compared at a time: small enough that intermediates stay in the processor's cache."""

BELOW, ABOVE = 1, 2


@dataclass(frozen=True)
class Rows:
    """What the comparison needs of each row.

    Attributes
    ----------
    value
        As printed, in the unit of the row's case.
    censoring
        0 detected, 1 ``<``, 2 ``>``, 3 not understood; None when all are detected.
    clay, organic_matter
        % of dry mass, NaN when not known; None when no row has any.
    of_case
        Number of the row's case.
    """

    value: Floats
    censoring: Numbers | None
    clay: Floats | None
    organic_matter: Floats | None
    of_case: npt.NDArray[np.intp]

    def part(self, where: slice) -> "Rows":
        """Return some of the rows."""
        return Rows(
            self.value[where],
            None if self.censoring is None else self.censoring[where],
            None if self.clay is None else self.clay[where],
            None if self.organic_matter is None else self.organic_matter[where],
            self.of_case[where],
        )


@dataclass(frozen=True)
class Judged:
    """Results by row; `outcome` is a row of the outcome tables."""

    outcome: npt.NDArray[np.int32]
    reason: Numbers
    at_least: Bools
    corrected: Bools
    limit: Floats
    times: Floats

    @classmethod
    def empty(cls, rows: int) -> "Judged":
        """Room for the results of `rows` rows."""
        return cls(
            np.empty(rows, np.int32),
            np.zeros(rows, np.int8),
            np.zeros(rows, bool),
            np.zeros(rows, bool),
            np.empty(rows),
            np.empty(rows),
        )

    def part(self, where: slice) -> "Judged":
        """Return a view of some of the rows."""
        return Judged(
            self.outcome[where],
            self.reason[where],
            self.at_least[where],
            self.corrected[where],
            self.limit[where],
            self.times[where],
        )


@dataclass(frozen=True)
class Comparison:
    """Everything that is the same for all rows of one jurisdiction and land use."""

    rules: RuleTables
    outcomes: OutcomeTables
    correction: SoilTypeCorrection
    reasons: Words

    def judge(self, rows: Rows) -> Judged:
        """Judge all rows, a chunk at a time."""
        judged = Judged.empty(len(rows.value))
        for start in range(0, len(rows.value), CHUNK):
            where = slice(start, start + CHUNK)
            self._judge_chunk(rows.part(where), judged.part(where))
        return judged

    def _judge_chunk(self, rows: Rows, out: Judged) -> None:
        rules, case = self.rules, rows.of_case
        value = rows.value * rules.factor[case]
        soil = self._soil_factor(rows, out.corrected)
        rung = np.zeros(len(value), np.int32)
        for thresholds in rules.high:
            limit = thresholds[case]
            rung += value > (limit if soil is None else limit * soil)
        out.reason[:] = rules.reason[case]
        self._mark_wrong_values(rows, out.reason)
        self._judge_bounds(rows, value, soil, rung, out)
        self._write(rows, value, soil, rung, out)

    def _soil_factor(self, rows: Rows, corrected: Bools) -> Floats | None:
        """By what the tabled limits of each row are multiplied; 1 for the standard soil."""
        rules, case = self.rules, rows.of_case
        if rows.clay is None and rows.organic_matter is None:
            return None
        if not rules.depends_on_soil.any():
            return None
        nothing = np.full(1, np.nan)
        clay, organic = self.correction.within(
            nothing if rows.clay is None else rows.clay,
            nothing if rows.organic_matter is None else rows.organic_matter,
        )
        a, b, c, standard = (column[case] for column in rules.soil)
        factor: Floats = (a + np.where(b == 0, 0, b * clay) + np.where(c == 0, 0, c * organic)
                          ) / standard  # fmt: skip
        known = ~np.isnan(factor)
        factor[~known] = 1.0
        np.logical_and(known, rules.depends_on_soil[case], out=corrected)
        return factor

    def _mark_wrong_values(self, rows: Rows, reason: Numbers) -> None:
        value, number = rows.value, self.reasons.number
        marks = [
            ("no_value", ~np.isfinite(value)),
            ("negative_value", value < 0),
            ("impossible_value", value > self.rules.maximum[rows.of_case]),
        ]
        if rows.censoring is not None:
            marks.append(("unknown_censoring", rows.censoring > ABOVE))
        soils = (("bad_clay", rows.clay), ("bad_organic_matter", rows.organic_matter))
        marks += [(name, (soil < 0) | (soil > 100)) for name, soil in soils if soil is not None]
        for name, wrong in marks:
            if wrong.any():
                reason[wrong & (reason == 0)] = number(name)

    def _judge_bounds(
        self,
        rows: Rows,
        value: Floats,
        soil: Floats | None,
        rung: npt.NDArray[np.int32],
        out: Judged,
    ) -> None:
        """Judge rows whose value, fraction or limit is known as a bound only."""
        odd = ~self.rules.plain[rows.of_case]
        if rows.censoring is not None:
            odd |= rows.censoring > 0
        at = np.flatnonzero(odd & (out.reason == 0))
        if not len(at):
            return
        case = rows.of_case[at]
        sign = np.zeros(len(at), np.int8) if rows.censoring is None else rows.censoring[at]
        factor = np.ones(len(at)) if soil is None else soil[at]
        mildest, severest = self._range_of_rungs(case, value[at], sign, factor)
        claimed, at_least, is_open = self._claim(case, mildest, severest)
        rung[at], out.at_least[at] = claimed, at_least
        why = np.where(
            sign == BELOW,
            self.reasons.number("censored_above_limit"),
            np.where(
                sign == ABOVE,
                self.reasons.number("censored_below_limit"),
                self.rules.open_reason[case],
            ),
        )
        out.reason[at[is_open]] = why[is_open]

    def _range_of_rungs(
        self, case: npt.NDArray[np.intp], value: Floats, sign: Numbers, factor: Floats
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        relation = self.rules.relation[case]
        no_floor = (sign == BELOW) | (relation == Relation.AT_MOST)
        no_ceiling = (sign == ABOVE) | (relation == Relation.AT_LEAST)
        strictly_above = np.where(sign == ABOVE, 1 + 3 * TOLERANCE, 1.0)
        floor = np.where(no_floor, -np.inf, value * strictly_above)
        ceiling = np.where(no_ceiling, np.inf, value)
        mildest, severest = np.zeros(len(value), np.int32), np.zeros(len(value), np.int32)
        for low, high, low_end in zip(
            self.rules.low, self.rules.high, self.rules.low_end, strict=True
        ):
            exists = np.isfinite(high[case]) | np.isfinite(low[case])
            mildest += (floor > high[case] * factor) | (ceiling < low_end[case])
            severest += ((ceiling > low[case] * factor) & (exists | (low[case] < 0))) | (
                floor < low_end[case]
            )
        return mildest, severest

    def _claim(
        self,
        case: npt.NDArray[np.intp],
        mildest: npt.NDArray[np.int32],
        severest: npt.NDArray[np.int32],
    ) -> tuple[npt.NDArray[np.int32], Bools, Bools]:
        """Choose a rung between the mildest and the severest that are possible.

        Same step: the severer word. Else the mildest is certain as a minimum; it is claimed, as
        "at least", unless it is the lowest step, which would be a green that nobody has shown.
        """
        width = self.rules.width + 1
        steps = self.outcomes.step
        mild, severe = steps[case * width + mildest], steps[case * width + severest]
        certain = mild == severe
        at_least = ~certain & (mild >= 1)
        return np.where(certain, severest, mildest), at_least, ~certain & (mild < 1)

    def _write(
        self,
        rows: Rows,
        value: Floats,
        soil: Floats | None,
        rung: npt.NDArray[np.int32],
        out: Judged,
    ) -> None:
        out.outcome[:] = rows.of_case * (self.rules.width + 1) + rung
        unjudged = out.reason != 0
        if unjudged.any():
            no_limit = out.reason == self.reasons.number("no_limit")
            end = len(self.outcomes.step)
            out.outcome[unjudged] = end - 2
            out.outcome[no_limit] = end - 1
            out.at_least[unjudged] = False
            out.corrected[unjudged] = False
        np.take(self.outcomes.limit, out.outcome, out=out.limit)
        if soil is not None:
            np.multiply(out.limit, soil, out=out.limit)
        with np.errstate(divide="ignore", invalid="ignore"):
            np.divide(value, out.limit, out=out.times)
