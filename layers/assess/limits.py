"""The legal registries in memory: regulations, limits, ladders of verdicts, soil-type constants."""

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from layers.assess.bands import DayBands, HardnessBands
from layers.assess.consistency import check
from layers.assess.correction import SoilTypeCorrection
from layers.assess.fractions import AS_IN_LAW, NOT_STATED
from layers.assess.rows import (
    CorrectionRow,
    Ladder,
    LimitRow,
    R,
    Reason,
    Regulation,
    Rung,
    read_rows,
)
from layers.registry import DEFAULT_FOLDER, Registry


class Unit(NamedTuple):
    """A unit as a value carries it: what it measures, its factor to the base, its largest value.

    `fraction` is ``dry_mass`` or ``fresh_mass`` where the spelling says so.
    """

    dimension: str
    factor: float
    maximum: float
    fraction: str


@dataclass(frozen=True, repr=False)
class Limits:
    """Everything that is needed to judge a value, read from `data/registry`.

    Attributes
    ----------
    regulations, ladders, schemes, reasons
        By id; a scheme is its verdict words from mild to severe.
    rows
        Every limit, in the order of the files.
    correction
        The soil-type correction.
    registry
        The shared registries: units, media, analytes.
    today
        The day whose law judges undated values.
    """

    regulations: dict[str, Regulation]
    rows: tuple[LimitRow, ...]
    ladders: tuple[Ladder, ...]
    schemes: dict[str, tuple[Rung, ...]]
    reasons: dict[str, Reason]
    correction: SoilTypeCorrection
    registry: Registry
    today: date

    def __repr__(self) -> str:
        return f"<{len(self.rows)} limits of {len(self.regulations)} regulations>"

    @cached_property
    def by_place(self) -> dict[tuple[str, str, str], tuple[LimitRow, ...]]:
        """Limits by (regulation, medium, analyte)."""
        index: dict[tuple[str, str, str], list[LimitRow]] = {}
        for row in self.rows:
            index.setdefault((row.regulation_id, row.medium, row.analyte), []).append(row)
        return {key: tuple(rows) for key, rows in index.items()}

    @cached_property
    def media(self) -> frozenset[str]:
        """Keys of the media."""
        return frozenset(self.registry.media["medium"])

    @cached_property
    def analytes(self) -> frozenset[str]:
        """Keys of the analytes."""
        return frozenset(self.registry.analytes["analyte"])

    @cached_property
    def fractions(self) -> frozenset[str]:
        """Words for what was measured of an analyte; empty: not stated."""
        words = (*self.registry.terms("fraction"), *(row.fraction for row in self.rows))
        return frozenset(("", NOT_STATED, *words)) - {AS_IN_LAW}

    @cached_property
    def statistics(self) -> frozenset[str]:
        """Words for what a value is; empty: not stated."""
        return frozenset(("", *self.registry.terms("statistic")))

    @cached_property
    def foodstuffs(self) -> frozenset[str]:
        """Foodstuffs as the regulations name them; empty: not stated."""
        return frozenset(("", *(row.foodstuff for row in self.rows)))

    def unit(self, text: str) -> Unit | None:
        """Return the unit that a text spells, or None."""
        match = self.registry.find_unit(text)
        return None if match is None else self._units[match.unit]._replace(fraction=match.fraction)

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {
            row.unit: Unit(
                row.dimension, row.factor, math.inf if pd.isna(row.maximum) else row.maximum, ""
            )
            for row in self.registry.units.itertuples()
        }

    @cached_property
    def days(self) -> DayBands:
        """Periods in which the law is the same."""
        return DayBands(self.regulations.values(), self.rows)

    @cached_property
    def hardnesses(self) -> HardnessBands:
        """Hardnesses between which the limits are the same."""
        return HardnessBands(self.rows)

    @cached_property
    def verdict_labels(self) -> dict[str, str]:
        """English label of every verdict word."""
        return {rung.verdict: rung.label_en for rungs in self.schemes.values() for rung in rungs}

    @cached_property
    def judged_media(self) -> frozenset[str]:
        """Media for which at least one jurisdiction's limits are carried."""
        return frozenset(medium for ladder in self.ladders for medium in ladder.media.split(";"))

    def rows_of(self, regulation_id: str, medium: str, analyte: str) -> list[LimitRow]:
        """Return a regulation's limits for an analyte in the media that it judges together."""
        media = {
            one
            for ladder in self.ladders
            if ladder.regulation_id == regulation_id and medium in ladder.media.split(";")
            for one in ladder.media.split(";")
        }
        return [
            row
            for one in sorted(media)
            for row in self.by_place.get((regulation_id, one, analyte), ())
        ]

    @cached_property
    def plain(self) -> dict[tuple[str, str], str]:
        """What an inhabitant is told, by (regulation_id, verdict word)."""
        return {
            (ladder.regulation_id, rung.verdict): rung.plain
            for ladder in self.ladders
            for rung in self.schemes[ladder.scheme]
        }

    def table(self) -> pd.DataFrame:
        """Return every limit with its regulation, one row a number, for showing and filtering."""
        limits = pd.DataFrame([row.model_dump() | {"limit_name": row.name} for row in self.rows])
        regulations = pd.DataFrame(
            [
                {
                    "regulation_id": regulation.regulation_id,
                    "jurisdiction": regulation.jurisdiction,
                    "regulation": regulation.short_title,
                    "binding": regulation.binding,
                }
                for regulation in self.regulations.values()
            ]
        )
        return limits.merge(regulations, on="regulation_id", how="left")

    def ladders_for(self, law: str, medium: str, land_use: str) -> list[Ladder]:
        """Ladders of a jurisdiction for a medium and a land use, the deciding ones first."""
        found = [
            ladder
            for ladder in self.ladders
            if ladder.jurisdiction == law
            and medium in ladder.media.split(";")
            and ladder.land_use in ("any", land_use)
        ]
        return sorted(found, key=lambda ladder: ladder.rank)


