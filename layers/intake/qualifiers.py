"""The column of signs beside values: what says that a value is a bound, or no detection."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.intake.amounts import Amounts
from layers.intake.fields import Source

_SIGNS = {"below": "<", "above": ">", "non_detect": "<", "trace": "<"}


def add_qualifiers(source: Source, frame: pd.DataFrame) -> None:
    """Add qualifier: what the sign beside each value says; an unknown one refuses its row.

    An unknown sign stands as it was written, so that nobody takes the value for a detected one.
    """
    frame["qualifier"] = ""
    column = source.column("censoring")
    if column is None:
        return
    cells = source.series(column.at).map(lambda cell: "" if cell is None else str(cell).strip())
    said = {text: source.words.qualifier(text) for text in cells.unique()}
    unknown = cells.map(lambda text: said[text] is None).to_numpy(bool)
    for at in np.flatnonzero(unknown):
        line = source.table.lines[at]
        source.faults.add("unknown_qualifier", line, column.heading, cells.iloc[at])
    frame["qualifier"] = cells.map(lambda text: text if said[text] is None else said[text])
    frame["refused"] |= unknown


def signs_of(frame: pd.DataFrame, read: Amounts) -> npt.NDArray[np.object_]:
    """Return ``<`` and ``>`` of the cells, else those of the column of signs."""
    signs = read.sign.copy()
    signs[np.isin(read.kind.astype(str), ("non_detect", "trace"))] = "<"
    beside = frame["qualifier"].map(lambda word: _SIGNS.get(word, word)).to_numpy(object)
    return np.where(signs == "", beside, signs).astype(object)


def with_qualifiers(frame: pd.DataFrame, read: Amounts) -> Amounts:
    """Take an empty cell for what the sign beside it says: not detected, or a trace."""
    beside = frame["qualifier"].to_numpy(object)
    silent = (read.kind == "missing") & np.isin(beside.astype(str), ("non_detect", "trace"))
    return read._replace(kind=np.where(silent, beside, read.kind).astype(object))
