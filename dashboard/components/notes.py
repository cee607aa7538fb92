"""What the link asked for and nobody knows: said, never an error page."""

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.i18n import _
from layers.model import Selection

MOST_NOTES = 5
LONGEST = 60


def notes(atlas: Atlas, selection: Selection) -> list[Component]:
    """Say each part of the link that was left out, and what is shown instead of a package."""
    asked = list(dict.fromkeys(selection.unknown))[:MOST_NOTES]
    return [
        html.P(_note(atlas, key, value[:LONGEST]), className="note", role="status")
        for key, value in asked
    ]


def _note(atlas: Atlas, key: str, value: str) -> str:
    if key == "dataset":
        return _(
            "There is no data package “{value}” here. What you see is: {title}.",
            value=value,
            title=atlas.store.package.title,
        )
    return _("“{value}” is not known here as {key}; it was left out.", value=value, key=key)
