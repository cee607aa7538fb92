"""Kaplan-Meier for values below detection limits, and its mean.

Left-censored values are the mirror image of survival times: going down from the largest value,
each detected one takes its share of what is still "at risk" (all values and limits not above
it). Equations (3) to (9) and (12) of the documentation of `enparCensored` (EnvStats, R), which
follow Kaplan & Meier 1958, Beal 2010 and US EPA ProUCL 5.2.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from layers.assess.summary.sample import Array, CensoredSample, Counts


class Quantile(NamedTuple):
    """A quantile; `qualifier` is ``"<"`` when it lies somewhere below `value`."""

    value: float
    qualifier: str


@dataclass(frozen=True)
class KaplanMeier:
    """The product-limit estimate of a distribution.

    Attributes
    ----------
    points : array, shape (p,)
        Distinct detected values, rising.
    cdf : array, shape (p,)
        Probability of a value at or below each point.
    below : float
        Probability below the lowest point that the limits leave there.
    n, n_detected : int
        Values and limits that tell something; detected values.
    standard_error : float
        Of the mean, with the factor n_detected / (n_detected - 1) on its square; NaN for a
        single detected value.
    """

    points: Array
    cdf: Array
    below: float
    n: int
    n_detected: int
    standard_error: float

    @property
    def mass(self) -> Array:
        """Probability at each point; what lies below the lowest point is put on it."""
        return np.diff(self.cdf, prepend=0.0)

    @property
    def mean(self) -> float:
        """Mean, with the unknown lowest share at the lowest detected value: not too low."""
        return float(self.points @ self.mass)

    @property
    def sd(self) -> float:
        """Standard deviation of the estimated distribution (divisor n, not n - 1)."""
        return float(np.sqrt((self.points - self.mean) ** 2 @ self.mass))

    def quantile(self, p: float) -> Quantile:
        """Return the smallest detected value with at least `p` at or below it.

        Where the limits leave more than `p` below the lowest detected value, the quantile is
        only known to lie below it, and says so.
        """
        if p <= self.below:
            return Quantile(float(self.points[0]), "<")
        place = int(np.searchsorted(self.cdf, p - 1e-12))
        return Quantile(float(self.points[min(place, len(self.points) - 1)]), "")


def kaplan_meier(sample: CensoredSample) -> KaplanMeier:
    """Estimate the distribution of a sample with non-detects.

    Raises
    ------
    ValueError
        When nothing was detected.

    Examples
    --------
    Dissolved iron in the Brazos River, µg/L (Hughes & Millard 1988):

    >>> iron = CensoredSample.of([20, 10, 10, 10, 10, 7, 3, 3, 3],
    ...                          [False, True, True, True, True, False, False, True, True])
    >>> found = kaplan_meier(iron)
    >>> round(found.mean, 6), found.quantile(0.5).value
    (5.777778, 3.0)
    """
    known = sample.informative
    if known.n_censored == known.n:
        raise ValueError("nothing was detected")
    points, detects = np.unique(known.detected, return_counts=True)
    at_risk = np.searchsorted(np.sort(known.values), points, side="right")
    survival = (at_risk - detects) / at_risk
    downwards = np.cumprod(survival[::-1])[::-1]
    cdf = np.append(downwards[1:], 1.0)
    return KaplanMeier(
        points,
        cdf,
        float(downwards[0]),
        known.n,
        len(known.detected),
        _standard_error(points, cdf, detects, at_risk),
    )


def _standard_error(points: Array, cdf: Array, detects: Counts, at_risk: Counts) -> float:
    n_detected = detects.sum()
    if n_detected < 2:
        return float("nan")
    areas = np.cumsum(np.diff(points) * cdf[:-1])
    left = at_risk[1:] - detects[1:]
    variance = np.sum(areas**2 * detects[1:] / (at_risk[1:] * left))
    return float(np.sqrt(variance * n_detected / (n_detected - 1)))


def resampled_means(sample: CensoredSample, weights: Counts, of: Array) -> Array:
    """Return the Kaplan-Meier mean of many resamples at once.

    Parameters
    ----------
    sample : CensoredSample
        The sample.
    weights : array of int, shape (resamples, n)
        How often each value stands in each resample.
    of : array, shape (n,)
        What is averaged for each value: the values themselves, or their logarithms.

    Returns
    -------
    ndarray, shape (resamples,)
        NaN for a resample without a detected value.
    """
    order = np.argsort(sample.values, kind="stable")
    values, detected = sample.values[order], ~sample.censored[order]
    points, first = np.unique(values[detected], return_index=True)
    amounts = of[order][detected][first]
    drawn = weights[:, order]
    detects = np.add.reduceat(drawn[:, detected], first, axis=1)
    until = np.searchsorted(values, points, side="right") - 1
    at_risk = np.cumsum(drawn, axis=1)[:, until]
    survival = np.where(detects > 0, 1 - detects / np.maximum(at_risk, 1), 1.0)
    downwards = np.cumprod(survival[:, ::-1], axis=1)[:, ::-1]
    cdf = np.concatenate([downwards[:, 1:], np.ones((len(drawn), 1))], axis=1)
    mass = np.diff(cdf, axis=1, prepend=0.0)
    lowest = np.argmax(detects > 0, axis=1)
    moved = np.where(lowest > 0, mass[:, 0] * (amounts[lowest] - amounts[0]), 0.0)
    return np.where(detects.any(axis=1), mass @ amounts + moved, np.nan)
