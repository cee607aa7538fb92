"""In which language a request is answered, and what caches must know about that."""

from flask import Flask, Response, request

from dashboard.i18n import DEFAULT_LANGUAGE, LANGUAGES, current_language, use_language
from dashboard.i18n import matching_language as matching

CALLBACKS = "/_dash-update-component"
"""Requests for new parts of a page that is already there; they carry its language."""


def register(server: Flask) -> None:
    """Choose the language before a request is answered; say in the answer how it was chosen."""

    @server.before_request
    def choose() -> None:
        use_language(asked_language() or preferred_language())

    @server.after_request
    def say(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = current_language()
            response.vary.add("Accept-Language")
        elif request.path.startswith("/layers/") and not asked_language():
            response.vary.add("Accept-Language")
        return response


def asked_language() -> str:
    """Language that the link or the page asks for; empty where none that is known."""
    asked = request.args.get("lang", "")
    if request.path == CALLBACKS:
        body = request.get_json(silent=True)
        asked = str(body.get("lang", "")) if isinstance(body, dict) else ""
    return asked if asked in LANGUAGES else ""


def preferred_language() -> str:
    """First language of the browser's list that the atlas has."""
    for tag, quality in request.accept_languages:
        found = matching(tag)
        if found and quality > 0:
            return found
    return DEFAULT_LANGUAGE
