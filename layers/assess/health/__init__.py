"""Health risk of contact with soil, after the US EPA's guidance for Superfund."""

from layers.assess.health.montecarlo import (
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    MonteCarlo,
    PositiveNormal,
    Triangular,
    Uniform,
    simulate_risk,
)
from layers.assess.health.notices import Notice
from layers.assess.health.parameters import HealthRegistry, MixedParameterSetsError, ParameterSet
from layers.assess.health.risk import LIFETIME, HealthRisk, assess_health
from layers.assess.health.rows import RECEPTORS, ROUTES, Receptor, Route

__all__ = [
    "LIFETIME",
    "RECEPTORS",
    "ROUTES",
    "Distribution",
    "Empirical",
    "Fixed",
    "HealthRegistry",
    "HealthRisk",
    "Lognormal",
    "MixedParameterSetsError",
    "MonteCarlo",
    "Notice",
    "ParameterSet",
    "PositiveNormal",
    "Receptor",
    "Route",
    "Triangular",
    "Uniform",
    "assess_health",
    "simulate_risk",
]
