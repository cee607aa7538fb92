"""Values that are bounds: non-detects, traces, zeros, sentinels, statistics below their limit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.errors import quoted
from layers.intake.amounts import Amounts, plain, read_amounts
from layers.intake.fields import Source

_CONCENTRATION = ("metal", "metalloid", "radionuclide", "organic", "nonmetal")


def limits_of(
    source: Source, at: int, analyte: str, frame: pd.DataFrame
) -> npt.NDArray[np.float64]:
    """Return the detection limit of each row in the unit of its value; NaN when not said."""
    table = source.table
    own = [one for one in table.columns
           if one.role == "limit" and one.analyte == analyte]  # fmt: skip
    general = source.column("detection_limit")
    column = own[0] if own else general
    found = np.full(len(table.rows), np.nan)
    if at in table.limits:
        cells = pd.Series([table.limits[at]] * len(found), dtype=object)
        found = _in_units_of(source, frame, cells, "")
    if column is not None:
        own_limits = _in_units_of(source, frame, source.series(column.at), column.unit_text)
        found = np.where(np.isnan(own_limits), found, own_limits)
    return found


def _in_units_of(
    source: Source, frame: pd.DataFrame, cells: pd.Series, unit_text: str
) -> npt.NDArray[np.float64]:
    """Return limits in the unit of the values; one in the cell goes before the heading's."""
    read = read_amounts(cells, source.comma, source.words)
    texts = np.where(read.unit != "", read.unit, unit_text)
    units = {text: source.words.unit(text) for text in set(texts)}
    pairs = zip(texts, frame["unit"], strict=True)
    stated = [match.unit if (match := units[text]) else unit for text, unit in pairs]
    return np.asarray(read.value * source.words.registry.factors(stated, frame["unit"]))


def apply_sentinels(source: Source, frame: pd.DataFrame, read: Amounts) -> None:
    """Take the mapping's sentinels for what they are: no value, and say so."""
    for text in source.mapping.missing:
        if is_word(text):
            continue
        number = float(text)
        hit = (read.kind == "number") & (read.sign == "") & np.isclose(read.value, number)
        rows = np.flatnonzero(hit & ~frame["empty"].to_numpy())
        for at in rows:
            heading = str(frame["column"].iat[at])
            source.faults.add("sentinel", source.table.lines[at], heading, plain(number))
        frame.loc[rows, "empty"] = True


def is_word(sentinel: str) -> bool:
    """Tell a word that stands for no value from a number that does.

    >>> is_word("-999"), is_word("brak")
    (False, True)
    """
    try:
        float(sentinel)
    except ValueError:
        return True
    return False


def apply_limits(source: Source, frame: pd.DataFrame, read: Amounts) -> None:
    """Give non-detects, traces and zeros their limit; without one they cannot be used.

    `bound_note` says what was printed where a statistic became a bound.
    """
    frame["bound_note"] = ""
    kinds = source.words.registry.analytes.set_index("analyte")["kind"]
    amounts = frame["analyte"].map(kinds).isin(_CONCENTRATION).to_numpy()
    live = ~frame["empty"].to_numpy()
    zero = live & amounts & (read.kind == "number") & (read.value == 0) & (read.sign == "")
    if source.mapping.zero == "missing":
        frame.loc[zero, "empty"] = True
    silent = live & np.isin(read.kind.astype(str), ("non_detect", "trace"))
    if source.mapping.zero != "value":
        silent |= zero & live & ~frame["empty"].to_numpy()
    limit = frame["limit"].to_numpy()
    bounded = silent & (limit > 0)
    frame.loc[bounded, "value"] = limit[bounded]
    frame.loc[bounded, "printed"] = [plain(number) for number in limit[bounded]]
    frame.loc[bounded, "censoring"] = "<"
    for at in np.flatnonzero(silent & ~bounded):
        code = "zero" if zero[at] else "trace" if read.kind[at] == "trace" else "no_limit"
        cell = source.table.rows[at][int(frame["at"].iat[at])]
        heading = str(frame["column"].iat[at])
        source.faults.add(code, source.table.lines[at], heading, cell)
    frame.loc[silent & ~bounded, "sound"] = False
    _note_below_limit(source, frame, live & ~silent & (read.kind == "number"))


def _note_below_limit(source: Source, frame: pd.DataFrame, numbers: npt.NDArray[np.bool_]) -> None:
    """Note values under their own limit; statistics become bounds where the mapping says so."""
    if source.mapping.below_limit == "mean":
        _bound_statistics(source, frame, numbers)
        return
    below = numbers & (frame["value"] < frame["limit"]).to_numpy()
    for at in np.flatnonzero(below & (frame["censoring"] == "").to_numpy()):
        value, limit = frame["printed"].iat[at], plain(frame["limit"].iat[at])
        heading = str(frame["column"].iat[at])
        line = source.table.lines[at]
        source.faults.say("value_below_limit", line, heading, quoted(value), limit=limit)


def _bound_statistics(source: Source, frame: pd.DataFrame, numbers: npt.NDArray[np.bool_]) -> None:
    """Carry a statistic that lies below the limit of quantification as less than the limit.

    A statistic of samples that all lie below it is such a bound too; one above the limit of
    which all samples are said to lie below contradicts itself and is refused.
    """
    value, limit = frame["value"], frame["limit"]
    nothing = (frame["below_limit_n"] >= frame["n"]).to_numpy()
    against = numbers & nothing & (value > limit).to_numpy()
    below = numbers & ~against & (nothing | (value < limit).to_numpy()) & limit.notna().to_numpy()
    for rows, code in ((against, "below_yet_above"), (below & ~nothing, "mean_below_limit")):
        for at in np.flatnonzero(rows):
            printed = quoted(frame["printed"].iat[at])
            heading, line = str(frame["column"].iat[at]), source.table.lines[at]
            source.faults.say(code, line, heading, printed, limit=plain(limit.iat[at]))
    stated = "printed " + frame["printed"] + ", below the limit of quantification"
    frame["bound_note"] = stated.where(below & ~nothing, "")
    frame["censoring"] = frame["censoring"].mask(below, "<")
    frame["printed"] = frame["printed"].mask(below, limit.map(plain, na_action="ignore"))
    frame["value"] = value.mask(below, limit)
    frame["sound"] &= ~against
