"""How unlikeness grows with distance: the variogram of a sample, and a model fitted to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.space.metric import Floats

MOST_LAGS, FEWEST_LAGS = 14, 7
SAME_PLACE_M = 0.5
"""Nearer than this, two points are one: the nugget does not part them."""


def _spherical(part: Floats) -> Floats:
    inside = np.minimum(part, 1.0)
    return np.asarray(1 - inside * (1.5 - 0.5 * inside * inside))


def _exponential(part: Floats) -> Floats:
    return np.asarray(np.exp(-part))


MODELS: dict[str, tuple[str, float, Callable[[Floats], Floats]]] = {
    "spherical": ("Spherical", 1.0, _spherical),
    "exponential": ("Exponential", 3.0, _exponential),
}
"""Name in GSTools, practical range in lengths, and correlation at a distance in lengths."""


@dataclass(frozen=True)
class Variogram:
    """A variogram model.

    Attributes
    ----------
    model : {'spherical', 'exponential'}
        Its form.
    nugget, partial_sill : float
        Variance at distance zero, and what the distance adds, in squared logarithms.
    length_m : float
        Range of the spherical model, a third of the practical range of the exponential.
    """

    model: str
    nugget: float
    partial_sill: float
    length_m: float

    @property
    def sill(self) -> float:
        """Variance between points far apart."""
        return self.nugget + self.partial_sill

    @property
    def range_m(self) -> float:
        """Distance at which (95 % of) the sill is reached."""
        return MODELS[self.model][1] * self.length_m

    def covariance(self, distance_m: Floats) -> Floats:
        """Return the covariance of two points, by their distance in metres.

        Examples
        --------
        >>> Variogram("spherical", 0.1, 0.4, 1000).covariance(np.array([0.0, 500.0, 2000.0]))
        array([0.5  , 0.125, 0.   ])
        """
        correlation = MODELS[self.model][2](distance_m / self.length_m)
        return self.partial_sill * correlation + self.nugget * (distance_m < SAME_PLACE_M)


@dataclass(frozen=True, eq=False)
class SampleVariogram:
    """Half the mean squared difference of pairs, by lag.

    Attributes
    ----------
    pairs : array of int, shape (lags,)
        Pairs of positions.
    distance_m : array, shape (lags,)
        Their mean distance.
    gamma : array, shape (lags,)
        Their semivariance.
    """

    pairs: npt.NDArray[np.intp]
    distance_m: Floats
    gamma: Floats

    def of_at_least(self, pairs: int) -> SampleVariogram:
        """Return the lags with enough pairs."""
        kept = self.pairs >= pairs
        return SampleVariogram(self.pairs[kept], self.distance_m[kept], self.gamma[kept])


def distances(x: Floats, y: Floats, to_x: Floats, to_y: Floats) -> Floats:
    """Return the distances from each point to each other, shape (len(x), len(to_x))."""
    square = np.subtract.outer(x, to_x) ** 2
    square += np.subtract.outer(y, to_y) ** 2
    return np.asarray(np.sqrt(square, out=square))


def lag_edges(x: Floats, y: Floats, min_pairs: int) -> Floats:
    """Return the bounds of the lags, metres.

    Lags widen by a constant factor up to a third of the extent: surveys are dense round a
    smelter and thin between. The first holds three times the pairs that a lag must have; small
    surveys have fewer lags.
    """
    distance = distances(x, y, x, y)
    farthest = float(np.hypot(np.ptp(x), np.ptp(y))) / 3
    near = np.sort(distance[np.triu_indices(len(x), 1)])
    first = float(near[min(3 * min_pairs, len(near) - 1)])
    if not 0 < first < farthest:
        return np.array([0.0, farthest])
    enough = int(np.searchsorted(near, farthest)) // (2 * min_pairs)
    lags = min(max(enough, FEWEST_LAGS), MOST_LAGS)
    return np.concatenate([[0.0], np.geomspace(first, farthest, lags)])


def sample_variogram(x: Floats, y: Floats, value: Floats, edges: Floats) -> SampleVariogram:
    """Return the semivariance by lag.

    Parameters
    ----------
    x, y, value : arrays, shape (n,)
        Positions in metres, and the logarithms there.
    edges : array, shape (lags + 1,)
        Bounds of the lags; a pair on a bound belongs to the lag below, as in gstat.
    """
    lags = len(edges) - 1
    one, other = np.triu_indices(len(x), 1)
    distance = distances(x, y, x, y)[one, other]
    half_square = 0.5 * (value[one] - value[other]) ** 2
    lag = np.searchsorted(edges, distance, side="left") - 1
    kept = (lag >= 0) & (lag < lags)
    lag, distance, half_square = lag[kept], distance[kept], half_square[kept]
    pairs = np.bincount(lag, minlength=lags)
    filled = np.maximum(pairs, 1)
    return SampleVariogram(
        pairs,
        np.bincount(lag, weights=distance, minlength=lags) / filled,
        np.bincount(lag, weights=half_square, minlength=lags) / filled,
    )


def fit(sample: SampleVariogram) -> Variogram:
    """Fit each model to a sample variogram by GSTools, and return the better one.

    Least squares weighted by pairs over squared distance, as gstat does by default: near pairs
    decide an estimate. The length stays within the lags.
    """
    fitted = [_fit(sample, name) for name in MODELS]
    return min(fitted, key=lambda model: misfit(sample, model))


def misfit(sample: SampleVariogram, model: Variogram) -> float:
    """Return the weighted sum of squared differences between sample and model."""
    expected = model.sill - model.covariance(sample.distance_m)
    weight = sample.pairs / sample.distance_m**2
    return float((weight * (sample.gamma - expected) ** 2).sum())


def _fit(sample: SampleVariogram, name: str) -> Variogram:
    import gstools

    farthest = float(sample.distance_m.max())
    highest = 10 * float(sample.gamma.max())
    start = {
        "var": 0.8 * float(sample.gamma.max()),
        "nugget": 0.2 * float(sample.gamma.min()),
        "len_scale": farthest / 3,
    }
    model = getattr(gstools, MODELS[name][0])(dim=2, **start)
    model.set_arg_bounds(
        var=[0.0, highest, "cc"],
        nugget=[0.0, highest, "cc"],
        len_scale=[1e-3 * farthest, farthest, "cc"],
    )
    model.fit_variogram(
        sample.distance_m,
        sample.gamma,
        init_guess=start,
        weights=np.sqrt(sample.pairs) / sample.distance_m,
    )
    return Variogram(name, float(model.nugget), float(model.var), float(model.len_scale))
