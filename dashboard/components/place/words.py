"""Whole sentences of the answer for an inhabitant, one a case."""

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.place.area_words import OF_AN_AREA, OF_AN_AREA_NEAR
from dashboard.i18n import _, current, current_language, in_script, number, with_unit
from layers.advice.tables import Spoken
from layers.place import Finding, PlaceAnswer

SURE_M = 100.0
"""A position known better than this is told without its uncertainty: points are rounded to it."""


def said(row: Spoken, field: str) -> str:
    """Text of a registry in the reader's language and script."""
    return in_script(row.said(field, current().labels))


def place_of(atlas: Atlas, finding: Finding) -> str:
    """Name of the sampled place in the reader's language."""
    return atlas.names().get(finding.point_id, finding.place)


def question(use: str) -> str:
    """Return the question that the page answers, by what the place is used for."""
    return {
        "garden": _("Is my garden soil all right?"),
        "children": _("Is the ground all right where children play?"),
        "well": _("Is my well water all right?"),
        "animals": _("Is the land all right for my animals?"),
        "farmland": _("Is the soil of my field all right?"),
    }.get(use, _("Is my soil all right?"))


def amount(finding: Finding) -> str:
    """Value as printed, with its unit."""
    return words.amount(
        {
            "value_printed": finding.value_printed,
            "unit": finding.unit,
            "censoring": finding.censoring,
        }
    )


def period(finding: Finding) -> str:
    """Year or years of sampling, or that nobody said."""
    return words.period(
        {
            "year_start": _or_nothing(finding.year_from),
            "year_end": _or_nothing(finding.year_to),
        }
    )


def statistic(atlas: Atlas, finding: Finding) -> str:
    """Tell what the value is: one sample, or a statistic of how many."""
    return words.statistic(
        {"statistic": finding.statistic, "n": _or_nothing(finding.n)},
        atlas.term("statistic", finding.statistic),
    )


def depth(finding: Finding) -> str:
    """Write the sampling depth, empty where it is not stated."""
    return words.depth(
        {
            "depth_top_cm": _or_nothing(finding.depth_top_cm),
            "depth_bottom_cm": _or_nothing(finding.depth_bottom_cm),
        }
    )


def _or_nothing(value: float | None) -> float | str:
    return "" if value is None else value


def where(finding: Finding) -> str:
    """Say how far away a value was taken, as far as its position is known."""
    away = words.distance(finding.distance_m or 0.0)
    reach = finding.uncertainty_m or 0.0
    if finding.reach in ("area", "region") and _holds(finding):
        return _("somewhere within about {distance} of its stated place", distance=_km(reach))
    if reach >= 1000:
        return _("stated {distance} away, known to about {reach}", distance=away, reach=_km(reach))
    if reach > SURE_M:
        return _(
            "about {distance} away, known to about {reach}",
            distance=away,
            reach=words.distance(reach),
        )
    return _("{distance} away", distance=away)


def _km(metres: float) -> str:
    return words.distance(max(metres, 1000.0))


def unsure_m(answer: PlaceAnswer, *, chosen: bool) -> float:
    """Return how far the point of a question may be off: as far as a chosen place, in metres."""
    return max(SURE_M, (answer.place.uncertainty_m or 0.0) if chosen else 0.0)


def _place_unsure_m(answer: PlaceAnswer) -> float:
    """Return how far off the place of an answer may be, where it is a known locality's."""
    return (answer.place.uncertainty_m or 0.0) if answer.place_m < SURE_M else 0.0


def _of_a_sample(finding: Finding, answer: PlaceAnswer, values: dict[str, str]) -> str:
    """Tell a sample near, with what its own and the place's position leave open."""
    unsure = (finding.uncertainty_m or 0.0) + _place_unsure_m(answer)
    if unsure <= SURE_M:
        return _("A published sample {distance} away ({year}) had {value} of {metal}.", **values)
    return _(
        "A published sample about {distance} away (known to about {reach}; {year}) had {value} of "
        "{metal}.",
        reach=words.distance(unsure),
        **values,
    )


