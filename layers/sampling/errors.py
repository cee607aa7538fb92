"""Why there is no plan, and what to do."""

from __future__ import annotations

from layers.errors import AtlasError

WORDS: dict[str, str] = {
    "too_few_corners": "found {found:,.0f} corners, an area needs at least {allowed:,.0f}",
    "too_many_corners": "found {found:,.0f} corners, at most {allowed:,.0f} are taken: "
    "leave out corners that change the outline little",
    "crosses_itself": "the outline crosses itself: give the corners in the order in which one "
    "walks round the area",
    "no_polygon": "found no polygon: draw the outline of the area as one",
    "no_position": "found a latitude or longitude that is none: give degrees, latitude first",
    "swapped": "latitude and longitude are exchanged: as given the place lies outside the region "
    "of the atlas, the other way round inside it; give latitude first",
    "off_map": "the area lies outside the region of the atlas, where no mine, waste or river is "
    "known to count the distance from: take cells",
    "too_small": "the area has {found:,.1f} m², at least {allowed:,.0f} m² are needed: "
    "a smaller one is one mixed sample and needs no plan",
    "too_large": "the area has {found:,.0f} km², at most {allowed:,.0f} km² are taken: divide it",
    "too_wide": "the area is {found:,.0f} km across, at most {allowed:,.0f} km are taken: "
    "divide it",
    "too_thin": "the area is {found:.1%} of the box round it, at least {allowed:.0%} is needed: "
    "divide the narrow strip",
    "bad_radius": "found a radius of {found:,.0f} m, expected {low:,.0f} to {allowed:,.0f} m",
    "no_size": "give either the number of samples or the spacing",
    "two_sizes": "give the number of samples or the spacing, not both",
    "bad_count": "found {found:,.0f} samples, expected 1 to {allowed:,.0f}",
    "bad_spacing": "found a spacing of {found:,.1f} m, expected {low:,.0f} to {allowed:,.0f} m: "
    "a hand-held receiver finds no point to less",
    "too_many_points": "a spacing of {found:,.0f} m gives more than {allowed:,.0f} samples: "
    "take at least about {low:,.0f} m, or a smaller area",
    "no_point": "no point of the grid lies in the area: take a spacing below {allowed:,.0f} m",
    "bad_share": "found a share of {found:.0%} for quality control, expected 0 to {allowed:.0%}",
    "nothing_near": "the map knows no such thing to count the distance from: take cells",
    "too_vague": "the positions of what the distance is counted from are known to about "
    "{found:,.0f} m only, and distances differ by no more than {allowed:,.0f} m within the area: "
    "take cells, or a larger area",
    "bad_prefix": "the beginning of the ids may have 1 to {allowed:.0f} letters A-Z, digits and "
    "hyphens",
    "bad_kind": "expected one of the kinds square, triangular and stratified",
    "bad_strata": "strata are for a stratified plan: cell, waste, mine or river",
}


class PlanError(AtlasError):
    """An area or a design of which no plan can be made.

    Attributes
    ----------
    reason : str
        Key of `WORDS`.
    found, allowed, low : float
        The numbers of its message; NaN where it has none.
    """

    def __init__(
        self,
        reason: str,
        found: float = float("nan"),
        allowed: float = float("nan"),
        low: float = float("nan"),
    ) -> None:
        super().__init__(WORDS[reason].format(found=found, allowed=allowed, low=low))
        self.reason, self.found, self.allowed, self.low = reason, found, allowed, low
