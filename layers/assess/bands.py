"""Days and hardnesses between which the law is the same, so that few cases stand for all rows."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from layers.assess.rows import LimitRow, Regulation

UNREADABLE = "?"
"""Stands for a date that cannot be read."""


_YEAR = re.compile(r"(1[5-9]|20)\d\d(\D|$)")


def last_day(text: str) -> date | None:
    """Read an ISO year, year-month or day as the last day that it can mean.

    >>> last_day("2019-02")
    datetime.date(2019, 2, 28)

    Raises
    ------
    ValueError
        The text is no such date.
    """
    if not text:
        return None
    if not _YEAR.match(text):
        raise ValueError("expected a date that begins with its year, 1500 to 2099")
    parts = [int(part) for part in re.split("[T ]", text, maxsplit=1)[0].split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


class DayBands:
    """Periods between two changes of any law.

    `label` names the period of a date by a day with the same law; ``""`` for no date and
    `UNREADABLE` for text that is none.
    """

    def __init__(self, regulations: Iterable[Regulation], rows: Iterable[LimitRow]) -> None:
        changes: set[date] = set()
        regulations = list(regulations)
        changes.update(one.certain_from for one in regulations if one.certain_from is not None)
        dated: list[Regulation | LimitRow] = [*regulations, *rows]
        for one in dated:
            if one.valid_from is not None:
                changes.add(one.valid_from)
            if one.valid_to is not None:
                changes.add(one.valid_to + timedelta(days=1))
        self._changes = sorted(changes)

    def label(self, text: str) -> str:
        """Return the first day of the period in which a date lies."""
        try:
            day = last_day(text)
        except ValueError:
            return UNREADABLE
        if day is None:
            return ""
        at = bisect_right(self._changes, day)
        if at:
            return self._changes[at - 1].isoformat()
        return (self._changes[0] - timedelta(days=1)).isoformat() if self._changes else "1900-01-01"


class HardnessBands:
    """Hardnesses between two changes of any limit, mg CaCO3/L."""

    def __init__(self, rows: Iterable[LimitRow]) -> None:
        bounds = {bound for row in rows for bound in (row.hardness_from, row.hardness_to)}
        self.edges = sorted(bound for bound in bounds if bound is not None)
        self.labels: list[float | None] = [0.0, *self.edges, None, -1.0]
        """A hardness of each band; then None for not known and -1 for not a hardness."""
