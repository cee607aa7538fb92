"""Values through the years: a mark in its year, a bar over its period, a rail for the undated."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.axes import value_axis
from dashboard.figures.canvas import Sheet, axes_of
from dashboard.figures.columns import Array, Columns
from dashboard.figures.drawing import Label, Trace
from dashboard.figures.findings import subject
from dashboard.figures.key import mark_key
from dashboard.figures.levels import GUTTER, least_height, level_labels, level_traces
from dashboard.figures.limits import lines_for
from dashboard.figures.marks import SMALL_SIZE, Axes, mark_traces, range_trace, summary_ranges
from dashboard.figures.places import whose
from dashboard.figures.readings import Panel
from dashboard.figures.result import FigureResult
from dashboard.figures.rows import shared_spans
from dashboard.figures.scaffold import Drawn, chart_of
from dashboard.figures.strokes import period_bars, step_lines
from dashboard.figures.theme import SIZE, THEMES
from dashboard.figures.timeline import (
    Span,
    dated,
    fewer,
    periods,
    rail_positions,
    series,
    year_positions,
)
from dashboard.figures.view import FigureView
from dashboard.figures.words import (
    axis_words,
    capitalised,
    converted,
    number_text,
    plain,
    years_text,
)
from dashboard.i18n import _, ngettext

_PANEL_PX = 250.0
_ABOVE_PX = 30.0
_LOW_PANEL_PX = 170.0
_MANY_PANELS = 3
_LEFT_PX, _DIGIT_PX = 18.0, 6.6
_BELOW_PX = 30.0
_RAIL_AXIS = 101
_ROOMY_RAIL = 0.3
_ROOMY = 40


def through_time(frame: pd.DataFrame, view: FigureView) -> FigureResult:
    """Show the values of one analyte in the year of sampling.

    Parameters
    ----------
    frame : DataFrame
        Joined frame: values and verdicts, any analytes.
    view : FigureView

    Returns
    -------
    FigureResult
        One panel a medium group and unit. A period is a horizontal bar, values without a year
        stand in a rail at the left. A line joins only values of the same place, medium, depth
        and statistic.
    """
    return chart_of("time", frame, view, _draw)


def _draw(rows: Columns, parts: Sequence[Panel], view: FigureView) -> Drawn:
    stages = [_stage(part, len(parts), view) for part in parts]
    named = any(lines_for(part.group, part.unit, view) for part in parts)
    spans, span = shared_spans(parts, view), Span.of(rows, 1 - GUTTER * named)
    sheets = [
        _sheet(stage, i, spans[stage.panel.unit], span, view) for i, stage in enumerate(stages)
    ]
    drawn = Columns.together([stage.panel.rows for stage in stages])
    return Drawn(
        sheets=sheets,
        key=mark_key(drawn),
        title=_title(rows, [part for part in parts if len(part.published)], view),
        sentence=_highest_sentence(parts[0], view),
        table=_table(drawn, view),
        left=_left(sheets),
    )


@dataclass(frozen=True)
class Stage:
    """What one panel draws: its rows, which of them are joined, and its least height."""

    panel: Panel
    joined: list[Array]
    height: float


def _stage(part: Panel, panels_: int, view: FigureView) -> Stage:
    """Thin out very many rows, but never those of a series that is drawn."""
    joined = series(part.rows, view.highlight)
    kept = np.unique(np.concatenate([*_fewer(part.rows, panels_), *joined]))
    return Stage(
        Panel(part.group, part.unit, part.rows.at(kept)),
        [np.searchsorted(kept, positions) for positions in joined],
        _PANEL_PX if panels_ < _MANY_PANELS else _LOW_PANEL_PX,
    )


def _fewer(rows: Columns, panels_: int) -> list[Array]:
    """Thin out published values and the reader's own, each by themselves."""
    parts = [np.flatnonzero(rows["own"] == own) for own in (False, True)]
    return [part[fewer(rows.at(part), panels_)] for part in parts if len(part)]


def _sheet(
    stage: Stage, index: int, values: tuple[float, float], span: Span, view: FigureView
) -> Sheet:
    panel, rows = stage.panel, stage.panel.rows
    axes = axes_of(index, value="y")
    rail = Axes(f"x{_RAIL_AXIS + index}", axes.y, "y")
    lines = lines_for(panel.group, panel.unit, view)
    height = max(stage.height, least_height(lines, view))
    yaxis = value_axis(values, view)
    yaxis |= {"anchor": "free", "position": 0, "fixedrange": True, "ticklabelstandoff": 4}
    sheet = Sheet(height, _year_axis(span), yaxis, above=_ABOVE_PX, below=_BELOW_PX)
    labels, leaders = level_labels(lines, values, height, axes, view)
    sheet.labels += [_heading(panel, view), *labels]
    sheet.shapes += leaders
    known = dated(rows)
    if not known.all():
        sheet.further_axes[f"xaxis{_RAIL_AXIS + index}"] = _rail_axis(span, axes)
        sheet.shapes.append(_rail_ground(span, axes, view))
        sheet.traces += level_traces(lines, rail, (0.0, 1.0), view)
        sheet.traces += _marks(rows.at(~known), rail_positions(rows.at(~known)), rail, panel, view)
    if known.any():
        at = np.full(len(rows), np.nan)
        at[known] = year_positions(rows.at(known))
        sheet.traces += level_traces(lines, axes, (span.first, span.last), view)
        sheet.traces += step_lines(rows, at, stage.joined, axes, view)
        sheet.traces += period_bars(rows.at(known), axes, view)
        sheet.traces += _marks(rows.at(known), at[known], axes, panel, view)
    return sheet


