"""The metal: the one filter that is always set."""

import pandas as pd

from dashboard.components.cells import Element
from dashboard.components.controls import picker
from dashboard.filters.base import Choices, Filter, Mask
from dashboard.i18n import _
from layers.model import Selection


class MetalFilter(Filter):
    """Keep the values of one analyte; `Atlas.values_of` keeps them ready, so no mask is needed."""

    key = "analyte"

    def control(self, selection: Selection, choices: Choices) -> Element:
        """Return a fold with a search; symbols and names in all languages are found."""
        return picker(
            "analyte",
            _("Metal or property"),
            choices["analyte"],
            (selection.analyte,),
            many=False,
            find=_("Find by name or symbol"),
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
