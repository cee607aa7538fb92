"""The comparison itself: values against thresholds, as arrays."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from layers.assess.correction import KNOWN_SOIL, SOIL_KINDS, STANDARD_SOIL, SoilTypeCorrection
from layers.assess.fractions import Relation
from layers.assess.tables import (
    HALF_KNOWN_SOIL,
    TOLERANCE,
    WHOLE,
    WRONG_VALUES,
    OutcomeTables,
    RuleTables,
    Words,
)

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Small = npt.NDArray[np.int8]
Positions = npt.NDArray[np.intp]

CHUNK = 1 << 16
"""Rows compared at a time: small enough that intermediates stay in the processor's cache."""

MANY = 16
"""Chunks from which a second thread pays."""

BELOW, ABOVE, NOT_UNDERSTOOD = 1, 2, 3
"""Numbers of the signs before a value; 0 is a detected value."""


@dataclass(frozen=True)
class Rows:
    """What the comparison needs of each row.

    Attributes
    ----------
    value
        As printed, in the unit of the row's case.
    censoring
        0 detected, `BELOW`, `ABOVE` or `NOT_UNDERSTOOD`; None when all are detected.
    clay, organic_matter
        % of dry mass, NaN when not known; None when no row has any.
    of_case
        Number of the row's case.
    """

    value: Floats
    censoring: Small | None
    clay: Floats | None
    organic_matter: Floats | None
    of_case: npt.NDArray[Any]

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
    """Results by row: numbers of words, and numbers."""

    verdict: Small
    step: Small
    limit: Floats
    name: npt.NDArray[np.int16]
    unit: Small
    times: Floats
    corrected: Bools
    checked: Bools
    read: Bools
    reason: Small
    at_least: Bools
    note: npt.NDArray[np.int16]

    @classmethod
    def room(cls, rows: int) -> "Judged":
        """Make room for the results of `rows` rows."""
        small, names = np.empty((4, rows), np.int8), np.empty((2, rows), np.int16)
        flags, numbers = np.zeros((4, rows), bool), np.empty((2, rows))
        return cls(
            verdict=small[0],
            step=small[1],
            limit=numbers[0],
            name=names[0],
            unit=small[2],
            times=numbers[1],
            corrected=flags[0],
            checked=flags[1],
            read=flags[3],
            reason=small[3],
            at_least=flags[2],
            note=names[1],
        )

    def part(self, where: slice) -> "Judged":
        """Return a view of some of the rows."""
        return Judged(*(getattr(self, field.name)[where] for field in fields(self)))


class _Soil(NamedTuple):
    """What the tabled limits of each row are multiplied by; 1 for the standard soil.

    `kind` says what of the soil is known; `least` is the factor with the least that a part which
    had to be assumed can be.
    """

    factor: Floats
    least: Floats
    kind: Small

    @property
    def is_half_known(self) -> Bools:
        """Rows in which one part of the soil had to be assumed."""
        half: Bools = self.kind > KNOWN_SOIL
        return half


class _Bounds(NamedTuple):
    """Rows of which something is known as a bound only.

    `factor` is that of their soil, `least` the smallest that it can be.
    """

    case: Positions
    value: Floats
    sign: Small
    factor: Floats
    least: Floats

    def part(self, rows: Any) -> "_Bounds":
        return _Bounds(*(column[rows] for column in self))


