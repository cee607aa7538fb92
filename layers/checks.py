"""Checks of one table that look at a column at a time: keys, controlled words, references.

Frames come from `layers.tables.read_table`: their index is the line in the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping

import pandas as pd

from layers.cells import ColumnNames, KeyOf, ListOf, OneOf
from layers.errors import Problems, quoted
from layers.table_model import Table

Terms = Callable[[str], tuple[str, ...]]


def check_keys(table: Table, frame: pd.DataFrame, problems: Problems) -> None:
    """Note rows whose key stands in an earlier row."""
    key = (
        frame[table.key[0]] if len(table.key) == 1 else frame[list(table.key)].agg("/".join, axis=1)
    )
    repeated = key[key.duplicated() & (key != "")]
    if repeated.empty:
        return
    first = key.drop_duplicates()
    lines = dict(zip(first, first.index, strict=True))
    for line, value in repeated.items():
        remedy = "Give each row its own id, or remove the copy"
        found = f"{quoted(value)} again, first on line {lines[value]}"
        problems.add(table.file, line, table.key[-1], found, "an id used once", remedy)


def check_words(
    table: Table,
    frame: pd.DataFrame,
    terms: Terms,
    keys: Mapping[str, Collection[str]],
    problems: Problems,
) -> None:
    """Note words that are not in their vocabulary, and references to rows that do not exist.

    Parameters
    ----------
    table : Table
        The table.
    frame : DataFrame
        Its rows.
    terms : callable
        Gives the words of a vocabulary.
    keys : mapping of str to collection of str
        Keys of the tables that can be referred to; references to other tables are not checked.
    problems : Problems
        Collects what is wrong.
    """
    for column, marker in table.markers.items():
        many = isinstance(marker, ListOf | ColumnNames)
        rule = marker.each if isinstance(marker, ListOf) else marker
        if isinstance(rule, OneOf):
            known: Collection[str] = terms(rule.vocabulary)
            where = f"a word of the vocabulary {rule.vocabulary}"
        elif isinstance(rule, KeyOf) and rule.table in keys:
            known, where = keys[rule.table], f"the key of a row in {rule.table}.csv"
        elif isinstance(rule, ColumnNames):
            known, where = table.columns, "a column of this table"
        else:
            continue
        _note_unknown(table, frame[column], known, where, many, problems)


def _note_unknown(
    table: Table,
    cells: pd.Series,
    known: Collection[str],
    where: str,
    many: bool,
    problems: Problems,
) -> None:
    """Note the cells of a column that hold something else than the known words."""
    allowed = frozenset(known)
    unknown: dict[str, list[str]] = {}
    for cell in cells.unique():
        words = cell.split(";") if many and cell else [cell]
        wrong = [word for word in words if word not in allowed and (word or many)]
        if cell and wrong:
            unknown[cell] = wrong
    if not unknown:
        return
    for line, cell in cells[cells.isin(list(unknown))].items():
        word = unknown[cell][0]
        problems.add(table.file, line, str(cells.name), quoted(word), where, _advice(word, allowed))


def _advice(word: str, allowed: Collection[str]) -> str:
    if word != word.strip() and word.strip() in allowed:
        return "Remove the space"
    near = difflib.get_close_matches(word, sorted(allowed), n=1)
    if near:
        return f"Did you mean {near[0]}?"
    few = ", ".join(sorted(allowed)) if len(allowed) <= 16 else ""
    return f"Known: {few}" if few else "Add it there, or correct it here"
