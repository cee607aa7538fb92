"""One sample as somebody asks about it."""

from dataclasses import dataclass

import pandas as pd

from layers.assess.indices import Choices


@dataclass(frozen=True)
class Reading:
    """What was measured of one analyte.

    Attributes
    ----------
    analyte, value, unit
        Of the element, also where it was stated as an oxide.
    censoring
        '', ``<`` or ``>``.
    oxide
        The oxide as which it was stated; empty: as itself.
    share
        Mass of the element in one mass of the oxide.
    """

    analyte: str
    value: float
    unit: str
    censoring: str = ""
    oxide: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class OneSample:
    """A sample with everything that its judgement can depend on.

    Attributes
    ----------
    medium, land_use, fraction, statistic, foodstuff
        Words of the registries; empty where not known.
    extraction
        What the metal was dissolved with, as the laboratory writes it; empty: not stated.
    readings
        One an analyte.
    clay_pct, organic_matter_pct
        % of dry mass; None: the standard soil is taken.
    hardness_mg_l
        mg CaCO3/L; None where not known.
    date
        ISO year, month or day of sampling; empty: the present law.
    background, reference_element
        Choices for the indices.
    parameter_set
        Set of exposure parameters for the health risk.
    """

    medium: str
    readings: tuple[Reading, ...]
    land_use: str = "sensitive"
    clay_pct: float | None = None
    organic_matter_pct: float | None = None
    hardness_mg_l: float | None = None
    fraction: str = ""
    extraction: str = ""
    statistic: str = "single"
    foodstuff: str = ""
    date: str = ""
    background: str = Choices.background
    reference_element: str = Choices.reference_element
    parameter_set: str = "classic"

    def frame(self) -> pd.DataFrame:
        """Return one value a row, indexed by analyte, as `layers.assess.judge` takes it."""
        rows = [
            {
                "medium": self.medium,
                "analyte": reading.analyte,
                "value": reading.value,
                "unit": reading.unit,
                "censoring": reading.censoring,
                "fraction": self.fraction,
                "extraction": self.extraction,
                "statistic": self.statistic,
                "foodstuff": self.foodstuff,
                "date_end": self.date,
                "clay_pct": self.clay_pct,
                "organic_matter_pct": self.organic_matter_pct,
                "hardness_mg_l": self.hardness_mg_l,
            }
            for reading in self.readings
        ]
        numbers = dict.fromkeys(("clay_pct", "organic_matter_pct", "hardness_mg_l"), "float64")
        frame = pd.DataFrame(rows, index=[reading.analyte for reading in self.readings])
        return frame.astype(numbers)
