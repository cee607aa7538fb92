"""The table of exactly what is shown: the map's path for keyboard and screen reader too."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import SORTS, Atlas, short_source
from dashboard.components import words
from dashboard.components.badge import badge
from dashboard.components.cells import Element, element
from dashboard.components.controls import box
from dashboard.components.own_source import is_own, own_source
from dashboard.components.source_note import link_of, quoted
from dashboard.i18n import _, ngettext, number, said, sort_key
from dashboard.own.names import OWN
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


def matching_own(own: pd.DataFrame, text: str) -> pd.DataFrame:
    """Rows of the reader's own data in which the searched text occurs."""
    needle = text.strip().casefold()
    if not needle:
        return own
    columns = (own[name] for name in ("medium", "taxon", "source_id"))
    hay = own["name"].str.cat(list(columns), sep="|")
    return own[hay.str.casefold().str.contains(needle, regex=False)]


def in_order(
    shown: pd.DataFrame,
    selection: Selection,
    atlas: Atlas,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Rows sorted by the chosen column, words as in a dictionary; empty cells last, then places.

    `names` are those of the places by id, where they are not the package's.
    """
    names = atlas.names() if names is None else names
    key = selection.sort.removeprefix("-")
    keys = {
        PLACE: _ranks(shown["point_id"], names.__getitem__),
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


def table(
    atlas: Atlas, selection: Selection, shown: pd.DataFrame, own: pd.DataFrame | None = None
) -> Component:
    """Return one page of the table with its search, its sorting and its pager.

    Values of the reader come before the published ones, counted apart.
    """
    found = matching(shown, atlas, selection.text)
    mine = shown.iloc[:0] if own is None else matching_own(own, selection.text)
    pages = max(1, math.ceil((len(found) + len(mine)) / PAGE))
    page = min(selection.page, pages)
    rows = _page(atlas, selection, [mine, found], page)
    body = [_row(atlas, selection, row) for row in rows]
    if not body:
        body = [element("Tr", element("Td", _("No row contains this text."), colSpan=len(SORTS)))]
    return html.Div(
        [
            html.P(
                ngettext("{count} value in the table", "{count} values in the table", len(found)),
                className="table-count",
                role="status",
            ),
            html.P(_own_first(len(mine)), className="table-count") if len(mine) else None,
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


def _page(
    atlas: Atlas, selection: Selection, parts: Sequence[pd.DataFrame], page: int
) -> list[dict[str, Any]]:
    """Return the rows of one page of several parts, each sorted by itself."""
    rows: list[dict[str, Any]] = []
    before = (page - 1) * PAGE
    for part in parts:
        start, stop = max(before, 0), max(before + PAGE, 0)
        if start < len(part) and stop:
            own = dict(zip(part["point_id"], part["name"], strict=True)) if "own" in part else None
            ordered = in_order(part, selection, atlas, own)
            rows += ordered.iloc[start:stop].to_dict("records")
        before -= len(part)
    return rows


def _own_first(count: int) -> str:
    return ngettext(
        "{count} value of your own stands before them.",
        "{count} values of your own stand before them.",
        count,
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
    chosen = {"aria-current": "true"} if row["point_id"] == selection.place else {}
    name = row["name"] if is_own(row) else atlas.names()[row["point_id"]]
    contents = {
        "medium": ", ".join(str(part) for part in what if not words.is_missing(part)),
        "value": words.amount(row),
        "times": badge(atlas, row, selection.regime, brief=True),
        "year": words.period(row),
        "statistic": words.statistic(row, atlas.term("statistic", row["statistic"])),
        "source": own_source(row) if is_own(row) else _source(atlas, row),
    }
    names = headings()
    cells = [
        element("Th", element("A", name, **place_link(selection, row["point_id"])), scope="row"),
        *[
            element("Td", element("Div", content), className=key, **{"data-label": names[key]})
            for key, content in contents.items()
        ],
    ]
    mark = {"className": "own-row"} if is_own(row) else {}
    return element("Tr", cells, **{"data-place": row["point_id"]}, **chosen, **mark)


def _source(atlas: Atlas, row: Mapping[str, Any]) -> Element:
    source = atlas.sources.loc[row["source_id"]]
    address, short = link_of(source), short_source(source)
    outside = {"href": address, "target": "_blank", "rel": "noreferrer noopener"}
    return element("A", short, lang="", **outside) if address else quoted(short)


def place_link(selection: Selection, place: str) -> dict[str, str]:
    """Return the link to the story of a place; one of the reader's own is in no address."""
    if place.startswith(OWN):
        return {"href": "#own-box"}
    return {"href": encode(selection, place=place), "data-go": ""}


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
