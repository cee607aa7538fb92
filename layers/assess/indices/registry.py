"""The index registries, read strictly and held against each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from layers.assess.errors import RegistryError
from layers.assess.indices.classes import ClassScale
from layers.assess.indices.rows import (
    Background,
    BackgroundSet,
    ClassRow,
    Definition,
    Evidence,
    Factor,
    Standard,
)
from layers.assess.rows import read_rows

REGISTRY_FOLDER = Path(__file__).parents[3] / "data" / "registry"

Item = TypeVar("Item")


@dataclass(frozen=True)
class Choices:
    """What a reader may choose for the indices. The defaults are read in texts throughout.

    Attributes
    ----------
    background : str
        Key of a background set.
    reference_element : str
        Element that the enrichment factor is normalised with.
    factors : str
        Set of toxic-response factors: ``hakanson_1980`` or ``later_authors``.
    standards : str
        Set of permissible concentrations in water.
    signed_hpi : bool
        Keep the sign in the sub-index of HPI.
    elements : tuple of str
        Elements that may enter an index of the whole sample; empty: every one that can. An
        element that makes up the rock (Fe, Al, Ti) pulls means towards 1.
    """

    background: str = "ucc_rudnick_gao_2003"
    reference_element: str = "Fe"
    factors: str = "hakanson_1980"
    standards: str = "eu_98_83"
    signed_hpi: bool = False
    elements: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndexRegistry:
    """All that is known of the indices.

    Attributes
    ----------
    definitions : mapping
        Index -> Definition, in menu order.
    scales : mapping
        (index, scale) -> ClassScale.
    backgrounds : mapping
        Background set -> analyte -> Background (mg/kg).
    background_sets : mapping
        Background set -> BackgroundSet.
    factors : mapping
        Factor set -> analyte -> Factor.
    standards : mapping
        Standard set -> analyte -> Standard (µg/L).
    """

    definitions: Mapping[str, Definition]
    scales: Mapping[tuple[str, str], ClassScale]
    backgrounds: Mapping[str, Mapping[str, Background]]
    background_sets: Mapping[str, BackgroundSet]
    factors: Mapping[str, Mapping[str, Factor]]
    standards: Mapping[str, Mapping[str, Standard]]

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Read ``index_*.csv`` and ``backgrounds.csv``.

        Parameters
        ----------
        folder : Path, optional
            Where they lie; ``data/registry`` of the repository by default.

        Raises
        ------
        RegistryError
            Names the file, row and column that break the schema, or the keys that do not fit.
        """
        home = folder or REGISTRY_FOLDER
        registry = cls(
            definitions=_unique(
                read_rows(home / "index_definitions.csv", Definition), lambda row: row.index
            ),
            scales=_scales(read_rows(home / "index_classes.csv", ClassRow)),
            backgrounds=_nested(
                read_rows(home / "backgrounds.csv", Background),
                lambda row: (row.background_set, row.analyte),
            ),
            background_sets=_unique(
                read_rows(home / "index_background_sets.csv", BackgroundSet),
                lambda row: row.background_set,
            ),
            factors=_nested(
                read_rows(home / "index_factors.csv", Factor),
                lambda row: (row.factor_set, row.analyte),
            ),
            standards=_nested(
                read_rows(home / "index_standards.csv", Standard),
                lambda row: (row.standard_set, row.analyte),
            ),
        )
        registry._hold_together()
        return registry

    def _hold_together(self) -> None:
        homeless = set(self.backgrounds) ^ set(self.background_sets)
        if homeless:
            raise RegistryError(
                f"backgrounds.csv and index_background_sets.csv differ in {sorted(homeless)}"
            )
        for index, scale in self.scales:
            if index not in self.definitions:
                raise RegistryError(f"index_classes.csv: {index} ({scale}) is not a known index")
        for definition in self.definitions.values():
            if definition.scale and (definition.index, definition.scale) not in self.scales:
                raise RegistryError(
                    f"index_definitions.csv: {definition.index} has no scale {definition.scale}"
                )

    def scale_of(self, index: str, scale: str | None = None) -> ClassScale | None:
        """Return a classification of an index (its usual one by default), or None without any."""
        name = scale or self.definition(index).scale
        if not name:
            return None
        return _known(self.scales, (index, name), "classification")

    def definition(self, index: str) -> Definition:
        """Return the definition of an index, or raise KeyError naming the known ones."""
        return _known(self.definitions, index, "index")

    def background(self, background_set: str) -> Mapping[str, Background]:
        """Return analyte -> background of a set, or raise KeyError naming the known sets."""
        return _known(self.backgrounds, background_set, "background set")

    def factor(self, factor_set: str) -> Mapping[str, Factor]:
        """Return analyte -> toxic-response factor of a set, or raise KeyError."""
        return _known(self.factors, factor_set, "factor set")

    def standard(self, standard_set: str) -> Mapping[str, Standard]:
        """Return analyte -> water standard of a set, or raise KeyError."""
        return _known(self.standards, standard_set, "standard set")

    def is_curated(self, index: str, background_set: str) -> bool:
        """Tell whether a curator compared every row that an index may use with its reference.

        The factors and standards of all sets count for every index.
        """
        scale = self.scale_of(index)
        rows: list[Evidence] = [self.definition(index), *self.background(background_set).values()]
        rows += [] if scale is None else scale.rows
        for group in (self.factors, self.standards):
            rows += [row for members in group.values() for row in members.values()]
        return all(row.checked for row in rows)

    def unchecked(self) -> list[tuple[str, Evidence]]:
        """Return (what it is, row) of everything known only from memory or assumed."""
        rows: list[tuple[str, Evidence]] = [
            (f"formula of {key}", row) for key, row in self.definitions.items()
        ]
        for scale in self.scales.values():
            rows += [(f"{row.index}, {row.label_en}", row) for row in scale.rows]
        for group in (self.backgrounds, self.factors, self.standards):
            for key, members in group.items():
                rows += [(f"{key}, {analyte}", row) for analyte, row in members.items()]
        return [(name, row) for name, row in rows if row.unchecked]


Key = TypeVar("Key")


def _known(mapping: Mapping[Key, Item], key: Key, what: str) -> Item:
    if key not in mapping:
        known = ", ".join(str(name) for name in mapping)
        raise KeyError(f"unknown {what} {key!r}; known: {known}")
    return mapping[key]


def _unique(rows: Iterable[Item], key: Callable[[Item], str]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for row in rows:
        if key(row) in found:
            raise RegistryError(f"{type(row).__name__} {key(row)} stands twice")
        found[key(row)] = row
    return found


def _nested(
    rows: Iterable[Item], keys: Callable[[Item], tuple[str, str]]
) -> dict[str, dict[str, Item]]:
    found: dict[str, dict[str, Item]] = defaultdict(dict)
    for row in rows:
        group, member = keys(row)
        if member in found[group]:
            raise RegistryError(f"{type(row).__name__} {group}, {member} stands twice")
        found[group][member] = row
    return dict(found)


def _scales(rows: Iterable[ClassRow]) -> dict[tuple[str, str], ClassScale]:
    grouped: dict[tuple[str, str], list[ClassRow]] = defaultdict(list)
    for row in rows:
        grouped[row.index, row.scale].append(row)
    return {key: ClassScale.of(members) for key, members in grouped.items()}
