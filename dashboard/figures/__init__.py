"""Figures: a joined frame goes in, a plotly figure with its words and numbers comes out."""

from dashboard.figures.distribution import distribution
from dashboard.figures.matrix import matrix
from dashboard.figures.ranking import ranking
from dashboard.figures.result import FigureResult
from dashboard.figures.theme import CONFIG, config
from dashboard.figures.through_time import through_time
from dashboard.figures.view import FigureView, LimitLine

__all__ = [
    "CONFIG",
    "FigureResult",
    "FigureView",
    "LimitLine",
    "config",
    "distribution",
    "matrix",
    "ranking",
    "through_time",
]
