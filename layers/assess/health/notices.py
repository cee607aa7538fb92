"""What a reader must know of the numbers behind a health risk."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from layers.assess.health.intake import parameters_of, quantities_of
from layers.assess.health.parameters import ParameterSet
from layers.assess.health.rows import ExposureRow, Quantity, Receptor, Route, ToxicityRow

Kind = Literal["unchecked", "changed", "caution", "left_out"]


@dataclass(frozen=True)
class Notice:
    """One thing to know.

    Attributes
    ----------
    kind : str
        ``unchecked`` (known from memory or assumed), ``changed`` by the reader, ``caution``, or
        ``left_out`` (a route of an element that the set has no number for).
    parameter, receptor, analyte : str
        Which number; empty where it holds for all.
    value : float or None
        As used.
    unit : str
        Its unit.
    text : str
        What to know, in English.
    """

    kind: Kind
    parameter: str
    receptor: str
    analyte: str
    value: float | None
    unit: str
    text: str


def notices(
    parameters: ParameterSet,
    analytes: Iterable[str],
    receptors: Iterable[Receptor],
    routes: Iterable[Route],
) -> tuple[Notice, ...]:
    """Return what to know of every number that a calculation with these would use, once each."""
    found: dict[Notice, None] = {}
    names, ways = list(analytes), list(routes)
    for route in ways:
        _add(found, _of_equations(parameters, route))
        for analyte in names:
            _add(found, _of_toxicity(parameters, route, analyte))
        for receptor in receptors:
            for parameter in parameters_of(route, parameters):
                for analyte in names:
                    _add(found, _of_exposure(parameters, parameter, receptor, analyte))
    return tuple(found)


def _add(found: dict[Notice, None], notice_list: Iterable[Notice]) -> None:
    found.update(dict.fromkeys(notice_list))


def _of_equations(parameters: ParameterSet, route: Route) -> list[Notice]:
    return [
        Notice("unchecked", row.equation, "", "", None, "", f"{row.formula}: known from memory")
        for row in parameters.equations
        if row.route in (route, "all") and row.unchecked
    ]


def _of_exposure(
    parameters: ParameterSet, parameter: str, receptor: Receptor, analyte: str
) -> list[Notice]:
    row = parameters.find(parameter, receptor, analyte)
    value = parameters.value(parameter, receptor, analyte)
    return _marks(row, parameter, row.receptor, row.analyte, value, value != row.value)


def _of_toxicity(parameters: ParameterSet, route: Route, analyte: str) -> list[Notice]:
    for_quotient, for_cancer = quantities_of(route, parameters)
    found = []
    for quantity in dict.fromkeys((*for_quotient, *for_cancer)):
        row = parameters.toxicity.get((quantity, analyte))
        value = parameters.toxic(quantity, analyte)
        if value is None:
            total = "hazard index" if quantity in for_quotient else "cancer risk"
            found.append(_left_out(quantity, route, analyte, total))
        elif row is None:
            text = f"{quantity} of {analyte} was given by the reader"
            found.append(Notice("changed", quantity, "", analyte, value, "", text))
        else:
            changed = (quantity, analyte) in parameters.toxicity_changes
            found += _marks(row, quantity, "", analyte, value, changed)
    return found


def _left_out(quantity: Quantity, route: Route, analyte: str, total: str) -> Notice:
    text = f"no {quantity} for {analyte}: its {route} is not in the {total}"
    return Notice("left_out", quantity, "", analyte, None, "", text)


def _marks(
    row: ExposureRow | ToxicityRow,
    name: str,
    receptor: str,
    analyte: str,
    value: float,
    changed: bool,
) -> list[Notice]:
    found = []

    def mark(kind: Kind, text: str) -> None:
        found.append(Notice(kind, name, receptor, analyte, value, row.unit, text))

    if changed:
        mark("changed", f"{name} changed by the reader from {row.value:g} to {value:g}")
    elif row.unchecked:
        how = "assumed" if row.verification == "assumed" else "known from memory, not read"
        mark("unchecked", f"{name} {row.value:g}: {how}")
    if isinstance(row, ToxicityRow) and row.caution:
        mark("caution", row.caution)
    return found
