"""Legal limits in words and as lines: what the legend, the map's scale and the charts show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from dashboard.figures.view import LimitLine
from dashboard.i18n import _, said, with_unit
from dashboard.steps import step_words
from layers.assess import Limits
from layers.assess.proof import is_read
from layers.assess.rows import Ladder, LimitRow
from layers.model import Law, Selection

LAWS: tuple[tuple[Law, str], ...] = (("RO", "sensitive"), ("RO", "less_sensitive"), ("RS", "any"))
MEDIA = ("soil", "sediment")
"""Media whose limits are drawn as lines; water limits depend on fraction and hardness."""


def law_name(law: Law, land_use: str) -> str:
    """Name of a law for a reader."""
    if law == "RS":
        return _("Serbian law")
    if land_use == "sensitive":
        return _("Romanian law, homes and gardens")
    return _("Romanian law, industry")


def threshold_name(threshold: str) -> str:
    """Name of a step of a law."""
    names = {
        "normal": _("normal value"),
        "alert": _("alert threshold"),
        "intervention": _("intervention threshold"),
        "limit": _("limit value"),
        "remediation": _("remediation value"),
        "target": _("target value"),
        "maximum": _("maximum allowed"),
        "quality_standard": _("quality standard"),
        "maximum_allowed": _("maximum allowed amount"),
        "maximum_level": _("maximum level"),
        "recommended_maximum": _("recommended maximum"),
        "annual_average": _("annual average"),
        "parametric": _("parametric value"),
        "lower_limit": _("lower limit"),
        "upper_limit": _("upper limit"),
        "isqg": _("guideline value"),
        "pel": _("probable effect level"),
        "threshold": _("threshold"),
    }
    if threshold.startswith("class_"):
        return _("class {number}", number=threshold.removeprefix("class_"))
    return names.get(threshold, threshold.replace("_", " "))


def limit_name(law: Law, threshold: str) -> str:
    """Name of a step with the country whose law has it, as a limit line carries it."""
    names = {
        ("RO", "normal"): _("Romanian normal value"),
        ("RO", "alert"): _("Romanian alert threshold"),
        ("RO", "intervention"): _("Romanian intervention threshold"),
        ("RO", "quality_standard"): _("Romanian quality standard"),
        ("RS", "limit"): _("Serbian limit value"),
        ("RS", "remediation"): _("Serbian remediation value"),
        ("RS", "target"): _("Serbian target value"),
        ("RS", "maximum"): _("Serbian maximum allowed"),
    }
    found = names.get((law, threshold))
    return found or _("{threshold} ({country})", threshold=threshold_name(threshold), country=law)


def rungs(
    limits: Limits, law: Law, land_use: str, medium: str, analyte: str
) -> Iterator[tuple[int, LimitRow]]:
    """Yield the limits of the law that decides today, with the step that exceeding them gives."""
    ladder = deciding(limits, law, land_use, medium)
    if ladder is None:
        return
    rows = {
        row.threshold: row
        for row in limits.by_place.get((ladder.regulation_id, medium, analyte), ())
        if row.use in ladder.uses.split(";") and row.value is not None
    }
    for rung in limits.schemes[ladder.scheme]:
        if rung.exceeds in rows:
            yield rung.step, rows[rung.exceeds]


def deciding(limits: Limits, law: Law, land_use: str, medium: str) -> Ladder | None:
    """Return the ladder that decides today; `None` where the law has none for the medium."""
    found = limits.ladders_for(law, medium, land_use)
    return found[0] if found else None


def limit_lines(limits: Limits, selection: Selection) -> Iterator[LimitLine]:
    """Yield both countries' limits for the chosen metal; Romania's for the chosen land use."""
    for law, land_use in LAWS:
        if law == "RO" and land_use != selection.land_use:
            continue
        for medium in MEDIA:
            for _step, row in rungs(limits, law, land_use, medium, selection.analyte):
                yield LimitLine(
                    law=law,
                    land_use=None if law == "RS" else land_use,
                    name=row.threshold,
                    value=float(row.value or 0),
                    unit=row.unit,
                    label=limit_name(law, row.threshold),
                    checked=is_read(row),
                    group=medium,
                )


@dataclass(frozen=True)
class LawLimits:
    """The chosen law for the chosen metal in soil, ready for the legend."""

    title: str
    rows: tuple[tuple[int, LimitRow], ...]
    labels: Mapping[int, str]

    @classmethod
    def of(cls, limits: Limits, selection: Selection) -> Self:
        """Return the limits of the law that colours the map."""
        law, land_use = selection.law, selection.land_use
        found = rungs(limits, law, land_use, "soil", selection.analyte)
        ladder = deciding(limits, law, land_use, "soil")
        scheme = limits.schemes[ladder.scheme] if ladder else ()
        labels = {rung.step: said(rung.label_en) for rung in scheme}
        return cls(law_name(law, land_use), tuple(found), labels)

    def range_words(self, step: int) -> str | None:
        """Say what a step means in numbers for soil; `None` for a step that the law has not."""
        if not self.rows:
            return ""
        above = dict(self.rows)
        if step in above:
            row = above[step]
            return _("over {value}", value=with_unit(float(row.value or 0), row.unit))
        if step == 0:
            row = self.rows[0][1]
            return _("up to {value}", value=with_unit(float(row.value or 0), row.unit))
        return None

    def verdict(self, step: int) -> str:
        """Name a step as the law does; in general words where the law has no limit."""
        return (self.labels.get(step) if self.rows else None) or step_words(step)

    def marks(self, unit: str) -> list[tuple[float, str]]:
        """Return value and words of every limit in a unit, for the concentration scale."""
        return [
            (
                float(row.value or 0),
                f"{threshold_name(row.threshold)} {with_unit(float(row.value or 0), '')}",
            )
            for _step, row in self.rows
            if row.unit == unit
        ]

    @property
    def read(self) -> bool:
        """Tell whether every number of it was read in a text."""
        return all(is_read(row) for _step, row in self.rows)

    @property
    def proof(self) -> str:
        """Say how well the numbers are known."""
        if not self.rows:
            return ""
        if all(row.gazette and row.checked for _step, row in self.rows):
            return _("Checked against the official gazette.")
        if all(row.verification == "read_in_text" for _step, row in self.rows):
            return _("Read in a transcription, not yet compared with the official gazette.")
        if self.read:
            return _(
                "Read in one transcription whose columns had to be put back in order, not yet "
                "compared with the official gazette."
            )
        return _(
            "Known from memory, not yet checked against the official gazette: such verdicts stay "
            "grey, only the mark inside shows the step."
        )


def verdict_words(limits: Limits, verdict: str) -> str:
    """Return the label of a verdict word, the word itself where the registry has none."""
    for scheme in limits.schemes.values():
        for rung in scheme:
            if rung.verdict == verdict:
                return said(rung.label_en)
    return reason_words(limits, verdict)


def reason_words(limits: Limits, reason: str) -> str:
    """Say why a value is not judged."""
    found = limits.reasons.get(reason)
    return said(found.label_en) if found else _("not judged")
