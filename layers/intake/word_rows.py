"""Row models of the registries of the intake: headings, spellings, systems, what can be wrong."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from layers.cells import Country, Key, Note, Text
from layers.table_model import Row, Table

Severity = Literal["error", "flag", "told"]


class HeadingRow(Row):
    """What a column can be for, and how its heading may be written."""

    role: Key
    label_en: Text
    label_ro: Text
    label_sr: Text
    spellings: Text
    description_en: Text
    description_ro: Text
    description_sr: Text
    example: Text | None = None
    in_template: Literal["yes", "long", "no"]


class SpellingRow(Row):
    """Other spellings of a controlled word, or of a sign that stands in a cell."""

    vocabulary: Key
    term: Text
    spellings: Note


class SystemRow(Row):
    """A coordinate system in metres, with the extent that tells it from the others."""

    system: Key
    epsg: Annotated[int, Field(ge=1024)]
    epsg_used: Annotated[int, Field(ge=1024)]
    label: Text
    spellings: Text
    east_min: float
    east_max: float
    north_min: float
    north_max: float
    x_is: Literal["E", "N"]
    country: Country | None = None
    note: Text


class FaultRow(Row):
    """What is said of one kind of fault; words in braces are filled in."""

    code: Key
    severity: Severity
    kind_en: Text
    expected_en: Text
    mend_en: Text


HEADINGS = Table("headings", HeadingRow, ("role",), "Headings of a laboratory's table")
SPELLINGS = Table("spellings", SpellingRow, ("vocabulary", "term"), "Spellings of words")
SYSTEMS = Table("coordinate_systems", SystemRow, ("system",), "Coordinate systems in metres")
FAULTS = Table("intake_problems", FaultRow, ("code",), "What can be wrong with a table")
TABLES = (HEADINGS, SPELLINGS, SYSTEMS, FAULTS)
