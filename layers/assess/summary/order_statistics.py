"""Regression on order statistics: non-detects from a line through the detected values.

The robust form for lognormal data with several detection limits: Hirsch-Stedinger plotting
positions (Helsel & Cohn 1988, Water Resources Research 24, 1997-2004), a line through the
logarithms of the detected values against normal scores, and the non-detects read off that line.
"""

from dataclasses import dataclass

import numpy as np

from layers.assess.summary.sample import Array, CensoredSample, Counts

MIN_DETECTED = 3
"""Detected values that a line needs at least."""


@dataclass(frozen=True)
class OrderStatistics:
    """A sample completed by regression on order statistics.

    Attributes
    ----------
    values : array, shape (n,)
        Detected values as they are, then modelled values in place of the limits.
    slope, intercept : float
        Of log(value) against the normal score.
    """

    values: Array
    slope: float
    intercept: float

    @property
    def mean(self) -> float:
        """Arithmetic mean."""
        return float(self.values.mean())

    @property
    def sd(self) -> float:
        """Standard deviation (divisor n - 1)."""
        return float(self.values.std(ddof=1))

    @property
    def geometric_mean(self) -> float:
        """Geometric mean."""
        return float(np.exp(np.log(self.values).mean()))

    @property
    def geometric_sd(self) -> float:
        """Geometric standard deviation (divisor n - 1)."""
        return float(np.exp(np.log(self.values).std(ddof=1)))

    def quantile(self, p: float) -> float:
        """Return a quantile of the completed sample (linear between order statistics)."""
        return float(np.quantile(self.values, p))


def enough_detected(sample: CensoredSample) -> bool:
    """Return whether a line can be drawn: three detected values, two of them different."""
    return len(sample.detected) >= MIN_DETECTED and len(np.unique(sample.detected)) > 1


def regression_on_order_statistics(sample: CensoredSample) -> OrderStatistics:
    """Complete a sample with non-detects. Limits above every detected value are left out.

    Raises
    ------
    ValueError
        When fewer than three values were detected, or all detected values are equal.

    Examples
    --------
    >>> iron = CensoredSample.of([20, 10, 10, 10, 10, 7, 3, 3, 3],
    ...                          [False, True, True, True, True, False, False, True, True])
    >>> found = regression_on_order_statistics(iron)
    >>> round(found.mean, 6), round(found.sd, 6)
    (4.667484, 6.13823)
    """
    known = sample.informative
    if not enough_detected(known):
        raise ValueError(f"{len(known.detected)} detected values: too few for a line")
    if not known.n_censored:
        return OrderStatistics(np.sort(known.values), float("nan"), float("nan"))
    from scipy.special import ndtri

    detected, below = plotting_positions(known)
    slope, intercept = np.polyfit(ndtri(detected), np.log(np.sort(known.detected)), 1)
    modelled = np.exp(intercept + slope * ndtri(below))
    completed = np.concatenate([np.sort(known.detected), modelled])
    return OrderStatistics(completed, float(slope), float(intercept))


def plotting_positions(sample: CensoredSample) -> tuple[Array, Array]:
    """Return Hirsch-Stedinger plotting positions.

    Returns
    -------
    detected, censored : ndarray
        Cumulative probabilities of the detected values and of the non-detects, each in rising
        order of the value or limit.
    """
    values, limits = np.sort(sample.detected), np.sort(sample.values[sample.censored])
    levels, at_level = np.unique(limits, return_counts=True)
    exceedance = _exceedance(values, limits, levels)
    bounds = np.append(1.0, exceedance)
    interval = np.searchsorted(levels, values, side="right")
    members = np.bincount(interval, minlength=len(levels) + 1)
    rank = _ranks(interval)
    ends = np.append(bounds, 0.0)
    width = ends[interval] - ends[interval + 1]
    detected = 1 - ends[interval] + width * rank / (members[interval] + 1)
    level = np.searchsorted(levels, limits)
    censored = (1 - exceedance[level]) * _ranks(level) / (at_level[level] + 1)
    return detected, censored


def _exceedance(values: Array, limits: Array, levels: Array) -> Array:
    """Return the probability of exceeding each detection limit (Helsel & Cohn, equation 8)."""
    starts = np.searchsorted(values, levels, side="left")
    ends = np.append(starts[1:], len(values))
    within = ends - starts
    beneath = starts + np.searchsorted(limits, levels, side="right")
    exceedance = np.zeros(len(levels))
    above = 0.0
    for j in range(len(levels) - 1, -1, -1):
        share = within[j] / (within[j] + beneath[j])
        above = exceedance[j] = above + share * (1 - above)
    return exceedance


def _ranks(groups: Counts) -> Counts:
    """Return 1, 2, 3 ... within each run of equal numbers of a rising array."""
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    lengths = np.diff(np.append(starts, len(groups)))
    return np.arange(1, len(groups) + 1) - np.repeat(starts, lengths)
