"""What values are held against, for pages and the web service alike."""

from functools import lru_cache

from dashboard.atlas import Atlas
from layers.assess.answer import Yardsticks
from layers.assess.rows import CorrectionRow, read_rows
from layers.registry import DEFAULT_FOLDER


@lru_cache(maxsize=4)
def yardsticks(atlas: Atlas) -> Yardsticks:
    """Return laws, indices, health risk and marks of scarcity, read once."""
    return Yardsticks.load(limits=atlas.limits)


@lru_cache(maxsize=1)
def correction_rows() -> tuple[CorrectionRow, ...]:
    """Return constants and settings of the soil-type correction with their proof."""
    return read_rows(DEFAULT_FOLDER / "soil_correction.csv", CorrectionRow)
