"""Hazard quotients, hazard index and cancer risk of contact with soil.

A concentration below its detection limit is taken at the limit (written ``<``): the result is an
upper bound, as a screening should be; the lower bound takes it as zero. A route without a
toxicity value is left out and named in the notices.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.assess.health.dose import Array
from layers.assess.health.intake import toxicity_of, unit_intake
from layers.assess.health.notices import Notice, notices
from layers.assess.health.parameters import HealthRegistry, ParameterSet
from layers.assess.health.rows import RECEPTORS, ROUTES, Receptor, Route
from layers.assess.indices.classes import NOT_CLASSED, ClassScale
from layers.assess.indices.samples import Interval, Samples

SOIL_UNIT = "mg/kg"
LIFETIME = "child_and_adult"
"""Receptor of the cancer risk over childhood and adult life together."""


@dataclass(frozen=True)
class HealthRisk:
    """Result of `assess_health`.

    Attributes
    ----------
    samples : Samples
        What was judged, mg/kg.
    parameters : ParameterSet
        With what.
    quotient, risk : mapping
        (receptor, route) -> array (analytes): HQ and CR of soil with 1 mg/kg; NaN without a
        toxicity value.
    reasons : array of str, shape (samples, analytes)
        Why a concentration did not enter; ``""`` where it did.
    acceptance : mapping
        ``HQ``, ``HI``, ``CR`` -> ClassScale.
    notices : tuple of Notice
        Unchecked, changed, cautioned and missing numbers.
    """

    samples: Samples
    parameters: ParameterSet
    quotient: Mapping[tuple[Receptor, Route], Array]
    risk: Mapping[tuple[Receptor, Route], Array]
    reasons: NDArray[np.object_]
    acceptance: Mapping[str, ClassScale]
    notices: tuple[Notice, ...]

    def routes(self) -> pd.DataFrame:
        """Return one row a sample, receptor, route and analyte.

        Returns
        -------
        DataFrame
            sample, receptor, route, analyte, qualifier, HQ, HQ_lower, HQ_upper, CR, CR_lower,
            CR_upper, reason_HQ, reason_CR (``no_reference_value``, ``no_slope_factor``, or why
            the concentration did not enter).
        """
        return pd.concat(
            [self._route(receptor, route) for receptor, route in self.quotient], ignore_index=True
        )

    def totals(self) -> pd.DataFrame:
        """Return one row a sample and receptor, and one for the cancer risk of a lifetime.

        Returns
        -------
        DataFrame
            sample, receptor, then for HI and CR: the value, ``_lower``, ``_upper``,
            ``_qualifier``, ``_step`` (-1 when the bounds fall in two classes, or when the class
            would be the lowest and a measured analyte is not in the sum), ``_n`` analytes that
            entered, ``_left_out`` (;-list of those measured that did not); ``n_censored``;
            ``reason`` (``nothing_assessed``) and ``parameter_set``.
        """
        receptors = list(dict.fromkeys(receptor for receptor, _ in self.quotient))
        parts = [self._total(receptor, [receptor]) for receptor in receptors]
        if set(receptors) == set(RECEPTORS):
            parts.append(self._total(LIFETIME, receptors))
        return pd.DataFrame({k: np.concatenate([part[k] for part in parts]) for k in parts[0]})

    def _concentration(self) -> Interval:
        parts = self.samples.interval(1.0)
        return Interval(*(np.where(self.reasons == "", part, np.nan) for part in parts))

    def _route(self, receptor: Receptor, route: Route) -> pd.DataFrame:
        n_samples, n_analytes = self.samples.values.shape
        columns: dict[str, object] = {
            "sample": np.repeat(self.samples.values.index.to_numpy(), n_analytes),
            "receptor": receptor,
            "route": route,
            "analyte": np.tile(self.samples.values.columns.to_numpy(), n_samples),
            "qualifier": np.where(self.reasons == "", self.samples.signs, "").ravel(),
        }
        pairs = (("HQ", self.quotient, "no_reference_value"), ("CR", self.risk, "no_slope_factor"))
        for name, per_unit, missing in pairs:
            unit = per_unit[receptor, route]
            for suffix, part in zip(("", "_lower", "_upper"), self._concentration(), strict=True):
                columns[name + suffix] = (part * unit).ravel()
            lacking = np.where(np.isnan(unit), missing, "")
            reason = np.where(self.reasons == "", lacking, self.reasons)
            columns[f"reason_{name}"] = reason.ravel()
        return pd.DataFrame(columns)

    def _total(self, name: str, receptors: Iterable[Receptor]) -> dict[str, NDArray[Any]]:
        concentration = self._concentration()
        n = len(self.samples.values)
        measured = self.samples.values.notna().to_numpy() & (self.reasons != "species_measured")
        found: dict[str, NDArray[Any]] = {
            "sample": self.samples.values.index.to_numpy(),
            "receptor": np.full(n, name, dtype=object),
        }
        for total, per_unit in (("HI", self.quotient), ("CR", self.risk)):
            unit = _added(per_unit, receptors)
            if total == "HI" and name == LIFETIME:
                unit = np.full_like(unit, np.nan)
            columns = _summed(concentration, unit, self.acceptance[total])
            lacking = measured & np.isnan(concentration.value * unit)
            columns |= _left_out(columns, lacking, self.samples.values.columns)
            found |= {total + suffix: column for suffix, column in columns.items()}
        used = ~np.isnan(concentration.value)
        nothing = np.isnan(found["HI"]) & np.isnan(found["CR"])
        return found | {
            "n_censored": ((self.samples.signs != "").to_numpy() & used).sum(axis=1),
            "reason": np.where(nothing, "nothing_assessed", "").astype(object),
            "parameter_set": np.full(n, self.parameters.name, dtype=object),
        }


def assess_health(
    samples: Samples,
    parameters: ParameterSet,
    registry: HealthRegistry,
    receptors: Iterable[Receptor] = RECEPTORS,
    routes: Iterable[Route] = ROUTES,
) -> HealthRisk:
    """Compute hazard and cancer risk of contact with soil, by receptor, route and element.

    Parameters
    ----------
    samples : Samples
        Soil, dry mass, mg/kg.
    parameters : ParameterSet
        One named set, as it stands or changed by `ParameterSet.with_changes`.
    registry : HealthRegistry
        For the acceptance classes.
    receptors, routes : iterable of str
        Which to count.

    Returns
    -------
    HealthRisk

    Raises
    ------
    ValueError
        When the samples are not in mg/kg.

    Examples
    --------
    >>> registry = HealthRegistry.load()
    >>> found = assess_health(Samples.single({"Cu": 100}), registry.parameter_set("classic"),
    ...                       registry, receptors=["child"], routes=["ingestion"])
    >>> round(float(found.totals()["HI"].iloc[0]), 4)
    0.032
    """
    if samples.unit != SOIL_UNIT:
        raise ValueError(f"health risk needs soil in {SOIL_UNIT}, found {samples.unit}")
    people, ways = list(receptors), list(routes)
    analytes = [str(analyte) for analyte in samples.values.columns]
    quotient, risk = {}, {}
    for receptor in people:
        for route in ways:
            quotient[receptor, route], risk[receptor, route] = _per_unit(
                parameters, receptor, route, analytes
            )
    return HealthRisk(
        samples,
        parameters,
        quotient,
        risk,
        _reasons(samples, parameters),
        registry.acceptance,
        notices(parameters, analytes, people, ways),
    )


def _per_unit(
    parameters: ParameterSet, receptor: Receptor, route: Route, analytes: list[str]
) -> tuple[Array, Array]:
    """Return HQ and CR of 1 mg/kg for each analyte."""
    quotients, risks = [], []
    for analyte in analytes:
        lookup = _lookup(parameters, receptor, analyte)
        toxic = toxicity_of(route, analyte, parameters)
        quotients.append(unit_intake(route, parameters, lookup, cancer=False) / toxic.reference)
        risks.append(unit_intake(route, parameters, lookup, cancer=True) * toxic.slope)
    return np.array(quotients, dtype=float), np.array(risks, dtype=float)


def _lookup(parameters: ParameterSet, receptor: Receptor, analyte: str) -> Callable[[str], float]:
    return lambda parameter: parameters.value(parameter, receptor, analyte)


def _reasons(samples: Samples, parameters: ParameterSet) -> NDArray[np.object_]:
    """Return why a concentration does not enter.

    A total that is judged by the numbers of one of its species is left out where that species
    was measured itself: counted twice it would overstate the risk.
    """
    reasons = samples.reasons.copy()
    columns = list(samples.values.columns)
    for (_, analyte), row in parameters.toxicity.items():
        if row.species != analyte and analyte in columns and row.species in columns:
            measured = samples.usable[:, columns.index(row.species)]
            cells = reasons[:, columns.index(analyte)]
            cells[measured & (cells == "")] = "species_measured"
    return reasons


def _added(
    per_unit: Mapping[tuple[Receptor, Route], Array], receptors: Iterable[Receptor]
) -> Array:
    """Add routes and receptors; NaN for an analyte that none of them has a number for."""
    wanted = set(receptors)
    stack = np.array([part for (receptor, _), part in per_unit.items() if receptor in wanted])
    return np.where(np.isnan(stack).all(axis=0), np.nan, np.nansum(stack, axis=0))


def _summed(concentration: Interval, unit: Array, classes: ClassScale) -> dict[str, NDArray[Any]]:
    products = [part * unit for part in concentration]
    entered = ~np.isnan(products[0])
    some = entered.any(axis=1)
    value, low, high = (np.where(some, np.nansum(part, axis=1), np.nan) for part in products)
    steps = classes.classify(low), classes.classify(high)
    sign = np.select([low == high, value == high], ["", "<"], default=">")
    return {
        "": value,
        "_lower": low,
        "_upper": high,
        "_qualifier": np.where(some, sign, "").astype(object),
        "_step": np.where(steps[0] == steps[1], steps[0], NOT_CLASSED),
        "_n": entered.sum(axis=1),
    }


def _left_out(
    summed: Mapping[str, NDArray[Any]], lacking: NDArray[np.bool_], analytes: Iterable[Any]
) -> dict[str, NDArray[Any]]:
    """Name what is not in a sum; one that leaves out something measured proves no lowest class."""
    lacking = lacking & (summed["_n"] > 0)[:, np.newaxis]
    names = np.array([str(analyte) for analyte in analytes], dtype=object)
    doubtful = lacking.any(axis=1) & (summed["_step"] == 0)
    return {
        "_step": np.where(doubtful, NOT_CLASSED, summed["_step"]),
        "_left_out": np.array([";".join(names[row]) for row in lacking], dtype=object),
    }
