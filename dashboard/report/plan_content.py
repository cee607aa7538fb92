"""A sampling plan as the printed sheet says it: plain values, whole sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.frame import simulated_words
from dashboard.components.map.view import attribution
from dashboard.components.place import advice
from dashboard.components.place.words import said
from dashboard.components.plan import drawn, words
from dashboard.i18n import _, current_language, day_text
from dashboard.plan_question import PlanQuestion
from dashboard.plans import Plans
from dashboard.report.parts import Cited
from dashboard.report.pdf import one_at_a_time, typeset
from dashboard.report.qr import qr_svg
from dashboard.report.surroundings import GROUND, STYLE
from layers.advice.tables import GuideRow
from layers.intake.words import System
from layers.sampling import Plan, PlannedSample
from layers.sampling.area import projection

Content = dict[str, Any]

LONGEST_CODE = 600
"""Characters of a link that a phone still reads from paper."""

PLAN_STYLE = """
.plan-area { fill: #0f5e63; fill-opacity: .1; stroke: #0f5e63; stroke-width: 1.6 }
.plan-corner, .plan-middle { display: none }
.plan-point { fill: #16202a; stroke: #fffdf8; stroke-width: .8 }
.plan-twice { fill: none; stroke: #16202a; stroke-width: 1 }
.plan-no { font-weight: bold }
"""


@dataclass(frozen=True)
class PlanSheet:
    """What a printed plan is made from.

    Attributes
    ----------
    title
        What the plan is for.
    link
        Whole address of the page with the same plan.
    """

    plans: Plans
    atlas: Atlas
    question: PlanQuestion
    plan: Plan
    title: str
    link: str
    day: date

    @property
    def guide(self) -> GuideRow:
        """What is told of the medium."""
        return self.plans.places.book.guides[self.question.medium]


def plan_pdf(sheet: PlanSheet) -> bytes:
    """Return a plan as a PDF (PDF/UA-1).

    Raises
    ------
    BusyError
        When others have been waited for too long.
    """
    with one_at_a_time():
        return typeset(content(sheet), "plan.typ")


def content(sheet: PlanSheet) -> Content:
    """Return everything that the sheet says, in the reader's language, as `plan.typ` takes it."""
    cited = Cited(sheet.atlas, sheet.plans.places.book)
    package = sheet.atlas.store.package
    found: Content = {
        "lang": current_language().partition("-")[0],
        "title": sheet.title,
        "running": sheet.title,
        "banner": " ".join(simulated_words()) if package.simulated else "",
        "footer": f"{sheet.question.ids} · {day_text(sheet.day)}",
        "page": _("Page {page} of {pages}"),
        "answer": words.summary(sheet.plan),
        "facts": _facts(sheet),
        "map": _map(sheet),
        "table": _table(sheet),
        "unread": words.not_read(sheet.plans.places, sheet.question.medium, sheet.plan),
        "guide": list(_guide(sheet, cited)),
        "memory": advice.memory_means(),
        "about": [words.convention()],
        "labels": _labels(sheet),
    }
    found["sources"] = {"title": _("Where the steps come from"), "items": cited.listed()}
    if len(sheet.link) <= LONGEST_CODE:
        found["qr"] = {
            "svg": qr_svg(sheet.link),
            "alt": _("QR code: link to this plan"),
            "text": _("The plan on the page, with its files:"),
        }
    return found


def _facts(sheet: PlanSheet) -> list[str]:
    design = sheet.plan.design
    made = _(
        "{kind}; metres of EPSG:{epsg}; number of the draw {seed}. Coordinates are WGS 84 degrees.",
        kind=words.kind_name(design.kind),
        epsg=sheet.plan.area.epsg,
        seed=design.seed,
    )
    divided = words.strata_name(design.strata) if sheet.plan.bands else ""
    bands = f"{divided}: {'; '.join(words.bands(sheet.plan))}" if divided else ""
    return [one for one in (made, bands) if one]


def _map(sheet: PlanSheet) -> Content:
    question = sheet.question.but(view=None)
    view = drawn.shown_view(question, sheet.plan.area)
    gazetteer = sheet.plans.places.gazetteer
    picture = drawn.plan_map(sheet.atlas, gazetteer, question, view, sheet.plan)
    head, _gap, body = picture.partition(">")
    svg = f'{head} xmlns="http://www.w3.org/2000/svg"><style>{STYLE}{PLAN_STYLE}</style>'
    notes = [
        _("The numbers are the ends of the ids. North is up."),
        _("A ring shows where two samples are taken.") if sheet.plan.with_role("duplicate") else "",
        *drawn.ring_note(picture)[:1],
        words.move_a_point(),
    ]
    return {
        "svg": f"{svg}{GROUND}{body}",
        "alt": drawn.in_words(sheet.plan),
        "attribution": attribution(),
        "notes": [one for one in notes if one],
    }


def _table(sheet: PlanSheet) -> Content:
    system = sheet.plans.systems.get(sheet.question.grid)
    fields = _fields(sheet)
    metres = [f"{system.label}: E", "N"] if system else []
    heads = [_("Sample"), _("Latitude"), _("Longitude"), *metres, *fields, _("Remark")]
    rows = [
        [*_place(one, system), *("" for _field in fields), _remark(sheet.plan, one)]
        for one in sheet.plan.samples
    ]
    return {
        "title": _("Samples"),
        "intro": _(
            "Fill in at the place. Keep this table: it alone says which samples check the "
            "laboratory, which gets the ids only."
        ),
        "heads": heads,
        "widths": [0] * (3 + len(metres)) + [1] * len(fields) + [2],
        "rows": rows,
    }


def _fields(sheet: PlanSheet) -> list[str]:
    """Return what a person writes down at each place."""
    fields = advice.words_of(sheet.guide.fields)
    return [_("Date"), *(sheet.atlas.term("sampling_field", one) for one in fields)]


def _place(one: PlannedSample, system: System | None) -> list[str]:
    if one.lat is None or one.lon is None:
        return [one.sample_id, "", ""] + (["", ""] if system else [])
    found = [one.sample_id, f"{one.lat:.6f}", f"{one.lon:.6f}"]
    if system is None:
        return found
    east, north = projection(system.epsg_used, False).transform(one.lon, one.lat)
    return [*found, f"{east:.0f}", f"{north:.0f}"]


def _remark(plan: Plan, one: PlannedSample) -> str:
    if one.role == "blank":
        return _("blank: clean water")
    return _("second sample at the place of {id}", id=one.of) if one.of else ""


def _guide(sheet: PlanSheet, cited: Cited) -> Iterator[Content]:
    """Yield the parts of the guide to taking a sample, each step with its sources."""
    book = sheet.plans.places.book
    for part in advice.words_of(sheet.guide.parts):
        steps = book.steps_of(part)
        yield {
            "title": sheet.atlas.term("sampling_part", part).capitalize(),
            "ordered": part == sheet.guide.taking,
            "items": [
                {
                    "text": said(step, "text"),
                    "mark": advice.memory(step),
                    "sources": sorted(cited.advice(advice.words_of(step.source_ids))),
                }
                for step in steps
            ],
        }


def _labels(sheet: PlanSheet) -> Content:
    """Return labels that look alike: by none of them can the laboratory know what checks it."""
    return {
        "title": _("Labels to cut out"),
        "intro": _(
            "One into each bag or onto each bottle; write with a pencil or waterproof pen. They "
            "say no place: that stands in the table only."
        ),
        "fields": [_("Date"), _("Taken by")],
        "items": [
            {"id": one, "svg": qr_svg(one)}
            for one in sorted(sample.sample_id for sample in sheet.plan.samples)
        ],
    }
