"""The page that a person sees when a request cannot be answered, in the language of the request."""

from html import escape

from flask import Response

from dashboard.i18n import _, current_language

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – NETMIN Atlas</title>
<link rel="stylesheet" href="/assets/10-tokens.css">
<link rel="stylesheet" href="/assets/20-type.css">
<link rel="stylesheet" href="/assets/30-layout.css">
</head>
<body><main class="reading"><h1>{title}</h1><p>{words}</p>
<p><a href="/?lang={language}">{way}</a></p></main></body>
</html>
"""


def error_page(status: int) -> Response:
    """Return the page for a status; it needs neither the data nor Dash."""
    title, words = _words(status)
    page = PAGE.format(
        language=current_language(),
        title=escape(title),
        words=escape(words),
        way=escape(_("Go to the map")),
    )
    return Response(page, status=status, mimetype="text/html")


def _words(status: int) -> tuple[str, str]:
    if status >= 500:
        return _("Something went wrong."), _(
            "The fault is ours and has been noted. Please try again."
        )
    if status == 404:
        return _("There is no such page."), _("The address may be mistyped.")
    if status == 413:
        return _("That was too much at once."), _("Send less, or in several parts.")
    return _("This cannot be answered."), _("The request does not fit the page.")
