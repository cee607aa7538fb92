"""Every problem of a file, by kind, row and column, with what to do about it."""

from collections.abc import Mapping
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.contribute.form import FORM
from dashboard.i18n import _, ngettext, number
from dashboard.own import words
from dashboard.own.words import intake_words
from layers.intake import Words

Seen = Mapping[str, Any]
SEVERITIES = ("error", "flag", "told")
OPEN = 3
"""Kinds of errors that are unfolded from the start."""


def problems(atlas: Atlas, seen: Seen) -> list[Element]:
    """Return the section: how many of what, a filter, and one fold a kind."""
    known, kinds = intake_words(atlas), seen["problems"]
    title = element("H3", _("Problems"), id="contribute-problems")
    if not kinds:
        return [title, element("P", _("None was found."))]
    return [
        title,
        _counts(seen),
        _filter(known, kinds),
        element(
            "Div",
            [_kind(known, kind, at < OPEN and kind["severity"] == "error")
             for at, kind in enumerate(kinds)],
            id="contribute-kinds",
        ),
        *([] if seen["refused"] else [_downloads()]),
    ]  # fmt: skip


def _counts(seen: Seen) -> Element:
    counts = seen["counts"]
    said = {
        "error": ngettext("{count} problem: what it touches is left out",
                          "{count} problems: what they touch is left out", counts["error"]),
        "flag": ngettext("{count} remark: kept, and marked",
                         "{count} remarks: kept, and marked", counts["flag"]),
        "told": ngettext("{count} note", "{count} notes", counts["told"]),
    }  # fmt: skip
    return element(
        "Ul",
        [
            element("Li", said[severity], className=f"severity severity-{severity}")
            for severity in SEVERITIES
            if counts[severity]
        ],
        className="contribute-counts",
    )


def _filter(known: Words, kinds: list[Seen]) -> Element:
    options = [element("Option", _("all kinds"), value="")]
    options += [
        element("Option", f"{words.kind(known, kind['code'])} ({number(kind['count'])})",
                value=kind["code"])
        for kind in kinds
    ]  # fmt: skip
    return element(
        "Label",
        [
            element("Span", _("Show")),
            element("Select", options, id="contribute-filter"),
        ],
        className="contribute-select needs-script",
        hidden=True,
    )


def _kind(known: Words, kind: Seen, open_: bool) -> Element:
    cases = kind["cases"]
    rest = kind["count"] - len(cases)
    heads = (_("Where"), _("Found"), _("Expected"), _("What to do"))
    table = element(
        "Table",
        [
            element("Caption", words.kind(known, kind["code"]), className="visually-hidden"),
            element("Thead", element("Tr", [element("Th", head, scope="col") for head in heads])),
            element("Tbody", [_case(known, kind["code"], case, heads) for case in cases]),
        ],
        className="contribute-table stacks",
    )
    more = _("and {count} more", count=number(rest))
    return element(
        "Details",
        [
            element(
                "Summary",
                [
                    element("Span", words.severity(kind["severity"]),
                            className=f"severity severity-{kind['severity']}"),
                    element("Strong", words.kind(known, kind["code"])),
                    element("Span", number(kind["count"]), className="count"),
                ],
            ),
            element("Div", table, className="contribute-scroll", role="region", tabIndex="0",
                    **{"aria-label": words.kind(known, kind["code"])}),
            element("P", more, className="contribute-small") if rest else None,
        ],
        open=open_,
        className="contribute-kind",
        **{"data-kind": kind["code"]},
    )  # fmt: skip


def _case(known: Words, code: str, case: Seen, heads: tuple[str, ...]) -> Element:
    said = (
        words.place_of(case) or _("whole file"),
        words.spoken(known, case["found"]),
        words.expected(known, code, case["words"]),
        words.mend(known, code, case["words"]),
    )
    first, *rest = zip(heads, said, strict=True)
    return element(
        "Tr",
        [
            element("Th", first[1], scope="row"),
            *[element("Td", text, **{"data-label": head}) for head, text in rest],
        ],
    )


def _downloads() -> Element:
    buttons = [
        element("Button", text, type="submit", name="wanted", value=value, form=FORM,
                className="button")
        for value, text in (
            ("marked", _("Copy with the problems marked (XLSX)")),
            ("sound", _("Sound rows in our form (CSV)")),
        )
    ]  # fmt: skip
    return element("P", buttons, className="contribute-buttons")
