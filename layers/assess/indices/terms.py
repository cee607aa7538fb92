"""What an index is made of: one bounded term for each sample and analyte."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from layers.assess.indices import formulas
from layers.assess.indices.formulas import Array
from layers.assess.indices.registry import Choices, IndexRegistry
from layers.assess.indices.rows import Background, Definition, Evidence, Standard
from layers.assess.indices.samples import Interval, Samples

SOLID, WATER = "mg/kg", "µg/L"


@dataclass(frozen=True)
class Terms:
    """Terms of an index.

    Attributes
    ----------
    interval : Interval
        Arrays of shape (samples, analytes).
    reasons : array of str, same shape
        Why a term is missing; ``""`` where it is there.
    censored : array of bool, same shape
        Whether a limit entered the term.
    checked : array of bool, shape (analytes,)
        Whether every number behind the term was read in a text.
    """

    interval: Interval
    reasons: NDArray[np.object_]
    censored: NDArray[np.bool_]
    checked: NDArray[np.bool_]


def terms_of(
    samples: Samples, definition: Definition, registry: IndexRegistry, choices: Choices
) -> Terms:
    """Return the terms of an index of kind ``element`` or ``sample``.

    Raises
    ------
    ValueError
        When the samples are in another unit than the index needs.
    KeyError
        For an unknown background, factor or standard set.
    """
    make = _MAKERS.get(definition.index, _over_background)
    return make(samples, definition, registry, choices)


def numbers_of(
    samples: Samples, rows: Mapping[str, Evidence], name: str
) -> tuple[Array, NDArray[np.bool_]]:
    """Return a number for each analyte (NaN without one), and whether it was read in a text."""
    found = [rows.get(str(analyte)) for analyte in samples.values.columns]
    numbers = np.array([np.nan if row is None else getattr(row, name) for row in found])
    return numbers, np.array([row is None or not row.unchecked for row in found])


def _require(samples: Samples, unit: str, index: str) -> None:
    if samples.unit != unit:
        raise ValueError(f"{index} needs concentrations in {unit}, found {samples.unit}")


def _first(*reasons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the first reason given for each term."""
    found = reasons[0]
    for further in reasons[1:]:
        found = np.where(found == "", further, found)
    return found


def _lacking(numbers: Array, reason: str) -> NDArray[np.object_]:
    return np.where(np.isnan(numbers), reason, "").astype(object)


def _censored(samples: Samples) -> NDArray[np.bool_]:
    return np.asarray((samples.signs != "").to_numpy() & samples.usable)


def _map(interval: Interval, function: Callable[[Array], Array]) -> Interval:
    return Interval(*(function(part) for part in interval))


def _over_background(
    samples: Samples, definition: Definition, registry: IndexRegistry, choices: Choices
) -> Terms:
    _require(samples, SOLID, definition.index)
    numbers, checked = numbers_of(samples, registry.background(choices.background), "value")
    interval = samples.interval(definition.limit_share)
    return Terms(
        _map(interval, lambda part: formulas.contamination_factor(part, numbers)),
        _first(samples.reasons, _lacking(numbers, "no_background")),
        _censored(samples),
        checked,
    )


def _geoaccumulation(
    samples: Samples, definition: Definition, registry: IndexRegistry, choices: Choices
) -> Terms:
    factors = _over_background(samples, definition, registry, choices)
    logarithms = _map(
        factors.interval, lambda part: formulas.geoaccumulation_index(part, np.float64(1))
    )
    return replace(factors, interval=logarithms)


def _risk_factors(
    samples: Samples, definition: Definition, registry: IndexRegistry, choices: Choices
) -> Terms:
    factors = _over_background(samples, definition, registry, choices)
    response, read = numbers_of(samples, registry.factor(choices.factors), "value")
    return Terms(
        _map(factors.interval, lambda part: formulas.ecological_risk_factor(part, response)),
        _first(factors.reasons, _lacking(response, "no_toxic_response")),
        factors.censored,
        factors.checked & read,
    )


def _enrichment(
    samples: Samples, definition: Definition, registry: IndexRegistry, choices: Choices
) -> Terms:
    _require(samples, SOLID, definition.index)
    backgrounds: Mapping[str, Background] = registry.background(choices.background)
    numbers, checked = numbers_of(samples, backgrounds, "value")
    element = choices.reference_element
    labels = samples.values.columns
    reference = samples.only([element])
    home = backgrounds.get(element)
    divisor = np.nan if home is None else home.value
    top = samples.interval(definition.limit_share)
    bottom = reference.interval(definition.limit_share)
    pairs = ((top.value, bottom.value), (top.low, bottom.high), (top.high, bottom.low))
    without = "" if home is not None else "no_reference_background"
    absent = np.where(reference.usable, "", "reference_not_measured").astype(object)
    return Terms(
        Interval(*(formulas.enrichment_factor(c, r, numbers, divisor) for c, r in pairs)),
        _first(
            samples.reasons,
            np.where(labels == element, "is_reference", "").astype(object),
            _lacking(numbers, "no_background"),
            np.array(without, dtype=object),
            absent,
        ),
        _censored(samples) | _censored(reference),
        checked & (home is None or not home.unchecked),
    )


def _plain(
    samples: Samples, definition: Definition, registry: IndexRegistry, choices: Choices
) -> Terms:
    return Terms(
        samples.interval(definition.limit_share),
        samples.reasons,
        _censored(samples),
        np.ones(samples.values.shape[1], dtype=bool),
    )


def _share_of_standard(
    samples: Samples, definition: Definition, registry: IndexRegistry, choices: Choices
) -> Terms:
    _require(samples, WATER, definition.index)
    standard, checked = numbers_of(samples, registry.standard(choices.standards), "standard")
    interval = samples.interval(definition.limit_share)
    return Terms(
        _map(interval, lambda part: formulas.contamination_factor(part, standard)),
        _first(samples.reasons, _lacking(standard, "no_standard")),
        _censored(samples),
        checked,
    )


def _sub_indices(
    samples: Samples, definition: Definition, registry: IndexRegistry, choices: Choices
) -> Terms:
    shares = _share_of_standard(samples, definition, registry, choices)
    rows: Mapping[str, Standard] = registry.standard(choices.standards)
    standard, _ = numbers_of(samples, rows, "standard")
    ideal, _ = numbers_of(samples, rows, "ideal")
    interval = samples.interval(definition.limit_share)
    value, low, high = _map(
        interval,
        lambda part: formulas.pollution_sub_index(part, standard, ideal, signed=choices.signed_hpi),
    )
    if choices.signed_hpi:
        return replace(shares, interval=Interval(value, low, high))
    around = (interval.low <= ideal) & (ideal <= interval.high)
    least = np.where(around, 0.0, np.minimum(low, high))
    least = np.where(np.isnan(value), np.nan, least)
    return replace(shares, interval=Interval(value, least, np.maximum(low, high)))


_MAKERS: Mapping[str, Callable[[Samples, Definition, IndexRegistry, Choices], Terms]] = {
    "Igeo": _geoaccumulation,
    "EF": _enrichment,
    "Er": _risk_factors,
    "RI": _risk_factors,
    "MPI": _plain,
    "HPI": _sub_indices,
    "HEI": _share_of_standard,
}
