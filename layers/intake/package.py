"""Sound values as rows of the package's own tables, with ids that are the same next time."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd
from pydantic import TypeAdapter, ValidationError

from layers.cells import ListOf, OneOf
from layers.errors import quoted
from layers.intake.amounts import plain
from layers.intake.hiding import KNOWN_ONLY, Precision, fraction_without, hide
from layers.intake.intake import Intake
from layers.intake.keys import digest, key_of
from layers.intake.phrases import phrase
from layers.intake.replicates import numbered
from layers.registry import Registry
from layers.schema import MEASUREMENTS, MINING_SITES, SAMPLING_POINTS
from layers.table_model import Table

_OF_ROWS = ("source_id", "point_key", "sample_id", "note", "place_key", "own_key", "locator",
            "measurement_id", "replicate", "taxon", "organ", "method", "extraction")  # fmt: skip
"""What a value takes from its row as it is published, which may hide what the table says."""


@dataclass(frozen=True)
class Rows:
    """Rows for a package, by table: text as its files hold it, key columns first.

    `silenced`: rows whose text was left out for it might say where, by column. `rejected_rows`,
    `rejected_values`: how many the tables' own rules left out, beside those the intake refused.
    """

    tables: dict[Table, pd.DataFrame]
    silenced: Mapping[str, int] = field(default_factory=dict)
    rejected_rows: int = 0
    rejected_values: int = 0

    def of(self, table: Table) -> pd.DataFrame:
        """Return the rows of a table; none: an empty frame."""
        return self.tables.get(table, pd.DataFrame(columns=list(table.columns)))


def package_rows(
    intake: Intake,
    source_id: str,
    registry: Registry,
    *,
    known_points: Collection[str] = (),
    held: Mapping[str, str] = MappingProxyType({}),
    water_bodies: Collection[str] = (),
    precision: Precision = "exact",
    key: bytes = b"",
) -> Rows:
    """Return what a file adds to a package.

    Ids come from the content: the same sample has the same id whatever the order of rows and
    columns, so that importing a file again adds nothing and a corrected value replaces the old.
    Rows that already carry the ids of a package keep them; no two rows have the same.

    Parameters
    ----------
    intake : Intake
        The file as read.
    source_id : str
        Source of rows that do not name theirs.
    registry : Registry
        Controlled words.
    known_points : collection of str
        Ids of sampling points that are already in the package.
    held : mapping of str to str
        Lines of the measurements that are already in the package, by id.
    water_bodies : collection of str
        Water bodies of the package; others go into the note.
    precision : str
        ``exact``, or ``cell`` and ``village``: see `layers.intake.hiding`.
    key : bytes
        What hidden ids are made with; rows then come in the order of their ids.
    """
    rows = intake.rows[~intake.rows["refused"]].copy()
    rows["source_id"] = rows["source_id"].replace("", source_id)
    hidden = precision != "exact"
    silenced: dict[str, int] = {}
    if hidden:
        shown = hide(rows, precision, key)
        silenced, rows = _silenced(rows, shown), shown
    rows["own_key"] = rows["point_id"].isin(list(known_points)) | (rows["measurement_id"] != "")
    rows["point_key"] = point_ids(rows, by_sample=not hidden)
    target = intake.mapping.target
    if target == "mining_sites":
        sites = _once(intake, MINING_SITES, _site_rows(rows), rows)
        sites = _checked(intake, MINING_SITES, sites, rows, registry)
        return Rows({MINING_SITES: sites}, rejected_rows=len(rows) - len(sites))
    made = _point_rows(rows, frozenset(known_points), frozenset(water_bodies))
    points = _checked(intake, SAMPLING_POINTS, made, rows, registry)
    gone = rows["point_key"].isin(made["point_id"].drop(points.index)).sum()
    if not intake.has_positions:
        points = _unplaced(intake, rows, points)
    if target == "sampling_points":
        points = points.sort_values("point_id") if hidden else points
        return Rows({SAMPLING_POINTS: points}, silenced, int(gone))
    stated = _measurement_rows(intake, rows, held, hidden=hidden)
    placed = stated["point_id"].isin([*points["point_id"], *known_points])
    values = _once(intake, MEASUREMENTS, stated[placed], rows)
    values = _checked(intake, MEASUREMENTS, values, rows, registry)
    points = points[points["point_id"].isin(values["point_id"])]
    if hidden:
        points, values = points.sort_values("point_id"), values.sort_values("measurement_id")
    tables = {SAMPLING_POINTS: points, MEASUREMENTS: values}
    return Rows(tables, silenced, int(gone), len(stated) - len(values))


def _silenced(rows: pd.DataFrame, hidden: pd.DataFrame) -> dict[str, int]:
    """Count by column the rows whose text hiding has left out."""
    gone = {name: int((rows[name] != hidden[name].loc[rows.index]).sum()) for name in KNOWN_ONLY}
    return {name: count for name, count in gone.items() if count}


def _unplaced(intake: Intake, rows: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Flag points that neither the table nor the package places, or leave them out."""
    code = "point_left_out" if intake.mapping.points == "known" else "unknown_point"
    named = intake.rows["point_id"].reindex(points.index)
    counts = intake.rows["point_id"].value_counts()
    for index in points.index[(named != "").to_numpy()]:
        intake.faults.sheet = str(rows.at[index, "sheet"])
        found = phrase("{point} in {count} rows", point=quoted(named[index]),
                       count=int(counts[named[index]]))  # fmt: skip
        intake.faults.say(code, int(rows.at[index, "line"]), "", found)
    intake.faults.sheet = ""
    return points[:0] if code == "point_left_out" else points


