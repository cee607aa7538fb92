"""The answer to a file: what is sound, what is not, and what can be done with both."""

from collections.abc import Mapping
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.contribute.columns import columns
from dashboard.components.contribute.form import RESULT
from dashboard.components.contribute.problems import problems
from dashboard.components.contribute.verdicts import verdicts
from dashboard.i18n import _, ngettext, number
from dashboard.own.words import expected, intake_words, mend, spoken
from dashboard.state import carried
from layers.intake import Words
from layers.model import Selection

Seen = Mapping[str, Any]
_MOST_FAULTS = 20


def empty() -> Element:
    """Return the place where a result will stand."""
    return element("Section", None, id=RESULT, className="contribute-result", tabIndex="-1")


def result(atlas: Atlas, selection: Selection, seen: Seen) -> Element:
    """Return what was found in a file."""
    parts = [
        element("H2", _("Result: {file}", file=seen["file"])),
        _refusal(atlas, seen) if seen["refused"] else _summary(seen),
        *([] if seen["refused"] else [_on_the_map(selection, seen)]),
        *([] if seen["refused"] else verdicts(atlas, selection, seen)),
        *problems(atlas, seen),
        *columns(atlas, seen),
    ]
    return _section(parts, seen)


def _section(parts: list[Any], seen: Seen) -> Element:
    codes = {kind["code"] for kind in seen["problems"]}
    asked = "1" if codes & {"no_medium", "system_unclear", "no_unit"} else ""
    return element(
        "Section", parts, id=RESULT, className="contribute-result", tabIndex="-1",
        **{
            "data-file": seen["file"], "data-asked": asked,
            "data-values": str(seen.get("values", 0)),
        },
    )  # fmt: skip


def trouble(message: str, *details: Any) -> Element:
    """Return a result that says only what went wrong."""
    parts = [
        element("H2", _("Nothing was read")),
        element("P", message, className="contribute-refused"),
        *details,
    ]
    return element("Section", parts, id=RESULT, className="contribute-result", tabIndex="-1")


def mapping_trouble(words: Words, faults: list[dict[str, Any]]) -> Element:
    """Return a result that lists what is wrong in a mapping, by key."""
    cases = [_mapping_fault(words, fault) for fault in faults[:_MOST_FAULTS]]
    more = len(faults) - len(cases)
    if more > 0:
        cases.append(element("Li", _("and {count} more", count=number(more))))
    return trouble(_("The mapping was not understood."), element("Ul", cases))


def _mapping_fault(words: Words, fault: dict[str, Any]) -> Element:
    """Say at which key what stands there and what is expected; its words are of no language."""
    found, wanted = spoken(words, fault["found"]), spoken(words, fault["expected"])
    named = _("nearest:") if fault["nearest"] else _("for example:")
    known = fault["nearest"] or ", ".join(fault["known"])
    return element(
        "Li",
        [
            *([element("Code", fault["place"], lang=""), " "] if fault["place"] else []),
            f"{_('Found')}: {found} · {_('Expected')}: {wanted}",
            *([f"; {named} ", element("Code", known, lang="")] if known else []),
        ],
    )


def _refusal(atlas: Atlas, seen: Seen) -> Element:
    """Say what ended the reading."""
    grave = [kind for kind in seen["problems"] if kind["severity"] == "error"][-1]
    known, case = intake_words(atlas), grave["cases"][-1]
    facts = {
        _("Found"): spoken(known, case["found"]),
        _("Expected"): expected(known, grave["code"], case["words"]),
        _("What to do"): mend(known, grave["code"], case["words"]),
    }
    said = [
        element(tag, text)
        for name, fact in facts.items()
        for tag, text in (("Dt", name), ("Dd", fact))
    ]
    nothing = element("P", element("Strong", _("Nothing of it can be used.")))
    return element("Div", [nothing, element("Dl", said)], className="contribute-refused")


def _summary(seen: Seen) -> Element:
    """Count what is sound and what is not."""
    rows = ngettext("{count} row", "{count} rows", seen["rows"])
    sound = ngettext("{count} sound value", "{count} sound values", seen["values"])
    places = ngettext("{count} place on the map", "{count} places on the map", seen["placed"])
    facts = [rows, element("Strong", sound), places]
    if seen["rejected"]:
        facts.append(
            ngettext("{count} value left out", "{count} values left out", seen["rejected"])
        )
    if seen["unplaced"]:
        facts.append(
            ngettext(
                "{count} value without a position", "{count} values without a position",
                seen["unplaced"],
            )
        )  # fmt: skip
    return element("Ul", [element("Li", fact) for fact in facts], className="contribute-facts")


def _on_the_map(selection: Selection, seen: Seen) -> Element:
    """Return the way to the map, where the script could keep the data."""
    return element(
        "P",
        [
            element("A", _("See it on the map"), href=f"/{carried(selection)}",
                    className="button primary"),
            element(
                "Small",
                _(
                    "What is sound is kept in this tab of your browser until you close it. It is "
                    "not stored on the server, and nobody else sees it."
                ),
            ),
        ],
        id="contribute-map",
        className="contribute-buttons",
        hidden=True,
        **{"data-values": number(seen["values"])},
    )  # fmt: skip