@dataclass(frozen=True)
class Comparison:
    """Everything that is the same for all rows of one jurisdiction and land use."""

    rules: RuleTables
    outcomes: OutcomeTables
    correction: SoilTypeCorrection
    reasons: Words

    def judge(self, rows: Rows) -> Judged:
        """Judge all rows, a chunk at a time, many rows in two threads: numpy frees the lock."""
        judged = Judged.room(len(rows.value))
        chunks = [slice(start, start + CHUNK) for start in range(0, len(rows.value), CHUNK)]

        def judge(where: slice) -> None:
            self._judge_chunk(rows.part(where), judged.part(where))

        if len(chunks) < MANY:
            for chunk in chunks:
                judge(chunk)
        else:
            with ThreadPoolExecutor(2) as threads:
                list(threads.map(judge, chunks))
        return judged

    def _judge_chunk(self, rows: Rows, out: Judged) -> None:
        rules, case = self.rules, rows.of_case.astype(np.intp)
        rows = replace(rows, of_case=case)
        value = rows.value if rules.same_units else rows.value * rules.factor[case]
        soil = self._soil(rows)
        rung = np.zeros(len(value), np.intp)
        for thresholds in rules.high:
            limit = thresholds.take(case)
            rung += value > (limit if soil is None else limit * soil.factor)
        _look_up(rules.reason, case, out.reason)
        self._mark_wrong_values(rows, out.reason)
        self._judge_bounds(rows, value, soil, rung, out)
        self._write(case, value, soil, rung, out)

    def _soil(self, rows: Rows) -> _Soil | None:
        """Return the soil of each row: a part that is not known is as in the standard soil."""
        rules, case = self.rules, rows.of_case
        if (rows.clay is None and rows.organic_matter is None) or not rules.depends_on_soil.any():
            return None
        unknown = np.full(len(case), np.nan)
        clay = unknown if rows.clay is None else rows.clay
        organic = unknown if rows.organic_matter is None else rows.organic_matter
        constants = tuple(column.take(case) for column in rules.soil)
        return _Soil(*self.correction.of_soils(clay, organic, constants))

    def _mark_wrong_values(self, rows: Rows, reason: Small) -> None:
        value = rows.value
        in_range = (value >= 0) & (value <= self.rules.maximum.take(rows.of_case))
        if rows.censoring is not None:
            unknown = (rows.censoring == BELOW) & ~(value > 0)
            self._mark(rows, reason, "detection_limit_unknown", unknown & ~(value < 0))
        if (zero := value == 0).any():  # nothing found, and nobody says how little would have been
            ranged = np.isfinite(self.rules.low_end).any(axis=0)
            self._mark(rows, reason, "detection_limit_unknown", zero & ~ranged.take(rows.of_case))
        if not in_range.all():
            self._mark(rows, reason, "no_value", ~np.isfinite(value))
            self._mark(rows, reason, "negative_value", value < 0)
            self._mark(rows, reason, "impossible_value", ~in_range)
        if rows.censoring is not None:
            self._mark(rows, reason, "unknown_censoring", rows.censoring == NOT_UNDERSTOOD)
        soils = (("bad_clay", rows.clay), ("bad_organic_matter", rows.organic_matter))
        for name, soil in soils:
            if soil is not None:
                self._mark(rows, reason, name, (soil < 0) | (soil > 100))
        if rows.clay is not None and rows.organic_matter is not None:
            over = rows.clay + rows.organic_matter > WHOLE
            self._mark(rows, reason, "soil_over_whole", over)

    def _mark(self, rows: Rows, reason: Small, name: str, wrong: Bools) -> None:
        """Note what is wrong with rows; the first fault counts, and one of the case most."""
        if wrong.any():
            noted = (reason > 0) & (reason <= len(WRONG_VALUES))
            free = ~(noted | self.rules.refused.take(rows.of_case))
            reason[wrong & free] = self.reasons.number(name)

    def _judge_bounds(
        self, rows: Rows, value: Floats, soil: _Soil | None, rung: Positions, out: Judged
    ) -> None:
        """Judge rows whose value, fraction, soil or limit is known as a bound only."""
        odd = ~self.rules.plain.take(rows.of_case)
        if soil is not None:
            odd |= soil.is_half_known
        if rows.censoring is not None:
            odd |= rows.censoring > 0
        at = np.flatnonzero(odd & (out.reason == 0))
        if not len(at):
            return
        case = rows.of_case[at]
        sign = np.zeros(len(at), np.int8) if rows.censoring is None else rows.censoring[at]
        ones = np.ones(len(at))
        factors = (ones, ones) if soil is None else (soil.factor[at], soil.least[at])
        bounds = _Bounds(case, value[at], sign, *factors)
        rung[at], out.at_least[at], is_open = self._claim(case, *self._range_of_rungs(bounds))
        if is_open.any():
            out.reason[at[is_open]] = self._why_open(bounds.part(is_open))

    def _why_open(self, bounds: "_Bounds") -> Small:
        """Say why rows are not judged: their sign, or what else is not known of them.

        The sign is the reason only where it leaves the verdict open by itself: with the fraction
        of the limit measured, and with the threshold that suits the bound best.
        """
        half = self.rules.plain[bounds.case] & (bounds.least < bounds.factor)
        soil = self.reasons.number(HALF_KNOWN_SOIL)
        why = np.where(half, soil, self.rules.open_reason[bounds.case]).astype(np.int8)
        for sign, name in ((BELOW, "censored_above_limit"), (ABOVE, "censored_below_limit")):
            here = np.flatnonzero(bounds.sign == sign)
            if len(here):
                *_, still_open = self._claim(
                    bounds.case[here], *self._range_of_rungs(bounds.part(here), at_best=True)
                )
                why[here[still_open]] = self.reasons.number(name)
        return why

    def _range_of_rungs(
        self, bounds: "_Bounds", at_best: bool = False
    ) -> tuple[Positions, Positions]:
        """Return the mildest and the severest rung that are possible.

        With `at_best`, as if all but the sign were known and suited it.
        """
        case, value, sign, most, least = bounds
        relation = self.rules.relation[case]
        if at_best:
            relation = np.full_like(relation, Relation.EXACT)
            most = least = np.where(sign == BELOW, most, least)
        no_floor = (sign == BELOW) | (relation == Relation.AT_MOST)
        no_ceiling = (sign == ABOVE) | (relation == Relation.AT_LEAST)
        strictly_above = np.where(sign == ABOVE, 1 + 3 * TOLERANCE, 1.0)
        floor = np.where(no_floor, -np.inf, value * strictly_above)
        ceiling = np.where(no_ceiling, np.inf, value)
        mildest, severest = np.zeros(len(value), np.intp), np.zeros(len(value), np.intp)
        for ends in zip(self.rules.low, self.rules.high, self.rules.low_end, strict=True):
            low, high, low_end = (end[case] for end in ends)
            if at_best:
                low, high = np.where(sign == BELOW, (high, high), (low, low))
            mildest += (floor > high * most) | (ceiling < low_end)
            severest += (ceiling > low * least) | (floor < low_end)
        return mildest, severest

    def _claim(
        self, case: Positions, mildest: Positions, severest: Positions
    ) -> tuple[Positions, Bools, Bools]:
        """Choose a rung between the mildest and the severest that are possible.

        Same step: the severer word. Else the mildest is certain as a minimum; it is claimed, as
        "at least", unless it is the lowest step, which would be a green that nobody has shown.
        """
        width = self.rules.width + 1
        mild = self.outcomes.step[case * width + mildest]
        certain = mild == self.outcomes.step[case * width + severest]
        claimed = np.where(certain, severest, mildest)
        return claimed, ~certain & (mild >= 1), ~certain & (mild < 1)

    def _write(
        self, case: Positions, value: Floats, soil: _Soil | None, rung: Positions, out: Judged
    ) -> None:
        outcome = case * (self.rules.width + 1) + rung
        unjudged = out.reason != 0
        if unjudged.any():
            end = len(self.outcomes.step)
            outcome[unjudged] = end - 2
            outcome[out.reason == self.reasons.number("no_limit")] = end - 1
            out.at_least[unjudged] = False
        tables = self.outcomes
        for name in ("verdict", "step", "limit", "name", "unit", "checked", "read"):
            _look_up(getattr(tables, name), outcome, getattr(out, name))
        kind = 0 if soil is None else soil.kind
        _look_up(tables.note, (outcome * 2 + out.at_least) * SOIL_KINDS + kind, out.note)
        if soil is not None:
            np.multiply(out.limit, soil.factor, out=out.limit)
            np.logical_and(soil.kind != STANDARD_SOIL, ~unjudged, out=out.corrected)
            out.checked[out.corrected] &= tables.soil_checked[outcome[out.corrected]]
            out.read[out.corrected] &= tables.soil_read[outcome[out.corrected]]
        with np.errstate(divide="ignore", invalid="ignore"):
            np.divide(value, out.limit, out=out.times)
        self._write_low_ends(case, value, out)

    def _write_low_ends(self, case: Positions, value: Floats, out: Judged) -> None:
        """Where the law gives a range, name the end that decides; a ratio would mean nothing."""
        if not np.isfinite(self.rules.low_end).any():
            return
        low_end = self.rules.low_end[0][case]
        ranged = np.isfinite(low_end) & (out.step >= 0)
        out.times[ranged] = np.nan
        too_low = ranged & (value < low_end)
        out.limit[too_low] = low_end[too_low]


def _look_up(table: npt.NDArray[Any], at: Positions, out: npt.NDArray[Any]) -> None:
    """Write table[at] into `out`; positions are known to be inside, so no buffer is needed."""
    table.take(at, out=out, mode="clip")
