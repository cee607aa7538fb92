"""/place.pdf: the answer about a place on two pages, to print or to keep."""

import re
import unicodedata
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import Flask, Request, Response, request
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from dashboard.http.errors import BadRequestError, refusal
from dashboard.i18n import current_language
from dashboard.place_question import PDF_PATH, PlaceQuestion
from dashboard.places import Places
from dashboard.report.content import Sheet
from dashboard.report.pdf import BusyError, place_pdf
from layers.place import Knowledge, PlaceAnswer, answer_at

LONGEST_QUERY = 1000
"""Characters of a query string; every question that a link can ask is far shorter."""

PATIENCE = 10
"""How often an answer is asked for until nothing in it is still being calculated; each time takes
a second at most."""

RETRY_S = 30
HOST = re.compile(r"[A-Za-z0-9.\-_\[\]:]{1,255}")
_PLAIN_D = str.maketrans({"đ": "dj", "Đ": "Dj"})
KEYS = ("place", "at", "use")


def register(server: Flask, places: Places) -> None:
    """Add the route. Nothing of a request is stored or logged, and no cache keeps its answer.

    A position that was posted to the page is posted here too: it stands in no address.
    """

    @server.route(PDF_PATH, methods=["GET", "POST"])
    def place_sheet() -> Response | tuple[Response, int]:
        try:
            sheet = read_sheet(request, places)
        except BadRequestError as error:
            return refusal(error)
        try:
            written = place_pdf(sheet)
        except BusyError:
            return busy()
        response = Response(written, mimetype="application/pdf")
        response.headers["Content-Disposition"] = disposition(sheet)
        response.headers["Cache-Control"] = "no-store"
        return response


def read_sheet(asked: Request, places: Places) -> Sheet:
    """Read the query and the form, the same as those of `/place`, and answer them.

    Raises
    ------
    BadRequestError
        Names the key that is wrong or missing.
    """
    if max(len(asked.query_string), asked.content_length or 0) > LONGEST_QUERY:
        message = f"the query is longer than {LONGEST_QUERY} characters"
        raise BadRequestError("too_long", message)
    if not HOST.fullmatch(asked.host):
        raise BadRequestError("wrong_host", "the host is no name of a server")
    keys = CombinedMultiDict([asked.form, asked.args])
    question = PlaceQuestion.read(keys, places.book, places.gazetteer)
    _refuse_broken(keys, question)
    query = asked.query_string.decode("utf-8", "replace")
    atlas = places.atlases.of(query)
    selection = atlas.read(query).but(language=current_language())
    answer = _settled(places.known(query), question)
    link = f"{asked.host_url.rstrip('/')}{question.link(selection)}"
    return Sheet(atlas, places, question, answer, link, date.today())


def _settled(known: Knowledge, question: PlaceQuestion) -> PlaceAnswer:
    """Answer, and wait a while for what is being calculated: paper cannot be asked again."""
    at = _point(question)
    for _try in range(PATIENCE):
        answer = answer_at(known, *at, use=question.use)
        estimates = (one for medium in answer.media for one in medium.estimates)
        if all(one.answer is not None for one in estimates):
            break
    return answer


def _point(question: PlaceQuestion) -> tuple[float, float]:
    if question.at is None:
        message = "at: is missing, expected latitude and longitude such as 44.08,22.1"
        raise BadRequestError("missing", message, "at")
    return question.at


def _refuse_broken(asked: MultiDict[str, Any], question: PlaceQuestion) -> None:
    """Refuse what a page would only remark on: paper cannot be asked again."""
    for key in KEYS:
        text = asked.get(key, "")
        if text and text[:40] in question.broken:
            expected = {
                "place": "a place_id of /api/places",
                "at": "latitude and longitude such as 44.08,22.1",
                "use": "a use of land such as garden",
            }[key]
            message = f'{key}: found "{text[:40]}", expected {expected}'
            raise BadRequestError(f"unknown_{key}", message, key)


def busy() -> tuple[Response, int]:
    """Return the answer when too many sheets are asked for at once."""
    response, _status = refusal(
        BadRequestError("busy", f"too many sheets are asked for; try again in {RETRY_S} seconds")
    )
    response.headers["Retry-After"] = str(RETRY_S)
    return response, 503


def disposition(sheet: Sheet) -> str:
    """Return the header that names the file by place and day, in plain letters and as written.

    It is shown, not saved at once: a phone's reader offers both.
    """
    plain = unicodedata.normalize("NFKD", _file_name(sheet, "en").translate(_PLAIN_D))
    letters = plain.encode("ascii", "ignore").decode("ascii")
    named = quote(_file_name(sheet, current_language()))
    return f"inline; filename=\"{letters}\"; filename*=UTF-8''{named}"


def _file_name(sheet: Sheet, language: str) -> str:
    name = sheet.answer.place.name_in(language) if sheet.answer.covered else ""
    parts = (part for part in ("netmin-atlas", name, sheet.day.isoformat()) if part)
    return re.sub(r"[^\w.-]+", "-", "-".join(parts)) + ".pdf"
