"""What a reader must know of the numbers behind a health risk, in the page's language."""

import re
from collections.abc import Mapping
from typing import Any

from dashboard.components.cells import Element
from dashboard.components.methods.parts import amount, quoted
from dashboard.i18n import _, said

CHANGED = re.compile(r" from (\S+) to ")
CANCER = "cancer risk"
ASSUMED, DISTRIBUTION = ": assumed", "distribution of "


def notice_words(notice: Mapping[str, Any]) -> Element | str:
    """Say what to know of one number; `notice` has the fields of `layers.assess.health.Notice`."""
    kind, text, name = str(notice["kind"]), str(notice["text"]), str(notice["parameter"])
    if kind == "caution":
        return quoted(text) if said(text) == text else said(text)
    if kind == "left_out" and text.endswith(CANCER):
        return _(
            "no {quantity} for {analyte}: that way of intake is not in the cancer risk",
            quantity=name,
            analyte=notice["analyte"],
        )
    if kind == "left_out":
        return _(
            "no {quantity} for {analyte}: that way of intake is not in the hazard index",
            quantity=name,
            analyte=notice["analyte"],
        )
    if kind == "changed":
        before = CHANGED.search(text)
        return _(
            "{parameter} changed by the reader from {before} to {value}",
            parameter=name,
            before=amount(float(before[1])) if before else "?",
            value=amount(notice["value"]),
        )
    return _unchecked(text, name, notice["value"])


def _unchecked(text: str, name: str, value: float | None) -> str:
    assumed = text.endswith(ASSUMED)
    if text.startswith(DISTRIBUTION):
        if assumed:
            return _("distribution of {parameter}: assumed", parameter=name)
        return _("distribution of {parameter}: known from memory, not read", parameter=name)
    what = text.rpartition(": ")[0] if value is None else f"{name} {amount(value)}"
    if assumed:
        return _("{number}: assumed", number=what)
    return _("{number}: known from memory, not read", number=what)
