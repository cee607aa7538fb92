"""Filters that keep the rows whose column holds one of the chosen values."""

from collections.abc import Sequence

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

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

    def control(self, selection: Selection, choices: Choices) -> Component:
        """Return a group of chips that can each be on or off."""
        return html.Fieldset(
            [
                html.Legend(self.title),
                dcc.Checklist(
                    id=f"c-{self.key}",
                    className="chips",
                    options=[{"label": o.label, "value": o.value} for o in choices[self.key]],
                    value=list(self.chosen(selection)),
                ),
            ],
            className="control",
        )


class LongChoicesFilter(ChoicesFilter):
    """The same for a list too long for chips: a box with a search."""

    def control(self, selection: Selection, choices: Choices) -> Component:
        """Return a searchable box that takes several values."""
        return html.Div(
            [
                html.Label(self.title, htmlFor=f"c-{self.key}", id=f"l-{self.key}"),
                dcc.Dropdown(
                    id=f"c-{self.key}",
                    options=[
                        {"label": o.label, "value": o.value, "search": o.search or o.label}
                        for o in choices[self.key]
                    ],
                    value=list(self.chosen(selection)),
                    multi=True,
                    maxHeight=320,
                    placeholder=_("All"),
                ),
            ],
            className="control",
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
