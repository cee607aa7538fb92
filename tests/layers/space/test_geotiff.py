"""A raster that GDAL places and reads, whoever wrote it."""

from pathlib import Path

import numpy as np
import pytest
import rasterio

from layers.space.geotiff import write_geotiff
from layers.space.metric import to_degrees, to_metres


@pytest.fixture
def raster(tmp_path: Path) -> Path:
    values = np.arange(12, dtype=np.float32).reshape(3, 4)
    values[1, 1] = np.nan
    path = tmp_path / "raster.tif"
    write_geotiff(
        path,
        {"median [µg/m³]": values, "share": values / 12},
        corner=(590_000.0, 4_880_000.0),
        cell_m=250.0,
        tags={"TITLE": "Čađ i prašina <1 µm", "SIMULATED": "no"},
    )
    return path


def test_gdal_reads_the_values_and_their_gaps(raster: Path) -> None:
    with rasterio.open(raster) as found:
        assert (found.driver, found.count, found.shape) == ("GTiff", 2, (3, 4))
        assert found.crs.to_epsg() == 32634
        assert np.isnan(found.nodata)
        bands = found.read(masked=True)
    assert bands.mask.sum() == 2
    assert bands[0, 2, 3] == 11
    assert bands[1, 0, 1] == pytest.approx(1 / 12)


def test_gdal_puts_every_cell_where_it_belongs(raster: Path) -> None:
    with rasterio.open(raster) as found:
        assert found.bounds == (590_000, 4_879_250, 591_000, 4_880_000)
        assert found.xy(2, 3) == (590_875, 4_879_375)
    lon, lat = to_degrees(590_875, 4_879_375)
    assert [float(each) for each in to_metres(lon, lat)] == pytest.approx([590_875, 4_879_375])


def test_gdal_shows_the_names_of_bands_and_what_the_file_says_of_itself(raster: Path) -> None:
    with rasterio.open(raster) as found:
        assert found.descriptions == ("median [µg/m³]", "share")
        assert found.tags()["TITLE"] == "Čađ i prašina <1 µm"
        assert found.tags()["SIMULATED"] == "no"
        assert found.tags()["AREA_OR_POINT"] == "Area"
