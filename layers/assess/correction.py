"""Soil-type correction of limits for clay and organic matter (Dutch circular 2000).

limit x (A + B clay + C organic matter) / (A + 25 B + 10 C), percentages of dry mass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from layers.assess.errors import RegistryError
from layers.assess.proof import is_read
from layers.assess.rows import CorrectionRow

Floats = npt.NDArray[np.float64]
_SETTINGS = (
    "standard_clay",
    "standard_organic_matter",
    "minimum_clay",
    "minimum_organic_matter",
    "maximum_organic_matter",
)

STANDARD_SOIL, KNOWN_SOIL, CLAY_ASSUMED, ORGANIC_MATTER_ASSUMED = range(4)
"""What is known of a soil: nothing that the limit depends on, all of it, or one of the two."""

SOIL_KINDS = 4


class Constants(NamedTuple):
    """A, B and C of an analyte. B = C = 0: the limit does not depend on the soil."""

    A: float
    B: float
    C: float
    checked: bool
    read: bool = False

    @property
    def depends_on_soil(self) -> bool:
        """Whether clay or organic matter changes the limit."""
        return self.B != 0 or self.C != 0


@dataclass(frozen=True)
class SoilTypeCorrection:
    """The correction formula with its constants, caps and minima.

    Attributes
    ----------
    constants
        By analyte.
    standard_clay, standard_organic_matter
        The standard soil in which the limits are tabled, % of dry mass.
    minimum_clay, minimum_organic_matter, maximum_organic_matter
        What a soil outside is taken for, % of dry mass.
    settings_checked, settings_read
        Whether every one of these settings was checked, or at least read in a text.
    """

    constants: dict[str, Constants]
    standard_clay: float
    standard_organic_matter: float
    minimum_clay: float
    minimum_organic_matter: float
    maximum_organic_matter: float
    settings_checked: bool
    settings_read: bool = False

    @classmethod
    def from_rows(cls, rows: Iterable[CorrectionRow]) -> "SoilTypeCorrection":
        """Build from the rows of soil_correction.csv."""
        rows = tuple(rows)
        settings: dict[str, CorrectionRow] = {
            row.kind: row for row in rows if row.kind != "constants"
        }
        if missing := [name for name in _SETTINGS if name not in settings]:
            raise RegistryError(f"soil_correction.csv, column kind: no row for {missing[0]!r}")
        value = {name: settings[name].value or 0.0 for name in _SETTINGS}
        return cls(
            constants={
                row.analyte: Constants(
                    row.A or 0.0, row.B or 0.0, row.C or 0.0, row.checked, is_read(row)
                )
                for row in rows
                if row.kind == "constants"
            },
            standard_clay=value["standard_clay"],
            standard_organic_matter=value["standard_organic_matter"],
            minimum_clay=value["minimum_clay"],
            minimum_organic_matter=value["minimum_organic_matter"],
            maximum_organic_matter=value["maximum_organic_matter"],
            settings_checked=all(row.checked for row in settings.values()),
            settings_read=all(map(is_read, settings.values())),
        )

    def coefficients(self, analyte: str) -> tuple[float, float, float, float]:
        """Return A, B, C and A + 25 B + 10 C; (1, 0, 0, 1) for an analyte that is not corrected."""
        found = self.constants.get(analyte)
        if found is None or not found.depends_on_soil:
            return 1.0, 0.0, 0.0, 1.0
        standard = found.A + found.B * self.standard_clay + found.C * self.standard_organic_matter
        return found.A, found.B, found.C, standard

    def within(self, clay: Floats, organic_matter: Floats) -> tuple[Floats, Floats]:
        """Apply the minima and the cap; missing values stay missing."""
        return (
            np.maximum(clay, self.minimum_clay),
            np.clip(organic_matter, self.minimum_organic_matter, self.maximum_organic_matter),
        )

    def of_soils(
        self, clay: Floats, organic_matter: Floats, constants: tuple[Floats, ...]
    ) -> tuple[Floats, Floats, npt.NDArray[np.int8]]:
        """Return the factor of soils of which clay or organic matter may not be known.

        A part that is not known is as in the standard soil. Where the other one is known, the
        limit may be lower than that: the second result takes the least that the part can be.

        Parameters
        ----------
        clay, organic_matter
            % of dry mass; NaN where not known. Shapes broadcast with those of the constants.
        constants
            A, B, C and A + 25 B + 10 C.

        Returns
        -------
        tuple of ndarray
            Factor, least factor (the same where all or nothing is known), and what is known:
            `STANDARD_SOIL`, `KNOWN_SOIL`, `CLAY_ASSUMED` or `ORGANIC_MATTER_ASSUMED`.
        """
        a, b, c, standard = constants
        no_clay, no_organic = np.isnan(clay) & (b != 0), np.isnan(organic_matter) & (c != 0)
        known = (~np.isnan(clay) & (b != 0)) | (~np.isnan(organic_matter) & (c != 0))
        kind = np.where(known, np.where(no_clay, CLAY_ASSUMED, KNOWN_SOIL), STANDARD_SOIL)
        kind = np.where(known & no_organic, ORGANIC_MATTER_ASSUMED, kind).astype(np.int8)
        filled = (
            np.where(np.isnan(clay), self.standard_clay, clay),
            np.where(np.isnan(organic_matter), self.standard_organic_matter, organic_matter),
        )
        clay_in, organic_in = self.within(*filled)
        factor: Floats = (a + b * clay_in + c * organic_in) / standard
        if not (kind > KNOWN_SOIL).any():
            return factor, factor, kind
        least = factor - (kind == CLAY_ASSUMED) * b * (self.standard_clay - self.minimum_clay) / (
            standard
        )
        less = self.standard_organic_matter - self.minimum_organic_matter
        least = least - (kind == ORGANIC_MATTER_ASSUMED) * c * less / standard
        return factor, least, kind

    def factor(
        self, analyte: str, clay: npt.ArrayLike, organic_matter: npt.ArrayLike, capped: bool = True
    ) -> Floats:
        """Return by what a tabled limit is multiplied for a soil.

        Parameters
        ----------
        analyte
            Analyte key.
        clay, organic_matter
            % of dry mass, any shapes that broadcast. NaN where the formula needs it gives NaN.
        capped
            Apply the minima (2 % clay, 2 % organic matter) and the cap (30 % organic matter).

        Examples
        --------
        >>> import numpy as np
        >>> constants = {"Cu": Constants(15, 0.6, 0.6, True)}
        >>> soil = SoilTypeCorrection(constants, 25, 10, 2, 2, 30, False)
        >>> float(soil.factor("Cu", 25, 10))
        1.0
        >>> round(36 * float(soil.factor("Cu", 10, 36.4, capped=False)), 2)
        42.84
        """
        clay, organic_matter = np.asarray(clay, float), np.asarray(organic_matter, float)
        if capped:
            clay, organic_matter = self.within(clay, organic_matter)
        a, b, c, standard = self.coefficients(analyte)
        clay_part = b * clay if b else np.zeros_like(clay)
        return (a + clay_part + (c * organic_matter if c else 0.0)) / standard
