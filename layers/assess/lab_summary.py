"""Means, intervals and quantiles of a laboratory's table, with its non-detects."""

from collections.abc import Sequence

import pandas as pd

from layers.assess.comparable import comparable
from layers.assess.lab_table import LabTable
from layers.assess.summary import summarise_singles
from layers.errors import AtlasError
from layers.registry import Registry


def summarise_table(
    table: LabTable, registry: Registry, by: Sequence[str] = (), file: str = ""
) -> pd.DataFrame:
    """Summarise a table by medium, analyte, fraction and unit.

    Parameters
    ----------
    table
        The table. A value that does not say its statistic is a single sample.
    registry
        Units to compare in.
    by
        Headings of columns that make further groups, such as a site.
    file
        Name for messages.

    Returns
    -------
    DataFrame
        As `layers.assess.summary.summarise_singles`.

    Raises
    ------
    AtlasError
        The table has no column of that name.
    """
    values = comparable(table.values, registry)
    for heading in by:
        if heading not in table.source:
            known = ", ".join(map(str, table.source.columns))
            raise AtlasError(f"{file}: no column {heading!r} to group by; there are {known}")
        cells = dict(zip(table.lines, table.source[heading], strict=True))
        values[heading] = values["line"].map(cells)
    entering = values[values["value"].notna() | (values["censoring"] != "")]
    return summarise_singles(entering, [*by, "medium", "analyte"])
