"""A surface: samples that passed the rules, their variogram, and what it says at a point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from layers.space.metric import Floats, to_metres
from layers.space.surface.answers import Estimate, NoEstimate, Reason, Uncertainty
from layers.space.surface.apart import fit_apart
from layers.space.surface.grid import Grid, Progress, cover
from layers.space.surface.kriging import CrossValidation, OrdinaryKriging, Prediction
from layers.space.surface.lognormal import back_transform, probability_above
from layers.space.surface.rules import Rules, load_rules
from layers.space.surface.samples import Samples, choose
from layers.space.surface.variogram import (
    SampleVariogram,
    Variogram,
    fit,
    lag_edges,
    sample_variogram,
)

if TYPE_CHECKING:
    import pandas as pd

POINTS_AT_ONCE = 2_000


@dataclass(frozen=True, eq=False)
class Surface:
    """Estimates of one analyte in one medium, everywhere near its samples.

    Attributes
    ----------
    analyte, medium : str
        What is estimated.
    samples : Samples
        What it rests on.
    sample_variogram : SampleVariogram
        The lags that counted.
    variogram : Variogram
        The fitted model.
    leave_one_out : CrossValidation
        How well left-out samples are told, in logarithms.
    """

    analyte: str
    medium: str
    samples: Samples
    sample_variogram: SampleVariogram
    variogram: Variogram
    leave_one_out: CrossValidation
    _kriging: OrdinaryKriging
    _rules: Rules

    @property
    def loo_error(self) -> float:
        """Leave-one-out error as a factor."""
        return exp(self.leave_one_out.rmse)

    def at(self, lat: float, lon: float, limit: float | None = None) -> Estimate | NoEstimate:
        """Estimate the concentration at a point in WGS 84 degrees.

        Parameters
        ----------
        limit : float, optional
            A limit in `samples.unit` whose exceedance is asked for.

        Returns
        -------
        Estimate or NoEstimate
            The latter, ``beyond_the_data``, where too few positions lie within the range of the
            variogram or they tell too little. At a sampled position the
            median is the sample; another one taken there would differ by the nugget.
        """
        x, y = to_metres([lon], [lat])
        log = self._kriging.predict(x, y, self._rules.min_near)
        nearest = float(log.nearest_m[0])
        if not self._supported(log)[0]:
            return NoEstimate(
                "beyond_the_data",
                found=float(log.kth_m[0]),
                needed=self.variogram.range_m,
                n=self.samples.n,
                excluded=self.samples.excluded,
                nearest_m=nearest,
            )
        log = self._of_new_sample(log)
        found = back_transform(log, self.variogram.sill)
        return Estimate(
            value=float(found.median[0]),
            mean=float(found.mean[0]),
            low=float(found.low[0]),
            high=float(found.high[0]),
            probability_above=None if limit is None else float(probability_above(log, limit)[0]),
            limit=limit,
            unit=self.samples.unit,
            uncertainty=_uncertainty(float(found.high[0] / found.median[0])),
            n=self.samples.n,
            nearest_m=nearest,
            loo_error=self.loo_error,
            years=self.samples.years,
        )

    def grid(
        self,
        limit: float | None = None,
        cells: int = 200,
        cell_m: float | None = None,
        progress: Progress | None = None,
    ) -> Grid:
        """Estimate over the land round the samples; NaN where nothing is known.

        Parameters
        ----------
        limit : float, optional
            Without one the probability is NaN everywhere.
        cells : int
            About so many cells along the longer side, before the rim is cropped.
        cell_m : float, optional
            Side of a cell in metres instead.
        progress : callable, optional
            Is told the share that is done, 0 to 1.
        """
        grid = cover(self.samples.x, self.samples.y, self.variogram.range_m, cells, cell_m)
        x, y = grid.centres()
        for start in range(0, len(x), POINTS_AT_ONCE):
            part = slice(start, start + POINTS_AT_ONCE)
            log = self._kriging.predict(x[part], y[part], self._rules.min_near)
            self._fill(grid, part, log, limit)
            if progress:
                progress(min(1.0, (start + POINTS_AT_ONCE) / len(x)))
        return grid.cropped()

    def _fill(self, grid: Grid, part: slice, log: Prediction, limit: float | None) -> None:
        known = self._supported(log)
        log = self._of_new_sample(log)
        found = back_transform(log, self.variogram.sill)
        bands: dict[str, Floats] = {
            "median": found.median,
            "low": found.low,
            "high": found.high,
        }
        if limit is not None:
            bands["probability"] = probability_above(log, limit)
        for name, values in bands.items():
            grid.bands[name].flat[part] = np.where(known, values, np.nan)

    def _of_new_sample(self, log: Prediction) -> Prediction:
        """Widen a prediction to that of a new sample, also where one was already taken."""
        return replace(log, variance=np.maximum(log.variance, self.variogram.nugget))

    def _supported(self, log: Prediction) -> npt.NDArray[np.bool_]:
        """Return where the samples reach: the mask of the surface."""
        model, share = self.variogram, self._rules.max_variance_share
        told = log.variance <= model.nugget + share * model.partial_sill
        return told & (log.kth_m <= model.range_m)


def fit_surface(
    values: pd.DataFrame,
    analyte: str,
    medium: str,
    rules: Rules | None = None,
    apart: bool = False,
) -> Surface | NoEstimate:
    """Fit a surface of an analyte in a medium, or say why the samples support none.

    Parameters
    ----------
    values : DataFrame
        As `layers.store.Store.values` returns; only single samples with a good position enter.
    analyte, medium : str
        Keys of the registry.
    rules : Rules, optional
        The registry's rules of the medium by default.
    apart : bool
        Whether to fit the variogram in a process of its own: slower by a second, and a server
        keeps 75 MB of memory.

    Notes
    -----
    The work is in the fit: keep the surface, and ask it often.
    """
    rules = rules or load_rules().get(medium)
    if rules is None:
        return NoEstimate("medium_not_a_field")
    samples = choose(values, analyte, rules)
    refused = _refused(samples, rules)
    if refused:
        return _no_estimate(samples, *refused)
    edges = lag_edges(samples.x, samples.y, rules.min_pairs)
    lags = sample_variogram(samples.x, samples.y, samples.log_value, edges)
    lags = lags.of_at_least(rules.min_pairs)
    if len(lags.pairs) < rules.min_lags:
        return _no_estimate(samples, "too_few_pairs", len(lags.pairs), rules.min_lags)
    variogram = fit_apart(lags) if apart else fit(lags)
    kriging = OrdinaryKriging(samples.x, samples.y, samples.log_value, variogram)
    checked = kriging.leave_one_out()
    if not checked.ratio < rules.max_loo_ratio:
        return _no_estimate(samples, "no_better_than_the_mean", checked.ratio, rules.max_loo_ratio)
    if checked.coverage < rules.min_coverage:
        return _no_estimate(samples, "intervals_too_narrow", checked.coverage, rules.min_coverage)
    return Surface(analyte, medium, samples, lags, variogram, checked, kriging, rules)


def _refused(samples: Samples, rules: Rules) -> tuple[Reason, float, float] | None:
    """Return the first rule that number and spread of the samples break, with its figures."""
    if samples.n < rules.min_positions:
        return "too_few", samples.n, rules.min_positions
    share = samples.censored / samples.values
    if share > rules.max_censored_share:
        return "too_censored", share, rules.max_censored_share
    variance = float(samples.log_value.var(ddof=1))
    if variance < rules.min_log_variance:
        return "no_variation", variance, rules.min_log_variance
    extent = float(np.hypot(np.ptp(samples.x), np.ptp(samples.y)))
    if extent < rules.min_extent_m:
        return "too_close_together", extent, rules.min_extent_m
    across, along = np.sqrt(np.maximum(np.linalg.eigvalsh(np.cov(samples.x, samples.y)), 0.0))
    if across < rules.min_breadth * along:
        return "on_a_line", float(across / along), rules.min_breadth
    return None


def _no_estimate(samples: Samples, reason: Reason, found: float, needed: float) -> NoEstimate:
    return NoEstimate(reason, float(found), float(needed), samples.n, samples.excluded)


def _uncertainty(factor: float) -> Uncertainty:
    """Return the class of an interval that reaches to `factor` times the median."""
    return "low" if factor <= 2 else "medium" if factor <= 5 else "high"
