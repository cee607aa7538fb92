"""What a mark says when it is pointed at: the value, what it is, its verdict, its source."""

from functools import cached_property
from math import isnan
from typing import Any, NamedTuple

from dashboard.figures.columns import Columns
from dashboard.figures.readings import NOT_CHECKED, NOT_JUDGED
from dashboard.figures.view import FigureView
from dashboard.figures.words import (
    converted,
    escape,
    number_text,
    plain,
    reason_words,
    shorten,
    statistic_words,
    times_text,
    with_unit,
    years_text,
)
from dashboard.i18n import _, said
from dashboard.steps import step_words

_LONGEST_NAME = 48


class Reading(NamedTuple):
    """One value as a mark tells it; the names are the frame's columns."""

    name: str
    value: float
    unit: str
    censoring: str
    value_std: float
    unit_std: str
    statistic: str
    n: float
    medium: str
    fraction: Any
    taxon: Any
    organ: Any
    depth_top_cm: float
    depth_bottom_cm: float
    year_start: float
    year_end: float
    step: int
    times: float
    limit: float
    limit_unit: Any
    reason: Any
    source_id: str
    own: bool


class _Teller:
    """Writes the hover texts of one figure; words that many marks share are made once."""

    def __init__(self, view: FigureView) -> None:
        self.view = view
        self.mark = view.decimal_mark
        self.statistics: dict[tuple[str, Any], str] = {}
        self.media: dict[tuple[Any, ...], str] = {}

    def text(self, r: Reading) -> str:
        lines = (
            f"<b>{escape(shorten(r.name, _LONGEST_NAME))}</b>",
            f"{self.amount(r)} · {self.statistic(r)}",
            f"{self.sample(r)} · {years_text(r.year_start, r.year_end)}",
            self.verdict(r),
            self.source(r),
        )
        return "<br>".join(lines)

    def source(self, r: Reading) -> str:
        """Key of the publication; of the reader's own values the file, and what they are not."""
        if not r.own:
            return escape(r.source_id)
        file = escape(shorten(r.source_id, _LONGEST_NAME))
        return _("{file}: your data, not published,<br>not checked by us", file=file)

    def amount(self, r: Reading) -> str:
        """Value as printed, and in the unit of the axis where that is another one."""
        text = with_unit(r.value, r.unit, self.mark)
        if r.censoring == "<":
            text = _("less than {value}", value=text)
        elif r.censoring == ">":
            text = _("more than {value}", value=text)
        if r.unit == r.unit_std:
            return text
        standard = with_unit(converted(r.value_std), r.unit_std, self.mark)
        return _("{value} ({converted})", value=text, converted=standard)

    def statistic(self, r: Reading) -> str:
        key = (r.statistic, None if isnan(r.n) else r.n)
        if key not in self.statistics:
            self.statistics[key] = statistic_words(r.statistic, r.n, self.view)
        return self.statistics[key]

    def sample(self, r: Reading) -> str:
        """Medium with its taxon, organ, fraction and depth."""
        key = (r.medium, r.taxon, r.organ, r.fraction, str(r.depth_top_cm), str(r.depth_bottom_cm))
        if key not in self.media:
            label = self.view.label
            words = [label("medium", r.medium)]
            words += [plain(said(part)) for part in (r.taxon, r.organ) if is_text(part)]
            if is_text(r.fraction):
                words.append(label("fraction", r.fraction))
            depth = self.depth(r.depth_top_cm, r.depth_bottom_cm)
            shown = [escape(shorten(word, _LONGEST_NAME)) for word in words]
            self.media[key] = ", ".join(shown + ([depth] if depth else []))
        return self.media[key]

    def depth(self, top: float, bottom: float) -> str:
        if isnan(top) and isnan(bottom):
            return ""
        ends = [number_text(end, self.mark) for end in (top, bottom) if not isnan(end)]
        return _("{depth} cm deep", depth="–".join(ends))

    @cached_property
    def country(self) -> str:
        return _("Romanian law") if self.view.law == "RO" else _("Serbian law")

    def verdict(self, r: Reading) -> str:
        """Verdict with its ratio, or why there is none."""
        words = step_words(r.step)
        if r.step == NOT_JUDGED:
            reason = reason_words(str(r.reason), self.view)
            return _("{law}: not judged, {reason}", law=self.country, reason=reason)
        if isnan(r.times) or isnan(r.limit):
            return _("{law}: {verdict}", law=self.country, verdict=words)
        unit = r.limit_unit if is_text(r.limit_unit) else r.unit_std
        limit = with_unit(converted(r.limit), unit, self.mark)
        numbers = {"times": times_text(r.times, self.mark), "limit": limit}
        if r.step == NOT_CHECKED:
            return _(
                "{law}: {times} {limit},<br>a limit that nobody has checked",
                law=self.country,
                **numbers,
            )
        return _("{law}: {times} {limit},<br>{verdict}", law=self.country, verdict=words, **numbers)


def is_text(value: Any) -> bool:
    """Tell whether a cell of a text column says anything."""
    return isinstance(value, str) and value != ""


def hover_texts(rows: Columns, view: FigureView) -> list[str]:
    """Return one text a row, in plotly's pseudo-HTML, with everything from the data escaped."""
    teller = _Teller(view)
    columns = (rows[name].tolist() for name in Reading._fields)
    return [teller.text(Reading(*cells)) for cells in zip(*columns, strict=True)]
