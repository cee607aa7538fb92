"""What an estimate says, and why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Reason = Literal[
    "medium_not_a_field",
    "too_few",
    "too_censored",
    "no_variation",
    "too_close_together",
    "on_a_line",
    "too_few_pairs",
    "no_better_than_the_mean",
    "intervals_too_narrow",
    "beyond_the_data",
]
"""Why there is no estimate.

``medium_not_a_field``
    No rules for the medium: its concentration is no field over the land.
``too_few``
    Too few positions with a sample that may enter.
``too_censored``
    Too large a share of them below detection.
``no_variation``
    All values nearly the same.
``too_close_together``
    The positions span too small an area.
``on_a_line``
    The positions lie along a line: nothing is known aside of it.
``too_few_pairs``
    Too few distances occur often enough to tell how likeness falls with distance.
``no_better_than_the_mean``
    A left-out sample is not told better by its neighbours than by the mean of all.
``intervals_too_narrow``
    Too many left-out samples fall outside their 90 % interval.
``beyond_the_data``
    The samples are sound, but the point is too far from them.
"""

Uncertainty = Literal["low", "medium", "high"]


@dataclass(frozen=True)
class NoEstimate:
    """Why nothing is estimated.

    Attributes
    ----------
    reason : str
        A word of `Reason`.
    found, needed : float
        The figure that decided, and its bound; NaN where there is none.
    n : int
        Positions with a sample that may enter.
    excluded : mapping
        Values left out, counted by cause, see `layers.space.surface.samples`.
    nearest_m : float
        Distance to the nearest position that entered, metres; NaN if unknown.
    """

    reason: Reason
    found: float = float("nan")
    needed: float = float("nan")
    n: int = 0
    excluded: Mapping[str, int] = field(default_factory=dict)
    nearest_m: float = float("nan")


@dataclass(frozen=True)
class Estimate:
    """An estimated concentration at a point, for a sample of the same kind as those it rests on.

    Attributes
    ----------
    value : float
        Median: as likely exceeded as not.
    mean : float
        Expected value; larger than the median, and more sensitive to the variogram's sill.
    low, high : float
        90 % interval.
    probability_above : float or None
        Probability that a sample here exceeds the limit; None without a limit.
    limit : float or None
        That limit, in `unit`.
    unit : str
        Of all concentrations here.
    uncertainty : {'low', 'medium', 'high'}
        The interval reaches at most 2 times, at most 5 times, or more than 5 times the median.
    n : int
        Positions that the estimate rests on.
    nearest_m : float
        Distance to the nearest of them, metres.
    loo_error : float
        Leave-one-out error as a factor: a left-out sample is typically this many times more or
        less than its estimate.
    years : tuple of int or None
        First and last year of the samples, None where no date is known.
    """

    value: float
    mean: float
    low: float
    high: float
    probability_above: float | None
    limit: float | None
    unit: str
    uncertainty: Uncertainty
    n: int
    nearest_m: float
    loo_error: float
    years: tuple[int | None, int | None]
