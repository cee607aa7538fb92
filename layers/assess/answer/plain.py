"""Results as plain Python values, ready for JSON."""

import math
from typing import Any

DIGITS = 10
"""Significant digits kept: enough for any measurement, and 0.1 + 0.2 reads 0.3."""


def number(value: Any) -> float | None:
    """Return a finite number without the noise of binary fractions, or None.

    >>> number(0.1 + 0.2), number(float("nan"))
    (0.3, None)
    """
    found = float(value)
    return float(f"{found:.{DIGITS}g}") if math.isfinite(found) else None
