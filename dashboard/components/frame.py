"""What stands round every page: header with navigation, banner of the simulated package, footer."""

from collections.abc import Mapping
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component
from flask import has_request_context, request

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.icon import icon
from dashboard.components.kept import kept, live
from dashboard.components.language_switch import language_switch
from dashboard.components.notes import notes
from dashboard.i18n import _, day_text, said
from dashboard.state import carried
from layers.descriptor import PackageFacts
from layers.model import Selection

Packages = Mapping[str, PackageFacts]
PUBLISHED, TRAINING = "netmin-atlas-published", "netmin-atlas-training"
"""Names of the two packages that come with the atlas."""


def pages() -> list[tuple[str, str]]:
    """Path and name of every page in the navigation."""
    return [
        ("/", _("Map")),
        ("/place", _("My place")),
        ("/contribute", _("My data")),
        ("/methods", _("How it is judged")),
        ("/about", _("About")),
    ]


def further_pages() -> list[tuple[str, str]]:
    """Path and name of every page that only the footer leads to."""
    return [("/accessibility", _("Accessibility"))]


def footer(path: str, selection: Selection, package: PackageFacts) -> Component:
    """Return the footer: what no navigation has room for, and what paper needs."""
    links = [
        html.A(
            name,
            href=to + carried(selection),
            **({"aria-current": "page"} if to == path else {}),
        )
        for to, name in further_pages()
    ]
    return html.Footer(
        [
            html.Nav(links, **{"aria-label": _("Further pages")}),
            kept("printed", [_printed(package)], className="print-only"),
        ],
        className="footer",
    )


def _printed(package: PackageFacts) -> Element:
    """Return what paper needs besides: where and when it was printed, and how to cite it."""
    rows = [
        (_("Address of this page"), request.url if has_request_context() else "", "address"),
        (_("Printed on"), day_text(date.today()), "day"),
        (_("How to cite"), _cited(package), ""),
    ]
    return element(
        "Dl",
        [
            part
            for name, text, key in rows
            for part in (
                element("Dt", name),
                element("Dd", text, **({"data-printed": key} if key else {})),
            )
        ],
    )


def _cited(package: PackageFacts) -> str:
    if package.simulated:
        return simulated_words()[1]
    return _(
        "NETMIN Atlas contributors. {package}, version {version}. A single value: the source "
        "named beside it.",
        package=said(package.title),
        version=package.version,
    )


def header(path: str, selection: Selection, packages: Packages) -> Component:
    """Return the header: name, navigation, package switch, theme switch."""
    links = [
        html.A(
            name,
            href=to + carried(selection),
            **({"aria-current": "page"} if to == path else {}),
        )
        for to, name in pages()
    ]
    return html.Header(
        [
            html.A(_("Skip to the content"), href="#content", className="skip"),
            html.A(
                [icon("logo"), html.Span("NETMIN Atlas")],
                href="/" + carried(selection),
                className="brand",
            ),
            html.Nav(links, **{"aria-label": _("Pages")}),
            package_switch(path, selection, packages),
            language_switch(selection),
            html.Button(
                [icon("link"), html.Span(_("Copied"), className="done")],
                className="icon-button",
                type="button",
                title=_("Copy the link to this view"),
                **{"aria-label": _("Copy the link to this view"), "data-copy-link": ""},
            ),
            html.Button(
                [icon("moon"), icon("sun")],
                className="icon-button",
                type="button",
                title=_("Light or dark"),
                **{"aria-label": _("Light or dark"), "data-theme-switch": ""},
            ),
        ],
        className="header",
    )


def package_name(package: PackageFacts) -> str:
    """Name of a package in a word or two: what it is, never less than that it is simulated."""
    if package.simulated:
        return _("Training (simulated)") if package.name == TRAINING else _("Simulated data")
    return _("Published evidence") if package.name == PUBLISHED else said(package.title)


def package_switch(path: str, selection: Selection, packages: Packages) -> Component:
    """Return the links between the packages that are open."""
    return html.Div(
        [
            html.A(
                package_name(package),
                href=("/" if path.startswith("/site/") else path)
                + carried(selection, dataset=dataset),
                title=said(package.title),
                **({"aria-current": "true"} if dataset == selection.dataset else {}),
            )
            for dataset, package in packages.items()
        ],
        className="segments package-switch",
        role="group",
        **{"aria-label": _("Data package")},
    )


def simulated_words() -> tuple[str, str]:
    """Say what simulated data are, and what they must not be used for."""
    return (
        _("Simulated data for training."),
        _("No number on this page was measured. Do not use it for any decision."),
    )


def simulated_banner(simulated: bool) -> Component | None:
    """Return the banner over simulated data; it has no button to close it."""
    if not simulated:
        return None
    what, warning = simulated_words()
    return html.Aside(
        [html.Strong(what), " ", warning],
        className="simulated-banner",
        **{"aria-label": _("Simulated data")},
    )


def shell(path: str, selection: Selection, atlas: Atlas, content: list[Component]) -> Component:
    """Return a whole page; what its link asks for and nobody knows is said on top of it."""
    return html.Div(
        [
            dcc.Store(id="theme"),
            header(path, selection, atlas.packages) if not selection.embed else None,
            simulated_banner(atlas.store.package.simulated),
            live(html.Div(notes(atlas, selection), id="notes")),
            html.Main(content, id="content", className="content", tabIndex="-1"),
            footer(path, selection, atlas.store.package) if not selection.embed else None,
        ],
        className=f"page page-{path.strip('/').split('/')[0] or 'map'}",
    )
