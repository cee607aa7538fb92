"""What is wrong, or worth knowing, in a laboratory's table: by row and column, with the cure."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from layers.errors import AtlasError, quoted
from layers.intake.word_rows import FaultRow, Severity

if TYPE_CHECKING:
    from layers.intake.table import LabTable

KEPT_OF_A_KIND = 1_000
"""Faults of one kind in one column that are kept; further ones are only counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing found in a table.

    Attributes
    ----------
    code : str
        Its kind, a row of `registry/intake_problems.csv`.
    severity : str
        ``error``: the value or row is left out. ``flag``: carried, with a note. ``told``: only
        said.
    file, sheet : str
        Where: the file, and its sheet if it has several.
    row : int or None
        Row as the spreadsheet or editor shows it; None for the whole column or file.
    column : str
        Heading of the column; empty for the whole row or file.
    found, expected, mend : str
        What stands there, what should stand there, what to do, in English; `found` may be a
        `Phrase`.
    words : dict
        What was filled into `expected` and `mend`.
    """

    code: str
    severity: Severity
    file: str
    sheet: str
    row: int | None
    column: str
    found: str
    expected: str
    mend: str
    words: dict[str, object] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        """Return ``file, sheet s, line 7, column Cu: found "x", expected ...; what to do``."""
        place = [self.file]
        place += [f"sheet {self.sheet}"] if self.sheet else []
        place += [f"line {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: found {self.found}, expected {self.expected}. {self.mend}"


class Faults:
    """Collects what is found in one file.

    Its messages are for people: of a kind only the first are kept. What a fault leaves out is
    said by masks over the rows, never by these.

    Parameters
    ----------
    rows : dict of str to FaultRow
        The words of each kind of fault.
    file : str
        Name of the file, for messages.
    """

    def __init__(self, rows: dict[str, FaultRow], file: str):
        self.file = file
        self.sheet = ""
        self.kept: list[Fault] = []
        self.counts: Counter[str] = Counter()
        self.lines: defaultdict[tuple[str, str], list[int | None]] = defaultdict(list)
        self._rows = rows

    def add(
        self, code: str, row: int | None, column: str, found: object, /, **words: object
    ) -> None:
        """Note a fault; `found` is a cell, quoted here, unless it is given with `say`."""
        full = len(self.lines[code, column]) >= KEPT_OF_A_KIND  # further ones are only counted
        self.say(code, row, column, "" if full else quoted(found), **words)

    def say(self, code: str, row: int | None, column: str, found: str, /, **words: object) -> None:
        """Note a fault whose `found` is already a phrase."""
        said = self._rows[code]
        self.counts[said.severity] += 1
        self.lines[code, column].append(row)
        if len(self.lines[code, column]) > KEPT_OF_A_KIND:
            return
        expected, mend = said.expected_en.format(**words), said.mend_en.format(**words)
        place = (self.file, self.sheet, row, column)
        self.kept.append(Fault(code, said.severity, *place, found, expected, mend, words))

    def refuse(self, code: str, found: str, /, **words: object) -> IntakeError:
        """Return the error that ends the reading of the file, with everything noted so far."""
        self.say(code, None, "", found, **words)
        return IntakeError(self)

    def count_of(self, code: str) -> int:
        """How often a kind of fault was found, kept or only counted."""
        return sum(len(lines) for (kind, _), lines in self.lines.items() if kind == code)

    def kinds(self) -> Counter[tuple[Severity, str]]:
        """How often each kind of fault was found, by its severity and its name."""
        found: Counter[tuple[Severity, str]] = Counter()
        for (code, _), lines in self.lines.items():
            found[self._rows[code].severity, self._rows[code].kind_en] += len(lines)
        return found

    def is_error(self, code: str) -> bool:
        """Say whether something is left out for faults of a kind."""
        return self._rows[code].severity == "error"

    @property
    def errors(self) -> list[Fault]:
        """Faults for which something is left out."""
        return [fault for fault in self.kept if fault.severity == "error"]

    def of(self, code: str) -> list[Fault]:
        """Faults of one kind."""
        return [fault for fault in self.kept if fault.code == code]


class IntakeError(AtlasError):
    """A file of which nothing can be read; the last fault says why.

    Attributes
    ----------
    faults : Faults
        Everything found.
    tables : list of LabTable
        The tables found before it ended, so that a person can say what their columns are.
    """

    def __init__(self, faults: Faults):
        self.faults = faults
        self.tables: list[LabTable] = []
        super().__init__("\n".join(str(fault) for fault in faults.errors))
