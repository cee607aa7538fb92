"""A laboratory's table for verdicts: no positions, nothing stored, every cell kept."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.assess.lab_table import LabTable, Measured
from layers.errors import AtlasError, Problems
from layers.intake.intake import Intake, read_intake
from layers.intake.mapping import NOTHING
from layers.intake.words import Words
from layers.registry import Measurand

_UNJUDGED = ("no_limit", "trace", "copy")
"""Faults that leave a value unjudged, with the reason beside it, and do not refuse the table."""


def read_lab_table(path: Path, words: Words, medium: str = "") -> LabTable:
    """Read a table whose values are to be judged.

    Parameters
    ----------
    path : Path
        CSV, spreadsheet, Parquet, GeoJSON or GeoPackage.
    words : Words
        The registries.
    medium : str
        Medium of rows that do not say theirs; empty if every row must.

    Raises
    ------
    IntakeError
        When nothing in it can be used.
    AtlasError
        No such file, or several sheets with values.
    """
    if not path.is_file():
        raise AtlasError(f"{path}: no such file")
    constants = {"medium": medium} if medium else {}
    mapping = NOTHING.model_copy(update={"constants": constants, "zero": "value"})
    intake = read_intake(path.read_bytes(), path.name, words, mapping=mapping, positions=False)
    if len(intake.tables) > 1:
        raise AtlasError(f"{path.name}: several sheets with values; save each as its own file")
    return lab_table(intake)


def lab_table(intake: Intake) -> LabTable:
    """Return a file as read, in the form that verdicts are put beside."""
    found, values = intake.tables[0], intake.values
    heads = [column.heading or f"column {column.at + 1}" for column in found.columns]
    columns = [found.columns[at] for at in dict.fromkeys(values["at"])]
    measured = tuple(
        Measured(one.heading, Measurand(one.analyte, one.oxide, one.factor), one.unit_text)
        for one in columns
        if one.role == "measured"
    )
    lines = values["line"].map("line {}".format)
    named = values["sample_id"].mask(values["sample_id"] == "", lines)
    values = values.assign(unit=values["unit_text"], sample=lines if measured else named)
    problems = Problems(keep=1_000)
    for fault in intake.faults.errors:
        if fault.code not in _UNJUDGED:
            problems.add(
                fault.file, fault.row, fault.column, fault.found, fault.expected, fault.mend
            )
    source = pd.DataFrame(found.rows, columns=heads)
    return LabTable(source, found.lines, values, measured, problems, intake.decimal_comma)
