"""What samples must be, and how many, before an estimate between them is given."""

from __future__ import annotations

from pathlib import Path

from layers.assess.rows import Row, read_rows
from layers.registry import DEFAULT_FOLDER


class Rules(Row):
    """The bounds for one medium; a row of `surface_rules.csv`.

    Attributes
    ----------
    medium : str
        A medium whose concentration is a field over the land. Rivers are none.
    fractions : str
        ;-list of the fractions that may enter; the one with most samples does, unmixed.
    deepest_top_cm : float
        Samples that begin deeper are left out.
    max_uncertainty_m : float
        Samples whose position may be farther off are left out.
    merge_m : float
        Positions within about this distance count as one, with the mean of their logarithms.
    min_positions, max_positions : int
        Fewest positions; with more than the most, `merge_m` is doubled until they fit.
    max_censored_share : float
        Largest share of values below detection.
    min_extent_m : float
        Shortest diagonal of the box round the positions.
    min_breadth : float
        Smallest spread across the main direction, as a share of that along it.
    min_log_variance : float
        Smallest variance of the logarithms.
    min_pairs, min_lags : int
        Fewest pairs of a lag that counts, and fewest such lags.
    max_loo_ratio : float
        Largest leave-one-out error, as a share of the error of the mean of all others.
    min_coverage : float
        Smallest share of samples inside the 90 % interval made without them.
    max_variance_share : float
        Largest kriging variance of an answer above the nugget, as a share of the partial sill:
        near samples must tell at least the rest.
    min_near : int
        Fewest positions within the range of the variogram.
    """

    medium: str
    fractions: str
    deepest_top_cm: float
    max_uncertainty_m: float
    merge_m: float
    min_positions: int
    max_positions: int
    max_censored_share: float
    min_extent_m: float
    min_breadth: float
    min_log_variance: float
    min_pairs: int
    min_lags: int
    max_loo_ratio: float
    min_coverage: float
    max_variance_share: float
    min_near: int
    note: str


def load_rules(folder: str | Path = DEFAULT_FOLDER) -> dict[str, Rules]:
    """Read `surface_rules.csv`, by medium.

    Raises
    ------
    RegistryError
        Names the row and the column that is wrong.
    """
    return {row.medium: row for row in read_rows(Path(folder) / "surface_rules.csv", Rules)}
