"""What the laws say of one value, and which of them speaks first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from layers.model import PLAIN_STEPS

Difference = Literal[
    "neither_judges",
    "only_own",
    "only_other",
    "both_unread",
    "own_unread",
    "other_unread",
    "same",
    "fewer_steps",
    "other_limits",
]
"""Why the two countries' laws say what they say of one value."""


@dataclass(frozen=True)
class LawVerdict:
    """What one law says of a value.

    Attributes
    ----------
    law
        Jurisdiction: ``RO``, ``RS``; of further laws also others.
    plain
        One of `PLAIN_STEPS`; empty where the law does not judge the value.
    read
        Whether every number it rests on was read in a text of the law.
    checked
        Whether it was compared with the official gazette.
    verdict, step
        The law's own word, and its step 0 to 3; -1 not judged.
    limit, limit_name, limit_unit, times
        The limit that decides (after correction), and the value divided by it; None where none.
    regulation, condition
        Short title, and for which land or water it is made.
    corrected, at_least
        Limit corrected for the soil; the value is a lower bound.
    reason
        Key of `verdict_reasons.csv` where not judged.
    notes
        Keys of `verdict_reasons.csv` to say beside it.
    """

    law: str
    plain: str
    read: bool
    checked: bool
    verdict: str
    step: int
    limit: float | None
    limit_name: str
    limit_unit: str
    times: float | None
    regulation: str
    condition: str
    corrected: bool
    at_least: bool
    reason: str
    notes: tuple[str, ...]

    @property
    def word(self) -> str:
        """Term of the vocabulary ``plain_verdict`` that a person is told."""
        if not self.plain:
            return "not_judged"
        return self.plain if self.read else "limit_unread"


@dataclass(frozen=True)
class Judged:
    """The verdicts on one value: the laws that decide, and others that apply in the country.

    Attributes
    ----------
    own, other
        By the law of the place's country, and of the other one.
    further
        Other laws of the place's country, such as the one for farmland.
    difference
        Why `own` and `other` differ or not.
    both
        Whether both countries' laws apply: the place is on the border.
    """

    own: LawVerdict
    other: LawVerdict
    further: tuple[LawVerdict, ...]
    difference: Difference
    both: bool = False

    @property
    def severest(self) -> str:
        """Severest plain word of every law, read or not; empty where none judges.

        For advice and for the order of the list, never shown as a verdict.
        """
        steps = [_step(one) for one in (self.own, *self.further, self.other)]
        return PLAIN_STEPS[max(steps)] if max(steps) >= 0 else ""

    @property
    def sure(self) -> bool:
        """Whether the law that applies was read and judges the value; on the border both."""
        return self.own.read and (self.other.read or not self.both)

    @property
    def shown(self) -> LawVerdict:
        """Verdict that a headline may speak of: never milder than a law that was read allows.

        It is the severest verdict read in the country's laws. The other country's joins where
        both apply, where the country's deciding law was not read or is silent, and where the
        country's own would be normal. Where that is less than ``above_alert`` and an unread law
        that applies says worse, the unread verdict is shown, as one that nobody can give.
        """
        applying = [self.own, *self.further, *([self.other] if self.both else [])]
        best = _severest(applying)
        if best is None or best.plain == "normal" or not self.own.read:
            best = _severest([*applying, self.other])
        unread = max(applying, key=lambda one: -1 if one.read else _step(one))
        known = -1 if best is None else _step(best)
        if known < PLAIN_STEPS.index("above_alert") and not unread.read and _step(unread) > known:
            return unread
        if best is not None:
            return best
        return self.own if self.own.plain or not self.other.plain else self.other

    @property
    def rank(self) -> int:
        """How much what is shown matters: 0 not judged, 6 above the level to act on.

        Unread limits that would be passed stand between normal and raised.
        """
        shown = self.shown
        if not shown.plain:
            return 0
        if not shown.read:
            return 1 if shown.plain == "normal" else 3
        return (2, 4, 5, 6)[_step(shown)]


def _step(verdict: LawVerdict) -> int:
    return PLAIN_STEPS.index(verdict.plain) if verdict.plain else -1


def _severest(verdicts: Sequence[LawVerdict]) -> LawVerdict | None:
    """Return the severest that was read, of equal ones the first."""
    read = [one for one in verdicts if one.plain and one.read]
    return max(read, key=_step, default=None)
