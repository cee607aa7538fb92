"""Units, and statistics with values below detection."""

from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.methods.parts import (
    LOWERED,
    amount,
    bullets,
    fold,
    formula,
    paragraph,
    quoted,
    quoted_link,
    table,
)
from dashboard.i18n import _, ngettext


def unit_parts(atlas: Atlas) -> list[Any]:
    """Return which units are read and how they are converted."""
    units = atlas.registry.units
    rows = [
        [
            row["unit"],
            f"× {amount(float(row['factor']))} = {row['unit_base']}",
            row["spellings"].replace(";", ", "),
        ]
        for row in units.to_dict("records")
        if row["dimension"].startswith(("mass_fraction", "mass_concentration"))
    ]
    headings = [_("Unit"), _("Becomes"), _("Also written")]
    return [
        paragraph(
            _(
                "A value keeps the unit it was printed in. For comparing, one table converts: soil "
                "and sediment to mg/kg, water to µg/L. Dry and fresh mass are never turned into "
                "each other. A unit that is not in the table is an error, never a guess."
            )
        ),
        fold("unit-table", _("Units of concentration"), "", [table(headings[0], headings, rows)]),
        *_oxides(atlas),
    ]


def _oxides(atlas: Atlas) -> list[Element]:
    """Return the oxides that are turned into elements, with the share of each."""
    rows = [
        [
            element("Span", row["oxide"].translate(LOWERED)),
            atlas.analyte_name(row["analyte"]),
            f"× {amount(float(row['factor']))}",
            quoted(row["note"]),
        ]
        for row in atlas.registry.oxides.to_dict("records")
    ]
    headings = [_("Stated as"), _("Becomes"), _("Share of its mass"), _("Note")]
    weights = "Prohaska et al. 2022, Standard atomic weights of the elements 2021"
    return [
        paragraph(
            _(
                "Laboratories state the elements that make up the rock as oxides, whether or not "
                "they are there as such. The law limits elements, so an amount of oxide is "
                "multiplied by the element's share of its mass, and the answer says so: "
                "Fe₂O₃ 6.2 % becomes 43,365 mg/kg of iron. Two parts of one element, such as FeO "
                "beside Fe₂O₃, are refused until somebody adds them up. In water the letters mean "
                "something else (SO₃ is sulphite): there oxides are refused."
            )
        ),
        fold(
            "oxide-table",
            _("Oxides that are turned into elements"),
            ngettext("{count} oxide", "{count} oxides", len(rows)),
            [
                table(headings[0], headings, rows),
                paragraph(
                    _("Computed from the standard atomic weights:"),
                    " ",
                    quoted_link(weights, "https://doi.org/10.1515/pac-2019-0603"),
                ),
            ],
        ),
    ]


def statistics_parts() -> list[Element]:
    """Return how many values, some of them below detection, become one."""
    return [
        paragraph(
            _(
                "A mean over values some of which are “less than” must not take them as half the "
                "limit: nobody measured that. Two methods are used side by side, and the number "
                "of samples and the share below detection always stand with the result."
            )
        ),
        bullets(
            [
                [
                    element("Strong", "Kaplan–Meier"),
                    ": ",
                    _(
                        "the share of samples at or below each detected value, counted so that a "
                        "“less than” counts for every value under its limit."
                    ),
                ],
                [
                    element("Strong", _("Regression on order statistics")),
                    ": ",
                    _(
                        "a lognormal line through the detected values; what lies below detection "
                        "is read off the line."
                    ),
                ],
            ]
        ),
        formula(_("UCL95 = mean + t(0.95; n − 1) × standard error (Kaplan–Meier)")),
        paragraph(
            _(
                "Intervals come from 1,000 bootstrap resamples with a fixed seed. Arithmetic and "
                "geometric means are both given. Limits above every detected value are left out "
                "and counted. Sources: Helsel and Cohn 1988, NADA for R (whose printed results the "
                "code reproduces) and ProUCL 5.2."
            )
        ),
    ]
