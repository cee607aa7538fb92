"""Reading what a request carries: never more than a megabyte, never anything but sound JSON."""

import json
from typing import Any

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from dashboard.http.errors import BadRequestError

LONGEST_BODY = 1_000_000
DRAINED = 16 * LONGEST_BODY
"""Bytes of a body that is too long which are still read, so that its sender hears the answer."""


def too_long(longest: int) -> BadRequestError:
    """Return the refusal of a body with more than so many bytes."""
    return BadRequestError(
        "body_too_large",
        f"the body is longer than {longest:,} bytes: send fewer values at a time",
        status=413,
    )


def read_body(asked: Request, longest: int = LONGEST_BODY) -> bytes:
    """Return the body; whoever reads it later finds it there too.

    Raises
    ------
    BadRequestError
        `too_long`, after reading on, when the body has more than `longest` bytes.
    """
    asked.max_content_length = longest
    try:
        return asked.get_data()
    except RequestEntityTooLarge:
        rest, length = get_input_stream(asked.environ), 0
        while length <= longest + DRAINED and (part := rest.read(1 << 16)):
            length += len(part)
        raise too_long(longest) from None


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
