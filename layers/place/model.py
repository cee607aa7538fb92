"""What an answer about a place is made of: plain values, nothing of any screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from layers.advice import ContactRow, Given
from layers.model import PLAIN_STEPS, Law
from layers.space.jurisdiction import Jurisdiction
from layers.space.places import Place
from layers.space.surface import Estimate, NoEstimate

Reach = Literal["here", "near", "area", "region", "far"]
"""How a published value relates to the place: a sample from there; a sample near it; a statistic
of an area that holds it; of a wide region that holds it; none of these."""

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


def _outranks(one: Finding, other: Finding) -> bool:
    return one.judged.rank > other.judged.rank


def _step(verdict: LawVerdict) -> int:
    return PLAIN_STEPS.index(verdict.plain) if verdict.plain else -1


def _severest(verdicts: Sequence[LawVerdict]) -> LawVerdict | None:
    """Return the severest that was read, of equal ones the first."""
    read = [one for one in verdicts if one.plain and one.read]
    return max(read, key=_step, default=None)


@dataclass(frozen=True)
class Finding:
    """One published value, and how it relates to the place that is asked about.

    Attributes
    ----------
    reach
        See `Reach`.
    distance_m
        Metres to the stated position; None where there is no usable one.
    uncertainty_m
        How far that position may be off; None where surveyed.
    value_printed, value, unit
        As printed.
    pooled, n
        Whether it describes several samples, and how many (None: not said).
    samples, low, high, unit_std
        For samples near: how many of the analyte and medium there are, and their range in
        `unit_std`; None for pooled statistics.
    old
        Known to be taken more than `layers.place.findings.OLD_YEARS` years ago.
    """

    measurement_id: str
    point_id: str
    place: str
    country: str
    lat: float
    lon: float
    medium: str
    analyte: str
    taxon: str
    organ: str
    value_printed: str
    value: float
    unit: str
    censoring: str
    statistic: str
    pooled: bool
    n: int | None
    depth_top_cm: float | None
    depth_bottom_cm: float | None
    year_from: int | None
    year_to: int | None
    source_id: str
    reach: Reach
    distance_m: float | None
    uncertainty_m: float | None
    coord_quality: str
    samples: int
    low: float | None
    high: float | None
    unit_std: str
    old: bool
    judged: Judged

    @property
    def stands_for_place(self) -> bool:
        """Whether it may be taken for a sample of the place itself."""
        return self.reach == "here"

    @property
    def weight(self) -> tuple[bool, bool, bool, int]:
        """Order in which findings are told: judged, new, samples, then by what is shown."""
        return self.judged.rank == 0, self.old, self.pooled, -self.judged.rank


@dataclass(frozen=True)
class EstimateHere:
    """The estimate of a metal at the place, or why there is none.

    Attributes
    ----------
    answer
        With `limit` where one was read: above it, `regulation` asks for attention. None while it
        is being calculated for the first time.
    regulation
        Short title; empty without a limit.
    """

    analyte: str
    medium: str
    answer: Estimate | NoEstimate | None
    regulation: str = ""


@dataclass(frozen=True)
class MediumAnswer:
    """What is published of one medium round the place.

    Attributes
    ----------
    main
        Whether the question is about this medium.
    findings
        Of samples here and near and of areas that hold the place: one an analyte, samples before
        statistics; the severest first.
    region
        Of wide regions that hold the place: context only.
    nearest
        Where `findings` is empty: the nearest published value, if there is any.
    estimates
        Of the metals that matter most; empty where the question is not about the medium.
    """

    medium: str
    main: bool
    findings: tuple[Finding, ...]
    region: tuple[Finding, ...]
    nearest: Finding | None
    estimates: tuple[EstimateHere, ...] = ()


@dataclass(frozen=True)
class Around:
    """A mining site or a waste area near the place.

    Attributes
    ----------
    kind
        ``site_type`` or ``waste_kind``: the vocabulary of `term`.
    term, status
        What it is, and its state.
    near
        What advice calls it (``mine``, ``smelter``, ``waste``); empty where none hangs on it.
    """

    id: str
    name: str
    kind: Literal["site_type", "waste_kind"]
    term: str
    status: str
    near: str
    lat: float
    lon: float
    distance_m: float
    uncertainty_m: float | None
    source_id: str


@dataclass(frozen=True)
class OwnResult:
    """A laboratory result that the person gave, judged by both laws. Nothing keeps it.

    Attributes
    ----------
    compared
        Share of the single samples of the region that are lower; None where there are too few.
    samples
        How many single samples that rests on.
    """

    analyte: str
    medium: str
    value: float
    unit: str
    censoring: str
    judged: Judged
    samples: int = 0
    compared: float | None = None


@dataclass(frozen=True)
class PlaceAnswer:
    """What is known at a point.

    Attributes
    ----------
    lat, lon
        WGS 84 degrees, as asked.
    use
        What the place is used for (`place_uses.csv`).
    land_use
        What Romanian law calls that.
    jurisdiction
        Whose law applies; `covered` False where the atlas can say nothing.
    place
        The nearest locality.
    near_m
        How far a sample may be to count as near, metres.
    media
        What the question is about first, then what matters beside it.
    around
        Mining sites and waste within `around_m`, nearest first.
    advice, contacts
        What one can do, the most important first; whom to turn to.
    own
        Laboratory results that came with the question.
    """

    lat: float
    lon: float
    use: str
    land_use: str
    jurisdiction: Jurisdiction
    place: Place
    place_m: float
    near_m: float
    around_m: float
    media: tuple[MediumAnswer, ...] = ()
    around: tuple[Around, ...] = ()
    advice: tuple[Given, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    own: tuple[OwnResult, ...] = ()

    @property
    def covered(self) -> bool:
        """Whether the atlas can say anything here."""
        return self.jurisdiction.covered

    @property
    def laws(self) -> tuple[Law, ...]:
        """Laws that apply: one, or both on the border."""
        return self.jurisdiction.laws

    @property
    def main(self) -> tuple[MediumAnswer, ...]:
        """The media that the question is about."""
        return tuple(one for one in self.media if one.main)

    @property
    def headline(self) -> Finding | None:
        """The finding that the first sentence speaks of: a judged sample before all others."""
        found = [one for medium in self.main for one in medium.findings]
        return min(found, key=lambda one: one.weight, default=None)

    @property
    def beside(self) -> tuple[Finding, ...]:
        """What is severer than the headline and must be said with it: of an area, and of old."""
        told = self.headline
        if told is None:
            return ()
        severer = sorted(
            (one for medium in self.main for one in medium.findings if _outranks(one, told)),
            key=lambda one: one.weight,
        )
        return tuple({one.old: one for one in reversed(severer)}.values())[::-1]

    @property
    def near(self) -> Mapping[str, float]:
        """Kilometres to the nearest ``mine``, ``smelter`` and ``waste``."""
        nearest: dict[str, float] = {}
        for one in self.around:
            if one.near:
                nearest.setdefault(one.near, one.distance_m / 1000)
        return nearest
