"""Refusals of the web service: one form for all of them."""

from flask import Response, jsonify


class BadRequestError(Exception):
    """A request that cannot be answered.

    Attributes
    ----------
    code
        Word for programs.
    message
        Sentence for people: what was found, what was expected.
    field
        Path of the field, such as ``values.Cu.unit``; empty for the whole request.
    """

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


def refusal(error: BadRequestError) -> tuple[Response, int]:
    """Return the answer 400 that names the field at fault."""
    fault = {"code": error.code, "message": error.message, "field": error.field}
    response = jsonify(error=fault)
    response.headers["Cache-Control"] = "no-store"
    return response, 400
