"""Whole sentences of a sampling plan, in the reader's language."""

import math

from dashboard.components import words as amounts
from dashboard.components.place.advice import contact_name
from dashboard.i18n import _, listed, ngettext, number, with_unit
from dashboard.places import Places
from dashboard.plan_question import PlanQuestion
from layers.sampling import Plan, PlanError
from layers.sampling.files import Texts
from layers.space.jurisdiction import jurisdiction_at


def area_text(square_metres: float) -> str:
    """Write the size of an area as people say it.

    >>> area_text(2500), area_text(63_000), area_text(4_200_000)
    ('2\u2009500\u2009m²', '6.3\u2009ha', '4.2\u2009km²')
    """
    if square_metres < 9_950:
        return with_unit(square_metres, "m²", significant=2)
    if square_metres < 995_000:
        return with_unit(square_metres / 10_000, "ha", significant=2)
    return with_unit(square_metres / 1e6, "km²", significant=2)


def kind_name(kind: str) -> str:
    """Return what a pattern is called."""
    return {
        "square": _("Square grid"),
        "triangular": _("Triangular grid"),
        "stratified": _("One random point in each part"),
    }[kind]


def strata_name(strata: str) -> str:
    """Return what a stratified plan divides by."""
    return {
        "cell": _("Equal parts of the area"),
        "waste": _("Distance to mining waste"),
        "mine": _("Distance to a mine"),
        "river": _("Distance to a river"),
    }[strata]


def summary(plan: Plan) -> str:
    """Say how many samples there are, over what area, and how far apart."""
    parts = (_counted(plan), _spaced(plan), _twice(plan), _elsewhere(plan))
    return " ".join(part for part in parts if part)


def _elsewhere(plan: Plan) -> str:
    if plan.area.on_map:
        return ""
    return _("The area lies outside the region of the atlas, which knows nothing of it.")


def _counted(plan: Plan) -> str:
    return ngettext(
        "{count} place to sample over {area}.",
        "{count} places to sample over {area}.",
        len(plan.points),
        area=area_text(plan.area.size_m2),
    )


def _spaced(plan: Plan) -> str:
    apart = amounts.distance(plan.spacing_m)
    asked = plan.design.samples
    if plan.design.kind == "stratified":
        return _("On average one in a square of {distance}; where in its part is random.",
                 distance=apart)  # fmt: skip
    said = _("Neighbours are {distance} apart.", distance=apart)
    if asked is None or asked == len(plan.points):
        return said
    return said + " " + _(
        "You asked for {asked}; a grid over this outline comes nearest with this number.",
        asked=number(asked),
    )  # fmt: skip


def _twice(plan: Plan) -> str:
    twice, blanks = len(plan.with_role("duplicate")), len(plan.with_role("blank"))
    said = ngettext(
        "{count} of them is taken twice, to check the laboratory.",
        "{count} of them are taken twice, to check the laboratory.",
        twice,
    )
    clean = ngettext(
        "{count} blank goes with them: clean water in the same kind of bottle.",
        "{count} blanks go with them: clean water in the same kind of bottle.",
        blanks,
    )
    return " ".join(([said] if twice else []) + ([clean] if blanks else []))


def bands(plan: Plan) -> list[str]:
    """Say how many samples lie in each band of distance."""
    return [
        ngettext(
            "{count} sample at {low} to {high}",
            "{count} samples at {low} to {high}",
            band.samples,
            low=amounts.distance(round(band.low_m)),  # no map knows a third of a metre
            high=amounts.distance(band.high_m),
        )
        for band in plan.bands
    ]


def refusal_words(error: PlanError) -> str:
    """Say why there is no plan, and what to do."""
    units = UNITS.get(error.reason, {})
    numbers = {"found": error.found, "allowed": error.allowed, "low": error.low}
    sentence = _outline_faults().get(error.reason) or _design_faults()[error.reason]
    for name, value in numbers.items():
        if not math.isnan(value):
            shown = with_unit(value, units.get(name, ""), significant=3)
            sentence = sentence.replace("{" + name + "}", shown)
    return sentence


UNITS: dict[str, dict[str, str]] = {
    "too_large": {"found": "km²", "allowed": "km²"},
    "too_wide": {"found": "km", "allowed": "km"},
    "bad_radius": {"low": "m", "allowed": "m"},
    "bad_spacing": {"low": "m", "allowed": "m"},
    "too_many_points": {"low": "m"},
    "no_point": {"allowed": "m"},
    "too_vague": {"found": "m", "allowed": "m"},
}
"""Units of the numbers in a refusal, by its reason."""


