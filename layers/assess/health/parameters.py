"""Named sets of exposure and toxicity parameters: read, shown, changed, never mixed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self, TypeVar

import pandas as pd

from layers.assess.errors import RegistryError
from layers.assess.health.rows import (
    DistributionRow,
    EquationRow,
    ExposureRow,
    ParameterRow,
    Quantity,
    Receptor,
    SetRow,
    ToxicityRow,
)
from layers.assess.indices.classes import ClassScale
from layers.assess.indices.registry import REGISTRY_FOLDER
from layers.assess.indices.rows import ClassRow
from layers.assess.rows import read_rows

ExposureKey = tuple[str, str, str]
"""Parameter, receptor (``child``, ``adult`` or ``both``), analyte or ``""``."""

ToxicityKey = tuple[str, str]
"""Quantity, analyte."""

Item = TypeVar("Item", ExposureRow, ToxicityRow, DistributionRow)
Key = TypeVar("Key")


class MixedParameterSetsError(ValueError):
    """Numbers of two parameter sets were put together."""


@dataclass(frozen=True)
class ParameterSet:
    """Everything one calculation may use.

    Attributes
    ----------
    row : SetRow
        Name, forms of the inhalation and dermal equations, evidence.
    exposure : mapping
        (parameter, receptor, analyte) -> ExposureRow.
    toxicity : mapping
        (quantity, analyte) -> ToxicityRow.
    distributions : mapping
        (parameter, receptor) -> DistributionRow, for the Monte Carlo.
    equations : tuple of EquationRow
        The equations of the set, for show.
    exposure_changes, toxicity_changes : mapping
        What a reader changed: key of `exposure` or `toxicity` -> new value.

    Raises
    ------
    MixedParameterSetsError
        When a row belongs to another set.
    """

    row: SetRow
    exposure: Mapping[ExposureKey, ExposureRow]
    toxicity: Mapping[ToxicityKey, ToxicityRow]
    distributions: Mapping[tuple[str, str], DistributionRow] = field(default_factory=dict)
    equations: tuple[EquationRow, ...] = ()
    exposure_changes: Mapping[ExposureKey, float] = field(default_factory=dict)
    toxicity_changes: Mapping[ToxicityKey, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [row.parameter_set for row in self.exposure.values()]
        names += [row.parameter_set for row in self.toxicity.values()]
        names += [row.parameter_set for row in self.distributions.values()]
        strangers = set(names) - {self.name}
        if strangers:
            raise MixedParameterSetsError(
                f"{self.name} holds numbers of {', '.join(sorted(strangers))}: sets do not mix"
            )

    @property
    def name(self) -> str:
        """Key of the set."""
        return self.row.parameter_set

    def find(self, parameter: str, receptor: Receptor, analyte: str = "") -> ExposureRow:
        """Return the most special row for a parameter: of the analyte first, then of the receptor.

        Raises
        ------
        KeyError
            When the set has no such parameter.
        """
        for key in _from_special_to_general(parameter, receptor, analyte):
            if key in self.exposure:
                return self.exposure[key]
        raise KeyError(f"{self.name} has no {parameter} for {receptor}")

    def value(self, parameter: str, receptor: Receptor, analyte: str = "") -> float:
        """Return the value of a parameter, as changed by the reader when it was."""
        for key in _from_special_to_general(parameter, receptor, analyte):
            if key in self.exposure_changes:
                return self.exposure_changes[key]
            if key in self.exposure:
                return self.exposure[key].value
        raise KeyError(f"{self.name} has no {parameter} for {receptor}")

    def toxic(self, quantity: Quantity, analyte: str) -> float | None:
        """Return a toxicity value, as changed by the reader when it was; None without one."""
        key = (quantity, analyte)
        if key in self.toxicity_changes:
            return self.toxicity_changes[key]
        return self.toxicity[key].value if key in self.toxicity else None

    def with_changes(
        self,
        exposure: Mapping[tuple[str, Receptor], float] | None = None,
        toxicity: Mapping[tuple[Quantity, str], float] | None = None,
    ) -> Self:
        """Return the set with other numbers, which every result then names as changed.

        Parameters
        ----------
        exposure : mapping, optional
            (parameter, receptor) -> value in the parameter's unit.
        toxicity : mapping, optional
            (quantity, analyte) -> value in the quantity's unit.

        Raises
        ------
        KeyError
            For a parameter that the set does not have.
        ValueError
            For a value that is not a positive number.
        """
        contact, harm = dict(self.exposure_changes), dict(self.toxicity_changes)
        for (parameter, receptor), value in (exposure or {}).items():
            self.find(parameter, receptor)
            contact[parameter, receptor, ""] = _positive(value, f"{parameter}, {receptor}")
        for key, value in (toxicity or {}).items():
            harm[key] = _positive(value, ", ".join(key))
        return replace(self, exposure_changes=contact, toxicity_changes=harm)

    def table(self) -> pd.DataFrame:
        """Return every number of the set as it will be used, with its evidence, for show."""
        rows = []
        for key in {**self.exposure, **self.exposure_changes}:
            parameter, receptor, analyte = key
            row = self.exposure.get(key) or self.exposure[parameter, "both", analyte]
            changed = self.exposure_changes.get(key)
            rows.append(_line(parameter, receptor, analyte, row, changed))
        for (quantity, analyte), substance in self.toxicity.items():
            changed = self.toxicity_changes.get((quantity, analyte))
            rows.append(_line(quantity, "", analyte, substance, changed))
        return pd.DataFrame(rows)


@dataclass(frozen=True)
class HealthRegistry:
    """The parameter sets, and what is shown beside them.

    Attributes
    ----------
    sets : mapping
        Key -> ParameterSet.
    parameters : mapping
        Parameter -> ParameterRow.
    acceptance : mapping
        ``HQ``, ``HI``, ``CR`` -> ClassScale.
    rejected : tuple of ToxicityRow
        Numbers that were read and are not used, with the reason in `note`.
    """

    sets: Mapping[str, ParameterSet]
    parameters: Mapping[str, ParameterRow]
    acceptance: Mapping[str, ClassScale]
    rejected: tuple[ToxicityRow, ...]

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Read ``exposure*.csv`` and ``toxicity.csv``.

        Parameters
        ----------
        folder : Path, optional
            Where they lie; ``data/registry`` of the repository by default.

        Raises
        ------
        RegistryError
            Names the file, row and column that break the schema, or the key that stands twice.
        """
        home = folder or REGISTRY_FOLDER
        toxicity = read_rows(home / "toxicity.csv", ToxicityRow)
        exposure = read_rows(home / "exposure.csv", ExposureRow)
        distributions = read_rows(home / "exposure_distributions.csv", DistributionRow)
        equations = read_rows(home / "exposure_equations.csv", EquationRow)
        used = tuple(row for row in toxicity if row.status == "used")
        sets = {
            row.parameter_set: ParameterSet(
                row,
                _keyed(exposure, row.parameter_set, lambda r: (r.parameter, r.receptor, r.analyte)),
                _keyed(used, row.parameter_set, lambda r: (str(r.quantity), r.analyte)),
                _keyed(distributions, row.parameter_set, lambda r: (r.parameter, r.receptor)),
                tuple(e for e in equations if e.parameter_sets in ("both", row.parameter_set)),
            )
            for row in read_rows(home / "exposure_sets.csv", SetRow)
        }
        bands = read_rows(home / "exposure_acceptance.csv", ClassRow)
        parameters = read_rows(home / "exposure_parameters.csv", ParameterRow)
        return cls(
            sets,
            {row.parameter: row for row in parameters},
            {
                index: ClassScale.of([row for row in bands if row.index == index])
                for index in dict.fromkeys(row.index for row in bands)
            },
            tuple(row for row in toxicity if row.status == "rejected"),
        )

    def parameter_set(self, name: str) -> ParameterSet:
        """Return a set, or raise KeyError naming the known ones."""
        if name not in self.sets:
            raise KeyError(f"unknown parameter set {name!r}; known: {', '.join(self.sets)}")
        return self.sets[name]


