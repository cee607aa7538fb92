"""Where to measure next: what nobody has measured, and a plan of samples over an area."""

from layers.sampling.area import Area, area_of, circle, polygon
from layers.sampling.errors import PlanError
from layers.sampling.gaps import Gaps, find_gaps
from layers.sampling.plan import Design, Plan, PlannedSample, make_plan

__all__ = [
    "Area",
    "Design",
    "Gaps",
    "Plan",
    "PlanError",
    "PlannedSample",
    "area_of",
    "circle",
    "find_gaps",
    "make_plan",
    "polygon",
]
