"""Files as laboratories send them, with invented numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from openpyxl import Workbook

from layers.intake import Intake, IntakeError, Words, read_intake
from layers.intake.guard import COMMAND_LINE, Limits
from layers.intake.mapping import Mapping

SOIL = {"medium": "soil"}


@cache
def words() -> Words:
    return Words.load()


def read(
    text: str | bytes,
    name: str = "lab.csv",
    limits: Limits = COMMAND_LINE,
    usual: Any = None,
    **mapping: Any,
) -> Intake:
    """Read a file with a mapping of these keys; soil unless told otherwise."""
    data = text if isinstance(text, bytes) else text.encode()
    taught = Mapping(mapping=1, title="test", **{"constants": SOIL, **mapping})
    return read_intake(data, name, words(), mapping=taught, limits=limits, usual=usual)


def refusal(text: str | bytes, name: str = "lab.csv", **options: Any) -> str:
    """Return what is said when nothing of a file can be used."""
    try:
        read(text, name, **options)
    except IntakeError as error:
        return str(error)
    raise AssertionError("the file was read")


def said(intake: Intake, code: str) -> str:
    """Return the first message of a kind; empty when there is none."""
    return next((str(fault) for fault in intake.faults.of(code)), "")


def codes(intake: Intake) -> list[str]:
    return [fault.code for fault in intake.faults.kept]


def values(intake: Intake, column: str = "value") -> list[Any]:
    return intake.sound[column].tolist()


def book(
    *sheets: Sequence[Sequence[object]], hidden: Sequence[int] = (), merged: str = ""
) -> bytes:
    """Return an XLSX of these sheets; `merged` is a range of the first."""
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"Sheet {number + 1}")
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if number in hidden else "visible"
    if merged:
        made.worksheets[0].merge_cells(merged)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
