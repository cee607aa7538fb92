"""Which parameters make which dose, and against which toxicity value it is held."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from layers.assess.health import dose
from layers.assess.health.dose import Array
from layers.assess.health.parameters import ParameterSet
from layers.assess.health.rows import Quantity, Route

Lookup = Callable[[str], ArrayLike]
"""Parameter -> its value, or an array of draws."""

DAYS_PER_YEAR = 365


@dataclass(frozen=True)
class Toxicity:
    """Toxicity of an element on one route; NaN where the set has no number.

    Attributes
    ----------
    reference : float
        Reference dose, mg/(kg·d), or reference concentration, mg/m³.
    slope : float
        Slope factor, (mg/(kg·d))⁻¹, or unit risk, (mg/m³)⁻¹.
    """

    reference: float
    slope: float


def unit_intake(route: Route, parameters: ParameterSet, lookup: Lookup, *, cancer: bool) -> Array:
    """Return the dose, or breathed concentration, of soil with 1 mg/kg.

    Parameters
    ----------
    route : str
        ``ingestion``, ``dermal`` or ``inhalation``.
    parameters : ParameterSet
        For the form of the inhalation equation.
    lookup : callable
        Gives the parameters of one receptor and analyte.
    cancer : bool
        Average over a lifetime (AT) rather than over the time of exposure (ED × 365 days).

    Returns
    -------
    ndarray
        mg/(kg·d), or mg/m³ for inhalation in a set that counts concentrations; of the shape of
        the parameters.
    """
    duration = np.asarray(lookup("ED"), dtype=float)
    days = lookup("AT") if cancer else duration * DAYS_PER_YEAR
    if route == "inhalation" and parameters.row.inhalation == "concentration":
        return dose.inhalation_concentration(
            1.0,
            emission_factor=lookup("PEF"),
            exposure_time=lookup("ET"),
            frequency=lookup("EF"),
            duration=duration,
            averaging_time=days,
        )
    time = {
        "frequency": lookup("EF"),
        "duration": duration,
        "body_weight": lookup("BW"),
        "averaging_time": days,
    }
    if route == "ingestion":
        return dose.ingestion_dose(1.0, ingestion_rate=lookup("IngR"), **time)
    if route == "dermal":
        skin = {"skin_area": "SA", "adherence": "AF", "absorption": "ABS"}
        return dose.dermal_dose(1.0, **{k: lookup(v) for k, v in skin.items()}, **time)
    air = {"inhalation_rate": lookup("InhR"), "emission_factor": lookup("PEF")}
    return dose.inhalation_dose(1.0, **air, **time)


def parameters_of(route: Route, parameters: ParameterSet) -> tuple[str, ...]:
    """Return the exposure parameters that a route uses."""
    usual = ("EF", "ED", "AT")
    if route == "ingestion":
        return ("IngR", "BW", *usual)
    if route == "dermal":
        return ("SA", "AF", "ABS", "BW", *usual)
    if parameters.row.inhalation == "concentration":
        return ("PEF", "ET", *usual)
    return ("InhR", "PEF", "BW", *usual)


def quantities_of(
    route: Route, parameters: ParameterSet
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """Return the toxicity values that a route needs, for its quotient and for its cancer risk."""
    if route == "ingestion":
        return ("RfD_oral",), ("SF_oral",)
    if route == "dermal" and parameters.row.dermal_toxicity == "giabs":
        return ("RfD_oral", "GIABS"), ("SF_oral", "GIABS")
    if route == "dermal":
        return ("RfD_dermal",), ("SF_dermal",)
    if parameters.row.inhalation == "concentration":
        return ("RfC",), ("IUR",)
    return ("RfD_inhalation",), ("SF_inhalation",)


def toxicity_of(route: Route, analyte: str, parameters: ParameterSet) -> Toxicity:
    """Return what a dose by this route is held against."""

    def number(quantity: Quantity) -> float:
        found = parameters.toxic(quantity, analyte)
        return np.nan if found is None else found

    (reference, *_), (slope, *_) = quantities_of(route, parameters)
    if route == "dermal" and parameters.row.dermal_toxicity == "giabs":
        absorbed = number("GIABS")
        return Toxicity(number(reference) * absorbed, number(slope) / absorbed)
    per_milligram = dose.MICROGRAMS_PER_MILLIGRAM if slope == "IUR" else 1
    return Toxicity(number(reference), number(slope) * per_milligram)
