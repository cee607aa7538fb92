"""The one form in which a request is refused: what was found, what was expected, and where."""

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, InternalServerError

from dashboard.http.error_page import error_page

FOR_PROGRAMS = ("/api/", "/_dash", "/answer", "/picture", "/own", "/layers/")
"""Beginnings of the addresses that no person opens."""


class BadRequestError(Exception):
    """A request that cannot be answered.

    Attributes
    ----------
    code
        Word for programs.
    message
        Sentence for people: what was found, what was expected.
    field
        Path of the field, such as ``values.Cu.unit``; empty for the whole body.
    status
        Status of the answer.
    """

    def __init__(self, code: str, message: str, field: str = "", status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.status = status


def refusal(error: BadRequestError) -> tuple[Response, int]:
    """Return the answer to a request that cannot be answered."""
    fault = {"code": error.code, "message": error.message, "field": error.field}
    response = jsonify(error=fault)
    response.headers["Cache-Control"] = "no-store"
    return response, error.status


def register(server: Flask) -> None:
    """Refuse what nobody refused before, and say of the server's own faults no more than that."""
    server.register_error_handler(BadRequestError, refusal)

    @server.errorhandler(InternalServerError)
    def failed(error: InternalServerError) -> tuple[Response, int] | Response:
        if not request.path.startswith(FOR_PROGRAMS):
            return error_page(500)
        said = "the server failed on this request; its log says why"
        return refusal(BadRequestError("server_error", said, status=500))

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response | HTTPException:
        for_people = request.accept_mimetypes.accept_html and not request.path.startswith(
            (*FOR_PROGRAMS, "/assets/", "/basemap/")
        )
        return error_page(error.code) if for_people and error.code else error
