"""Monte Carlo of the health risk: seeded draws, percentiles, the share above what is accepted."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.random import Generator, default_rng

from layers.assess.health.dose import Array
from layers.assess.health.intake import Lookup, parameters_of, toxicity_of, unit_intake
from layers.assess.health.notices import Notice, notices
from layers.assess.health.parameters import ParameterSet
from layers.assess.health.rows import ROUTES, DistributionRow, Receptor, Route

PERCENTILES = (5.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0)
ACCEPTED_INDEX = 1.0
ACCEPTED_RISK = 1e-4


class Distribution(Protocol):
    """Something that numbers can be drawn from."""

    def draw(self, rng: Generator, n: int) -> Array:
        """Return `n` numbers."""


@dataclass(frozen=True)
class Fixed:
    """Always the same number."""

    value: float

    def draw(self, rng: Generator, n: int) -> Array:
        """Return the number `n` times."""
        return np.full(n, self.value)


@dataclass(frozen=True)
class Lognormal:
    """Lognormal with geometric mean and geometric standard deviation (> 1)."""

    geometric_mean: float
    geometric_sd: float

    def draw(self, rng: Generator, n: int) -> Array:
        """Return `n` draws."""
        return rng.lognormal(np.log(self.geometric_mean), np.log(self.geometric_sd), n)


@dataclass(frozen=True)
class PositiveNormal:
    """Normal, drawn again where not positive."""

    mean: float
    sd: float

    def draw(self, rng: Generator, n: int) -> Array:
        """Return `n` positive draws."""
        drawn = rng.normal(self.mean, self.sd, n)
        while (bad := drawn <= 0).any():
            drawn[bad] = rng.normal(self.mean, self.sd, int(bad.sum()))
        return drawn


@dataclass(frozen=True)
class Uniform:
    """Uniform between two ends."""

    low: float
    high: float

    def draw(self, rng: Generator, n: int) -> Array:
        """Return `n` draws."""
        return rng.uniform(self.low, self.high, n)


@dataclass(frozen=True)
class Triangular:
    """Triangular with minimum, mode and maximum."""

    low: float
    mode: float
    high: float

    def draw(self, rng: Generator, n: int) -> Array:
        """Return `n` draws."""
        return rng.triangular(self.low, self.mode, self.high, n)


@dataclass(frozen=True)
class Empirical:
    """Draws with replacement from measured concentrations."""

    values: tuple[float, ...]

    def draw(self, rng: Generator, n: int) -> Array:
        """Return `n` of the values."""
        return rng.choice(np.asarray(self.values, dtype=float), n)


@dataclass(frozen=True)
class MonteCarlo:
    """Result of `simulate_risk`.

    Attributes
    ----------
    percentiles : DataFrame
        Index ``HI``, ``CR`` and, for each element, ``HI Cu``, ``CR As`` ...; a column for each
        percentile, ``mean``, and ``share_above``: of HI above 1, of CR above 1e-4.
    n, seed : int
        How many draws, and what they were seeded with: the same two give the same table.
    parameter_set : str
        Name of the set.
    notices : tuple of Notice
        Unchecked, changed, cautioned and missing numbers, distributions among them.
    """

    percentiles: pd.DataFrame
    n: int
    seed: int
    parameter_set: str
    notices: tuple[Notice, ...]


def simulate_risk(
    concentrations: Mapping[str, Distribution],
    parameters: ParameterSet,
    receptor: Receptor,
    *,
    n: int = 10_000,
    seed: int = 0,
    percentiles: Sequence[float] = PERCENTILES,
    distributions: Mapping[str, Distribution] | None = None,
) -> MonteCarlo:
    """Draw concentrations and exposure, and return the distribution of the risk.

    Every quantity has its own stream of random numbers, made from the seed and its name: adding
    an element or changing one distribution leaves the draws of the others as they were.

    Parameters
    ----------
    concentrations : mapping
        Analyte -> distribution of its concentration in soil, mg/kg.
    parameters : ParameterSet
        One named set; its own distributions are drawn, the rest stays fixed. A parameter that
        the reader changed stays fixed at the changed value.
    receptor : str
        ``child`` or ``adult``.
    n, seed : int
        Number of draws; seed.
    percentiles : sequence of float
        In percent.
    distributions : mapping, optional
        Parameter -> distribution, in place of the set's own.

    Raises
    ------
    ValueError
        For fewer than one draw or a percentile outside 0 to 100.
    """
    if n < 1:
        raise ValueError(f"n: found {n}, expected at least one draw")
    if not all(0 <= p <= 100 for p in percentiles):
        raise ValueError(f"percentiles: found {tuple(percentiles)}, expected 0 to 100")
    drawn = _draw_exposure(parameters, receptor, distributions or {}, n, seed)
    totals: dict[str, Array] = {}
    for analyte, distribution in concentrations.items():
        amount = distribution.draw(_stream(seed, f"C {analyte}"), n)
        for name, per_unit in _per_unit(parameters, receptor, analyte, drawn).items():
            _add(totals, name, amount * per_unit)
            _add(totals, f"{name} {analyte}", amount * per_unit)
    return MonteCarlo(
        _table(totals, percentiles),
        n,
        seed,
        parameters.name,
        (
            *notices(parameters, concentrations, [receptor], ROUTES),
            *_of_distributions(parameters, receptor, drawn, distributions or {}),
        ),
    )


def distribution_of(row: DistributionRow) -> Distribution:
    """Return the distribution that a registry row describes."""
    if row.third is not None:
        return Triangular(row.first, row.second, row.third)
    if row.distribution == "lognormal":
        return Lognormal(row.first, row.second)
    if row.distribution == "normal":
        return PositiveNormal(row.first, row.second)
    return Uniform(row.first, row.second)


def _stream(seed: int, name: str) -> Generator:
    return default_rng([seed, zlib.crc32(name.encode())])


def _row_of(parameters: ParameterSet, parameter: str, receptor: Receptor) -> DistributionRow | None:
    changed = {(parameter, receptor, ""), (parameter, "both", "")} & set(
        parameters.exposure_changes
    )
    if changed:
        return None
    rows = parameters.distributions
    return rows.get((parameter, receptor)) or rows.get((parameter, "both"))


def _draw_exposure(
    parameters: ParameterSet,
    receptor: Receptor,
    given: Mapping[str, Distribution],
    n: int,
    seed: int,
) -> dict[str, Array]:
    """Return draws of the parameters that have a distribution."""
    names = dict.fromkeys(name for route in ROUTES for name in parameters_of(route, parameters))
    drawn = {}
    for name in names:
        row = _row_of(parameters, name, receptor)
        if name in given:
            drawn[name] = given[name].draw(_stream(seed, name), n)
        elif row is not None:
            drawn[name] = distribution_of(row).draw(_stream(seed, name), n)
    return drawn


def _per_unit(
    parameters: ParameterSet, receptor: Receptor, analyte: str, drawn: Mapping[str, Array]
) -> dict[str, Array]:
    """Return HI and CR of 1 mg/kg of an analyte for every draw, over all routes."""

    def lookup(parameter: str) -> Array | float:
        return drawn.get(parameter, parameters.value(parameter, receptor, analyte))

    found: dict[str, Array] = {}
    for route in ROUTES:
        for name, part in _route(parameters, route, analyte, lookup).items():
            _add(found, name, part)
    return found


def _route(
    parameters: ParameterSet, route: Route, analyte: str, lookup: Lookup
) -> dict[str, Array]:
    toxic = toxicity_of(route, analyte, parameters)
    parts = {
        "HI": unit_intake(route, parameters, lookup, cancer=False) / toxic.reference,
        "CR": unit_intake(route, parameters, lookup, cancer=True) * toxic.slope,
    }
    return {name: part for name, part in parts.items() if not np.isnan(part).any()}


def _add(totals: dict[str, Array], name: str, part: Array) -> None:
    totals[name] = totals[name] + part if name in totals else part


def _table(totals: Mapping[str, Array], percentiles: Sequence[float]) -> pd.DataFrame:
    names = sorted(totals, key=lambda name: (name[:2] != "HI", name))
    rows = []
    for name in names:
        accepted = ACCEPTED_INDEX if name.startswith("HI") else ACCEPTED_RISK
        quantiles = np.percentile(totals[name], percentiles)
        row = dict(zip((f"p{p:g}" for p in percentiles), quantiles, strict=True))
        rows.append(
            row
            | {"mean": totals[name].mean(), "share_above": float((totals[name] > accepted).mean())}
        )
    return pd.DataFrame(rows, index=names)


def _of_distributions(
    parameters: ParameterSet,
    receptor: Receptor,
    drawn: Iterable[str],
    given: Mapping[str, Distribution],
) -> list[Notice]:
    found = []
    for name in drawn:
        row = _row_of(parameters, name, receptor)
        if name in given:
            text = f"distribution of {name} given by the reader: {given[name]}"
            found.append(Notice("changed", name, receptor, "", None, "", text))
        elif row is not None and row.unchecked:
            how = "assumed" if row.verification == "assumed" else "known from memory, not read"
            text = f"distribution of {name} ({row.distribution}): {how}"
            found.append(Notice("unchecked", name, row.receptor, "", None, "", text))
        elif row is not None and row.note:
            found.append(Notice("caution", name, row.receptor, "", None, "", row.note))
    return found
