"""Values as laboratories give them, in the units in which they are compared."""

import pandas as pd

from layers.assess.cases import texts_of
from layers.registry import FRESH, Registry


def comparable(values: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Return values with `value_std` and `unit_std` beside them.

    Parameters
    ----------
    values
        One value a row: `medium`, `analyte`, `value`, and `unit` in any known spelling; where
        known `fraction`. A unit that says fresh mass makes the fraction fresh mass.
    registry
        Units and media.

    Returns
    -------
    DataFrame
        The values with canonical `unit`, `fraction`, `value_std` (NaN where the unit cannot be
        converted) and `unit_std`.
    """
    spelled = values["unit"]
    matches = {text: registry.find_unit(text) for text in spelled.unique()}
    known = {text: match for text, match in matches.items() if match is not None}
    fresh = spelled.map({text: match.fraction == FRESH for text, match in known.items()})
    found = values.assign(
        unit=spelled.map({text: match.unit for text, match in known.items()}).fillna(""),
        fraction=texts_of(values, "fraction"),
    )
    found.loc[fresh.eq(True), "fraction"] = FRESH
    found["value_std"], found["unit_std"] = registry.standardise(found)
    return found
