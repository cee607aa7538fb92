"""The body of `POST /api/assess`, checked field by field before anything is judged."""

import json
import math
import re
from collections import defaultdict
from datetime import date
from typing import Annotated, Any, Literal, NoReturn, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from dashboard.http.errors import BadRequestError
from layers.assess.answer import OneSample, Reading, Yardsticks
from layers.assess.bands import last_day
from layers.assess.limits import Limits
from layers.assess.rows import first_day

MOST_VALUES = 200
MOST_SAMPLES = 50
MOST_IN_ALL = 400
LONGEST_ID = 80
MOST_LISTED = 30
SHOWN = 60
_SIGNED = re.compile(r"\s*([<>])\s*(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*")


def _refuse(code: str, found: object, expected: str) -> NoReturn:
    raise PydanticCustomError(
        code, "found {found}, expected {expected}", {"found": shown(found), "expected": expected}
    )


def shown(found: object) -> str:
    """Write what was found, short and on one line.

    >>> shown("µg/L"), len(shown("a" * 100))
    ('"µg/L"', 60)
    """
    text = json.dumps(found, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _number(found: object) -> object:
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        _refuse("not_a_number", found, "a number")
    if not _is_finite(found):
        _refuse("not_a_number", found, "a finite number")
    return float(found)


def _is_finite(found: int | float) -> bool:
    try:
        return math.isfinite(float(found))
    except OverflowError:
        return False


def _within(low: float, high: float, expected: str) -> BeforeValidator:
    def check(found: object) -> object:
        if found is None:
            return None
        value = _number(found)
        if not low <= value <= high:  # type: ignore[operator]
            _refuse("out_of_range", found, expected)
        return value

    return BeforeValidator(check)


Percent = Annotated[float | None, _within(0, 100, "a percentage from 0 to 100")]
Hardness = Annotated[float | None, _within(1e-9, 1e6, "a hardness above 0 mg CaCO3/L")]


def _sampling_date(found: object) -> object:
    if found is None:
        return ""
    expected = "a date as YYYY, YYYY-MM or YYYY-MM-DD"
    try:
        if not isinstance(found, str) or not re.fullmatch(r"(\d{4}(-\d\d){0,2})?", found):
            _refuse("bad_date", found, expected)
        day = None if last_day(found) is None else first_day(found)
    except ValueError:
        _refuse("bad_date", found, expected)
    if isinstance(day, date) and day > date.today():
        _refuse("bad_date", found, "a date that is not in the future")
    return found


SamplingDate = Annotated[str, BeforeValidator(_sampling_date)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Value(_Strict):
    """What was measured: a number, or text such as ``<0.5`` below a detection limit."""

    value: tuple[str, float]
    unit: str

    @field_validator("value", mode="before")
    @classmethod
    def _sign_and_number(cls, found: object) -> tuple[str, float]:
        sign = ""
        number = found
        if isinstance(found, str):
            match = _SIGNED.fullmatch(found)
            if match is None:
                _refuse("not_a_number", found, 'a number, or text such as "<0.5"')
            sign, number = match[1], float(match[2])
        value = float(_number(number))  # type: ignore[arg-type]
        if value < 0:
            _refuse("negative", found, "0 or more")
        if sign and value == 0:
            _refuse("not_a_number", found, "a limit above 0 after the sign")
        return sign, value

    @field_validator("unit", mode="before")
    @classmethod
    def _known(cls, found: object, info: ValidationInfo) -> str:
        limits: Limits = info.context["limits"]  # type: ignore[index]
        if not isinstance(found, str) or limits.unit(found) is None:
            _refuse("unknown_unit", found, "a unit such as mg/kg, µg/g, %, g/t, µg/L or mg/L")
        return found


class _Shared(_Strict):
    """What holds for every value of a request."""

    medium: str
    land_use: Literal["sensitive", "less_sensitive"] = "sensitive"
    clay_pct: Percent = None
    organic_matter_pct: Percent = None
    hardness_mg_l: Hardness = None
    fraction: str = ""
    extraction: str = Field(default="", max_length=LONGEST_ID)
    statistic: str = "single"
    foodstuff: str = ""
    date: SamplingDate = ""
    background: str = OneSample.background
    reference_element: str = OneSample.reference_element
    parameter_set: str = OneSample.parameter_set

    @field_validator("land_use", mode="before")
    @classmethod
    def _land_use(cls, found: object) -> object:
        if found not in ("sensitive", "less_sensitive"):
            _refuse("unknown_land_use", found, "sensitive or less_sensitive")
        return found

    @field_validator(
        "medium", "fraction", "statistic", "foodstuff", "background", "reference_element",
        "parameter_set", mode="before",
    )  # fmt: skip
    @classmethod
    def _word(cls, found: object, info: ValidationInfo) -> object:
        known: list[str] = info.context["words"][info.field_name]  # type: ignore[index]
        if found is None and "" in known:
            return ""
        if found not in known:
            listed = ", ".join(word for word in known[:MOST_LISTED] if word)
            more = " …" if len(known) > MOST_LISTED else ""
            _refuse(f"unknown_{info.field_name}", found, f"one of {listed}{more}")
        return found


Values = Annotated[dict[str, Value], Field(min_length=1, max_length=MOST_VALUES)]


class AssessRequest(_Shared):
    """A body about one sample."""

    values: Values


class SampleRequest(_Strict):
    """One of several samples; what it does not say holds as said for all."""

    id: str = Field(default="", max_length=LONGEST_ID)
    clay_pct: Percent = None
    organic_matter_pct: Percent = None
    hardness_mg_l: Hardness = None
    date: SamplingDate = ""
    values: Values

    def own(self) -> dict[str, Any]:
        """Return what the sample says itself."""
        said = self.model_dump(exclude={"id", "values"})
        return {name: value for name, value in said.items() if value not in (None, "")}


class SamplesRequest(_Shared):
    """A body about several samples."""

    samples: list[SampleRequest] = Field(min_length=1, max_length=MOST_SAMPLES)


def words_of(sticks: Yardsticks) -> dict[str, list[str]]:
    """List the words that each field knows; an empty word means "not stated"."""
    registry = sticks.limits.registry
    fractions = {row.fraction for row in sticks.limits.rows} - {"", "as_in_law"}
    foodstuffs = {row.foodstuff for row in sticks.limits.rows} - {""}
    metals = registry.analytes[registry.analytes["kind"].isin(("metal", "metalloid"))]
    return {
        "medium": list(registry.media["medium"]),
        "fraction": ["", *dict.fromkeys([*registry.terms("fraction"), *sorted(fractions)])],
        "statistic": list(registry.terms("statistic")),
        "foodstuff": ["", *sorted(foodstuffs)],
        "background": list(sticks.indices.background_sets),
        "reference_element": list(metals["analyte"]),
        "parameter_set": list(sticks.health.sets),
    }


def read_request(body: object, sticks: Yardsticks, words: dict[str, list[str]]) -> OneSample:
    """Check a body and return the sample that it asks about.

    Parameters
    ----------
    body
        What the JSON text holds.
    sticks, words
        The registries, and what `words_of` says of them.

    Raises
    ------
    BadRequestError
        Names the first field that is wrong, what was found and what was expected.
    """
    asked = _checked(AssessRequest, body, sticks, words)
    shared = asked.model_dump(exclude={"values"})
    return OneSample(readings=_readings(asked.values, asked.medium, sticks.limits), **shared)


def read_samples(
    body: object, sticks: Yardsticks, words: dict[str, list[str]]
) -> list[tuple[str, OneSample]]:
    """Check a body and return the samples that it asks about, each with its name.

    Raises
    ------
    BadRequestError
        As `read_request`; the field begins with ``samples.`` and the place of the sample.
    """
    asked = _checked(SamplesRequest, body, sticks, words)
    if sum(len(one.values) for one in asked.samples) > MOST_IN_ALL:
        message = f"samples: holds too many values, expected at most {MOST_IN_ALL} in all"
        raise BadRequestError("too_many_values", message, "samples")
    shared = asked.model_dump(exclude={"samples"})
    found = []
    for place, one in enumerate(asked.samples):
        where = f"samples.{place}."
        readings = _readings(one.values, asked.medium, sticks.limits, where)
        name = one.id or str(place + 1)
        found.append((name, OneSample(readings=readings, **(shared | one.own()))))
    return found


_Asked = TypeVar("_Asked", bound=_Shared)


def _checked(
    model: type[_Asked], body: object, sticks: Yardsticks, words: dict[str, list[str]]
) -> _Asked:
    try:
        return model.model_validate(body, context={"limits": sticks.limits, "words": words})
    except ValidationError as error:
        raise _first(error) from None


def _readings(
    values: dict[str, Value], medium: str, limits: Limits, where: str = ""
) -> tuple[Reading, ...]:
    readings: dict[str, Reading] = {}
    for name, value in values.items():
        field = f"{where}values.{name}"
        reading = _reading(name, value, medium, limits, field)
        if reading.analyte in readings:
            message = f"{field}: {reading.analyte} stands twice, expected one value of each"
            if reading.oxide or readings[reading.analyte].oxide:
                message += "; add up the parts of an element first"
            raise BadRequestError("duplicate_analyte", message, field)
        readings[reading.analyte] = reading
    return tuple(readings.values())


def _reading(name: str, value: Value, medium: str, limits: Limits, field: str) -> Reading:
    measurand = limits.registry.find_measurand(name)
    if measurand is None:
        expected = "a metal or parameter such as Cu, Pb, Cd, pH, or an oxide such as Fe2O3"
        raise _wrong("unknown_analyte", field, name, expected)
    analyte = measurand.analyte
    sign, amount = value.value
    unit = limits.unit(value.unit)
    fits, example = _fitting(analyte, medium, value.unit, limits)
    if unit is None or not fits or not measurand.fits(unit.dimension):
        expected = f"a unit for {analyte} in {medium} such as {example}"
        raise _wrong("wrong_unit", f"{field}.unit", value.unit, expected)
    if amount > unit.maximum:
        expected = f"at most {unit.maximum:g} in {value.unit}"
        raise _wrong("impossible_value", f"{field}.value", amount, expected)
    return Reading(
        analyte, amount * measurand.factor, value.unit, sign, measurand.oxide, measurand.factor
    )


def _fitting(analyte: str, medium: str, text: str, limits: Limits) -> tuple[bool, str]:
    """Tell whether a unit fits an analyte in a medium, and name one that does."""
    registry = limits.registry
    kind, own = registry.analytes.set_index("analyte").loc[analyte, ["kind", "unit_own"]]
    row = registry.media.set_index("medium").loc[medium]
    found = limits.unit(text)
    if found is None:
        return False, str(own or row["unit_std"])
    if own:
        wanted = limits.unit(str(own))
        return wanted is not None and wanted.dimension == found.dimension, str(own)
    active = found.dimension.startswith("activity")
    example = row["unit_activity"] if kind == "radionuclide" else row["unit_std"]
    allowed = str(row["dimension"]).split(";")
    return found.dimension in allowed and active == (kind == "radionuclide"), str(example)


def _wrong(code: str, field: str, found: object, expected: str) -> BadRequestError:
    message = f"{field}: found {shown(found)}, expected {expected}"
    return BadRequestError(code, message, field)


_TYPES = {
    "missing": ("missing", "is missing"),
    "extra_forbidden": ("unknown_field", "is not a field of this request"),
    "too_short": ("no_values", "holds no value, expected at least one"),
    "too_long": ("too_many_values", "holds too many values, expected at most {max_length}"),
    "string_too_long": ("too_long", f"is too long, expected at most {LONGEST_ID} signs"),
    "string_type": ("wrong_type", "expected a text"),
    "list_type": ("wrong_type", "expected a list"),
}


def _first(error: ValidationError) -> BadRequestError:
    """Return the first fault in words."""
    fault: Any = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in fault["loc"])
    code, message = _TYPES.get(fault["type"], ("", ""))
    message = message.format_map(defaultdict(str, fault.get("ctx", {})))
    if not code and "expected" in fault.get("ctx", {}) and "found" in fault["ctx"]:
        code, message = fault["type"], fault["msg"]
    elif not code:
        kind = "an object" if fault["type"] in ("model_type", "dict_type") else "another type"
        code, message = "wrong_type", f"found {shown(fault['input'])}, expected {kind}"
    return BadRequestError(code, f"{field or 'body'}: {message}", field)
