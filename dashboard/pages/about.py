"""Where do the numbers come from? What was compiled, how sure it is, who made it."""

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.frame import shell
from dashboard.components.source_note import source_note
from dashboard.i18n import _, ngettext, number
from layers.model import Selection


def layout(atlas: Atlas, selection: Selection) -> Component:
    """Return the page."""
    return shell(
        "/about",
        selection,
        atlas,
        [
            html.Div(
                [
                    html.H1(_("Where do the numbers come from?")),
                    _answer(atlas),
                    *_how_sure(atlas),
                    *_network(),
                    *_sources(atlas),
                ],
                className="reading",
            )
        ],
    )


def _answer(atlas: Atlas) -> Component:
    counts = atlas.store.counts()
    return html.P(
        _(
            "{measurements} values from {sources} sources, at {points} places or areas, with "
            "{mines} mining sites and {waste} waste areas. Package {name}, version {version}.",
            measurements=number(counts["measurements"]),
            sources=number(int(atlas.values["source_id"].nunique())),
            points=number(int(atlas.values["point_id"].nunique())),
            mines=number(counts["mining_sites"]),
            waste=number(int((atlas.waste["scope"] != "aggregate").sum())),
            name=atlas.store.package.name,
            version=atlas.store.package.version,
        ),
        className="lead",
    )


def _how_sure(atlas: Atlas) -> list[Component]:
    located = atlas.points[atlas.points["lat"].notna()]
    rough = int((located["coord_uncertainty_m"].fillna(0) >= 1000).sum())
    unstated = int((atlas.values["statistic"] == "unspecified").sum())
    pooled = int(atlas.values["pooled"].sum()) - unstated
    return [
        html.H2(_("How sure are they?")),
        html.Ul(
            [
                html.Li(
                    ngettext(
                        "{count} of the values is a mean, a maximum or another statistic of "
                        "several samples, drawn as a dashed ring and never as a sample.",
                        "{count} of the values are means, maxima or other statistics of several "
                        "samples, drawn as dashed rings and never as samples.",
                        pooled,
                    )
                ),
                html.Li(
                    ngettext(
                        "Of {count} value the source does not say what kind it is; it is drawn "
                        "like them.",
                        "Of {count} values the source does not say what kind they are; they are "
                        "drawn like them.",
                        unstated,
                    )
                ),
                html.Li(
                    ngettext(
                        "{count} sampling point is known to a kilometre or worse: its dotted ring "
                        "shows how far it may be off.",
                        "{count} sampling points are known to a kilometre or worse: their dotted "
                        "rings show how far they may be off.",
                        rough,
                    )
                ),
                html.Li(
                    _(
                        "Most values were read in abstracts: the full tables of the papers could "
                        "not be had. What is not on the map has not been published, or was not "
                        "found. It is not clean because it is empty."
                    )
                ),
                html.Li(
                    _(
                        "The legal limits were read in transcriptions or are known from memory; "
                        "none has been compared with the official gazette yet. A limit known "
                        "from memory alone gives a verdict no colour."
                    )
                ),
            ]
        ),
    ]


def _network() -> list[Component]:
    return [
        html.P(
            _(
                "* Kosovo: this designation is without prejudice to positions on status, and is "
                "in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of "
                "independence."
            ),
            className="curator-note",
        ),
        html.H2(_("Who made it?")),
        html.P(
            _(
                "The atlas grew out of NETMIN (Interreg-IPA Romania–Serbia, RORS-308), in which "
                "Politehnica University Timișoara and the Mining and Metallurgy Institute Bor "
                "joined scientists, authorities and inhabitants over soils polluted by mining."
            )
        ),
    ]


def _sources(atlas: Atlas) -> list[Component]:
    cited = atlas.values["source_id"].value_counts()
    rows = [
        html.Li(
            [
                source_note(atlas, str(source_id)),
                " ",
                html.Small(ngettext("{count} value", "{count} values", int(count))),
            ]
        )
        for source_id, count in sorted(cited.items())
    ]
    return [html.H2(_("Sources of the values")), html.Ul(rows, className="sources")]
