"""Is my soil all right? What is known where a person lives, and what they can do."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, request
from werkzeug.datastructures import CombinedMultiDict

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.frame import shell
from dashboard.components.map.view import attribution
from dashboard.components.place import (
    advice,
    around,
    estimate,
    findings,
    local,
    map,
    result,
    search,
    verdict,
    words,
)
from dashboard.document import document
from dashboard.http.bodies import LONGEST_BODY
from dashboard.i18n import THIN_SPACE, _, current_language
from dashboard.place_question import PATH, PDF_PATH, PlaceQuestion
from dashboard.place_results import GivenResults, read_results
from dashboard.places import Places
from dashboard.prerender import render
from dashboard.state import carried
from layers.assess.answer import Yardsticks
from layers.model import Selection
from layers.place import PlaceAnswer, answer_at
from layers.place.own import own_results
from layers.place.verdicts import OTHER
from layers.space.places import Place

STYLES = (
    "10-tokens.css",
    "20-type.css",
    "25-icons.css",
    "30-layout.css",
    "35-language.css",
    "40-controls.css",
    "60-panels.css",
    "still/place.css",
)
SCRIPTS = ("30-atlas.js", "35-language.js", "still/combobox.js", "still/place.js")
"""All that the page asks for: it lives without Dash in the browser."""


UNBREAKABLE = "\u202f"
"""Thin space at which no line breaks: on a phone a number would part from its unit."""


@dataclass(frozen=True)
class Asked:
    """A question with all that its page needs."""

    atlas: Atlas
    selection: Selection
    question: PlaceQuestion
    given: GivenResults
    answer: PlaceAnswer | None
    found: tuple[Place, ...]


def register(app: Dash, places: Places, sticks: Yardsticks) -> None:
    """Add the page. It is answered to GET, and to POST where a position or results come along."""

    @app.server.route(PATH, methods=["GET", "POST"])
    def place_page() -> Response:
        if (request.content_length or 0) > LONGEST_BODY:
            return Response(_("This is more than the page can take at once."), 413)
        asked = read(places, sticks)
        page = document(
            title=title_of(asked),
            page=render(layout(asked, places)).replace(THIN_SPACE, UNBREAKABLE),
            styles=STYLES,
            scripts=SCRIPTS,
        )
        response = Response(page, mimetype="text/html")
        response.headers["Cache-Control"] = "no-store"
        return response


def read(places: Places, sticks: Yardsticks) -> Asked:
    """Read the request: link, form and results."""
    kept = ("dataset", "lang", "embed")
    asked_for = urlencode({key: request.values[key] for key in kept if key in request.values})
    atlas = places.atlases.of(asked_for)
    selection = atlas.read(asked_for)
    asked_keys = CombinedMultiDict([request.form, request.args])
    question = PlaceQuestion.read(asked_keys, places.book, places.gazetteer)
    unknown = tuple(("link", part) for part in question.broken)
    selection = selection.but(unknown=(*selection.unknown, *unknown))
    found: tuple[Place, ...] = ()
    if question.text and question.at is None:
        found = tuple(places.gazetteer.search(question.text))
        if len(found) == 1 and question.names(found[0]):
            question, found = question.of_place(found[0]), ()
    given = GivenResults()
    if request.method == "POST":
        given = read_results(request.form, _sheet(), sticks)
    answer = None
    if question.at is not None:
        known = places.known(asked_for)
        answer = answer_at(known, *question.at, use=question.use, results=given.values)
    return Asked(atlas, selection, question, given, answer, found)


def _sheet() -> tuple[str, bytes] | None:
    """Return name and bytes of the sheet that came along; None without one."""
    file = request.files.get("sheet")
    data = file.read() if file is not None else b""
    return (file.filename or "", data) if file is not None and data else None


def title_of(asked: Asked) -> str:
    """Return what stands in the browser's tab; of a device's position no place is named."""
    question = words.question(asked.question.use if asked.answer else "")
    about = asked.question.text
    if asked.answer is not None:
        about = asked.answer.place.name_in(current_language()) if asked.question.place_id else ""
    return " – ".join(filter(None, (about, question, "NETMIN Atlas")))


def layout(asked: Asked, places: Places) -> Component:
    """Return the page."""
    parts = _answered(asked, places) if asked.answer else _asking(asked, places)
    return shell(
        PATH,
        asked.selection,
        asked.atlas,
        [html.Div(parts, className="place", id="place")],
    )


def _asking(asked: Asked, places: Places) -> list[Any]:
    """Return the page before a place is chosen."""
    own = asked.given
    return [
        html.H1(words.question("")),
        element(
            "P",
            _(
                "Choose your place. You read what has been measured near it, what the law of your "
                "country says, and what you can do."
            ),
            className="lead",
        ),
        search.search(places.book, asked.selection, asked.question),
        *(_results(asked, places) if asked.question.text else []),
        element("P", _("Or tap the map:"), className="place-tap", hidden=True),
        map.region_map(places.gazetteer),
        *_own_section(asked, places, open_=own.any),
    ]


def _results(asked: Asked, places: Places) -> list[Any]:
    return search.results(
        asked.atlas, places.gazetteer, asked.found, asked.selection, asked.question
    )


def _answered(asked: Asked, places: Places) -> list[Any]:
    """Return the answer: the sentence first, then what it means and what to do."""
    answer, atlas = asked.answer, asked.atlas
    assert answer is not None
    if not answer.covered:
        return [
            html.H1(words.question(asked.question.use)),
            _where(asked, places),
            element(
                "Section",
                [
                    element("P", verdict.empty_badge(_("not covered")), className="place-verdict"),
                    element("P", words.not_covered(answer), className="lead"),
                ],
                id="place-answer",
                className="place-answer",
            ),
            *_again(asked, places),
        ]
    return [
        html.H1(words.question(asked.question.use)),
        _where(asked, places),
        _first(asked),
        *advice.what_to_do(atlas, places.book, answer),
        *_own_section(asked, places, open_=bool(answer.own) or asked.given.any),
        *estimate.estimated(atlas, answer),
        *findings.published(atlas, answer),
        *_surroundings(asked, places),
        *advice.whom_to_ask(atlas, answer),
        *advice.how_to_sample(atlas, places.book, asked.question.use),
        *findings.sources(atlas, answer),
        _take_along(asked),
        *_again(asked, places),
    ]


def _where(asked: Asked, places: Places) -> Element:
    """Name the place, its district, and whose law applies."""
    answer = asked.answer
    assert answer is not None
    language = current_language()
    near = words.near(answer, chosen=bool(asked.question.place_id))
    district = (answer.jurisdiction.admin1_names or {}).get(language, "")
    law = words.law_here(answer) if answer.covered else ""
    said = " · ".join(part for part in (near, district, law) if part)
    use = search.use_name(places.book, asked.question.use)
    return element("P", [said, element("Small", use)], className="place-where")


def _first(asked: Asked) -> Element:
    """Return the answer in one sentence with its number, the verdict, and what it means."""
    answer, atlas = asked.answer, asked.atlas
    assert answer is not None
    headline = answer.headline
    shown = headline.judged.shown if headline else None
    badge = (
        verdict.badge(atlas, shown, large=True)
        if shown
        else verdict.empty_badge(_("not measured here"))
    )
    told = (
        [verdict.explained_here(atlas, headline.judged, words.amount(headline))] if headline else []
    )
    parts: list[Any] = [
        element("P", badge, className="place-verdict"),
        element("P", words.first_sentence(atlas, answer), className="lead"),
        *[element("P", text) for text in (*told, *words.meaning(answer))],
    ]
    if headline is not None:
        parts.append(element("H2", _("What the two countries’ laws say")))
        parts.append(verdict.both_laws(atlas, headline.judged, words.amount(headline)))
    return element("Section", parts, id="place-answer", className="place-answer", tabIndex="-1")


def _own_section(asked: Asked, places: Places, *, open_: bool) -> list[Any]:
    """Return the form for laboratory results, and what they mean where some came along."""
    question, atlas = asked.question, asked.atlas
    use = places.book.uses[question.use]
    inside: list[Any] = [
        *result.faults(asked.given),
        *_judged(asked, places, use.land_use),
        result.form(atlas, asked.selection, question, asked.given, use.result_medium),
    ]
    return [
        element(
            "Details",
            [element("Summary", element("H2", _("I have a laboratory result"))), *inside],
            id="place-result",
            className="place-result",
            open=open_,
        )
    ]


def _judged(asked: Asked, places: Places, land_use: str) -> list[Any]:
    """Return what the results mean here; where nobody said where, what each law says of them."""
    if asked.answer is not None:
        return result.judged(asked.atlas, asked.answer.own, land_use)
    known = places.known("")
    by_law = [own_results(asked.given.values, known, law, land_use) for law in OTHER]
    return result.judged_nowhere(asked.atlas, list(zip(*by_law, strict=True)), land_use)


def _surroundings(asked: Asked, places: Places) -> list[Any]:
    answer = asked.answer
    assert answer is not None
    return [
        *around.nearby(asked.atlas, places.book, answer, asked.selection),
        local.local_map(asked.atlas, places.gazetteer, answer),
        element("P", attribution(), className="place-proof"),
    ]


def _take_along(asked: Asked) -> Element:
    """Return the ways to keep the answer: its link, and paper."""
    link = asked.question.link(asked.selection)
    return element(
        "Div",
        [
            element(
                "A", _("Link to this answer"), href=link, className="button", **{"data-share": ""}
            ),
            _paper(asked),
            element(
                "Button", _("Print"), type="button", className="button", hidden=True,
                **{"data-print": ""},
            ),
        ],
        className="place-take",
    )  # fmt: skip


def _paper(asked: Asked) -> Element:
    """Return the way to the sheet: a link; a form where the position stands in no address."""
    question, name = asked.question, _("Take it along (PDF, two pages)")
    if request.method != "POST" or question.place_id or question.at is None:
        link = question.link(asked.selection, path=PDF_PATH)
        return element("A", name, href=link, className="button", rel="nofollow")
    keys = {"at": f"{question.at[0]:.3f},{question.at[1]:.3f}", "use": question.use}
    return element(
        "Form",
        [
            *[
                element("Input", None, type="hidden", name=key, value=text)
                for key, text in keys.items()
            ],
            element("Button", name, type="submit", className="button"),
        ],
        method="post",
        action=f"{PDF_PATH}{carried(asked.selection)}",
        className="place-paper",
    )


def _again(asked: Asked, places: Places) -> list[Any]:
    """Return the form for another place, and the map to choose it from."""
    return [
        element(
            "Details",
            [
                element("Summary", element("H2", _("Ask about another place"))),
                search.search(places.book, asked.selection, asked.question),
                element("P", _("Or tap the map:"), className="place-tap", hidden=True),
                map.region_map(places.gazetteer),
            ],
            className="place-again",
            open=not (asked.answer and asked.answer.covered),
        )
    ]
