"""One data package, read and judged once, with what the pages and the map need of it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.filters import FILTERS
from dashboard.filters.base import Mask, Option
from dashboard.i18n import (
    DEFAULT_LANGUAGE,
    _,
    current,
    current_language,
    in_script,
    place_name,
)
from dashboard.limits import reason_words
from dashboard.state import decode
from dashboard.steps import step_words
from layers.assess import Limits, judge_all
from layers.descriptor import PackageFacts
from layers.model import Selection
from layers.registry import Registry
from layers.space.near import Neighbourhood
from layers.store import Store


class Atlas:
    """A package with its verdicts, ready to be filtered.

    Parameters
    ----------
    store : Store
        Where the layers and measurements come from; read, never written.
    registry : Registry
        Analytes, media, units and vocabularies with their labels.
    limits : Limits
        Legal limits under which every value is judged.
    packages : mapping of str to PackageFacts, optional
        What each package that is open says of itself, by the name that the link's `dataset` uses;
        without it this package is the only one.
    """

    def __init__(
        self,
        store: Store,
        registry: Registry,
        limits: Limits,
        packages: Mapping[str, PackageFacts] | None = None,
    ) -> None:
        self.store = store
        self.registry = registry
        self.limits = limits
        self.packages = packages or {Selection().dataset: store.package}
        values = store.values().reset_index(drop=True)
        self.values: pd.DataFrame = pd.concat([values, judge_all(values, limits)], axis=1)
        self._by_analyte: dict[str, pd.DataFrame] = {}
        self._choices: dict[str, dict[str, list[Option]]] = {}
        self._labels: dict[str, dict[tuple[str, str], str]] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._totals = self.values["analyte"].value_counts().to_dict()

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Publications, indexed by source_id."""
        return self.store.sources().set_index("source_id")

    @cached_property
    def mines(self) -> pd.DataFrame:
        """Mining sites, indexed by site_id."""
        return self.store.layer("mining_sites").set_index("site_id")

    @cached_property
    def waste(self) -> pd.DataFrame:
        """Waste areas, indexed by waste_id."""
        return self.store.layer("waste_areas").set_index("waste_id")

    @cached_property
    def points(self) -> pd.DataFrame:
        """Sampling points, indexed by point_id."""
        return self.store.layer("sampling_points").set_index("point_id")

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """Everything in the region that has a position, with its `id` and `name`."""
        layers = [
            self.store.layer(name).rename(columns={key: "id"})[["id", "name", "geometry"]]
            for name, key in (("mining_sites", "site_id"), ("waste_areas", "waste_id"))
        ]
        points = self.store.layer("sampling_points")
        here = points[points["scope"] == "border"].rename(columns={"point_id": "id"})
        return Neighbourhood(pd.concat([*layers, here[["id", "name", "geometry"]]]))

    def names(self) -> Mapping[str, str]:
        """Names of all places, mines and waste areas in the reader's language, by id."""
        language = current_language()
        if language not in self._names:
            self._names[language] = {
                str(key): place_name(row["name"], row["country"], row.get("name_local", ""))
                for layer in (self.points, self.mines, self.waste)
                for key, row in layer.drop(columns="geometry").iterrows()
            }
        return self._names[language]

    def named(self, values: pd.DataFrame) -> pd.DataFrame:
        """Return values with the names of their places in the reader's language."""
        if current_language() == DEFAULT_LANGUAGE:
            return values
        return values.assign(name=values["point_id"].map(self.names()))

    def values_at(self, point_id: str) -> pd.DataFrame:
        """Rows of `values` of one sampling point."""
        return self.values.iloc[self._rows_of_point.get(point_id, [])]

    @cached_property
    def _rows_of_point(self) -> dict[str, Any]:
        return dict(self.values.groupby("point_id", sort=False).indices)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What publications say that is no concentration."""
        return self.store.findings()

    def term(self, vocabulary: str, term: object) -> str:
        """Label of a vocabulary's term in the reader's language; the term itself if unlisted."""
        label = self.registry.label(vocabulary, str(term), current().labels)
        return label if label == term and vocabulary == "analyte" else in_script(label)

    def analyte_name(self, analyte: str) -> str:
        """Name of an analyte with its symbol, where it has one: `copper (Cu)`."""
        name = self.term("analyte", analyte)
        return name if name == analyte or analyte.islower() else f"{name} ({analyte})"

    def medium_name(self, medium: str) -> str:
        """Name of a medium in the reader's language."""
        return self.term("medium", medium)

    def group_of(self, medium: str) -> str:
        """Group of a medium, which decides its symbol."""
        return self._groups[medium]

    @cached_property
    def _groups(self) -> dict[str, str]:
        media = self.registry.media
        return dict(zip(media["medium"], media["group"], strict=True))

    def labels(self) -> dict[tuple[str, str], str]:
        """Words that the charts need in the reader's language, by (vocabulary, key)."""
        language = current_language()
        if language not in self._labels:
            self._labels[language] = self._make_labels()
        return self._labels[language]

    def _make_labels(self) -> dict[tuple[str, str], str]:
        reasons = {("reason", key): reason_words(self.limits, key) for key in self.limits.reasons}
        return reasons | {
            (name, key): self.term(vocabulary, key)
            for name, vocabulary, column in (
                ("medium", "medium", "medium"),
                ("group", "medium_group", "group"),
                ("country", "country", "country"),
                ("statistic", "statistic", "statistic"),
                ("fraction", "fraction", "fraction"),
            )
            for key in self._words[column]
        }

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        columns = ("medium", "group", "country", "statistic", "fraction", "land_use")
        return {
            column: sorted({str(word) for word in self.values[column].unique() if word})
            for column in columns
        }

    def total(self, analyte: str) -> int:
        """Count the values of an analyte in the whole package."""
        return int(self._totals.get(analyte, 0))

    def select(self, selection: Selection) -> pd.DataFrame:
        """Rows of `values` that pass every filter of the selection."""
        return _passing(self.values_of(selection.analyte), selection)

    def count(self, selection: Selection) -> int:
        """Count the rows that `select` would return."""
        values = self.values_of(selection.analyte)
        mask = _mask(values, selection)
        return len(values) if mask is None else int(mask.sum())

    def select_all_metals(self, selection: Selection, columns: Sequence[str]) -> pd.DataFrame:
        """Rows that pass every filter but the metal's, with some columns only."""
        mask = _mask(self.values, selection)
        values = self.values[list(columns)]
        return values if mask is None else values.take(np.flatnonzero(mask))

    def values_of(self, analyte: str) -> pd.DataFrame:
        """Rows of one analyte, kept ready: the metal is always chosen, all else filters these."""
        if analyte not in self._by_analyte:
            own = self.values[self.values["analyte"] == analyte]
            self._by_analyte[analyte] = in_few_blocks(own)
        return self._by_analyte[analyte]

    def choices(self) -> dict[str, list[Option]]:
        """Say what each control offers, in the reader's language: only what the data hold."""
        language = current_language()
        if language not in self._choices:
            self._choices[language] = self._make_choices()
        return self._choices[language]

    def _make_choices(self) -> dict[str, list[Option]]:
        years = self.values[["year_start", "year_end"]].stack().dropna()
        span = [int(years.min()), int(years.max())] if len(years) else []
        return {
            "analyte": self._analyte_options(),
            "medium": self._term_options("medium_group", "group"),
            "country": self._term_options("country", "country"),
            "statistic": self._term_options("statistic", "statistic"),
            "use": self._term_options("land_use", "land_use"),
            "source": self._source_options(),
            "years": [Option(str(year), str(year)) for year in span],
            "verdict": verdict_options(),
            "scope": scope_options(),
        }

    def _analyte_options(self) -> list[Option]:
        rows = self.registry.analytes[self.registry.analytes["analyte"].isin(self._totals)]
        return [
            Option(
                row["analyte"],
                self.analyte_name(row["analyte"]),
                " ".join(str(row[column]) for column in NAMES).replace(";", " "),
            )
            for row in rows.sort_values("priority").to_dict("records")
        ]

    def _term_options(self, vocabulary: str, column: str) -> list[Option]:
        here = self._words[column]
        listed = [term for term in self.registry.terms(vocabulary) if term in here]
        return [Option(term, self.term(vocabulary, term)) for term in listed]

    def _source_options(self) -> list[Option]:
        here = self.sources.loc[self.sources.index.intersection(self.values["source_id"].unique())]
        return [
            Option(
                str(key),
                short_source(row),
                f"{row['authors']} {row['year']} {row['title']}",
                foreign=True,
            )
            for key, row in here.sort_values(["authors", "year"]).iterrows()
        ]

    @staticmethod
    def on_map(values: pd.DataFrame) -> pd.DataFrame:
        """Rows that have a place on the map; values for whole areas have none."""
        return values[values["lat"].notna() & values["scope"].isin(MAPPED_SCOPES)]

    @cached_property
    def ranges(self) -> dict[str, dict[str, list[float]]]:
        """Range of the colour scale by analyte and unit: whole decades round what is on the map."""
        return self.ranges_of(self.on_map(self.values[self.values["value_std"] > 0]))

    @staticmethod
    def ranges_of(known: pd.DataFrame) -> dict[str, dict[str, list[float]]]:
        """Return whole decades round positive values, by analyte and unit."""
        groups = known.groupby(["analyte", "unit_std"], observed=True)["value_std"]
        spans: dict[str, dict[str, list[float]]] = {}
        for (analyte, unit), span in groups.agg(["min", "max"]).iterrows():
            low, high = np.floor(np.log10(span["min"])), np.ceil(np.log10(span["max"]))
            spans.setdefault(str(analyte), {})[str(unit)] = [10.0**low, 10.0 ** max(high, low + 1)]
        return spans

    @cached_property
    def known(self) -> dict[str, list[str]]:
        """Values that a link may ask for, by the name that `dashboard.state.KEYS` uses."""
        options = {key: [o.value for o in values] for key, values in self.choices().items()}
        options["dataset"] = list(self.packages)
        options["site"] = [*self.points.index, *self.mines.index, *self.waste.index]
        options["sort"] = [sign + key for key in SORTS for sign in ("", "-")]
        return options

    def read(self, query: str) -> Selection:
        """Read a query string against what this package knows."""
        return decode(query, self.known)


