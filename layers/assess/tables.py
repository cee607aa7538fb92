"""Rules of all cases as arrays, ready for lookups by case number."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from layers.assess.correction import SOIL_KINDS, SoilTypeCorrection
from layers.assess.fractions import Relation
from layers.assess.limits import Limits
from layers.assess.proof import is_read
from layers.assess.rules import Rule, Threshold

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

TOLERANCE = 1e-9
"""Relative excess below which a value counts as being at the limit: 0.1 + 0.2 must not exceed
0.3, nor 300 µg/kg 0.3 mg/kg."""

WHOLE = 100 * (1 + TOLERANCE)
"""% that clay and organic matter together cannot be more than."""

NOT_JUDGED, NO_LIMIT = "not_judged", "no_limit"


WRONG_VALUES = (
    "no_value",
    "detection_limit_unknown",
    "negative_value",
    "impossible_value",
    "unknown_censoring",
    "bad_clay",
    "bad_organic_matter",
    "soil_over_whole",
)
"""What can be wrong with a row whatever the law says of it."""

HALF_KNOWN_SOIL = "half_known_soil"
"""Why nothing is said where clay or organic matter alone is known and the other one decides."""

ROW_REASONS = (
    *WRONG_VALUES,
    NO_LIMIT,
    "censored_above_limit",
    "censored_below_limit",
    HALF_KNOWN_SOIL,
)


class Words:
    """Words numbered in the order in which they are first used."""

    def __init__(self, *words: str) -> None:
        self.words: list[str] = list(words)

    def number(self, word: str) -> int:
        """Return the number of a word, a new one for a new word."""
        if word not in self.words:
            self.words.append(word)
        return self.words.index(word)


@dataclass(frozen=True)
class RuleTables:
    """One row a case. Thresholds carry the tolerance; `low` <= true threshold <= `high`."""

    low: Floats
    high: Floats
    low_end: Floats
    factor: Floats
    maximum: Floats
    soil: Floats
    depends_on_soil: Bools
    relation: npt.NDArray[np.int8]
    reason: npt.NDArray[np.int8]
    refused: Bools
    open_reason: npt.NDArray[np.int8]
    plain: Bools

    @cached_property
    def same_units(self) -> bool:
        """Whether every value already is in the unit of its limits."""
        return bool(np.all(self.factor == 1))

    @property
    def width(self) -> int:
        """Number of thresholds of the longest ladder."""
        return len(self.low)


@dataclass(frozen=True)
class OutcomeTables:
    """One row a (case, rung), case by case; the last two rows are not judged and no limit.

    `note` has a row for each of what can be known of a soil, and these again for "at least".
    """

    verdict: npt.NDArray[np.int8]
    step: npt.NDArray[np.int8]
    limit: Floats
    name: npt.NDArray[np.int16]
    unit: npt.NDArray[np.int8]
    checked: Bools
    soil_checked: Bools
    read: Bools
    soil_read: Bools
    note: npt.NDArray[np.int16]


@dataclass(frozen=True)
class Vocabulary:
    """The words that results are numbers of."""

    verdict: Words
    name: Words
    unit: Words
    reason: Words
    note: Words

    @classmethod
    def new(cls) -> "Vocabulary":
        """Start with the words for nothing and the reasons that depend on the row alone.

        Rows are judged in threads, which must find these reasons and never add one.
        """
        return cls(
            Words(NOT_JUDGED, NO_LIMIT), Words(""), Words(""), Words("", *ROW_REASONS), Words("")
        )


class _Outcome(NamedTuple):
    verdict: int
    step: int
    limit: float
    name: int
    unit: int
    checked: bool
    soil_checked: bool
    read: bool
    soil_read: bool
    note: tuple[int, ...]


def rule_tables(
    rules: Sequence[Rule], analytes: Sequence[str], limits: Limits, reasons: Words
) -> RuleTables:
    """Lay out the rules of the cases; `analytes` are those of the cases."""
    width = _width(rules)
    low, high, low_end = (np.full((width, len(rules)), fill) for fill in (np.inf, np.inf, -np.inf))
    for number, rule in enumerate(rules):
        lows, highs, ends = _ordered(rule.thresholds)
        low[: len(lows), number], high[: len(highs), number] = lows, highs
        low_end[: len(ends), number] = ends
    relation = np.array([rule.bound.relation for rule in rules], np.int8)
    pairs = zip(rules, analytes, strict=True)
    soil = np.array([_coefficients(rule, name, limits.correction) for rule, name in pairs])
    soil = soil.reshape(-1, 4).T
    return RuleTables(
        low=low * (1 + TOLERANCE),
        high=high * (1 + TOLERANCE),
        low_end=low_end,
        factor=np.array([rule.factor for rule in rules]),
        maximum=np.array([rule.maximum for rule in rules]),
        soil=soil,
        depends_on_soil=(soil[1] != 0) | (soil[2] != 0),
        relation=relation,
        reason=np.array([reasons.number(rule.reason) for rule in rules], np.int8),
        refused=np.array([_is_refused(rule.reason, limits) for rule in rules], bool),
        open_reason=np.array([reasons.number(_open_reason(rule)) for rule in rules], np.int8),
        plain=(relation == 0) & np.all(low == high, axis=0) & np.all(np.isinf(low_end), axis=0),
    )


def _is_refused(reason: str, limits: Limits) -> bool:
    """Tell whether a case is wrong in itself or no question at all, whatever its values are."""
    if not reason:
        return False
    return reason not in limits.reasons or limits.reasons[reason].kind == "error"


def _width(rules: Sequence[Rule]) -> int:
    return max([1, *(len(rule.thresholds) for rule in rules)])


def _ordered(thresholds: Sequence[Threshold]) -> tuple[Floats, Floats, Floats]:
    """Bounds of each threshold; what is above a higher one is above every lower one too."""
    low = np.maximum.accumulate(np.array([one.low for one in thresholds], float))
    high = np.array([one.high for one in thresholds], float)
    high = np.minimum.accumulate(high[::-1])[::-1]
    return low, high, np.array([one.low_end for one in thresholds], float)


def _coefficients(
    rule: Rule, analyte: str, correction: SoilTypeCorrection
) -> tuple[float, float, float, float]:
    if rule.ladder is None or not rule.ladder.soil_type_correction:
        return 1.0, 0.0, 0.0, 1.0
    return correction.coefficients(analyte)


def _open_reason(rule: Rule) -> str:
    """Why the verdict stays open when the thresholds or the fraction leave it open."""
    if rule.bound.relation is not Relation.EXACT:
        return rule.bound.reason
    if rule.open_reason:
        return rule.open_reason
    depends = any(one.low != one.high and one.row is not None for one in rule.thresholds)
    return "hardness_needed" if depends else "limit_missing"


def outcome_tables(
    rules: Sequence[Rule], analytes: Sequence[str], limits: Limits, words: Vocabulary
) -> OutcomeTables:
    """Lay out what is said for each case and rung."""
    width = _width(rules)
    rows: list[_Outcome] = []
    for rule, analyte in zip(rules, analytes, strict=True):
        corrects = _coefficients(rule, analyte, limits.correction)[1:3] != (0, 0)
        proven = _soil_proof(limits.correction, analyte)
        outcomes = [_outcome(rule, n, words, corrects, proven) for n in range(len(rule.rungs))]
        rows += outcomes + [_nothing(NOT_JUDGED, words)] * (width + 1 - len(outcomes))
    rows += [_nothing(NOT_JUDGED, words), _nothing(NO_LIMIT, words)]
    columns = _Outcome(*zip(*rows, strict=True))  # type: ignore[arg-type]
    return OutcomeTables(
        verdict=np.array(columns.verdict, np.int8),
        step=np.array(columns.step, np.int8),
        limit=np.array(columns.limit, float),
        name=np.array(columns.name, np.int16),
        unit=np.array(columns.unit, np.int8),
        checked=np.array(columns.checked, bool),
        soil_checked=np.array(columns.soil_checked, bool),
        read=np.array(columns.read, bool),
        soil_read=np.array(columns.soil_read, bool),
        note=np.array(columns.note, np.int16).ravel(),
    )


def _soil_proof(correction: SoilTypeCorrection, analyte: str) -> tuple[bool, bool]:
    """Tell whether the correction of an analyte was checked, and whether it was read."""
    constants = correction.constants.get(analyte)
    if constants is None:
        return False, False
    return (
        correction.settings_checked and constants.checked,
        correction.settings_read and constants.read,
    )


def _outcome(
    rule: Rule, rung: int, words: Vocabulary, corrects: bool, proven: tuple[bool, bool]
) -> _Outcome:
    """Say what a rung means.

    The deciding limit is the highest one exceeded, or the lowest one when none is. The word
    rests on it and on the next one, which is not exceeded: both must have been checked. A word
    counts as read only if every number of the law that judges the value was.
    """
    rows = [one.row for one in rule.thresholds]
    beside = [row for row in (rows[max(rung - 1, 0)], *rows[rung : rung + 1]) if row is not None]
    deciding = rows[max(rung - 1, 0)] or next(row for row in rows if row is not None)
    return _Outcome(
        verdict=words.verdict.number(rule.rungs[rung].verdict),
        step=rule.rungs[rung].step,
        limit=np.nan if deciding.value is None else deciding.value,
        name=words.name.number(deciding.name),
        unit=words.unit.number(deciding.unit),
        checked=all(row.checked for row in beside) and not rule.in_doubt,
        soil_checked=proven[0],
        read=all(is_read(row) for one in rule.thresholds for row in one.rows),
        soil_read=proven[1],
        note=_notes(rule, words.note, corrects),
    )


def _notes(rule: Rule, words: Words, corrects: bool) -> tuple[int, ...]:
    soils = (
        ("standard_soil",) if corrects else (),
        ("corrected",),
        ("corrected", "standard_clay"),
        ("corrected", "standard_organic_matter"),
    )
    endings = (*soils, *((*soil, "at_least") for soil in soils))
    return tuple(words.number(";".join((*rule.notes, *ending))) for ending in endings)


def _nothing(verdict: str, words: Vocabulary) -> _Outcome:
    return _Outcome(
        words.verdict.number(verdict), -1, np.nan, 0, 0, *4 * (False,), 2 * SOIL_KINDS * (0,)
    )
