"""The answer about a place as the printed sheet says it: plain values, whole sentences."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from dashboard.atlas import Atlas
from dashboard.components import words as amounts
from dashboard.components.frame import package_name, simulated_words
from dashboard.components.place import advice, around, estimate, findings, search, verdict, words
from dashboard.components.symbol import drawing
from dashboard.i18n import _, current_language, day_text, ngettext, number
from dashboard.place_question import PlaceQuestion
from dashboard.places import Places
from dashboard.report.parts import Cited, address, empty_sign, run, signed, texts
from dashboard.report.qr import qr_code
from dashboard.report.surroundings import surroundings
from layers.model import Law
from layers.place import Finding, LawVerdict, PlaceAnswer
from layers.place.verdicts import OTHER

Content = dict[str, Any]

FARTHEST_NAME_M = 30_000.0
"""A point farther than this from every known locality is named by its position."""


class Room(NamedTuple):
    """How much of each list is printed; the rest is at the link."""

    values: int
    advice: int
    sampling: int
    around: int
    contacts: int


@dataclass(frozen=True)
class Sheet:
    """What a sheet is made from.

    Attributes
    ----------
    link
        Whole address of the page with the same answer.
    day
        The day of the answer.
    """

    atlas: Atlas
    places: Places
    question: PlaceQuestion
    answer: PlaceAnswer
    link: str
    day: date

    @cached_property
    def surroundings(self) -> Content:
        """The map, drawn once however often the sheet is set."""
        return surroundings(self.atlas, self.places.gazetteer, self.answer)


def content(sheet: Sheet, room: Room) -> Content:
    """Return everything that the sheet says, in the reader's language.

    Parameters
    ----------
    sheet
        Question and answer.
    room
        How long each list may be.

    Returns
    -------
    dict
        Texts, lists, numbers and SVG documents, as `place.typ` takes them.
    """
    answer, atlas = sheet.answer, sheet.atlas
    cited = Cited(atlas, sheet.places.book)
    found: Content = _head(sheet)
    found |= {
        "table": _table(atlas, answer, room.values, cited),
        "estimates": _estimates(atlas, answer),
        "advice": _advice(sheet, room.advice, cited),
        "sampling": _sampling(sheet, room.sampling),
        "around": _around(sheet, room.around, cited),
        "contacts": _contacts(sheet, room.contacts),
    }
    if answer.covered:
        found["surroundings"] = sheet.surroundings
    found["sources"] = _section(
        _("Where the numbers come from"), [*cited.listed()], intro=_sources_intro(atlas)
    )
    found["about"] = {"title": _("About this sheet"), "items": _about(sheet)}
    found["qr"] = qr_code(sheet.link)
    return found


def _section(title: str, items: Iterable[Any], rest: str = "", **more: Any) -> Content:
    return {"title": title, "items": list(items), "rest": rest, **more}


def _head(sheet: Sheet) -> Content:
    answer, atlas = sheet.answer, sheet.atlas
    question = words.question(sheet.question.use)
    name = _named(sheet)
    titled = f"{name}: {question}" if sheet.question.place_id else question
    package = atlas.store.package
    banner = " ".join(simulated_words()) if package.simulated else ""
    return {
        "lang": current_language().partition("-")[0],
        "title": f"{titled} – NETMIN Atlas",
        "running": titled,
        "banner": banner,
        "footer": " · ".join(
            (f"{package.name} {package.version}", day_text(sheet.day), _shown(sheet.link))
        ),
        "page": _("Page {page} of {pages}"),
        "question": question,
        "place": name,
        "where": _where(sheet),
        "verdict": _verdict(atlas, answer),
        "answer": words.first_sentence(atlas, answer)
        if answer.covered
        else words.not_covered(answer),
        "meaning": _meaning(atlas, answer),
    }


def _shown(link: str) -> str:
    return link.partition("://")[2].partition("?")[0]


def _named(sheet: Sheet) -> str:
    """Name the place, as far as there is one near the point."""
    if sheet.answer.place_m > FARTHEST_NAME_M:
        return _position(sheet.answer)
    if sheet.question.place_id:
        return sheet.answer.place.name_in(current_language())
    return words.near(sheet.answer, chosen=False)


def _where(sheet: Sheet) -> str:
    answer, language = sheet.answer, current_language()
    at = _(
        "{position}, to about {distance}",
        position=_position(answer),
        distance=amounts.distance(words.unsure_m(answer, chosen=bool(sheet.question.place_id))),
    )
    district = (answer.jurisdiction.admin1_names or {}).get(language, "")
    countries = answer.jurisdiction.countries
    country = " / ".join(sheet.atlas.term("country", one) for one in countries)
    law = words.law_here(answer) if answer.covered else ""
    use = search.use_name(sheet.places.book, sheet.question.use)
    return " · ".join(part for part in (district, country, at, law, use) if part)


def _position(answer: PlaceAnswer) -> str:
    """Write latitude and longitude; south and west are negative."""
    return _(
        "{latitude}° N, {longitude}° E",
        latitude=number(round(answer.lat, 3)),
        longitude=number(round(answer.lon, 3)),
    )


def _verdict(atlas: Atlas, answer: PlaceAnswer) -> Content:
    if not answer.covered:
        return empty_sign(_("not covered"))
    if answer.headline is None:
        return empty_sign(_("not measured here"))
    return signed(atlas, answer.headline.judged.shown)


def _meaning(atlas: Atlas, answer: PlaceAnswer) -> list[str]:
    if not answer.covered:
        return []
    told = words.meaning(answer)
    if answer.headline is None:
        return told
    headline = answer.headline
    explained = verdict.explained_here(atlas, headline.judged, words.amount(headline))
    return [explained, " ".join(told)]


def _table(atlas: Atlas, answer: PlaceAnswer, room: int, cited: Cited) -> Content:
    """Return the verdicts of both laws on what is published, the most telling values first.

    Why the laws differ is said once where it is the same for several values.
    """
    told = _in_turn([medium.findings or medium.region for medium in answer.media])
    own, other = _laws(answer)
    rows = [_row(atlas, finding, cited) for finding in told[:room]]
    times = Counter(row["note"] for row in rows)
    shared = [note for note, count in times.items() if count > 1]
    for row in rows:
        row["note"] = "" if row["note"] in shared else row["note"]
    rest = len(told) - room
    return {
        "title": _("What is published here, and what the two laws say"),
        "heads": [_("Published value"), own, other],
        "rows": rows,
        "notes": shared,
        "rest": _more(rest, "value") if rest > 0 else "",
    }


def _in_turn(lists: Sequence[Sequence[Finding]]) -> list[Finding]:
    """Return what is asked about up to four values first, then one of each medium in turn."""
    first = [one for found in lists[:1] for one in found[:4]]
    others = [list(lists[0][4:]) if lists else [], *map(list, lists[1:])]
    others = [*others[1:], *others[:1]]
    longest = max((len(found) for found in others), default=0)
    return first + [found[at] for at in range(longest) for found in others if at < len(found)]


def _laws(answer: PlaceAnswer) -> tuple[str, str]:
    """Return the heads of the two columns: the law of the place, and the other country's."""
    applying = {"RO": _("Romanian law (applies here)"), "RS": _("Serbian law (applies here)")}
    compared = {"RO": _("Romanian law (to compare)"), "RS": _("Serbian law (to compare)")}
    code: Law = answer.jurisdiction.code or "RO"
    other = OTHER[code]
    return applying[code], (applying if other in answer.laws else compared)[other]