def _marks(rows: Columns, at: Array, axes: Axes, panel: Panel, view: FigureView) -> list[Trace]:
    size = SIZE if len(panel.rows) <= _ROOMY else SMALL_SIZE
    return [
        *range_trace(summary_ranges(rows, at), axes, view),
        *mark_traces(rows, at, axes, panel.group, view, size),
    ]


def _left(sheets: Sequence[Sheet]) -> float:
    """Pixels that the longest number at the upright axes needs."""
    ticks = [tick for sheet in sheets for tick in sheet.yaxis.get("ticktext", ["00000"])]
    return ceil(_LEFT_PX + _DIGIT_PX * max((len(tick) for tick in ticks), default=4))


def _year_axis(span: Span) -> dict[str, Any]:
    if span.rail == span.end:
        return {"visible": False, "domain": [0, span.end]}
    return {
        "range": [span.first, span.last],
        "domain": [span.start, span.end],
        "dtick": span.step,
        "tick0": 0,
        "tickformat": "d",
        "tickangle": 0,
    }


def _heading(panel: Panel, view: FigureView) -> Label:
    """Name the medium and the unit of the upright axis, where they can be read level."""
    medium = capitalised(plain(view.label("group", panel.group)))
    words = _("{medium}, {axis}", medium=medium, axis=axis_words(panel.unit, view.log))
    return Label((words,), 0, -6, strong=1, large=True)


def _rail_axis(span: Span, axes: Axes) -> dict[str, Any]:
    words = _("year not stated") if span.rail > _ROOMY_RAIL else _("no year")
    return {
        "domain": [0, span.rail],
        "range": [0, 1],
        "anchor": axes.y,
        "tickmode": "array",
        "tickvals": [0.5],
        "ticktext": [words],
        "showgrid": False,
        "fixedrange": True,
    }


def _rail_ground(span: Span, axes: Axes, view: FigureView) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "paper",
        "yref": f"{axes.y} domain",
        "x0": 0,
        "x1": span.rail,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": THEMES[view.theme].line,
        "opacity": 0.35,
    }


def _title(rows: Columns, parts: Sequence[Panel], view: FigureView) -> str:
    if not parts:
        return ""
    known = dated(rows)
    words = {
        "subject": subject([part.group for part in parts], view),
        "total": number_text(len(rows)),
        "dated": number_text(int(known.sum())),
    }
    if not known.any():
        return _("{subject}: none of {total} values has a year", **words)
    start, end = periods(rows.at(known))
    words["years"] = years_text(start.min(), end.max())
    if known.all():
        return ngettext(
            "{subject}: {count} value, {years}",
            "{subject}: {count} values, {years}",
            len(rows),
            subject=words["subject"],
            years=words["years"],
        )
    return _("{subject}: {dated} of {total} values have a year, {years}", **words)


def _highest_sentence(panel: Panel, view: FigureView) -> str:
    """Name the highest published value of the first panel with its place and year."""
    rows = panel.published
    if not len(rows):
        return ""
    row = rows.at(rows["value_std"].argmax(keepdims=True))
    return _(
        "Highest in {medium}: {value} {unit}, {place}, {years}.",
        medium=plain(view.label("group", panel.group)),
        value=number_text(converted(row["value_std"][0]), view.decimal_mark),
        unit=plain(panel.unit),
        place=plain(row["name"][0]),
        years=years_text(row["year_start"][0], row["year_end"][0]),
    )


def _table(rows: Columns, view: FigureView) -> pd.DataFrame:
    """Return the values drawn, by year, the undated last."""
    ordered = rows.at(np.lexsort((rows["year_end"], rows["year_start"])))
    years = zip(ordered["year_start"], ordered["year_end"], strict=True)
    columns = {
        **whose(ordered["own"].tolist()),
        _("Years"): [years_text(start, end) for start, end in years],
        _("Place"): [plain(name) for name in ordered["name"]],
        _("Medium"): [plain(view.label("medium", medium)) for medium in ordered["medium"]],
        _("Statistic"): [plain(view.label("statistic", key)) for key in ordered["statistic"]],
        _("Sign"): ordered["censoring"].tolist(),
        _("Value"): ordered["value"].tolist(),
        _("Unit"): [plain(unit) for unit in ordered["unit"]],
    }
    index = pd.Index(ordered["measurement_id"], name="measurement_id")
    return pd.DataFrame(columns, index=index)
