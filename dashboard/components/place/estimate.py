"""The estimate at the place in words, or why there is none."""

import math
from collections.abc import Callable
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components import words as amounts
from dashboard.components.cells import Element, element
from dashboard.i18n import _, listed, number, said, with_unit
from layers.place import PlaceAnswer
from layers.place.model import EstimateHere
from layers.space.surface import Estimate, NoEstimate


def estimated(atlas: Atlas, answer: PlaceAnswer) -> list[Any]:
    """Return the estimates of the metals that matter most, or the reason that there are none."""
    asked = [one for medium in answer.main for one in medium.estimates]
    if not asked:
        return []
    there = [(one, one.answer) for one in asked if isinstance(one.answer, Estimate)]
    missing = [one for one in asked if isinstance(one.answer, NoEstimate)]
    waited_for = [one for one in asked if one.answer is None]
    parts: list[Any] = [element("H2", _("Can it be estimated here?"))]
    if there:
        parts.append(element("Ul", [_item(atlas, one, each) for one, each in there]))
        parts.append(element("P", _rests_on(there[0][1]), className="place-proof"))
    if waited_for:
        metals = listed(atlas.analyte_name(one.analyte) for one in waited_for)
        soon = _("Being calculated: {metals}. Ask again in a minute.", metals=metals)
        parts.append(element("P", soon))
    parts += [element("P", text) for text in _reasons(atlas, missing)]
    return parts


def _item(atlas: Atlas, one: EstimateHere, estimate: Estimate) -> Element:
    values = {
        "metal": atlas.analyte_name(one.analyte),
        "value": with_unit(estimate.value, estimate.unit, significant=2),
        "low": number(estimate.low, significant=2),
        "high": with_unit(estimate.high, estimate.unit, significant=2),
    }
    told = _(
        "{metal}: probably about {value}. Nine samples in ten taken here would lie between {low} "
        "and {high}.",
        **values,
    )
    return element("Li", [f"{told} ", _chance(one, estimate), f" {_how_sure(estimate)}"])


def _chance(one: EstimateHere, estimate: Estimate) -> str:
    if estimate.probability_above is None or estimate.limit is None:
        return _("No limit of it was read, so no chance of being above one is given.")
    limit = with_unit(estimate.limit, estimate.unit)
    percent = 100 * estimate.probability_above
    if percent < 1 or percent > 99:
        sure = _("less than 1 %") if percent < 1 else _("more than 99 %")
    else:
        sure = _("about {percent} %", percent=number(percent, significant=2))
    return _(
        "Chance of more than {limit}, where {regulation} asks for attention: {chance}.",
        limit=limit,
        regulation=said(one.regulation),
        chance=sure,
    )


def _how_sure(estimate: Estimate) -> str:
    return {
        "low": _("The estimate is fairly sure."),
        "medium": _("The estimate is rough."),
        "high": _("The estimate is very rough."),
    }[estimate.uncertainty]


def _rests_on(estimate: Estimate) -> str:
    return _(
        "Calculated by kriging; sampled points: {count}, the nearest {distance} away. A point left "
        "out is typically missed by a factor of {factor}.",
        count=number(estimate.n),
        distance=amounts.distance(estimate.nearest_m),
        factor=number(estimate.loo_error, significant=2),
    )


def _reasons(atlas: Atlas, missing: list[EstimateHere]) -> list[str]:
    """Say each reason once, with the metals that it holds for."""
    grouped: dict[str, list[tuple[EstimateHere, NoEstimate]]] = {}
    for one in missing:
        if isinstance(one.answer, NoEstimate):
            grouped.setdefault(one.answer.reason, []).append((one, one.answer))
    return [_reason(atlas, ones) for ones in grouped.values()]


def _reason(atlas: Atlas, ones: list[tuple[EstimateHere, NoEstimate]]) -> str:
    first = ones[0][1]
    metals = listed(atlas.analyte_name(one.analyte) for one, _none in ones)
    most = max(none.n for _one, none in ones)
    needed = "" if math.isnan(first.needed) else number(first.needed)
    sentences: dict[str, Callable[[], str]] = {
        "medium_not_a_field": lambda: _(
            "Water of wells cannot be estimated from other wells: each taps its own water."
        ),
        "too_few": lambda: _(
            "No estimate for {metals}: it would need single samples at {needed} or more well-known "
            "places. Published: {count}.",
            metals=metals,
            needed=needed,
            count=number(most),
        ),
        "beyond_the_data": lambda: _(
            "No estimate for {metals}: the sampled points are too far from here.", metals=metals
        ),
        "no_better_than_the_mean": lambda: _(
            "No estimate for {metals}: from place to place it varies so much that neighbours tell "
            "nothing.",
            metals=metals,
        ),
    }
    return sentences.get(
        first.reason,
        lambda: _(
            "No estimate for {metals}: the published samples do not support one.", metals=metals
        ),
    )()