def _from_special_to_general(
    parameter: str, receptor: Receptor, analyte: str
) -> tuple[ExposureKey, ...]:
    return (
        (parameter, receptor, analyte),
        (parameter, "both", analyte),
        (parameter, receptor, ""),
        (parameter, "both", ""),
    )


def _positive(value: float, what: str) -> float:
    if not 0 < value < float("inf"):
        raise ValueError(f"{what}: found {value}, expected a positive number")
    return float(value)


def _line(
    parameter: str,
    receptor: str,
    analyte: str,
    row: ExposureRow | ToxicityRow,
    changed: float | None,
) -> dict[str, object]:
    return {
        "parameter": parameter,
        "receptor": receptor,
        "analyte": analyte,
        "value": row.value if changed is None else changed,
        "unit": row.unit,
        "changed": changed is not None,
        "checked": not row.unchecked and changed is None,
        "reference": row.reference,
        "verified_in": row.verified_in,
        "verification": row.verification,
        "note": row.note,
    }


def _keyed(rows: Iterable[Item], parameter_set: str, key: Callable[[Item], Key]) -> dict[Key, Item]:
    found: dict[Key, Item] = {}
    for row in rows:
        if row.parameter_set != parameter_set:
            continue
        if key(row) in found:
            raise RegistryError(f"{type(row).__name__} {parameter_set}, {key(row)} stands twice")
        found[key(row)] = row
    return found