def load_limits(
    folder: str | Path | None = None,
    registry: Registry | None = None,
    today: date | None = None,
) -> Limits:
    """Read the legal registries strictly.

    Parameters
    ----------
    folder
        Registry of a package; by default that of `registry`, or else the shared one. Read are
        regulations.csv, limits*.csv, ladders.csv, verdicts.csv, verdict_reasons.csv and
        soil_correction.csv.
    registry
        The shared registries, if they are loaded already; else they are read from `folder`.
    today
        Day whose law judges undated values; the current day by default.

    Raises
    ------
    RegistryError
        Names file, row and column of the first fault; or a law that is to judge a medium and has
        no limit for it, as when a file is missing.
    PackageError
        The shared registries are at fault.
    """
    registry = registry or Registry.load(folder or DEFAULT_FOLDER)
    folder = Path(folder or registry.folder)
    schemes: dict[str, list[Rung]] = {}
    for rung in read_rows(folder / "verdicts.csv", Rung):
        schemes.setdefault(rung.scheme, []).append(rung)
    limits = Limits(
        regulations=_by_id(folder / "regulations.csv", Regulation, "regulation_id"),
        rows=tuple(
            row for path in sorted(folder.glob("limits*.csv")) for row in read_rows(path, LimitRow)
        ),
        ladders=read_rows(folder / "ladders.csv", Ladder),
        schemes={
            name: tuple(sorted(rungs, key=lambda rung: rung.order))
            for name, rungs in schemes.items()
        },
        reasons=_by_id(folder / "verdict_reasons.csv", Reason, "reason"),
        correction=SoilTypeCorrection.from_rows(
            read_rows(folder / "soil_correction.csv", CorrectionRow)
        ),
        registry=registry,
        today=today or date.today(),
    )
    check(limits)
    return limits


def _by_id(path: Path, model: type[R], key: str) -> dict[str, R]:
    return {getattr(row, key): row for row in read_rows(path, model)}
