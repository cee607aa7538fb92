"""Indices of samples, with what is missing, censored or only remembered said beside them.

A value below its detection limit is an interval from zero to the limit. The index is computed at
both ends and at the share of the limit that its registry row names; a class is given only when
both ends fall in it. Every index here grows with each concentration (the enrichment factor
falls with the reference element), so the ends bound it.
"""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from layers.assess.indices import formulas
from layers.assess.indices.formulas import Array
from layers.assess.indices.registry import Choices, IndexRegistry
from layers.assess.indices.results import Columns, element_columns, frame_of, sample_columns
from layers.assess.indices.samples import Interval, Samples
from layers.assess.indices.terms import Terms, numbers_of, terms_of


def evaluate(
    samples: Samples,
    index: str,
    registry: IndexRegistry,
    choices: Choices | None = None,
    scale: str | None = None,
) -> pd.DataFrame:
    """Compute one index for every sample.

    Parameters
    ----------
    samples : Samples
        In mg/kg dry mass for the indices against a background, µg/L for HPI and HEI, any unit
        for MPI.
    index : str
        Key of an index of kind ``element`` or ``sample``.
    registry : IndexRegistry
        Formulas, classes, backgrounds, factors and standards.
    choices : Choices, optional
        Background, reference element, factor set, standard set.
    scale : str, optional
        Another classification than the usual one.

    Returns
    -------
    DataFrame
        Columns `layers.assess.indices.results.COLUMNS`: one row a sample and analyte for an
        index of kind ``element`` (sample by sample), one row a sample for kind ``sample``.

    Raises
    ------
    KeyError
        Unknown index, background, factor set, standard set or classification.
    ValueError
        Wrong unit, or an index of kind ``pair`` (see `evaluate_uptake`).

    Examples
    --------
    >>> registry = IndexRegistry.load()
    >>> found = evaluate(Samples.single({"Cu": 84, "Cd": "<0.5"}), "CF", registry)
    >>> found[["analyte", "qualifier", "value", "step"]].values.tolist()
    [['Cu', '', 3.0, 2], ['Cd', '<', 5.5555, -1]]
    """
    return frame_of([_evaluated(samples, index, registry, choices or Choices(), scale)])


def evaluate_all(
    samples: Samples,
    registry: IndexRegistry,
    choices: Choices | None = None,
    indices: Iterable[str] | None = None,
    medium: str = "soil",
) -> pd.DataFrame:
    """Compute several indices and put them below each other.

    Parameters
    ----------
    samples, registry, choices
        As in `evaluate`.
    indices : iterable of str, optional
        Which; by default all that apply to `medium` and need no second sample.
    medium : str
        Medium group, used when `indices` is not given.
    """
    wanted = indices or [
        row.index
        for row in registry.definitions.values()
        if row.kind != "pair" and medium in row.media.split(";")
    ]
    chosen = choices or Choices()
    return frame_of([_evaluated(samples, index, registry, chosen) for index in wanted])


def evaluate_uptake(
    numerator: Samples, denominator: Samples, index: str, registry: IndexRegistry
) -> pd.DataFrame:
    """Compute BCF (root over soil), BAF (shoot over soil) or TF (shoot over root).

    Parameters
    ----------
    numerator, denominator : Samples
        In dry mass and one unit. Samples and analytes of the numerator are looked up in the
        denominator by their labels.
    index : str
        ``BCF``, ``BAF`` or ``TF``.
    registry : IndexRegistry
        For the rule and the classes.

    Returns
    -------
    DataFrame
        As for an index of kind ``element``, one row a sample and analyte of the numerator.

    Raises
    ------
    ValueError
        When the units differ or the index is not of kind ``pair``.
    """
    definition = registry.definition(index)
    if definition.kind != "pair":
        raise ValueError(f"{index} is no ratio of two samples: use evaluate")
    if numerator.unit != denominator.unit:
        raise ValueError(f"{index}: units differ: {numerator.unit} and {denominator.unit}")
    below = denominator.aligned(numerator)
    top = numerator.interval(definition.limit_share)
    bottom = below.interval(definition.limit_share)
    terms = Terms(
        Interval(
            formulas.uptake_ratio(top.value, bottom.value),
            formulas.uptake_ratio(top.low, bottom.high),
            formulas.uptake_ratio(top.high, bottom.low),
        ),
        np.where(numerator.reasons == "", below.reasons, numerator.reasons),
        np.asarray((numerator.signs != "") | (below.signs != "")),
        np.ones(numerator.values.shape[1], dtype=bool),
    )
    return frame_of([element_columns(numerator, definition, terms, registry.scale_of(index))])


def _evaluated(
    samples: Samples,
    index: str,
    registry: IndexRegistry,
    choices: Choices,
    scale: str | None = None,
) -> Columns:
    definition = registry.definition(index)
    if definition.kind == "pair":
        raise ValueError(f"{index} compares two samples: use evaluate_uptake")
    classes = registry.scale_of(index, scale)
    if definition.kind == "element":
        terms = terms_of(samples, definition, registry, choices)
        return element_columns(samples, definition, terms, classes)
    entering = samples.only(choices.elements) if choices.elements else samples
    terms = terms_of(entering, definition, registry, choices)
    reduce = _reducer(index, entering, registry, choices)
    return sample_columns(entering, definition, terms, classes, reduce)


def _reducer(
    index: str, samples: Samples, registry: IndexRegistry, choices: Choices
) -> Callable[[Array], Array]:
    if index == "HPI":
        standard, _ = numbers_of(samples, registry.standard(choices.standards), "standard")
        return lambda terms: formulas.heavy_metal_pollution_index(terms, standard)
    return {
        "Cdeg": formulas.contamination_degree,
        "mCd": formulas.modified_contamination_degree,
        "PLI": formulas.geometric_mean,
        "Nemerow": formulas.nemerow_index,
        "RI": formulas.contamination_degree,
        "MPI": formulas.geometric_mean,
        "HEI": formulas.heavy_metal_evaluation_index,
    }[index]
