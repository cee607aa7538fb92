"""What a figure is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dashboard.figures.theme import ThemeName
from layers.model import Law, Regime


@dataclass(frozen=True)
class LimitLine:
    """One legal limit as a line to draw.

    `value` is in `unit`; the line appears only where values of that unit are drawn. `group` is
    the medium group that the law speaks of (`soil`, `sediment`, `water` ...): a soil limit is
    never drawn across sediments. `None` draws it in every group. `land_use` is `None` for a
    limit that holds for every use. `label` names law and level in the reader's language
    ("Romanian alert threshold"); value and "not checked" are added by the figure.
    """

    law: Law
    land_use: str | None
    name: str
    value: float
    unit: str
    label: str
    checked: bool
    group: str | None = None


@dataclass(frozen=True)
class FigureView:
    """How to look at a frame: which analyte, under which law, in which theme and language.

    Parameters
    ----------
    analyte, analyte_label : str
        Key of the analyte in the frame, and its name for people.
    law : {"RO", "RS"}
        Law whose verdicts colour the marks.
    land_use : str
        `sensitive` or `less_sensitive`; Romanian law only.
    theme : {"light", "dark"}
        Theme of the page.
    limits : tuple of LimitLine
        Lines to draw, of both countries.
    highlight : str, optional
        Id of the place to draw with a heavier outline.
    labels : mapping
        Words of the reader's language by (vocabulary, key), for the vocabularies
        `group`, `medium`, `country`, `statistic`, `fraction` and `reason`. A missing one
        falls back to the key.
    analytes : tuple of str
        Order of the metals in the matrix; the frame's own order without it.
    decimal_mark : str
        Decimal mark of the reader's language. Thousands always get a thin space.
    log : bool
        Logarithmic value axis. False for pH and temperatures.
    proof : {"checked", "read"}
        What a limit needs for its verdict to have a colour: that it was compared with the
        gazette, or that somebody has read it. Other verdicts look unknown: hollow, grey and
        hatched.
    """

    analyte: str
    analyte_label: str
    law: Law = "RO"
    land_use: str = "sensitive"
    theme: ThemeName = "light"
    limits: tuple[LimitLine, ...] = ()
    highlight: str | None = None
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    analytes: tuple[str, ...] = ()
    decimal_mark: str = "."
    log: bool = True
    proof: Literal["checked", "read"] = "checked"

    @property
    def regime(self) -> Regime:
        """Column suffix of the verdicts that count."""
        if self.law == "RS":
            return "RS"
        return "RO_sensitive" if self.land_use == "sensitive" else "RO_less_sensitive"

    def label(self, vocabulary: str, key: str) -> str:
        """Word for `key`, or the key itself with spaces, so that nothing is shown as nothing.

        >>> FigureView("Cu", "Copper").label("medium", "drinking_water")
        'drinking water'
        """
        return self.labels.get((vocabulary, key), key.replace("_", " "))
