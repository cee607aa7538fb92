"""Pollution indices and health risk of one sample, each with its class or why it has none."""

from dataclasses import dataclass
from typing import Any, Self

from layers.assess.answer.plain import number
from layers.assess.answer.sample import OneSample
from layers.assess.answer.yardsticks import Yardsticks
from layers.assess.health import assess_health
from layers.assess.indices import Choices, IndexRegistry, Samples, evaluate_all
from layers.assess.survey import Survey, without_rock
from layers.registry import Registry

Found = dict[str, Any]


@dataclass(frozen=True)
class Entering:
    """Readings that may enter an index.

    Attributes
    ----------
    group : str
        Group of the medium.
    samples : Samples or None
        In the standard unit of the medium; None when no reading may enter.
    left_out : dict
        Analyte -> why it may not enter.
    """

    group: str
    samples: Samples | None
    left_out: dict[str, str]

    @classmethod
    def of(cls, sample: OneSample, registry: Registry) -> Self:
        """Choose and convert the readings of a sample."""
        survey = Survey.of(sample.frame(), registry)
        why = zip(sample.readings, survey.reasons, strict=True)
        left_out = {reading.analyte: str(reason) for reading, reason in why if reason}
        return cls(str(survey.group[0]), next(iter(survey.kinds.values()), None), left_out)


def indices_of(
    sample: OneSample, entering: Entering, registry: IndexRegistry
) -> tuple[list[Found], Found]:
    """Compute every index that needs one sample only.

    Returns
    -------
    list of dict
        For each reading: index -> `value` (None where impossible, then with `reason`), its
        bounds, `qualifier`, `class`, `step`, `checked` and `read`, as in a verdict.
    dict
        The same for the indices of the whole sample, with `n`, `n_censored`, `n_missing` and
        `flags`. Elements that make up the rock do not enter them.

    Raises
    ------
    KeyError
        Unknown background.
    """
    known = [one for one in registry.definitions.values() if one.kind != "pair"]
    fitting = [one for one in known if entering.group in one.media.split(";")]
    computed = _computed(sample, entering, registry, [one.index for one in fitting])
    by_reading: list[Found] = [{} for _ in sample.readings]
    for definition in known:
        if definition.kind != "element":
            continue
        for reading, found in zip(sample.readings, by_reading, strict=True):
            why = entering.left_out.get(reading.analyte, "")
            why = why if definition in fitting else "not_for_this_medium"
            key = (definition.index, reading.analyte)
            found[definition.index] = _none(why) if why else computed[key]
    few = _none("too_few_elements")
    whole = [one.index for one in fitting if one.kind == "sample"]
    return by_reading, {index: computed.get((index, ""), few) for index in whole}


def health_of(sample: OneSample, entering: Entering, sticks: Yardsticks) -> Found | None:
    """Estimate the health risk of contact with the sample; None unless it is soil.

    Returns
    -------
    dict or None
        `parameter_set`, `HI` of child and adult, `CR` of both and of the lifetime, each with its
        words and with what was measured and is not in the sum (`left_out`),
        and the `notices` on numbers that are unchecked, doubtful or missing.

    Raises
    ------
    KeyError
        Unknown parameter set.
    """
    if entering.group != "soil" or entering.samples is None:
        return None
    parameters = sticks.health.parameter_set(sample.parameter_set)
    risk = assess_health(entering.samples, parameters, sticks.health)
    found: Found = {"parameter_set": parameters.name, "label": parameters.row.label_en}
    totals = risk.totals().to_dict("records")
    for total in ("HI", "CR"):
        scale = sticks.health.acceptance[total]
        found[total] = {
            str(row["receptor"]): {
                "value": number(row[total]),
                "qualifier": row[f"{total}_qualifier"],
                "class": scale.label(row[f"{total}_step"]) if row[f"{total}_step"] >= 0 else None,
                "n": int(row[f"{total}_n"]),
                "left_out": [one for one in row[f"{total}_left_out"].split(";") if one],
            }
            for row in totals
            if number(row[total]) is not None
        }
    kept = ("kind", "text", "parameter", "analyte", "value")
    found["notices"] = [{name: getattr(one, name) for name in kept} for one in risk.notices]
    return found


def _computed(
    sample: OneSample, entering: Entering, registry: IndexRegistry, indices: list[str]
) -> dict[tuple[str, str], Found]:
    """Return (index, analyte or '') -> index."""
    if entering.samples is None or not indices:
        return {}
    choices = Choices(background=sample.background, reference_element=sample.reference_element)
    choices = without_rock(entering.samples, choices)
    rows = evaluate_all(entering.samples, registry, choices, indices).to_dict("records")
    return {
        (row["index"], str(row["analyte"])): _index(row, registry, sample.background)
        for row in rows
    }


def _index(row: dict[Any, Any], registry: IndexRegistry, background: str) -> Found:
    value, step = number(row["value"]), int(row["step"])
    scale = registry.scale_of(row["index"])
    read = bool(row["checked"])  # there: nothing behind it is known from memory alone
    return {
        "value": value,
        "qualifier": row["qualifier"],
        "lower": number(row["lower"]),
        "upper": number(row["upper"]),
        "class": scale.label(step) if scale is not None and step >= 0 else None,
        "step": step if step >= 0 else None,
        "reason": row["reason"] or None,
        "checked": None
        if value is None
        else read and registry.is_curated(row["index"], background),
        "read": None if value is None else read,
        "n": int(row["n"]),
        "n_censored": int(row["n_censored"]),
        "n_missing": int(row["n_missing"]),
        "flags": [flag for flag in str(row["flags"]).split(";") if flag],
    }


def _none(reason: str) -> Found:
    """Return an index that cannot be computed."""
    return {
        "value": None,
        "class": None,
        "step": None,
        "reason": reason,
        "checked": None,
        "read": None,
    }
