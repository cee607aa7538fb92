"""POST /api/assess: what a sample's numbers mean, by the law of both countries."""

from typing import Any

from flask import Flask, Response, jsonify, request

from dashboard.http.assess_request import read_request, read_samples, words_of
from dashboard.http.bodies import parse, read_body
from dashboard.http.errors import BadRequestError, refusal
from layers.assess.answer import Yardsticks, assess_one, assess_several
from layers.assess.errors import AssessError


def register(server: Flask, sticks: Yardsticks) -> None:
    """Add the route. Nothing of a request is stored or logged."""
    words = words_of(sticks)

    @server.route("/api/assess", methods=["GET", "POST"])
    def assess() -> tuple[Response, int]:
        if request.method == "GET":
            return _only_post()
        body = parse(read_body(request), request.mimetype)
        try:
            answer = answer_to(body, sticks, words)
        except AssessError as error:
            raise BadRequestError("wrong_value", str(error), field_of(error)) from None
        response = jsonify(answer)
        response.headers["Cache-Control"] = "no-store"
        return response, 200


def answer_to(body: Any, sticks: Yardsticks, words: dict[str, list[str]]) -> dict[str, Any]:
    """Answer a body: several samples where it has `samples`, else one.

    Raises
    ------
    BadRequestError, AssessError
        The body is wrong.
    """
    if isinstance(body, dict) and "samples" in body:
        return assess_several(read_samples(body, sticks, words), sticks)
    return assess_one(read_request(body, sticks, words), sticks)


def field_of(error: AssessError) -> str:
    """Return the path of the field that a refusal of the judge is about.

    >>> field_of(AssessError("", "Cu", "unit")), field_of(AssessError("", "Cu", "date_end"))
    ('values.Cu.unit', 'date')
    """
    row = str(error.row)
    if error.field in ("value", "unit", "censoring"):
        return f"{row if row.startswith('samples.') else f'values.{row}'}.{error.field}"
    return error.field.removesuffix("_end")


def _only_post() -> tuple[Response, int]:
    message = "this address answers POST requests with a JSON body; see /methods#api"
    response, status = refusal(BadRequestError("wrong_method", message, status=405))
    response.headers["Allow"] = "POST"
    return response, status
