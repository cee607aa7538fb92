"""What values are held against, for pages and the web service alike."""

from functools import lru_cache

from dashboard.atlas import Atlas
from layers.assess.answer import Yardsticks
from layers.assess.rows import CorrectionRow, read_rows


@lru_cache(maxsize=4)
def yardsticks(atlas: Atlas) -> Yardsticks:
    """Return laws, indices, health risk and marks of scarcity, read once."""
    return Yardsticks.load(atlas.registry.folder, limits=atlas.limits)


@lru_cache(maxsize=4)
def correction_rows(atlas: Atlas) -> tuple[CorrectionRow, ...]:
    """Return constants and settings of the soil-type correction with their proof."""
    return read_rows(atlas.registry.folder / "soil_correction.csv", CorrectionRow)
