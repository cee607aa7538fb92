"""Pollution indices: formulas, class words, backgrounds, and their evidence."""

from layers.assess.indices.classes import NOT_CLASSED, ClassScale
from layers.assess.indices.evaluate import evaluate, evaluate_all, evaluate_uptake
from layers.assess.indices.registry import Choices, IndexRegistry
from layers.assess.indices.results import COLUMNS
from layers.assess.indices.rows import (
    Background,
    BackgroundSet,
    ClassRow,
    Definition,
    Evidence,
    Factor,
    Standard,
)
from layers.assess.indices.samples import Interval, Samples

__all__ = [
    "COLUMNS",
    "NOT_CLASSED",
    "Background",
    "BackgroundSet",
    "Choices",
    "ClassRow",
    "ClassScale",
    "Definition",
    "Evidence",
    "Factor",
    "IndexRegistry",
    "Interval",
    "Samples",
    "Standard",
    "evaluate",
    "evaluate_all",
    "evaluate_uptake",
]
