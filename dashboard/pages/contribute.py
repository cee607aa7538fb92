"""Bring your own measurements: read, checked and judged, for this session only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.contribute import around
from dashboard.components.contribute.form import PATH, form
from dashboard.components.contribute.result import empty, result
from dashboard.components.frame import shell
from dashboard.document import document
from dashboard.i18n import THIN_SPACE, _
from dashboard.prerender import render
from layers.model import Selection

STYLES = (
    "10-tokens.css",
    "20-type.css",
    "25-icons.css",
    "30-layout.css",
    "35-language.css",
    "40-controls.css",
    "60-panels.css",
    "still/place.css",
    "still/contribute.css",
    "still/plan.css",
)
SCRIPTS = (
    "30-atlas.js",
    "35-language.js",
    "still/own_store.js",
    "still/contribute.js",
    "still/combobox.js",
    "still/plan.js",
)
"""All that the page asks for: it lives without Dash in the browser."""

UNBREAKABLE = "\u202f"


@dataclass(frozen=True)
class Shown:
    """What the page shows: atlas and link, the answer to a file where one came, the plan."""

    atlas: Atlas
    selection: Selection
    answer: Element | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    asked: bool = False
    plan: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """A part of the page: its anchor, its name, what stands in it."""

    anchor: str
    title: Callable[[], str]
    content: Callable[[Shown], list[Any]]


SECTIONS = (
    Section("plan", lambda: _("Measure next"), lambda shown: shown.plan),
    Section("template", lambda: _("An empty table to fill in"), lambda shown: around.template()),
    Section(
        "give", lambda: _("Giving data for good"), lambda shown: around.giving(shown.selection)
    ),
)
"""Parts below the form and its answer, in order; the list of the page's parts names each."""


def written(shown: Shown) -> str:
    """Return the whole document."""
    return document(
        title=f"{_('Your own measurements')} – NETMIN Atlas",
        page=html_of(layout(shown)),
        styles=STYLES,
        scripts=SCRIPTS,
    )


def html_of(part: Any) -> str:
    """Return a part of the page as html: numbers do not part from their units."""
    return render(part).replace(THIN_SPACE, UNBREAKABLE)


def answer_html(atlas: Atlas, selection: Selection, seen: Mapping[str, Any]) -> str:
    """Return the answer to a file, as the script puts it in place."""
    return html_of(result(atlas, selection, seen))


def layout(shown: Shown) -> Component:
    """Return the page: the file first, then its answer, then all else."""
    return shell(
        PATH,
        shown.selection,
        shown.atlas,
        [
            html.Div(
                [
                    html.H1(_("Your own measurements")),
                    element(
                        "P",
                        _(
                            "Bring a laboratory’s table: it is read, checked and judged by both "
                            "countries’ laws, and stands on the map and in the charts of this "
                            "session only. Nothing is stored, nothing goes to anybody else."
                        ),
                        className="lead",
                    ),
                    _contents(),
                    around.kept(),
                    form(shown.atlas, shown.selection, shown.settings, asked=shown.asked),
                    shown.answer or empty(),
                    *[_section(section, shown) for section in SECTIONS],
                ],
                className="contribute",
                id="contribute",
            )
        ],
    )


def _contents() -> Element:
    links = [element("A", one.title(), href=f"#{one.anchor}") for one in SECTIONS]
    items = [element("Li", link) for link in links]
    return element(
        "Nav", element("Ul", items), className="contribute-contents",
        **{"aria-label": _("On this page")},
    )  # fmt: skip


def _section(section: Section, shown: Shown) -> Element:
    return element(
        "Section",
        [element("H2", section.title()), *section.content(shown)],
        id=section.anchor,
        className="contribute-section",
    )
