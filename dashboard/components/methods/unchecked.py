"""What nobody has checked yet: the count first, then where it stands."""

from collections.abc import Iterable
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.methods.health import receptor_name
from dashboard.components.methods.limit_tables import JURISDICTIONS, rows_of
from dashboard.components.methods.parts import bullets, fold, label_of, paragraph, quoted, table
from dashboard.components.methods.proof import verification_words
from dashboard.i18n import _, ngettext, number, said
from dashboard.yardsticks import correction_rows
from layers.assess.answer import Yardsticks
from layers.assess.indices import Evidence
from layers.assess.proof import is_read


def count_sentence(atlas: Atlas) -> str:
    """Say how many limits are carried and how well they are known."""
    rows = atlas.limits.rows
    known = _(
        "{count} limits from {regulations} laws and guidelines are carried here. {read} were read "
        "in a text; {unread} nobody has read yet.",
        count=number(len(rows)),
        regulations=number(len(atlas.limits.regulations)),
        read=number(sum(map(is_read, rows))),
        unread=number(sum(not is_read(row) for row in rows)),
    )
    gazette = sum(bool(row.checked and row.gazette) for row in rows)
    if not gazette:
        none_yet = _("None has been compared with an official gazette yet.")
        return f"{known} {none_yet}"
    compared = ngettext(
        "{count} has been compared with an official gazette.",
        "{count} have been compared with an official gazette.",
        gazette,
    )
    return f"{known} {compared}"


def unchecked_parts(atlas: Atlas, sticks: Yardsticks) -> list[Any]:
    """Return what is unchecked: legal limits, soil correction, indices, health risk."""
    limits = [row for row in atlas.limits.rows if not row.checked]
    soil = [row for row in correction_rows(atlas) if not row.checked]
    indices = sticks.indices.unchecked()
    health = unchecked_health(sticks)
    total = len(limits) + len(soil) + len(indices) + len(health)
    return [
        paragraph(
            element(
                "Strong",
                ngettext(
                    "{count} number on this page is unchecked.",
                    "{count} numbers on this page are unchecked.",
                    total,
                ),
            ),
            " ",
            _("Every verdict, index or risk that rests on one of them says so."),
            className="unchecked",
        ),
        fold(
            "unchecked-limits",
            ngettext("{count} legal limit", "{count} legal limits", len(limits)),
            "",
            [_by_regulation(atlas)],
            unfolded=True,
        ),
        _list(
            "unchecked-correction",
            ngettext(
                "{count} number of the soil correction",
                "{count} numbers of the soil correction",
                len(soil),
            ),
            [[quoted(row.analyte or row.kind.replace("_", " ")), *_how(row)] for row in soil],
        ),
        _list(
            "unchecked-indices",
            ngettext(
                "{count} formula, class or background of the indices",
                "{count} formulas, classes and backgrounds of the indices",
                len(indices),
            ),
            [[quoted(name), *_how(row)] for name, row in indices],
        ),
        _list(
            "unchecked-health",
            ngettext(
                "{count} number of the health risk",
                "{count} numbers of the health risk",
                len(health),
            ),
            [[name, *_how(row)] for name, row in health],
        ),
    ]


def unchecked_health(sticks: Yardsticks) -> list[tuple[str, Evidence]]:
    """Return (what it is, row) of everything in the health risk that nobody has read."""
    rows: list[tuple[str, Evidence]] = []
    for one in sticks.health.sets.values():
        name = label_of(one.row)
        rows += [(f"{name}: {_parts(key)}", row) for key, row in one.exposure.items()]
        rows += [(f"{name}: {_parts(key)}", row) for key, row in one.toxicity.items()]
        rows += [
            (_("{set}: distribution of {quantity}", set=name, quantity=_parts(key)), row)
            for key, row in one.distributions.items()
        ]
        rows += [(f"{name}: {row.formula}", row) for row in one.equations]
    return [(name, row) for name, row in rows if row.unchecked]


def _parts(key: Iterable[str]) -> str:
    """Name a number by its parameter, its receptor and its element."""
    return " ".join(receptor_name(part) for part in key if part)


def _by_regulation(atlas: Atlas) -> Element:
    rows = []
    regulations = sorted(
        atlas.limits.regulations.values(),
        key=lambda one: (*JURISDICTIONS, one.jurisdiction).index(one.jurisdiction),
    )
    for regulation in regulations:
        carried = rows_of(atlas.limits, regulation.regulation_id)
        read = [row for row in carried if is_read(row)]
        checked = [row for row in carried if row.checked]
        gazette = [row for row in checked if row.gazette]
        counts = (
            len(carried), len(gazette), len(checked) - len(gazette),
            len(read) - len(checked), len(carried) - len(read),
        )  # fmt: skip
        name = element(
            "A", said(regulation.short_title), href=f"#regulation-{regulation.regulation_id}"
        )
        rows.append([name, *(number(count) for count in counts)])
    headings = [
        _("Law or guideline"),
        _("Limits"),
        _("Compared with the gazette"),
        _("Checked in a public text"),
        _("Read, unchecked"),
        _("Not read"),
    ]
    return table(_("How well the limits are known"), headings, rows, numbers=True)


def _how(row: Any) -> list[Any]:
    """Say how a number is known; a curator's note stays in English."""
    words = verification_words(row.verification)
    return [f": {words}", *([". ", quoted(row.note)] if row.note else [])]


def _list(key: str, title: str, items: list[Any]) -> Element:
    return fold(key, title, "", [bullets(items)])
