"""A laboratory's table for verdicts: no positions, nothing stored, every cell kept."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.assess.lab_table import LabTable, Measured
from layers.errors import AtlasError, Problems
from layers.intake.faults import Faults
from layers.intake.fields import LIMITS_DEPEND_ON
from layers.intake.intake import Intake, read_intake
from layers.intake.mapping import NOTHING
from layers.intake.words import Words
from layers.registry import Measurand

_UNJUDGED = ("no_limit", "trace", "copy")
"""Faults that leave a value unjudged, with the reason beside it, and do not refuse the table."""

_FIELDS = {
    **{role: role for role in LIMITS_DEPEND_ON},
    "date_start": "date_end",
    "date_end": "date_end",
    "year": "date_end",
    "censoring": "censoring",
}
"""What `judge` calls the columns whose faults are told here already."""

_NO_DATE = "?"
"""Stands where a date cannot be, so that `judge` does not take the sample for an undated one."""


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
    roles = {column.heading: column.role for column in found.columns}
    problems, told = _problems(intake.faults, roles)
    values.loc[values["misdated"], ["date_start", "date_end"]] = _NO_DATE
    source = pd.DataFrame(found.rows, columns=heads)
    return LabTable(
        source, found.lines, values, measured, problems, frozenset(told), intake.decimal_comma
    )


def _problems(
    faults: Faults, roles: dict[str, str]
) -> tuple[Problems, set[tuple[int | None, str]]]:
    """Return the faults that refuse a table, and the line with field or heading of each."""
    fields = {heading: _FIELDS.get(role, "") for heading, role in roles.items()}
    problems, told = Problems(keep=1_000), set[tuple[int | None, str]]()
    grave = {
        (code, heading)
        for code, heading in faults.lines
        if code not in _UNJUDGED
        and (faults.is_error(code) or fields.get(heading) in LIMITS_DEPEND_ON)
    }
    for fault in faults.kept:
        if (fault.code, fault.column) in grave:
            problems.add(
                fault.file, fault.row, fault.column, fault.found, fault.expected, fault.mend
            )
    problems.total = sum(len(faults.lines[kind]) for kind in grave)
    for code, heading in grave:
        for line in faults.lines[code, heading]:
            told |= {(line, fields.get(heading, "")), (line, heading)}
    return problems, told
