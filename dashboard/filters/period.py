"""The period in which the sample was taken."""

import pandas as pd

from dashboard.components.cells import Element, element
from dashboard.components.controls import box, group
from dashboard.filters.base import Choices, Filter, Mask
from dashboard.i18n import _
from layers.model import Selection


class PeriodFilter(Filter):
    """Keep the values whose period of sampling overlaps the chosen years.

    Once a year is chosen, a value without a date is left out: nobody can say that it fits.
    """

    key = "from"

    def control(self, selection: Selection, choices: Choices) -> Element:
        """Return two year boxes."""
        first, last = selection.years
        years = [int(option.value) for option in choices["years"]]
        span = {"min": years[0], "max": years[-1]} if years else {}
        boxes = [
            box(
                key,
                name,
                value,
                type="number",
                step=1,
                inputMode="numeric",
                placeholder=hint,
                **span,
            )
            for key, name, value, hint in (
                ("from", _("from"), first, span.get("min")),
                ("to", _("to"), last, span.get("max")),
            )
        ]
        return group(_("Years of sampling"), [element("Div", boxes, className="years")])

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
