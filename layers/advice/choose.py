"""Which advice fits a place: by what is known there, what lies near, and what it is used for."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from layers.advice.book import AdviceBook
from layers.advice.tables import AdviceRow, listed
from layers.errors import AtlasError
from layers.model import PLAIN_STEPS
from layers.registry import Registry
from layers.space.metric import distances_m

NOT_FOR_INHABITANTS = "authority"
"""Audience whose rows stay in the registry."""

NEEDED = ("As", "Pb", "Cd", "Cu")
"""What must be known to be normal before anything is said to be all right: the metals of the
region's mines that its laws and health sources are about."""


@dataclass(frozen=True)
class Known:
    """One result that speaks for a place or for its surroundings.

    Attributes
    ----------
    analyte, medium
        Keys of the registries.
    plain
        Severest of both countries' verdicts in plain words; empty where neither judges. Advice
        is about health, which no border changes.
    here
        Whether it stands for the place itself: the person's own result, or a sample from there.
    value, unit
        As given; None where no number may be used (a pooled statistic, an estimate).
    censoring
        ``<``: the value is an upper bound; ``>``: a lower one; else empty.
    sure
        Whether the law that applies at the place was read and judges it.
    """

    analyte: str
    medium: str
    plain: str
    here: bool
    value: float | None = None
    unit: str = ""
    censoring: str = ""
    sure: bool = False


@dataclass(frozen=True)
class Situation:
    """What is known where a person asks.

    Attributes
    ----------
    use
        Key of `place_uses.csv`.
    areas
        Country and district: ``{"RS", "RS-14"}``; both countries' on the border.
    lat, lon
        WGS 84 degrees.
    near
        Distance in kilometres to the nearest ``mine``, ``smelter`` or ``waste``.
    known
        Results of the place and its surroundings.
    old
        Results too old to advise on; they still silence what permits something.
    """

    use: str
    areas: frozenset[str]
    lat: float
    lon: float
    near: Mapping[str, float] = field(default_factory=dict)
    known: Sequence[Known] = ()
    old: Sequence[Known] = ()


@dataclass(frozen=True)
class Given:
    """A row of advice that fits, and the analytes because of which it is said."""

    row: AdviceRow
    because: tuple[str, ...] = ()


def advice_for(book: AdviceBook, situation: Situation) -> tuple[Given, ...]:
    """Choose the advice that fits a situation, the most important first.

    A row with bounds is chosen by the number alone; without a number of the place itself it is
    not said. A row that permits something is silent while another metal is above its alert level,
    and one that says that crops may be grown also where the soil is not well known.

    Parameters
    ----------
    book
        From `AdviceBook.load`.
    situation
        What is known.

    Returns
    -------
    tuple of Given
        Ordered by priority, then numbers before verdicts, then what was measured before what
        always holds, then the order of the file. Rows for authorities are never among them.
    """
    found: list[tuple[tuple[int, bool, int, int], Given]] = []
    for number, row in enumerate(book.advice):
        if not _belongs(row, situation):
            continue
        because = _because(row, situation, book.registry)
        if because is None or _contradicted(row, situation, book.registry):
            continue
        order = (row.priority, not row.by_number, _RANKS[row.when], number)
        found.append((order, Given(row, because)))
    return tuple(given for _order, given in sorted(found, key=lambda one: one[0]))


_RANKS = {"measured": 0, "suspected": 1, "unmeasured": 2, "always": 3}


def _belongs(row: AdviceRow, situation: Situation) -> bool:
    """Tell whether a row is for this person and this corner of the world."""
    uses, areas = listed(row.uses), listed(row.areas)
    return (
        row.audience != NOT_FOR_INHABITANTS
        and (not uses or situation.use in uses)
        and (not areas or not situation.areas.isdisjoint(areas))
        and _is_near(row, situation)
    )


def _is_near(row: AdviceRow, situation: Situation) -> bool:
    reach = row.within_km or 0.0
    if row.lat is not None and row.lon is not None:
        away = distances_m(situation.lat, situation.lon, row.lat, row.lon)
        return float(away) <= 1000 * reach
    return row.near is None or any(
        situation.near.get(kind, math.inf) <= reach for kind in listed(row.near)
    )


