"""What to measure, where, and how the samples lie: a form that works without JavaScript."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.place import search
from dashboard.components.plan.words import convention, kind_name, strata_name
from dashboard.i18n import _, current_language
from dashboard.plan_question import ANCHOR, GROUPS, MOST_CORNERS, SHARES, PlanQuestion, View
from dashboard.plans import Plans
from layers.model import Selection
from layers.sampling.grid import MOST_POINTS
from layers.space.gazetteer import Gazetteer
from layers.space.places import Place

Options = Mapping[str, str]


def what(atlas: Atlas, question: PlanQuestion) -> Element:
    """Return the choice of metal and medium."""
    analytes = atlas.registry.analytes.sort_values("priority")
    analytes = analytes[analytes["on_map"] == "yes"]["analyte"]
    media = atlas.registry.media
    media = media[media["group"].isin(GROUPS)]["medium"]
    metals = {key: atlas.analyte_name(key) for key in [*analytes, question.metal]}
    named = {key: atlas.medium_name(key) for key in media}
    show = element("Button", _("Show"), type="submit", className="button")
    return _fieldset(
        _("What do you want to measure?"),
        [
            element(
                "Div",
                [
                    _select("metal", _("Metal"), metals, question.metal),
                    _select("sample", _("Medium"), named, question.medium),
                    show,
                ],
                className="plan-row",
            )
        ],
    )


def where(
    atlas: Atlas, gazetteer: Gazetteer, question: PlanQuestion, found: Sequence[Place],
    selection: Selection,
) -> Element:  # fmt: skip
    """Return the choice of the area: a circle, or an outline."""
    ways = {"circle": _("A circle round a place"), "outline": _("An outline by its corners")}
    choices = _which(atlas, gazetteer, question, found, selection)
    return _fieldset(
        _("Where?"),
        [
            _radios("by", ways, question.by),
            element("Div", _circle(question) + choices, className="plan-circle"),
            element("Div", _outline(question), className="plan-outline"),
        ],
        id="plan-area",
    )


def _circle(question: PlanQuestion) -> list[Any]:
    name = question.place.name_in(current_language()) if question.place else question.text
    at = "" if question.at is None else "{:.5f}, {:.5f}".format(*question.at)
    return [
        element("Label", _("Place: village or town"), htmlFor="plan-q"),
        search.typed("plan", name),
        search.suggested("plan"),
        element("P", "", id="plan-places", className="place-status"),
        element(
            "Div",
            [
                _line("at", _("or coordinates: latitude, longitude"), at,
                      placeholder="44.08, 22.10", spellCheck="false"),
                _line("radius", _("Radius, metres"), f"{question.radius:g}", inputMode="decimal"),
            ],
            className="plan-row",
        ),
    ]  # fmt: skip


def _which(
    atlas: Atlas, gazetteer: Gazetteer, question: PlanQuestion, found: Sequence[Place],
    selection: Selection,
) -> list[Any]:  # fmt: skip
    """Return the places that a search found, as links; or that it found none."""
    if not question.text:
        return []
    if not found:
        return [element("P", search.suggestion_messages()["data-none"], role="status")]
    language = current_language()
    items = [
        element(
            "Li",
            [
                element(
                    "A",
                    place.name_in(language),
                    href=question.but(place=place, text="").link(selection, anchor="#plan-area"),
                ),
                element("Small", search.detail(atlas, place, gazetteer)),
            ],
        )
        for place in found
    ]
    return [
        element("P", _("Which of these do you mean?")),
        element("Ul", items, className="place-results"),
    ]


def _outline(question: PlanQuestion) -> list[Any]:
    hint = _(
        "One corner on each line, latitude first, in the order in which one walks round the area; "
        "at most {count}.",
        count=MOST_CORNERS,
    )
    written = "\n".join(f"{lat:.5f}, {lon:.5f}" for lat, lon in question.corners)
    return [
        element("Label", _("Corners"), htmlFor="plan-corners"),
        element("P", hint, id="plan-corners-hint", className="place-proof"),
        element(
            "Textarea", written, id="plan-corners", name="area", rows="6", spellCheck="false",
            placeholder="44.08000, 22.10000", **{"aria-describedby": "plan-corners-hint"},
        ),
        element(
            "P",
            [_go("undo", _("Take the last corner away")), _go("clear", _("Clear all corners"))],
            className="plan-buttons",
        ),
    ]  # fmt: skip


def how(plans: Plans, question: PlanQuestion) -> Element:
    """Return how the samples lie."""
    kinds = {kind: kind_name(kind) for kind in ("square", "triangular", "stratified")}
    strata = {one: strata_name(one) for one in ("cell", "waste", "mine", "river")}
    spacing = "" if question.spacing is None else f"{question.spacing:g}"
    either = _("Fill in one of the two; with a distance the number follows from it.")
    return _fieldset(
        _("How do the samples lie?"),
        [
            _radios("kind", kinds, question.kind),
            element(
                "Div", _select("strata", _("Divided by"), strata, question.strata),
                className="plan-strata",
            ),
            element(
                "Div",
                [
                    _line("n", _("Samples, at most {count}", count=MOST_POINTS),
                          str(question.samples), inputMode="numeric"),
                    _line("spacing", _("or metres between them"), spacing, inputMode="decimal"),
                ],
                className="plan-row",
            ),
            element("P", either, className="place-proof"),
            _more(plans, question),
        ],
    )  # fmt: skip


def _more(plans: Plans, question: PlanQuestion) -> Element:
    shares = {"0": _("none"), "5": _("one in twenty"), "10": _("one in ten")}
    assert set(shares) == set(SHARES)
    systems = {"": _("degrees only")} | {key: one.label for key, one in plans.systems.items()}
    return element(
        "Details",
        [
            element("Summary", _("More choices")),
            element(
                "Div",
                [
                    _select("twice", _("Taken twice"), shares, question.twice),
                    _line("ids", _("Beginning of the ids"), question.ids, maxLength="12",
                          spellCheck="false"),
                    _line("seed", _("Number of the draw"), str(question.seed),
                          inputMode="numeric"),
                    _select("grid", _("Coordinates on paper also in"), systems, question.grid),
                ],
                className="plan-row",
            ),
            element(
                "P",
                [
                    f"{convention()} ",
                    _(
                        "Give each plan a beginning of its own. The same number of the draw gives "
                        "the same plan again."
                    ),
                ],
                className="place-proof",
            ),
        ],
        className="place-fold",
    )  # fmt: skip


def unseen(question: PlanQuestion, selection: Selection, view: View | None) -> Element:
    """Return what the form carries along."""
    place = question.place.place_id if question.place else ""
    return element(
        "Div",
        [
            *search.carried_along(selection),
            element("Input", None, type="hidden", name="place", value=place),
            element("Input", None, type="hidden", name="box", value=view.write() if view else ""),
        ],
        id="plan-unseen",
        hidden=True,
        **{"data-link": question.but(view=view).link(selection, "", ANCHOR)},
    )


def map_buttons() -> Element:
    """Return the steps of the map, each a button: nothing needs dragging."""
    named = {
        "in": ("+", _("Show less of the map, larger")),
        "out": ("−", _("Show more of the map, smaller")),
        "west": ("←", _("Move the map to the west")),
        "north": ("↑", _("Move the map to the north")),
        "south": ("↓", _("Move the map to the south")),
        "east": ("→", _("Move the map to the east")),
    }
    return element(
        "Div",
        [_go(go, sign, label) for go, (sign, label) in named.items()],
        className="plan-steps",
        role="group",
        **{"aria-label": _("The map")},
    )


def _go(go: str, text: str, label: str = "") -> Element:
    said = {"aria-label": label, "title": label} if label else {}
    return element("Button", text, type="submit", name="go", value=go, className="button", **said)


def _fieldset(legend: str, children: list[Any], **properties: Any) -> Element:
    return element("Fieldset", [element("Legend", legend), *children], **properties)


def _select(key: str, title: str, options: Options, chosen: str) -> Element:
    listed = [
        element("Option", label, value=value, selected=value == chosen)
        for value, label in options.items()
    ]
    box = element("Select", listed, name=key, autoComplete="off")
    return element("Label", [element("Span", title), box], className="plan-field")


def _line(key: str, title: str, value: str, **properties: Any) -> Element:
    line = element("Input", None, type="text", name=key, value=value, autoComplete="off",
                   **properties)  # fmt: skip
    return element("Label", [element("Span", title), line], className="plan-field")


def _radios(key: str, options: Options, chosen: str) -> Element:
    return element("Div", list(_radio(key, options, chosen)), className="place-chips")


def _radio(key: str, options: Options, chosen: str) -> Iterable[Element]:
    for value, label in options.items():
        line = element("Input", None, type="radio", name=key, value=value,
                       checked=value == chosen, autoComplete="off")  # fmt: skip
        yield element("Label", [line, element("Span", label)])
