"""Filters that keep the rows whose column holds one of the chosen values."""

from collections.abc import Sequence

import pandas as pd

from dashboard.components.cells import Element
from dashboard.components.controls import chips, picker
from dashboard.filters.base import Choices, Filter, Mask
from dashboard.i18n import _
from layers.model import Selection


class ChoicesFilter(Filter):
    """Keep the rows whose `column` is among the chosen values; none chosen means all."""

    key: str
    field: str
    column: str

    @property
    def title(self) -> str:
        """Heading of the control."""
        raise NotImplementedError

    def chosen(self, selection: Selection) -> Sequence[str]:
        """Return the chosen values."""
        value: Sequence[str] = getattr(selection, self.field)
        return value

    def mask(self, values: pd.DataFrame, selection: Selection) -> Mask | None:
        """Return which rows hold a chosen value."""
        chosen = self.chosen(selection)
        return values[self.column].isin(list(chosen)).to_numpy() if chosen else None

    def words(self, selection: Selection, choices: Choices) -> str:
        """Name the chosen values."""
        labels = {option.value: option.label for option in choices[self.key]}
        return ", ".join(labels.get(value, value) for value in self.chosen(selection))

    def cleared(self, selection: Selection) -> Selection:
        """Return the selection with nothing chosen here."""
        return selection.but(**{self.field: getattr(Selection(), self.field)})

    def control(self, selection: Selection, choices: Choices) -> Element:
        """Return a group of chips that can each be on or off."""
        return chips(self.key, self.title, choices[self.key], self.chosen(selection))


class LongChoicesFilter(ChoicesFilter):
    """The same for a list too long for chips: a fold with a search."""

    def control(self, selection: Selection, choices: Choices) -> Element:
        """Return a fold with a search and a box to tick for each value."""
        return picker(
            self.key,
            self.title,
            choices[self.key],
            self.chosen(selection),
            many=True,
            find=_("Find in the list"),
        )


class MediumFilter(ChoicesFilter):
    """Soil, sediment, water, plants, waste, air."""

    key, field, column = "medium", "groups", "group"

    @property
    def title(self) -> str:
        """Heading of the control."""
        return _("Medium")


class CountryFilter(ChoicesFilter):
    """The country in which the sample was taken."""

    key, field, column = "country", "countries", "country"

    @property
    def title(self) -> str:
        """Heading of the control."""
        return _("Country")


class StatisticFilter(ChoicesFilter):
    """Single samples, or the mean, maximum ... of several."""

    key, field, column = "statistic", "statistics", "statistic"

    @property
    def title(self) -> str:
        """Heading of the control."""
        return _("Statistic")


class UseFilter(LongChoicesFilter):
    """What the sampled land is used for."""

    key, field, column = "use", "uses", "land_use"

    @property
    def title(self) -> str:
        """Heading of the control."""
        return _("Land use at the sampling point")


class SourceFilter(LongChoicesFilter):
    """The publication that the value was read in."""

    key, field, column = "source", "sources", "source_id"

    @property
    def title(self) -> str:
        """Heading of the control."""
        return _("Source")


class VerdictFilter(ChoicesFilter):
    """The verdict under the law and land use that are chosen."""

    key, field = "verdict", "steps"

    @property
    def title(self) -> str:
        """Heading of the control."""
        return _("Verdict under the chosen law")

    def mask(self, values: pd.DataFrame, selection: Selection) -> Mask | None:
        """Return which rows have a chosen verdict step."""
        steps = [int(step) for step in selection.steps]
        return values[f"step_{selection.regime}"].isin(steps).to_numpy() if steps else None


class ScopeFilter(ChoicesFilter):
    """Places in the region, areas without a usable position, places elsewhere."""

    key, field, column = "scope", "scopes", "scope"

    @property
    def title(self) -> str:
        """Heading of the control."""
        return _("Where")

    def words(self, selection: Selection, choices: Choices) -> str:
        """Name the chosen kinds of place where they differ from the usual."""
        usual = set(selection.scopes) == set(Selection().scopes)
        return "" if usual else super().words(selection, choices)
