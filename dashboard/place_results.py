"""A person's laboratory values, from fields, pasted lines or a sheet; every doubt is said."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd
from werkzeug.datastructures import MultiDict

from dashboard.http.assess_request import read_request, words_of
from dashboard.http.errors import BadRequestError
from dashboard.i18n import THIN_SPACE, _, decimal_mark, ngettext, number, with_unit
from layers.assess.answer import Yardsticks
from layers.intake import IntakeError, Words, read_intake
from layers.intake.amounts import read_amount
from layers.intake.guard import WEB
from layers.intake.mapping import Mapping
from layers.place import LabValue
from layers.registry import Registry

MOST_LINES = 40
MEDIA = ("soil", "drinking_water", "water", "sediment")
"""Media that a private result is usually of, and that the laws judge."""

_LINE = re.compile(
    r"^(?P<name>[^\d<>=:;,\t]+?(?:[- ](?:137|226|238|232|40))?)\s*[:;,=\t]?\s*"
    r"(?P<value>[<>]?\s*\d[\d.,]*|n\.?\s?d\.?)\s*[;,\t]?\s*(?P<unit>[^\s;][^;]*)?;?\s*$",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


@dataclass(frozen=True)
class GivenResults:
    """What was given: values that can be judged, and what was wrong with the rest.

    Attributes
    ----------
    medium
        What was tested.
    values
        One an analyte and medium.
    faults
        Sentences for the person, one a line that was not understood.
    """

    medium: str = "soil"
    values: tuple[LabValue, ...] = ()
    faults: tuple[str, ...] = field(default=())

    @property
    def any(self) -> bool:
        """Whether something was given at all."""
        return bool(self.values or self.faults)


@dataclass(frozen=True)
class _Typed:
    name: str
    value: str
    unit: str


def read_results(
    form: MultiDict[str, Any], sheet: tuple[str, bytes] | None, sticks: Yardsticks
) -> GivenResults:
    """Read the fields of the form and the sheet that came with it.

    Parameters
    ----------
    form
        `result_medium`; `metal`, `value` and `unit` any number of times; `paste`.
    sheet
        Name and bytes of a file; None without one. It is read in memory and forgotten.
    sticks
        What the request of `POST /api/assess` is checked against.
    """
    words = words_of(sticks)
    medium = form.get("result_medium", "")
    medium = medium if medium in MEDIA else MEDIA[0]
    typed_values: list[LabValue] = []
    faults: list[str] = []
    for typed in [*_fields(form), *_lines(form.get("paste", ""))][:MOST_LINES]:
        try:
            typed_values.append(_checked(typed, medium, sticks, words))
        except _FaultError as fault:
            faults.append(str(fault))
    of_sheet: list[LabValue] = []
    if sheet is not None:
        of_sheet, doubts = _from_sheet(*sheet, medium, sticks.limits.registry)
        faults += doubts
    values, clashes = _highest([*typed_values, *of_sheet], sticks.limits.registry)
    return GivenResults(medium, tuple(values)[:MOST_LINES], tuple(faults + clashes))


def _highest(found: Sequence[LabValue], registry: Registry) -> tuple[list[LabValue], list[str]]:
    """Return one value a metal and medium, and where several differed.

    What was detected comes before what was not, then the higher amount, whatever its unit.
    """
    compared: dict[tuple[str, str], list[tuple[bool, float, LabValue]]] = {}
    for one, amount in zip(found, _comparable(found, registry), strict=True):
        bound = one.censoring == "<"
        compared.setdefault((one.medium, one.analyte), []).append((bound, -amount, one))
    taken, clashes = [], []
    for (_medium, analyte), several in compared.items():
        first = min(several, key=lambda one: one[:2])[2]
        taken.append(first)
        if len({(one.censoring, amount) for _bound, amount, one in several}) > 1:
            clashes.append(
                _(
                    "For {metal} several values were given ({values}); {taken} is judged.",
                    metal=analyte,
                    values=", ".join(_written(one) for _bound, _amount, one in several),
                    taken=_written(first),
                )
            )
    return taken, clashes


def _comparable(found: Sequence[LabValue], registry: Registry) -> list[float]:
    """Return the values in the unit of their medium; minus infinity where nothing converts."""
    units = (registry.find_unit(one.unit) for one in found)
    frame = pd.DataFrame(
        {
            "medium": [one.medium for one in found],
            "analyte": [one.analyte for one in found],
            "fraction": "",
            "value": [float(one.value) for one in found],
            "unit": ["" if unit is None else unit.unit for unit in units],
        }
    )
    amounts, _units = registry.standardise(frame)
    return [-math.inf if math.isnan(amount) else round(float(amount), 12) for amount in amounts]


def _written(one: LabValue) -> str:
    return f"{one.censoring}{with_unit(one.value, one.unit)}"


def _from_sheet(
    name: str, data: bytes, medium: str, registry: Registry
) -> tuple[list[LabValue], list[str]]:
    """Read a laboratory's sheet: the highest value of each metal, and what is doubtful."""
    mapping = Mapping(mapping=1, title="sheet", constants={"medium": medium})
    try:
        intake = read_intake(data, name, _words(), mapping=mapping, limits=WEB, positions=False)
    except IntakeError:
        unread = _(
            "The sheet was not understood. Head each column with the metal and its unit, such as "
            "{example}.",
            example="Cu [mg/kg]",
        )
        return [], [unread]
    faults = []
    wrong = intake.faults.errors
    if wrong:
        faults.append(
            ngettext(
                "{count} cell of the sheet could not be used, in line {line}.",
                "{count} cells of the sheet could not be used, the first in line {line}.",
                intake.faults.counts["error"],
                line=wrong[0].row or 1,
            )
        )
    sound = intake.sound[intake.sound["medium"].isin(MEDIA)].sort_values(["at", "line"])
    values = [
        LabValue(
            str(row.analyte), str(row.medium), float(row.value), str(row.unit), str(row.censoring)
        )
        for row in sound.itertuples()
    ]
    if sound["line"].nunique() < 2:
        return values, faults
    faults.append(_("The sheet holds several samples: the highest value of each is judged."))
    return _highest(values, registry)[0], faults