def in_few_blocks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame that is cut fast: its columns of words lie together as plain objects.

    Each column of pandas' own text or category type is cut by itself; fifty of them take longer
    than most other parts of an answer.
    """
    words = frame.select_dtypes(exclude=["number", "bool"]).columns
    return frame.astype(dict.fromkeys(words, object)).copy()


def _passing(values: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    mask = _mask(values, selection)
    return values if mask is None else values.take(np.flatnonzero(mask))


def _mask(values: pd.DataFrame, selection: Selection) -> Mask | None:
    masks = [mask for f in FILTERS if (mask := f.mask(values, selection)) is not None]
    return np.logical_and.reduce(masks) if masks else None


MAPPED_SCOPES = ("border", "comparison")
"""Kinds of place that a symbol can stand for."""

NAMES = ("analyte", "label_en", "label_ro", "label_sr", "synonyms")
"""Columns in which the search for a metal looks."""

SORTS = ("place", "medium", "value", "times", "year", "statistic", "source")
"""Columns by which the table can be sorted."""


def verdict_options() -> list[Option]:
    """Verdict steps, most serious first."""
    return [Option(step, step_words(int(step))) for step in ("3", "2", "1", "0", "-1")]


def scope_options() -> list[Option]:
    """Kinds of place."""
    return [
        Option("border", _("places in the region")),
        Option("pooled", _("areas without a position")),
        Option("comparison", _("elsewhere, for comparison")),
    ]


def short_source(source: Any) -> str:
    """First author and year: enough to recognise a publication in a list."""
    authors = str(source["authors"] or source["title"])
    first = authors.replace(";", ",").split(",")[0].strip()
    more = " et al." if len(authors) > len(first) + 2 and source["authors"] else ""
    year = source["year"]
    return f"{first[:60]}{more}{'' if pd.isna(year) or year == '' else f' {int(year)}'}"
