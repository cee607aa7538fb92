"""What is known about one place: its name, what it is, every value, every source, what is near."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.cells import Element, element
from dashboard.components.icon import icon
from dashboard.components.metal_values import curator_note, metal
from dashboard.components.source_note import source_note
from dashboard.i18n import _, in_script, ngettext, number, said, toponym, with_unit
from dashboard.place_question import PlaceQuestion
from dashboard.state import carried, encode
from layers.model import Selection

NEAR_M = 5_000
NEAR_MOST = 8
NEAR_LISTED = 200


def story(atlas: Atlas, selection: Selection, *, on_map: bool = True) -> Component | None:
    """Return the panel of the chosen place; `None` where none is chosen.

    On the map's page it can be closed and leads to the page of its own.
    """
    place = selection.place
    for kind, layer, builder in (
        (_("Sampling point"), atlas.points, _sampling_point),
        (_("Mining site"), atlas.mines, _mining_site),
        (_("Waste area"), atlas.waste, _waste_area),
    ):
        if place in layer.index:
            row = layer.loc[place]
            content = builder(atlas, selection, row)
            return _panel(atlas, selection, kind, row, content, on_map)
    return None


def _panel(
    atlas: Atlas,
    selection: Selection,
    kind: str,
    row: pd.Series,
    content: list[Component],
    on_map: bool,
) -> Component:
    local = row.get("name_local", "")
    name = atlas.names()[str(row.name)]
    return html.Article(
        [
            html.Div(
                [html.P(kind, className="kind"), _close(selection) if on_map else None],
                className="story-top",
            ),
            (html.H2 if on_map else html.H1)(name, id="story-title", tabIndex="-1"),
            html.P(local, className="local-name", lang=_local_language(row))
            if not words.is_missing(local) and local != name
            else None,
            html.P(_where(atlas, row), className="where"),
            *content,
            *_near(atlas, selection, row),
            html.P(_further(selection, row, on_map), className="story-links"),
        ],
        className="story",
        **{"aria-labelledby": "story-title"},
    )


def _further(selection: Selection, row: pd.Series, on_map: bool) -> list[Any]:
    """Return the ways on: what it means for who lives there, and the place's own page."""
    links: list[Any] = []
    if not words.is_missing(row["lat"]):
        here = PlaceQuestion(at=(round(float(row["lat"]), 3), round(float(row["lon"]), 3)))
        links.append(html.A(_("What does this mean for me here?"), href=here.link(selection)))
    if on_map:
        page = f"/site/{row.name}{carried(selection)}"
        links += [" " if links else "", html.A(_("Page of this place"), href=page)]
    return links


def _close(selection: Selection) -> Component:
    return html.A(
        icon("close"),
        href=encode(selection, place=""),
        className="icon-button",
        title=_("Close"),
        **{"data-go": "", "aria-label": _("Close")},
    )


def _local_language(row: pd.Series) -> str:
    return "ro" if row["country"] == "RO" else "sr"


def _where(atlas: Atlas, row: pd.Series) -> str:
    water = [said(part) for part in _split(row.get("water_body"))]
    parts = [*_split(row.get("municipality")), *_split(row.get("admin1"))]
    named = [*map(in_script, water), *(toponym(part, row["country"]) for part in parts)]
    countries = [atlas.term("country", code) for code in str(row["country"]).split(";")]
    place = ", ".join(filter(None, [*named, *countries]))
    if words.is_missing(row["lat"]) and not place:
        return _("No usable position: in lists and charts only.")
    if words.is_missing(row["lat"]):
        return _("{place}. No usable position: in lists and charts only.", place=place)
    quality = atlas.term("coord_quality", row["coord_quality"])
    reach = row["coord_uncertainty_m"]
    if words.is_missing(reach):
        return _("{place}. Position: {quality}.", place=place, quality=quality)
    return _(
        "{place}. Position: {quality}, within about {distance}.",
        place=place,
        quality=quality,
        distance=words.distance(float(reach)),
    )


def _split(cell: Any) -> list[str]:
    return [] if words.is_missing(cell) else [part.strip() for part in str(cell).split(";")]


