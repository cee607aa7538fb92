"""The filters: one small class each, with its key, its control, its mask and its words."""

from dashboard.filters.base import Filter
from dashboard.filters.choices import (
    CountryFilter,
    MediumFilter,
    ScopeFilter,
    SourceFilter,
    StatisticFilter,
    UseFilter,
    VerdictFilter,
)
from dashboard.filters.metal import MetalFilter
from dashboard.filters.period import PeriodFilter

FILTERS: tuple[Filter, ...] = (
    MetalFilter(),
    MediumFilter(),
    CountryFilter(),
    PeriodFilter(),
    StatisticFilter(),
    UseFilter(),
    VerdictFilter(),
    ScopeFilter(),
    SourceFilter(),
)

__all__ = ["FILTERS", "Filter"]
