"""The vocabularies that pass through the walls of the house, as types."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

Law = Literal["RO", "RS"]
Regime = Literal["RO_sensitive", "RO_less_sensitive", "RS"]

REGIMES: tuple[Regime, ...] = ("RO_sensitive", "RO_less_sensitive", "RS")
"""Every law under which a value is judged: its column suffix in the judged frame."""

PLAIN_STEPS = ("normal", "raised", "above_alert", "above_action")
"""Verdicts in plain words, one a step; `verdicts.csv` gives each law's words theirs."""

MAP_LAYERS = ("samples", "mines", "waste", "rivers", "admin", "labels")
"""Switchable layers of the map, in the order of the legend."""


LOWEST_STATISTICS = frozenset({"min", "min_of_means"})
"""Published summaries that are the lowest of several values."""


@dataclass(frozen=True)
class Selection:
    """What a person asks for. It is the whole state of a page, and it fits in a link.

    An empty tuple means "all", except in `layers`. `years` are calendar years,
    inclusive, `None` where open. `steps` are verdict steps "0" to "3", and "-1" for "not
    judged". `place` is the id of the mining site, waste area or sampling point whose story is
    open. `unknown` keeps what the link asked for and nobody could give: (key, value) pairs.
    """

    dataset: str = "published"
    analyte: str = "Cu"
    law: Law = "RO"
    land_use: str = "sensitive"
    colour: str = "verdict"
    groups: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    statistics: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ("border", "pooled")
    layers: tuple[str, ...] = MAP_LAYERS
    place: str = ""
    chart: str = "ranking"
    sort: str = "-times"
    page: int = 1
    text: str = ""
    view: str = ""
    language: str = ""
    embed: bool = False
    unknown: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def regime(self) -> Regime:
        """Column suffix of the law and land use that decide the colours."""
        if self.law == "RS":
            return "RS"
        return "RO_sensitive" if self.land_use == "sensitive" else "RO_less_sensitive"

    def but(self, **changes: Any) -> Self:
        """Return the same selection with some fields changed."""
        return replace(self, **changes)
