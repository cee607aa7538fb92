"""Every index: what it asks in plain words, its formula, its classes, its backgrounds."""

from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.methods.parts import (
    amount,
    band,
    facts,
    fold,
    formula,
    label_of,
    paragraph,
    quoted,
    table,
)
from dashboard.components.methods.proof import Notes, how_known, short_proof
from dashboard.i18n import _, ngettext, said
from layers.assess.answer import Yardsticks
from layers.assess.indices import ClassScale, Definition, IndexRegistry


def plain_words(index: str) -> str:
    """Say what an index asks."""
    words = {
        "CF": _("How many times the background is there?"),
        "PI": _("The same ratio, with the classes of other authors."),
        "Igeo": _("How many doublings above the background, with room for natural variation?"),
        "EF": _(
            "Is there more of the metal than the rock explains? The rock is recognised by an "
            "element that people hardly add, such as iron."
        ),
        "Er": _("How many times the background, weighted by how poisonous the metal is?"),
        "Cdeg": _("All contamination factors added up."),
        "mCd": _("The mean of the contamination factors."),
        "PLI": _("The typical contamination factor: their geometric mean. Above 1 means polluted."),
        "Nemerow": _("Mean and worst metal together, so that one bad metal is not averaged away."),
        "RI": _("All ecological risk factors added up."),
        "MPI": _("The typical concentration of all metals: a number to compare samples with."),
        "HPI": _("How much of its drinking-water standard does each metal use up, weighted?"),
        "HEI": _("The shares of the drinking-water standards added up."),
        "BCF": _("Does a plant hold more in its roots than the soil around them?"),
        "BAF": _("Does a plant hold more above ground than the soil?"),
        "TF": _("Does a plant move the metal from its roots upwards?"),
    }
    return words.get(index, "")


def index_parts(atlas: Atlas, sticks: Yardsticks) -> list[Any]:
    """Return the indices."""
    registry = sticks.indices
    return [
        paragraph(
            _(
                "A pollution index says how far a sample is from what is natural there. It is no "
                "law, and it is only as good as its background: the same soil looks clean against "
                "one and polluted against another. The atlas names the background beside every "
                "index."
            )
        ),
        *(_index(registry, one) for one in registry.definitions.values()),
        *_backgrounds(atlas, registry),
        *_factors(atlas, registry),
        *_standards(atlas, registry),
    ]


def _index(registry: IndexRegistry, definition: Definition) -> Element:
    scales = [one for (index, _name), one in registry.scales.items() if index == definition.index]
    rules = facts(
        [
            (_("Symbols"), said(definition.symbols)),
            (_("Unit"), "" if definition.unit == "1" else said(definition.unit)),
            (_("Below the detection limit"), said(definition.censored_rule)),
            (_("Not measured"), said(definition.missing_rule)),
            (_("First given by"), quoted(definition.reference)),
            (_("How known"), how_known(definition)),
        ]
    )
    return fold(
        f"index-{definition.index}",
        f"{definition.index}: {label_of(definition)}",
        short_proof(definition),
        [
            paragraph(plain_words(definition.index)),
            formula(said(definition.formula)),
            *(part for scale in scales for part in _scale(scale)),
            rules,
        ],
    )


def _scale(scale: ClassScale) -> list[Element]:
    key = f"proof-{scale.index}-{scale.scale}"
    notes = Notes(key)
    rows = [
        [label_of(row), band(row), quoted(row.reference), notes.cell([row])] for row in scale.rows
    ]
    caption = _("Classes of {index} ({scale})", index=scale.index, scale=scale.scale)
    headings = [_("Class"), _("Values"), _("Given by"), _("How known")]
    return [table(caption, headings, rows), notes.listed()]


def _backgrounds(atlas: Atlas, registry: IndexRegistry) -> list[Element]:
    sets = registry.background_sets
    notes = Notes("proof-background")
    tables = []
    for key, one in sets.items():
        about = facts(
            [
                (_("Medium"), said(one.medium)),
                (_("Extraction"), said(one.extraction)),
                (
                    _("Statistic"),
                    f"{said(one.statistic)}, n = {one.n}" if one.n else said(one.statistic),
                ),
                (_("Reference"), quoted(one.reference)),
                (_("Note"), quoted(one.note)),
            ]
        )
        rows = [
            [atlas.analyte_name(row.analyte), f"{amount(row.value)} {row.unit}", notes.cell([row])]
            for row in registry.background(key).values()
        ]
        headings = [_("Metal"), _("Background"), _("How known")]
        remark = ngettext("{count} metal", "{count} metals", len(rows))
        tables.append(
            fold(
                f"background-{key}",
                label_of(one),
                remark,
                [about, table(label_of(one), headings, rows)],
            )
        )
    proofs = fold("background-proofs", _("How the backgrounds are known"), "", [notes.listed()])
    heading = element("H3", _("Backgrounds to choose from"), id="backgrounds")
    return [heading, *tables, proofs]


def _factors(atlas: Atlas, registry: IndexRegistry) -> list[Element]:
    notes = Notes("proof-factor")
    rows = [
        [atlas.analyte_name(row.analyte), key, amount(row.value), notes.cell([row])]
        for key, members in registry.factors.items()
        for row in members.values()
    ]
    caption = _("Toxic-response factors")
    headings = [_("Metal"), _("Set"), _("Factor"), _("How known")]
    return [fold("toxic-response", caption, "", [table(caption, headings, rows), notes.listed()])]


def _standards(atlas: Atlas, registry: IndexRegistry) -> list[Element]:
    notes = Notes("proof-standard")
    rows = [
        [
            atlas.analyte_name(row.analyte), key, f"{amount(row.standard)} {row.unit}",
            amount(row.ideal), notes.cell([row]),
        ]
        for key, members in registry.standards.items()
        for row in members.values()
    ]  # fmt: skip
    caption = _("Drinking-water standards used by the water indices")
    headings = [_("Metal"), _("Set"), _("Standard"), _("Ideal"), _("How known")]
    return [fold("water-standards", caption, "", [table(caption, headings, rows), notes.listed()])]
