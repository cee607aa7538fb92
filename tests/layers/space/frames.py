"""Values as a store gives them, made up: a lognormal field with a known variogram."""

import numpy as np
import pandas as pd

from layers.space.metric import to_degrees
from layers.space.surface.variogram import Variogram, distances

TRUTH = Variogram("exponential", 0.05, 1.0, 3_000.0)
CENTRE = (590_000.0, 4_880_000.0)
"""Bor, metres of EPSG:32634."""


def field(x: np.ndarray, y: np.ndarray, seed: int, truth: Variogram = TRUTH) -> np.ndarray:
    """Draw the logarithms of a stationary field with mean ln 50 at positions, shape (n,)."""
    covariance = truth.covariance(distances(x, y, x, y)) + 1e-9 * np.eye(len(x))
    noise = np.random.default_rng(seed).standard_normal(len(x))
    return np.log(50) + np.linalg.cholesky(covariance) @ noise


def positions(n: int, seed: int, extent: float = 20_000.0) -> tuple[np.ndarray, np.ndarray]:
    """Draw positions in a square round Bor, metres."""
    rng = np.random.default_rng(seed)
    return CENTRE[0] + rng.uniform(0, extent, n), CENTRE[1] + rng.uniform(0, extent, n)


def frame(x: np.ndarray, y: np.ndarray, value: np.ndarray, **columns: object) -> pd.DataFrame:
    """Return single topsoil samples of copper; columns may be changed."""
    lon, lat = to_degrees(x, y)
    values = pd.DataFrame(
        {
            "analyte": "Cu",
            "medium": "soil",
            "scope": "border",
            "lat": lat,
            "lon": lon,
            "coord_quality": "surveyed",
            "coord_uncertainty_m": 10.0,
            "fraction": "pseudototal",
            "depth_top_cm": 0.0,
            "value_std": value,
            "unit_std": "mg/kg",
            "censoring": "",
            "pooled": False,
            "year_start": pd.array([2024] * len(value), dtype="Int64"),
            "year_end": pd.array([2024] * len(value), dtype="Int64"),
        }
    )
    return values.assign(**columns)


def survey(n: int = 120, seed: int = 1, **columns: object) -> pd.DataFrame:
    """Return a survey whose truth is known."""
    x, y = positions(n, seed)
    return frame(x, y, np.exp(field(x, y, seed)), **columns)
