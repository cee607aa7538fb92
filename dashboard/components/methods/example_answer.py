"""What is said of one value: both laws, then every law, the indices, the risk, the low end."""

from typing import Any

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.cells import Element, element
from dashboard.components.low_end import low_end_words
from dashboard.components.methods.limit_tables import column_name, jurisdiction_name
from dashboard.components.methods.notices import notice_words
from dashboard.components.methods.parts import amount, bullets, fold, paragraph, table
from dashboard.components.symbol import symbol
from dashboard.i18n import THIN_SPACE, _, ngettext, number, said, with_unit
from dashboard.yardsticks import yardsticks
from layers.assess.essential import Mark

Found = dict[str, Any]


def answered(atlas: Atlas, answer: Found) -> list[Element]:
    """Return the answer to one value, as `layers.assess.answer.assess_one` gives it."""
    result = answer["results"][0]
    verdicts = result["verdicts"]
    deciding = [one for one in verdicts if one["rank"] == 1]
    return [
        _what(atlas, answer, result),
        element(
            "Dl",
            [
                part
                for one in deciding
                for part in (
                    element("Dt", jurisdiction_name(one["jurisdiction"])),
                    element("Dd", verdict_badge(one, sign_of(result))),
                )
            ],
            className="verdicts answer-verdicts",
        ),
        *_low_end(atlas, result),
        _notes(atlas, answer, result),
        fold(
            "answer-laws",
            _("Every law, with its limit"),
            "",
            [_laws(verdicts, sign_of(result))],
            unfolded=True,
        ),
        *_indices(atlas, answer, result),
        *_health(answer),
    ]


def sign_of(result: Found) -> str:
    """Return the sign before every number that comes from a bound."""
    return f"{result['censoring']}{THIN_SPACE}" if result["censoring"] else ""


def verdict_badge(one: Found, sign: str = "") -> Element:
    """Return a verdict as symbol and words; without colour where nobody has read its limit."""
    step, text = str(one["step"]), [said(one["label"])]
    if one["step"] < 0:
        text = [_("not judged"), element("Small", said(one["label"]))]
        parts = [symbol("step", "-1"), element("Span", text)]
        return element("Span", parts, className="badge badge-none")
    if one["times_limit"] is not None:
        limit = with_unit(one["limit"], one["limit_unit"])
        times = sign + words.times(one["times_limit"])
        text.append(element("Small", _("{times} of {limit}", times=times, limit=limit)))
    if one["at_least"]:
        text.append(element("Small", _("at least: the value is a lower bound")))
    if not one["read"]:
        text.append(element("Small", _("limit known from memory only, not checked")))
    elif not one["checked"]:
        text.append(element("Small", _("limit read, not checked")))
    kind, colour = ("step", step) if one["read"] else ("unread", "none")
    return element(
        "Span", [symbol(kind, step), element("Span", text)], className=f"badge badge-{colour}"
    )


def _what(atlas: Atlas, answer: Found, result: Found) -> Element:
    return paragraph(
        _(
            "{amount} of {metal} in {medium}",
            amount=f"{sign_of(result)}{with_unit(result['value'], result['unit'])}",
            metal=atlas.analyte_name(result["analyte"]),
            medium=atlas.medium_name(answer["medium"]),
        ),
        className="amount",
    )


def _notes(atlas: Atlas, answer: Found, result: Found) -> Element:
    notes = [said(note) for note in answer["summary"]["notes"].values()]
    mark = _mark(atlas, result)
    if mark is not None and mark.kind == "none_known":
        notes.append(_("too little? not judged: {meaning}", meaning=said(mark.meaning)))
    unchecked = answer["summary"]["unchecked"]
    if unchecked:
        notes.append(
            ngettext(
                "{count} of these verdicts rests on an unchecked limit",
                "{count} of these verdicts rest on an unchecked limit",
                unchecked,
            )
        )
    return bullets(notes, className="answer-notes")


def _laws(verdicts: list[Found], sign: str) -> Element:
    rows = [
        [
            element(
                "Th",
                [
                    f"{jurisdiction_name(one['jurisdiction'])}: {said(one['regulation'] or '')}",
                    *([element("Small", said(one["condition"]))] if one["condition"] else []),
                ],
                scope="row",
            ),
            said(one["label"]),
            _limit(one),
            "" if one["times_limit"] is None else sign + words.times(one["times_limit"]),
            _known(one),
        ]
        for one in verdicts
    ]
    headings = [_("Law"), _("Verdict"), _("Limit used"), _("Times"), _("Limit known")]
    return table(_("Verdict of every law"), headings, rows)


