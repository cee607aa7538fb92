"""Errors written for the person who must act on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN_PROBLEMS = 50


class AtlasError(Exception):
    """Anything the atlas refuses to do, with a message a person can act on."""


@dataclass(frozen=True)
class Problem:
    """One fault in a data package.

    Attributes
    ----------
    file : str
        Path of the table inside the package, e.g. ``measurements.csv``.
    row : int or None
        Line number as a text editor shows it (the header is line 1); None when the fault is
        of the whole file.
    column : str
        Column name; empty when the fault is of the whole row or file.
    found : str
        What stands there.
    expected : str
        What should stand there.
    remedy : str
        What to do about it.
    """

    file: str
    row: int | None
    column: str
    found: str
    expected: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return ``file, line 7, column value: found "-3", expected ...; remedy``."""
        place = [self.file]
        if self.row is not None:
            place.append(f"line {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        remedy = f". {self.remedy}" if self.remedy else ""
        return f"{', '.join(place)}: found {self.found}, expected {self.expected}{remedy}"


class PackageError(AtlasError):
    """A data package that breaks its own rules.

    Parameters
    ----------
    location : str
        The package's folder, or the table.
    problems : sequence of Problem
        The faults kept for showing.
    total : int, optional
        How many faults there are when more than `problems` were found.
    """

    def __init__(self, location: str, problems: Sequence[Problem], total: int | None = None):
        self.location = location
        self.problems = tuple(problems)
        self.total = len(self.problems) if total is None else total
        super().__init__(self._message())

    def _message(self) -> str:
        count = "1 problem" if self.total == 1 else f"{self.total:,} problems"
        lines = [f"{self.location} is not a valid data package: {count}"]
        lines += [f"  {problem}" for problem in self.problems[:SHOWN_PROBLEMS]]
        hidden = self.total - min(len(self.problems), SHOWN_PROBLEMS)
        if hidden > 0:
            lines.append(f"  ... and {hidden:,} more")
        return "\n".join(lines)


class Problems:
    """Collects faults, keeping the first few and counting all.

    Attributes
    ----------
    kept : list of Problem
        The first faults.
    total : int
        How many there are.
    unread : set of str
        Files that could not be read to their end, so that references to them prove nothing.
    """

    def __init__(self, keep: int = SHOWN_PROBLEMS):
        self.keep = keep
        self.kept: list[Problem] = []
        self.total = 0
        self.unread: set[str] = set()

    def __bool__(self) -> bool:
        return self.total > 0

    def add(
        self,
        file: str,
        row: int | None,
        column: str,
        found: object,
        expected: str,
        remedy: str = "",
    ) -> None:
        """Note one fault; texts found in a cell are quoted by the caller with `quoted`."""
        self.total += 1
        if len(self.kept) < self.keep:
            self.kept.append(Problem(file, row, column, str(found), expected, remedy))

    def raise_if_any(self, location: str) -> None:
        """Raise PackageError when a fault was noted."""
        if self:
            raise PackageError(location, self.kept, self.total)


def quoted(text: object, longest: int = 60) -> str:
    """Return a cell's text in quotes, cut when long, or ``an empty cell``.

    >>> quoted("12,5"), quoted("")
    ('"12,5"', 'an empty cell')
    """
    cell = str(text)
    if not cell:
        return "an empty cell"
    return f'"{cell}"' if len(cell) <= longest else f'"{cell[: longest - 1]}…"'
