"""The switch of the language: every language under its own name, the whole state kept."""

from dash import html
from dash.development.base_component import Component
from flask import has_request_context, request

from dashboard.components.icon import icon
from dashboard.i18n import _, current
from dashboard.state import encode, with_language
from layers.languages import languages
from layers.model import Selection


def language_switch(selection: Selection) -> Component:
    """Return a disclosure with one link a language; it needs no JavaScript.

    The links are those of the address that was asked for; `assets/35-language.js` renews them
    when the state of the page has changed since.
    """
    query = _query(selection)
    return html.Details(
        [
            html.Summary(
                [
                    icon("language"),
                    html.Span(_("Language"), className="visually-hidden"),
                    html.Span(current().name, className="language-name", lang=current().language),
                    icon("chevron"),
                ]
            ),
            html.Ul(
                [
                    html.Li(
                        html.A(
                            row.name,
                            href=with_language(query, code),
                            lang=code,
                            hrefLang=code,
                            **{"data-language": code},
                            **({"aria-current": "true"} if row == current() else {}),
                        )
                    )
                    for code, row in languages().items()
                ]
            ),
        ],
        className="language-switch",
        open=False,
    )


def _query(selection: Selection) -> str:
    if has_request_context():
        return request.query_string.decode("utf-8", "replace")
    return encode(selection)
