"""One sample, and everything that is said of it."""

from collections.abc import Sequence
from typing import Any

from layers.assess.answer.indices import Entering, health_of, indices_of
from layers.assess.answer.plain import number
from layers.assess.answer.sample import OneSample, Reading
from layers.assess.answer.verdicts import Verdict, verdicts_of, worst
from layers.assess.answer.yardsticks import Yardsticks
from layers.assess.essential import judge_low_end
from layers.assess.judge import DECIDING
from layers.assess.oxides import conversion_words


def assess_one(sample: OneSample, sticks: Yardsticks) -> dict[str, Any]:
    """Say of every reading of a sample what it means.

    Parameters
    ----------
    sample
        Its words and units must be known ones.
    sticks
        What it is held against.

    Returns
    -------
    dict
        Plain values, ready for JSON. `results`: for each reading its `verdicts` (every law; the
        deciding one of each jurisdiction first), `indices` (a number; None where impossible or
        known as a bound only) with `index_details` (class, bounds, reason), `essential` (the
        other end: too little) where something is known of it, and `converted` (what it was
        stated as) where that was an oxide. `summary`: the `worst` verdict of
        each country, how many verdicts rest on an unchecked limit, indices of the whole sample,
        health risk, and the `notes` that the verdicts carry, in words.

    Raises
    ------
    AssessError
        Names the analyte and the field that is wrong.
    KeyError
        Unknown background or parameter set.
    """
    verdicts = verdicts_of(sample, sticks.limits)
    entering = Entering.of(sample, sticks.limits.registry)
    by_reading, of_sample = indices_of(sample, entering, sticks.indices)
    low_ends = _low_ends(sample, sticks)
    parts = zip(sample.readings, verdicts, by_reading, low_ends, strict=True)
    results = [_result(*part) for part in parts]
    for reading, result in zip(sample.readings, results, strict=True):
        if reading.oxide:
            result["converted"] = _converted(reading, sticks)
    named = [(reading.analyte, one) for reading, one in zip(sample.readings, verdicts, strict=True)]
    return {
        "medium": sample.medium,
        "land_use": sample.land_use,
        "results": results,
        "summary": {
            "worst": {country: worst(named, country) for country in DECIDING},
            "unchecked": _count_unchecked(verdicts),
            "notes": _notes(verdicts, sticks),
            "indices": of_sample,
            "background": _background(sample, sticks),
            "reference_element": sample.reference_element,
            "health_risk": health_of(sample, entering, sticks),
        },
    }


def _result(
    reading: Reading,
    verdicts: list[Verdict],
    indices: dict[str, Any],
    low_end: dict[str, Any] | None,
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "analyte": reading.analyte,
        "value": number(reading.value),
        "censoring": reading.censoring,
        "unit": reading.unit,
        "verdicts": verdicts,
        "indices": {
            index: None if one.get("qualifier") else one["value"] for index, one in indices.items()
        },
        "index_details": indices,
    }
    return found if low_end is None else found | {"essential": low_end}


def _converted(reading: Reading, sticks: Yardsticks) -> dict[str, Any]:
    """Say what an element was stated as, and by which share it was converted."""
    stated = number(reading.value / reading.share)
    said = (reading.oxide, f"{reading.censoring}{stated:.15g}", reading.unit)
    return {
        "oxide": reading.oxide,
        "value": stated,
        "censoring": reading.censoring,
        "unit": reading.unit,
        "factor": reading.share,
        "text": conversion_words(said, reading.value, sticks.limits.registry),
    }


def _low_ends(sample: OneSample, sticks: Yardsticks) -> list[dict[str, Any] | None]:
    judged = judge_low_end(sample.frame(), sticks.essential, sticks.limits.registry)
    marks = {mark.mark_id: mark for mark in sticks.essential.marks}
    found: list[dict[str, Any] | None] = []
    for row in judged.to_dict("records"):
        mark = marks.get(str(row["mark_id"]))
        if mark is None:
            found.append(None)
            continue
        found.append(
            {
                "low_end": row["low_end"],
                "mark_id": mark.mark_id,
                "mark": mark.value,
                "mark_unit": mark.unit,
                "share_of_mark": number(row["share_of_mark"]),
                "label": mark.label_en or None,
                "meaning": mark.meaning,
                "kind": mark.kind,
                "checked": mark.checked,
                "source": mark.url or None,
                "reason": row["reason"] or None,
            }
        )
    return found


def _count_unchecked(verdicts: Sequence[Sequence[Verdict]]) -> int:
    return sum(one["step"] >= 0 and not one["checked"] for judged in verdicts for one in judged)


def _notes(verdicts: Sequence[Sequence[Verdict]], sticks: Yardsticks) -> dict[str, str]:
    codes = dict.fromkeys(note for judged in verdicts for one in judged for note in one["notes"])
    return {code: sticks.limits.reasons[code].label_en for code in codes}


def _background(sample: OneSample, sticks: Yardsticks) -> dict[str, str]:
    row = sticks.indices.background_sets[sample.background]
    return {"set": row.background_set, "label": row.label_en, "reference": row.reference}