def _outline_faults() -> dict[str, str]:
    return {
        "too_few_corners": _("An outline needs at least three corners: add one more."),
        "too_many_corners": _(
            "The outline has too many corners: leave out those that change it little."
        ),
        "crosses_itself": _(
            "The outline crosses itself: give the corners in the order in which one walks round "
            "the area."
        ),
        "no_polygon": _("Enclose an area: at least three corners that are not in one line."),
        "no_position": _(
            "Give the position as latitude and longitude in degrees, such as 44.08, 22.10."
        ),
        "swapped": _(
            "Latitude and longitude seem exchanged: so written the place lies outside the region "
            "of the atlas, the other way round inside it."
        ),
        "too_small": _(
            "The area is too small for a plan: take one mixed sample, as the steps below say."
        ),
        "too_large": _("The area is too large: {found}, at most {allowed} are taken. Divide it."),
        "too_wide": _(
            "The area is too wide: {found} across, at most {allowed} are taken. Divide it."
        ),
        "too_thin": _("The area is too narrow a strip: divide it into shorter pieces."),
        "bad_radius": _("The radius must lie between {low} and {allowed}."),
    }


def _design_faults() -> dict[str, str]:
    number_needed = _("Give the number of samples or the distance between them.")
    return {
        "no_size": number_needed,
        "two_sizes": number_needed,
        "bad_count": _("Between 1 and {allowed} samples can be planned."),
        "bad_spacing": _(
            "The distance between samples must lie between {low} and {allowed}: a receiver in "
            "the hand finds no point to less."
        ),
        "too_many_points": _(
            "That distance gives more than {allowed} samples: take at least about {low}, or a "
            "smaller area."
        ),
        "no_point": _("No point of the grid lies in the area: take a distance below {allowed}."),
        "bad_share": _("The share that is taken twice is too large."),
        "nothing_near": _(
            "The map knows no such thing to count the distance from: take equal parts of the area."
        ),
        "off_map": _(
            "The area lies outside the region of the atlas, which knows no mine, waste or river "
            "there to count the distance from: take equal parts of the area."
        ),
        "too_vague": _(
            "The positions of what the distance is counted from are known to about {found} only, "
            "and distances differ by no more than {allowed} here: take equal parts of the area, "
            "or a larger area."
        ),
        "bad_prefix": _(
            "The beginning of the ids may have up to {allowed} letters A–Z, digits and hyphens."
        ),
        "bad_kind": number_needed,
        "bad_strata": number_needed,
    }


def broken(question: PlanQuestion) -> list[str]:
    """Say what could not be read, each with what was expected."""
    return [_unread(one.key, one.text) for one in question.broken]


def _unread(key: str, text: str) -> str:
    if key in ("at", "area"):
        return _(
            "“{text}” is no position: write latitude and longitude in degrees, such as "
            "44.08, 22.10, each corner on its own line, at most 60.",
            text=text,
        )
    if key in ("radius", "n", "spacing", "seed"):
        return _("“{text}” is no number: write digits only.", text=text)
    return _("The link asked for “{text}”, which is not known here.", text=text)


def file_texts(title: str) -> Texts:
    """Return what the files of a plan say."""
    return Texts(
        title=title,
        area=_("area"),
        duplicate=_("take it twice: second sample {id}", id="{id}"),
        duplicate_of=_("second sample at the place of {id}", id="{id}"),
        band=_("{low} to {high} away", low="{low}", high="{high}"),
    )


def not_read(places: Places, medium: str, plan: Plan | None) -> list[str]:
    """Say that no source on taking a medium was read, and whom to ask; nothing where one was."""
    if places.book.can_take(medium):
        return []
    said = _(
        "The atlas has read no source that says how to take such a sample, so it gives no steps. "
        "Before you go, ask the laboratory that will measure: what to take it with and into what, "
        "how much, at what depth, how to keep it, and how soon to bring it."
    )
    asked = _whom_to_ask(places, plan) if plan else []
    return [said, *([_("Whom to ask here: {names}.", names=listed(asked))] if asked else [])]


ASKED = ("laboratory", "monitoring")
"""Kinds of contacts who take or measure samples of rivers and outlets."""


def _whom_to_ask(places: Places, plan: Plan) -> list[str]:
    where = jurisdiction_at(*plan.area.middle, places.boundaries)
    areas = frozenset({*where.laws, where.admin1} - {""})
    contacts = places.book.contacts_for(areas, "well")
    return [contact_name(row)[0] for row in contacts if row.kind in ASKED]


def convention() -> str:
    """Say where the share of samples taken twice comes from."""
    return _(
        "That one in twenty is taken twice is a convention of laboratories: no law of Romania or "
        "Serbia was read that asks for it."
    )


def move_a_point() -> str:
    """Say what to do with a point that cannot be sampled."""
    return _("A point may fall on a road, a house or water: move it, and write down where.")
