"""What every filter can do."""

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd

from dashboard.components.cells import Element
from dashboard.components.controls import Option
from layers.model import Selection

Mask = np.ndarray[Any, np.dtype[np.bool_]]


__all__ = ["Choices", "Filter", "Mask", "Option"]

Choices = Mapping[str, list[Option]]


class Filter(Protocol):
    """One way to narrow the values that are shown."""

    key: str

    def control(self, selection: Selection, choices: Choices) -> Element:
        """Return the labelled control, set as `selection` says."""

    def mask(self, values: pd.DataFrame, selection: Selection) -> Mask | None:
        """Return which rows pass, one per row of `values`; `None` where all do."""

    def words(self, selection: Selection, choices: Choices) -> str:
        """Return what the filter does now, for the sentence; empty where it does nothing."""

    def cleared(self, selection: Selection) -> Selection:
        """Return the selection without this filter."""
