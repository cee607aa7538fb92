"""The section that helps to measure next: gaps, an area, a plan, the way to take a sample."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.map.view import attribution
from dashboard.components.place import advice, search
from dashboard.components.plan import drawn, form, gaps, words
from dashboard.i18n import _, number
from dashboard.plan_question import ANCHOR, PATH, PlanQuestion, View, moved
from dashboard.plans import Plans
from layers.model import Selection
from layers.sampling import Area, Plan, PlanError

DOWNLOADS = "/plan"
"""Beginning of the addresses of the files; the ending says which."""

PART = "/plan/part"
"""The section alone, for the page's script."""


@dataclass(frozen=True)
class Asked:
    """A question with what came of it.

    Attributes
    ----------
    plan
        None where nothing was asked yet, or none can be made.
    refusal
        Why none can be made; None where nothing is wrong.
    view
        What the map shows.
    fixed
        The view to keep, None where it follows the area.
    """

    atlas: Atlas
    selection: Selection
    question: PlanQuestion
    plan: Plan | None
    refusal: PlanError | None
    view: View
    fixed: View | None


def plan_parts(plans: Plans, given: MultiDict[str, str], query: str) -> list[Any]:
    """Return what stands in the section; its heading is the page's.

    Parameters
    ----------
    plans
        What plans are made from.
    given
        Keys of the link or form.
    query
        The query string, for language and package.
    """
    asked = answered(plans, given, query)
    atlas, question = asked.atlas, asked.question
    gazetteer = plans.places.gazetteer
    dataset = asked.selection.dataset
    measured = plans.gaps(atlas, dataset, question.metal, question.medium)
    found = plans.found(question)
    parts = [
        element("P", _lead(), className="lead"),
        element(
            "Form",
            [
                form.unseen(question, asked.selection, asked.fixed),
                form.what(atlas, question),
                element(
                    "Div",
                    gaps.gaps_part(atlas, gazetteer, measured, question, asked.selection),
                    id="plan-gaps",
                ),
                element("H3", _("Plan samples over an area")),
                form.where(atlas, gazetteer, question, found, asked.selection),
                form.how(plans, question),
                element("P", _draw()),
                element("P", "", id="plan-status", role="status", className="place-status"),
                element("Div", _result(plans, asked), id="plan-result"),
            ],
            id="plan-form",
            method="get",
            action=f"{PATH}{ANCHOR}-result",
            **search.suggestion_messages(),
            **{"data-offline": search.offline(), "data-part": PART},
        ),
        *_how_to_sample(atlas, plans, asked),
    ]
    return [element("Div", parts, className="place plan")]


def _how_to_sample(atlas: Atlas, plans: Plans, asked: Asked) -> list[Any]:
    """Return the guide to the medium, and what is not known of it."""
    book, medium = plans.places.book, asked.question.medium
    return [
        element("H3", _("How to have it tested")),
        *(
            element("P", one, className="plan-unread")
            for one in words.not_read(plans.places, medium, asked.plan)
        ),
        *advice.guide_parts(atlas, book, book.guides[medium]),
    ]


def _draw() -> Element:
    return element("Button", _("Draw the plan"), type="submit", className="button primary")


def _lead() -> str:
    return _(
        "Where has nobody measured, and how are samples laid so that they can be used? Choose what "
        "and where: the plan is drawn at once, to take along on a phone or on paper."
    )


def answered(plans: Plans, given: MultiDict[str, str], query: str) -> Asked:
    """Read a link or form and make its plan."""
    atlas = plans.places.atlases.of(query)
    selection = atlas.read(query)
    go = given.get("go", "")
    question = _corners_after(plans.read(given, atlas), go)
    plan, refusal, area = _made(plans, atlas, question)
    swapped = refusal is not None and refusal.reason == "swapped"
    view = drawn.shown_view(question.exchanged() if swapped else question, area)
    fixed = question.view if view == question.view else None
    if go in ("in", "out", "north", "south", "east", "west"):
        view = fixed = moved(view, go)
    elif question.by == "outline" and question.corners and fixed is None and go != "clear":
        fixed = view  # the map stands still while corners are marked
    return Asked(atlas, selection, question, plan, refusal, view, fixed)


def _corners_after(question: PlanQuestion, go: str) -> PlanQuestion:
    kept = {"undo": question.corners[:-1], "clear": ()}.get(go, question.corners)
    return question.but(corners=kept)


