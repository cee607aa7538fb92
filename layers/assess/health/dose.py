"""Doses and risks of soil contact, as plain functions over arrays.

US EPA, Risk Assessment Guidance for Superfund. Concentrations in mg/kg dry soil; every argument
may be an array, broadcast against the others.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

KG_PER_MG = 1e-6
HOURS_PER_DAY = 24
MICROGRAMS_PER_MILLIGRAM = 1000


def ingestion_dose(
    concentration: ArrayLike,
    *,
    ingestion_rate: ArrayLike,
    frequency: ArrayLike,
    duration: ArrayLike,
    body_weight: ArrayLike,
    averaging_time: ArrayLike,
) -> Array:
    """Return the dose by swallowed soil, mg/(kg·d).

    Parameters
    ----------
    concentration : array_like
        mg/kg.
    ingestion_rate : array_like
        mg soil a day.
    frequency, duration : array_like
        Days a year; years.
    body_weight : array_like
        kg.
    averaging_time : array_like
        Days.

    Examples
    --------
    >>> dose = ingestion_dose(100, ingestion_rate=200, frequency=350, duration=6,
    ...                       body_weight=15, averaging_time=6 * 365)
    >>> f"{float(dose):.4g}"
    '0.001279'
    """
    soil = np.multiply(concentration, ingestion_rate) * KG_PER_MG
    return _averaged(soil, frequency, duration, np.multiply(body_weight, averaging_time))


def dermal_dose(
    concentration: ArrayLike,
    *,
    skin_area: ArrayLike,
    adherence: ArrayLike,
    absorption: ArrayLike,
    frequency: ArrayLike,
    duration: ArrayLike,
    body_weight: ArrayLike,
    averaging_time: ArrayLike,
) -> Array:
    """Return the dose through the skin, mg/(kg·d).

    Parameters
    ----------
    concentration : array_like
        mg/kg.
    skin_area, adherence, absorption : array_like
        cm²; mg soil per cm² and day; share absorbed.
    frequency, duration, body_weight, averaging_time : array_like
        As in `ingestion_dose`.
    """
    soil = np.multiply(concentration, skin_area) * np.multiply(adherence, absorption) * KG_PER_MG
    return _averaged(soil, frequency, duration, np.multiply(body_weight, averaging_time))


def inhalation_dose(
    concentration: ArrayLike,
    *,
    inhalation_rate: ArrayLike,
    emission_factor: ArrayLike,
    frequency: ArrayLike,
    duration: ArrayLike,
    body_weight: ArrayLike,
    averaging_time: ArrayLike,
) -> Array:
    """Return the dose by inhaled soil dust, mg/(kg·d), the older form of RAGS A.

    Parameters
    ----------
    concentration : array_like
        mg/kg soil.
    inhalation_rate, emission_factor : array_like
        m³ a day; m³ air per kg soil.
    frequency, duration, body_weight, averaging_time : array_like
        As in `ingestion_dose`.
    """
    dust = np.multiply(concentration, inhalation_rate) / np.asarray(emission_factor, dtype=float)
    return _averaged(dust, frequency, duration, np.multiply(body_weight, averaging_time))


def inhalation_concentration(
    concentration: ArrayLike,
    *,
    emission_factor: ArrayLike,
    exposure_time: ArrayLike,
    frequency: ArrayLike,
    duration: ArrayLike,
    averaging_time: ArrayLike,
) -> Array:
    """Return the average concentration in breathed air, mg/m³, the form of RAGS F.

    Parameters
    ----------
    concentration : array_like
        mg/kg soil.
    emission_factor, exposure_time : array_like
        m³ air per kg soil; hours a day.
    frequency, duration, averaging_time : array_like
        As in `ingestion_dose`.
    """
    dust = np.divide(concentration, emission_factor)
    hours = np.multiply(exposure_time, frequency)
    return _averaged(dust, hours, duration, np.multiply(HOURS_PER_DAY, averaging_time))


def _averaged(
    amount: ArrayLike, frequency: ArrayLike, duration: ArrayLike, divisor: ArrayLike
) -> Array:
    product = np.multiply(amount, frequency) * np.asarray(duration, dtype=float)
    return np.asarray(product / np.asarray(divisor, dtype=float), dtype=float)


def hazard_quotient(dose: ArrayLike, reference: ArrayLike) -> Array:
    """Return HQ = dose / reference dose, or concentration / reference concentration.

    Examples
    --------
    >>> f"{float(hazard_quotient(1.279e-3, 0.04)):.4f}"
    '0.0320'
    """
    return np.asarray(np.divide(dose, reference), dtype=float)


def one_in(risk: ArrayLike) -> Array:
    """Return N of "one in N"; infinite for no risk.

    Examples
    --------
    >>> round(float(one_in(0.00017)))
    5882
    """
    with np.errstate(divide="ignore"):
        return np.asarray(np.divide(1.0, risk), dtype=float)
