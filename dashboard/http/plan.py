"""GET /plan.gpx, .kml, .csv, .xlsx, .pdf and /plan/part: a sampling plan of the query string."""

from collections.abc import Callable
from datetime import date

from flask import Flask, Response, request

from dashboard.atlas import Atlas
from dashboard.components.plan.section import DOWNLOADS, PART, plan_parts
from dashboard.components.plan.words import broken, file_texts, refusal_words
from dashboard.http.errors import BadRequestError, refusal
from dashboard.http.place_pdf import HOST, busy
from dashboard.i18n import _, current_language
from dashboard.pages.contribute import html_of
from dashboard.plan_question import PlanQuestion
from dashboard.plans import Plans
from dashboard.report.pdf import BusyError
from dashboard.report.plan_content import PlanSheet, plan_pdf
from layers.errors import AtlasError
from layers.sampling import Plan, PlanError
from layers.sampling.files import gpx, kml
from layers.sampling.sheet import csv_sheet, xlsx

LONGEST_QUERY = 4_000
"""Characters; an outline of sixty corners has about half of them."""

Write = Callable[[Plans, Atlas, PlanQuestion, Plan], bytes]


def _sheet(make: Callable[..., bytes]) -> Write:
    def write(plans: Plans, atlas: Atlas, question: PlanQuestion, plan: Plan) -> bytes:
        return make(
            plan, plans.words, question.medium, [question.metal], current_language(),
            file_texts(title(atlas, question)),
        )  # fmt: skip

    return write


def _pdf(plans: Plans, atlas: Atlas, question: PlanQuestion, plan: Plan) -> bytes:
    if not HOST.fullmatch(request.host):
        raise BadRequestError("wrong_host", "the host is no name of a server")
    query = request.query_string.decode("utf-8", "replace")
    selection = atlas.read(query).but(language=current_language())
    link = f"{request.host_url.rstrip('/')}{question.but(view=None).link(selection)}"
    return plan_pdf(
        PlanSheet(plans, atlas, question, plan, title(atlas, question), link, date.today())
    )


WRITERS: dict[str, tuple[str, Write]] = {
    ".gpx": (
        "application/gpx+xml",
        lambda _plans, atlas, question, plan: gpx(plan, file_texts(title(atlas, question))),
    ),
    ".kml": (
        "application/vnd.google-earth.kml+xml",
        lambda _plans, atlas, question, plan: kml(plan, file_texts(title(atlas, question))),
    ),
    ".csv": ("text/csv", _sheet(csv_sheet)),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _sheet(xlsx),
    ),
    ".pdf": ("application/pdf", _pdf),
}


def register(server: Flask, plans: Plans) -> None:
    """Add the routes. Nothing of a request is stored or logged, and no cache keeps its answer."""

    @server.get(PART)
    def part() -> Response:
        _check_length()
        query = request.query_string.decode("utf-8", "replace")
        parts = plan_parts(plans, request.args, query)
        return _unkept(Response(html_of(parts), mimetype="text/html"))

    for ending, (kind, write) in WRITERS.items():
        server.add_url_rule(
            f"{DOWNLOADS}{ending}", f"plan{ending}", _download(plans, ending, kind, write)
        )


def _download(
    plans: Plans, ending: str, kind: str, write: Write
) -> Callable[[], Response | tuple[Response, int]]:
    def answer() -> Response | tuple[Response, int]:
        try:
            atlas, question, plan = asked_plan(plans)
            data = write(plans, atlas, question, plan)
        except BadRequestError as error:
            return refusal(error)
        except BusyError:
            return busy()
        response = _unkept(Response(data, mimetype=kind))
        name = f"{question.ids}-{date.today().isoformat()}{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return answer


def asked_plan(plans: Plans) -> tuple[Atlas, PlanQuestion, Plan]:
    """Return the plan that the request asks for.

    Raises
    ------
    BadRequestError
        Says which part of the link is wrong and what to do.
    """
    _check_length()
    query = request.query_string.decode("utf-8", "replace")
    atlas = plans.places.atlases.of(query)
    question = plans.read(request.args, atlas)
    if question.broken:
        first = question.broken[0]
        raise BadRequestError(f"unknown_{first.key}", broken(question)[0], first.key)
    try:
        return atlas, question, plans.plan(atlas, question)
    except PlanError as error:
        raise BadRequestError(error.reason, refusal_words(error)) from None
    except AtlasError as error:
        raise BadRequestError("no_plan", str(error)) from None


def _check_length() -> None:
    if len(request.query_string) > LONGEST_QUERY:
        message = f"the query is longer than {LONGEST_QUERY} characters"
        raise BadRequestError("too_long", message)


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def title(atlas: Atlas, question: PlanQuestion) -> str:
    """Say what a plan is for."""
    return _(
        "Sampling plan: {metal}, {medium}",
        metal=atlas.analyte_name(question.metal),
        medium=atlas.medium_name(question.medium),
    )
