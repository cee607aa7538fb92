"""The estimate of a metal at the place, where samples support one, and the limit it is held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layers.assess import Limits
from layers.assess.proof import is_read
from layers.assess.rows import Ladder, LimitRow
from layers.model import Law
from layers.place.knowledge import Knowledge
from layers.place.model import EstimateHere, Finding
from layers.place.surfaces import Fitted
from layers.place.verdicts import OTHER
from layers.space.surface import Estimate, NoEstimate

MOST = 3
"""Metals of a medium that an estimate is asked for: the severest, else the first of the menu."""

ATTENTION = 2
"""Step of the verdicts from which the law asks for attention."""


def estimates_at(
    known: Knowledge,
    medium: str,
    findings: Sequence[Finding],
    at: tuple[float, float],
    law: Law,
    land_use: str,
    *,
    both: bool = False,
) -> tuple[EstimateHere, ...]:
    """Estimate the metals that matter most at a point.

    Parameters
    ----------
    known
        Fits each surface once and keeps it.
    medium
        What is asked about.
    findings
        What is published there of the medium, the severest first.
    at
        Latitude and longitude, WGS 84 degrees.
    law, land_use, both
        Whose limit the probability of exceeding is of.

    Returns
    -------
    tuple of EstimateHere
        Estimates first; those that are none say why.
    """
    surfaces = known.surfaces.of(medium, _asked(known, findings))
    found = [
        _one(
            known.limits,
            EstimateHere(analyte, medium, None),
            surface,
            at,
            attention_limit(known.limits, law, land_use, medium, analyte, both=both),
        )
        for analyte, surface in surfaces.items()
    ]
    return tuple(sorted(found, key=lambda one: not isinstance(one.answer, Estimate)))


def _asked(known: Knowledge, findings: Sequence[Finding]) -> list[str]:
    table = known.limits.registry.analytes
    on_map = table[table["on_map"] == "yes"].sort_values("priority")["analyte"].tolist()
    severest = [one.analyte for one in findings if one.analyte in on_map]
    return list(dict.fromkeys([*severest, *on_map]))[:MOST]


def _one(
    limits: Limits,
    asked: EstimateHere,
    surface: Fitted | None,
    at: tuple[float, float],
    row: LimitRow | None,
) -> EstimateHere:
    if surface is None or isinstance(surface, NoEstimate):
        return replace(asked, answer=surface)
    if row is None or row.value is None:
        return replace(asked, answer=surface.at(*at))
    limit = float(limits.registry.convert(row.value, row.unit, surface.samples.unit))
    regulation = limits.regulations[row.regulation_id].short_title
    return replace(asked, answer=surface.at(*at, limit=limit), regulation=regulation)


def attention_limit(
    limits: Limits, law: Law, land_use: str, medium: str, analyte: str, *, both: bool = False
) -> LimitRow | None:
    """Return the lowest limit above which a law asks for attention, if its number was read.

    It is that of the law that decides in the country. Where nobody has read that, or `both`
    countries' laws apply, it is the lowest of the country's laws and the other's deciding one: a
    rule for fields alone holds no garden.
    """
    own = limits.ladders_for(law, medium, land_use)
    other = limits.ladders_for(OTHER[law], medium, land_use)
    deciding = _lowest(limits, _deciding(own), medium, analyte)
    if deciding is not None and not both:
        return deciding
    return _lowest(limits, [*own, *_deciding(other)], medium, analyte)


def _deciding(ladders: Sequence[Ladder]) -> list[Ladder]:
    return [one for one in ladders if one.rank == 1]


def _lowest(
    limits: Limits, ladders: Sequence[Ladder], medium: str, analyte: str
) -> LimitRow | None:
    rows = [row for ladder in ladders for row in _rows(limits, ladder, medium, analyte)]
    convert = limits.registry.convert
    return min(
        rows, key=lambda row: float(convert(row.value or 0.0, row.unit, rows[0].unit)), default=None
    )


def _rows(limits: Limits, ladder: Ladder, medium: str, analyte: str) -> list[LimitRow]:
    asking = {rung.exceeds for rung in limits.schemes[ladder.scheme] if rung.step >= ATTENTION}
    regulation = limits.regulations[ladder.regulation_id]
    if regulation.valid_to is not None and regulation.valid_to < limits.today:
        return []
    return [
        row
        for row in limits.rows_of(ladder.regulation_id, medium, analyte)
        if row.threshold in asking
        and row.use in ladder.uses.split(";")
        and row.value is not None
        and is_read(row)
    ]