def _limit(one: Found) -> Any:
    if one["limit"] is None:
        return ""
    text = with_unit(one["limit"], one["limit_unit"], 4 if one["corrected"] else None)
    threshold, _comma, use = one["limit_name"].partition(", ")
    name = f"{column_name(threshold.replace(' ', '_'), use.replace(' ', '_'))}: {text}"
    shown = (
        name if one["limit_id"] is None else element("A", name, href=f"#limit-{one['limit_id']}")
    )
    if not one["corrected"]:
        return shown
    tabled = with_unit(one["tabled_limit"], one["limit_unit"])
    return [shown, element("Small", _("corrected for this soil; tabled {limit}", limit=tabled))]


def _known(one: Found) -> str:
    if one["step"] < 0:
        return ""
    if one["checked"]:
        return _("read and checked")
    return _("read, unchecked") if one["read"] else _("not read")


def _indices(atlas: Atlas, answer: Found, result: Found) -> list[Element]:
    details = {
        index: one
        for index, one in result["index_details"].items()
        if one["reason"] != "not_for_this_medium"
    }
    if not details:
        return []
    background = said(answer["summary"]["background"]["label"])
    reference = atlas.term("analyte", answer["summary"]["reference_element"])
    rows = [
        [
            element("A", index, href=f"#index-{index}"),
            _index_value(one),
            _index_class(one, reference),
        ]
        for index, one in details.items()
    ]
    headings = [_("Index"), _("Value"), _("Class, or why there is none")]
    title = _("Pollution indices, against: {background}", background=background)
    return [fold("answer-indices", title, "", [table(title, headings, rows)])]


def _index_value(one: Found) -> str:
    if one["value"] is None:
        return "–"
    sign = f"{one['qualifier']}{THIN_SPACE}" if one["qualifier"] else ""
    return sign + number(one["value"], significant=3)


def _index_class(one: Found, reference: str) -> str:
    known = said(one["class"]) if one["class"] else reason_words(one["reason"] or "", reference)
    return known if one["read"] is not False else _("{words} (unchecked)", words=known)


def reason_words(reason: str, reference: str) -> str:
    """Say why an index has no value or no class; `reference` is the reference element."""
    known = {
        "not_measured": _("not measured"),
        "no_background": _("this background has no number for it"),
        "no_toxic_response": _("no toxic-response factor is known for it"),
        "no_standard": _("no standard is known for it"),
        "is_reference": _("it is the reference element itself"),
        "reference_not_measured": _("needs {element} from the same sample", element=reference),
        "no_reference_background": _("this background has no {element}", element=reference),
        "too_few_elements": _("needs more than one metal"),
        "class_undetermined": _("below detection: it could be in several classes"),
        "no_classes": _("has no classes"),
        "zero_without_limit": _("a zero without a detection limit says nothing"),
        "limit_of_zero": _("a detection limit of zero says nothing"),
        "pooled": _("a mean or maximum of several samples is no sample"),
        "wet_mass": _("given per wet mass; backgrounds are per dry mass"),
        "not_total": _("only a part of the total was measured"),
    }
    return known.get(reason, reason.replace("_", " "))


def _health(answer: Found) -> list[Element]:
    risk = answer["summary"]["health_risk"]
    if risk is None or not (risk["HI"] or risk["CR"]):
        return []
    names = {"child": _("child"), "adult": _("adult"), "child_and_adult": _("a lifetime")}
    rows = [
        [
            f"{total}, {names[who]}",
            f"{one['qualifier']}{amount(_rounded(one['value']))}",
            said(one["class"]),
        ]
        for total in ("HI", "CR")
        for who, one in risk[total].items()
    ]
    headings = [_("Quantity"), _("Value"), _("In words")]
    title = _("Health risk of contact with this soil: {name}", name=said(risk["label"]))
    mind = [notice_words(one) for one in risk["notices"]]
    body = [
        table(title, headings, rows),
        bullets(mind, className="answer-notes"),
        paragraph(element("A", _("How it is computed, and other numbers"), href="#health")),
    ]
    return [fold("answer-health", title, "", body)]


def _rounded(value: float) -> float:
    return float(f"{value:.2g}")


def _low_end(atlas: Atlas, result: Found) -> list[Element]:
    """Say whether there may be too little."""
    mark = _mark(atlas, result)
    if mark is None:
        return []
    low = result["essential"]
    found = low_end_words(low["low_end"], low["share_of_mark"], sign_of(result), mark)
    return [] if found is None else [found]


def _mark(atlas: Atlas, result: Found) -> Mark | None:
    """Return the mark that the answer names."""
    key = result.get("essential", {}).get("mark_id")
    marks = yardsticks(atlas).essential.marks
    return next((mark for mark in marks if mark.mark_id == key), None)
