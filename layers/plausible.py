"""Checks of what a table says: values that cannot be, periods that end before they begin.

Frames come from `layers.tables.read_table`: their index is the line in the file.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from layers.cells import DATE
from layers.errors import Problems, quoted
from layers.registry import Registry
from layers.schema import FINDINGS, MEASUREMENTS
from layers.table_model import Table

_SAME_SURVEY = [
    "point_id",
    "sample_id",
    "medium",
    "fraction",
    "taxon",
    "organ",
    "analyte",
    "depth_top_cm",
    "depth_bottom_cm",
    "date_start",
    "date_end",
    "method",
    "extraction",
    "source_id",
    "locator",
    "note",
]


def check_measurements(frame: pd.DataFrame, registry: Registry, problems: Problems) -> None:
    """Note measurements that cannot be true, or whose unit does not fit their medium."""
    _check_units(frame, registry, problems)
    _check_range(frame, registry, problems)
    _check_minimum_below_maximum(frame, registry, problems)
    _check_order(MEASUREMENTS, frame, "depth_top_cm", "depth_bottom_cm", problems)
    check_periods(MEASUREMENTS, frame, problems)
    many = frame[(frame["statistic"] == "single") & (frame["n"] > 1)]
    for line, count in many["n"].items():
        remedy = "Say which statistic of the samples it is, such as mean"
        found, expected = f"n = {count} for a single sample", "n empty or 1"
        problems.add(MEASUREMENTS.file, line, "n", found, expected, remedy)
    below_nothing = frame[(frame["censoring"] == "<") & (frame["value"] <= 0)]
    for line, text in below_nothing["value_printed"].items():
        expected = "a detection limit above 0"
        problems.add(MEASUREMENTS.file, line, "value", f"below {text}", expected)


def check_findings(frame: pd.DataFrame, problems: Problems) -> None:
    """Note findings that say nothing, or whose value has no quantity."""
    check_periods(FINDINGS, frame, problems)
    for line in frame.index[frame["value"].isna() & (frame["text"] == "")]:
        problems.add(FINDINGS.file, line, "text", "an empty cell", "a text, or a value")
    for line in frame.index[frame["value"].notna() & (frame["quantity"] == "")]:
        problems.add(FINDINGS.file, line, "quantity", "an empty cell", "what the value counts")


def check_periods(table: Table, frame: pd.DataFrame, problems: Problems) -> None:
    """Note dates that are not in the calendar and periods that end before they begin."""
    bounds = {}
    for column in ("date_start", "date_end"):
        first = {text: _first_day(text) for text in frame[column].unique()}
        bounds[column] = frame[column].map(first)
        wrong = frame.loc[bounds[column].isna() & frame[column].str.fullmatch(DATE), column]
        for line, text in wrong.items():
            problems.add(table.file, line, column, quoted(text), "a day of the calendar")
    orphans = frame[(frame["date_start"] == "") & (frame["date_end"] != "")]
    for line, text in orphans["date_end"].items():
        expected = "a start as well; repeat the date for a single day or year"
        problems.add(table.file, line, "date_end", f"an end {quoted(text)} alone", expected)
    coarse = np.minimum(frame["date_start"].str.len(), frame["date_end"].str.len())
    start, end = bounds["date_start"], bounds["date_end"]
    ended = start.notna() & end.notna() & (end < start)
    for line in frame.index[ended]:
        width = int(coarse[line])
        since, until = frame.at[line, "date_start"], frame.at[line, "date_end"]
        if since[:width] > until[:width]:
            expected = f"a date not before {since}"
            problems.add(table.file, line, "date_end", quoted(until), expected)


def _first_day(text: str) -> str | None:
    """Return the first day of a date, month or year as ISO text; None when there is none.

    >>> _first_day("2019-06"), _first_day("2019-02-30")
    ('2019-06-01', None)
    """
    full = text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text
    day = pd.to_datetime(full, format="%Y-%m-%d", errors="coerce")
    return None if pd.isna(day) else full


def _check_order(
    table: Table, frame: pd.DataFrame, low: str, high: str, problems: Problems
) -> None:
    """Note rows whose higher bound lies below the lower one."""
    for line in frame.index[(frame[high] < frame[low]).fillna(False)]:
        found, least = f"{frame.at[line, high]:g}", f"{frame.at[line, low]:g}"
        problems.add(table.file, line, high, found, f"at least {least}, as {low} says")


def check_years(table: Table, frame: pd.DataFrame, problems: Problems) -> None:
    """Note sites that close before they open."""
    for low, high in (("year_open", "year_close"), ("year_start", "year_end")):
        if low in frame:
            _check_order(table, frame, low, high, problems)


def _check_units(frame: pd.DataFrame, registry: Registry, problems: Problems) -> None:
    """Note units that name a mass base, and units that cannot belong to the medium."""
    units = registry.units.set_index("unit")
    own = registry.analytes.set_index("analyte")["unit_own"]
    medium = registry.media.set_index("medium")["dimension"]
    triples = frame[["medium", "analyte", "unit"]].drop_duplicates()
    for key, analyte, unit in triples.itertuples(index=False):
        if unit not in units.index or key not in medium.index or analyte not in own.index:
            continue
        based, base = units.at[unit, "fraction"], own[analyte]
        allowed = [units.at[base, "dimension"]] if base else medium[key].split(";")
        if based:
            expected = f"{unit.rsplit(' ', 1)[0]} with fraction {based}"
        elif units.at[unit, "dimension"] not in allowed:
            fitting = units.index[units["dimension"].isin(allowed) & (units["fraction"] == "")]
            expected = f"a unit for {analyte} in {key}: {', '.join(fitting)}"
        else:
            continue
        same = (frame["medium"] == key) & (frame["analyte"] == analyte) & (frame["unit"] == unit)
        for line in frame.index[same]:
            problems.add(MEASUREMENTS.file, line, "unit", quoted(unit), expected)


def _check_range(frame: pd.DataFrame, registry: Registry, problems: Problems) -> None:
    """Note values below or above what their unit can hold: negative, over 100 %, pH over 14."""
    units = registry.units.set_index("unit")
    low = frame["unit"].map(units["minimum"])
    high = frame["unit"].map(units["maximum"])
    for line in frame.index[(frame["value"] < low) | (frame["value"] > high)]:
        unit = frame.at[line, "unit"]
        if frame.at[line, "value"] < low[line]:
            expected = f"at least {low[line]:g} {unit}"
        else:
            expected = f"at most {high[line]:,g} {unit}"
        found = f"{frame.at[line, 'value_printed']} {unit}"
        problems.add(MEASUREMENTS.file, line, "value", found, expected)


def _check_minimum_below_maximum(
    frame: pd.DataFrame, registry: Registry, problems: Problems
) -> None:
    """Note a minimum above every maximum of the same survey, medium and analyte."""
    extremes = frame[frame["statistic"].isin(["min", "max"]) & frame["value"].notna()]
    if extremes.empty:
        return
    values, units = registry.standardise(extremes)
    extremes = extremes.assign(compared=values, unit_std=units.to_numpy(), line=extremes.index)
    groups = [*_SAME_SURVEY, "unit_std"]
    lows = extremes[extremes["statistic"] == "min"]
    highs = extremes[extremes["statistic"] == "max"]
    top = highs.groupby(groups, dropna=False)["compared"].max().rename("top").reset_index()
    joined = lows.merge(top, on=groups, how="inner")
    for row in joined[joined["compared"] > joined["top"]].itertuples():
        expected = f"a minimum not above the maximum {row.top:g} {row.unit_std} of the same survey"
        found = f"{row.value_printed} {row.unit}"
        problems.add(MEASUREMENTS.file, row.line, "value", found, expected)
