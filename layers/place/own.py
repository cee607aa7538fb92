"""A person's own laboratory results, judged and compared; nothing keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.errors import AtlasError
from layers.model import Law
from layers.place.knowledge import Knowledge
from layers.place.model import OwnResult
from layers.place.verdicts import judged_here

ENOUGH_SAMPLES = 30
"""Single samples from which a share of lower ones means something."""


@dataclass(frozen=True)
class LabValue:
    """A value as the person gave it: analyte and medium by key, unit in any known spelling."""

    analyte: str
    medium: str
    value: float
    unit: str
    censoring: str = ""


def own_results(
    results: Sequence[LabValue],
    known: Knowledge,
    law: Law,
    land_use: str,
    *,
    both: bool = False,
) -> tuple[OwnResult, ...]:
    """Judge laboratory results by both laws and compare them with single samples of the region.

    Parameters
    ----------
    results
        In the order in which they are answered.
    known
        What they are held against.
    law, land_use, both
        As in `layers.place.verdicts.judged_here`.

    Raises
    ------
    AtlasError
        When a unit is unknown or does not fit its medium.
    """
    if not results:
        return ()
    frame = pd.DataFrame(
        {
            "medium": [one.medium for one in results],
            "analyte": [one.analyte for one in results],
            "value": [float(one.value) for one in results],
            "unit": [one.unit for one in results],
            "censoring": [one.censoring for one in results],
            "fraction": "",
            "statistic": "single",
        }
    )
    judged = judged_here(frame, known.limits, law, land_use, both=both)
    found = []
    for one, verdicts in zip(results, judged, strict=True):
        samples, lower = _compared(one, known)
        found.append(
            OwnResult(
                one.analyte,
                one.medium,
                one.value,
                one.unit,
                one.censoring,
                verdicts,
                samples,
                lower,
            )
        )
    return tuple(found)


def _compared(one: LabValue, known: Knowledge) -> tuple[int, float | None]:
    """Return how many single samples there are, and the share of them that is lower.

    No share for a value that is only a bound, or where there are fewer than `ENOUGH_SAMPLES`.
    """
    samples = known.singles.get((one.medium, one.analyte), np.empty(0))
    if len(samples) < ENOUGH_SAMPLES or one.censoring:
        return len(samples), None
    registry = known.limits.registry
    frame = pd.DataFrame(
        {
            "medium": [one.medium],
            "analyte": [one.analyte],
            "fraction": [""],
            "value": [one.value],
            "unit": [_canonical(one, known)],
        }
    )
    value = float(registry.standardise(frame)[0][0])
    return len(samples), float(np.searchsorted(samples, value) / len(samples))


def _canonical(one: LabValue, known: Knowledge) -> str:
    match = known.limits.registry.find_unit(one.unit)
    if match is None:
        raise AtlasError(f"{one.analyte}: unknown unit {one.unit!r}")
    return match.unit
