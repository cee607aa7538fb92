"""Row models of the legal registries: the only place that says what their columns hold."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from layers.assess.errors import RegistryError

Verification = Literal[
    "read_in_text",
    "read_reconstructed",
    "read_in_predecessor",
    "attribution_inferred",
    "derived",
    "from_memory",
]


def first_day(text: object) -> object:
    """Read an ISO year, year-month or day as the first day that it can mean.

    >>> first_day("2012")
    datetime.date(2012, 1, 1)
    """
    if text in ("", None):
        return None
    if not isinstance(text, str):
        return text
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if match is None:
        raise ValueError("expected a date as YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    return date(int(year), int(month or 1), int(day or 1))


def _empty_is_none(text: object) -> object:
    return None if text == "" else text


def _yes_no(text: object) -> object:
    if text not in ("yes", "no"):
        raise ValueError("expected yes or no")
    return text == "yes"


Day = Annotated[date | None, BeforeValidator(first_day)]
Number = Annotated[float | None, BeforeValidator(_empty_is_none)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]


NAMED_USES = ("sensitive", "less_sensitive", "farmland", "irrigation")
"""Uses of land or water that belong to the name of a limit."""


class Row(BaseModel):
    """A row whose unknown columns are errors and whose values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Proof(Row):
    """Where a number was read and who compared it with the gazette.

    `checked` is the curator's word: it takes a name and a date. A number known only from memory
    stays unchecked.
    """

    verified_in: str
    verification: Verification
    checked: YesNo
    checked_by: str
    checked_on: str
    gazette: str
    note: str

    @model_validator(mode="after")
    def _a_check_has_a_name_and_a_date(self) -> Self:
        if self.checked and not (self.checked_by and self.checked_on):
            raise ValueError("checked = yes needs checked_by and checked_on")
        if self.checked and not (self.gazette or self.verified_in):
            raise ValueError(
                "checked = yes needs gazette or verified_in: what was it checked with?"
            )
        return self


class Regulation(Row):
    """A law, order, directive or guideline, and the days between which it holds.

    Of some laws only the year in which they began is known.
    """

    _year_only: bool = PrivateAttr(default=False)

    regulation_id: str
    jurisdiction: str
    short_title: str
    title: str
    gazette: str
    valid_from: Day
    valid_to: Day
    binding: YesNo
    url: str
    verification: Verification
    note: str

    @model_validator(mode="wrap")
    @classmethod
    def _how_well_its_start_is_known(cls, data: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        regulation = read(data)
        start = data.get("valid_from") if isinstance(data, dict) else None
        regulation._year_only = isinstance(start, str) and len(start) == len("2012")
        return regulation

    @property
    def certain_from(self) -> date | None:
        """The first day on which it held for certain: of a year alone, the next new year."""
        if self.valid_from is None or not self._year_only:
            return self.valid_from
        return date(self.valid_from.year + 1, 1, 1)


class LimitRow(Proof):
    """One number of one regulation.

    `value` is empty where the law names no number (a natural background). `value_min` is the
    lower end of a range (pH). `fraction` is what the limit means (`dissolved`, `total`, ...;
    empty: the element as usually analysed). Hardness in mg CaCO3/L, from <= hardness < to.
    """

    limit_id: str
    regulation_id: str
    article: str
    medium: str
    use: str
    analyte: str
    fraction: Literal[
        "", "total", "dissolved", "bioavailable", "inorganic", "soluble", "below_63um", "as_in_law"
    ]
    basis: Literal["", "dry", "wet"]
    threshold: str
    value: Number
    value_min: Number
    printed: str
    unit: str
    hardness_from: Number
    hardness_to: Number
    foodstuff: str
    valid_from: Day
    valid_to: Day
    second_source: str

    @property
    def name(self) -> str:
        """Name of the limit as a reader says it: ``alert, less sensitive``."""
        words, use = self.threshold.replace("_", " "), self.use.replace("_", " ")
        return f"{words}, {use}" if self.use in NAMED_USES else words


class Ladder(Row):
    """Which limits of a regulation, in which order, judge which media in a jurisdiction.

    `rank` 1 decides; a higher rank is a further reference. `uses` and `statistics` are
    ;-lists, `media` too.
    """

    ladder_id: str
    jurisdiction: str
    rank: int
    media: str
    land_use: Literal["any", "sensitive", "less_sensitive"]
    regulation_id: str
    uses: str
    scheme: str
    soil_type_correction: YesNo
    statistics: str
    note: str


class Rung(Row):
    """A verdict word: what must be exceeded for it, and its step on the common scale 0 to 3.

    `plain` is what an inhabitant is told.
    """

    scheme: str
    order: int
    exceeds: str
    verdict: str
    step: Literal[0, 1, 2, 3]
    plain: Literal["normal", "raised", "above_alert", "above_action"]
    label_en: str

    @model_validator(mode="before")
    @classmethod
    def _numbers(cls, data: dict[str, object]) -> dict[str, object]:
        return data | {
            k: int(str(data[k])) for k in ("order", "step") if str(data.get(k)).isdigit()
        }


class Reason(Row):
    """Why a value is not judged (`error`, `not_judged`), or what to say beside it (`note`)."""

    reason: str
    kind: Literal["error", "not_judged", "note"]
    field: str
    label_en: str


class CorrectionRow(Proof):
    """Constants A, B, C of the soil-type correction for an analyte, or a setting of the method."""

    method: str
    kind: Literal[
        "constants",
        "standard_clay",
        "standard_organic_matter",
        "minimum_clay",
        "minimum_organic_matter",
        "maximum_organic_matter",
    ]
    analyte: str
    A: Number
    B: Number
    C: Number
    value: Number
    article: str


R = TypeVar("R", bound=Row)


def read_rows(path: Path, model: type[R]) -> tuple[R, ...]:
    """Read a registry CSV strictly.

    Raises
    ------
    RegistryError
        Names the file, the row (the heading is row 1), the column, what was found and what was
        expected; or says that there is no such file, or none that can be read.
    """
    try:
        return _read_rows(path, model)
    except FileNotFoundError:
        remedy = "Restore it, for example with `git checkout -- data/registry`."
        raise RegistryError(f"{path}: no such file. {remedy}") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegistryError(f"{path}: not a readable CSV file in UTF-8: {error}") from None


def _read_rows(path: Path, model: type[R]) -> tuple[R, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        expected, found = list(model.model_fields), list(reader.fieldnames or [])
        if sorted(expected) != sorted(found):
            odd = sorted(set(expected) ^ set(found))
            raise RegistryError(f"{path.name}, row 1: columns missing or unknown: {', '.join(odd)}")
        return tuple(_parse(path, number, record, model) for number, record in enumerate(reader, 2))


def _parse(path: Path, number: int, record: dict[str, str], model: type[R]) -> R:
    try:
        return model.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(str(part) for part in first["loc"]) or "row"
        found = record.get(column, "")
        message = first["msg"].removeprefix("Value error, ")
        raise RegistryError(
            f"{path.name}, row {number}, column {column}: found {found!r}: {message}"
        ) from None
