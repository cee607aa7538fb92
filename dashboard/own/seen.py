"""What was seen in a file, as JSON for the page: columns, problems, counts, verdicts, places."""

from collections import defaultdict
from math import isnan
from typing import Any

import pandas as pd

from dashboard.own.upload import MEASURED
from layers.intake import Fault, Faults, Intake, IntakeError, Words
from layers.intake.headings import Column
from layers.intake.mapping import Mapping, mapping_text
from layers.intake.phrases import as_json, said_words
from layers.intake.table import LabTable
from layers.model import REGIMES

MOST_COLUMNS = 120
MOST_OF_A_KIND = 100
MOST_ROWS = 200
MOST_PLACES = 100
SAMPLES = 3
LONGEST_CELL = 80

_SEVERITIES = ("error", "flag", "told")
_SHOWN = ("point", "name", "line", "medium", "analyte", "censoring", "printed", "value", "unit",
          "date_start", "date_end")  # fmt: skip
_OF_A_LAW = ("verdict", "step", "limit", "limit_unit", "times", "checked", "read", "reason",
             "at_least", "note")  # fmt: skip

Seen = dict[str, Any]


def refused(error: IntakeError, mapping: Mapping, words: Words) -> Seen:
    """Return what was seen of a file of which nothing can be used."""
    return _common(error.faults, error.tables, mapping, words) | {"refused": True}


def seen(intake: Intake, frame: pd.DataFrame, words: Words) -> Seen:
    """Return what was seen of a file, with the verdicts on its sound values.

    Parameters
    ----------
    intake : Intake
        The file as read.
    frame : DataFrame
        From `dashboard.own.rows.judged_values`.
    """
    placed = frame[frame["lat"].notna()]
    return _common(intake.faults, intake.tables, intake.mapping, words) | {
        "refused": False,
        "values": len(frame),
        "rejected": intake.rejected,
        "rows": len(intake.rows),
        "placed": int(placed["point"].nunique()),
        "unplaced": len(frame) - len(placed),
        "verdicts": {regime: _verdicts(frame, regime) for regime in REGIMES},
        "worst": _worst(frame),
        "places": _places(placed),
    }


def _common(faults: Faults, tables: list[LabTable], mapping: Mapping, words: Words) -> Seen:
    columns = [column for table in tables for column in _columns(table, mapping, words)]
    return {
        "file": faults.file,
        "columns": columns[:MOST_COLUMNS],
        "more_columns": max(0, len(columns) - MOST_COLUMNS),
        "problems": problems(faults),
        "counts": {severity: faults.counts[severity] for severity in _SEVERITIES},
        "mapping": mapping_text(mapping),
        "title": mapping.title,
        "settings": _settings(mapping),
    }


def _settings(mapping: Mapping) -> dict[str, str]:
    return {
        "medium": mapping.constants.get("medium", ""),
        "unit": mapping.constants.get("unit", ""),
        "coordinates": mapping.coordinates,
        "dates": mapping.file.dates,
        "comma": mapping.file.comma,
        "zero": mapping.zero,
    }


def _columns(table: LabTable, mapping: Mapping, words: Words) -> list[Seen]:
    said = {one.column: one for one in mapping.values}
    found = []
    for column in table.columns:
        samples = [row[column.at] for row in table.rows[:50] if row[column.at] is not None]
        if not column.heading and not samples:
            continue
        taught = said.get(column.heading)
        role = MEASURED if taught else column.role
        unit = (taught.unit if taught else "") or column.unit or column.unit_text
        found.append(
            {
                "heading": column.heading,
                "role": role,
                "analyte": taught.analyte if taught else column.analyte,
                "oxide": column.oxide,
                "unit": _unit(unit, words),
                "unit_text": column.unit_text,
                "fraction": (taught.fraction if taught else "") or column.fraction,
                "statistic": (taught.statistic if taught else "") or column.statistic,
                "why": _why(column, role, mapping),
                "samples": [str(one)[:LONGEST_CELL] for one in samples[:SAMPLES]],
                "sheet": table.grid.sheet,
            }
        )
    return found


def _unit(unit: str, words: Words) -> str:
    match = words.unit(unit) if unit else None
    return match.unit if match else ""


def _why(column: Column, role: str, mapping: Mapping) -> str:
    """Say in one word why a column is taken for what it is."""
    named = {said.column for said in mapping.values}
    if column.heading in mapping.columns or column.heading in named:
        return "said"
    if role == MEASURED:
        return "measured" if column.unit else "no_unit"
    if role == "row_number":
        return "counts"
    return role and "heading"


def problems(faults: Faults) -> list[Seen]:
    """Return the kinds of faults, the gravest first, each with some of its cases."""
    kinds: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults.kept:
        kinds[fault.code].append(fault)
    ranked = sorted(kinds.items(), key=lambda kind: _SEVERITIES.index(kind[1][0].severity))
    return [
        {
            "code": code,
            "severity": cases[0].severity,
            "count": faults.count_of(code),
            "cases": [_case(fault) for fault in cases[:MOST_OF_A_KIND]],
        }
        for code, cases in ranked
    ]


def _case(fault: Fault) -> Seen:
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column[:LONGEST_CELL],
        "found": as_json(fault.found),
        "words": said_words(fault.words),
    }


def _verdicts(frame: pd.DataFrame, regime: str) -> list[list[Any]]:
    """Return [step, verdict or reason, read, count] of a law, the gravest first."""
    keys = [frame[f"{name}_{regime}"] for name in ("step", "verdict", "reason", "read")]
    counts = frame.groupby(keys, sort=False, observed=True).size()
    rows = [
        [int(step), str(reason if step < 0 else verdict), bool(read), int(count)]
        for (step, verdict, reason, read), count in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row[0], -row[3]))


def _worst(frame: pd.DataFrame) -> list[Seen]:
    """Return the rows to show: those furthest above a limit first."""
    steps = frame[[f"step_{regime}" for regime in REGIMES]].max(axis=1)
    times = frame[[f"times_{regime}" for regime in REGIMES]].max(axis=1).fillna(0)
    order = pd.DataFrame({"step": steps, "times": times}).sort_values(
        ["step", "times"], ascending=False, kind="stable"
    )
    return [_row(row) for row in frame.loc[order.index[:MOST_ROWS]].to_dict("records")]


def _row(row: dict[Any, Any]) -> Seen:
    laws = (f"{name}_{regime}" for name in _OF_A_LAW for regime in REGIMES)
    return {name: _plain(row[name]) for name in (*_SHOWN, *laws)}


def _plain(cell: Any) -> Any:
    if cell is None or cell is pd.NA or (isinstance(cell, float) and isnan(cell)):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _places(placed: pd.DataFrame) -> list[Seen]:
    """Return the places with a position: name, degrees, values, and the gravest step read."""
    if placed.empty:
        return []
    once = placed.groupby("point", sort=False).agg(
        name=("name", "first"), lat=("lat", "first"), lon=("lon", "first"), n=("analyte", "size")
    )
    return [
        {"name": row.name_, "lat": row.lat, "lon": row.lon, "count": int(row.n)}
        for row in once.head(MOST_PLACES).rename(columns={"name": "name_"}).itertuples()
    ]
