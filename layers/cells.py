"""What a cell of a table may hold: types with their patterns, and where its words come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints


@dataclass(frozen=True)
class OneOf:
    """The cell holds a term of this vocabulary (`registry/vocabulary.csv`)."""

    vocabulary: str


@dataclass(frozen=True)
class KeyOf:
    """The cell holds the key of a row of this table."""

    table: str


@dataclass(frozen=True)
class ListOf:
    """The cell holds several words, divided by semicolons, each as `each` says."""

    each: OneOf | KeyOf


@dataclass(frozen=True)
class ColumnNames:
    """The cell holds names of columns of its own table, divided by semicolons."""


@dataclass(frozen=True)
class Shape:
    """Says in words what a pattern stands for."""

    words: str


LATITUDE = "Degrees north, WGS 84."
LONGITUDE = "Degrees east, WGS 84."
UNCERTAINTY = "Radius in metres within which the true position lies."
FROM_MEMORY = "Columns of this row that were not read in a source."

Marker = OneOf | KeyOf | ListOf | ColumnNames | Shape

Key = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=80),
    Shape("an id of letters, digits, point, hyphen and underscore"),
]
Label = Annotated[str, StringConstraints(min_length=1, max_length=120)]
"""A word of a menu or a legend."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=160)]
"""What a place or a thing is called: it stands in lists, charts and headings."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
"""A statement of one line."""
Note = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""A remark of some paragraphs."""
LONGEST_NUMBER = 40
"""Characters of a number: no measurement has more digits."""
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Amount = Annotated[float, Field(ge=0)]
Year = Annotated[int, Field(ge=1500, le=2100)]
DATE = r"^(1[5-9]|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
Date = Annotated[
    str,
    StringConstraints(pattern=DATE),
    Shape("a date as 2019, 2019-06 or 2019-06-30"),
]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"),
    Shape("a day as 2027-06-30"),
]
Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://\S+$", max_length=2000),
    Shape("an address http:// or https://"),
]
Positive = Annotated[float, Field(gt=0)]
Source = Annotated[str, KeyOf("sources")]
Words = StringConstraints(max_length=2000)
"""Room for a list of words."""
Sources = Annotated[str, Words, ListOf(KeyOf("sources"))]
Country = Annotated[str, OneOf("country")]
CoordQuality = Annotated[str, OneOf("coord_quality")]
Memory = Annotated[str, Words, ColumnNames()]
Unit = Annotated[str, KeyOf("units")]
Doi = Annotated[
    str,
    StringConstraints(pattern=r"^10\.\d{4,9}/\S+$", max_length=200),
    Shape("a DOI without its prefix, such as 10.3390/met14060649"),
]
Qualifiers = Annotated[
    str,
    StringConstraints(
        pattern=r"^(area_ha|volume_m3|mass_t|height_m): (about|more than|up to)"
        r"(; (area_ha|volume_m3|mass_t|height_m): (about|more than|up to))*$"
    ),
    Shape("a column and its word, such as mass_t: about"),
]