def first_sentence(atlas: Atlas, answer: PlaceAnswer) -> str:
    """Answer in one sentence with its number, and say what is worse than that beside it."""
    finding = answer.headline
    if finding is None:
        return nothing_near(atlas, answer)
    told = [_told(atlas, answer, finding), _several(answer, finding)]
    told += [_worse(atlas, answer, one) for one in answer.beside]
    return " ".join(part for part in told if part)


def _several(answer: PlaceAnswer, finding: Finding) -> str:
    if finding.samples < 2 or finding.low is None or finding.high is None:
        return ""
    return _(
        "Published samples of it within {near}: {count}, from {low} to {high}.",
        near=words.distance(answer.near_m),
        count=number(finding.samples),
        low=number(finding.low),
        high=with_unit(finding.high, finding.unit_std),
    )


def _values(atlas: Atlas, answer: PlaceAnswer, finding: Finding) -> dict[str, str]:
    return {
        "value": amount(finding),
        "metal": atlas.analyte_name(finding.analyte),
        "year": period(finding),
        "place": place_of(atlas, finding),
        "distance": words.distance(finding.distance_m or 0.0),
        "near": words.distance(answer.near_m),
        "statistic": statistic(atlas, finding),
        "word": atlas.term("plain_verdict", finding.judged.shown.word),
    }


def _worse(atlas: Atlas, answer: PlaceAnswer, finding: Finding) -> str:
    """Say a value that is severer than the one before it."""
    values = _values(atlas, answer, finding)
    if finding.pooled:
        return _of_area(finding, values)
    if finding.old:
        return _(
            "An old sample, {distance} away ({year}), had {value} of {metal}: {word}.", **values
        )
    return _("A sample {distance} away ({year}) had {value} of {metal}: {word}.", **values)


def _of_area(finding: Finding, values: dict[str, str]) -> str:
    if _holds(finding):
        return _(
            "For an area that holds this place, {value} of {metal} is published ({statistic}, "
            "“{place}”, {year}): {word}.",
            **values,
        )
    return _(
        "For an area {distance} away, {value} of {metal} is published ({statistic}, “{place}”, "
        "{year}): {word}.",
        **values,
    )


def _told(atlas: Atlas, answer: PlaceAnswer, finding: Finding) -> str:
    values = _values(atlas, answer, finding)
    if finding.reach == "here" and _place_unsure_m(answer) <= SURE_M:
        return _("A published sample from here ({year}) had {value} of {metal}.", **values)
    if finding.reach in ("here", "near"):
        return _of_a_sample(finding, answer, values)
    if finding.statistic == "single":
        return _of_a_vague_sample(finding, values)
    told = OF_AN_AREA if _holds(finding) else OF_AN_AREA_NEAR
    return told.get(finding.statistic, told[""])(**values)


def _of_a_vague_sample(finding: Finding, values: dict[str, str]) -> str:
    """Tell a single sample whose position is known too badly to call it near."""
    reach = _km(finding.uncertainty_m or 0.0)
    if _holds(finding):
        return _(
            "A published sample from around here, its position known to about {reach} only, had "
            "{value} of {metal} (“{place}”, {year}).",
            reach=reach,
            **values,
        )
    return _(
        "A published sample stated {distance} away, its position known to about {reach} only, had "
        "{value} of {metal} (“{place}”, {year}).",
        reach=reach,
        **values,
    )


def _holds(finding: Finding) -> bool:
    """Tell whether the area of a statistic holds the place, as far as its size is known."""
    return (finding.distance_m or 0.0) <= (finding.uncertainty_m or 0.0)


def nothing_near(atlas: Atlas, answer: PlaceAnswer) -> str:
    """Say that nobody has published a measurement near, and where the nearest is."""
    values = {"near": words.distance(answer.near_m)}
    water = answer.use == "well"
    nearest = min(
        (one.nearest for one in answer.main if one.nearest is not None),
        key=lambda one: one.distance_m or 0.0,
        default=None,
    )
    if nearest is None:
        if water:
            return _("Nobody has published a measurement of well water in the whole region.")
        return _("Nobody has published a measurement of soil in the whole region.")
    values |= {
        "distance": words.distance(nearest.distance_m or 0.0),
        "place": place_of(atlas, nearest),
    }
    if water:
        return _(
            "Nobody has published a measurement of well water within {near} of here; the nearest "
            "is {distance} away (“{place}”).",
            **values,
        )
    return _(
        "Nobody has published a measurement of soil within {near} of here; the nearest is "
        "{distance} away (“{place}”).",
        **values,
    )


