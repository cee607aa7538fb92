"""Statistics of data with non-detects."""

from layers.assess.summary.groups import COUNTS, summarise_singles
from layers.assess.summary.kaplan_meier import KaplanMeier, Quantile, kaplan_meier
from layers.assess.summary.order_statistics import (
    OrderStatistics,
    regression_on_order_statistics,
)
from layers.assess.summary.sample import (
    CensoredSample,
    GreaterThanError,
    PooledStatisticError,
    sample_of,
)
from layers.assess.summary.summarise import COLUMNS, METHODS, Bootstrap, Method, summarise, summary

__all__ = [
    "COLUMNS",
    "COUNTS",
    "METHODS",
    "Bootstrap",
    "CensoredSample",
    "GreaterThanError",
    "KaplanMeier",
    "Method",
    "OrderStatistics",
    "PooledStatisticError",
    "Quantile",
    "kaplan_meier",
    "regression_on_order_statistics",
    "sample_of",
    "summarise",
    "summarise_singles",
    "summary",
]
