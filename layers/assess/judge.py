"""Judging frames of values by the law of a country."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess.cases import Cases, encode, numbers, sort_into_cases
from layers.assess.errors import AssessError
from layers.assess.judging import ABOVE, BELOW, NOT_UNDERSTOOD, Comparison, Rows
from layers.assess.limits import Limits
from layers.assess.rules import Rule, rules_for
from layers.assess.tables import Vocabulary, Words, outcome_tables, rule_tables
from layers.model import REGIMES, Law

OnError = Literal["mark", "raise"]

COLUMNS = (
    "verdict", "step", "limit", "limit_name", "limit_unit", "times_limit", "corrected", "checked",
    "read", "regulation", "reason", "at_least", "note",
)  # fmt: skip

DECIDING: tuple[Law, ...] = ("RO", "RS")

_SHORT = {"times_limit": "times"}
_WORDS = ("verdict", "limit_name", "limit_unit", "regulation", "reason", "note")
_ABSENT = "absent"


def judge(
    values: pd.DataFrame,
    limits: Limits,
    *,
    law: Law,
    land_use: str = "sensitive",
    on_error: OnError = "mark",
) -> pd.DataFrame:
    """Judge every value by the limits that decide in a country.

    A value exactly at a limit is not above it. A statistic (mean, maximum ...) is judged as the
    number it is; a minimum only bounds. The limit is the highest one exceeded, or the lowest when
    none is.

    Parameters
    ----------
    values
        One value a row: `medium`, `analyte`, `value`, `unit`, and where known `censoring`
        ('' ``<`` ``>``), `fraction`, `extraction`, `statistic`, `date_end`/`date_start` (or
        `year_end`), `clay_pct`, `organic_matter_pct`, `hardness_mg_l`, `foodstuff`.
    limits
        From `load_limits`.
    law, land_use
        Country, and the land use where its law distinguishes.
    on_error
        ``mark``: wrong rows get step -1 and a reason. ``raise``: the first one is an error.

    Returns
    -------
    DataFrame
        Aligned to `values`: `verdict`, `step` (0 to 3, -1 not judged), `limit` as used (after
        correction) in `limit_unit`, `limit_name`, `times_limit` (value / limit), `corrected`,
        `checked`, `read` (somebody read every number of the law that judges it, in a text),
        `regulation`, `reason` (why not judged), `at_least` (the value is a lower
        bound: at least this verdict), `note` (what to say beside it, ;-list).

    Raises
    ------
    AssessError
        With ``on_error="raise"``: names row and field.

    Examples
    --------
    >>> from layers.assess import load_limits
    >>> values = pd.DataFrame(
    ...     {"medium": "soil", "analyte": ["Cu", "Cd"], "value": [150, 2], "unit": "mg/kg",
    ...      "censoring": ["", "<"]}
    ... )
    >>> judge(values, load_limits(), law="RO")[["verdict", "limit", "checked", "reason"]]
           verdict  limit  checked                reason
    0  above_alert  100.0     True
    1   not_judged    NaN    False  censored_above_limit
    """
    rows, cases = _prepare(values, limits)
    return _judge_prepared(values, rows, cases, limits, (law, land_use), on_error)


def judge_all(values: pd.DataFrame, limits: Limits, *, on_error: OnError = "mark") -> pd.DataFrame:
    """Judge every value by the soil, sediment and water law of both countries.

    Returns
    -------
    DataFrame
        Aligned to `values`, the columns of `judge` with the suffixes ``_RO_sensitive``,
        ``_RO_less_sensitive`` and ``_RS``; `times_limit` is called ``times_RO_sensitive`` etc.
    """
    rows, cases = _prepare(values, limits)
    parts = []
    for regime in REGIMES:
        law, _, land_use = regime.partition("_")
        judged = _judge_prepared(
            values, rows, cases, limits, (law, land_use or "sensitive"), on_error
        )
        parts.append(
            judged.rename(columns={name: f"{_SHORT.get(name, name)}_{regime}" for name in COLUMNS})
        )
    return pd.concat(parts, axis=1)


def judge_every_law(
    values: pd.DataFrame,
    limits: Limits,
    *,
    land_use: str = "sensitive",
    on_error: OnError = "mark",
) -> pd.DataFrame:
    """Judge every value by every law that is carried here.

    Parameters
    ----------
    values, limits, land_use, on_error
        As in `judge`.

    Returns
    -------
    DataFrame
        One row a value and law: `row` (position in `values`), `jurisdiction`, `rank` (1 decides;
        more: a further reference), `condition` (for which land or water the law is made) and the
        columns of `judge`; ordered by row, then Romania, Serbia and others, then rank. Of
        Romania and Serbia there is always one, with its reason if nothing is judged.

    Raises
    ------
    AssessError
        With ``on_error="raise"``: names row and field.
    """
    rows, cases = _prepare(values, limits)
    if on_error == "raise":
        _judge_prepared(values, rows, cases, limits, ("RO", land_use), on_error)
    questions, rules = _every_rule(cases, limits, land_use)
    rows, cases = _repeated(rows, cases, len(questions))
    frame = _judge_rules(rows, cases, limits, rules)
    place_of_row = np.repeat(np.arange(len(questions)), len(values))
    jurisdictions = np.array([question.jurisdiction for question in questions], object)
    conditions = np.array([rule.ladder.note if rule.ladder else "" for rule in rules], object)
    frame.insert(0, "row", np.tile(np.arange(len(values)), len(questions)))
    frame.insert(1, "jurisdiction", jurisdictions[place_of_row])
    frame.insert(2, "rank", np.array([_rank(rule) for rule in rules], int)[cases.of_row])
    frame.insert(3, "condition", conditions[cases.of_row])
    carried = frame["reason"].to_numpy() != _ABSENT
    order = np.array([question.order for question in questions], int)[place_of_row]
    sequence = np.lexsort((frame["rank"], order, frame["row"]))
    frame = frame.take(sequence[carried[sequence]]).astype(dict.fromkeys(_WORDS, str))
    return frame.reset_index(drop=True)


class _Question(NamedTuple):
    """The n-th law of a jurisdiction, asked of every case."""

    order: int
    jurisdiction: str
    place: int


def _every_rule(cases: Cases, limits: Limits, land_use: str) -> tuple[list[_Question], list[Rule]]:
    """Return the questions, and the rules of all cases for the first, then the second ..."""
    jurisdictions = dict.fromkeys([*DECIDING, *(one.jurisdiction for one in limits.ladders)])
    questions: list[_Question] = []
    rules: list[Rule] = []
    for order, name in enumerate(jurisdictions):
        found = [rules_for(case, limits, name, land_use) for case in cases.cases]
        for place in range(max(map(len, found), default=1)):
            questions.append(_Question(order, name, place))
            rules += [_nth(of_case, place, name in DECIDING) for of_case in found]
    return questions, rules


def _repeated(rows: Rows, cases: Cases, times: int) -> tuple[Rows, Cases]:
    """Repeat the rows below each other, each time with cases of their own."""

    def tiled(array: npt.NDArray[Any] | None) -> npt.NDArray[Any] | None:
        return None if array is None else np.tile(array, times)

    offsets = np.repeat(np.arange(times) * len(cases.cases), len(rows.value))
    of_row = np.tile(cases.of_row, times) + offsets
    repeated = Rows(
        np.tile(rows.value, times),
        tiled(rows.censoring),
        tiled(rows.clay),
        tiled(rows.organic_matter),
        of_row,
    )
    return repeated, Cases(of_row, cases.cases * times)


def _rank(rule: Rule) -> int:
    return 1 if rule.ladder is None else rule.ladder.rank


def _nth(rules: Sequence[Rule], place: int, deciding: bool) -> Rule:
    if place < len(rules) and (rules[place].ladder is not None or (deciding and place == 0)):
        return rules[place]
    return Rule(_ABSENT)


def _prepare(values: pd.DataFrame, limits: Limits) -> tuple[Rows, Cases]:
    cases = sort_into_cases(values, limits)
    return (
        Rows(
            value=numbers(values["value"]),
            censoring=_censoring(values),
            clay=_optional(values, "clay_pct"),
            organic_matter=_optional(values, "organic_matter_pct"),
            of_case=cases.of_row,
        ),
        cases,
    )


def _optional(values: pd.DataFrame, name: str) -> npt.NDArray[np.float64] | None:
    return numbers(values[name]) if name in values else None


def _censoring(values: pd.DataFrame) -> npt.NDArray[np.int8] | None:
    if "censoring" not in values:
        return None
    signs = {"": 0, "<": BELOW, ">": ABOVE}
    codes, labels = encode(values["censoring"])
    meaning = np.array([signs.get(label, NOT_UNDERSTOOD) for label in labels], np.int8)
    if not meaning.any():
        return None
    of_rows: npt.NDArray[np.int8] = meaning.take(codes)
    return of_rows


def _judge_prepared(
    values: pd.DataFrame,
    rows: Rows,
    cases: Cases,
    limits: Limits,
    regime: tuple[str, str],
    on_error: str,
) -> pd.DataFrame:
    rules = [rules_for(case, limits, *regime)[0] for case in cases.cases]
    frame = _judge_rules(rows, cases, limits, rules)
    frame.index = values.index
    if on_error == "raise":
        _raise_first_error(frame, values, limits)
    return frame


def _judge_rules(rows: Rows, cases: Cases, limits: Limits, rules: Sequence[Rule]) -> pd.DataFrame:
    analytes = [case.analyte for case in cases.cases]
    words, regulations = Vocabulary.new(), Words("")
    comparison = Comparison(
        rule_tables(rules, analytes, limits, words.reason),
        outcome_tables(rules, analytes, limits, words),
        limits.correction,
        words.reason,
    )
    judged = comparison.judge(rows)
    regulation = np.array(
        [regulations.number(_regulation(rule, limits)) for rule in rules], np.int8
    )
    return pd.DataFrame(
        {
            "verdict": _category(judged.verdict, words.verdict),
            "step": judged.step,
            "limit": judged.limit,
            "limit_name": _category(judged.name, words.name),
            "limit_unit": _category(judged.unit, words.unit),
            "times_limit": judged.times,
            "corrected": judged.corrected,
            "checked": judged.checked,
            "read": judged.read,
            "regulation": _category(regulation.take(rows.of_case), regulations),
            "reason": _category(judged.reason, words.reason),
            "at_least": judged.at_least,
            "note": _category(judged.note, words.note),
        },
        copy=False,
    )


def _regulation(rule: Rule, limits: Limits) -> str:
    return "" if rule.ladder is None else limits.regulations[rule.ladder.regulation_id].short_title


def _category(codes: npt.NDArray[np.integer], words: Words) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=words.words, validate=False)


def _raise_first_error(frame: pd.DataFrame, values: pd.DataFrame, limits: Limits) -> None:
    wrong = {name for name, reason in limits.reasons.items() if reason.kind == "error"}
    bad = np.flatnonzero(frame["reason"].isin(wrong).to_numpy())
    if not len(bad):
        return
    at = int(bad[0])
    reason = limits.reasons[str(frame["reason"].iloc[at])]
    found = values[reason.field].iloc[at] if reason.field in values else ""
    label = values.index[at]
    raise AssessError(
        f"row {label}, {reason.field}: found {found!r}: {reason.label_en}", label, reason.field
    )
