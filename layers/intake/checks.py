"""Checks of values that were read: impossible, unlike the others, twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.intake.faults import Faults
from layers.intake.phrases import Terms, phrase
from layers.intake.words import Words

_SOME = 5
_ENOUGH = 8
_FEW = 3
_SLIP = 3.0
"""A slip of a unit by its prefix, in powers of ten."""
_CLOSE = 0.5
_TIGHT = 1.0
_FAR = _SLIP - _CLOSE
_MOST_SLIPPED = 0.3
"""Share of values that can have slipped: where more are far, they are another kind of sample."""
_ENDS = ("min", "max")
_WHOLE = ("", "total", "pseudototal", "dry_mass", "dissolved")
"""Fractions that can be held against what is usual of an analyte."""
_SOLID = ("soil", "sediment")
IDENTITY = ("sample_id", "place_key", "medium", "fraction", "taxon", "organ", "analyte",
            "statistic", "depth_top_cm", "depth_bottom_cm", "date_start", "date_end", "method",
            "extraction", "source_id", "replicate")  # fmt: skip
"""What makes a measurement that one and no other."""


class Usual(NamedTuple):
    """Between what the middle of a column can lie, in `unit`, and what that is taken from."""

    low: float
    high: float
    unit: str
    words: str


def check_values(
    values: pd.DataFrame, words: Words, faults: Faults, usual: Mapping[tuple[str, str], Usual]
) -> pd.DataFrame:
    """Hold values against what can be, and against each other.

    Values that cannot be get `sound` False. Slips of a unit stay, with a text in `flag`.

    Parameters
    ----------
    values : DataFrame
        From `layers.intake.values.long_values`, with a column place_key.
    usual : mapping of (medium, analyte) to Usual
        What is usual elsewhere.
    """
    values["flag"] = ""
    _check_dimension(values, words, faults)
    _check_range(values, words, faults)
    _check_wet(values, faults)
    _check_slips(values, words, faults, usual)
    return values


def _add(
    values: pd.DataFrame, at: Any, code: str, faults: Faults, found: str, **said: object
) -> None:
    faults.say(code, int(values["line"].iat[at]), str(values["column"].iat[at]), found, **said)


def _shown(values: pd.DataFrame, at: Any) -> str:
    name = values["oxide"].iat[at]
    shown = f"{values['censoring'].iat[at]}{values['printed'].iat[at]} {values['unit'].iat[at]}"
    return f"{shown} {name}" if name and name not in values["column"].iat[at] else shown


def _check_dimension(values: pd.DataFrame, words: Words, faults: Faults) -> None:
    """Note units that cannot belong to the medium."""
    units = words.registry.units.set_index("unit")
    keys = ["unit", "analyte", "medium"]
    kinds = values[keys].drop_duplicates().reset_index(drop=True)
    allowed, fits = _dimensions(kinds, words)
    kind = values.groupby(keys, sort=False).ngroup().to_numpy()
    wrong = values["sound"].to_numpy() & ~fits[kind]
    for at in np.flatnonzero(wrong):
        fitting = units.index[units["dimension"].isin(allowed[kind[at]])]
        medium_here = Terms("medium", [str(values["medium"].iat[at])])
        what = phrase(
            "{analyte} in {medium}", analyte=values["analyte"].iat[at], medium=medium_here
        )
        known = ", ".join(fitting[:6])
        _add(values, at, "unit_not_for_medium", faults, _shown(values, at), what=what, known=known)
    values.loc[wrong, "sound"] = False


def _dimensions(kinds: pd.DataFrame, words: Words) -> tuple[list[list[str]], npt.NDArray[np.bool_]]:
    """Return the dimensions that each analyte can have in its medium, and whether its unit does."""
    registry = words.registry
    of_unit = registry.units.set_index("unit")["dimension"]
    own = kinds["analyte"].map(registry.analytes.set_index("analyte")["unit_own"]).fillna("")
    medium = kinds["medium"].map(registry.media.set_index("medium")["dimension"]).fillna("")
    allowed = [str(one).split(";") for one in medium.where(own == "", own.map(of_unit))]
    pairs = zip(kinds["unit"].map(of_unit), allowed, strict=True)
    return allowed, np.array([dimension in these for dimension, these in pairs], dtype=bool)


def _check_range(values: pd.DataFrame, words: Words, faults: Faults) -> None:
    """Note values that no sample can have: negative, over 100 %, pH over 14."""
    units = words.registry.units.set_index("unit")
    low, high = values["unit"].map(units["minimum"]), values["unit"].map(units["maximum"])
    sound = values["sound"].to_numpy()
    number = values["value"]
    wrong = sound & ((number < low) | (number > high)).to_numpy()
    for at in np.flatnonzero(wrong):
        bounds = _bounds(low.iat[at], high.iat[at], str(values["unit"].iat[at]))
        _add(values, at, "impossible", faults, _shown(values, at), bounds=bounds)
    nothing = sound & ((values["censoring"] == "<") & (number <= 0)).to_numpy()
    for at in np.flatnonzero(nothing):
        _add(values, at, "below_nothing", faults, _shown(values, at))
    values.loc[wrong | nothing, "sound"] = False


def _bounds(low: float, high: float, unit: str) -> str:
    """Say between what a value can lie.

    >>> _bounds(0.0, 1e6, "mg/kg"), _bounds(0.0, float("nan"), "Bq/kg")
    ('0 to 1,000,000 mg/kg', 'at least 0 Bq/kg')
    """
    if np.isnan(high):
        return phrase("at least {low} {unit}", low=f"{low:,.0f}", unit=unit)
    return phrase("{low} to {high} {unit}", low=f"{low:,.0f}", high=f"{high:,.0f}", unit=unit)


def _check_wet(values: pd.DataFrame, faults: Faults) -> None:
    """Flag soil and sediment given per wet mass: limits are per dry mass."""
    wet = values["sound"] & (values["fraction"] == "fresh_mass") & values["medium"].isin(_SOLID)
    for column in values.loc[wet, "column"].unique():
        rows = np.flatnonzero(wet & (values["column"] == column))
        _add(
            values,
            int(rows[0]),
            "wet_mass",
            faults,
            phrase("{count} values per wet mass", count=len(rows)),
        )
    values.loc[wet, "flag"] = "per wet mass, not comparable with limits"


def _check_slips(
    values: pd.DataFrame, words: Words, faults: Faults, usual: Mapping[tuple[str, str], Usual]
) -> None:
    """Flag values some thousand times above or below the others, and columns unlike what is usual.

    The least and greatest of other samples are no samples, and compared with nothing.
    """
    sound = values[values["sound"] & (values["censoring"] == "") & (values["value"] > 0)]
    sound = sound[~sound["statistic"].isin(_ENDS)]
    if sound.empty:
        return
    numbers, unit = words.registry.standardise(sound)
    logs = pd.Series(np.log10(numbers), index=sound.index)
    keys = [sound["medium"], sound["analyte"], unit]
    for (medium, analyte, unit_std), part in logs[np.isfinite(logs)].groupby(keys):
        _flag_outliers(values, part, str(unit_std), faults)
        known = usual.get((str(medium), str(analyte)))
        whole = part[sound.loc[part.index, "fraction"].isin(_WHOLE)]
        if known is not None and len(whole) >= _FEW and known.unit == unit_std:
            _flag_column(values, whole, known, faults)


def _slipped(logs: pd.Series) -> pd.Series:
    """Return the values far from most, where the others lie close enough together to tell."""
    away = (logs - float(logs.median())).abs()
    near, far = logs[away <= _FAR], logs[away > _FAR]
    few = len(logs) < _ENOUGH
    spread = near.max() - near.min() if few else near.quantile(0.9) - near.quantile(0.1)
    if far.empty or len(logs) < _SOME or len(far) > max(1.0, _MOST_SLIPPED * len(logs)):
        return far.iloc[:0]
    if spread <= _TIGHT:
        return far
    return far[away[far.index] <= _SLIP + _CLOSE] if spread <= _TIGHT * 2 and not few else far[:0]


def _flag_outliers(values: pd.DataFrame, logs: pd.Series, unit: str, faults: Faults) -> None:
    far, middle = _slipped(logs), float(logs.median())
    for at, log in far.items():
        times = 10 ** abs(log - middle)
        said = {"times": f"{times:,.0f}", "count": len(logs), "middle": f"{10**middle:,.4g} {unit}"}
        compared = (
            phrase("{times} times above the middle of {count} values here, {middle}", **said)
            if log > middle
            else phrase("{times} times below the middle of {count} values here, {middle}", **said)
        )
        found = phrase("{value}, {compared}", value=_shown(values, at), compared=compared)
        _add(values, at, "slip", faults, found)
        values.loc[at, "flag"] = str(compared)


def _flag_column(values: pd.DataFrame, logs: pd.Series, usual: Usual, faults: Faults) -> None:
    middle = float(logs.median())
    if np.log10(usual.low) <= middle <= np.log10(usual.high):
        return
    first = int(logs.index[0])
    found = phrase("a middle of {middle} {unit} over {count} values", middle=f"{10**middle:,.4g}",
                   unit=usual.unit, count=len(logs))  # fmt: skip
    heading = str(values["column"].iat[first])
    faults.say("slip_of_column", None, heading, found, usual=usual.words)
    fresh = logs.index[values.loc[logs.index, "flag"] == ""]
    values.loc[fresh, "flag"] = f"column far from what is usual ({usual.words})"


def check_twice(values: pd.DataFrame, faults: Faults) -> None:
    """Leave out copies of a row, over all sheets of a file, and tell replicates."""
    live = values[values["sound"] & (values["measurement_id"] == "")]
    if live.empty:
        return
    identity = pd.util.hash_pandas_object(live[list(IDENTITY)].astype(str), index=False)
    repeated = live[identity.duplicated(keep=False).to_numpy()]
    if repeated.empty:
        return
    repeated = repeated.assign(key=identity[repeated.index])
    same = ["key", "printed", "unit", "censoring", "note", "bound_note", "name"]
    copies = repeated[same].duplicated().to_numpy()
    first = repeated.drop_duplicates("key").set_index("key")
    _tell_once(repeated[copies], first, "copy", faults)
    values.loc[repeated.index[copies], "sound"] = False
    rest = repeated[~copies]
    others = rest[rest["row_key"] != rest["key"].map(first["row_key"])]
    _tell_once(others, first, "replicate", faults)


def _tell_once(again: pd.DataFrame, first: pd.DataFrame, code: str, faults: Faults) -> None:
    """Note rows that were there before, each once, with where."""
    for _, row in again.drop_duplicates("row_key").iterrows():
        before = first.loc[row["key"]]
        faults.sheet = str(row["sheet"])
        elsewhere = before["sheet"] != row["sheet"]
        place = {"line": str(before["line"])} | (
            {"sheet": repr(before["sheet"])} if elsewhere else {}
        )
        faults.say(code, int(row["line"]), "", _seen_before(code, elsewhere, place))
    faults.sheet = ""


def _seen_before(code: str, elsewhere: bool, place: dict[str, str]) -> str:
    if code == "copy":
        return (
            phrase("the same as line {line} of sheet {sheet}", **place)
            if elsewhere
            else phrase("the same as line {line}", **place)
        )
    return (
        phrase("another value for the sample of line {line} of sheet {sheet}", **place)
        if elsewhere
        else phrase("another value for the sample of line {line}", **place)
    )
