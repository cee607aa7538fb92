"""What every store answers, and how to open one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from layers.descriptor import PackageFacts
from layers.errors import AtlasError
from layers.registry import Registry

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

LAYERS = ("mining_sites", "waste_areas", "sampling_points")
"""Tables with a position."""


class Store(Protocol):
    """A data package that can be asked.

    Frames are the caller's own: changing one changes nothing in the store. Text columns hold
    ``""`` where nothing is known.
    """

    @property
    def package(self) -> PackageFacts:
        """Name, title, version, licences, and whether the data is simulated."""
        ...

    @property
    def registry(self) -> Registry:
        """Analytes, media, units and words that the package uses."""
        ...

    def layer(self, name: str) -> gpd.GeoDataFrame:
        """Return a table with a position as a GeoDataFrame in EPSG:4326.

        Rows without a position have an empty geometry. Waste areas with a known footprint have
        their polygon.

        Raises
        ------
        AtlasError
            When `name` is not one of `LAYERS`.
        """
        ...

    def measurements(self) -> pd.DataFrame:
        """Return the measurements as the package holds them, values as printed."""
        ...

    def values(self) -> pd.DataFrame:
        """Return one row a measurement, joined with its point, medium and comparable value.

        Columns beside those of measurements and sampling points: `group` of the medium,
        `value_std` (NaN where the unit cannot be converted) in `unit_std`, `pooled` (False for
        a single sample), what limits depend on (`layers.sample_properties.PROPERTIES`),
        `year_start` and `year_end` (Int64).
        """
        ...

    def findings(self) -> pd.DataFrame:
        """Return the published facts that are no concentrations."""
        ...

    def sources(self) -> pd.DataFrame:
        """Return where everything was read."""
        ...

    def water_bodies(self) -> pd.DataFrame:
        """Return rivers and lakes."""
        ...

    def counts(self) -> dict[str, int]:
        """Return the number of mining sites, waste areas, sampling points and measurements."""
        ...


def open_store(location: str | Path) -> Store:
    """Open a data package.

    Parameters
    ----------
    location : str or Path
        Folder of the package.

    Raises
    ------
    PackageError
        When the package breaks its rules; the message names every fault.
    AtlasError
        When `location` is no folder of this machine.
    """
    if "://" in str(location):
        raise AtlasError(f"{location} is not a folder; name the folder of a data package")
    from layers.store.files import FileStore

    return FileStore(location)
