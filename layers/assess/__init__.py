"""What a number means: limits, the verdicts they give, and where each number of the law stands."""

from layers.assess.arrays import SoilType, judge_matrix
from layers.assess.errors import AssessError, RegistryError
from layers.assess.judge import judge, judge_all, judge_every_law
from layers.assess.limits import Limits, load_limits

__all__ = [
    "AssessError",
    "Limits",
    "RegistryError",
    "SoilType",
    "judge",
    "judge_all",
    "judge_every_law",
    "judge_matrix",
    "load_limits",
]
