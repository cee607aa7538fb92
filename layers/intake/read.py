"""One way to read a file: bytes in, sheets of cells out."""

from __future__ import annotations

from layers.intake.faults import Faults
from layers.intake.features import geojson_grid, geopackage_grids, parquet_grid
from layers.intake.grid import Grid
from layers.intake.guard import COMMAND_LINE, Limits, kind_of
from layers.intake.sheets import sheet_grids
from layers.intake.text import decoded, text_grid

FORMATS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".parquet", ".geojson", ".gpkg")


def read_grids(
    data: bytes,
    name: str,
    faults: Faults,
    *,
    limits: Limits = COMMAND_LINE,
    encoding: str = "",
    divider: str = "",
) -> list[Grid]:
    """Return the sheets of a file, by what its bytes are and whatever it is called.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        Its name.
    faults : Faults
        Collects what is found on the way.
    limits : Limits
        How much may be read.
    encoding, divider : str
        Of a text file, where a mapping says them; else they are found.

    Raises
    ------
    IntakeError
        When nothing of the file can be read; the error says why and what to do.
    """
    kind = kind_of(data, name, limits, faults)
    if kind == "sheet":
        return sheet_grids(data, limits, faults)
    if kind == "geojson":
        return [geojson_grid(data, limits, faults)]
    if kind == "gpkg":
        return geopackage_grids(data, limits, faults)
    if kind == "parquet":
        return [parquet_grid(data, limits, faults)]
    return [text_grid(decoded(data, faults, encoding), limits, faults, divider)]
