"""POST /api/assess: what a sample's numbers mean, by the law of both countries."""

import json
from typing import Any

from flask import Flask, Request, Response, jsonify, request

from dashboard.http.assess_request import read_request, read_samples, words_of
from dashboard.http.errors import BadRequestError, refusal
from layers.assess.answer import Yardsticks, assess_one, assess_several
from layers.assess.errors import AssessError

LONGEST_BODY = 1_000_000
DRAINED = 16 * LONGEST_BODY
"""Bytes of a body that is too long which are still read, so that its sender hears the answer."""

TOO_LONG = {
    "code": "body_too_large",
    "message": f"the body is longer than {LONGEST_BODY:,} bytes: send fewer values at a time",
    "field": "",
}


def register(server: Flask, sticks: Yardsticks) -> None:
    """Add the route. Nothing of a request is stored or logged."""
    words = words_of(sticks)

    @server.route("/api/assess", methods=["GET", "POST"])
    def assess() -> tuple[Response, int]:
        if request.method == "GET":
            return _only_post()
        body = read_body(request)
        if body is None:
            return jsonify(error=TOO_LONG), 413
        try:
            answer = answer_to(parse(body, request.mimetype), sticks, words)
        except BadRequestError as error:
            return refusal(error)
        except AssessError as error:
            return refusal(BadRequestError("wrong_value", str(error), field_of(error)))
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


def read_body(asked: Request) -> bytes | None:
    """Return the body; None when it is longer than `LONGEST_BODY`."""
    parts: list[bytes] = []
    length = 0
    while length <= DRAINED and (part := asked.stream.read(1 << 16)):
        length += len(part)
        if length <= LONGEST_BODY:
            parts.append(part)
    return b"".join(parts) if length <= LONGEST_BODY else None


def parse(body: bytes, kind: str) -> Any:
    """Read a JSON text strictly: in UTF-8, no key twice. NaN and Infinity are refused by field.

    Raises
    ------
    BadRequestError
        Says where the text stops being JSON.
    """
    if kind != "application/json":
        expected = 'expected the header "Content-Type: application/json"'
        raise BadRequestError("wrong_content_type", f"found {kind or 'no type'}, {expected}")
    try:
        return json.loads(body, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadRequestError("invalid_json", f"not JSON at {place}: {error.msg}") from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadRequestError("invalid_json", "not JSON in UTF-8 of ordinary depth") from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadRequestError("duplicate_key", f"the key {json.dumps(key)} stands twice", key)
        found[key] = value
    return found


def _only_post() -> tuple[Response, int]:
    message = "this address answers POST requests with a JSON body; see /methods#api"
    response = jsonify(error={"code": "wrong_method", "message": message, "field": ""})
    response.headers["Allow"] = "POST"
    return response, 405
