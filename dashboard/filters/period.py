"""The period in which the sample was taken."""

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.filters.base import Choices, Filter, Mask
from dashboard.i18n import _
from layers.model import Selection


class PeriodFilter(Filter):
    """Keep the values whose period of sampling overlaps the chosen years.

    Once a year is chosen, a value without a date is left out: nobody can say that it fits.
    """

    key = "from"

    def control(self, selection: Selection, choices: Choices) -> Component:
        """Return two year boxes."""
        first, last = selection.years
        years = [int(option.value) for option in choices["years"]]
        low, high = (years[0], years[-1]) if years else (None, None)
        boxes = [
            html.Label([label, self._box(key, value, low, high, hint)])
            for key, label, value, hint in (
                ("from", _("from"), first, low),
                ("to", _("to"), last, high),
            )
        ]
        return html.Fieldset(
            [html.Legend(_("Years of sampling")), html.Div(boxes, className="years")],
            className="control",
        )

    @staticmethod
    def _box(
        key: str, value: int | None, low: int | None, high: int | None, hint: int | None
    ) -> Component:
        return dcc.Input(
            id=f"c-{key}",
            type="number",
            value=value,
            min=low,
            max=high,
            step=1,
            debounce=0.4,
            placeholder="" if hint is None else str(hint),
            inputMode="numeric",
        )

    def mask(self, values: pd.DataFrame, selection: Selection) -> Mask | None:
        """Return which rows were sampled within the years, at least in part."""
        first, last = selection.years
        if first is None and last is None:
            return None
        end = values["year_end"].fillna(-9999).to_numpy()
        start = values["year_start"].fillna(9999).to_numpy()
        return (end >= (first or -9998)) & (start <= (last or 9998))

    def words(self, selection: Selection, choices: Choices) -> str:
        """Write the period."""
        first, last = selection.years
        if first is None and last is None:
            return ""
        if first is None:
            return _("until {year}", year=last)
        if last is None:
            return _("since {year}", year=first)
        return f"{first}–{last}"

    def cleared(self, selection: Selection) -> Selection:
        """Return the selection with open years."""
        return selection.but(years=(None, None))
