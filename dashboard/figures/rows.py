"""Panels made of rows: a header with the limits' labels, then one row after another."""

from collections.abc import Sequence

from dashboard.figures.axes import value_axis, value_span
from dashboard.figures.canvas import (
    AXIS_TITLE_PX,
    HEADING_PX,
    Sheet,
    axes_of,
    flag_pole,
    heading,
    pixel_axis,
)
from dashboard.figures.drawing import Label
from dashboard.figures.limits import Flag, flags, header_height, lines_for
from dashboard.figures.marks import extent
from dashboard.figures.readings import Panel
from dashboard.figures.view import FigureView
from dashboard.figures.words import axis_words


def shared_spans(panels: Sequence[Panel], view: FigureView) -> dict[str, tuple[float, float]]:
    """Return the value axis of every unit: panels of one unit can be compared by eye."""
    units = dict.fromkeys(panel.unit for panel in panels)
    return {
        unit: value_span(
            [extent(panel.rows) for panel in panels if panel.unit == unit],
            [
                line
                for panel in panels
                if panel.unit == unit
                for line in lines_for(panel.group, unit, view)
            ],
            view,
        )
        for unit in units
    }


class RowSheet:
    """A panel under construction, its value axis at the bottom.

    Attributes
    ----------
    top : float
        Pixel where the first row begins.
    """

    def __init__(
        self, panel: Panel, index: int, span: tuple[float, float], named: bool, view: FigureView
    ) -> None:
        self.panel, self.view, self.axes = panel, view, axes_of(index)
        self.flags: list[Flag] = flags(lines_for(panel.group, panel.unit, view), span, view)
        self.top = (HEADING_PX if named else 0.0) + header_height(self.flags)
        self.sheet = Sheet(0, value_axis(span, view), {})
        if named:
            self.sheet.labels.append(heading(panel.group, view))

    def finish(self, bottom: float, lines: Sequence[float], extra: float = 0.0) -> Sheet:
        """Draw the limits down to `bottom` and a faint line at every pixel of `lines`."""
        sheet = self.sheet
        sheet.height = bottom + extra
        sheet.yaxis = pixel_axis(sheet.height, lines)
        title = axis_words(self.panel.unit, self.view.log)
        y = sheet.height + AXIS_TITLE_PX
        sheet.labels.append(Label((title,), 0.5, y, "center", "top", "ink_2"))
        for flag in self.flags:
            pole, words = flag_pole(flag, self.top, bottom, self.axes, self.view)
            sheet.shapes.append(pole)
            sheet.labels.append(words)
        return sheet
