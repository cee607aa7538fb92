"""The health risk of contact with soil: equations, parameters, toxicity, what is unchecked."""

from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.methods.parts import (
    amount,
    band,
    bullets,
    facts,
    fold,
    formula,
    label_of,
    paragraph,
    quoted,
    table,
)
from dashboard.components.methods.proof import Notes, how_known
from dashboard.i18n import _, ngettext, said
from layers.assess.answer import Yardsticks
from layers.assess.health import HealthRegistry, ParameterSet


def health_parts(atlas: Atlas, sticks: Yardsticks) -> list[Any]:
    """Return the method of the health risk."""
    registry = sticks.health
    return [
        paragraph(
            _(
                "How much of a metal do a child and an adult take up from this soil, by swallowing "
                "it, through the skin and by breathing its dust, and how does that compare with a "
                "dose that is held to be safe for a lifetime? This is a screening after the "
                "United States Environmental Protection Agency (US EPA), not a diagnosis: no "
                "doctor has seen these texts."
            )
        ),
        *_equations(registry),
        *_acceptance(registry),
        *(_set(atlas, registry, one) for one in registry.sets.values()),
        *_rejected(registry),
    ]


def _equations(registry: HealthRegistry) -> list[Element]:
    parts = []
    seen: set[str] = set()
    for one in registry.sets.values():
        for row in one.equations:
            if row.equation in seen:
                continue
            seen.add(row.equation)
            own = registry.sets.get(row.parameter_sets)
            sets = "" if own is None else label_of(own.row)
            parts += [
                formula(said(row.formula)),
                paragraph(
                    element("Small", [*([f"{sets}. "] if sets else []), *how_known(row)]),
                ),
            ]
    return [fold("health-equations", _("Equations"), "", parts)]


def _acceptance(registry: HealthRegistry) -> list[Element]:
    notes = Notes("proof-acceptance")
    rows = [
        [f"{index}: {label_of(row)}", band(row), notes.cell([row])]
        for index, scale in registry.acceptance.items()
        for row in scale.rows
    ]
    caption = _("What is accepted")
    headings = [_("Quantity"), _("Values"), _("How known")]
    return [
        paragraph(
            _(
                "HQ is the share of the safe dose that one metal uses up, HI the sum over metals "
                "and routes, CR the added chance of cancer in a lifetime."
            )
        ),
        fold("health-acceptance", caption, "", [table(caption, headings, rows), notes.listed()]),
    ]


def _set(atlas: Atlas, registry: HealthRegistry, one: ParameterSet) -> Element:
    unread = [row for row in (*one.exposure.values(), *one.toxicity.values()) if row.unchecked]
    remark = ngettext(
        "{count} number from memory or assumed",
        "{count} numbers from memory or assumed",
        len(unread),
    )
    return fold(
        f"health-{one.name}",
        label_of(one.row),
        remark,
        [
            facts([(_("What it is"), said(one.row.summary)), (_("How known"), how_known(one.row))]),
            *_exposure(registry, one),
            *_toxicity(atlas, one),
            *_distributions(registry, one),
        ],
    )


def _parameter(registry: HealthRegistry, key: str) -> str:
    return f"{label_of(registry.parameters[key])} ({key})"


def receptor_name(key: str) -> str:
    """Name who takes a metal up; what is no receptor stays."""
    names = {"child": _("child"), "adult": _("adult"), "both": _("child and adult")}
    return names.get(key, key)


def _exposure(registry: HealthRegistry, one: ParameterSet) -> list[Element]:
    notes = Notes(f"proof-exposure-{one.name}")
    rows = [
        [
            _parameter(registry, row.parameter),
            ", ".join(filter(None, (receptor_name(row.receptor), row.analyte))),
            f"{amount(row.value)} {'' if row.unit == '1' else said(row.unit)}",
            quoted(row.reference),
            notes.cell([row]),
        ]
        for row in one.exposure.values()
    ]
    headings = [_("Parameter"), _("Who"), _("Value"), _("Given by"), _("How known")]
    return [table(_("Exposure parameters"), headings, rows, wide=True), notes.listed()]


def _toxicity(atlas: Atlas, one: ParameterSet) -> list[Element]:
    notes = Notes(f"proof-toxicity-{one.name}")
    rows = [
        [
            atlas.analyte_name(row.analyte),
            row.quantity.replace("_", " "),
            f"{amount(row.value)} {'' if row.unit == '1' else said(row.unit)}",
            said(row.caution),
            notes.cell([row]),
        ]
        for row in sorted(one.toxicity.values(), key=lambda row: row.analyte)
    ]
    headings = [_("Metal"), _("Quantity"), _("Value"), _("Mind"), _("How known")]
    return [table(_("Toxicity values"), headings, rows, wide=True), notes.listed()]


def _distributions(registry: HealthRegistry, one: ParameterSet) -> list[Element]:
    notes = Notes(f"proof-distribution-{one.name}")
    rows = [
        [
            _parameter(registry, row.parameter),
            receptor_name(row.receptor),
            said(row.distribution),
            ", ".join(amount(n) for n in (row.first, row.second, row.third) if n is not None),
            notes.cell([row]),
        ]
        for row in one.distributions.values()
    ]
    headings = [_("Parameter"), _("Who"), _("Distribution"), _("Its numbers"), _("How known")]
    return [
        table(_("Distributions of the Monte Carlo simulation"), headings, rows, wide=True),
        paragraph(
            element(
                "Small",
                _(
                    "Lognormal: geometric mean and geometric standard deviation. Normal, cut off "
                    "at zero: mean and standard deviation. Triangular: least, likeliest, most."
                ),
            )
        ),
        notes.listed(),
    ]


def _rejected(registry: HealthRegistry) -> list[Element]:
    if not registry.rejected:
        return []
    items = [
        [
            f"{row.quantity.replace('_', ' ')} {row.analyte} {amount(row.value)} {row.unit}: ",
            quoted(row.note),
        ]
        for row in registry.rejected
    ]
    return [fold("health-rejected", _("Read, but not used"), "", [bullets(items)])]
