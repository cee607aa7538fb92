"""Which values may enter an estimate, and where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from layers.assess.summary.order_statistics import (
    enough_detected,
    regression_on_order_statistics,
)
from layers.assess.summary.sample import CensoredSample
from layers.space.metric import Floats, to_metres
from layers.space.surface.rules import Rules

if TYPE_CHECKING:
    import pandas as pd

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Samples:
    """Positions with the logarithm of their concentration.

    Attributes
    ----------
    x, y : array, shape (n,)
        Metres of EPSG:32634.
    log_value : array, shape (n,)
        Natural logarithm of the concentration in `unit`; at a position with several values the
        mean of their logarithms.
    values : int
        Values that entered.
    censored : int
        How many of them are below detection.
    unit, fraction : str
        Of all values.
    years : tuple of int or None
        First and last year.
    excluded : mapping
        Values that did not enter, counted by the first cause that applies: ``pooled``,
        ``comparison`` (another region), ``no_value``, ``position``, ``fraction``, ``depth``,
        ``above`` (known only to exceed a number), ``vague_limit`` (below a limit that lies above
        every detected value).
    merged_m : float
        Positions within about this distance count as one.
    """

    x: Floats
    y: Floats
    log_value: Floats
    values: int
    censored: int
    unit: str
    fraction: str
    years: tuple[int | None, int | None]
    excluded: Mapping[str, int]
    merged_m: float

    @property
    def n(self) -> int:
        """Positions."""
        return len(self.log_value)


def choose(values: pd.DataFrame, analyte: str, rules: Rules) -> Samples:
    """Take the values that may enter an estimate of an analyte in a medium.

    Single samples alone: a mean or a maximum of several describes no place. Values below
    detection enter as the mean logarithm that a lognormal distribution, fitted to all values by
    regression on order statistics, has below their limit: never as half the limit.

    Parameters
    ----------
    values : DataFrame
        As `layers.store.Store.values` returns.
    """
    rows = values[(values["analyte"] == analyte) & (values["medium"] == rules.medium)]
    excluded: dict[str, int] = {}
    for cause, wrong in _causes(rules):
        out = wrong(rows)
        if out.any():
            excluded[cause] = int(out.sum())
            rows = rows[~out]
    logs, known = _logarithms(rows)
    if not known.all():
        excluded["vague_limit"] = int((~known).sum())
        rows, logs = rows[known], logs[known]
    x, y, log_value, merged_m = _merged(rows, logs, rules)
    return Samples(
        x=x,
        y=y,
        log_value=log_value,
        values=len(rows),
        censored=int((rows["censoring"] == "<").sum()),
        unit=str(rows["unit_std"].iloc[0]) if len(rows) else "",
        fraction=str(rows["fraction"].iloc[0]) if len(rows) else "",
        years=_years(rows),
        excluded=excluded,
        merged_m=merged_m,
    )


def _causes(rules: Rules) -> tuple[tuple[str, Any], ...]:
    """Return why values are left out, in order, each as a test of all rows."""

    def vague(rows: pd.DataFrame) -> Flags:
        uncertainty = rows["coord_uncertainty_m"].to_numpy(float)
        surveyed = rows["coord_quality"].astype(str).eq("surveyed").to_numpy()
        stated = np.where(surveyed & np.isnan(uncertainty), 0.0, uncertainty)
        placed = (rows["lat"].notna() & rows["lon"].notna()).to_numpy()
        return np.asarray(~(placed & (stated <= rules.max_uncertainty_m)))

    def no_value(rows: pd.DataFrame) -> Flags:
        number = rows["value_std"].to_numpy(float)
        return np.asarray(~(np.isfinite(number) & (number > 0)))

    def other_fraction(rows: pd.DataFrame) -> Flags:
        allowed = rules.fractions.split(";")
        counts = rows["fraction"].astype(str).value_counts()
        found = [name for name in allowed if name in counts.index]
        most = max(found, key=lambda name: int(counts[name]), default="")
        return np.asarray((rows["fraction"].astype(str) != most).to_numpy() | (most == ""))

    return (
        ("pooled", lambda rows: rows["pooled"].to_numpy(bool)),
        ("comparison", lambda rows: (rows["scope"].astype(str) != "border").to_numpy()),
        ("no_value", no_value),
        ("position", vague),
        ("fraction", other_fraction),
        ("depth", lambda rows: (rows["depth_top_cm"] > rules.deepest_top_cm).to_numpy(bool)),
        ("above", lambda rows: (rows["censoring"] == ">").to_numpy(bool)),
    )


def _logarithms(rows: pd.DataFrame) -> tuple[Floats, Flags]:
    """Return the logarithms, and which of them are known."""
    value = rows["value_std"].to_numpy(float)
    below = (rows["censoring"] == "<").to_numpy(bool)
    logs, known = np.log(value), np.ones(len(rows), dtype=bool)
    if not below.any():
        return logs, known
    sample = CensoredSample.of(value, below)
    if not enough_detected(sample.informative):
        return logs, ~below
    known = ~(below & (value > value[~below].max()))
    line = regression_on_order_statistics(sample)
    logs[below] = _mean_below(logs[below], line.intercept, line.slope)
    return logs, known


def _mean_below(limit: Floats, mean: float, sd: float) -> Floats:
    """Return the mean of a normal distribution below each limit."""
    from scipy.special import log_ndtr

    score = (limit - mean) / sd
    log_density = -0.5 * score**2 - 0.5 * np.log(2 * np.pi)
    return np.asarray(mean - sd * np.exp(log_density - log_ndtr(score)))


def _merged(rows: pd.DataFrame, logs: Floats, rules: Rules) -> tuple[Floats, Floats, Floats, float]:
    """Return positions in metres, one for each group of near ones, with the mean logarithm."""
    if not len(rows):
        return logs, logs, logs, rules.merge_m
    x, y = to_metres(rows["lon"].to_numpy(float), rows["lat"].to_numpy(float))
    merge_m = rules.merge_m
    groups = _groups(x, y, merge_m)
    while groups.max() >= rules.max_positions:
        merge_m *= 2
        groups = _groups(x, y, merge_m)
    count = np.bincount(groups)
    middle = [np.bincount(groups, weights=part) / count for part in (x, y, logs)]
    return middle[0], middle[1], middle[2], merge_m


def _groups(x: Floats, y: Floats, merge_m: float) -> npt.NDArray[np.intp]:
    """Return the number of the grid cell that holds each position."""
    cells = np.column_stack([np.round((x - x.min()) / merge_m), np.round((y - y.min()) / merge_m)])
    return np.unique(cells, axis=0, return_inverse=True)[1].ravel()


def _years(rows: pd.DataFrame) -> tuple[int | None, int | None]:
    first, last = rows["year_start"].dropna(), rows["year_end"].dropna()
    return (int(first.min()) if len(first) else None, int(last.max()) if len(last) else None)
