"""Values through the years: a mark in its year, a bar over its period, a rail for the undated."""

from collections.abc import Sequence
from math import ceil, isnan
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
    Axes,
    Trace,
    ids,
    mark_traces,
    range_trace,
    short_numbers,
    summary_ranges,
)
from dashboard.figures.readings import Array, Panel, panels, readings
from dashboard.figures.rows import shared_spans
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
from dashboard.i18n import _

MOST_SERIES = 12
_PANEL_PX = 250.0
_ABOVE_PX = 30.0
_LOW_PANEL_PX = 170.0
_MANY_PANELS = 3
_LEFT_PX, _DIGIT_PX = 18.0, 6.6
_BELOW_PX = 30.0
_RAIL_AXIS = 101
_ROOMY_RAIL = 0.3
_ROOMY = 40
_SMALL_DOT = 8


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
    drawn = [Panel(p.group, p.unit, p.rows.iloc[fewer(p.rows, len(parts))]) for p in parts]
    rows = pd.concat([panel.rows for panel in drawn])
    named = any(lines_for(part.group, part.unit, view) for part in parts)
    spans, span = shared_spans(parts, view), Span.of(found.rows, 1 - GUTTER * named)
    least = _PANEL_PX if len(parts) < _MANY_PANELS else _LOW_PANEL_PX
    sheets = [
        _sheet(panel, i, spans[panel.unit], span, least, view) for i, panel in enumerate(drawn)
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


def _sheet(
    panel: Panel,
    index: int,
    values: tuple[float, float],
    span: Span,
    least: float,
    view: FigureView,
) -> Sheet:
    axes = axes_of(index, value="y")
    rail = Axes(f"x{_RAIL_AXIS + index}", axes.y, "y")
    known = dated(panel.rows)
    with_year, without = panel.rows[known], panel.rows[~known]
    at, rail_at = year_positions(with_year), rail_positions(without)
    lines = lines_for(panel.group, panel.unit, view)
    height = max(least, least_height(lines, view))
    yaxis = {**value_axis(values, panel.unit, view), "anchor": "free", "position": 0}
    yaxis |= {"title": {"text": ""}, "fixedrange": True, "ticklabelstandoff": 4}
    sheet = Sheet(height, _year_axis(span), yaxis, above=_ABOVE_PX, below=_BELOW_PX)
    sheet.annotations.append(_heading(panel, axes, view))
    if len(without):
        sheet.further_axes[f"xaxis{_RAIL_AXIS + index}"] = _rail_axis(span, axes)
        sheet.shapes.append(_rail_ground(span, axes, view))
    labels, leaders = level_labels(lines, values, height, axes, view)
    sheet.annotations += labels
    sheet.shapes += leaders
    years = [(axes, span.first, span.last)] if len(with_year) else []
    undated = [(rail, 0.0, 1.0)] if len(without) else []
    sheet.traces += level_traces(lines, years + undated, view)
    sheet.traces += _step_lines(with_year, at, axes, view)
    sheet.traces += _period_bars(with_year, axes, view)
    for rows, x, where in ((without, rail_at, rail), (with_year, at, axes)):
        sheet.traces += range_trace(summary_ranges(rows, x), where, view)
        size = SIZE if len(panel.rows) <= _ROOMY else _SMALL_DOT
        sheet.traces += mark_traces(rows, x, where, panel.group, view, size)
    return sheet


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


def _step_lines(rows: pd.DataFrame, at: Array, axes: Axes, view: FigureView) -> list[Trace]:
    """Join the values of one place; with many places only those of the highlighted one."""
    points = rows["point_id"].to_numpy()
    found = series(rows)
    if len(found) > MOST_SERIES:
        found = [part for part in found if points[part[0]] == view.highlight]
    value, pooled = rows["value_std"].to_numpy(), rows["pooled"].to_numpy()
    traces: list[Trace] = []
    for kind, wanted in (("single_steps", False), ("pooled_steps", True)):
        parts = [part for part in found if pooled[part[0]] == wanted]
        if not parts:
            continue
        owners = [[str(points[i]), None] for part in parts for i in (*part, part[0])]
        line = {"color": THEMES[view.theme].line_strong, "width": 1.5, "shape": "hv"}
        traces.append(
            {
                **_line_base(kind, owners, {**line, "dash": "4px,3px"} if wanted else line),
                **axes.place(_broken(value, parts), _broken(at, parts)),
            }
        )
    return traces


def _broken(numbers: Array, parts: Sequence[Array]) -> list[float | None]:
    return [x for part in parts for x in (*short_numbers(numbers[part]), None)]


def _line_base(kind: str, owners: list[Any], line: dict[str, Any]) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "meta": {"kind": kind},
        "customdata": owners,
        "hoverinfo": "skip",
        "showlegend": False,
        "line": line,
    }


def _period_bars(rows: pd.DataFrame, axes: Axes, view: FigureView) -> list[Trace]:
    """Draw a bar from the first year to the last of every period."""
    start, end = periods(rows)
    pooled = rows["pooled"].to_numpy()
    traces: list[Trace] = []
    for kind, wanted in (("single_period", False), ("pooled_period", True)):
        here = np.flatnonzero((end > start) & (pooled == wanted))
        if not len(here):
            continue
        part = rows.iloc[here]
        gap = np.full(len(here), np.nan)
        years = np.column_stack([start[here], end[here], gap]).ravel()
        value = part["value_std"].to_numpy()
        levels = np.column_stack([value, value, gap]).ravel()
        line = {"color": THEMES[view.theme].ink_3, "width": 3}
        owners = [owner for owner in ids(part) for _end in range(3)]
        traces.append({**_line_base(kind, owners, line), **axes.place(_gaps(levels), _gaps(years))})
    return traces


def _gaps(numbers: Array) -> list[float | None]:
    return [None if isnan(x) else x for x in short_numbers(numbers)]


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
        return _("{subject}: {total} values, {years}", **words)
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