def _sampling_point(atlas: Atlas, selection: Selection, row: pd.Series) -> list[Component]:
    metals = _by_metal(atlas, selection, str(row.name))
    count = sum(len(rows) for rows in metals.values())
    facts = atlas.findings[atlas.findings["point_id"] == row.name]
    return [
        curator_note(row["note"]),
        html.P(
            ngettext(
                "{count} published value of {metals}.",
                "{count} published values of {metals}.",
                count,
                metals=", ".join(metals),
            )
            if count
            else _("No concentration is published for this place."),
        ),
        *[
            metal(atlas, analyte, rows, unfolded=analyte == selection.analyte or len(metals) <= 3)
            for analyte, rows in metals.items()
        ],
        *_findings(atlas, facts),
    ]


def _by_metal(atlas: Atlas, selection: Selection, point_id: str) -> dict[str, list[words.Row]]:
    """Group a point's values by metal: the chosen one first, then as in the menu."""
    values = atlas.values_at(point_id).sort_values(["medium", "value_std"], ascending=[True, False])
    found: dict[str, list[words.Row]] = {}
    for row in values.to_dict("records"):
        found.setdefault(row["analyte"], []).append(row)
    order = [selection.analyte, *(option.value for option in atlas.choices()["analyte"])]
    return {analyte: found[analyte] for analyte in dict.fromkeys(order) if analyte in found}


def _quoted(text: Any) -> Component | None:
    """Return a text of the compilation, which stays in English, marked as such."""
    return None if words.is_missing(text) else html.Span(str(text), lang="en")


def _findings(atlas: Atlas, facts: pd.DataFrame) -> list[Component]:
    if facts.empty:
        return []
    return [
        html.H2(_("Also published about this place")),
        html.Ul([_finding(atlas, row) for row in facts.to_dict("records")]),
    ]


def _finding(atlas: Atlas, row: Mapping[str, Any]) -> Component:
    text = "" if words.is_missing(row["text"]) else str(row["text"])
    if not words.is_missing(row["value"]):
        sign = "" if words.is_missing(row["censoring"]) else f"{row['censoring']} "
        unit = "" if words.is_missing(row["unit"]) else str(row["unit"])
        text = f"{row['quantity']}: {sign}{with_unit(float(row['value']), unit)}. {text}"
    return html.Li([html.Span(text, lang="en"), source_note(atlas, row["source_id"])])


def _facts(rows: list[tuple[str, Any]]) -> Component:
    known = [
        (name, value) for name, value in rows if value is not None and not words.is_missing(value)
    ]
    return html.Dl(
        [part for name, value in known for part in (html.Dt(name), html.Dd(value))],
        className="facts",
    )


def _years(row: pd.Series, start: str, end: str) -> str:
    first, last = row[start], row[end]
    if words.is_missing(first) and words.is_missing(last):
        return ""
    if words.is_missing(last):
        return _("since {year}", year=int(first))
    if words.is_missing(first):
        return _("until {year}", year=int(last))
    return f"{int(first)}–{int(last)}"


def _mining_site(atlas: Atlas, selection: Selection, row: pd.Series) -> list[Component]:
    commodities = ", ".join(map(said, str(row["commodities"]).split(";")))
    return [
        _facts(
            [
                (_("Kind"), atlas.term("site_type", row["type"])),
                (_("Status"), atlas.term("site_status", row["status"])),
                (_("Raw materials"), "" if words.is_missing(row["commodities"]) else commodities),
                (_("Operator"), _quoted(row["operator"])),
                (_("Years"), _years(row, "year_open", "year_close")),
                (_("Deposit"), said(row["deposit_type"])),
            ]
        ),
        _memory(row),
        curator_note(row["note"]),
        *_sources(atlas, row),
    ]


def _waste_area(atlas: Atlas, selection: Selection, row: pd.Series) -> list[Component]:
    return [
        _facts(
            [
                (_("Kind"), atlas.term("waste_kind", row["kind"])),
                (_("Material"), said(row["material"])),
                (_("Status"), atlas.term("waste_status", row["status"])),
                (_("Area"), _quantity(row, "area_ha", "ha")),
                (_("Volume"), _quantity(row, "volume_m3", "m³")),
                (_("Mass"), _quantity(row, "mass_t", "t")),
                (_("Height"), _quantity(row, "height_m", "m")),
                (_("Years"), _years(row, "year_start", "year_end")),
                (_("Contaminants"), _quoted(row["contaminants"])),
                (
                    _("Category under Directive 2006/21/EC"),
                    atlas.term("category_2006_21", row["category_2006_21"]),
                ),
                (_("Incidents"), _quoted(row["incidents"])),
            ]
        ),
        html.P(_("No text that was read states the area."))
        if words.is_missing(row["area_ha"])
        else None,
        _memory(row),
        curator_note(row["note"]),
        *_sources(atlas, row),
    ]


