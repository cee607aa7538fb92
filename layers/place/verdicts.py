"""Both countries' verdicts on a few values, in plain words, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from layers.assess import Limits
from layers.assess.judge import judge_every_law
from layers.assess.proof import is_read
from layers.model import Law
from layers.place.judged import Difference, Judged, LawVerdict

OTHER: dict[Law, Law] = {"RO": "RS", "RS": "RO"}


def judged_here(
    frame: pd.DataFrame, limits: Limits, law: Law, land_use: str, *, both: bool = False
) -> list[Judged]:
    """Judge values by the law of the place and by the other country's.

    Parameters
    ----------
    frame
        One value a row, as `layers.assess.judge` takes it.
    limits
        From `load_limits`.
    law
        Country whose law applies at the place.
    land_use
        ``sensitive`` or ``less_sensitive``, for Romanian law.
    both
        Whether the other country's law applies as well: the place is on the border.

    Returns
    -------
    list of Judged
        One a row of `frame`, in its order.
    """
    if frame.empty:
        return []
    rows = judge_every_law(frame, limits, land_use=land_use)
    ids = {one.short_title: key for key, one in limits.regulations.items()}
    found: list[list[LawVerdict]] = [[] for _ in range(len(frame))]
    ranks: list[list[int]] = [[] for _ in range(len(frame))]
    media, analytes = frame["medium"].tolist(), frame["analyte"].tolist()
    for row in rows.to_dict("records"):
        at = int(row["row"])
        regulation = ids.get(str(row["regulation"]), "")
        limit_rows = limits.rows_of(regulation, media[at], analytes[at])
        read = bool(limit_rows) and all(is_read(one) for one in limit_rows)
        plain = limits.plain.get((regulation, str(row["verdict"])), "")
        found[at].append(_verdict(row, plain, read))
        ranks[at].append(int(row["rank"]))
    pairs = zip(found, ranks, media, strict=True)
    return [
        replace(_judged(one, rank, law, limits, medium, land_use), both=both)
        for one, rank, medium in pairs
    ]


def _verdict(row: Mapping[Any, Any], plain: str, read: bool) -> LawVerdict:
    step = int(row["step"])
    return LawVerdict(
        law=str(row["jurisdiction"]),
        plain=plain,
        read=read and bool(plain),
        checked=bool(row["checked"]),
        verdict=str(row["verdict"]),
        step=step,
        limit=_number(row["limit"]),
        limit_name=str(row["limit_name"]),
        limit_unit=str(row["limit_unit"]),
        times=_number(row["times_limit"]),
        regulation=str(row["regulation"]),
        condition=str(row["condition"]),
        corrected=bool(row["corrected"]),
        at_least=bool(row["at_least"]),
        reason=str(row["reason"]),
        notes=tuple(note for note in str(row["note"]).split(";") if note),
    )


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _judged(
    found: list[LawVerdict],
    ranks: list[int],
    law: Law,
    limits: Limits,
    medium: str,
    land_use: str,
) -> Judged:
    deciding = {one.law: one for one, rank in zip(found, ranks, strict=True) if rank == 1}
    own, other = deciding[law], deciding[OTHER[law]]
    further = tuple(
        one
        for one, rank in zip(found, ranks, strict=True)
        if one.law == law and rank > 1 and one.plain
    )
    return Judged(own, other, further, _difference(own, other, limits, medium, land_use))


def _difference(  # noqa: PLR0911 - one answer a case
    own: LawVerdict, other: LawVerdict, limits: Limits, medium: str, land_use: str
) -> Difference:
    """Say why two laws say what they say: the first of the cases that holds."""
    if not own.plain and not other.plain:
        return "neither_judges"
    if not other.plain:
        return "only_own"
    if not own.plain:
        return "only_other"
    if not own.read and not other.read:
        return "both_unread"
    if not own.read:
        return "own_unread"
    if not other.read:
        return "other_unread"
    if own.plain == other.plain:
        return "same"
    raised, normal = sorted((own, other), key=lambda one: one.step, reverse=True)
    if raised.plain == "raised" and not _knows(normal, "raised", limits, medium, land_use):
        return "fewer_steps"
    return "other_limits"


def _knows(verdict: LawVerdict, plain: str, limits: Limits, medium: str, land_use: str) -> bool:
    ladders = limits.ladders_for(verdict.law, medium, land_use)
    return any(
        rung.plain == plain for ladder in ladders[:1] for rung in limits.schemes[ladder.scheme]
    )
