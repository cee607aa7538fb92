"""How values spread, by medium and country: dots for samples, a row of their own for summaries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.canvas import CLEARANCE_PX, Sheet, row_label
from dashboard.figures.columns import Array, Columns
from dashboard.figures.drawing import Trace
from dashboard.figures.findings import subject
from dashboard.figures.key import KeyEntry, mark_key
from dashboard.figures.marks import (
    SMALL_SIZE,
    Axes,
    mark_traces,
    range_trace,
    short_numbers,
    summary_ranges,
)
from dashboard.figures.places import whose
from dashboard.figures.readings import Panel, runs, summary_codes
from dashboard.figures.result import FigureResult
from dashboard.figures.rows import RowSheet, shared_spans
from dashboard.figures.scaffold import Drawn, chart_of
from dashboard.figures.swarm import dots_each, quantile_dots, stacked
from dashboard.figures.theme import SIZE, THEMES
from dashboard.figures.view import FigureView
from dashboard.figures.words import converted, number_text, plain, with_unit
from dashboard.i18n import _, ngettext

FEWEST_FOR_BOX = 8
MOST_LANES = 14
_SWARM_PX = 44.0
_DOT_PX = 16.0
_BOX_PX = 18.0
_LANE_PX = 18.0
_LABEL_PX = 24.0
_GAP_PX = 6.0
_ROOMY = 40


@dataclass(frozen=True)
class Strip:
    """The samples, or the published summaries, of one country in one panel.

    `low`, `middle` and `high` are the quartiles of the samples, each the value of a real sample;
    NaN for summaries, which have none. `middle_censored` tells that the middle sample is only
    known to be below its value. `own` tells that they are the reader's.
    """

    country: str
    pooled: bool
    rows: Columns
    low: float = float("nan")
    middle: float = float("nan")
    high: float = float("nan")
    middle_censored: bool = False
    own: bool = False

    @property
    def has_box(self) -> bool:
        """Whether there are enough samples for quartiles to mean anything."""
        return not self.pooled and len(self.rows) >= FEWEST_FOR_BOX


def distribution(frame: pd.DataFrame, view: FigureView) -> FigureResult:
    """Show how the values of one analyte spread in every medium and country.

    Parameters
    ----------
    frame : DataFrame
        Joined frame: values and verdicts, any analytes.
    view : FigureView

    Returns
    -------
    FigureResult
        One panel a medium group and unit; in it a row of dots for the samples of each country,
        with a box of the middle half from eight samples on, and a row of rings for what was
        only published as mean, minimum or maximum. The box never counts a summary.
    """
    return chart_of("distribution", frame, view, _draw)


def _draw(rows: Columns, parts: Sequence[Panel], view: FigureView) -> Drawn:
    spans = shared_spans(parts, view)
    strips = [strips_of(part) for part in parts]
    dots = dots_each(sum(not strip.pooled for own in strips for strip in own))
    sheets = []
    for i, (part, own) in enumerate(zip(parts, strips, strict=True)):
        builder = RowSheet(part, i, spans[part.unit], len(parts) > 1, view)
        sheets.append(_fill(builder, own, spans[part.unit], dots))
    return Drawn(
        sheets=sheets,
        key=_key(Columns.together([part.rows for part in parts]), strips),
        title=_title(rows, [part for part in parts if len(part.published)], view),
        sentence=_range_sentence(parts[0], view),
        table=_table(parts, strips, view),
    )


def strips_of(panel: Panel) -> list[Strip]:
    """Split a panel by country, samples before summaries; the country with most values first.

    The reader's own values come last, whatever their country.
    """
    rows = panel.published
    codes, countries = pd.factorize(rows["country"], use_na_sentinel=False)
    found: list[Strip] = []
    for code, part in sorted(runs(codes), key=lambda run: -len(run[1])):
        found += _strips(str(countries[code]), rows.at(part))
    return [*found, *(replace(strip, own=True) for strip in _strips("", panel.own))]


def _strips(country: str, rows: Columns) -> list[Strip]:
    """Return the samples and the summaries of one country, those that there are."""
    pooled = rows["pooled"]
    samples = [_sample_strip(country, rows.at(~pooled))] if (~pooled).any() else []
    return [*samples, Strip(country, True, rows.at(pooled))] if pooled.any() else samples


def _sample_strip(country: str, rows: Columns) -> Strip:
    """Take quartiles as ranked samples: one below its detection limit ranks below its limit."""
    value = rows["value_std"]
    below = rows["censoring"] == "<"
    order = np.lexsort((~below, value))
    ranks = [int(np.ceil(share * len(order))) - 1 for share in (0.25, 0.5, 0.75)]
    low, middle, high = (order[max(rank, 0)] for rank in ranks)
    return Strip(
        country,
        False,
        rows,
        low=float(value[low]),
        middle=float(value[middle]),
        high=float(value[high]),
        middle_censored=bool(below[middle]),
    )


def _fill(
    builder: RowSheet, strips: Sequence[Strip], span: tuple[float, float], dots: int
) -> Sheet:
    view, y = builder.view, builder.top
    for strip in strips:
        country = _("Your data") if strip.own else view.label("country", strip.country)
        label_y = y + _LABEL_PX + CLEARANCE_PX
        if strip.pooled:
            detail, height = _draw_summaries(builder, strip, y + _LABEL_PX)
        else:
            detail, height = _draw_samples(builder, strip, y + _LABEL_PX, span, dots)
        builder.sheet.labels += row_label(country, detail, label_y)
        y += _LABEL_PX + height + _GAP_PX
    return builder.finish(y, [])


def _draw_samples(
    builder: RowSheet, strip: Strip, top: float, span: tuple[float, float], dots: int
) -> tuple[str, float]:
    """Draw dots and, below them, the box; return the words of the row and its pixels."""
    view, count = builder.view, len(strip.rows)
    rows = strip.rows.at(quantile_dots(strip.rows, dots, view))
    offset = stacked(rows["value_std"], span, _SWARM_PX, view.log)
    swarm = 2 * float(np.abs(offset).max()) + _DOT_PX
    at = top + swarm / 2 + offset
    height = swarm
    if strip.has_box:
        height += _BOX_PX
        builder.sheet.traces += _box_traces(strip, top + height - 6, builder.axes, view)
    size = SIZE if count <= _ROOMY else SMALL_SIZE
    group = builder.panel.group
    builder.sheet.traces += mark_traces(rows, at, builder.axes, group, view, size)
    if len(rows) < count:
        words = {"n": number_text(count), "dots": number_text(len(rows))}
        return _("{n} samples, drawn as {dots} dots", **words), height
    return ngettext("{count} sample", "{count} samples", count), height


def _draw_summaries(builder: RowSheet, strip: Strip, top: float) -> tuple[str, float]:
    """Draw one lane for every published summary; return the words of the row and its pixels."""
    view = builder.view
    lanes = _lanes(strip.rows, view)
    drawn = lanes >= 0
    rows, lane = strip.rows.at(drawn), lanes[drawn]
    at = top + (lane + 0.5) * _LANE_PX
    builder.sheet.traces += range_trace(summary_ranges(rows, at), builder.axes, view)
    builder.sheet.traces += mark_traces(rows, at, builder.axes, builder.panel.group, view)
    total = len(np.unique(summary_codes(strip.rows)))
    if strip.own:
        words = ngettext("{count} mean or the like", "{count} means and the like", total)
    else:
        words = ngettext("{count} published summary", "{count} published summaries", total)
    height = (int(lane.max()) + 1) * _LANE_PX
    if total <= MOST_LANES:
        return words, height
    return _("{summaries}, the highest drawn", summaries=words), height


def _lanes(rows: Columns, view: FigureView) -> Array:
    """Return the lane of every row, highest summary first; -1 where there is no lane left."""
    codes = summary_codes(rows)
    highest = np.full(int(codes.max()) + 1, -np.inf)
    np.maximum.at(highest, codes, rows["value_std"])
    if view.highlight is not None:
        highest[np.unique(codes[(rows["point_id"] == view.highlight)])] = np.inf
    place = np.empty(len(highest), dtype=np.int64)
    place[np.argsort(-highest, kind="stable")] = np.arange(len(highest))
    return np.where(place < MOST_LANES, place, -1)[codes]


def _box_traces(strip: Strip, y: float, axes: Axes, view: FigureView) -> list[Trace]:
    theme = THEMES[view.theme]
    low, middle, high = short_numbers([strip.low, strip.middle, strip.high])
    base = {
        "meta": {"kind": "box"},
        "customdata": [[None, None]] * 2,
        "hoverinfo": "text",
        "hovertext": _box_words(strip, view),
        "showlegend": False,
        "xaxis": axes.x,
        "yaxis": axes.y,
    }
    body = {"type": "bar", "orientation": "h", "base": [low], "x": [high - low], "y": [y]}
    tick = {"type": "scatter", "mode": "lines", "x": [middle, middle], "y": [y - 7, y + 7]}
    fill = {"color": theme.line_strong, "opacity": 0.5, "line": {"width": 0}}
    return [
        {**base, **body, "width": [8], "marker": fill},
        {**base, **tick, "line": {"color": theme.ink, "width": 2.5}},
    ]


def _box_words(strip: Strip, view: FigureView) -> str:
    unit = str(strip.rows["unit_std"][0])
    ends = {
        name: with_unit(converted(value), unit, view.decimal_mark)
        for name, value in (("low", strip.low), ("middle", strip.middle), ("high", strip.high))
    }
    if strip.middle_censored:
        return _("half of the samples are below {middle}", **ends)
    return _("half of the samples lie from {low} to {high}<br>median {middle}", **ends)


def _key(rows: Columns, strips: Sequence[Sequence[Strip]]) -> list[KeyEntry]:
    key = mark_key(rows)
    if any(strip.has_box for panel in strips for strip in panel):
        key.append(KeyEntry("box", _("middle half of the samples, and median")))
    return key


def _title(rows: Columns, parts: Sequence[Panel], view: FigureView) -> str:
    if not parts:
        return ""
    groups = [part.group for part in parts]
    what = subject(groups, view)
    singles = rows.at(~rows["pooled"])
    if len(parts) > 1:
        return _counts_title(what, len(singles), len(rows) - len(singles))
    if len(singles) >= FEWEST_FOR_BOX:
        return _median_title(what, _sample_strip("", singles), view)
    value = rows["value_std"]
    words = {
        "subject": what,
        "low": number_text(converted(value.min()), view.decimal_mark),
        "high": number_text(converted(value.max()), view.decimal_mark),
        "unit": plain(parts[0].unit),
    }
    if len(rows) == 1:
        return _("{subject}: one value, {high} {unit}", **words)
    return ngettext(
        "{subject}: {count} value, from {low} to {high} {unit}",
        "{subject}: {count} values, from {low} to {high} {unit}",
        len(rows),
        **words,
    )


def _counts_title(what: str, samples: int, summaries: int) -> str:
    if not summaries:
        return ngettext(
            "{subject}: {count} sample", "{subject}: {count} samples", samples, subject=what
        )
    if not samples:
        return ngettext(
            "{subject}: {count} value of a published summary",
            "{subject}: {count} values of published summaries",
            summaries,
            subject=what,
        )
    return _(
        "{subject}: {samples} samples and {summaries} values of published summaries",
        subject=what,
        samples=number_text(samples),
        summaries=number_text(summaries),
    )


def _median_title(what: str, strip: Strip, view: FigureView) -> str:
    words = {
        "subject": what,
        "samples": number_text(len(strip.rows)),
        "middle": number_text(converted(strip.middle), view.decimal_mark),
        "unit": plain(str(strip.rows["unit_std"][0])),
    }
    if strip.middle_censored:
        return _("{subject}: half of {samples} samples are below {middle} {unit}", **words)
    return _("{subject}: half of {samples} samples are at or below {middle} {unit}", **words)


def _range_sentence(panel: Panel, view: FigureView) -> str:
    """Say from where to where the published values of the first panel reach."""
    rows = panel.published
    if not len(rows):
        return ""
    summaries = int(rows["pooled"].sum())
    samples = len(rows) - summaries
    value = rows["value_std"]
    words = {
        "medium": plain(view.label("group", panel.group)),
        "samples": number_text(samples),
        "summaries": number_text(summaries),
        "low": number_text(converted(value.min()), view.decimal_mark),
        "high": number_text(converted(value.max()), view.decimal_mark),
        "unit": plain(panel.unit),
    }
    if not summaries:
        return _("Samples in {medium}: {samples}, from {low} to {high} {unit}.", **words)
    if not samples:
        return _(
            "Values of published summaries in {medium}: {summaries}, from {low} to {high} {unit}.",
            **words,
        )
    return _(
        "In {medium}: {samples} samples and {summaries} values of published summaries, from "
        "{low} to {high} {unit}.",
        **words,
    )


def _table(
    parts: Sequence[Panel], strips: Sequence[Sequence[Strip]], view: FigureView
) -> pd.DataFrame:
    """Return one row a strip of the chart."""
    rows = [(part, strip) for part, own in zip(parts, strips, strict=True) for strip in own]
    values = [strip.rows["value_std"] for _part, strip in rows]
    columns: dict[str, list[Any]] = {
        **whose([strip.own for _part, strip in rows]),
        _("Medium"): [plain(view.label("group", part.group)) for part, _strip in rows],
        _("Country"): [plain(view.label("country", strip.country)) for _part, strip in rows],
        _("Kind"): [_kind(strip) for _part, strip in rows],
        _("Values"): [len(value) for value in values],
        _("Lowest value"): [converted(value.min()) for value in values],
        _("Lower quarter"): [_boxed(strip, strip.low) for _part, strip in rows],
        _("Median"): [_boxed(strip, strip.middle) for _part, strip in rows],
        _("Upper quarter"): [_boxed(strip, strip.high) for _part, strip in rows],
        _("Highest value"): [converted(value.max()) for value in values],
        _("Unit"): [plain(part.unit) for part, _strip in rows],
    }
    return pd.DataFrame(columns)


def _kind(strip: Strip) -> str:
    if strip.own and strip.pooled:
        return _("means, maxima and the like")
    return _("published summaries") if strip.pooled else _("samples")


def _boxed(strip: Strip, value: float) -> float | None:
    return converted(value) if strip.has_box else None