def _because(row: AdviceRow, situation: Situation, registry: Registry) -> tuple[str, ...] | None:
    """Return the analytes that call for a row; None where nothing does."""
    if row.when == "always":
        return ()
    analytes = listed(row.analytes)
    about = [
        one
        for one in situation.known
        if one.medium == row.judged_by and (not analytes or one.analyte in analytes)
    ]
    here = [one for one in about if one.here]
    if row.when == "unmeasured":
        return None if here else ()
    candidates = about if row.when == "suspected" else here
    if not _suits_acidity(row, situation):
        return None
    if row.verdict_to == "normal" and not row.by_number:
        return _all_normal(candidates)
    fits: Callable[[Known], bool] = (
        (lambda one: _within(row, one, registry))
        if row.by_number
        else (lambda one: _judged(row, one))
    )
    found = tuple(dict.fromkeys(one.analyte for one in candidates if fits(one)))
    return found or None


def _all_normal(candidates: Sequence[Known]) -> tuple[str, ...] | None:
    judged = [one for one in candidates if one.plain]
    if not judged or any(one.plain != "normal" for one in judged):
        return None
    return tuple(dict.fromkeys(one.analyte for one in judged))


def _judged(row: AdviceRow, one: Known) -> bool:
    if not one.plain or row.verdict_from is None or row.verdict_to is None:
        return False
    step = PLAIN_STEPS.index(one.plain)
    return PLAIN_STEPS.index(row.verdict_from) <= step <= PLAIN_STEPS.index(row.verdict_to)


def _within(row: AdviceRow, one: Known, registry: Registry) -> bool:
    """Tell whether a value surely lies within the bounds; what is a bound is taken as one."""
    if one.value is None:
        return False
    try:
        value = float(registry.convert(one.value, one.unit, row.unit or ""))
    except AtlasError:
        return False
    low = -math.inf if one.censoring == "<" else value
    high = math.inf if one.censoring == ">" else value
    return (
        (row.at_least is None or low >= row.at_least)
        and (row.above is None or low > row.above)
        and (row.up_to is None or high <= row.up_to)
    )


def _suits_acidity(row: AdviceRow, situation: Situation) -> bool:
    """Tell whether the soil's pH allows a row; where it is not known the text itself names it."""
    found = [
        one.value
        for one in situation.known
        if one.analyte == "pH"
        and one.medium == row.judged_by
        and one.here
        and one.value is not None
    ]
    if not found:
        return True
    above = row.ph_from is None or max(found) >= row.ph_from
    return above and (row.ph_below is None or min(found) < row.ph_below)


def _contradicted(row: AdviceRow, situation: Situation, registry: Registry) -> bool:
    """Tell whether a row that permits something would give false comfort."""
    if row.permits == "no":
        return False
    comforts = row.when != "always" and row.verdict_to in ("normal", "raised")
    exempt = () if comforts else listed(row.analytes)
    limit = PLAIN_STEPS.index("above_alert")
    alarming = any(
        one.plain and PLAIN_STEPS.index(one.plain) >= limit
        for one in (*situation.known, *situation.old)
        if one.analyte not in exempt
    )
    return alarming or (comforts and not _well_known(row, situation, registry))


def _well_known(row: AdviceRow, situation: Situation, registry: Registry) -> bool:
    """Tell whether enough was measured here, and judged by laws that were read, to permit."""
    own = listed(row.analytes)
    table = registry.analytes
    counts = set(table[table["on_map"].eq("yes") & table["kind"].ne("physicochemical")]["analyte"])
    results = [
        one
        for one in (*situation.known, *situation.old)
        if one.here and one.medium == row.judged_by and one.analyte in counts
    ]
    about = [one for one in results if one in situation.known]
    normal = {one.analyte for one in about if one.sure and one.plain == "normal"}
    return (
        all(one.plain for one in results)
        and all(one.sure for one in about if one.analyte in own)
        and normal.issuperset(set(NEEDED) - set(own))
    )
