"""Everything published that speaks of the place, each value with its year, place and verdicts."""

from collections.abc import Sequence
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.frame import package_name
from dashboard.components.place import verdict, words
from dashboard.components.source_note import source_note
from dashboard.i18n import _, ngettext, number, said, with_unit
from layers.place import Finding, MediumAnswer, PlaceAnswer

SHOWN = 4
"""Values of a medium that stand unfolded."""


def published(atlas: Atlas, answer: PlaceAnswer) -> list[Any]:
    """Return what is published of every medium, the main ones first."""
    parts = [part for medium in answer.media for part in _medium(atlas, medium)]
    if not parts:
        return []
    return [element("H2", _("What is published here")), *parts]


def _medium(atlas: Atlas, medium: MediumAnswer) -> list[Any]:
    if not medium.findings and not medium.region:
        return []
    parts: list[Any] = [element("H3", atlas.medium_name(medium.medium).capitalize())]
    shown = SHOWN if medium.main else 0
    parts += _listed(atlas, medium.findings[:shown])
    rest = medium.findings[shown:]
    if rest:
        title = (
            ngettext("{count} more value", "{count} more values", len(rest))
            if shown
            else ngettext("{count} value", "{count} values", len(rest))
        )
        parts.append(_fold(title, _listed(atlas, rest)))
    if medium.region:
        title = ngettext(
            "{count} value for a wide region that holds this place",
            "{count} values for a wide region that holds this place",
            len(medium.region),
        )
        parts.append(_fold(title, _listed(atlas, medium.region)))
    return parts


def _fold(title: str, children: list[Any]) -> Element:
    return element("Details", [element("Summary", title), *children], className="place-fold")


def _listed(atlas: Atlas, findings: Sequence[Finding]) -> list[Any]:
    if not findings:
        return []
    items = [element("Li", _finding(atlas, one)) for one in findings]
    return [element("Ul", items, className="place-findings")]


def _finding(atlas: Atlas, finding: Finding) -> Element:
    shown = words.amount(finding)
    said = " · ".join(part for part in facts(atlas, finding) if part)
    return element(
        "Details",
        [
            element(
                "Summary",
                [
                    element("Strong", atlas.analyte_name(finding.analyte)),
                    element("Span", shown, className="place-amount"),
                    verdict.badge(atlas, finding.judged.shown),
                    element("Small", said),
                ],
            ),
            verdict.both_laws(atlas, finding.judged, shown),
            source_note(atlas, finding.source_id),
        ],
    )


def facts(atlas: Atlas, finding: Finding) -> list[str]:
    """Say what a value is and where, when and how deep it was taken; parts may be empty."""
    told = [
        words.statistic(atlas, finding),
        said(finding.taxon),
        said(finding.organ),
        words.place_of(atlas, finding),
        words.where(finding),
        words.period(finding),
        words.depth(finding),
    ]
    if finding.samples > 1 and finding.low is not None and finding.high is not None:
        told.append(
            ngettext(
                "{count} sample near, from {low} to {high}",
                "{count} samples near, from {low} to {high}",
                finding.samples,
                low=number(finding.low),
                high=with_unit(finding.high, finding.unit_std),
            )
        )
    if finding.old:
        told.append(_("old: much may have changed"))
    return told


def sources(atlas: Atlas, answer: PlaceAnswer) -> list[Any]:
    """Return the publications that the answer rests on, each once."""
    found = [finding.source_id for medium in answer.media for finding in medium.findings]
    found += [one.source_id for one in answer.around]
    if not found:
        return []
    items = [element("Li", source_note(atlas, key)) for key in dict.fromkeys(found)]
    package = atlas.store.package
    return [
        element("H2", _("Where the numbers come from")),
        element(
            "P",
            _(
                "Package {name}, version {version}. Every number was read in one of these "
                "publications; the laws, limits and their proof are on “How it is judged”.",
                name=package_name(package),
                version=package.version,
            ),
        ),
        _fold(
            ngettext("{count} publication", "{count} publications", len(items)),
            [element("Ul", items, className="sources")],
        ),
    ]
