"""The other end: too little of a metal that plants, animals and people need.

The laws carried here know excess only. What texts say of scarcity stands in
``data/registry/essential.csv``; where no text with a number was found, the row says that and
carries none.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import model_validator

from layers.assess.cases import Floats, numbers, texts_of
from layers.assess.errors import RegistryError
from layers.assess.fractions import Relation, compare_fractions, measured_fraction
from layers.assess.rows import Number, Row, YesNo, read_rows
from layers.registry import DEFAULT_FOLDER, FRESH, Registry

Texts = npt.NDArray[np.object_]

TOLERANCE = 1e-9
"""Relative shortfall below which a value counts as being at the mark: 383 µg/kg is 0.383 mg/kg."""


class Mark(Row):
    """A number below or above which a text speaks of too little or too much.

    `value` is empty where no text with a number was found (``none_known``). `judges` tells
    whether the concentrations of the atlas can be held against it. `extraction` names the
    solution, such as DTPA, that a mark for a part of the total holds for.
    """

    mark_id: str
    analyte: str
    medium: str
    fraction: str
    extraction: str
    side: Literal["low", "high"]
    value: Number
    unit: str
    kind: Literal["comparison", "study_cutoff", "crop_response", "upper_intake", "none_known"]
    judges: YesNo
    label_en: str
    meaning: str
    reference: str
    url: str
    verified_in: str
    verification: Literal["read_in_text", "no_text_found"]
    checked: YesNo
    checked_by: str
    checked_on: str
    note: str

    @model_validator(mode="after")
    def _a_number_has_a_text(self) -> Self:
        if (self.value is None) != (self.verification == "no_text_found"):
            raise ValueError("a value needs a text it was read in, and a text needs its value")
        if self.value is not None and not (self.verified_in and self.reference):
            raise ValueError("a value needs reference and verified_in")
        if self.judges and (self.value is None or self.side != "low"):
            raise ValueError("judges = yes needs a value at the low side")
        if self.checked and not (self.checked_by and self.checked_on):
            raise ValueError("checked = yes needs checked_by and checked_on")
        return self


@dataclass(frozen=True)
class Essential:
    """What is known of scarcity.

    Attributes
    ----------
    marks : tuple of Mark
        In the order of the file.
    """

    marks: tuple[Mark, ...]

    @classmethod
    def load(cls, folder: str | Path = DEFAULT_FOLDER) -> Self:
        """Read ``essential.csv``.

        Raises
        ------
        RegistryError
            Names file, row and column of the first fault, or the marks that stand twice.
        """
        marks = read_rows(Path(folder) / "essential.csv", Mark)
        places = [(mark.analyte, mark.medium, mark.extraction) for mark in marks if mark.judges]
        twice = {place for place in places if places.count(place) > 1}
        if twice:
            raise RegistryError(f"essential.csv: more than one mark judges {sorted(twice)}")
        return cls(marks)

    @property
    def analytes(self) -> tuple[str, ...]:
        """Analytes of which something is said, each once."""
        return tuple(dict.fromkeys(mark.analyte for mark in self.marks))

    def of(self, analyte: str, medium: str, extraction: str = "") -> Mark | None:
        """Return the mark at the low side for an analyte in a medium.

        The mark for the extraction comes first, then that for totals; of them the judging one.
        """
        found = [
            mark
            for mark in self.marks
            if (mark.analyte, mark.medium, mark.side) == (analyte, medium, "low")
            and mark.extraction.casefold() in extraction.casefold()
        ]
        return min(found, key=lambda mark: (not mark.extraction, not mark.judges), default=None)


def judge_low_end(
    values: pd.DataFrame, essential: Essential, registry: Registry | None = None
) -> pd.DataFrame:
    """Say of every value whether it lies below the mark for its metal and medium.

    A value exactly at a mark is not below it. A bound is judged as a bound: ``<0.1`` is below a
    mark of 0.383, ``<0.5`` is open. A part of the total (a weak extraction) can show that there
    is enough, never that there is too little.

    Parameters
    ----------
    values
        One value a row: `medium`, `analyte`, `value`, `unit`, and where known `censoring`
        ('' ``<`` ``>``), `fraction`, `extraction`.
    essential
        From `Essential.load`.
    registry
        The shared registries, for the units.

    Returns
    -------
    DataFrame
        Aligned to `values`: `low_end` (``below_mark``, ``not_below_mark``, ``not_judged``,
        ``no_mark`` where no text with a number was found, ``''`` where nothing is said of the
        metal), `share_of_mark` (value / mark), `mark_id`, `mark_checked` (whether a curator has
        compared it with its text), and `reason` (why not judged:
        ``no_text_found``, ``mark_for_other_values``, ``no_unit``, ``wrong_dimension``,
        ``wet_mass``, ``not_total``, ``no_value``, ``censored_around_mark``).

    Examples
    --------
    >>> soil = pd.DataFrame([{"medium": "soil", "analyte": "Se", "value": 200, "unit": "µg/kg"}])
    >>> judge_low_end(soil, Essential.load())["low_end"].tolist()
    ['below_mark']
    """
    known = registry or Registry.load()
    amounts, signs = numbers(values["value"]), texts_of(values, "censoring")
    found = _Found.of(len(values))
    kinds = pd.DataFrame({name: texts_of(values, name) for name in _Kind._fields})
    for key, rows in kinds.groupby(list(_Kind._fields), sort=False).indices.items():
        kind = _Kind(*(str(text) for text in key))
        mark = essential.of(kind.analyte, kind.medium, kind.extraction)
        if mark is not None:
            found.fill(rows, mark, _judged(mark, kind, known, amounts[rows], signs[rows]))
    judged = pd.DataFrame(found._asdict(), index=values.index)
    checked = [mark.mark_id for mark in essential.marks if mark.checked]
    return judged.assign(mark_checked=judged["mark_id"].isin(checked))


class _Kind(NamedTuple):
    """What values that are judged alike have in common."""

    medium: str
    analyte: str
    unit: str
    fraction: str
    extraction: str


class _Found(NamedTuple):
    low_end: Texts
    share_of_mark: Floats
    mark_id: Texts
    reason: Texts

    @classmethod
    def of(cls, rows: int) -> Self:
        words = np.full((3, rows), "", dtype=object)
        return cls(words[0], np.full(rows, np.nan), words[1], words[2])

    def fill(self, rows: Any, mark: Mark, judged: tuple[Texts, Floats, Texts]) -> None:
        self.low_end[rows], self.share_of_mark[rows], self.reason[rows] = judged
        self.mark_id[rows] = mark.mark_id


def _judged(
    mark: Mark, kind: _Kind, registry: Registry, amounts: Floats, signs: Texts
) -> tuple[Texts, Floats, Texts]:
    """Return word, share of the mark and reason of values of one kind."""
    measured = measured_fraction(kind.fraction, kind.extraction)
    relation = compare_fractions(mark.fraction if mark.extraction else "", measured).relation
    why, factor = _comparable(mark, kind, registry)
    if why or mark.value is None or relation is Relation.NONE:
        word = "no_mark" if mark.kind == "none_known" else "not_judged"
        nothing = np.full(len(amounts), np.nan)
        return _same(word, amounts), nothing, _same(why or "not_total", amounts)
    amount = np.where(np.isfinite(amounts) & (amounts >= 0), amounts * factor, np.nan)
    floor = np.where(signs == "<", -np.inf, amount)
    ceiling = np.where((signs == ">") | (relation is Relation.AT_LEAST), np.inf, amount)
    least = mark.value * (1 - TOLERANCE)
    below = (ceiling < least) | ((signs == "<") & (ceiling <= mark.value))
    there = ~np.isnan(amount)
    cases = [below & there, (floor >= least) & there]
    words = np.select(cases, ["below_mark", "not_below_mark"], default="not_judged")
    why_open = np.where(signs == "", "not_total", "censored_around_mark")
    reasons = np.where(there, np.where(cases[0] | cases[1], "", why_open), "no_value")
    return words.astype(object), amount / mark.value, reasons.astype(object)


def _same(word: str, like: Floats) -> Texts:
    return np.full(len(like), word, dtype=object)


def _comparable(mark: Mark, kind: _Kind, registry: Registry) -> tuple[str, float]:
    """Say why values cannot be held against a mark, and their factor to its unit if they can."""
    if mark.kind == "none_known":
        return "no_text_found", np.nan
    if not mark.judges:
        return "mark_for_other_values", np.nan
    match = registry.find_unit(kind.unit) if kind.unit else None
    if match is None:
        return "no_unit", np.nan
    if FRESH in (kind.fraction, match.fraction):
        return "wet_mass", np.nan
    factor = float(registry.factors([match.unit], [mark.unit])[0])
    return ("wrong_dimension", np.nan) if np.isnan(factor) else ("", factor)
