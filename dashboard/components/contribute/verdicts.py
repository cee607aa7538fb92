"""What the laws say of a person's values: counts by law, the highest values, the places."""

from collections.abc import Mapping
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.badge import badge
from dashboard.components.cells import Element, element
from dashboard.components.symbol import symbol
from dashboard.components.words import amount
from dashboard.i18n import _, ngettext, number
from dashboard.limits import law_name, reason_words, verdict_words
from dashboard.state import carried
from layers.model import REGIMES, Regime, Selection

Seen = Mapping[str, Any]


def regime_name(regime: Regime) -> str:
    """Name of a law, with the land use for which it is asked."""
    law, _dash, land_use = regime.partition("_")
    return law_name("RS" if law == "RS" else "RO", land_use or "sensitive")


def verdicts(atlas: Atlas, selection: Selection, seen: Seen) -> list[Element]:
    """Return the section."""
    if not seen["values"]:
        return []
    return [
        element("H3", _("What the laws say"), id="contribute-verdicts"),
        element(
            "Div",
            [_law(atlas, regime, seen["verdicts"][regime]) for regime in REGIMES],
            className="contribute-laws",
        ),
        *_values(atlas, seen),
        *_places(selection, seen),
    ]


def _law(atlas: Atlas, regime: Regime, counts: list[list[Any]]) -> Element:
    rows = [
        element(
            "Li",
            [
                symbol("step" if read else "unread", str(step)),
                element("Span", _word(atlas, step, word, read)),
                element("Strong", number(count)),
            ],
        )
        for step, word, read, count in counts
    ]
    return element(
        "Section",
        [element("H4", regime_name(regime)), element("Ul", rows)],
    )


def _word(atlas: Atlas, step: int, word: str, read: bool) -> str:
    if step < 0:
        reason = reason_words(atlas.limits, word)
        return _("not judged: {reason}", reason=reason)
    name = verdict_words(atlas.limits, word)
    return name if read else _("no verdict; from memory: {verdict}", verdict=name)


def _values(atlas: Atlas, seen: Seen) -> list[Element]:
    heads = [_("Place"), _("Value"), *(regime_name(regime) for regime in REGIMES)]
    table = element(
        "Table",
        [
            element("Caption", _("Your values, the highest against the limits first"),
                    className="visually-hidden"),
            element("Thead", element("Tr", [element("Th", head, scope="col") for head in heads])),
            element("Tbody", [_value(atlas, row, heads) for row in seen["worst"]]),
        ],
        className="contribute-table stacks",
    )  # fmt: skip
    rest = seen["values"] - len(seen["worst"])
    more = _("and {count} more", count=number(rest))
    return [
        element("H4", _("Your values, the highest against the limits first")),
        element("Div", table, className="contribute-scroll", role="region", tabIndex="0",
                **{"aria-label": _("Your values, the highest against the limits first")}),
        *([element("P", more, className="contribute-small")] if rest else []),
    ]  # fmt: skip


def _value(atlas: Atlas, row: Seen, heads: list[str]) -> Element:
    shown = {**row, "value_printed": row["printed"]}
    what = f"{atlas.analyte_name(row['analyte'])}, {atlas.medium_name(row['medium'])}"
    laws = [
        element("Td", badge(atlas, row, regime, brief=True), **{"data-label": head})
        for regime, head in zip(REGIMES, heads[2:], strict=True)
    ]
    place = [row["name"] or "–", element("Small", _("row {row}", row=row["line"]))]
    value = [what, element("Strong", amount(shown), className="amount")]
    return element(
        "Tr",
        [
            element("Th", place, scope="row"),
            element("Td", value, **{"data-label": heads[1]}),
            *laws,
        ],
    )


def _places(selection: Selection, seen: Seen) -> list[Element]:
    if not seen["places"]:
        return []
    items = [
        element(
            "Li",
            [
                element(
                    "A",
                    place["name"] or f"{place['lat']:.3f}, {place['lon']:.3f}",
                    href=_place_link(selection, place),
                ),
                element("Small", ngettext("{count} value", "{count} values", place["count"])),
            ],
        )
        for place in seen["places"]
    ]
    rest = seen["placed"] - len(items)
    more = _("and {count} more", count=number(rest))
    return [
        element(
            "Details",
            [
                element("Summary", _("What is known around each of your places")),
                element("Ul", items, className="contribute-places"),
                element("P", more, className="contribute-small") if rest else None,
            ],
        )
    ]


def _place_link(selection: Selection, place: Seen) -> str:
    query = carried(selection)
    joint = "&" if "?" in query else "?"
    return f"/place{query}{joint}at={place['lat']:.3f},{place['lon']:.3f}"
