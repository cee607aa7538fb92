"""Rasters as GeoTIFF, written by tifffile with the few tags that place them.

Tags and keys: OGC GeoTIFF 1.1 (OGC 19-008r4); names of bands and free metadata as GDAL reads
them (tag 42112), nodata likewise (tag 42113).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt

UTM_34N = 32634
_PIXEL_SCALE, _TIEPOINT, _GEO_KEYS = 33550, 33922, 34735
_GDAL_METADATA, _GDAL_NODATA = 42112, 42113
_SHORT, _DOUBLE, _ASCII = 3, 12, 2
_PROJECTED, _PIXEL_IS_AREA, _METRE = 1, 1, 9001


def write_geotiff(
    path: Path,
    bands: Mapping[str, npt.NDArray[np.float32]],
    corner: tuple[float, float],
    cell_m: float,
    tags: Mapping[str, str],
) -> None:
    """Write bands of one raster in EPSG:32634; NaN is nodata.

    Parameters
    ----------
    path : Path
        Is overwritten.
    bands : mapping of arrays, shape (rows, columns)
        By the name that a reader shows; row 0 in the north.
    corner : (west, north)
        Upper left corner of the upper left cell, metres.
    cell_m : float
        Side of a cell.
    tags : mapping of str
        Free metadata.
    """
    import tifffile

    west, north = corner
    place = (0.0, 0.0, 0.0, west, north, 0.0)
    keys, metadata = _geo_keys(), _gdal_metadata(list(bands), tags)
    tifffile.imwrite(
        path,
        np.stack([bands[name].astype(np.float32) for name in bands]),
        photometric="minisblack",
        planarconfig="separate",
        compression="zlib",
        software=False,
        metadata=None,
        extratags=[
            (_PIXEL_SCALE, _DOUBLE, 3, (cell_m, cell_m, 0.0), True),
            (_TIEPOINT, _DOUBLE, 6, place, True),
            (_GEO_KEYS, _SHORT, len(keys), keys, True),
            (_GDAL_METADATA, _ASCII, 0, metadata, True),
            (_GDAL_NODATA, _ASCII, 0, "nan", True),
        ],
    )


def _geo_keys() -> tuple[int, ...]:
    """Return the key directory: version, then key, location, count and value of each."""
    keys = {1024: _PROJECTED, 1025: _PIXEL_IS_AREA, 3072: UTM_34N, 3076: _METRE}
    entries = [number for key, value in keys.items() for number in (key, 0, 1, value)]
    return (1, 1, 1, len(keys), *entries)


def _gdal_metadata(names: list[str], tags: Mapping[str, str]) -> str:
    root = ElementTree.Element("GDALMetadata")
    for key, value in tags.items():
        ElementTree.SubElement(root, "Item", name=key).text = value
    for number, name in enumerate(names):
        item = {"name": "DESCRIPTION", "sample": str(number), "role": "description"}
        ElementTree.SubElement(root, "Item", item).text = name
    return (
        ElementTree.tostring(root, encoding="unicode").encode("ascii", "xmlcharrefreplace").decode()
    )
