"""Positions of households, published as their square kilometre or their village only."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

import numpy as np
import pandas as pd

from layers.assess.fractions import MOBILE, measured_fraction
from layers.intake.gazetteer import nearest_village
from layers.intake.keys import digest
from layers.intake.plain_words import is_plain

Precision = Literal["exact", "cell", "village"]

CELL_M = 1_000.0
_GRID = 32634
_HALF_DIAGONAL_M = 708.0
_LEAST_VILLAGE_M = 2_000.0


_CLEARED = ("name", "municipality", "water_body", "point_id", "measurement_id", "note",
            "point_note", "place_flag", "locator")  # fmt: skip
"""Free texts in which a person may have written whose house it is, or where."""

KNOWN_ONLY = ("taxon", "organ", "method", "extraction")
"""Texts that say how and in what was measured; kept where each of their words is known."""

_SEXAGESIMAL = r"\d{1,3}\D{1,3}\d{1,2}\D{1,3}\d{1,2}(?:[.,]\d+)?"
_POSITION = re.compile(
    rf"\d{{1,3}}[.,]\d{{3,}}|\d{{6,}}\D+\d{{6,}}|[°′″]|{_SEXAGESIMAL}\D+{_SEXAGESIMAL}"
)


def hide(rows: pd.DataFrame, precision: Precision, key: bytes) -> pd.DataFrame:
    """Return rows whose positions are the centre of a 1 km cell, or a village.

    Nothing of the exact point stays: free texts and ids go with it, and ids made from the position
    are made from the new one. Of how and in what was measured known words stay (`is_plain`). A
    sample keeps a digest of its id, unless that is a position itself: keyed, for so few ids are
    possible that trying them all would find it. Rows come in an order that only the key knows; a
    file is often sorted by place. The true point lies within `coord_uncertainty_m`: 708 m of a
    cell's centre (half its diagonal); of a village its distance rounded up to a whole kilometre,
    2 km at least. Cells are those of the UTM 34N grid.

    Parameters
    ----------
    rows : DataFrame
        Columns lat, lon, source_id and others of `layers.intake.fields`.
    precision : str
        ``cell`` or ``village``.
    key : bytes
        The secret of the package, see `layers.intake.secret`.
    """
    exact = rows[["source_id", "sample_id", "lat", "lon"]].itertuples(index=False, name=None)
    order = np.argsort([digest(*row, key=key) for row in exact], kind="stable")
    hidden = rows.iloc[order].copy()
    placed = hidden["lat"].notna()
    for column in _CLEARED:
        hidden[column] = ""
    for column in KNOWN_ONLY:
        hidden[column] = hidden[column].where(hidden[column].map(is_plain), "")
    hidden["sample_id"] = [
        "" if text == "" or _is_position(text) else digest(source, text, key=key)
        for source, text in zip(hidden["source_id"], hidden["sample_id"], strict=True)
    ]
    again = hidden["replicate"]
    hidden["replicate"] = again.map(lambda text: digest(text, key=key)).mask(again == "", "")
    coarse = _cell if precision == "cell" else _village
    positions = hidden.loc[placed, ["lat", "lon"]].itertuples(index=False, name=None)
    found = pd.DataFrame([coarse(*position) for position in positions])
    if len(found):
        hidden.loc[placed, ["lat", "lon", "coord_uncertainty_m"]] = found[[0, 1, 2]].to_numpy(float)
        hidden.loc[placed, "name"] = found[3].to_numpy()
        hidden.loc[placed, "municipality"] = found[4].to_numpy()
    hidden["coord_quality"] = hidden["coord_quality"].mask(placed, "place")
    position = hidden["lat"].map("{:.6f}".format) + "/" + hidden["lon"].map("{:.6f}".format)
    hidden["place_key"] = position.where(placed, hidden["sample_id"])
    return hidden


def fraction_without(extraction: str, fraction: str) -> str:
    """Return the fraction of a value whose extraction is left out: still a part, if it was one.

    >>> fraction_without("Mehlich 3 of Petrovic", ""), fraction_without("aqua regia, Bor 12", "")
    ('mobile', '')
    """
    return MOBILE if measured_fraction(fraction, extraction) == MOBILE else fraction


def _is_position(text: str) -> bool:
    """Say whether coordinates stand in a text.

    >>> [_is_position(text) for text in ("44.123456 N", "607123 4885432", "2024-0153/2", "AAS")]
    [True, True, False, False]
    >>> [_is_position(text) for text in ("44 04 35.4 N 22 05 45.4 E", "A-12/3 2024-05-01")]
    [True, False]
    """
    return _POSITION.search(text) is not None


@cache
def _to_grid() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(4326, _GRID, always_xy=True)


def _cell(lat: float, lon: float) -> tuple[float, float, float, str, str]:
    to_grid = _to_grid()
    east, north = to_grid.transform(lon, lat)
    east, north = (np.floor(part / CELL_M) * CELL_M + CELL_M / 2 for part in (east, north))
    centre = to_grid.transform(east, north, direction="INVERSE")
    name = f"1 km cell E{int(east // CELL_M)} N{int(north // CELL_M)} (UTM 34N)"
    return round(centre[1], 5), round(centre[0], 5), _HALF_DIAGONAL_M, name, ""


def _village(lat: float, lon: float) -> tuple[float, float, float, str, str]:
    name, municipality, north, east, metres = nearest_village(lat, lon)
    reach = max(_LEAST_VILLAGE_M, float(np.ceil(metres / 1000) * 1000))
    return north, east, reach, name, municipality
