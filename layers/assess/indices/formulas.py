"""The formulas of the pollution indices, as plain functions over arrays.

Nothing here knows of registries, censoring or missing values: NaN means "not measured" and is
left out of sums and means, so that a caller counts what entered. Concentrations and backgrounds
share one unit and one extraction; results have no unit unless said otherwise.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

MATRIX_VARIATION = 1.5
"""Müller's factor for the natural variation of a background."""


def contamination_factor(concentration: ArrayLike, background: ArrayLike) -> Array:
    """Return CF = C / B (Håkanson 1980).

    Parameters
    ----------
    concentration, background : array_like
        In the same unit, broadcast against each other.

    Examples
    --------
    >>> float(contamination_factor(84, 28))
    3.0
    """
    return np.asarray(np.divide(concentration, background), dtype=float)


def geoaccumulation_index(concentration: ArrayLike, background: ArrayLike) -> Array:
    """Return Igeo = log2(C / (1.5 B)) (Müller 1969); ``-inf`` at zero.

    Examples
    --------
    >>> [round(float(geoaccumulation_index(c, 1)), 3) for c in (1, 1.5, 3, 48)]
    [-0.585, 0.0, 1.0, 5.0]
    """
    with np.errstate(divide="ignore"):
        return np.log2(contamination_factor(concentration, background) / MATRIX_VARIATION)


def enrichment_factor(
    concentration: ArrayLike,
    reference: ArrayLike,
    background: ArrayLike,
    background_reference: ArrayLike,
) -> Array:
    """Return EF = (C / Cref) / (B / Bref); ``inf`` where the reference element is zero.

    Parameters
    ----------
    concentration, reference : array_like
        The element and the reference element in the sample.
    background, background_reference : array_like
        The two in the background.

    Examples
    --------
    >>> float(enrichment_factor(100, 20_000, 25, 40_000))
    8.0
    """
    with np.errstate(divide="ignore"):
        in_sample = np.divide(concentration, reference)
        return np.asarray(in_sample / np.divide(background, background_reference), dtype=float)


def ecological_risk_factor(cf: ArrayLike, toxic_response: ArrayLike) -> Array:
    """Return Er = Tr CF (Håkanson 1980)."""
    return np.asarray(np.multiply(toxic_response, cf), dtype=float)


def _where_any(terms: Array, reduce: Callable[[Array], Array]) -> Array:
    """Reduce the last axis; NaN where it holds nothing but NaN."""
    empty = np.isnan(terms).all(axis=-1)
    return np.asarray(np.where(empty, np.nan, reduce(terms)), dtype=float)


def _count(terms: Array) -> NDArray[np.int64]:
    return np.asarray(np.maximum((~np.isnan(terms)).sum(axis=-1), 1))


def contamination_degree(cf: ArrayLike) -> Array:
    """Return Cdeg, the sum of CF over the last axis (Håkanson 1980).

    Examples
    --------
    >>> float(contamination_degree([1.0, 2.5, np.nan]))
    3.5
    """
    return _where_any(np.asarray(cf, dtype=float), lambda terms: np.nansum(terms, axis=-1))


def modified_contamination_degree(cf: ArrayLike) -> Array:
    """Return mCd, the mean of CF over the last axis (Abrahim & Parker 2008)."""
    return _where_any(
        np.asarray(cf, dtype=float), lambda terms: np.nansum(terms, axis=-1) / _count(terms)
    )


def geometric_mean(terms: ArrayLike) -> Array:
    """Return the geometric mean over the last axis; a zero makes it zero.

    It is the pollution load index of contamination factors (Tomlinson et al. 1980) and the metal
    pollution index of concentrations (Usero et al. 1996), which keeps their unit.

    Examples
    --------
    >>> float(geometric_mean([2.0, 8.0]))
    4.0
    """

    def reduce(values: Array) -> Array:
        with np.errstate(divide="ignore"):
            logarithms = np.log(values)
        return np.asarray(np.exp(np.nansum(logarithms, axis=-1) / _count(values)))

    return _where_any(np.asarray(terms, dtype=float), reduce)


def nemerow_index(pi: ArrayLike) -> Array:
    """Return PN = sqrt((mean(PI)² + max(PI)²) / 2) over the last axis (Nemerow 1974).

    Examples
    --------
    >>> round(float(nemerow_index([1.0, 1.0, 7.0])), 4)
    5.3852
    """

    def reduce(terms: Array) -> Array:
        mean = np.nansum(terms, axis=-1) / _count(terms)
        largest = np.where(np.isnan(terms), -np.inf, terms).max(axis=-1)
        return np.asarray(np.sqrt((mean**2 + largest**2) / 2))

    return _where_any(np.asarray(pi, dtype=float), reduce)


def pollution_sub_index(
    concentration: ArrayLike, standard: ArrayLike, ideal: ArrayLike = 0.0, *, signed: bool = False
) -> Array:
    """Return Q = 100 |M - I| / (S - I) of a metal in water (Mohan et al. 1996).

    Parameters
    ----------
    concentration, standard, ideal : array_like
        Measured, permissible and ideal concentration in one unit.
    signed : bool
        Keep the sign of M - I, as some authors do: water better than ideal then lowers HPI.
    """
    excess = np.subtract(concentration, ideal)
    share = (excess if signed else np.abs(excess)) / np.subtract(standard, ideal)
    return np.asarray(100 * share, dtype=float)


def heavy_metal_pollution_index(sub_index: ArrayLike, standard: ArrayLike) -> Array:
    """Return HPI = sum(W Q) / sum(W) over the last axis, with W = 1 / S (Mohan et al. 1996).

    Parameters
    ----------
    sub_index : array_like
        Q of each metal; NaN is left out of both sums.
    standard : array_like
        Permissible values of the metals in one unit.

    Examples
    --------
    >>> float(heavy_metal_pollution_index([50.0, 100.0], [10.0, 10.0]))
    75.0
    """
    q = np.asarray(sub_index, dtype=float)
    weight = np.where(np.isnan(q), 0.0, 1 / np.asarray(standard, dtype=float))
    total = np.where(np.isnan(q), 0.0, q) * weight
    with np.errstate(invalid="ignore"):
        return np.asarray(total.sum(axis=-1) / weight.sum(axis=-1), dtype=float)


def heavy_metal_evaluation_index(ratio: ArrayLike) -> Array:
    """Return HEI, the sum of M / S over the last axis (Edet & Offiong 2002)."""
    return contamination_degree(ratio)


def uptake_ratio(numerator: ArrayLike, denominator: ArrayLike) -> Array:
    """Return the ratio of two concentrations in dry mass: BCF, BAF or TF.

    ``inf`` over a zero denominator, NaN for zero over zero.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.divide(numerator, denominator), dtype=float)
