"""The tables of advice in memory, read strictly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar

import pandas as pd

from layers.advice.tables import (
    ADVICE,
    ADVICE_SOURCES,
    ADVICE_TABLES,
    CONTACTS,
    GUIDES,
    MEANINGS,
    STEPS,
    USES,
    AdviceRow,
    AdviceSourceRow,
    ContactRow,
    GuideRow,
    MeaningRow,
    Signed,
    StepRow,
    UseRow,
    listed,
)
from layers.checks import check_keys, check_words
from layers.errors import Problems
from layers.model import PLAIN_STEPS
from layers.registry import DEFAULT_FOLDER, Registry
from layers.table_model import Row, Table
from layers.tables import read_table

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class AdviceBook:
    """What a person can do, whom to turn to, how to take a sample, and where it was read.

    Attributes
    ----------
    advice, contacts, steps
        In the order of the files.
    sources, guides, uses
        By their key; a guide by its medium.
    meanings
        By (vocabulary, term): ``("waste_kind", "tailings_pond")``.
    registry
        The shared registries, for units and words.
    """

    advice: tuple[AdviceRow, ...]
    sources: dict[str, AdviceSourceRow]
    contacts: tuple[ContactRow, ...]
    steps: tuple[StepRow, ...]
    guides: dict[str, GuideRow]
    meanings: dict[tuple[str, str], MeaningRow]
    uses: dict[str, UseRow]
    registry: Registry

    @classmethod
    def load(cls, folder: str | Path = DEFAULT_FOLDER, registry: Registry | None = None) -> Self:
        """Read and check the tables of a folder.

        Parameters
        ----------
        folder : str or Path
            `data/registry` of a package.
        registry : Registry, optional
            The shared registries if they are loaded already; else they are read from `folder`.

        Raises
        ------
        PackageError
            Names every fault by file, line and column.
        """
        known = registry or Registry.load(folder)
        problems = Problems()
        frames = {table: read_table(Path(folder), table, problems) for table in ADVICE_TABLES}
        keys = known.keys() | {
            table.name: frozenset(frames[table][table.key[0]]) for table in (USES, ADVICE_SOURCES)
        }
        for table, frame in frames.items():
            check_keys(table, frame, problems)
            check_words(table, frame, known.terms, keys, problems)
            _check_signatures(table, frame, problems)
        _check_rules(frames[ADVICE], known, problems)
        problems.raise_if_any(str(folder))
        return cls(
            advice=_rows(frames[ADVICE], AdviceRow),
            sources={row.source_id: row for row in _rows(frames[ADVICE_SOURCES], AdviceSourceRow)},
            contacts=_rows(frames[CONTACTS], ContactRow),
            steps=_rows(frames[STEPS], StepRow),
            guides={row.medium: row for row in _rows(frames[GUIDES], GuideRow)},
            meanings={
                (row.vocabulary, row.term): row for row in _rows(frames[MEANINGS], MeaningRow)
            },
            uses={row.use: row for row in _rows(frames[USES], UseRow)},
            registry=known,
        )

    def contacts_for(self, areas: frozenset[str], use: str) -> tuple[ContactRow, ...]:
        """Return whom to turn to, the nearest authority first.

        Parameters
        ----------
        areas
            Countries and districts of the place: ``{"RS", "RS-14"}``.
        use
            What the place is used for.
        """
        found = [
            row
            for row in self.contacts
            if row.shown == "yes"
            and row.country in areas
            and (row.areas is None or not areas.isdisjoint(listed(row.areas)))
            and (row.uses is None or use in listed(row.uses))
        ]
        return tuple(sorted(found, key=lambda row: row.priority))

    def steps_of(self, part: str) -> tuple[StepRow, ...]:
        """Return the steps of a part of sampling, in order."""
        return tuple(
            sorted((row for row in self.steps if row.part == part), key=lambda row: row.rank)
        )

    def can_take(self, medium: str) -> bool:
        """Say whether a source of taking a medium was read."""
        return medium in self.guides and self.guides[medium].taking is not None

    @cached_property
    def signed(self) -> bool:
        """Whether a doctor has signed every row that speaks of health."""
        rows: tuple[Signed, ...] = (*self.advice, *self.steps, *self.meanings.values())
        return all(row.signed for row in rows)


def _rows(frame: pd.DataFrame, model: type[R]) -> tuple[R, ...]:
    return tuple(
        model.model_validate({name: cell for name, cell in record.items() if _filled(cell)})
        for record in frame.to_dict("records")
    )


def _filled(cell: object) -> bool:
    return cell != "" and not pd.isna(cell)


def _check_signatures(table: Table, frame: pd.DataFrame, problems: Problems) -> None:
    """Note a doctor without a day, and a day without a doctor."""
    if "signed_by" not in frame:
        return
    for line in frame.index[(frame["signed_by"] == "") != (frame["signed_on"] == "")]:
        column = "signed_by" if frame.at[line, "signed_by"] == "" else "signed_on"
        problems.add(
            table.file, line, column, "an empty cell", "the doctor and the day, or neither"
        )


def _check_rules(frame: pd.DataFrame, registry: Registry, problems: Problems) -> None:
    for line, row in frame.iterrows():
        for column, found, expected in _faults(row, registry):
            problems.add(ADVICE.file, int(str(line)), column, found, expected)


def _faults(row: pd.Series, registry: Registry) -> Iterator[tuple[str, str, str]]:
    """Yield (column, found, expected) for what does not fit together in a row."""
    decided = row["when"] in ("suspected", "measured")
    words = [row["verdict_from"], row["verdict_to"]]
    if decided != all(words) or decided != any(words):
        yield "verdict_from", _pair(words), "both verdicts if suspected or measured, else neither"
    elif decided and not _rising(words):
        yield "verdict_to", _pair(words), "two of normal, raised, above_alert, above_action, rising"
    if (row["when"] != "always") != bool(row["judged_by"]):
        yield "judged_by", f'"{row["judged_by"]}"', "the medium that decides; none if always"
    yield from _faults_of_bounds(row, registry)
    centre = [pd.notna(row["lat"]), pd.notna(row["lon"])]
    if any(centre) and not all(centre):
        yield "lon", "half a position", "both lat and lon, or neither"
    if (any(centre) or bool(row["near"])) != pd.notna(row["within_km"]):
        yield "within_km", f"{row['within_km']}", "a distance for near or for a centre, else none"


def _faults_of_bounds(row: pd.Series, registry: Registry) -> Iterator[tuple[str, str, str]]:
    bounds = [row[name] for name in ("at_least", "above", "up_to") if pd.notna(row[name])]
    if bool(bounds) != bool(row["unit"]):
        yield "unit", f'"{row["unit"]}"', "the unit of the bounds, and none without"
    if not bounds:
        return
    if bounds != sorted(set(bounds)):
        yield "up_to", f"{row['up_to']:g}", "more than the lower bound"
    if not row["analytes"] or ";" in row["analytes"]:
        yield "analytes", f'"{row["analytes"]}"', "one analyte, since a number decides"
    if row["when"] != "measured":
        yield "when", f'"{row["when"]}"', "measured, since a number decides"
    medium = registry.media.set_index("medium")["dimension"].get(row["judged_by"], "")
    unit = registry.units.set_index("unit")["dimension"].get(row["unit"], "?")
    if unit not in medium.split(";"):
        yield "unit", f'"{row["unit"]}"', f"a unit of values in {row['judged_by']}"


def _pair(words: list[str]) -> str:
    return f'"{words[0]}" and "{words[1]}"'


def _rising(words: list[str]) -> bool:
    steps = [PLAIN_STEPS.index(word) if word in PLAIN_STEPS else -1 for word in words]
    return 0 <= steps[0] <= steps[1]
