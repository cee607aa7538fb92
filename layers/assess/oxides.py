"""What is said of a value that was stated as an oxide: what it was, and what it became."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.registry import FRESH, FRESH_UNIT, Registry

ARROW = "->"
DIGITS = 5
_SOLID = "mg/kg"


def conversion_words(stated: tuple[str, str, str], value: float, registry: Registry) -> str:
    """Name a conversion from oxide to element.

    Parameters
    ----------
    stated
        Name, amount and unit as they were given, such as ``("Fe2O3", "6.2", "%")``.
    value
        The amount of the element, in the unit that was given.
    registry
        Names and units.

    Returns
    -------
    str
        The amount of the element is in mg/kg, of fresh mass where the unit says so.

    Examples
    --------
    >>> conversion_words(("Fe2O3", "6.2", "%"), 6.2 * 0.699431, Registry.load())
    'Fe2O3 6.2 % -> Fe 43,365 mg/kg'
    """
    name, amount, unit = stated
    found = registry.find_measurand(name)
    analyte = name if found is None else found.analyte
    sign = amount[:1] if amount[:1] in ("<", ">") else ""
    match = registry.find_unit(unit)
    target = _SOLID if match is None or match.fraction != FRESH else FRESH_UNIT
    whole = float(f"{float(registry.convert(value, unit, target)):.{DIGITS}g}")
    shown = f"{whole:,.0f}" if whole >= 10 ** (DIGITS - 1) else f"{whole:,.{DIGITS}g}"
    return f"{name} {amount} {unit} {ARROW} {analyte} {sign}{shown} {target}"


def conversions(values: pd.DataFrame, registry: Registry) -> npt.NDArray[np.object_]:
    """Say of every value how it was converted; empty where it was not.

    Parameters
    ----------
    values
        One value a row: `analyte`, `value` and `unit` of the element, `oxide` and `stated`, as
        what it was stated, and `censoring`.
    registry
        Names and units.
    """
    said = np.full(len(values), "", object)
    for at in np.flatnonzero((values["oxide"] != "") & values["value"].notna()):
        row = values.iloc[at]
        amount = f"{row['censoring']}{row['stated']:g}"
        said[at] = conversion_words(
            (row["oxide"], amount, row["unit"]), float(row["value"]), registry
        )
    return said
