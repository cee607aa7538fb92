"""Every limit that is carried, as its law prints it, with how each number is known."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.methods.parts import facts, fold, linked, paragraph, quoted, table
from dashboard.components.methods.proof import Notes, verification_words
from dashboard.i18n import _, day_text, ngettext, number, printed, said
from dashboard.limits import threshold_name
from layers.assess.limits import Limits
from layers.assess.proof import is_read
from layers.assess.rows import LimitRow, Regulation

JURISDICTIONS = ("RO", "RS", "EU", "NL", "CA", "FAO")


def jurisdiction_name(code: str) -> str:
    """Name of who made a law or guideline."""
    names = {
        "RO": _("Romania"),
        "RS": _("Serbia"),
        "EU": _("European Union"),
        "NL": _("Netherlands"),
        "CA": _("Canada"),
        "FAO": _("FAO"),
    }
    return names.get(code, code)


def limit_folds(atlas: Atlas) -> list[Element]:
    """Return the regulations, folded, by jurisdiction."""
    known = list(dict.fromkeys(one.jurisdiction for one in atlas.limits.regulations.values()))
    parts: list[Element] = []
    for code in sorted(known, key=lambda code: (*JURISDICTIONS, code).index(code)):
        parts.append(element("H3", jurisdiction_name(code)))
        parts += [
            regulation_fold(atlas, regulation)
            for regulation in atlas.limits.regulations.values()
            if regulation.jurisdiction == code
        ]
    return parts


def rows_of(limits: Limits, regulation_id: str) -> list[LimitRow]:
    """Limits of a regulation, in the order of the files."""
    return [row for row in limits.rows if row.regulation_id == regulation_id]


def regulation_fold(atlas: Atlas, regulation: Regulation) -> Element:
    """Return one regulation: what it is, its numbers, how they are known."""
    rows = rows_of(atlas.limits, regulation.regulation_id)
    read = sum(map(is_read, rows))
    remark = ngettext(
        "{count} number, {read} read in a text",
        "{count} numbers, {read} read in a text",
        len(rows),
        read=number(read),
    )
    notes = Notes(f"proof-{regulation.regulation_id}")
    media = dict.fromkeys(row.medium for row in rows)
    tables = [
        _table(atlas, regulation, [row for row in rows if row.medium == medium], notes)
        for medium in media
    ]
    body = [_about(atlas, regulation), *tables, notes.listed()]
    return fold(
        f"regulation-{regulation.regulation_id}", said(regulation.short_title), remark, body
    )


def _about(atlas: Atlas, regulation: Regulation) -> Element:
    start, end = regulation.valid_from, regulation.valid_to
    return facts(
        [
            (_("Title"), said(regulation.title)),
            (_("Gazette"), regulation.gazette),
            (_("In force from"), day_or_year(start)),
            (_("In force until"), day_or_year(end)),
            (_("Force"), _("binding") if regulation.binding else _("a guideline, not binding")),
            (_("What it judges"), _what_it_judges(atlas, regulation)),
            (_("Text"), linked(regulation.url)),
            (_("How known"), verification_words(regulation.verification)),
            (_("Note"), quoted(regulation.note)),
        ]
    )


def day_or_year(day: date | None) -> str:
    """Write a day; the year alone where the registry knows no more, which it keeps as 1 January.

    >>> day_or_year(date(2012, 1, 1)), day_or_year(date(2018, 4, 28)), day_or_year(None)
    ('2012', 'April 28, 2018', '')
    """
    if day is None:
        return ""
    return str(day.year) if (day.month, day.day) == (1, 1) else day_text(day)


def _what_it_judges(atlas: Atlas, regulation: Regulation) -> str:
    words = []
    for ladder in atlas.limits.ladders:
        if ladder.regulation_id != regulation.regulation_id:
            continue
        media = ", ".join(atlas.medium_name(medium) for medium in ladder.media.split(";"))
        country = jurisdiction_name(ladder.jurisdiction)
        judged = (
            _("{media}: decides in {country}", media=media, country=country)
            if ladder.rank == 1
            else _("{media}: further reference", media=media)
        )
        words.append(f"{judged} ({said(ladder.note)})" if ladder.note else judged)
    return "; ".join(dict.fromkeys(words)) or _("nothing today: kept for the record")


def _table(atlas: Atlas, regulation: Regulation, rows: list[LimitRow], notes: Notes) -> Element:
    columns = list(dict.fromkeys((row.threshold, row.use) for row in rows))
    uses = {use for threshold, use in columns if sum(t == threshold for t, _u in columns) > 1}
    grouped: dict[tuple[Any, ...], list[LimitRow]] = {}
    for row in rows:
        grouped.setdefault(_same_row(row), []).append(row)
    body = []
    for same in grouped.values():
        found = {(row.threshold, row.use): row for row in same}
        cells = [_cell(found.get(column)) for column in columns]
        articles = "; ".join(dict.fromkeys(row.article for row in same))
        body.append([_name(atlas, same[0]), *cells, same[0].unit, notes.cell(same, articles)])
    caption = f"{said(regulation.short_title)}: {atlas.medium_name(rows[0].medium)}"
    headings = [column_name(threshold, use if use in uses else "") for threshold, use in columns]
    return table(caption, [_("Metal"), *headings, _("Unit"), _("How known")], body, numbers=False)


def _same_row(row: LimitRow) -> tuple[Any, ...]:
    return (
        row.analyte, row.fraction, row.basis, row.foodstuff, row.unit, row.hardness_from,
        row.hardness_to, row.valid_from, row.valid_to,
    )  # fmt: skip


def column_name(threshold: str, use: str) -> str:
    """Name a limit by its step and the use of land or water that it holds for."""
    uses = {
        "sensitive": _("homes and gardens"),
        "less_sensitive": _("industry"),
        "farmland": _("farmland"),
        "irrigation": _("irrigation water"),
    }
    name = threshold_name(threshold)
    return f"{name}, {uses[use]}" if use in uses else name


def _cell(row: LimitRow | None) -> Element:
    if row is None:
        return element("Td", "", className="number")
    kind = "number" if is_read(row) else "number unread"
    return element("Td", _printed(row), className=kind, id=f"limit-{row.limit_id}")


def _printed(row: LimitRow) -> str:
    """Write a limit as its law prints it."""
    if row.printed == "background":
        return _("background")
    value, _or, natural = row.printed.partition(" or natural level")
    if row.printed.endswith(" or natural level") and not natural:
        return _("{value} or natural level", value=printed(value))
    return printed(row.printed)


def _name(atlas: Atlas, row: LimitRow) -> Element:
    details = ", ".join(_details(atlas, row))
    small = [*([details] if details else []), *([quoted(row.foodstuff)] if row.foodstuff else [])]
    parts = [part for one in small for part in (", ", one)][1:]
    name = atlas.analyte_name(row.analyte)
    return element("Th", [name, *([element("Small", parts)] if parts else [])], scope="row")


def _details(atlas: Atlas, row: LimitRow) -> Iterable[str]:
    if row.fraction:
        yield fraction_name(atlas, row.fraction)
    low, high = row.hardness_from, row.hardness_to
    if low is not None and high is not None:
        yield _("hardness {low} to {high} mg/L", low=number(low), high=number(high))
    elif low is not None:
        yield _("hardness from {low} mg/L", low=number(low))
    elif high is not None:
        yield _("hardness below {high} mg/L", high=number(high))
    if row.valid_from is not None:
        yield _("from {day}", day=day_text(row.valid_from))
    if row.valid_to is not None:
        yield _("until {day}", day=day_text(row.valid_to))


def fraction_name(atlas: Atlas, fraction: str) -> str:
    """Name the part of the whole that a limit speaks of."""
    names = {
        "as_in_law": _("fraction not read"),
        "below_63um": _("grains below 63 µm"),
        "inorganic": _("inorganic"),
        "soluble": _("soluble"),
        "bioavailable": _("available to organisms"),
    }
    return names.get(fraction) or atlas.term("fraction", fraction)


def limits_intro() -> list[Element]:
    """Say how to read the tables."""
    return [
        paragraph(
            _(
                "Every number as its law prints it. Grey italics: nobody has read the number in a "
                "text of the law; a verdict that rests on it stays grey on the map. A curator "
                "marks a number as checked by editing its row in the registry: name, date, gazette."
            )
        )
    ]
