"""A laboratory's table with what was found beside each of its values."""

from collections.abc import Sequence

import pandas as pd

from layers.assess.lab_table import LabTable

CONVERTED = "converted"
LOW_END = "low_end"
SELDOM = {
    CONVERTED: (CONVERTED,),
    LOW_END: (LOW_END, "share_of_mark", "mark_id", "mark_checked", "low_end_reason"),
}
"""Columns that are written only where the first of them holds anything."""


def beside(
    table: LabTable, of_values: Sequence[pd.DataFrame], of_samples: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """Put columns beside the table as it was read.

    Parameters
    ----------
    table
        The table.
    of_values
        Frames with one row a value of the table, in its order. In the wide form their columns
        are called by the analyte too: ``Cu verdict_RO``; by the whole heading where two columns
        measure the same analyte.
    of_samples
        Frames with one row a value, alike for all values of a row of the wide form.

    Returns
    -------
    DataFrame
        The cells as read, then the columns; those of `SELDOM` only where they hold anything.
    """
    source = table.source.reset_index(drop=True)
    if not table.measured:
        return pd.concat([source, *map(_filled, of_values), *of_samples], axis=1)
    parts, rows = [source], len(source)
    analytes = [one.analyte for one in table.measured]
    for number, one in enumerate(table.measured):
        prefix = one.analyte if analytes.count(one.analyte) == 1 else one.heading
        where = slice(number * rows, (number + 1) * rows)
        for frame in of_values:
            parts.append(_filled(frame.iloc[where]).add_prefix(f"{prefix} "))
    parts += [frame.iloc[:rows].reset_index(drop=True) for frame in of_samples]
    return pd.concat(parts, axis=1)


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    empty = [
        column
        for first, columns in SELDOM.items()
        if first in frame and not (frame[first] != "").any()
        for column in columns
    ]
    return frame.drop(columns=empty).reset_index(drop=True)