@lru_cache(maxsize=1)
def _words() -> Words:
    return Words.load()


class _FaultError(Exception):
    """A line that cannot be judged, said for the person."""


def _fields(form: MultiDict[str, Any]) -> Iterator[_Typed]:
    columns = (form.getlist("metal"), form.getlist("value"), form.getlist("unit"))
    for name, value, unit in zip(*columns, strict=False):
        if value.strip():
            yield _Typed(name.strip()[:60], value.strip()[:40], unit.strip()[:40])


def _lines(text: str) -> Iterator[_Typed]:
    for line in filter(None, map(str.strip, text[:10_000].splitlines())):
        parts = [line] if _LINE.match(line) else re.split(r";\s*", line)
        for part in filter(None, map(str.strip, parts)):
            match = _LINE.match(part)
            if match is None:
                yield _Typed(part[:60], "", "")
            else:
                unit = (match["unit"] or "").strip()
                yield _Typed(match["name"].strip(), match["value"].strip(), unit[:40])


def _checked(
    typed: _Typed, medium: str, sticks: Yardsticks, words: dict[str, list[str]]
) -> LabValue:
    if not typed.value:
        raise _FaultError(
            _(
                "“{line}” was not understood. Write it as: {example}",
                line=typed.name,
                example="Cu 150 mg/kg",
            )
        )
    unit = typed.unit or ("pH" if typed.name.casefold() == "ph" else "")
    body = {
        "medium": medium,
        "values": {typed.name: {"value": _amount(typed), "unit": unit}},
    }
    try:
        [reading] = read_request(body, sticks, words).readings
    except BadRequestError as error:
        raise _FaultError(_fault(error, typed)) from None
    return LabValue(reading.analyte, medium, reading.value, reading.unit, reading.censoring)


def _amount(typed: _Typed) -> str | float:
    """Turn a typed number into one, where it can mean one number only."""
    read = read_amount(" ".join(typed.value.split()), "unknown", _words())
    if read.kind in ("missing", "non_detect"):
        raise _FaultError(
            _(
                "{metal}: “not detected” alone cannot be judged. Write the detection limit, such "
                "as <0.5.",
                metal=typed.name,
            )
        )
    if read.kind in ("ambiguous", "ambiguous_point"):
        raise _FaultError(_two_readings(typed))
    if read.kind != "number" or read.unit or read.spread:
        raise _FaultError(
            _("{metal}: “{value}” is no number.", metal=typed.name, value=typed.value)
        )
    return f"{read.sign}{read.printed}" if read.sign else read.value


def _two_readings(typed: _Typed) -> str:
    """Say how to write a number whose only sign may be decimal or divide thousands."""
    digits = re.sub(r"[^\d.,]", "", typed.value)
    return _(
        "{metal}: “{value}” can mean two numbers: is the sign in it decimal, or does it divide "
        "thousands? Write {decimal} or {whole}.",
        metal=typed.name,
        value=typed.value,
        decimal=f"{re.sub('[.,]', decimal_mark(), digits)}0",
        whole=re.sub("[.,]", "", digits),
    )


def typed_again(value: float) -> str:
    """Write a number for the form so that it can be read in one way only.

    >>> typed_again(1500.0), typed_again(12.345), typed_again(0.125)
    ('1500', '12.3450', '0.125')
    """
    text = number(value).replace(THIN_SPACE, "")
    return f"{text}0" if _GROUPED.fullmatch(text) else text


def _fault(error: BadRequestError, typed: _Typed) -> str:
    """Say in the reader's language what the check of the web service found."""
    if error.code == "unknown_analyte":
        return _("“{name}” is no metal that the atlas knows.", name=typed.name)
    if error.code in ("unknown_unit", "wrong_unit"):
        return _(
            "{metal}: the unit “{unit}” does not fit. Use mg/kg for soil and µg/L or mg/L for "
            "water.",
            metal=typed.name,
            unit=typed.unit or "–",
        )
    if error.code == "impossible_value":
        return _(
            "{metal}: {value} {unit} is more than there can be. Check the unit.",
            metal=typed.name,
            value=typed.value,
            unit=typed.unit,
        )
    return _("{metal}: “{value}” is no number.", metal=typed.name, value=typed.value)
