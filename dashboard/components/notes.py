"""What the link asked for and nobody knows: said, never an error page."""

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.i18n import _, said
from layers.model import Selection

MOST_NOTES = 5
LONGEST = 60


def key_name(key: str) -> str:
    """Name a key of the link for a reader; a key that needs no name stands as it is."""
    names = {
        "analyte": _("Metal"),
        "law": _("Law"),
        "land_use": _("Land use"),
        "colour": _("Colour"),
        "medium": _("Medium"),
        "country": _("Country"),
        "from": _("First year"),
        "to": _("Last year"),
        "statistic": _("Statistic"),
        "use": _("Land use"),
        "source": _("Source"),
        "verdict": _("Verdict"),
        "scope": _("Where"),
        "layers": _("Layers"),
        "site": _("Place"),
        "chart": _("Chart"),
        "sort": _("Order of the table"),
        "page": _("Page of the table"),
        "map": _("Part of the map"),
        "lang": _("Language"),
    }
    return names.get(key, key)


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
            title=said(atlas.store.package.title),
        )
    return _("{key}: “{value}” is not known here and was left out.", key=key_name(key), value=value)
