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
from layers.advice.tables import MeaningRow
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
    return element(
        "Li",
        [
            symbol(*look(one)),
            element(
                "Div",
                [
                    element(
                        "A",
                        name_of(atlas, one),
                        href=f"/site/{one.id}{carried(selection)}",
                    ),
                    element("Small", f"{what(atlas, one)}. {away(one)}"),
                ],
            ),
        ],
    )


def look(one: Around) -> tuple[str, str]:
    """Return the kind and the name of the symbol of a mine or waste, as `symbol` takes them."""
    if one.kind == "waste_kind":
        return "waste", "waste"
    return "mine", "smelter" if one.near == "smelter" else "mine"


def name_of(atlas: Atlas, one: Around) -> str:
    """Return its name in the language of the page."""
    return atlas.names().get(one.id, one.name)


def what(atlas: Atlas, one: Around) -> str:
    """Say what it is and in which state."""
    vocabulary = "site_status" if one.kind == "site_type" else "waste_status"
    return f"{atlas.term(one.kind, one.term)}, {atlas.term(vocabulary, one.status)}"


def away(one: Around) -> str:
    """Say how far away a mine or waste lies, as far as its position is known."""
    distance = amounts.distance(one.distance_m)
    if one.uncertainty_m and one.uncertainty_m > one.distance_m:
        reach = amounts.distance(one.uncertainty_m)
        return _("About {distance} away; known to {reach} only.", distance=distance, reach=reach)
    return _("About {distance} away.", distance=distance)


def meanings(book: AdviceBook, answer: PlaceAnswer) -> list[MeaningRow]:
    """Return what every kind that lies near means, each once."""
    kinds = dict.fromkeys((one.kind, one.term) for one in answer.around)
    return [book.meanings[kind] for kind in kinds if kind in book.meanings]


def _meanings(book: AdviceBook, answer: PlaceAnswer) -> Element:
    """Explain every kind that lies near, once."""
    rows = meanings(book, answer)
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
