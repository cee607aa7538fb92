"""Values through the years: a mark in its year, a bar over its period, a rail for the undated."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.axes import value_axis
from dashboard.figures.canvas import Sheet, assemble, axes_of, nothing
from dashboard.figures.findings import (
    left_out_sentence,
    limits_sentence,
    nothing_reason,
    sentences,
    subject,
)
from dashboard.figures.key import mark_key
from dashboard.figures.levels import GUTTER, least_height, level_labels, level_traces
from dashboard.figures.limits import lines_for
from dashboard.figures.marks import (
    SIZE,
    SMALL_SIZE,
    Axes,
    Trace,
    mark_traces,
    range_trace,
    summary_ranges,
)
from dashboard.figures.readings import Array, Panel, panels, readings
from dashboard.figures.rows import shared_spans
from dashboard.figures.strokes import period_bars, step_lines
from dashboard.figures.theme import TEXT, THEMES
from dashboard.figures.timeline import (
    Span,
    dated,
    fewer,
    periods,
    rail_positions,
    series,
    year_positions,
)
from dashboard.figures.view import FigureResult, FigureView
from dashboard.figures.words import (
    axis_words,
    capitalised,
    converted,
    escape,
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
    found = readings(frame, view)
    if found.rows.empty:
        return nothing(nothing_reason(found, view), view)
    parts = panels(found.rows)
    stages = [_stage(part, len(parts), view) for part in parts]
    rows = pd.concat([stage.panel.rows for stage in stages])
    named = any(lines_for(part.group, part.unit, view) for part in parts)
    spans, span = shared_spans(parts, view), Span.of(found.rows, 1 - GUTTER * named)
    sheets = [
        _sheet(stage, i, spans[stage.panel.unit], span, view) for i, stage in enumerate(stages)
    ]
    alt = sentences(
        _highest_sentence(parts[0], view), limits_sentence(parts[0], view), left_out_sentence(found)
    )
    return FigureResult(
        figure=assemble(sheets, mark_key(rows, view), view, "time", _left(sheets)),
        title=_title(found.rows, parts, view),
        alt=alt,
        table=_table(rows, view),
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
    kept = np.unique(np.concatenate([fewer(part.rows, panels_), *joined]))
    return Stage(
        Panel(part.group, part.unit, part.rows.iloc[kept]),
        [np.searchsorted(kept, positions) for positions in joined],
        _PANEL_PX if panels_ < _MANY_PANELS else _LOW_PANEL_PX,
    )


def _sheet(
    stage: Stage, index: int, values: tuple[float, float], span: Span, view: FigureView
) -> Sheet:
    panel, rows = stage.panel, stage.panel.rows
    axes = axes_of(index, value="y")
    rail = Axes(f"x{_RAIL_AXIS + index}", axes.y, "y")
    lines = lines_for(panel.group, panel.unit, view)
    height = max(stage.height, least_height(lines, view))
    yaxis = {**value_axis(values, panel.unit, view), "anchor": "free", "position": 0}
    yaxis |= {"title": {"text": ""}, "fixedrange": True, "ticklabelstandoff": 4}
    sheet = Sheet(height, _year_axis(span), yaxis, above=_ABOVE_PX, below=_BELOW_PX)
    sheet.annotations.append(_heading(panel, axes, view))
    labels, leaders = level_labels(lines, values, height, axes, view)
    sheet.annotations += labels
    sheet.shapes += leaders
    known = dated(rows)
    if not known.all():
        sheet.further_axes[f"xaxis{_RAIL_AXIS + index}"] = _rail_axis(span, axes)
        sheet.shapes.append(_rail_ground(span, axes, view))
        sheet.traces += level_traces(lines, rail, (0.0, 1.0), view)
        sheet.traces += _marks(rows[~known], rail_positions(rows[~known]), rail, panel, view)
    if known.any():
        at = np.full(len(rows), np.nan)
        at[known] = year_positions(rows[known])
        sheet.traces += level_traces(lines, axes, (span.first, span.last), view)
        sheet.traces += step_lines(rows, at, stage.joined, axes, view)
        sheet.traces += period_bars(rows[known], axes, view)
        sheet.traces += _marks(rows[known], at[known], axes, panel, view)
    return sheet


def _marks(
    rows: pd.DataFrame, at: Array, axes: Axes, panel: Panel, view: FigureView
) -> list[Trace]:
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


def _heading(panel: Panel, axes: Axes, view: FigureView) -> dict[str, Any]:
    """Name the medium and the unit of the upright axis, where they can be read level."""
    medium = capitalised(escape(view.label("group", panel.group)))
    return {
        "text": _("<b>{medium}</b>, {axis}", medium=medium, axis=axis_words(panel.unit, view.log)),
        "xref": "paper",
        "yref": f"{axes.y} domain",
        "x": 0,
        "y": 1,
        "yshift": 6,
        "xanchor": "left",
        "yanchor": "bottom",
        "font": {"size": TEXT, "color": THEMES[view.theme].ink},
    }


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


def _title(rows: pd.DataFrame, parts: Sequence[Panel], view: FigureView) -> str:
    known = dated(rows)
    words = {
        "subject": subject([part.group for part in parts], view),
        "total": number_text(len(rows)),
        "dated": number_text(int(known.sum())),
    }
    if not known.any():
        return _("{subject}: none of {total} values has a year", **words)
    start, end = periods(rows[known])
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
    """Name the highest value of the first panel with its place and year."""
    row = panel.rows.iloc[int(panel.rows["value_std"].to_numpy().argmax())]
    return _(
        "Highest in {medium}: {value} {unit}, {place}, {years}.",
        medium=plain(view.label("group", panel.group)),
        value=number_text(converted(row["value_std"]), view.decimal_mark),
        unit=plain(panel.unit),
        place=plain(row["name"]),
        years=years_text(row["year_start"], row["year_end"]),
    )


def _table(rows: pd.DataFrame, view: FigureView) -> pd.DataFrame:
    """Return the values drawn, by year, the undated last."""
    ordered = rows.sort_values(["year_start", "year_end"], kind="stable", na_position="last")
    years = zip(ordered["year_start"], ordered["year_end"], strict=True)
    columns = {
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
