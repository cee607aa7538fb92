"""A person's laboratory values, from fields, pasted lines or a sheet; every doubt is said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard.http.assess_request import read_request, words_of
from dashboard.http.errors import BadRequestError
from dashboard.i18n import _, current_language, ngettext
from layers.assess.answer import Yardsticks
from layers.intake import IntakeError, Words, read_intake
from layers.intake.guard import WEB
from layers.intake.mapping import Mapping
from layers.place import LabValue

MOST_LINES = 40
MEDIA = ("soil", "drinking_water", "water", "sediment")
"""Media that a private result is usually of, and that the laws judge."""

_LINE = re.compile(
    r"^(?P<name>[^\d<>=:;,\t]+?(?:[- ](?:137|226|238|232|40))?)\s*[:;,=\t]?\s*"
    r"(?P<value>[<>]?\s*\d[\d.,]*|n\.?\s?d\.?)\s*[;,\t]?\s*(?P<unit>[^\s;][^;]*)?;?\s*$",
    re.IGNORECASE,
)
_GROUPED_DOT = re.compile(r"\d{1,3}(\.\d{3})+")
_GROUPED_COMMA = re.compile(r"\d{1,3}(,\d{3})+")
NOT_DETECTED = frozenset(("nd", "n.d", "n.d.", "nd."))


@dataclass(frozen=True)
class GivenResults:
    """What was given: values that can be judged, and what was wrong with the rest.

    Attributes
    ----------
    medium
        What was tested.
    values
        One an analyte.
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
    values: dict[str, LabValue] = {}
    faults: list[str] = []
    for typed in [*_fields(form), *_lines(form.get("paste", ""))][:MOST_LINES]:
        try:
            one = _checked(typed, medium, sticks, words)
        except _FaultError as fault:
            faults.append(str(fault))
            continue
        if one.analyte in values:
            faults.append(
                _("{metal} stands twice: only the first value is judged.", metal=typed.name)
            )
        values.setdefault(one.analyte, one)
    if sheet is not None:
        of_sheet, doubts = _from_sheet(*sheet, medium)
        faults += doubts
        for one in of_sheet:
            values.setdefault(one.analyte, one)
    return GivenResults(medium, tuple(values.values())[:MOST_LINES], tuple(faults))


def _from_sheet(name: str, data: bytes, medium: str) -> tuple[list[LabValue], list[str]]:
    """Read a laboratory's sheet: the highest value of each metal, and what is doubtful."""
    mapping = Mapping(mapping=1, title="sheet", constants={"medium": medium})
    try:
        intake = read_intake(data, name, Words.load(), mapping=mapping, limits=WEB, positions=False)
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
    sound = intake.sound[intake.sound["medium"].isin(MEDIA)].sort_values(
        "value", ascending=False, kind="stable"
    )
    if sound["line"].nunique() > 1:
        faults.append(_("The sheet holds several samples: the highest value of each is judged."))
    first = sound.drop_duplicates("analyte").sort_values("at", kind="stable")
    return [
        LabValue(
            str(row.analyte), str(row.medium), float(row.value), str(row.unit), str(row.censoring)
        )
        for row in first.itertuples()
    ], faults


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
    text = typed.value.replace(" ", "").replace("\u2009", "").replace("\u00a0", "")
    if text.casefold() in NOT_DETECTED:
        raise _FaultError(
            _(
                "{metal}: “not detected” alone cannot be judged. Write the detection limit, such "
                "as <0.5.",
                metal=typed.name,
            )
        )
    sign = text[0] if text[0] in "<>" else ""
    number = text.removeprefix(sign)
    commas_are_decimal = current_language() != "en"
    grouped = _GROUPED_DOT if commas_are_decimal else _GROUPED_COMMA
    if grouped.fullmatch(number):
        raise _FaultError(
            _(
                "{metal}: “{value}” can mean two numbers. Write it without a sign between the "
                "thousands.",
                metal=typed.name,
                value=typed.value,
            )
        )
    plain = number.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", plain):
        raise _FaultError(
            _("{metal}: “{value}” is no number.", metal=typed.name, value=typed.value)
        )
    return f"{sign}{plain}" if sign else float(plain)


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
