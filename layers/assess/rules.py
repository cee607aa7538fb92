"""What the law says of a case: its thresholds, its words, or why it does not judge."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from layers.assess.bands import UNREADABLE, last_day
from layers.assess.cases import Case
from layers.assess.fractions import EXACT, Bound, Relation, compare_fractions, measured_fraction
from layers.assess.limits import Limits, Unit
from layers.assess.rows import Ladder, LimitRow, Rung
from layers.model import LOWEST_STATISTICS

MINIMUM = "minimum_below_limit"
"""Why a minimum below the limit is not judged."""

LAW_OF_YEAR = "law_of_year_unread"
"""Why nothing is said where a new law may have begun before the sampling or after it."""


@dataclass(frozen=True)
class Threshold:
    """A threshold of a ladder: the numbers it can have, and the rows that carry them.

    `low` and `high` differ where the limit depends on something that is not known (hardness) or
    has no number; they are in the unit of the rows. `low_end` is the lower end of a range (pH).
    """

    low: float
    high: float
    rows: tuple[LimitRow, ...] = ()
    low_end: float = -np.inf

    @property
    def row(self) -> LimitRow | None:
        """The row that is named where one must be."""
        return self.rows[0] if self.rows else None


@dataclass(frozen=True)
class Rule:
    """How a case is judged. With a `reason`, it is not.

    `factor` brings the value to the unit of the thresholds; `maximum` is the largest value that
    the unit can have. `open_reason` says why two laws that may both have held leave it open;
    `in_doubt`: no check of its numbers counts, as the law no longer held or the older one of
    two was not checked.
    """

    reason: str = ""
    ladder: Ladder | None = None
    rungs: tuple[Rung, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    bound: Bound = EXACT
    factor: float = 1.0
    maximum: float = np.inf
    notes: tuple[str, ...] = ()
    open_reason: str = ""
    in_doubt: bool = False


def rules_for(case: Case, limits: Limits, law: str, land_use: str) -> list[Rule]:
    """Every rule of a jurisdiction for a case, the deciding one first; at least one.

    Of ladders with the same rank the one in force on the sampling day holds; before the first,
    the first.
    """
    found = _reading(case, limits, law, land_use)
    unit = limits.unit(case.unit)
    return found if unit is None else [replace(rule, maximum=unit.maximum) for rule in found]


def _reading(case: Case, limits: Limits, law: str, land_use: str) -> list[Rule]:
    if reason := _wrong_case(case, limits):
        return [Rule(reason=reason)]
    if case.medium not in limits.judged_media:
        return [Rule(reason="medium_not_judged")]
    ladders = limits.ladders_for(law, case.medium, land_use)
    if not ladders:
        return [Rule(reason="no_law_for_medium")]
    day = last_day(case.date)
    return [
        _agreed([_rule(case, limits, ladder, day) for ladder in may_hold])
        for may_hold in _in_force(ladders, limits, day)
    ]


def _wrong_case(case: Case, limits: Limits) -> str:
    checks = {
        "unknown_medium": case.medium not in limits.media,
        "unknown_analyte": case.analyte not in limits.analytes,
        "no_unit": not case.unit,
        "unknown_unit": limits.unit(case.unit) is None,
        "bad_date": case.date == UNREADABLE,
        "bad_hardness": case.hardness is not None and case.hardness < 0,
        "unknown_fraction": case.fraction not in limits.fractions,
        "unknown_statistic": case.statistic not in limits.statistics,
        "basis_contradicts": _contradicts(case, limits),
    }
    return next((reason for reason, wrong in checks.items() if wrong), "")


def _contradicts(case: Case, limits: Limits) -> bool:
    """Tell whether unit and fraction disagree on wet or dry mass."""
    unit = limits.unit(case.unit)
    said = {case.fraction, "" if unit is None else unit.fraction}
    return said >= {"fresh_mass", "dry_mass"}


def _in_force(ladders: list[Ladder], limits: Limits, day: date | None) -> list[list[Ladder]]:
    """Return the ladders of each rank that may have been in force on the day, newest first.

    It is the last that had begun, or the first of all; two, where only the year in which the last
    one began is known, and the day lies in that year.
    """
    chosen: dict[tuple[int, str, str], list[Ladder]] = {}
    when = day or limits.today
    for ladder in sorted(ladders, key=lambda one: _start(one, limits)):
        key = (ladder.rank, ladder.statistics, ladder.uses if ladder.rank > 1 else "")
        if key not in chosen or _start(ladder, limits) <= when:
            before = [] if _is_settled(ladder, limits, when) else chosen.get(key, [])
            chosen[key] = [ladder, *before]
    return sorted(chosen.values(), key=lambda found: found[0].rank)


def _is_settled(ladder: Ladder, limits: Limits, day: date) -> bool:
    """Tell whether a ladder held on a day for certain, if it is the last that had begun."""
    return (limits.regulations[ladder.regulation_id].certain_from or date.min) <= day


def _agreed(rules: list[Rule]) -> Rule:
    """One rule of those that may have held: a verdict is given as far as all of them agree."""
    newest, *older = rules
    for rule in older:
        newest = _both(newest, rule)
    return newest


def _both(new: Rule, old: Rule) -> Rule:
    alike = new.rungs == old.rungs and new.bound == old.bound
    if new.reason and new.reason == old.reason:
        return new
    if new.reason or old.reason or not alike or _corrects(new) != _corrects(old):
        return Rule(reason=LAW_OF_YEAR, ladder=new.ladder)
    scale = new.factor / old.factor
    thresholds = tuple(
        Threshold(
            min(one.low, other.low * scale),
            max(one.high, other.high * scale),
            one.rows + other.rows,
            max(one.low_end, other.low_end * scale),
        )
        for one, other in zip(new.thresholds, old.thresholds, strict=True)
    )
    checked = all(row.checked for one in old.thresholds for row in one.rows)
    doubt = new.in_doubt or not checked
    return replace(new, thresholds=thresholds, open_reason=LAW_OF_YEAR, in_doubt=doubt)


def _corrects(rule: Rule) -> bool:
    return rule.ladder is not None and rule.ladder.soil_type_correction


def _start(ladder: Ladder, limits: Limits) -> date:
    return limits.regulations[ladder.regulation_id].valid_from or date.min


def _rule(case: Case, limits: Limits, ladder: Ladder, day: date | None) -> Rule:
    if ladder.statistics and case.statistic not in ladder.statistics.split(";"):
        return Rule(reason="statistic_not_comparable", ladder=ladder)
    rows = _rows_in_force(case, limits, ladder, day)
    if not rows:
        named = case.foodstuff in limits.foodstuffs
        return Rule(reason="no_limit" if named else "foodstuff_not_listed", ladder=ladder)
    rows = _fitting_fraction(rows, case)
    rungs = limits.schemes[ladder.scheme]
    thresholds = _thresholds(rungs, rows, case.hardness)
    bound = compare_fractions(rows[0].fraction, measured_fraction(case.fraction, case.extraction))
    bound = _bound_of_statistic(case, thresholds, bound)
    unit, limit_unit = limits.unit(case.unit), limits.unit(rows[0].unit)
    bound = _bound_of_basis(rows[0], case, unit, bound)
    reason = _incomparable(rows[0], case, unit, limit_unit)
    if not reason and bound.relation is Relation.NONE:
        reason = bound.reason
    if reason or unit is None or limit_unit is None:
        return Rule(reason=reason, ladder=ladder)
    return Rule(
        ladder=ladder,
        rungs=rungs,
        thresholds=thresholds,
        bound=bound,
        factor=unit.factor / limit_unit.factor,
        notes=_notes(limits, ladder, day, bound) + _fraction_note(rows[0]),
        in_doubt=_has_ended(ladder, limits, day),
    )


def _bound_of_statistic(case: Case, thresholds: tuple[Threshold, ...], bound: Bound) -> Bound:
    """Bound by the statistic too: the lowest of several values shows none of them to be clean.

    Where the law gives a range (pH), it is judged as the number it is: its low end is a fault.
    """
    ranged = any(np.isfinite(threshold.low_end) for threshold in thresholds)
    if case.statistic not in LOWEST_STATISTICS or ranged:
        return bound
    return _at_least(bound, MINIMUM)


def _bound_of_basis(row: LimitRow, case: Case, unit: Unit | None, bound: Bound) -> Bound:
    """Bound by wet mass where nobody has read whether the limit means it: dry, it is more."""
    wet = "fresh_mass" in (case.fraction, "" if unit is None else unit.fraction)
    return _at_least(bound, "wet_mass_basis_unread") if wet and not row.basis else bound


def _at_least(bound: Bound, reason: str) -> Bound:
    """Add to what is known that the true amount may be more."""
    if bound.relation is Relation.EXACT:
        return Bound(Relation.AT_LEAST, reason)
    return bound if bound.relation is Relation.AT_LEAST else bound._replace(relation=Relation.NONE)


def _rows_in_force(case: Case, limits: Limits, ladder: Ladder, day: date | None) -> list[LimitRow]:
    when = day or limits.today
    thresholds = {rung.exceeds for rung in limits.schemes[ladder.scheme]}
    return [
        row
        for medium in ladder.media.split(";")
        for row in limits.by_place.get((ladder.regulation_id, medium, case.analyte), ())
        if row.threshold in thresholds
        and row.use in ladder.uses.split(";")
        and row.foodstuff in ("", case.foodstuff or row.foodstuff)
        and (row.valid_from is None or row.valid_from <= when)
        and (row.valid_to is None or when <= row.valid_to)
    ]


def _fitting_fraction(rows: list[LimitRow], case: Case) -> list[LimitRow]:
    """Limits for the fraction that was measured; else those for totals, which bound most."""
    measured = measured_fraction(case.fraction, case.extraction)
    fractions = {row.fraction for row in rows}
    order = [measured, "", "total", *sorted(fractions)]
    best = next(fraction for fraction in order if fraction in fractions)
    return [row for row in rows if row.fraction == best]


def _incomparable(row: LimitRow, case: Case, unit: Unit | None, limit_unit: Unit | None) -> str:
    """Say what of foodstuff, unit, wet or dry mass keeps a value from being compared."""
    if row.foodstuff and not case.foodstuff:
        return "foodstuff_not_stated"
    if unit is None or limit_unit is None or unit.dimension != limit_unit.dimension:
        return "wrong_dimension"
    wet, dry = (name in (case.fraction, unit.fraction) for name in ("fresh_mass", "dry_mass"))
    if row.basis == "dry" and wet:
        return "wet_mass"
    if row.basis == "wet" and not wet:
        return "dry_mass" if dry else "basis_not_stated"
    return ""


def _thresholds(
    rungs: tuple[Rung, ...], rows: list[LimitRow], hardness: float | None
) -> tuple[Threshold, ...]:
    return tuple(
        _threshold([row for row in rows if row.threshold == rung.exceeds], hardness)
        for rung in rungs[1:]
    )


def _threshold(rows: list[LimitRow], hardness: float | None) -> Threshold:
    if hardness is not None:
        rows = [row for row in rows if _in_band(row, hardness)]
    numbers = [row.value for row in rows if row.value is not None]
    if not numbers:
        return Threshold(-np.inf, np.inf)
    low_end = rows[0].value_min
    low_end = -np.inf if low_end is None else low_end
    return Threshold(min(numbers), max(numbers), tuple(rows), low_end)


def _in_band(row: LimitRow, hardness: float) -> bool:
    above = row.hardness_from is None or row.hardness_from <= hardness
    return above and (row.hardness_to is None or hardness < row.hardness_to)


def _has_ended(ladder: Ladder, limits: Limits, day: date | None) -> bool:
    end = limits.regulations[ladder.regulation_id].valid_to
    return end is not None and end < (day or limits.today)


def _fraction_note(row: LimitRow) -> tuple[str, ...]:
    return ("limit_fraction_unknown",) if row.fraction == "as_in_law" else ()


def _notes(limits: Limits, ladder: Ladder, day: date | None, bound: Bound) -> tuple[str, ...]:
    notes = []
    if day is None:
        notes.append("undated_present_law")
    elif day < _start(ladder, limits):
        notes.append("older_than_law")
    elif not _is_settled(ladder, limits, day):
        notes.append("law_of_this_year")
    if _has_ended(ladder, limits, day):
        notes.append("law_ended")
    if bound.relation is not Relation.EXACT and bound.reason != MINIMUM:
        notes.append("fraction_bound")
    return tuple(notes)
