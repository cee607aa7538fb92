"""Everything that a value is held against, read once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from layers.assess.essential import Essential
from layers.assess.health import HealthRegistry
from layers.assess.indices import IndexRegistry
from layers.assess.limits import Limits, load_limits
from layers.registry import DEFAULT_FOLDER


@dataclass(frozen=True)
class Yardsticks:
    """Laws, indices, health risk and what is known of scarcity."""

    limits: Limits
    indices: IndexRegistry
    health: HealthRegistry
    essential: Essential

    @classmethod
    def load(cls, folder: str | Path = DEFAULT_FOLDER, limits: Limits | None = None) -> Self:
        """Read the registries of a folder; `limits` if they are read already.

        Raises
        ------
        RegistryError
            Names file, row and column of the first fault.
        """
        home = Path(folder)
        return cls(
            limits or load_limits(home),
            IndexRegistry.load(home),
            HealthRegistry.load(home),
            Essential.load(home),
        )
