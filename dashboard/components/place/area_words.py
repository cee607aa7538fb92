"""Sentences about a statistic of an area, one a statistic; the empty one is for the rest."""

from collections.abc import Callable

from dashboard.i18n import _

Sentence = Callable[..., str]

OF_AN_AREA: dict[str, Sentence] = {
    "max": lambda **v: _(
        "No single sample is published within {near}. The highest value published for an area that "
        "holds this place is {value} of {metal} (“{place}”, {year}).",
        **v,
    ),
    "min": lambda **v: _(
        "No single sample is published within {near}. The lowest value published for an area that "
        "holds this place is {value} of {metal} (“{place}”, {year}); the others are higher.",
        **v,
    ),
    "mean": lambda **v: _(
        "No single sample is published within {near}. The mean published for an area that holds "
        "this place is {value} of {metal} (“{place}”, {year}).",
        **v,
    ),
    "median": lambda **v: _(
        "No single sample is published within {near}. The median published for an area that holds "
        "this place is {value} of {metal} (“{place}”, {year}).",
        **v,
    ),
    "": lambda **v: _(
        "No single sample is published within {near}. A value published for an area that holds "
        "this place is {value} of {metal} (“{place}”, {year}).",
        **v,
    ),
}

OF_AN_AREA_NEAR: dict[str, Sentence] = {
    "max": lambda **v: _(
        "No single sample is published within {near}. The highest value published for an area "
        "{distance} away is {value} of {metal} (“{place}”, {year}).",
        **v,
    ),
    "min": lambda **v: _(
        "No single sample is published within {near}. The lowest value published for an area "
        "{distance} away is {value} of {metal} (“{place}”, {year}); the others are higher.",
        **v,
    ),
    "mean": lambda **v: _(
        "No single sample is published within {near}. The mean published for an area {distance} "
        "away is {value} of {metal} (“{place}”, {year}).",
        **v,
    ),
    "median": lambda **v: _(
        "No single sample is published within {near}. The median published for an area {distance} "
        "away is {value} of {metal} (“{place}”, {year}).",
        **v,
    ),
    "": lambda **v: _(
        "No single sample is published within {near}. A value published for an area {distance} "
        "away is {value} of {metal} (“{place}”, {year}).",
        **v,
    ),
}
