"""What an answer about a place is made of: plain values, nothing of any screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from layers.advice import ContactRow, Given
from layers.model import Law
from layers.place.judged import Judged
from layers.space.jurisdiction import Jurisdiction
from layers.space.places import Place
from layers.space.surface import Estimate, NoEstimate

Reach = Literal["here", "near", "area", "region", "far"]
"""How a published value relates to the place: a sample from there; a sample near it; a statistic
of an area that holds it; of a wide region that holds it; none of these."""


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


def _outranks(one: Finding, other: Finding) -> bool:
    return one.judged.rank > other.judged.rank
