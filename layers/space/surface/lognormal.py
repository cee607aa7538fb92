"""From logarithms back to concentrations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from layers.space.metric import Floats
from layers.space.surface.kriging import NORMAL_95, Prediction


@dataclass(frozen=True, eq=False)
class Concentration:
    """Estimated concentrations at m points.

    Attributes
    ----------
    median : array, shape (m,)
        exp of the kriged logarithm.
    mean : array, shape (m,)
        Unbiased for the expected concentration.
    low, high : array, shape (m,)
        5 % and 95 % quantile.
    """

    median: Floats
    mean: Floats
    low: Floats
    high: Floats


def back_transform(log: Prediction, sill: float) -> Concentration:
    """Return concentrations from kriged natural logarithms (lognormal ordinary kriging).

    The median is exp(Y). The mean is exp(Y + (C(0) - var Y) / 2), where C(0) is the sill and
    var Y the variance of the predictor; it equals exp(Y + s²/2 + m) with kriging variance s² and
    Lagrange multiplier m (Cressie 1993, Statistics for Spatial Data, section 3.2.2; Journel &
    Huijbregts 1978, VIII.A). Both hold when the logarithms are jointly normal with a constant,
    unknown mean. The mean hangs on the sill, which a trend inflates (Roth 1998,
    doi:10.1023/A:1021743024870): the median is the value to show.
    """
    half_width = NORMAL_95 * np.sqrt(log.variance)
    return Concentration(
        median=np.exp(log.value),
        mean=np.exp(log.value + (sill - log.spread) / 2),
        low=np.exp(log.value - half_width),
        high=np.exp(log.value + half_width),
    )


def probability_above(log: Prediction, limit: float) -> Floats:
    """Return the probability that a sample exceeds a limit, shape (m,).

    Where the variance is zero it is 0 or 1; a value exactly at the limit does not exceed it.
    """
    from scipy.special import ndtr

    over = log.value - np.log(limit)
    deviation = np.sqrt(log.variance)
    certain = deviation == 0
    score = over / np.where(certain, 1.0, deviation)
    return np.asarray(np.where(certain, over > 0, ndtr(score)), dtype=float)
