"""Regression on order statistics of many resamples at once.

The same numbers as `order_statistics` gives resample by resample, as operations on arrays of one
row a resample: a thousand lines take as long as ten one by one.
"""

from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from layers.assess.summary.order_statistics import MIN_DETECTED
from layers.assess.summary.sample import Array, CensoredSample, Counts

Bools = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True)
class _Drawn:
    """Resamples, one a row, each sorted: at equal numbers the detection limit comes first.

    `of_level` numbers the detection limits of a row from 1; 0 is what lies below all of them.
    """

    values: Array
    detected: Bools
    limits: Bools
    of_level: Counts
    levels: int

    @classmethod
    def of(cls, sample: CensoredSample, weights: Counts) -> Self:
        """Draw each value as often as its weight says; limits above every detected one go."""
        order = np.lexsort((~sample.censored, sample.values))
        columns = np.broadcast_to(order, weights.shape)
        drawn = np.repeat(columns.ravel(), weights[:, order].ravel()).reshape(len(weights), -1)
        values, censored = sample.values[drawn], sample.censored[drawn]
        highest = np.where(censored, -np.inf, values).max(axis=1, keepdims=True)
        limits = censored & (values <= highest)
        levels = np.maximum.accumulate(np.where(limits, values, -np.inf), axis=1)
        before = np.pad(levels, ((0, 0), (1, 0)), constant_values=-np.inf)[:, :-1]
        of_level = np.cumsum(limits & (values > before), axis=1)
        return cls(values, ~censored, limits, of_level, int(of_level.max(initial=0)) + 2)

    def counted(self, which: Bools) -> Counts:
        """Count the chosen values of each row by level, shape (resamples, levels)."""
        rows = np.arange(len(self.values))[:, None] * self.levels
        found = np.bincount((rows + self.of_level)[which], minlength=len(self.values) * self.levels)
        return found.reshape(len(self.values), self.levels)

    def at(self, of_levels: NDArray[Number]) -> NDArray[Number]:
        """Look up a number of each level for each value."""
        return np.take_along_axis(of_levels, self.of_level, axis=1)

    def ranks(self, which: Bools) -> Counts:
        """Give the chosen values of each level of a row the numbers 1, 2, 3 ..."""
        running = np.cumsum(which, axis=1)
        before = np.cumsum(self.counted(which), axis=1) - self.counted(which)
        return running - np.take_along_axis(before, self.of_level, axis=1)


def resampled_lines(sample: CensoredSample, weights: Counts) -> tuple[Array, Array]:
    """Return the means of many resamples by regression on order statistics.

    Parameters
    ----------
    sample : CensoredSample
        The sample.
    weights : array of int, shape (resamples, n)
        How often each value stands in each resample; every row adds up to the same number.

    Returns
    -------
    arithmetic, geometric : ndarray, shape (resamples,)
        NaN for a resample with fewer than three detected values, or with one value three times.
    """
    drawn = _Drawn.of(sample, weights)
    scores = _normal_scores(drawn)
    logs = np.log(drawn.values)
    slope, intercept = _lines(scores, logs, drawn.detected)
    modelled = intercept[:, None] + slope[:, None] * scores
    completed = np.where(drawn.limits, modelled, logs)
    used = drawn.limits | drawn.detected
    count = np.maximum(used.sum(axis=1), 1)
    mean = np.where(used, np.exp(completed), 0.0).sum(axis=1) / count
    geometric = np.exp(np.where(used, completed, 0.0).sum(axis=1) / count)
    good = _enough(drawn)
    return np.where(good, mean, np.nan), np.where(good, geometric, np.nan)


def _normal_scores(drawn: _Drawn) -> Array:
    """Return the normal scores of the Hirsch-Stedinger plotting positions; 0 where not used."""
    from scipy.special import ndtri

    detects, limits = drawn.counted(drawn.detected), drawn.counted(drawn.limits)
    everything = detects + limits
    beneath = np.cumsum(everything, axis=1) - everything + limits
    share = np.where(everything > 0, beneath / np.maximum(beneath + detects, 1), 1.0)
    share[:, 0] = 0.0
    below = np.cumprod(share[:, ::-1], axis=1)[:, ::-1]
    above = np.pad(below[:, 1:], ((0, 0), (0, 1)), constant_values=1.0)
    rank_d, rank_l = drawn.ranks(drawn.detected), drawn.ranks(drawn.limits)
    low, high = drawn.at(below), drawn.at(above)
    of_detected = low + (high - low) * rank_d / (drawn.at(detects) + 1)
    of_limits = low * rank_l / (drawn.at(limits) + 1)
    positions = np.where(drawn.limits, of_limits, of_detected)
    scores: Array = ndtri(np.where(drawn.limits | drawn.detected, positions, 0.5))
    return scores


def _lines(scores: Array, logs: Array, detected: Bools) -> tuple[Array, Array]:
    """Fit a line through the detected values of each row; level through fewer than two."""
    count = np.maximum(detected.sum(axis=1), 1)
    x = np.where(detected, scores, 0.0)
    y = np.where(detected, logs, 0.0)
    mean_x, mean_y = x.sum(axis=1) / count, y.sum(axis=1) / count
    dx = np.where(detected, scores - mean_x[:, None], 0.0)
    spread = (dx * dx).sum(axis=1)
    slope = (dx * y).sum(axis=1) / np.where(spread > 0, spread, 1.0)
    return slope, mean_y - slope * mean_x


def _enough(drawn: _Drawn) -> Bools:
    lowest = np.where(drawn.detected, drawn.values, np.inf).min(axis=1)
    highest = np.where(drawn.detected, drawn.values, -np.inf).max(axis=1)
    return np.asarray((drawn.detected.sum(axis=1) >= MIN_DETECTED) & (lowest < highest))
