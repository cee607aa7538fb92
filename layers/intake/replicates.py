"""Which of several values of one sample is which, this time and the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

import pandas as pd

from layers.intake.checks import IDENTITY
from layers.intake.keys import digest
from layers.intake.ledger import cells_of
from layers.schema import MEASUREMENTS

_SAID = tuple(MEASUREMENTS.columns.index(name) for name in ("value", "unit", "censoring"))
Cells = tuple[str, ...]


def numbered(
    values: pd.DataFrame, frame: pd.DataFrame, held: Mapping[str, str], lasting: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Return the ids of values and their numbers among those that nothing else tells apart.

    An id comes from what makes a measurement that one and no other, and a number. A value that
    the package holds under one of these ids keeps it, in whatever order it comes; others take
    the places of values that are gone, so that a correction replaces the wrong one, then new ones.

    Parameters
    ----------
    values, frame : DataFrame
        Values of the intake, and the rows of the package that they become.
    held : mapping of str to str
        Lines of the package by id.
    lasting : Series of bool
        Values that replace none, for nothing says whether they are the same again.
    """
    identity = [frame[name] if name in frame else values[name] for name in IDENTITY]
    keys = zip(frame["source_id"], frame["point_id"], *identity, strict=True)
    own = (values["measurement_id"] != "").tolist()
    groups: dict[Cells, list[int]] = {}
    for at, key in enumerate(keys):
        if not own[at]:
            groups.setdefault(key, []).append(at)
    said = list(zip(frame["value"], frame["unit"], frame["censoring"], strict=True))
    stays = lasting.to_numpy()
    ids, again = values["measurement_id"].tolist(), [0] * len(frame)
    for (source, *parts), places in groups.items():
        made = _Made(f"{source}.", parts)
        held_here = _held(made, held, len(places))
        numbers = _numbers([said[at] for at in places], held_here, bool(stays[places[0]]))
        for at, number in zip(places, numbers, strict=True):
            ids[at], again[at] = made(number), number
    return pd.Series(ids, values.index), pd.Series(again, values.index)


class _Made:
    """Ids of one group, by number."""

    def __init__(self, start: str, parts: list[str]):
        self._start, self._parts = start, parts

    def __call__(self, number: int) -> str:
        return self._start + digest(*self._parts, number)


def _held(made: Callable[[int], str], held: Mapping[str, str], size: int) -> dict[int, Cells]:
    """Return value, unit and sign that the package holds by number."""
    if not held:
        return {}
    found: dict[int, Cells] = {}
    for number in count():
        line = held.get(made(number))
        if line is not None:
            cells = cells_of(line)
            found[number] = tuple(cells[at] for at in _SAID)
        elif number >= size:
            return found
    return found


def _numbers(said: list[Cells], held: dict[int, Cells], lasting: bool) -> list[int]:
    """Return the number of each value of a group.

    >>> _numbers([("5",), ("20",), ("10",)], {0: ("10",), 1: ("20",)}, False)
    [2, 1, 0]
    >>> _numbers([("10",), ("21",)], {0: ("10",), 1: ("20",)}, False)
    [0, 1]
    >>> _numbers([("10",), ("21",)], {0: ("10",), 1: ("20",)}, True)
    [0, 2]
    """
    left: dict[Cells, list[int]] = {}
    for number in sorted(held, reverse=True):
        left.setdefault(held[number], []).append(number)
    found = [left[cells].pop() if left.get(cells) else None for cells in said]
    taken = {number for number in found if number is not None}
    blocked = taken | set(held) if lasting else taken
    fresh = (number for number in count() if number not in blocked)
    return [next(fresh) if number is None else number for number in found]
