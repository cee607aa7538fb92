"""Verdicts of every law on the readings of a sample, with the way to each limit."""

import math
from typing import Any

from layers.assess.answer.plain import number
from layers.assess.answer.sample import OneSample
from layers.assess.judge import judge_every_law
from layers.assess.limits import Limits
from layers.assess.rows import LimitRow

Verdict = dict[str, Any]


def verdicts_of(sample: OneSample, limits: Limits) -> list[list[Verdict]]:
    """Judge every reading by every law that is carried here.

    Returns
    -------
    list of list of dict
        For each reading its verdicts: Romania, Serbia, then others; in each jurisdiction the law
        that decides first (`rank` 1). `limit` is as used, `tabled_limit` as the law prints it;
        `limit_id` is the row of the registry that it stands in.

    Raises
    ------
    AssessError
        Names the analyte (`row`) and the field that is wrong.
    """
    frame = sample.frame()
    judged = judge_every_law(frame, limits, land_use=sample.land_use, on_error="raise")
    ids = {one.short_title: key for key, one in limits.regulations.items()}
    found: list[list[Verdict]] = [[] for _ in sample.readings]
    for row in judged.to_dict("records"):
        reading = sample.readings[row["row"]]
        regulation = ids.get(str(row["regulation"]), "")
        rows = limits.rows_of(regulation, sample.medium, reading.analyte)
        found[row["row"]].append(_verdict(row, rows, limits, regulation))
    return found


def _verdict(row: dict[Any, Any], rows: list[LimitRow], limits: Limits, regulation: str) -> Verdict:
    deciding = _deciding(row, rows)
    word = str(row["verdict"])
    reason = str(row["reason"])
    return {
        "jurisdiction": row["jurisdiction"],
        "regulation": row["regulation"] or None,
        "regulation_id": regulation or None,
        "rank": int(row["rank"]),
        "condition": row["condition"] or None,
        "verdict": word,
        "label": limits.verdict_labels.get(word) or limits.reasons[reason].label_en,
        "step": int(row["step"]),
        "limit": number(row["limit"]),
        "limit_name": row["limit_name"] or None,
        "limit_unit": row["limit_unit"] or None,
        "tabled_limit": None if deciding is None else _tabled(row, deciding),
        "limit_id": None if deciding is None else deciding.limit_id,
        "times_limit": number(row["times_limit"]),
        "corrected": bool(row["corrected"]),
        "checked": bool(row["checked"]),
        "read": bool(row["read"]),
        "at_least": bool(row["at_least"]),
        "reason": reason or None,
        "notes": [note for note in str(row["note"]).split(";") if note],
    }


def _deciding(row: dict[Any, Any], rows: list[LimitRow]) -> LimitRow | None:
    """Return the registry row of the limit that a verdict names."""
    named = [one for one in rows if one.name == row["limit_name"]]
    if row["corrected"]:
        return named[0] if named else None
    same = [one for one in named if _is_limit(one, float(row["limit"]))]
    return same[0] if same else None


def _tabled(row: dict[Any, Any], deciding: LimitRow) -> float | None:
    """Return the number as the law prints it: of a range, the end that decides."""
    low = deciding.value_min
    if low is not None and math.isclose(low, float(row["limit"]), rel_tol=1e-9):
        return low
    return deciding.value


def _is_limit(row: LimitRow, limit: float) -> bool:
    return any(
        one is not None and math.isclose(one, limit, rel_tol=1e-9)
        for one in (row.value, row.value_min)
    )


def worst(verdicts: list[tuple[str, list[Verdict]]], jurisdiction: str) -> Verdict | None:
    """Return the severest verdict of the laws that decide in a jurisdiction, with its analyte.

    None where they judge nothing. Of equal steps the larger multiple of the limit counts.
    """
    found = [
        {"analyte": analyte} | one
        for analyte, judged in verdicts
        for one in judged
        if one["jurisdiction"] == jurisdiction and one["rank"] == 1 and one["step"] >= 0
    ]
    if not found:
        return None
    severest = max(found, key=lambda one: (one["step"], one["times_limit"] or 0.0))
    kept = ("analyte", "verdict", "label", "step", "times_limit", "regulation", "checked", "read")
    return {name: severest[name] for name in kept}