def point_ids(rows: pd.DataFrame, *, by_sample: bool = True) -> pd.Series:
    """Return the id of each row's point.

    The table's own id comes first, with the source before it; then the sample's (if `by_sample`),
    where a place has one sample and a sample one place; else one made of the position. Names that
    only their signs tell apart, such as A/1 and A-1, get different ids.
    """
    names = rows["point_id"]
    if by_sample and (names == "").any():
        samples = rows.groupby("place_key")["sample_id"].transform("nunique")
        places = rows.groupby("sample_id")["place_key"].transform("nunique")
        alone = (rows["sample_id"] != "") & (samples == 1) & (places == 1)
        names = names.where(names != "", rows["sample_id"].where(alone, ""))
    parts = (rows["source_id"], names, rows["place_key"])
    keys = list(zip(*(part.to_numpy(object).tolist() for part in parts), strict=True))
    made = {key: _point_id(*key) for key in dict.fromkeys(keys)}
    written: dict[str, set[str]] = {}
    for (_, name, _), point in made.items():
        written.setdefault(point, set()).add(name)
    for (source, name, place), point in made.items():
        if len(written[point]) > 1 and point != f"{source}.{name}":
            made[source, name, place] = f"{point[:66]}-{digest(name)}"
    fresh = pd.Series([made[key] for key in keys], rows.index)
    return rows["point_id"].where(rows["own_key"] & (rows["point_id"] != ""), fresh)


def _point_id(source: str, name: str, place: str) -> str:
    return f"{source}.{key_of(name) or 'P' + digest(name or place)}"[:80]


def _point_rows(rows: pd.DataFrame, known: frozenset[str], waters: frozenset[str]) -> pd.DataFrame:
    """Return one row a sampling point that the package does not hold."""
    fresh = rows[~(rows["point_key"].isin(known) & rows["lat"].isna())]
    once = fresh.drop_duplicates("point_key")
    water = once["water_body"].where(once["water_body"].isin(waters), "")
    beside = once["water_body"].where(water == "", "")
    names = once["name"].where(once["name"] != "", once["point_id"])
    names = names.where(names != "", once["sample_id"]).replace("", "unnamed point")
    return pd.DataFrame(
        {
            "point_id": once["point_key"],
            "scope": once["scope"],
            "name": names,
            "water_body": water,
            "country": once["country"],
            "municipality": once["municipality"],
            "lat": _numbers(once["lat"]),
            "lon": _numbers(once["lon"]),
            "coord_quality": once["coord_quality"],
            "coord_uncertainty_m": _numbers(once["coord_uncertainty_m"]),
            "land_use": once["land_use"],
            "position": once["position"],
            "from_memory": once["from_memory"],
            "source_id": once["point_source_id"].where(
                once["point_source_id"] != "", once["source_id"]
            ),
            "note": _notes(once["point_note"], once["place_flag"], beside),
        },
        dtype=object,
    )


def _site_rows(rows: pd.DataFrame) -> pd.DataFrame:
    filled = {name: rows.get(name, "") for name in MINING_SITES.columns}
    frame = pd.DataFrame(filled, index=rows.index, dtype=object)
    for column in ("lat", "lon", "coord_uncertainty_m"):
        frame[column] = _numbers(rows[column])
    others = rows["other_names"].map(lambda names: f"also called {names}" if names else "")
    frame["note"] = _notes(rows["note"], others, rows["place_flag"])
    return frame


