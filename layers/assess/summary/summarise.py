"""Summaries of groups of samples with non-detects, ready to be shown beside their counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from layers.assess.summary.kaplan_meier import KaplanMeier, kaplan_meier, resampled_means
from layers.assess.summary.order_statistics import (
    MIN_DETECTED,
    enough_detected,
    regression_on_order_statistics,
)
from layers.assess.summary.resampled_lines import resampled_lines
from layers.assess.summary.sample import (
    Array,
    CensoredSample,
    Counts,
    GreaterThanError,
    refuse_pooled,
    sample_of,
)

Method = Literal["kaplan_meier", "ros"]

METHODS: tuple[Method, ...] = ("kaplan_meier", "ros")
TENUOUS_SHARE = 0.8
"""Share of non-detects above which both methods are tenuous (the warning of NADA, R)."""
QUANTILES = (0.5, 0.9, 0.95)

COLUMNS = (
    "method",
    "n",
    "n_censored",
    "share_censored",
    "n_used",
    "limit_min",
    "limit_max",
    "detected_min",
    "detected_max",
    "mean",
    "mean_low",
    "mean_high",
    "ucl95",
    "ucl95_method",
    "sd",
    "geometric_mean",
    "geometric_mean_low",
    "geometric_mean_high",
    "geometric_sd",
    "median",
    "median_qualifier",
    "p90",
    "p90_qualifier",
    "p95",
    "p95_qualifier",
    "unit",
    "flags",
    "reason",
    "resamples",
    "resamples_failed",
    "seed",
)
"""Columns of a summary.