def _row(atlas: Atlas, finding: Finding, cited: Cited) -> Content:
    shown = words.amount(finding)
    laws = verdict.by_law(finding.judged)
    head = _(
        "{metal}: {value}",
        metal=atlas.analyte_name(finding.analyte),
        value=shown,
    )
    facts = [atlas.medium_name(finding.medium), *findings.facts(atlas, finding)]
    cells = [_cell(atlas, one, name, shown) for name, one in laws]
    return {
        "head": head,
        "facts": " · ".join(part for part in facts if part),
        "sources": cited.data(finding.source_id),
        "own": cells[:-1],
        "other": cells[-1:],
        "note": verdict.difference(finding.judged),
    }


def _cell(atlas: Atlas, one: LawVerdict, law: str, amount: str) -> Content:
    """Return one law's verdict; that its numbers were not read is said beside the value."""
    unread = bool(one.plain) and not one.read
    text = "" if unread else verdict.explained(atlas, one, amount)
    return signed(atlas, one) | {"law": law if one.condition and one.plain else "", "text": text}


def _estimates(atlas: Atlas, answer: PlaceAnswer) -> Content:
    """Return what can be estimated; what is still being calculated is no news for paper."""
    done = [
        replace(one, estimates=tuple(each for each in one.estimates if each.answer is not None))
        for one in answer.media
    ]
    said = estimate.estimated(atlas, replace(answer, media=tuple(done)))
    title = " ".join(texts(said, ["H2"]))
    return _section(title, texts(said, ["Li", "P"]))


