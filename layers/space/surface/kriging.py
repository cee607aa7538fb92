"""Ordinary kriging with one global neighbourhood, and what it gets wrong about its own samples.

Own lines of linear algebra, because the back-transform needs the Lagrange multiplier and the
leave-one-out error the inverse, and GSTools and PyKrige keep both to themselves. Tests hold the
predictions against theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from layers.space.metric import Floats
from layers.space.surface.variogram import Variogram, distances

NORMAL_95 = 1.6448536269514722
"""95 % quantile of the standard normal distribution."""


@dataclass(frozen=True, eq=False)
class Prediction:
    """Ordinary kriging at m points, in the unit of the data.

    Attributes
    ----------
    value, variance : array, shape (m,)
        Prediction and kriging variance; zero variance at a sample.
    spread : array, shape (m,)
        Variance of the predictor itself, which the lognormal back-transform needs.
    nearest_m : array, shape (m,)
        Distance to the nearest sample, metres.
    kth_m : array, shape (m,)
        Distance to the k-th nearest sample, metres.
    """

    value: Floats
    variance: Floats
    spread: Floats
    nearest_m: Floats
    kth_m: Floats


@dataclass(frozen=True)
class CrossValidation:
    """Every sample predicted from all others, the variogram kept.

    Attributes
    ----------
    rmse, rmse_of_mean : float
        Root mean square error of kriging, and of the mean of the other samples.
    coverage : float
        Share of samples inside their 90 % interval.
    msdr : float
        Mean of squared error over kriging variance: near 1 when the variance is right.
    """

    rmse: float
    rmse_of_mean: float
    coverage: float
    msdr: float

    @property
    def ratio(self) -> float:
        """Error as a share of that of the mean."""
        return self.rmse / self.rmse_of_mean


class OrdinaryKriging:
    """Samples, their variogram and the inverse of their kriging matrix.

    Parameters
    ----------
    x, y : arrays, shape (n,)
        Positions, metres, no two the same.
    value : array, shape (n,)
        What is predicted.
    variogram : Variogram
        Its model.
    """

    def __init__(self, x: Floats, y: Floats, value: Floats, variogram: Variogram) -> None:
        self.x, self.y, self.value, self.variogram = x, y, value, variogram
        n = len(value)
        system = np.ones((n + 1, n + 1))
        system[:n, :n] = variogram.covariance(distances(x, y, x, y))
        system[n, n] = 0.0
        self._inverse = np.linalg.inv(system)
        self._dual = self._inverse[:, :n] @ value

    def predict(self, x: Floats, y: Floats, kth: int = 1) -> Prediction:
        """Predict at points, shape (m,) each, metres; needs memory for n times m numbers."""
        n, model = len(self.value), self.variogram
        distance = distances(x, y, self.x, self.y)
        right = np.ones((len(x), n + 1))
        right[:, :n] = model.covariance(distance)
        weights = right @ self._inverse
        common = np.einsum("ij,ij->i", weights[:, :n], right[:, :n])
        spread = np.maximum(common - weights[:, n], 0.0)
        variance = np.maximum(model.sill - common - weights[:, n], 0.0)
        distance.partition(min(kth, n) - 1, axis=1)
        near = distance[:, : min(kth, n)]
        return Prediction(right @ self._dual, variance, spread, near.min(axis=1), near[:, -1])

    def leave_one_out(self) -> CrossValidation:
        """Predict every sample from the others (Dubrule 1983, doi:10.1007/BF01033232)."""
        n = len(self.value)
        variance = 1 / np.diag(self._inverse)[:n]
        error = self._dual[:n] * variance
        of_mean = (self.value - self.value.mean()) * n / (n - 1)
        return CrossValidation(
            rmse=float(np.sqrt(np.mean(error**2))),
            rmse_of_mean=float(np.sqrt(np.mean(of_mean**2))),
            coverage=float(np.mean(np.abs(error) <= NORMAL_95 * np.sqrt(variance))),
            msdr=float(np.mean(error**2 / variance)),
        )