`mean_low`, `mean_high` and their geometric counterparts are the 95 % percentile bootstrap
interval; `ucl95` is the one-sided upper limit of the mean (`ucl95_method`: ``t`` with n - 1
degrees of freedom, or ``bootstrap``). A quantile with qualifier ``<`` lies below the number.
`flags` is a ;-list: ``lowest_is_a_limit`` (the Kaplan-Meier mean is an upper estimate),
``limit_above_all_detects`` (such limits are left out; `n_used` counts the rest),
``more_than_80_percent_censored``, ``few_detected`` (fewer than 8). `reason` says why there are no
statistics: ``nothing_detected``, ``too_few_detected`` (fewer than 3), ``one_value``,
``contains_greater_than``.
"""

FEW_DETECTED = 8


@dataclass(frozen=True)
class Bootstrap:
    """How often to resample, and the seed.

    Attributes
    ----------
    resamples : int
        Number of resamples; zero for no intervals.
    seed : int
        The same seed gives the same interval, whatever the order of the rows.
    """

    resamples: int = 1000
    seed: int = 0


def summarise(
    frame: pd.DataFrame,
    by: Sequence[str] = (),
    methods: Sequence[Method] = METHODS,
    bootstrap: Bootstrap | None = None,
    value: str = "value_std",
) -> pd.DataFrame:
    """Summarise measurements by group, each with every method.

    Parameters
    ----------
    frame : DataFrame
        Single samples, one value a row: `value`, ``censoring``, ``statistic``, ``unit_std`` and
        the columns of `by`.
    by : sequence of str
        Columns that make the groups; none: one group.
    methods : sequence of str
        ``kaplan_meier``, ``ros``.
    bootstrap : Bootstrap, optional
        1,000 resamples with seed 0 by default.
    value : str
        Column of the numbers.

    Returns
    -------
    DataFrame
        The columns of `by`, then `COLUMNS`; one row a group and method. `n` and
        `share_censored` are always there, also when `reason` says why nothing else is.

    Raises
    ------
    PooledStatisticError
        When any row is not a single sample.
    AssessError
        When the rows of a group differ in unit or hold a number that is not positive.
    """
    refuse_pooled(frame)
    plan = bootstrap or Bootstrap()
    groups = frame.groupby(list(by), sort=True, observed=True) if by else [((), frame)]
    rows = [
        dict(zip(by, key, strict=True)) | _line(group, method, plan, value)
        for key, group in groups
        if len(group)
        for method in methods
    ]
    return pd.DataFrame(rows, columns=[*by, *COLUMNS])


def _line(group: pd.DataFrame, method: Method, plan: Bootstrap, value: str) -> dict[str, object]:
    unit = str(group["unit_std"].iloc[0]) if "unit_std" in group else ""
    try:
        sample = sample_of(group, value)
    except GreaterThanError:
        counts = {
            "n": len(group),
            "n_censored": int((group["censoring"] != "").sum()),
            "share_censored": float((group["censoring"] != "").mean()),
        }
        return counts | {"method": method, "unit": unit, "reason": "contains_greater_than"}
    return summary(sample, method, plan) | {"unit": unit}


def summary(
    sample: CensoredSample, method: Method = "kaplan_meier", bootstrap: Bootstrap | None = None
) -> dict[str, object]:
    """Summarise one sample; keys are those of `COLUMNS` that apply.

    Parameters
    ----------
    sample : CensoredSample
        Single values and detection limits in one unit.
    method : str
        ``kaplan_meier`` or ``ros``.
    bootstrap : Bootstrap, optional
        1,000 resamples with seed 0 by default.

    Examples
    --------
    >>> found = summary(CensoredSample.of([1, 2, 3, 4, 10], [True, False, False, False, False]))
    >>> found["n"], found["share_censored"], found["mean"], found["flags"]
    (5, 0.2, 4.2, 'lowest_is_a_limit;few_detected')
    """
    plan = bootstrap or Bootstrap()
    described = _counts(sample) | {"method": method}
    reason = _reason(sample, method)
    if reason:
        return described | {"reason": reason}
    statistics = _by_kaplan_meier(sample) if method == "kaplan_meier" else _by_ros(sample)
    found = described | {"reason": "", "flags": _flags(sample, method)} | statistics
    return found | _intervals(sample, method, plan, found)


def _reason(sample: CensoredSample, method: Method) -> str:
    if sample.n_censored == sample.n:
        return "nothing_detected"
    if sample.n == 1:
        return "one_value"
    too_few = len(sample.detected) < MIN_DETECTED
    if too_few or (method == "ros" and not enough_detected(sample)):
        return "too_few_detected"
    return ""


def _counts(sample: CensoredSample) -> dict[str, object]:
    limits, detected = sample.values[sample.censored], sample.detected
    return {
        "n": sample.n,
        "n_censored": sample.n_censored,
        "share_censored": sample.n_censored / sample.n,
        "n_used": sample.informative.n,
        "limit_min": limits.min() if len(limits) else np.nan,
        "limit_max": limits.max() if len(limits) else np.nan,
        "detected_min": detected.min() if len(detected) else np.nan,
        "detected_max": detected.max() if len(detected) else np.nan,
    }


def _flags(sample: CensoredSample, method: Method) -> str:
    limits = sample.values[sample.censored]
    lowest = len(limits) > 0 and limits.min() <= sample.detected.min()
    marks = {
        "lowest_is_a_limit": method == "kaplan_meier" and lowest,
        "limit_above_all_detects": sample.informative.n < sample.n,
        "more_than_80_percent_censored": sample.n_censored / sample.n > TENUOUS_SHARE,
        "few_detected": len(sample.detected) < FEW_DETECTED,
    }
    return ";".join(name for name, true in marks.items() if true)


def _by_kaplan_meier(sample: CensoredSample) -> dict[str, object]:
    estimate, logged = kaplan_meier(sample), kaplan_meier(sample.logged())
    found: dict[str, object] = {
        "mean": estimate.mean,
        "sd": estimate.sd,
        "geometric_mean": float(np.exp(logged.mean)),
        "geometric_sd": float(np.exp(logged.sd)),
        "ucl95": _t_limit(estimate),
        "ucl95_method": "t",
    }
    for name, p in zip(("median", "p90", "p95"), QUANTILES, strict=True):
        found[name], found[f"{name}_qualifier"] = estimate.quantile(p)
    return found


def _t_limit(estimate: KaplanMeier) -> float:
    from scipy.special import stdtrit

    return float(estimate.mean + stdtrit(estimate.n - 1, 0.95) * estimate.standard_error)


def _by_ros(sample: CensoredSample) -> dict[str, object]:
    completed = regression_on_order_statistics(sample)
    found: dict[str, object] = {
        "mean": completed.mean,
        "sd": completed.sd,
        "geometric_mean": completed.geometric_mean,
        "geometric_sd": completed.geometric_sd,
        "ucl95": np.nan,
        "ucl95_method": "bootstrap",
    }
    for name, p in zip(("median", "p90", "p95"), QUANTILES, strict=True):
        found[name], found[f"{name}_qualifier"] = completed.quantile(p), ""
    return found


def _intervals(
    sample: CensoredSample, method: Method, plan: Bootstrap, found: dict[str, object]
) -> dict[str, object]:
    if plan.resamples < 1:
        return {"resamples": 0, "resamples_failed": 0, "seed": plan.seed}
    means, geometric = resample(sample, method, plan)
    good = ~np.isnan(means)
    columns: dict[str, object] = {
        "resamples": plan.resamples,
        "resamples_failed": int((~good).sum()),
        "seed": plan.seed,
    }
    if not good.any():
        return columns
    for name, draws in (("mean", means), ("geometric_mean", geometric)):
        low, high = np.percentile(draws[good], (2.5, 97.5))
        columns |= {f"{name}_low": float(low), f"{name}_high": float(high)}
    if found["ucl95_method"] == "bootstrap":
        columns["ucl95"] = float(np.percentile(means[good], 95))
    return columns


def resample(sample: CensoredSample, method: Method, plan: Bootstrap) -> tuple[Array, Array]:
    """Return arithmetic and geometric means of resamples, NaN where a resample fails.

    The sample is sorted first, so that the order of rows does not matter.
    """
    order = np.lexsort((sample.censored, sample.values))
    known = CensoredSample(sample.values[order], sample.censored[order])
    rng = np.random.default_rng(plan.seed)
    weights = rng.multinomial(known.n, np.full(known.n, 1 / known.n), plan.resamples)
    if not known.n_censored:
        return _plain_means(known, weights, method)
    if method == "kaplan_meier":
        means = resampled_means(known, weights, known.values)
        return means, np.exp(resampled_means(known, weights, np.log(known.values)))
    return resampled_lines(known, weights)


def _plain_means(sample: CensoredSample, weights: Counts, method: Method) -> tuple[Array, Array]:
    """Return the means of resamples in which everything was detected."""
    means = weights @ sample.values / sample.n
    geometric = np.exp(weights @ np.log(sample.values) / sample.n)
    if method == "ros":
        drawn = weights > 0
        least = np.where(drawn, sample.values, np.inf).min(axis=1)
        most = np.where(drawn, sample.values, -np.inf).max(axis=1)
        failed = (least == most) | (sample.n < MIN_DETECTED)
        return np.where(failed, np.nan, means), np.where(failed, np.nan, geometric)
    return means, geometric