def _quantity(row: pd.Series, column: str, unit: str) -> str:
    value = row[column]
    if words.is_missing(value):
        return ""
    qualifiers = dict(
        part.split(": ", 1) for part in str(row["value_qualifier"]).split("; ") if ": " in part
    )
    text = with_unit(float(value), unit)
    qualifier = qualifiers.get(column)
    return f"{said(qualifier)} {text}" if qualifier else text


def _memory(row: pd.Series) -> Component | None:
    """Say which facts nobody read but somebody remembered."""
    if words.is_missing(row["from_memory"]):
        return None
    return html.P(
        _(
            "From memory, not read in a text: {fields}.",
            fields=", ".join(dict.fromkeys(map(_field, str(row["from_memory"]).split(";")))),
        ),
        className="unchecked",
    )


def _field(column: str) -> str:
    """Name a column of the tables for a reader."""
    names = {
        "lat": _("position"),
        "lon": _("position"),
        "type": _("kind"),
        "kind": _("kind"),
        "status": _("status"),
        "material": _("material"),
        "operator": _("operator"),
        "municipality": _("municipality"),
        "commodities": _("raw materials"),
        "deposit_type": _("deposit"),
        "year_open": _("opening year"),
        "year_start": _("first year"),
        "contaminants": _("contaminants"),
    }
    return names.get(column, column.replace("_", " "))


def _sources(atlas: Atlas, row: pd.Series) -> list[Component]:
    others = row["other_source_ids"]
    ids = [row["source_id"], *([] if words.is_missing(others) else str(others).split(";"))]
    return [
        html.H2(_("Sources")),
        html.Ul([html.Li(source_note(atlas, source)) for source in ids]),
    ]


def _apart(metres: float, row: pd.Series) -> str:
    """Say how far away something is, as far as the place's own position allows."""
    if metres < 1:
        return _("same stated position")
    if not words.is_missing(row["coord_uncertainty_m"]) and metres < row["coord_uncertainty_m"]:
        return _("nearer than the position is known")
    return _("about {distance}", distance=words.distance(metres))


def _near(atlas: Atlas, selection: Selection, row: pd.Series) -> list[Component]:
    """List what lies within five kilometres, with the distance between stated positions."""
    if words.is_missing(row["lat"]):
        return []
    near = atlas.neighbourhood.within(float(row["lat"]), float(row["lon"]), NEAR_M)
    found = [
        (float(other["distance_m"]), str(other["id"]), atlas.names()[str(other["id"])])
        for other in near.to_dict("records")
        if other["id"] != row.name
    ]
    items = [
        element("Li", [_go(selection, key, name), element("Small", _apart(metres, row))])
        for metres, key, name in found
    ]
    if not items:
        return []
    return [
        html.H2(_("Within {distance}", distance=words.distance(NEAR_M))),
        element("Ul", items[:NEAR_MOST], className="near"),
        *_more_near(items[NEAR_MOST:]),
    ]


def _more_near(items: list[Element]) -> list[Element]:
    """Fold what is near but not nearest."""
    if not items:
        return []
    told = _("and {count} more", count=number(len(items)))
    parts = [element("Summary", told), element("Ul", items[:NEAR_LISTED], className="near")]
    if len(items) > NEAR_LISTED:
        rest = _("Only the nearest {count} are listed.", count=number(NEAR_MOST + NEAR_LISTED))
        parts.append(element("P", rest))
    return [element("Details", parts, className="more-near")]


def _go(selection: Selection, key: str, name: str) -> Element:
    """Return the way to the story of another place."""
    address = encode(selection, place=key)
    return element("A", name, href=address, **{"data-go": "", "data-place": key})
