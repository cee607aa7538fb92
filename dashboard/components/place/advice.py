"""What one can do, whom to turn to, how to take a sample."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.place.words import said
from dashboard.components.source_note import SAFE_LINK
from dashboard.i18n import _, current, day_text, in_script, listed, ngettext
from layers.advice import AdviceBook, ContactRow, Given
from layers.advice.tables import GuideRow, Signed, StepRow
from layers.advice.tables import listed as words_of
from layers.place import PlaceAnswer

SHOWN = 5
"""Pieces of advice that stand unfolded."""

ASKED_TOO = {"animals": ("ask_feed",), "farmland": ("ask_feed",), "children": ("ask_person",)}
"""Further parts of the sampling guide by use."""


def what_to_do(atlas: Atlas, book: AdviceBook, answer: PlaceAnswer) -> list[Any]:
    """Return the advice that fits, the first few unfolded."""
    if not answer.advice:
        return []
    first, rest = answer.advice[:SHOWN], answer.advice[SHOWN:]
    parts: list[Any] = [
        element("H2", _("What you can do")),
        element("Ul", [_item(atlas, book, one) for one in first], className="place-advice"),
    ]
    if rest:
        more = ngettext("{count} more piece of advice", "{count} more pieces of advice", len(rest))
        items = [_item(atlas, book, one) for one in rest]
        parts.append(
            element(
                "Details",
                [element("Summary", more), element("Ul", items, className="place-advice")],
                className="place-fold",
            )
        )
    return parts


def _item(atlas: Atlas, book: AdviceBook, given: Given) -> Element:
    row = given.row
    because = listed(atlas.analyte_name(one) for one in given.because[:4])
    more = _("Why, and where it was read")
    return element(
        "Li",
        [
            element("P", said(row, "advice"), className="place-do"),
            element("P", proof(row), className="place-proof"),
            element(
                "Details",
                [
                    element("Summary", more),
                    element("P", said(row, "why")),
                    element("P", _("Said because of {metals}.", metals=because))
                    if because
                    else None,
                    element("Ul", [_source(book, key) for key in row.source_ids]),
                    element("P", confidence(row)),
                    element("P", _("Last looked through on {day}.", day=_day(row.reviewed_on))),
                ],
                className="place-why",
            ),
        ],
    )


def _day(day: str | None) -> str:
    return day_text(date.fromisoformat(day)) if day else ""


def proof(row: Signed) -> str:
    """Say whether a doctor answers for the text."""
    if row.signed_by is None:
        return _("Not yet checked by a doctor.")
    return _("Checked by {doctor} on {day}.", doctor=row.signed_by, day=_day(row.signed_on))


def confidence(row: Signed) -> str:
    """Say in how many sources the text was read."""
    return {
        "read": _("Read in one source."),
        "two_sources": _("Read in two sources that agree."),
        "partly_from_memory": _("Partly from memory: a part of it was read in no source."),
        "from_memory": _("From memory: no source of it was read."),
    }[row.confidence]


def _source(book: AdviceBook, key: str) -> Element:
    source = book.sources[key]
    year = f" ({source.year})" if source.year else ""
    return element(
        "Li", [f"{source.organisation}{year}: ", _link(source.title, source.url)], lang="en"
    )


def _link(text: str, url: str | None) -> Any:
    if not url or not SAFE_LINK.match(url):
        return text
    return element("A", text, href=url, target="_blank", rel="noreferrer noopener")


def whom_to_ask(atlas: Atlas, answer: PlaceAnswer) -> list[Any]:
    """Return the authorities and laboratories of the country, the nearest first."""
    if not answer.contacts:
        return []
    items = [_contact(atlas, row) for row in answer.contacts]
    shown, rest = items[:3], items[3:]
    parts: list[Any] = [
        element("H2", _("Whom to ask")),
        element("Ul", shown, className="place-contacts"),
    ]
    if rest:
        title = ngettext("{count} more address", "{count} more addresses", len(rest))
        fold = [element("Summary", title), element("Ul", rest, className="place-contacts")]
        parts.append(element("Details", fold, className="place-fold"))
    return parts


def _contact(atlas: Atlas, row: ContactRow) -> Element:
    name, language = contact_name(row)
    return element(
        "Li",
        [
            element("Strong", _link(name, row.url), lang=language),
            element("Small", f"{atlas.term('contact_kind', row.kind)}. "),
            element("P", said(row, "what_for")),
            element("P", contact_facts(row), className="place-proof"),
        ],
    )


def contact_name(row: ContactRow) -> tuple[str, str]:
    """Return the name of whom to ask, and the language that it is in."""
    if row.country == "RO":
        return row.name, "ro"
    return in_script(row.name), "sr-Cyrl" if current().script == "Cyrl" else "sr-Latn"


def contact_facts(row: ContactRow) -> str:
    """Say where they are, and how fresh and sure that is."""
    facts = [
        (row.address or "") if row.country == "RO" else in_script(row.address or ""),
        _("As of {year}.", year=row.read_year) if row.read_year else "",
        _("From memory.") if row.confidence != "read" else "",
    ]
    return " ".join(part for part in facts if part)


def how_to_sample(atlas: Atlas, book: AdviceBook, use: str) -> list[Any]:
    """Return the guide to the sample that a use of a place is judged by."""
    guide = book.guides[book.uses[use].result_medium]
    folded = guide_parts(atlas, book, guide, ASKED_TOO.get(use, ()))
    return [element("H2", _("How to have it tested")), *folded]


def guide_parts(
    atlas: Atlas, book: AdviceBook, guide: GuideRow, more: Sequence[str] = ()
) -> list[Any]:
    """Return a guide to taking a sample, folded by part; safety stands unfolded."""
    return [
        element(
            "Details",
            [
                element("Summary", atlas.term("sampling_part", part).capitalize()),
                element(
                    "Ol" if part == guide.taking else "Ul",
                    [element("Li", _step(step)) for step in book.steps_of(part)],
                ),
                element("P", _read_in(book, book.steps_of(part)), className="place-proof"),
            ],
            className="place-fold",
            open=part == "safety",
        )
        for part in (*words_of(guide.parts), *more)
    ]


def _step(step: StepRow) -> list[Any]:
    return [said(step, "text"), *([" ", element("Small", mark)] if (mark := memory(step)) else [])]


def memory(step: StepRow) -> str:
    """Mark a step that was read in no source, or not all of it; empty where it was read."""
    marks = {"from_memory": _("(from memory)"), "partly_from_memory": _("(partly from memory)")}
    return marks.get(step.confidence, "")


def memory_means() -> str:
    """Say what the marks of `memory` mean."""
    return _("From memory: from the authors’ own knowledge, not read in a source.")


def _read_in(book: AdviceBook, steps: Sequence[StepRow]) -> list[Any]:
    """Name the sources of some steps, and what the marks beside them mean."""
    sources = _sources_of(book, steps)
    read = [_("Read in:"), " ", *sources, ". "] if sources else []
    return [*read, *([memory_means()] if any(map(memory, steps)) else [])]


def _sources_of(book: AdviceBook, steps: Sequence[StepRow]) -> list[Any]:
    keys = dict.fromkeys(key for step in steps for key in words_of(step.source_ids))
    found: list[Any] = []
    for key in keys:
        source = book.sources[key]
        link = element("Span", _link(source.organisation, source.url), lang="en")
        found += ["; " if found else "", link]
    return found
