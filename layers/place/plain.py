"""An answer as plain values, ready for JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from layers.advice import AdviceBook, ContactRow, Given
from layers.place.judged import LawVerdict
from layers.place.model import Finding, PlaceAnswer


def as_json(answer: PlaceAnswer, book: AdviceBook) -> dict[str, Any]:
    """Return an answer with dictionaries, lists, texts, numbers and None only.

    Parameters
    ----------
    answer
        From `answer_at`.
    book
        The advice that it was chosen from, for the sources.
    """
    found: dict[str, Any] = {
        "covered": answer.covered,
        "lat": answer.lat,
        "lon": answer.lon,
        "use": answer.use,
        "land_use": answer.land_use,
        "jurisdiction": _plain(answer.jurisdiction),
        "place": {
            "place_id": answer.place.place_id,
            "name": answer.place.name,
            "names": dict(answer.place.names),
            "country": answer.place.country,
            "distance_m": round(answer.place_m),
        },
    }
    if not answer.covered:
        return found | {"media": [], "around": [], "advice": [], "contacts": [], "own": []}
    return found | {
        "near_m": answer.near_m,
        "around_m": answer.around_m,
        "media": [_plain(medium) for medium in answer.media],
        "around": [_plain(one) for one in answer.around],
        "advice": [_advice(one, book) for one in answer.advice],
        "contacts": [_contact(one) for one in answer.contacts],
        "own": [_plain(one) for one in answer.own],
    }


def _advice(given: Given, book: AdviceBook) -> dict[str, Any]:
    row = given.row
    return {
        "advice_id": row.advice_id,
        "because": list(given.because),
        "about": row.about,
        "text": {at: row.said("advice", at) for at in ("en", "ro", "sr")},
        "why": {at: row.said("why", at) for at in ("en", "ro", "sr")},
        "sources": [
            {
                "source_id": key,
                "organisation": book.sources[key].organisation,
                "year": book.sources[key].year,
                "title": book.sources[key].title,
                "url": book.sources[key].url,
            }
            for key in row.source_ids
        ],
        "confidence": row.confidence,
        "reviewed_on": row.reviewed_on,
        "signed_by": row.signed_by,
        "signed_on": row.signed_on,
    }


def _contact(row: ContactRow) -> dict[str, Any]:
    return {
        "contact_id": row.contact_id,
        "country": row.country,
        "kind": row.kind,
        "name": row.name,
        "address": row.address,
        "what_for": {at: row.said("what_for", at) for at in ("en", "ro", "sr")},
        "url": row.url,
        "confidence": row.confidence,
        "read_year": row.read_year,
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        found = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        if isinstance(value, LawVerdict):
            found["word"] = value.word
        if isinstance(value, Finding):
            found["distance_m"] = _metres(value.distance_m)
        return found
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _metres(value: float | None) -> int | None:
    return None if value is None else round(value)
