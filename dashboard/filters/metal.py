"""The metal: the one filter that is always set."""

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.filters.base import Choices, Filter, Mask
from dashboard.i18n import _
from layers.model import Selection


class MetalFilter(Filter):
    """Keep the values of one analyte; `Atlas.values_of` keeps them ready, so no mask is needed."""

    key = "analyte"

    def control(self, selection: Selection, choices: Choices) -> Component:
        """Return a searchable box; symbols and names in all languages are found."""
        return html.Div(
            [
                html.Label(_("Metal or property"), htmlFor="c-analyte", id="l-analyte"),
                dcc.Dropdown(
                    id="c-analyte",
                    options=[
                        {"label": o.label, "value": o.value, "search": o.search}
                        for o in choices["analyte"]
                    ],
                    value=selection.analyte,
                    clearable=False,
                    maxHeight=420,
                ),
            ],
            className="control",
        )

    def mask(self, values: pd.DataFrame, selection: Selection) -> Mask | None:
        """Return that all rows pass: they were chosen before."""
        return None

    def words(self, selection: Selection, choices: Choices) -> str:
        """Name the analyte."""
        labels = {option.value: option.label for option in choices["analyte"]}
        return labels.get(selection.analyte, selection.analyte)

    def cleared(self, selection: Selection) -> Selection:
        """Return the selection as it is: some metal is always chosen."""
        return selection
