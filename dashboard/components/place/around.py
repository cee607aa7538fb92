"""Mines and mining waste near the place, and what they mean for who lives there."""

from typing import Any

from dashboard.atlas import Atlas
from dashboard.components import words as amounts
from dashboard.components.cells import Element, element
from dashboard.components.place.words import said
from dashboard.components.symbol import symbol
from dashboard.i18n import _, ngettext
from dashboard.state import carried
from layers.advice import AdviceBook
from layers.model import Selection
from layers.place import PlaceAnswer
from layers.place.model import Around

SHOWN = 6


def nearby(atlas: Atlas, book: AdviceBook, answer: PlaceAnswer, selection: Selection) -> list[Any]:
    """Return the list of what lies within ten kilometres, each kind explained once."""
    reach = amounts.distance(answer.around_m)
    if not answer.around:
        none = _("No mine and no mining waste is known within {distance}.", distance=reach)
        return [element("H2", _("Mines and mining waste near")), element("P", none)]
    items = [_item(atlas, one, selection) for one in answer.around]
    parts: list[Any] = [
        element("H2", _("Mines and mining waste near")),
        element("Ul", items[:SHOWN], className="place-around"),
    ]
    if items[SHOWN:]:
        title = ngettext(
            "{count} more within {distance}",
            "{count} more within {distance}",
            len(items) - SHOWN,
            distance=reach,
        )
        fold = [element("Summary", title), element("Ul", items[SHOWN:], className="place-around")]
        parts.append(element("Details", fold, className="place-fold"))
    return [*parts, _meanings(book, answer)]


def _item(atlas: Atlas, one: Around, selection: Selection) -> Element:
    mine = one.kind == "site_type"
    status = atlas.term("site_status" if mine else "waste_status", one.status)
    return element(
        "Li",
        [
            symbol("mine", "smelter" if one.near == "smelter" else "mine")
            if mine
            else symbol("waste", "waste"),
            element(
                "Div",
                [
                    element(
                        "A",
                        atlas.names().get(one.id, one.name),
                        href=f"/site/{one.id}{carried(selection)}",
                    ),
                    element("Small", f"{atlas.term(one.kind, one.term)}, {status}. {_away(one)}"),
                ],
            ),
        ],
    )


def _away(one: Around) -> str:
    away = amounts.distance(one.distance_m)
    if one.uncertainty_m and one.uncertainty_m > one.distance_m:
        reach = amounts.distance(one.uncertainty_m)
        return _("About {distance} away; known to {reach} only.", distance=away, reach=reach)
    return _("About {distance} away.", distance=away)


def _meanings(book: AdviceBook, answer: PlaceAnswer) -> Element:
    """Explain every kind that lies near, once."""
    kinds = dict.fromkeys((one.kind, one.term) for one in answer.around)
    rows = [book.meanings[kind] for kind in kinds if kind in book.meanings]
    items = [element("Li", said(row, "text")) for row in rows]
    return element(
        "Details",
        [
            element("Summary", _("What they mean for people near")),
            element("Ul", items),
            element("P", _("Not yet checked by a doctor."), className="place-proof")
            if not all(row.signed for row in rows)
            else None,
        ],
        className="place-fold",
    )
