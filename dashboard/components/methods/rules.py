"""How a verdict comes about: plain words, then the formula, then the table."""

from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.methods.limit_tables import jurisdiction_name
from dashboard.components.methods.parts import (
    amount,
    bullets,
    fold,
    formula,
    paragraph,
    table,
)
from dashboard.components.methods.proof import Notes
from dashboard.components.symbol import symbol
from dashboard.i18n import _, said
from dashboard.yardsticks import correction_rows
from layers.assess.rows import Ladder


def rules_parts(atlas: Atlas) -> list[Any]:
    """Return the rules."""
    return [
        paragraph(
            _(
                "Each law has its own words and its own steps. The atlas keeps the words and puts "
                "them on one scale of four steps, so that a place in Romania and a place in "
                "Serbia can be compared."
            )
        ),
        _steps(atlas),
        element("H3", _("What counts as above")),
        bullets(_rules()),
        *_correction(atlas),
    ]


def _steps(atlas: Atlas) -> Element:
    rows = []
    for ladder in atlas.limits.ladders:
        if ladder.rank == 1 and ladder.regulation_id not in _superseded(atlas):
            rows.append([_ladder_name(atlas, ladder), *_words(atlas, ladder)])
    headings = [
        _("Law"),
        *(
            element("Span", [symbol("step", str(step)), f" {step}"], className="step-name")
            for step in range(4)
        ),
    ]
    return table(_("The words of each law on the common scale of steps"), headings, rows)


def _superseded(atlas: Atlas) -> set[str]:
    """Regulations that decided once: another of the same rank, media and land use is newer."""
    ladders = [one for one in atlas.limits.ladders if one.rank == 1]
    starts = {key: one.valid_from for key, one in atlas.limits.regulations.items()}
    return {
        old.regulation_id
        for old in ladders
        for new in ladders
        if (old.jurisdiction, old.media, old.land_use)
        == (new.jurisdiction, new.media, new.land_use)
        and (starts[old.regulation_id] or starts[new.regulation_id])
        and str(starts[old.regulation_id]) < str(starts[new.regulation_id])
    }


def _ladder_name(atlas: Atlas, ladder: Ladder) -> Element:
    uses = {"sensitive": _("homes and gardens"), "less_sensitive": _("industry")}
    media = ", ".join(atlas.medium_name(medium) for medium in ladder.media.split(";"))
    regulation = atlas.limits.regulations[ladder.regulation_id]
    details = ", ".join(part for part in (media, uses.get(ladder.land_use, "")) if part)
    name = f"{jurisdiction_name(ladder.jurisdiction)}: {details}"
    return element("Th", [name, element("Small", said(regulation.short_title))], scope="row")


def _words(atlas: Atlas, ladder: Ladder) -> list[str]:
    steps: list[list[str]] = [[], [], [], []]
    for rung in atlas.limits.schemes[ladder.scheme]:
        steps[rung.step].append(said(rung.label_en))
    return ["; ".join(words) for words in steps]


def _rules() -> list[str]:
    return [
        _("A value exactly at a limit is not above it."),
        _(
            "Below the detection limit: “less than 0.5” is judged as anything from nothing to 0.5. "
            "It is below a limit of 1. Where the detection limit lies above the limit, it cannot "
            "be judged, and is never shown as clean."
        ),
        _(
            "A mean is judged as a mean and a maximum as a maximum, with its name beside it. "
            "Neither is drawn as a sample."
        ),
        _(
            "The law in force on the day of sampling decides. A value without a date is judged by "
            "the present law, and says so."
        ),
        _(
            "Dissolved or total, dry or fresh: a value is held only against a limit for the same "
            "thing. What was measured in part can show an excess, never that all is well."
        ),
        _(
            "Tailings, slag, ore and dust are no soil; waste water and groundwater are no river. "
            "They are not judged by a law that was not made for them."
        ),
        _(
            "Where the law has no limit, or the value cannot be compared, the atlas says why. "
            "Unknown is grey, never green."
        ),
    ]


def _correction(atlas: Atlas) -> list[Any]:
    notes = Notes("proof-correction")
    constants = [row for row in correction_rows(atlas) if row.kind == "constants"]
    settings = [row for row in correction_rows(atlas) if row.kind != "constants"]
    names = {
        "standard_clay": _("clay of the standard soil, %"),
        "standard_organic_matter": _("organic matter of the standard soil, %"),
        "minimum_clay": _("least clay, %"),
        "minimum_organic_matter": _("least organic matter, %"),
        "maximum_organic_matter": _("most organic matter, %"),
    }
    return [
        element("H3", _("Clay and organic matter (Serbia)"), id="correction"),
        paragraph(
            _(
                "Clay and organic matter hold metals fast, so Serbian law allows more in a rich "
                "soil and less in a sandy one. Its limits are tabled for a standard soil with "
                "25 % clay and 10 % organic matter. Without measured clay and organic matter the "
                "standard soil is taken, and the verdict says so. Romanian limits hold for every "
                "soil."
            )
        ),
        formula(
            _("limit = tabled limit × (A + B · clay + C · organic matter) / (A + 25 B + 10 C)")
        ),
        paragraph(
            _(
                "Where only one of the two was measured, the limit is computed twice: with the "
                "least amount of the other and with that of the standard soil. Where both limits "
                "lead to the same verdict it holds; elsewhere the value is not judged, or said to "
                "be “at least” the milder verdict. Clay and organic matter, and for water its "
                "hardness, are those of the same sample: of the same source, place, depth, day "
                "and sample id."
            )
        ),
        fold(
            "correction-constants",
            _("Constants of the correction"),
            "",
            [
                table(
                    _("Constants of the soil correction"),
                    [_("Metal"), "A", "B", "C", _("How known")],
                    [
                        [
                            atlas.analyte_name(row.analyte),
                            amount(row.A),
                            amount(row.B),
                            amount(row.C),
                            notes.cell([row], row.article),
                        ]
                        for row in constants
                    ],
                ),
                table(
                    _("Standard soil, least and most"),
                    [_("Setting"), _("Value"), _("How known")],
                    [
                        [names[row.kind], amount(row.value), notes.cell([row], row.article)]
                        for row in settings
                    ],
                ),
                notes.listed(),
            ],
        ),
    ]
