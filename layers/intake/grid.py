"""Cells as they stand in a sheet, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Self


class Percent(float):
    """A number that its spreadsheet shows as percent: 25 where the cell holds 0.25.

    It equals no plain number, so that no two cells are taken for one.
    """

    def __eq__(self, other: object) -> bool:
        """Return whether both are percents of the same size."""
        return isinstance(other, Percent) and float(self) == float(other)

    def __hash__(self) -> int:
        """Return a hash apart from that of the plain number."""
        return hash(("%", float(self)))

    def __repr__(self) -> str:
        """Return the cell as it is shown."""
        return f"{float(self):.15g} %"

    __str__ = __repr__


class Shown(float):
    """A number that its spreadsheet shows with more than digits: 0.5 as ``<0.5`` or ``0.5 g/kg``.

    Attributes
    ----------
    shown : str
        As the spreadsheet shows it.
    words : str
        What it shows beside the digits.
    as_held : bool
        The digits are those of the number, neither scaled nor replaced.
    """

    shown: str
    words: str
    as_held: bool

    def __new__(cls, number: float, shown: str, words: str, as_held: bool) -> Self:
        """Take a number and what its format makes of it."""
        made = super().__new__(cls, number)
        made.shown, made.words, made.as_held = shown, words, as_held
        return made


@dataclass
class Grid:
    """The cells of one sheet.

    Attributes
    ----------
    sheet : str
        Name of the sheet; empty for files that have none.
    rows : list of list
        Cells: text, number, date or None. Rows may be of different length.
    lines : list of int
        Row number of each, as the spreadsheet or editor shows it.
    text : bool
        Cells are all text, as in a CSV.
    comma : {"rather_decimal", "rather_thousands", "unknown"}
        What a single comma between digits rather is: a semicolon divides cells where commas are
        decimal, a comma where points are. A tab or a spreadsheet says nothing.
    hidden : bool
        The sheet is hidden.
    merged : bool
        Cells were merged and have been filled.
    uncounted : list of (int, int)
        Cells with a formula and no value beside it, as (row in `rows`, column).
    left : int
        Empty columns before the first.
    hides_percents : bool
        Its form does not tell whether a cell is shown as percent: XLS and XLSB.
    """

    sheet: str
    rows: list[list[object]]
    lines: list[int]
    text: bool = False
    comma: Literal["rather_decimal", "rather_thousands", "unknown"] = "unknown"
    hidden: bool = False
    merged: bool = False
    uncounted: list[tuple[int, int]] = field(default_factory=list)
    left: int = 0
    hides_percents: bool = False

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((len(row) for row in self.rows), default=0)
