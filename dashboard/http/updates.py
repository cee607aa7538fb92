"""What the browser may ask of Dash's callbacks: exactly what their pages send.

Dash trusts the body of such a request and fails where it is another. Here it is held against the
callback's own declaration first; the values in it are checked by the callback that reads them.
"""

from typing import Any

from dash import Dash
from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.http.bodies import parse, read_body
from dashboard.http.errors import BadRequestError

PATH = "/_dash-update-component"


class _Sent(BaseModel):
    model_config = ConfigDict(strict=True)


class Part(_Sent):
    """A property of a component."""

    id: str
    property: str


class Update(_Sent):
    """The body of the request."""

    output: str
    outputs: Part | list[Part]
    inputs: list[Part]
    state: list[Part] = []
    changedPropIds: list[str] = []  # noqa: N815, Dash's own name

    def name(self) -> str:
        """Return Dash's name of the outputs: `a.children`, or `..a.children...b.value..`."""
        if isinstance(self.outputs, Part):
            return f"{self.outputs.id}.{self.outputs.property}"
        return f"..{'...'.join(f'{part.id}.{part.property}' for part in self.outputs)}.."


def register(app: Dash) -> None:
    """Hold every such request against the callbacks of the app."""

    @app.server.before_request
    def check() -> None:
        if request.path == PATH and request.method == "POST":
            check_update(parse(read_body(request), request.mimetype), app.callback_map)


def check_update(body: object, callbacks: dict[str, Any]) -> None:
    """Refuse a body that no page of the app can have sent.

    Raises
    ------
    BadRequestError
        Names the field, what was found and what was expected.
    """
    try:
        sent = Update.model_validate(body)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, fault["loc"]))
        raise BadRequestError("wrong_type", f"{field or 'body'}: {fault['msg']}", field) from None
    declared = callbacks.get(sent.output, {})
    if "callback" not in declared:
        raise BadRequestError("unknown_output", "output: no page asks for this", "output")
    if sent.name() != sent.output:
        raise BadRequestError("wrong_components", "outputs: not those of `output`", "outputs")
    for field in ("inputs", "state"):
        if [part.model_dump() for part in getattr(sent, field)] != declared[field]:
            message = f"{field}: other components or properties than this output depends on"
            raise BadRequestError("wrong_components", message, field)


def object_of(value: object, field: str) -> dict[str, Any]:
    """Return what a page keeps in one of its stores.

    Raises
    ------
    BadRequestError
        If it is no object.
    """
    if not isinstance(value, dict):
        raise BadRequestError("wrong_type", f"{field}: expected an object", field)
    return value


def text_of(value: object, field: str) -> str:
    """Return a text; nothing is an empty text.

    Raises
    ------
    BadRequestError
        If it is something else.
    """
    if not isinstance(value, str | None):
        raise BadRequestError("wrong_type", f"{field}: expected text", field)
    return value or ""
