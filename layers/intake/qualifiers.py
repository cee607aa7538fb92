"""The column of signs beside values: what says that a value is a bound, or no detection."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.intake.amounts import Amounts
from layers.intake.fields import Source

_REMARKS = re.compile(r"remark|flag", re.I)
"""Headings under which some laboratories write signs and others write what they like."""

_FEWEST_WORDS = 3
_MAY_BE_A_BOUND = re.compile(
    r"[<>≤≥=]|det|quant|lod|loq|limit|below|above|under|over|less|more|than|trace|cens|estim|range"
    r"|\bsub|mic|peste|limit|ispod|iznad|manj|već|vec|trag|urm|granic|испод|изнад|мањ|већ|траг|гран",
    re.I,
)

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
    if _REMARKS.search(column.heading):
        remarks = cells.map(lambda text: said[text] is None and _is_remark(text)).to_numpy(bool)
        if remarks.any():
            source.faults.add("remarks_unread", None, column.heading, cells[remarks].iloc[0])
            cells = cells.mask(remarks, "")
            said[""] = source.words.qualifier("")
    unknown = cells.map(lambda text: said[text] is None).to_numpy(bool)
    for at in np.flatnonzero(unknown):
        line = source.table.lines[at]
        source.faults.add("unknown_qualifier", line, column.heading, cells.iloc[at])
    frame["qualifier"] = cells.map(lambda text: text if said[text] is None else said[text])
    frame["refused"] |= unknown


def _is_remark(text: str) -> bool:
    """Tell whether a text is a sentence about the sample that cannot mean a bound."""
    return len(text.split()) >= _FEWEST_WORDS and not _MAY_BE_A_BOUND.search(text)


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
