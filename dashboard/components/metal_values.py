"""The values of one metal at a place: each with its verdicts, its low end and its source."""

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.badge import badge
from dashboard.components.cells import Element
from dashboard.components.low_end import silence_note, value_notes
from dashboard.components.own_source import is_own, own_source
from dashboard.components.source_note import source_note
from dashboard.i18n import _, ngettext, said
from layers.model import Regime


def metal(atlas: Atlas, analyte: str, rows: list[words.Row], *, unfolded: bool) -> Component:
    """Return a fold with every value of a metal, and once what is known of too little of it."""
    low_ends = value_notes(atlas, rows)
    return html.Details(
        [
            html.Summary(
                [
                    html.Span(atlas.analyte_name(analyte)),
                    html.Small(ngettext("{count} value", "{count} values", len(rows))),
                ]
            ),
            *[_value(atlas, row, low) for row, low in zip(rows, low_ends, strict=True)],
            silence_note(atlas, rows),
        ],
        open=unfolded,
        className="metal",
    )


def _regimes(row: words.Row) -> list[tuple[str, Regime]]:
    """Name the laws to show: Romania's land uses apart only where they tell soils apart."""
    if row["medium"] == "soil":
        return [
            (_("Romania, homes and gardens"), "RO_sensitive"),
            (_("Romania, industry"), "RO_less_sensitive"),
            (_("Serbia"), "RS"),
        ]
    return [(_("Romania"), "RO_sensitive"), (_("Serbia"), "RS")]


def _value(atlas: Atlas, row: Mapping[str, Any], low_end: Element | None) -> Component:
    """Return one value with its statistic, year, verdicts at both ends and its source."""
    what = [
        atlas.medium_name(row["medium"]),
        said(row["taxon"]),
        said(row["organ"]),
        words.depth(row),
        words.statistic(row, atlas.term("statistic", row["statistic"])),
        words.period(row),
        html.Span(row["method"], lang="en") if row["method"] else "",
    ]
    regimes = _regimes(row)
    judged = any(int(row[f"step_{regime}"]) >= 0 for _name, regime in regimes)
    verdicts = (
        html.Dl(
            [
                part
                for name, regime in regimes
                for part in (html.Dt(name), html.Dd(badge(atlas, row, regime)))
            ],
            className="verdicts",
        )
        if judged
        else html.P(badge(atlas, row, "RS"))
    )
    return html.Div(
        [
            html.P(words.amount(row), className="amount"),
            html.P(
                [part for one in what if one for part in (" · ", one)][1:],
                className="what",
            ),
            verdicts,
            low_end,
            curator_note(row["note"]),
            own_source(row) if is_own(row) else _source(atlas, row),
        ],
        className="value",
    )


def _source(atlas: Atlas, row: Mapping[str, Any]) -> Component:
    locator = "" if words.is_missing(row["locator"]) else row["locator"]
    return source_note(atlas, row["source_id"], locator)


def curator_note(note: Any) -> Component | None:
    """Return what the curator says of a row; `None` for nothing."""
    return (
        None if words.is_missing(note) else html.P(str(note), className="curator-note", lang="en")
    )
