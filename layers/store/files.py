"""The embedded store: the package's own files, read once and kept in memory."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from layers.descriptor import PackageFacts
from layers.errors import AtlasError
from layers.registry import Registry
from layers.store.embargo import without_embargoed
from layers.store.protocol import LAYERS
from layers.store.values import joined_values
from layers.validate import read_package, registry_of

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


class FileStore:
    """A data package in a folder; see `layers.store.Store` for what it answers."""

    def __init__(self, folder: str | Path):
        self._registry = Registry.load(registry_of(Path(folder)))
        self._read = without_embargoed(read_package(folder, self._registry), date.today())

    @property
    def package(self) -> PackageFacts:
        """What the package says of itself."""
        return self._read.facts

    @property
    def registry(self) -> Registry:
        """Analytes, media, units and words that the package uses."""
        return self._registry

    def layer(self, name: str) -> gpd.GeoDataFrame:
        """Return a table with a position as a GeoDataFrame in EPSG:4326."""
        if name not in LAYERS:
            raise AtlasError(f"no layer {name!r}; the layers are {', '.join(LAYERS)}")
        return self._layers[name].copy(deep=False)

    @cached_property
    def _layers(self) -> dict[str, gpd.GeoDataFrame]:
        import geopandas as gpd
        import numpy as np
        import shapely

        layers = {}
        for name in LAYERS:
            frame = self._read.frames[name]
            shapes = np.full(len(frame), shapely.Point(), dtype=object)
            placed = (frame["lat"].notna() & frame["lon"].notna()).to_numpy()
            shapes[placed] = shapely.points(frame.loc[placed, ["lon", "lat"]].to_numpy(float))
            if name == "waste_areas":
                for row, waste_id in enumerate(frame["waste_id"]):
                    shapes[row] = self._read.footprints.get(waste_id, shapes[row])
            layers[name] = gpd.GeoDataFrame(frame, geometry=shapes, crs=4326)
        return layers

    def measurements(self) -> pd.DataFrame:
        """Return the measurements as the package holds them, values as printed."""
        return self._read.frames["measurements"].copy(deep=False)

    def values(self) -> pd.DataFrame:
        """Return one row a measurement, joined with its point and comparable value."""
        return self._values.copy(deep=False)

    @cached_property
    def _values(self) -> pd.DataFrame:
        frames = self._read.frames
        return joined_values(frames["measurements"], frames["sampling_points"], self._registry)

    def findings(self) -> pd.DataFrame:
        """Return the published facts that are no concentrations."""
        return self._read.frames["findings"].copy(deep=False)

    def sources(self) -> pd.DataFrame:
        """Return where everything was read."""
        return self._read.frames["sources"].copy(deep=False)

    def water_bodies(self) -> pd.DataFrame:
        """Return rivers and lakes."""
        return self._read.frames["water_bodies"].copy(deep=False)

    def counts(self) -> dict[str, int]:
        """Return the number of mining sites, waste areas, sampling points and measurements."""
        return {name: len(self._read.frames[name]) for name in (*LAYERS, "measurements")}