def _advice(sheet: Sheet, room: int, cited: Cited) -> Content:
    """Return the most important advice; who answers for it is said once if that is the same."""
    given = sheet.answer.advice
    rows = [one.row for one in given[:room]]
    proofs = [advice.proof(row) for row in rows]
    alike = len(set(proofs)) == 1
    items = [
        {
            "text": words.said(row, "advice"),
            "proof": advice.confidence(row) if alike else f"{proof} {advice.confidence(row)}",
            "sources": cited.advice(row.source_ids),
        }
        for row, proof in zip(rows, proofs, strict=True)
    ]
    rest = _more(len(given) - room, "advice") if len(given) > room else ""
    return _section(_("What you can do"), items, rest, proof=proofs[0] if alike else "")


def _sampling(sheet: Sheet, room: int) -> Content:
    if not sheet.answer.covered:
        return _section("", [])
    book = sheet.places.book
    guide = book.guides[book.uses[sheet.question.use].result_medium]
    steps = [*book.steps_of("safety"), *book.steps_of(guide.taking or "")]
    items = [{"text": words.said(step, "text"), "mark": advice.memory(step)} for step in steps]
    return _section(_("How to have it tested"), items if room else [], memory=advice.memory_means())


def _around(sheet: Sheet, room: int, cited: Cited) -> Content:
    answer, atlas, book = sheet.answer, sheet.atlas, sheet.places.book
    title = _("Mines and mining waste near")
    if not answer.covered:
        return _section(title, [])
    items = [
        {
            "svg": drawing(*around.look(one)),
            "name": around.name_of(atlas, one),
            "text": f"{around.what(atlas, one)}. {around.away(one)}",
            "sources": cited.data(one.source_id),
        }
        for one in answer.around[:room]
    ]
    meanings = [words.said(row, "text") for row in around.meanings(book, answer)[:2]]
    rest = _more(len(answer.around) - room, "site") if len(answer.around) > room else ""
    return _section(title, items, rest, meanings=meanings)


def _contacts(sheet: Sheet, room: int) -> Content:
    atlas, rows = sheet.atlas, sheet.answer.contacts
    items = []
    for row in rows[:room]:
        name, language = advice.contact_name(row)
        items.append(
            {
                "name": name,
                "lang": language.partition("-")[0],
                "kind": atlas.term("contact_kind", row.kind),
                "text": words.said(row, "what_for"),
                "facts": advice.contact_facts(row),
                "url": address(row.url),
            }
        )
    rest = _more(len(rows) - room, "contact") if len(rows) > room else ""
    return _section(_("Whom to ask"), items, rest)


def _more(count: int, what: str) -> str:
    return {
        "value": lambda: ngettext(
            "{count} more value is on the page: scan the code.",
            "{count} more values are on the page: scan the code.",
            count,
        ),
        "advice": lambda: ngettext(
            "{count} more piece of advice is on the page: scan the code.",
            "{count} more pieces of advice are on the page: scan the code.",
            count,
        ),
        "site": lambda: ngettext(
            "{count} more place is on the page: scan the code.",
            "{count} more places are on the page: scan the code.",
            count,
        ),
        "contact": lambda: ngettext(
            "{count} more address is on the page: scan the code.",
            "{count} more addresses are on the page: scan the code.",
            count,
        ),
    }[what]()


def _sources_intro(atlas: Atlas) -> str:
    return _(
        "Package {name}, version {version}. Every number was read in one of these publications; "
        "the laws, limits and their proof are on “How it is judged”.",
        name=package_name(atlas.store.package),
        version=atlas.store.package.version,
    )


def _about(sheet: Sheet) -> list[Any]:
    package = sheet.atlas.store.package
    licence = package.licenses[0] if package.licenses else {}
    cite = _(
        "To cite it: NETMIN Atlas, data package {name}, version {version}, answer of {day}, "
        "{link}. For a single value cite the publication named beside it.",
        name=package.name,
        version=package.version,
        day=day_text(sheet.day),
        link=sheet.link,
    )
    terms = _(
        "Licence of the compiled data: {licence}. The facts keep the terms of their publications.",
        licence=licence.get("name", "–"),
    )
    caution = _(
        "This sheet informs. It is no official test and no medical advice; it says what was "
        "published up to this version of the data."
    )
    before, link, after = cite.partition(sheet.link)
    return [
        [run(caution)],
        [run(before), run(link, link), run(after)],
        [run(terms, licence.get("path", ""))],
    ]
