"""What a browser may send of a reader's own data: columns of equal length, words as codes.

The browser keeps the values for its session; here they are only read, once an answer. What it
thinks of them (verdicts, converted values) is not asked for: the server judges them itself.
"""

from typing import Annotated, Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

MOST_ROWS = 100_000
LONGEST_WORD = 300
DAY = r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"

Word = Annotated[str, StringConstraints(max_length=LONGEST_WORD)]
Day = Annotated[str, StringConstraints(pattern=DAY)]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}$")]
Sign = Annotated[str, StringConstraints(pattern=r"^[<>]?$")]
Codes = Annotated[list[Annotated[int, Field(ge=0)]], Field(max_length=MOST_ROWS)]
_STRICT = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class Coded(BaseModel):
    """A column of words: each word once, and for every row the position of its word."""

    model_config = _STRICT
    words: Annotated[list[Word], Field(max_length=MOST_ROWS)]
    rows: Codes

    @model_validator(mode="after")
    def _every_row_has_a_word(self) -> Self:
        if self.rows and max(self.rows) >= len(self.words):
            raise ValueError(f"a row names word {max(self.rows)} of {len(self.words)}")
        return self


class CodedKeys(Coded):
    """The numbers of the places."""

    words: Annotated[list[Key], Field(max_length=MOST_ROWS)]


class CodedDays(Coded):
    """Years, months or days, as ISO 8601 writes them; empty where nobody said."""

    words: Annotated[list[Day], Field(max_length=MOST_ROWS)]


class CodedSigns(Coded):
    """``<``, ``>`` or nothing."""

    words: Annotated[list[Sign], Field(max_length=MOST_ROWS)]


Amount = Annotated[float, Field(ge=-1e15, le=1e15)]
Values = Annotated[list[Amount], Field(max_length=MOST_ROWS)]
Amounts = Annotated[list[Amount | None], Field(max_length=MOST_ROWS)]
Counts = Annotated[list[Annotated[float, Field(ge=0, le=1e9)] | None], Field(max_length=MOST_ROWS)]
Latitudes = Annotated[
    list[Annotated[float, Field(ge=-90, le=90)] | None], Field(max_length=MOST_ROWS)
]
Longitudes = Annotated[
    list[Annotated[float, Field(ge=-180, le=180)] | None], Field(max_length=MOST_ROWS)
]


class OwnTable(BaseModel):
    """Values of a reader, one a row; columns that are not sent are empty.

    `point` numbers the places. `count` is how many values a row stands for, where the browser
    sends only the one of each place and metal that decides.
    """

    model_config = _STRICT
    point: CodedKeys
    medium: Coded
    analyte: Coded
    unit: Coded
    value: Values
    name: Coded | None = None
    file: Coded | None = None
    country: Coded | None = None
    land_use: Coded | None = None
    fraction: Coded | None = None
    taxon: Coded | None = None
    organ: Coded | None = None
    method: Coded | None = None
    extraction: Coded | None = None
    foodstuff: Coded | None = None
    censoring: CodedSigns | None = None
    statistic: Coded | None = None
    date_start: CodedDays | None = None
    date_end: CodedDays | None = None
    lat: Latitudes | None = None
    lon: Longitudes | None = None
    uncertainty_m: Counts | None = None
    n: Counts | None = None
    depth_top_cm: Amounts | None = None
    depth_bottom_cm: Amounts | None = None
    clay_pct: Amounts | None = None
    organic_matter_pct: Amounts | None = None
    hardness_mg_l: Amounts | None = None
    count: Counts | None = None

    @model_validator(mode="after")
    def _columns_are_equally_long(self) -> Self:
        for name, column in self.columns().items():
            if column is not None and _length(column) != len(self.value):
                raise ValueError(
                    f"{name} has {_length(column)} rows where value has {len(self.value)}"
                )
        return self

    def columns(self) -> dict[str, Any]:
        """Return the columns by name, `None` for one that was not sent."""
        return {name: getattr(self, name) for name in type(self).model_fields}


def _length(column: Any) -> int:
    return len(column.rows if isinstance(column, BaseModel) else column)


def words_of(column: Any, rows: int) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Return a column of words, one a row; empty words where it was not sent."""
    if column is None:
        return np.full(rows, "", dtype=object)
    words = np.array([*column.words, ""], dtype=object)
    return np.asarray(words[np.array(column.rows, dtype=np.int64)])


def numbers_of(column: Any, rows: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return a column of numbers, NaN where there is none."""
    return np.full(rows, np.nan) if column is None else np.array(column, dtype=np.float64)