def _measurement_rows(
    intake: Intake, rows: pd.DataFrame, held: Mapping[str, str], *, hidden: bool
) -> pd.DataFrame:
    values = intake.sound
    values = values[values["row_key"].isin(rows["row_key"])].copy()
    by_key = rows.set_index("row_key")
    if hidden:
        place = pd.Series(range(len(by_key)), by_key.index)
        values = values.sort_values("row_key", key=lambda keys: keys.map(place), kind="stable")
    for column in _OF_ROWS:
        values[column] = values["row_key"].map(by_key[column])
    if hidden:
        _keep_parts(values, values["row_key"].map(intake.rows.set_index("row_key")["extraction"]))
    values["statistic"] = _statistic(values)
    frame = pd.DataFrame(dict.fromkeys(MEASUREMENTS.columns, ""), index=values.index, dtype=object)
    for column in ("sample_id", "medium", "fraction", "taxon", "organ", "analyte", "unit",
                   "censoring", "statistic", "method", "extraction", "source_id", "locator",
                   "date_start", "date_end"):  # fmt: skip
        frame[column] = values[column]
    frame["point_id"], frame["value"] = values["point_key"], _printed(values)
    for column in ("n", "sd", "depth_top_cm", "depth_bottom_cm"):
        frame[column] = _numbers(values[column])
    single = frame["date_end"] == frame["date_start"]
    frame["date_end"] = frame["date_end"].mask(single & (values["measurement_id"] == ""), "")
    nameless = (values["sample_id"] == "") & hidden
    frame["measurement_id"], number = numbered(values, frame, held, lasting=nameless)
    words = nameless.map({True: "sample {} of this place", False: "replicate {}"})
    again = [word.format(at + 1) if at else "" for word, at in zip(words, number, strict=True)]
    flags = values["flag"].map(lambda flag: f"flagged at import: {flag}" if flag else "")
    notes = (values["note"], values["bound_note"], _stated(values), pd.Series(again, values.index))
    frame["note"] = _notes(*notes, flags)
    return frame


def _keep_parts(values: pd.DataFrame, given: pd.Series) -> None:
    """Keep what the extractions that were left out say of the fraction."""
    gone = (given != "") & (values["extraction"] == "")
    said = zip(given[gone], values.loc[gone, "fraction"], strict=True)
    values.loc[gone, "fraction"] = [fraction_without(*pair) for pair in said]


def _printed(values: pd.DataFrame) -> pd.Series:
    """Return the number as printed; of an oxide the element's share, to four digits."""
    share = values["value"].map(lambda number: plain(float(f"{number:.4g}")))
    return values["printed"].where(values["oxide"] == "", share)


def _stated(values: pd.DataFrame) -> pd.Series:
    """Say what was stated where an oxide was turned into its element."""
    stated = values["oxide"] + " " + values["censoring"] + values["printed"] + " " + values["unit"]
    return ("stated as " + stated).where(values["oxide"] != "", "")


def _statistic(values: pd.DataFrame) -> pd.Series:
    """Return the statistic: as said, else a single sample unless several stand behind it."""
    several = (values["n"] > 1).to_numpy()
    return values["statistic"].where(
        values["statistic"] != "",
        pd.Series(np.where(several, "unspecified", "single"), values.index),
    )


def _numbers(column: pd.Series) -> pd.Series:
    return column.map(lambda number: "" if pd.isna(number) else plain(round(float(number), 10)))


def _notes(*parts: pd.Series) -> pd.Series:
    texts = zip(*(part.fillna("").astype(str) for part in parts), strict=True)
    joined = ["; ".join(text for text in row if text) for row in texts]
    return pd.Series(joined, parts[0].index, dtype=object)


def _once(intake: Intake, table: Table, frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows whose id stands above already; the second would replace the first."""
    key = table.key[0]
    again = (frame[key].duplicated() & (frame[key] != "")).to_numpy()
    places = intake.values if table is MEASUREMENTS else rows
    for index in frame.index[again]:
        intake.faults.sheet = str(places.at[index, "sheet"])
        line = int(places.at[index, "line"])
        intake.faults.add("id_twice", line, key, frame.at[index, key])
    intake.faults.sheet = ""
    return frame[~again]


def _checked(
    intake: Intake, table: Table, frame: pd.DataFrame, rows: pd.DataFrame, registry: Registry
) -> pd.DataFrame:
    """Leave out rows that the table's own rules refuse, and say which cell and why."""
    validate = TypeAdapter(table.row).validate_strings
    places = intake.values if table is MEASUREMENTS else rows
    wrong = _strange_words(table, frame, registry)
    for index, row in zip(frame.index, frame.to_dict("records"), strict=True):
        try:
            validate({str(name): cell for name, cell in row.items() if cell != ""})
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            wrong.setdefault(index, (str(fault["loc"][0]), fault["msg"]))
    for index, (column, rule) in wrong.items():
        cell = frame.at[index, column]
        intake.faults.sheet = str(places.at[index, "sheet"])
        line = int(places.at[index, "line"])
        intake.faults.add("row_refused", line, column, cell, rule=rule)
    intake.faults.sheet = ""
    return frame.drop(index=list(wrong))


def _strange_words(
    table: Table, frame: pd.DataFrame, registry: Registry
) -> dict[Hashable, tuple[str, str]]:
    """Return column and rule of the rows with a word that its vocabulary does not have."""
    found: dict[Hashable, tuple[str, str]] = {}
    for column, marker in table.markers.items():
        rule = marker.each if isinstance(marker, ListOf) else marker
        if not isinstance(rule, OneOf):
            continue
        known = registry.terms(rule.vocabulary)
        allowed = {
            text: all(word in known for word in (str(text).split(";") if text else []))
            for text in frame[column].unique()
        }
        for index in frame.index[~frame[column].map(allowed).to_numpy(bool)]:
            found.setdefault(index, (column, f"one of {', '.join(known)}"))
    return found