def _made(
    plans: Plans, atlas: Atlas, question: PlanQuestion
) -> tuple[Plan | None, PlanError | None, Area | None]:
    """Return the plan or why there is none, and the area as far as there is one."""
    if not question.has_area:
        return None, None, None
    try:
        area = question.area()
    except PlanError as error:
        return None, error, None
    try:
        return plans.plan(atlas, question), None, area
    except PlanError as error:
        return None, error, area


def _result(plans: Plans, asked: Asked) -> list[Any]:
    """Return the map, what is planned in words, and the ways to take it along."""
    plan, question = asked.plan, asked.question
    faults: list[Any] = [*words.broken(question), *([_refused(asked)] if asked.refusal else [])]
    said = words.summary(plan) if plan else ""
    gazetteer = plans.places.gazetteer
    picture = drawn.plan_map(asked.atlas, gazetteer, question, asked.view, plan)
    return [
        _faults(faults) if faults else None,
        element("P", said, className="plan-said", id="plan-said") if plan else None,
        element("Ul", [element("Li", one) for one in words.bands(plan)])
        if plan and plan.bands
        else None,
        element("P", _tap(question), className="place-tap", hidden=True),
        element("Div", [picture, form.map_buttons()], className="plan-drawn"),
        element("P", [*drawn.ring_note(picture), _coarse(asked.view)], className="place-proof"),
        element("P", attribution(), className="place-proof"),
        *(_take_along(plan, asked) if plan else []),
    ]


def _refused(asked: Asked) -> list[Any]:
    """Say why there is no plan; where exchanging latitude and longitude mends it, offer that."""
    assert asked.refusal is not None
    said: list[Any] = [words.refusal_words(asked.refusal)]
    if asked.refusal.reason == "swapped":
        mended = asked.question.exchanged().link(asked.selection, anchor=f"{ANCHOR}-result")
        said += [" ", element("A", _("Exchange latitude and longitude"), href=mended)]
    return said


def _faults(faults: list[Any]) -> Element:
    items = [element("Li", one) for one in faults]
    return element("Ul", items, className="place-faults", id="plan-faults")


def _tap(question: PlanQuestion) -> str:
    if question.by == "outline":
        return _("Tap the map to mark the corners one after the other.")
    return _("Or tap the map to put the middle of the circle there.")


def _coarse(view: View) -> str:
    """Say what the map cannot show."""
    if view.km <= drawn.COARSE_KM * 3:
        return _(
            "This map knows no fields and no houses. For a field, walk to its corners and type "
            "what your phone says."
        )
    return _("The buttons beside the map show less or more of it, or another part.")


def _take_along(plan: Plan, asked: Asked) -> list[Any]:
    question, selection = asked.question, asked.selection
    titles = {
        ".pdf": _("Printed sheet with labels (PDF)"),
        ".gpx": _("For a receiver or phone (GPX)"),
        ".kml": _("For a map (KML)"),
        ".xlsx": _("Sheet to fill in (XLSX)"),
        ".csv": _("Sheet to fill in (CSV)"),
    }
    buttons = [
        element(
            "A",
            title,
            href=question.link(selection, f"{DOWNLOADS}{ending}"),
            className="button",
            rel="nofollow",
        )
        for ending, title in titles.items()
    ]
    link = element(
        "A",
        _("Link to this plan"),
        className="button",
        href=question.link(selection, anchor=f"{ANCHOR}-result"),
    )
    back = _(
        "Give the laboratory the ids only. Write its results into the sheet: it comes back through "
        "the table reader of this page."
    )
    return [
        element("P", [*buttons, link], className="place-take"),
        element("P", f"{words.move_a_point()} {back}"),
        _table(plan),
    ]  # fmt: skip


def _table(plan: Plan) -> Element:
    texts = words.file_texts("")
    twice = {one.of: one.sample_id for one in plan.with_role("duplicate")}
    rows = [
        element(
            "Tr",
            [
                element("Th", one.sample_id, scope="row"),
                element("Td", f"{one.lat:.6f}, {one.lon:.6f}"),
                element(
                    "Td",
                    texts.duplicate.format(id=twice[one.sample_id])
                    if one.sample_id in twice
                    else "",
                ),
            ],
        )
        for one in plan.points
    ]
    heads = [_("Sample"), _("Latitude, longitude"), _("Remark")]
    head = element("Thead", element("Tr", [element("Th", text, scope="col") for text in heads]))
    title = _("The {count} places with their coordinates", count=number(len(plan.points)))
    table = element("Table", [head, element("Tbody", rows)])
    wide = element(
        "Div",
        table,
        className="plan-table",
        tabIndex="0",
        role="region",
        **{"aria-label": title},
    )  # fmt: skip
    return element("Details", [element("Summary", title), wide], className="place-fold")
