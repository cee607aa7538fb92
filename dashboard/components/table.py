"""The table of exactly what is shown: the map's path for keyboard and screen reader too."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import SORTS, Atlas, short_source
from dashboard.components import words
from dashboard.components.badge import badge
from dashboard.components.cells import Element, element
from dashboard.components.controls import box
from dashboard.components.source_note import link_of, quoted
from dashboard.i18n import _, ngettext, number, said, sort_key
from dashboard.state import encode
from layers.model import Selection

PAGE = 25
PLACE = "place"


def headings() -> dict[str, str]:
    """Name of every column."""
    names = {
        "place": _("Place"),
        "medium": _("Medium"),
        "value": _("Value"),
        "times": _("Verdict"),
        "year": _("Year"),
        "statistic": _("Statistic"),
        "source": _("Source"),
    }
    return {key: names[key] for key in SORTS}


def matching(shown: pd.DataFrame, atlas: Atlas, text: str) -> pd.DataFrame:
    """Rows in which the searched text occurs, in place, municipality, medium, note or source."""
    needle = text.strip().casefold()
    if not needle:
        return shown
    sources = shown["source_id"].map(
        {key: f"{row['authors']} {row['title']}" for key, row in atlas.sources.iterrows()}
    )
    hay = (
        shown["name"].fillna("")
        + "|"
        + shown["point_id"].map(atlas.names()).fillna("")
        + "|"
        + shown["municipality"].fillna("")
        + "|"
        + shown["medium"].astype(str)
        + "|"
        + shown["taxon"].fillna("")
        + "|"
        + sources.fillna("")
    )
    return shown[hay.str.casefold().str.contains(needle, regex=False)]


def in_order(shown: pd.DataFrame, selection: Selection, atlas: Atlas) -> pd.DataFrame:
    """Rows sorted by the chosen column, words as in a dictionary; empty cells last, then places."""
    key = selection.sort.removeprefix("-")
    keys = {
        PLACE: _ranks(shown["point_id"], lambda point: atlas.names()[point]),
        "medium": _ranks(shown["medium"], atlas.medium_name),
        "statistic": _ranks(shown["statistic"], lambda word: atlas.term("statistic", word)),
    }
    columns = {
        "place": [PLACE],
        "medium": ["medium"],
        "value": ["value_std"],
        "times": [f"step_{selection.regime}", f"times_{selection.regime}"],
        "year": ["year_end"],
        "statistic": ["statistic"],
        "source": ["source_id"],
    }[key]
    up = not selection.sort.startswith("-")
    order = shown.assign(**keys).sort_values(
        [*columns, PLACE, "measurement_id"],
        ascending=[up] * len(columns) + [True, True],
        na_position="last",
        kind="stable",
    )
    return shown.loc[order.index]


def _ranks(keys: pd.Series, name: Callable[[str], str]) -> pd.Series:
    """Give every key the place of its name in a dictionary of the page's language."""
    ordered = sorted(keys.astype(str).unique(), key=lambda key: sort_key(name(key)))
    return keys.astype(str).map({key: rank for rank, key in enumerate(ordered)})


def table(atlas: Atlas, selection: Selection, shown: pd.DataFrame) -> Component:
    """Return one page of the table with its search, its sorting and its pager."""
    found = matching(shown, atlas, selection.text)
    pages = max(1, math.ceil(len(found) / PAGE))
    page = min(selection.page, pages)
    rows = in_order(found, selection, atlas).iloc[(page - 1) * PAGE : page * PAGE]
    body = [_row(atlas, selection, row) for row in rows.to_dict("records")]
    if not body:
        body = [element("Tr", element("Td", _("No row contains this text."), colSpan=len(SORTS)))]
    return html.Div(
        [
            html.P(
                ngettext("{count} value in the table", "{count} values in the table", len(found)),
                className="table-count",
                role="status",
            ),
            html.Div(
                html.Table(
                    [
                        html.Caption(_("The values that are shown, one a row")),
                        html.Thead(html.Tr([_heading(key, selection) for key in SORTS])),
                        element("Tbody", body),
                    ],
                    className="values",
                ),
                className="table-scroll",
                tabIndex="0",
                role="group",
                **{"aria-label": _("Table of values")},
            ),
            pager(selection, page, pages),
        ]
    )


def search_box(selection: Selection) -> Element:
    """Return the search over the table's rows."""
    return box("q", _("Find in the table"), selection.text, type="search", maxLength=80)


def _heading(key: str, selection: Selection) -> Component:
    own = selection.sort.removeprefix("-") == key
    down = selection.sort.startswith("-")
    state = {"aria-sort": "descending" if down else "ascending"} if own else {}
    turned = key if own and down else f"-{key}" if own or key in {"value", "times", "year"} else key
    arrow = ("↓" if down else "↑") if own else ""
    return html.Th(
        html.A(
            [headings()[key], html.Span(arrow, **{"aria-hidden": "true"})],
            href=encode(selection, sort=turned, page=1),
            **{"data-go": ""},
        ),
        scope="col",
        **state,
    )


def _row(atlas: Atlas, selection: Selection, row: Mapping[str, Any]) -> Element:
    what = [
        atlas.medium_name(row["medium"]),
        said(row["taxon"]),
        said(row["organ"]),
        words.depth(row),
    ]
    source = atlas.sources.loc[row["source_id"]]
    chosen = {"aria-current": "true"} if row["point_id"] == selection.place else {}
    address, short = link_of(source), short_source(source)
    outside = {"href": address, "target": "_blank", "rel": "noreferrer noopener"}
    state = {"href": encode(selection, place=row["point_id"]), "data-go": ""}
    contents = {
        "medium": ", ".join(str(part) for part in what if not words.is_missing(part)),
        "value": words.amount(row),
        "times": badge(atlas, row, selection.regime, brief=True),
        "year": words.period(row),
        "statistic": words.statistic(row, atlas.term("statistic", row["statistic"])),
        "source": element("A", short, lang="", **outside) if address else quoted(short),
    }
    names = headings()
    cells = [
        element("Th", element("A", atlas.names()[row["point_id"]], **state), scope="row"),
        *[
            element("Td", element("Div", content), className=key, **{"data-label": names[key]})
            for key, content in contents.items()
        ],
    ]
    return element("Tr", cells, **{"data-place": row["point_id"]}, **chosen)


def pager(selection: Selection, page: int, pages: int) -> Component | None:
    """Return the links to the other pages of the table; nothing when there is one."""
    if pages == 1:
        return None
    steps = [(_("Previous"), page - 1, page > 1), (_("Next"), page + 1, page < pages)]
    links = [
        html.A(text, href=encode(selection, page=to), className="button", **{"data-go": ""})
        if possible
        else html.Span(text, className="button is-off", **{"aria-disabled": "true"})
        for text, to, possible in steps
    ]
    where = html.Span(_("Page {page} of {pages}", page=number(page), pages=number(pages)))
    return html.Nav(
        [links[0], where, links[1]], className="pager", **{"aria-label": _("Table pages")}
    )
