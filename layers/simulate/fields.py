"""Spatially correlated noise at the price of a few cosines."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from layers.simulate.draws import Draws, Floats


@dataclass(frozen=True)
class RandomField:
    """A smooth random surface with mean 0, variance 1 and Gaussian covariance.

    A sum of cosines with random wave vectors approximates the field (random Fourier features,
    Rahimi and Recht 2007): any point can be evaluated alone, in any order, without a matrix, so
    that millions of points cost little and every machine adds the same terms in the same order.
    """

    waves: tuple[tuple[float, float, float], ...]

    @classmethod
    def draw(cls, draws: Draws, range_m: float, count: int = 24) -> Self:
        """Draw a field whose correlation falls to exp(-1/2) over `range_m` metres."""
        across = draws.normal(count) / range_m
        along = draws.normal(count) / range_m
        phase = 2.0 * np.pi * draws.uniform(count)
        return cls(tuple(zip(across.tolist(), along.tolist(), phase.tolist(), strict=True)))

    def at(self, x: Floats, y: Floats) -> Floats:
        """Evaluate at `x`, `y` (metres, EPSG:32634); the result has their shape."""
        total = np.zeros_like(x)
        for across, along, phase in self.waves:
            total += np.cos(across * x + along * y + phase)
        return np.asarray(total * np.sqrt(2.0 / len(self.waves)))
