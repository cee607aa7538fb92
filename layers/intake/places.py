"""Rows with their positions, and the sampling points that they make."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.intake.degrees import read_degrees
from layers.intake.fields import Source
from layers.intake.folding import fold
from layers.intake.headings import Column
from layers.intake.phrases import phrase
from layers.intake.positions import (
    METRES_A_DEGREE,
    Cells,
    cells_of,
    check_country,
    metres_between,
    place,
)
from layers.intake.systems import Region, countries_of, region_of

_LEAST_M = 30.0
"""Best position that a hand-held receiver gives, when nobody says how good it is."""
_APART_M = 100.0
_ON_MAP_M = 20_000.0


def add_positions(source: Source, rows: pd.DataFrame) -> None:
    """Add lat, lon, country, coord_quality, coord_uncertainty_m, scope and place_key to rows.

    Rows whose position is wrong are refused; rows without one stay, `scope` pooled, and are
    never drawn on the map.
    """
    region = region_of(source.words)
    cells = _cells(source)
    if cells is None:
        rows["lat"] = rows["lon"] = np.nan
    else:
        found = place(cells, source.words, region, source.faults)
        rows["lat"], rows["lon"] = found.lat, found.lon
        rows["refused"] |= found.wrong
        _check_second(source, rows)
    _add_quality(source, rows, cells)
    if cells is not None:
        known = rows["coord_uncertainty_m"]
        rows["coord_uncertainty_m"] = known.where(known >= found.apart_m, found.apart_m).where(
            rows["lat"].notna()
        )
    _note_abroad(source, rows, region, cells)
    _add_country(source, rows)
    on_map = pd.Series(region.on_map(rows["lat"].to_numpy(), rows["lon"].to_numpy()))
    near = rows["coord_uncertainty_m"] <= _ON_MAP_M
    placed = rows["lat"].notna()
    scope = np.where(~placed, "pooled", np.where(on_map & near, "border", "comparison"))
    rows["scope"] = rows["scope"].where(rows["scope"] != "", pd.Series(scope))
    rows["place_key"] = _place_keys(rows)
    _check_names(source, rows)
    if cells is not None:
        _note_without(source, rows, cells)


def _cells(source: Source) -> Cells | None:
    def get(role: str) -> tuple[str, list[object]] | None:
        columns = _columns(source, role)
        if not columns:
            return None
        found = source.cells(columns[0].at)
        for other in columns[1:]:
            pairs = zip(found, source.cells(other.at), strict=True)
            found = [second if first is None else first for first, second in pairs]
        return columns[0].heading, found

    cells = cells_of(get, source.table.lines, source.mapping.coordinates)
    if cells is None or cells.system:
        return cells
    columns = [source.texts(column.at) for column in _columns(source, "crs")]
    each = [np.array(texts, dtype=object)[codes] for codes, texts in columns]
    stated = [
        tuple(str(text).removesuffix(".0") for text in row) for row in zip(*each, strict=True)
    ]
    if any(any(texts) for _, texts in columns):
        return replace(cells, stated=stated)
    return replace(cells, system=_system_in_headings(source))


def _columns(source: Source, role: str) -> list[Column]:
    return [column for column in source.table.columns if column.role == role]


def _check_second(source: Source, rows: pd.DataFrame) -> None:
    """Flag rows whose position another pair of columns contradicts, as beside a geometry."""
    norths, easts = _columns(source, "lat")[1:], _columns(source, "lon")[1:]
    for north, east in zip(norths, easts, strict=False):
        heading = f"{north.heading}, {east.heading}"
        cells = Cells(source.table.lines, source.cells(north.at), source.cells(east.at), heading,
                      metres=False, named_axes=True, system="")  # fmt: skip
        lat = np.array([read_degrees(cell) for cell in cells.north], dtype=float)
        lon = np.array([read_degrees(cell) for cell in cells.east], dtype=float)
        away = metres_between(rows["lat"].to_numpy(), rows["lon"].to_numpy(), lat, lon)
        reach = np.maximum(_APART_M, _by_digits(cells))
        for at in np.flatnonzero(away > reach):
            first = f"{rows['lat'].iat[at]:g} N {rows['lon'].iat[at]:g} E"
            second = f"{lat[at]:g} N {lon[at]:g} E"
            found = phrase("{second} beside {first}", second=second, first=first)
            source.faults.say("second_position", cells.lines[at], heading, found)
            rows.loc[at, "place_flag"] = f"{found}: one of the two positions is wrong"


def _system_in_headings(source: Source) -> str:
    """Return the coordinate system that a heading of a coordinate names."""
    for role in ("easting", "northing", "x", "y"):
        column = source.column(role)
        system = source.words.system_in(column.heading) if column else None
        if system is not None:
            return system.label
    return ""


def _note_without(source: Source, rows: pd.DataFrame, cells: Cells) -> None:
    nowhere = rows["lat"].isna() & ~rows["refused"]
    if nowhere.any() and not nowhere.all():
        for at in np.flatnonzero(nowhere):
            source.faults.say(
                "no_position", int(rows["line"].iat[at]), cells.column, phrase("no position")
            )
    elif nowhere.any():
        source.faults.say("no_position", None, cells.column, phrase("no positions"))


def _add_quality(source: Source, rows: pd.DataFrame, cells: Cells | None) -> None:
    """Say how well positions are known: as the table says, else by their printed digits."""
    placed = rows["lat"].notna()
    said = rows["coord_uncertainty_m"].where(rows["coord_uncertainty_m"] > 0)
    if source.mapping.coord_uncertainty_m:
        said = said.fillna(source.mapping.coord_uncertainty_m)
    guessed = placed & said.isna()
    if guessed.any() and cells is not None:
        said = said.where(~guessed, pd.Series(_by_digits(cells)))
        source.faults.say("uncertainty_by_digits", None, cells.column, phrase("no uncertainty"))
    rows["coord_uncertainty_m"] = said.where(placed)
    known = rows["coord_quality"].where(rows["coord_quality"] != "", source.mapping.coord_quality)
    rows["coord_quality"] = known.replace("", "published").where(placed, "unknown")
    rows.loc[placed & (rows["coord_quality"] == "unknown"), "coord_quality"] = "published"


def _by_digits(cells: Cells) -> list[float]:
    """Return the radius in metres that the digits of each position leave open.

    Two decimals of a degree leave half a hundredth each way: 1.1 km × √2 / 2. Spreadsheets drop
    the last zero of 22.10: the other coordinate says that it was there, but vouches for one only.
    """
    if cells.metres or cells.system:
        return [_LEAST_M] * len(cells.lines)
    north, east = _decimals_of(cells.north), _decimals_of(cells.east)
    digits = np.minimum(np.maximum(north, east), np.minimum(north, east) + 1)
    half = 0.5 * 10.0 ** -digits.astype(float) * METRES_A_DEGREE * 2**0.5
    found: list[float] = np.maximum(_LEAST_M, np.ceil(half)).tolist()
    return found


def _decimals_of(cells: list[object]) -> npt.NDArray[np.int64]:
    codes, distinct = pd.factorize(np.array(cells, dtype=object))
    read = np.array([*(_decimals(cell) for cell in distinct), 0], dtype=np.int64)
    return np.asarray(read[codes])


def _decimals(cell: object) -> int:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    if not text.replace(",", ".").replace("-", "").replace(".", "").strip().isdigit():
        return 4  # degrees, minutes and seconds: a second is 30 m
    return min(len(text.replace(",", ".").partition(".")[2]), 6)


def _note_abroad(source: Source, rows: pd.DataFrame, region: Region, cells: Cells | None) -> None:
    """Flag points outside Romania and Serbia, unless their row names another country."""
    said = rows["country"] == ""
    placed = rows["lat"].notna() & ~rows["refused"] & said
    lat, lon = rows["lat"].to_numpy(), rows["lon"].to_numpy()
    if cells is None or not placed.any():
        return
    abroad = np.flatnonzero(placed.to_numpy() & ~region.at_home(lat, lon))
    for at in abroad:
        found = f"{lat[at]:g} N {lon[at]:g} E"
        source.faults.say("abroad", int(rows["line"].iat[at]), cells.column, found)


def _add_country(source: Source, rows: pd.DataFrame) -> None:
    """Hold stated countries against positions; find the country of the others."""
    stated = rows[rows["lat"].notna() & (rows["country"] != "")].set_index("line")
    if len(stated):
        columns = ["lat", "lon", "country", "coord_uncertainty_m"]
        once = stated[~stated.index.duplicated()][columns]
        wrong = check_country(once, source.faults, source.words)
        rows["refused"] |= rows["line"].isin(wrong)
    lies = pd.Series(countries_of(rows["lat"].to_numpy(), rows["lon"].to_numpy()))
    rows["country"] = rows["country"].where(rows["country"] != "", lies)


def _place_keys(rows: pd.DataFrame) -> pd.Series:
    """Return what makes a sampling point one: its id, else its position, name or sample."""
    nameless = rows[rows["point_id"] == ""]
    degrees = zip(nameless["lat"], nameless["lon"], strict=True)
    position = [f"{lat:.6f}/{lon:.6f}" for lat, lon in degrees]
    key = pd.Series(position, nameless.index, dtype=object).where(
        nameless["lat"].notna(), nameless["name"]
    )
    key = key.where(key != "", nameless["sample_id"])
    return key.reindex(rows.index).fillna(rows["point_id"])


def _check_names(source: Source, rows: pd.DataFrame) -> None:
    """Flag ids with two places or two names, and points far from the place they are named after."""
    for role, codes in (("point_id", ("two_names", "two_places")),
                        ("sample_id", ("sample_names", "sample_places"))):  # fmt: skip
        _check_ids(source, rows[rows[role] != ""], role, codes)
    _check_namesakes(source, rows)


def _check_ids(source: Source, rows: pd.DataFrame, role: str, codes: tuple[str, str]) -> None:
    """Flag ids of a role that stand at two places or with two names, each once, with both rows."""
    named = rows.drop_duplicates([role, "name", "lat", "lon"])
    named = named[named[role].duplicated(keep=False)]
    first = named.groupby(role)[["line", "name", "lat", "lon"]].transform("first")
    other = (named["name"] != first["name"]) & (named["name"] != "") & (first["name"] != "")
    away = metres_between(named["lat"], named["lon"], first["lat"], first["lon"])
    for code, wrong in zip(codes, (other, away > _APART_M), strict=True):
        once = named.loc[wrong, ["line", "name", role]].drop_duplicates(role)
        before = first.loc[once.index]
        ids = zip(once["line"], once[role], once["name"], before["line"], before["name"],
                  away[once.index], strict=True)  # fmt: skip
        for line, point, name, first_line, first_name, metres in ids:
            if code == codes[0]:
                found = phrase("{name} and {other} for {point}", point=point, name=repr(name),
                               other=repr(first_name))  # fmt: skip
            else:
                found = phrase("{metres} m between two positions of {point}",
                               metres=f"{metres:,.0f}", point=point)  # fmt: skip
            column = "name" if code == codes[0] else "lat"
            source.faults.say(code, int(line), column, found, line=int(first_line))


def _check_namesakes(source: Source, rows: pd.DataFrame) -> None:
    """Flag points far from every place of the gazetteer that bears their name."""
    from layers.intake.gazetteer import namesakes

    known = namesakes()
    folded = {name: fold(name) for name in rows["name"].unique() if name}
    places = {name: known[plain] for name, plain in folded.items() if plain in known}
    points = rows.loc[rows["lat"].notna() & rows["name"].isin(list(places))]
    notes: dict[tuple[str, float, float], str] = {}
    for row in points.drop_duplicates(["name", "lat", "lon"]).itertuples():
        found_at = np.array(places[row.name])
        away = float(metres_between(row.lat, row.lon, found_at[:, 0], found_at[:, 1]).min())
        if away > source.mapping.distant_place_km * 1000 + (row.coord_uncertainty_m or 0):
            found = phrase("{distance} km from the place {name}", distance=f"{away / 1000:,.0f}",
                           name=str(row.name))  # fmt: skip
            source.faults.say("far_from_namesake", int(row.line), "name", found)
            notes[row.name, row.lat, row.lon] = f"{found}: position or name is wrong"
    if notes:
        keys = zip(rows["name"], rows["lat"], rows["lon"], strict=True)
        found_here = pd.Series([notes.get(key, "") for key in keys], dtype=object)
        rows["place_flag"] = rows["place_flag"].where(found_here == "", found_here)
