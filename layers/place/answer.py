"""What is known at a point: by medium, by both laws, with what lies near and what one can do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd

from layers.advice import Known, Situation, advice_for, listed
from layers.advice.tables import UseRow
from layers.errors import AtlasError
from layers.model import Law
from layers.place.estimates import estimates_at
from layers.place.findings import CLOSE, FAR, OLD_YEARS, REGION, Told, chosen, findings_of
from layers.place.knowledge import AROUND_M, NEAR_M, Knowledge
from layers.place.model import Around, MediumAnswer, OwnResult, PlaceAnswer
from layers.place.own import LabValue, own_results
from layers.space.jurisdiction import Jurisdiction, jurisdiction_at

DEFAULT_USE = "garden"


def answer_at(
    known: Knowledge,
    lat: float,
    lon: float,
    *,
    use: str = DEFAULT_USE,
    land_use: str = "",
    media: Sequence[str] = (),
    results: Sequence[LabValue] = (),
) -> PlaceAnswer:
    """Say what is known at a point.

    Parameters
    ----------
    known
        What is published, the law, the map, the advice.
    lat, lon
        WGS 84 degrees.
    use
        What the place is used for: a key of `place_uses.csv`.
    land_use
        ``sensitive`` or ``less_sensitive`` for Romanian law; by default as `use` says.
    media
        Media to answer about; by default those of `use`.
    results
        Laboratory results of the place, as `LabValue`. They are judged and
        forgotten.

    Returns
    -------
    PlaceAnswer
        Beyond the countries whose law is carried, `covered` is False and nothing else is said.

    Raises
    ------
    AtlasError
        When `use` is not known, or a unit of `results` does not fit.
    """
    if use not in known.book.uses:
        raise AtlasError(f"use {use!r}: expected one of {', '.join(known.book.uses)}")
    row = known.book.uses[use]
    where = jurisdiction_at(lat, lon, known.boundaries)
    place = known.gazetteer.nearest(lat, lon)
    frame = PlaceAnswer(
        lat=lat,
        lon=lon,
        use=use,
        land_use=land_use or row.land_use,
        jurisdiction=where,
        place=place,
        place_m=place.distance_m(lat, lon),
        near_m=NEAR_M,
        around_m=AROUND_M,
    )
    if where.code is None:
        return frame
    return _filled(frame, known, row, where.code, tuple(media), results)


def _filled(
    frame: PlaceAnswer,
    known: Knowledge,
    use: UseRow,
    law: Law,
    media: tuple[str, ...],
    results: Sequence[LabValue],
) -> PlaceAnswer:
    values = known.at(frame.lat, frame.lon)
    asked = media or (*listed(use.main_media), *listed(use.other_media))
    main = media or listed(use.main_media)
    rows = chosen(values, asked, known.limits.today.year - OLD_YEARS)
    both = len(frame.laws) > 1
    told = findings_of(rows, known.limits, law, frame.land_use, known.priority, both=both)
    found = tuple(_medium(one, one in main, told, known, frame, law) for one in asked)
    own = own_results(results, known, law, frame.land_use, both=both)
    around = tuple(sorted(_around(frame, known), key=lambda one: one.distance_m))
    answer = replace(
        frame,
        media=tuple(one for one in found if one.main or one.findings),
        around=around,
        own=own,
    )
    areas = _areas(frame.jurisdiction, frame)
    situation = Situation(
        use=frame.use,
        areas=areas,
        lat=frame.lat,
        lon=frame.lon,
        near=answer.near,
        known=(*_own_known(own), *_published(found, old=False)),
        old=tuple(_published(found, old=True)),
    )
    return replace(
        answer,
        advice=advice_for(known.book, situation),
        contacts=known.book.contacts_for(areas, frame.use),
    )


def _areas(where: Jurisdiction, frame: PlaceAnswer) -> frozenset[str]:
    """Countries and district; near a border the district is that of the nearest locality."""
    district = where.admin1
    if not district and frame.place.country in where.laws:
        district = frame.place.admin1
    return frozenset({*where.laws, *([district] if district else [])})


def _medium(
    medium: str, main: bool, told: Told, known: Knowledge, frame: PlaceAnswer, law: Law
) -> MediumAnswer:
    findings = told.get((medium, CLOSE), ())
    at = frame.lat, frame.lon
    both = len(frame.laws) > 1
    far = told.get((medium, FAR), ()) if main else ()
    return MediumAnswer(
        medium=medium,
        main=main,
        findings=findings,
        region=told.get((medium, REGION), ()),
        nearest=next(iter(far), None),
        estimates=estimates_at(known, medium, findings, at, law, frame.land_use, both=both)
        if main
        else (),
    )


def _around(frame: PlaceAnswer, known: Knowledge) -> Iterable[Around]:
    mines = known.mines_near.within(frame.lat, frame.lon, AROUND_M)
    waste = known.waste_near.within(frame.lat, frame.lon, AROUND_M)
    layers: tuple[tuple[pd.DataFrame, str, Literal["site_type", "waste_kind"], str], ...] = (
        (mines, "site_id", "site_type", "type"),
        (waste, "waste_id", "waste_kind", "kind"),
    )
    for rows, key, kind, term in layers:
        for row in rows.to_dict("records"):
            meaning = known.book.meanings.get((kind, str(row[term])))
            uncertainty = row["coord_uncertainty_m"]
            yield Around(
                id=str(row[key]),
                name=str(row["name"]),
                kind=kind,
                term=str(row[term]),
                status=str(row["status"]),
                near=(meaning.near or "") if meaning else "",
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                distance_m=float(row["distance_m"]),
                uncertainty_m=None if pd.isna(uncertainty) else float(uncertainty),
                source_id=str(row["source_id"]),
            )


def _own_known(own: Sequence[OwnResult]) -> Iterable[Known]:
    for result in own:
        yield Known(
            analyte=result.analyte,
            medium=result.medium,
            plain=result.judged.severest,
            here=True,
            value=result.value,
            unit=result.unit,
            censoring=result.censoring,
            sure=result.judged.sure,
        )


def _published(media: Sequence[MediumAnswer], *, old: bool) -> Iterable[Known]:
    """Yield what is published and recent or old; pooled statistics only as a suspicion."""
    for medium in media:
        for one in (finding for finding in medium.findings if finding.old is old):
            here = one.stands_for_place
            yield Known(
                analyte=one.analyte,
                medium=one.medium,
                plain=one.judged.severest,
                here=here,
                value=one.value if here else None,
                unit=one.unit,
                censoring=one.censoring,
                sure=one.judged.sure,
            )