def meaning(answer: PlaceAnswer) -> list[str]:
    """Say what the answer means, and what it does not."""
    finding = answer.headline
    if finding is None:
        return [
            _(
                "That does not mean that all is well. It means that nobody has looked here, or "
                "that we did not find it. Only a test of your own tells."
            )
        ]
    soil = finding.medium == "soil"
    told = [_of_word(finding.judged.shown.word, soil=soil)]
    if finding.reach in ("area", "near"):
        told.append(_not_yours(finding, soil=soil))
    if finding.old:
        told.append(_("It is old. Much may have changed since."))
    return told


def _not_yours(finding: Finding, *, soil: bool) -> str:
    """Say that a value is not one of the reader's own soil or water."""
    if finding.reach == "near" or finding.statistic == "single":
        if soil:
            return _(
                "It is one sample from near you. Soil changes from garden to garden: only a test "
                "of your own tells."
            )
        return _(
            "It is one sample from near you. Water changes from well to well: only a test of your "
            "own tells."
        )
    if soil:
        return _(
            "It is a statement about an area, not a sample of your land: your soil may hold far "
            "less, or more. Only a test of your own tells."
        )
    return _(
        "It is a statement about an area, not a sample of your well: your water may hold far less, "
        "or more. Only a test of your own tells."
    )


def _of_word(word: str, *, soil: bool) -> str:
    if word == "above_alert":
        return (
            _(
                "It is so much that the law asks for attention. Dust, soil on hands and some "
                "plants can carry it to people."
            )
            if soil
            else _("It is so much that the law asks for attention.")
        )
    if word == "above_action":
        return (
            _(
                "It is so much that the law asks for action. Dust, soil on hands and some plants "
                "can carry it to people."
            )
            if soil
            else _("It is so much that the law asks for action.")
        )
    return {
        "normal": _("Nothing that the law names is exceeded."),
        "raised": _("It is more than natural, and less than the law asks to act on."),
        "limit_unread": _(
            "Nobody can say yet what the law calls this, because its numbers were not read. That "
            "does not mean that it is little."
        ),
        "not_judged": _(
            "No law that this atlas holds judges this. That does not mean that it is little."
        ),
    }[word]


def near(answer: PlaceAnswer, *, chosen: bool) -> str:
    """Name the place that was chosen, or the nearest one to a point."""
    name = answer.place.name_in(current_language())
    reach = answer.place.uncertainty_m or 0.0
    if chosen and reach <= SURE_M:
        return name
    if chosen:
        return _(
            "{place} (its position is known to about {reach})",
            place=name,
            reach=words.distance(reach),
        )
    away = words.distance(answer.place_m)
    if reach <= SURE_M:
        return _("nearest place: {place}, {distance} away", distance=away, place=name)
    return _(
        "nearest place: {place}, about {distance} away (its position is known to about {reach})",
        distance=away,
        place=name,
        reach=words.distance(reach),
    )


def law_here(answer: PlaceAnswer) -> str:
    """Say whose law applies at the point."""
    if len(answer.laws) > 1:
        return _("This point is on the border: Romanian and Serbian law both apply.")
    if answer.jurisdiction.code == "RO":
        return _("Romanian law applies here.")
    return _("Serbian law applies here.")


def not_covered(answer: PlaceAnswer) -> str:
    """Say why nothing can be said at a point."""
    if answer.jurisdiction.reason == "other_country":
        return _(
            "This place lies in another country. The atlas knows the law of Romania and Serbia "
            "only, so it can say nothing here. That does not mean that all is well."
        )
    return _(
        "This place lies outside the map of the atlas, so it can say nothing here. That does not "
        "mean that all is well."
    )
