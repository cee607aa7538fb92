"""A laboratory's table, wide or long, as one value a row: what verdicts are put beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from layers.errors import Problems
from layers.registry import Measurand


class Measured(NamedTuple):
    """A column of measured values: its heading, what it measures, and its unit as written."""

    heading: str
    measurand: Measurand
    unit: str

    @property
    def analyte(self) -> str:
        """Key of the analyte."""
        return self.measurand.analyte


@dataclass(frozen=True)
class LabTable:
    """A table and its values, as `layers.intake.lab` reads them.

    Attributes
    ----------
    source
        The table as read.
    lines
        The row of the file in which each of its rows stands.
    values
        One value a row, with the columns that `judge` asks for, `sample` (a row of the wide form
        is one; so is a value of the long form that names none), `line` and `column`: where
        the value stands in the file. `oxide` names the oxide as which it was stated; `value` is
        the element's share of it, and `stated` what was written.
    measured
        The columns of measured values, in the order in which `values` holds them one below the
        other; empty for the long form, whose rows are those of `source`.
    problems
        What is wrong with headings and cells.
    told
        The line, with the heading or the field of `judge`, of which they speak already; of all
        problems, also of those that are only counted.
    decimal_comma
        Whether numbers in it are written with a comma.
    """

    source: pd.DataFrame
    lines: Sequence[int]
    values: pd.DataFrame
    measured: tuple[Measured, ...]
    problems: Problems
    told: frozenset[tuple[int | None, str]]
    decimal_comma: bool
