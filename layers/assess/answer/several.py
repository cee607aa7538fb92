"""Several samples of one survey: each as if alone, and the statistics of all."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from layers.assess.answer.one import assess_one
from layers.assess.answer.plain import number
from layers.assess.answer.sample import OneSample
from layers.assess.answer.yardsticks import Yardsticks
from layers.assess.comparable import comparable
from layers.assess.errors import AssessError
from layers.assess.summary import Bootstrap, summarise_singles

Found = dict[str, Any]

NUMBERS = (
    "share_censored", "mean", "mean_low", "mean_high", "ucl95", "sd", "geometric_mean",
    "geometric_mean_low", "geometric_mean_high", "geometric_sd", "median", "p90", "p95",
    "limit_min", "limit_max", "detected_min", "detected_max",
)  # fmt: skip
WORDS = ("analyte", "unit", "measured", "method", "median_qualifier", "p90_qualifier",
         "p95_qualifier", "ucl95_method", "reason")  # fmt: skip
COUNTED = ("n", "n_censored", "n_pooled", "n_unusable")


def assess_several(samples: Sequence[tuple[str, OneSample]], sticks: Yardsticks) -> Found:
    """Say of every sample what it means, and summarise what they have in common.

    Parameters
    ----------
    samples
        Name and sample; all of one medium.
    sticks
        What they are held against.

    Returns
    -------
    dict
        `samples`: for each its `id` and what `assess_one` says. `statistics`: for each analyte
        the summary by Kaplan-Meier with bootstrap intervals, and by regression on order
        statistics without them; numbers are None where the `reason` says why there is none.

    Raises
    ------
    AssessError
        Names the sample, the analyte and the field that is wrong.
    KeyError
        Unknown background or parameter set.
    """
    first = samples[0][1]
    return {
        "medium": first.medium,
        "land_use": first.land_use,
        "samples": [_named(place, *named, sticks) for place, named in enumerate(samples)],
        "statistics": statistics_of([sample for _, sample in samples], sticks),
    }


def _named(place: int, name: str, sample: OneSample, sticks: Yardsticks) -> Found:
    try:
        return {"id": name} | assess_one(sample, sticks)
    except AssessError as error:
        row = f"samples.{place}.values.{error.row}"
        raise AssessError(f"sample {name}: {error}", row, error.field) from None


def statistics_of(samples: Sequence[OneSample], sticks: Yardsticks) -> list[Found]:
    """Summarise the readings of several samples, by analyte, fraction and unit."""
    frames = [sample.frame() for sample in samples]
    values = comparable(pd.concat(frames, ignore_index=True), sticks.limits.registry)
    curve = summarise_singles(values, ["analyte"], ["kaplan_meier"])
    line = summarise_singles(values, ["analyte"], ["ros"], Bootstrap(resamples=0))
    rows = pd.concat([curve, line]).sort_values(["analyte", "unit", "measured"], kind="stable")
    return [_statistics(row) for row in rows.to_dict("records")]


def _statistics(row: Found) -> Found:
    found: Found = {name: _word(row[name]) for name in WORDS}
    found |= {name: 0 if pd.isna(row[name]) else int(row[name]) for name in COUNTED}
    found |= {name: number(row[name]) for name in NUMBERS}
    flags = _word(row["flags"]) or ""
    return found | {"flags": [flag for flag in flags.split(";") if flag]}


def _word(cell: Any) -> str | None:
    return None if pd.isna(cell) or cell == "" else str(cell)
