"""The measured values of a table, one a row, whatever its form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.errors import quoted
from layers.intake.amounts import Amounts, read_amounts
from layers.intake.fields import Source
from layers.intake.headings import Column
from layers.intake.limits import apply_limits, apply_sentinels, is_word, limits_of
from layers.intake.mapping import ValueColumn
from layers.intake.phrases import phrase
from layers.intake.qualifiers import signs_of, with_qualifiers
from layers.intake.units import (
    Measure,
    add_fraction,
    formats_agree,
    note_unknown_units,
    percents_agree,
    take_base,
    units_agree,
    units_of,
)
from layers.registry import Measurand

_KEPT = ("number", "non_detect", "trace")
_FAULT_OF = {"wrong": "not_a_value", "ambiguous": "ambiguous_number",
             "ambiguous_point": "ambiguous_point", "date": "date_for_number",
             "range": "range_for_number"}  # fmt: skip
_PROPERTIES = {"clay_pct": ("clay", "%"), "organic_matter_pct": ("organic-matter", "%"),
               "hardness_mg_l": ("hardness", "mg/L")}  # fmt: skip
_TOLD_APART = ("unit", "fraction", "statistic")
"""What tells two columns of one analyte apart."""
SKIP = "skip"


def measures(source: Source) -> list[Measure]:
    """Return the columns of values: those of the mapping, else the wide form, else the long."""
    columns = source.table.columns
    if source.mapping.values:
        by_heading = {column.heading: column for column in columns}
        return [
            _taught(by_heading[said.column], said)
            for said in source.mapping.values
            if said.column in by_heading
        ]
    value = source.column("value")
    if value is not None and source.column("analyte") is not None:
        return [Measure(value, "", value.unit_text)]
    found: list[Measure] = []
    for column in (one for one in columns if one.role == "measured"):
        _note_again(source, column, found)
        unit = column.unit_text or source.mapping.constants.get("unit", "")
        if not _fits(source, column):
            line = source.table.heading_line
            source.faults.add("oxide_unit", line, column.heading, column.unit_text)
        elif column.unit or source.words.unit(unit):
            found.append(Measure(column, column.analyte, unit, column.fraction, column.statistic))
        elif column.unit_text or _is_meant(source, column):
            source.faults.add(
                "no_unit", source.table.heading_line, column.heading, column.unit_text
            )
    return found


def _taught(column: Column, said: ValueColumn) -> Measure:
    """Return a column as the mapping names it; what it leaves open is as the heading says."""
    if said.analyte != column.analyte:
        column = replace(column, oxide="", factor=1.0)
    return Measure(
        column,
        said.analyte,
        said.unit or (column.unit_text if said.analyte else ""),
        said.fraction or column.fraction,
        said.statistic or column.statistic,
    )


def _note_again(source: Source, column: Column, earlier: list[Measure]) -> None:
    """Note an analyte that two columns state: alike, or as parts, one as its oxide."""
    line = source.table.heading_line
    for one in earlier:
        if one.analyte != column.analyte:
            continue
        found = phrase("{analyte}, which {heading} states too", analyte=column.analyte,
                       heading=quoted(one.column.heading))  # fmt: skip
        if column.oxide or one.column.oxide:
            source.faults.say("oxide_parts", line, column.heading, found)
        elif all(getattr(one.column, what) == getattr(column, what) for what in _TOLD_APART):
            source.faults.say("analyte_twice", line, column.heading, found)


def _property_measures(source: Source) -> list[Measure]:
    """Return clay, organic matter and hardness as measured columns: they are values as well."""
    columns = (
        (source.column(role), analyte, unit) for role, (analyte, unit) in _PROPERTIES.items()
    )
    return [
        Measure(column, analyte, column.unit_text or unit)
        for column, analyte, unit in columns
        if column is not None
    ]


def _fits(source: Source, column: Column) -> bool:
    """Tell an oxide of a solid from an ion in water that is written with the same letters."""
    units = source.words.registry.units.set_index("unit")
    dimension = str(units["dimension"].get(column.unit, ""))
    measurand = Measurand(column.analyte, column.oxide, column.factor)
    return not column.unit or measurand.fits(dimension)


def _is_meant(source: Source, column: Column) -> bool:
    """Tell a metal without its unit from a column that happens to be called b or n."""
    if len(column.heading) <= 2 and column.heading != column.analyte:
        return False
    cells = source.series(column.at).dropna().head(50)
    read = read_amounts(cells, source.comma, source.words)
    return bool(len(cells)) and bool(np.isin(read.kind.astype(str), _KEPT).mean() > 0.5)


def long_values(source: Source, rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a cell of a measured column.

    Parameters
    ----------
    source : Source
        The table.
    rows : DataFrame
        From `layers.intake.fields.row_fields`.

    Returns
    -------
    DataFrame
        Columns of `rows` and column (heading), analyte, unit (canonical, or as written when
        unknown), value (NaN when there is none), printed, censoring, limit, sound: False where
        an error leaves the value out, and empty: True where nothing was measured.
    """
    found = measures(source)
    if found and source.properties:
        found += _property_measures(source)
    parts = [_part(source, rows, measure) for measure in found]
    if not parts:
        return pd.DataFrame()
    return pd.concat(parts, ignore_index=True)


def _part(source: Source, rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    cells = source.series(measure.column.at)
    read = read_amounts(_translated(source, cells), source.comma, source.words)
    frame = rows.copy()
    if not measure.analyte:
        read = with_qualifiers(frame, read)
    frame["column"] = measure.column.heading
    frame["at"] = measure.column.at
    frame["unit_text"], frame["unit"], fraction, unit_known = units_of(source, measure, read)
    agrees, shown = add_fraction(source, frame, fraction), percents_agree(source, measure, cells)
    shown &= units_agree(source, frame, measure, read) & formats_agree(source, measure, cells)
    for role, said in (("fraction", measure.fraction), ("statistic", measure.statistic)):
        if said:
            frame[role] = said if role == "statistic" else frame[role].where(fraction != "", said)
    take_base(source, frame, measure)
    frame["limit"] = limits_of(source, measure.column.at, measure.analyte, frame)
    frame["value"], frame["printed"] = np.where(shown, read.value, np.nan), read.printed
    known = _state(source, frame, measure)
    frame["censoring"] = signs_of(frame, read)
    frame["sd"] = frame["sd"].where(read.spread == "", pd.to_numeric(pd.Series(read.spread)))
    frame["empty"] = (read.kind == "missing") | (frame["analyte"] == SKIP).to_numpy()
    frame["sound"] = ~frame["refused"] & known & unit_known & agrees & shown
    _note_kinds(source, frame, cells, read)
    note_unknown_units(source, frame, measure, unit_known)
    apply_sentinels(source, frame, read)
    apply_limits(source, frame, read)
    frame.loc[frame["empty"], "sound"] = False
    return frame


def note_hidden_percents(source: Source) -> None:
    """Flag columns in percent of a form that does not say whether 0.25 is shown as 25%."""
    for column in source.table.columns if source.table.grid.hides_percents else ():
        numbers = [cell for cell in source.cells(column.at) if isinstance(cell, int | float)]
        in_percent = column.unit == "%" or column.role.endswith("_pct")
        if in_percent and numbers and max(map(abs, numbers)) <= 1:
            found = phrase("only numbers up to 1")
            source.faults.say("percents_hidden", None, column.heading, found)


def _translated(source: Source, cells: pd.Series) -> pd.Series:
    """Write the mapping's own words for not detected and no value as the common ones."""
    words = [text for text in source.mapping.missing if is_word(text)]
    own = {**dict.fromkeys(words, "-"), **dict.fromkeys(source.mapping.non_detects, "n.d.")}
    return (
        cells.map(lambda cell: own.get(cell.strip(), cell) if isinstance(cell, str) else cell)
        if own
        else cells
    )


def _measurands(
    source: Source, measure: Measure
) -> tuple[list[Measurand], npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Return the measurands of a column, which of them each row has, and where it is known."""
    rows = len(source.table.rows)
    if measure.analyte:
        one = Measurand(measure.analyte, measure.column.oxide, measure.column.factor)
        return [one], np.zeros(rows, dtype=np.int64), np.ones(rows, dtype=bool)
    column = source.column("analyte")
    if column is None:
        return [Measurand("")], np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=bool)
    codes, distinct = source.texts(column.at)
    own = source.mapping.analytes
    found = [
        Measurand(own[text]) if text in own else source.words.measurand(text) for text in distinct
    ]
    if own.get("*") == SKIP:
        found = [one or Measurand(SKIP) for one in found]
    _note_skipped(source, column, distinct, found, codes)
    found = [
        None if text not in own and _is_gas(source, text) else one
        for text, one in zip(distinct, found, strict=True)
    ]
    known = np.array([one is not None for one in found])[codes]
    for at in np.flatnonzero(~known):
        line, text = source.table.lines[at], distinct[codes[at]]
        source.faults.add("unknown_analyte", line, column.heading, text)
    meant = [one or Measurand(text) for text, one in zip(distinct, found, strict=True)]
    return meant, codes, known


def _note_skipped(
    source: Source,
    column: Column,
    texts: list[str],
    found: list[Measurand | None],
    codes: npt.NDArray[np.int64],
) -> None:
    """Name every analyte that the mapping leaves out, with its rows; and any that may be a slip."""
    counts = np.bincount(codes, minlength=len(texts))
    skipped = sorted(
        (text, int(count), int(np.argmax(codes == at)))
        for at, (text, one, count) in enumerate(zip(texts, found, counts, strict=True))
        if one and one.analyte == SKIP
    )
    names = ", ".join(f"{text or '-'} ({count})" for text, count, _ in skipped)
    said = {(one.sheet, one.found) for one in source.faults.of("skipped_analytes")}
    if not skipped or (source.faults.sheet, names) in said:
        return  # by another of the columns of values
    source.faults.say("skipped_analytes", None, column.heading, names)
    for text, count, row in skipped:
        near = source.words.near_analyte(text) if text not in source.mapping.analytes else ""
        if near:
            found_here = phrase("{name} in {count} rows", name=quoted(text), count=count)
            line = source.table.lines[row]
            source.faults.say("nearly_analyte", line, column.heading, found_here, known=near)


def _is_gas(source: Source, text: str) -> bool:
    """Tell CO from cobalt where the whole table is of air; any other medium has no such gas."""
    media = source.mapping.constants.get("medium", "")
    group = source.words.registry.media.set_index("medium")["group"].get(media, "")
    return group == "air" and text in source.words.gases


def _state(source: Source, frame: pd.DataFrame, measure: Measure) -> npt.NDArray[np.bool_]:
    """Add analyte and oxide to values; turn those stated as an oxide into the element.

    What is more than the whole stays as stated, to be refused; so do oxides in units of water,
    where the same letters mean ions.
    """
    meant, codes, known = _measurands(source, measure)
    frame["analyte"] = np.array([one.analyte for one in meant], dtype=object)[codes]
    frame["oxide"] = np.array([one.oxide for one in meant], dtype=object)[codes]
    frame["stated"] = frame["value"]
    oxide = (frame["oxide"] != "").to_numpy()
    if oxide.any():
        units = source.words.registry.units.set_index("unit")
        dimensions = frame["unit"].map(units["dimension"]).fillna("")
        fits = np.array(
            [meant[code].fits(dim) for code, dim in zip(codes, dimensions, strict=True)]
        )
        whole = ~(frame["value"] > frame["unit"].map(units["maximum"])).to_numpy()
        turned = oxide & whole & fits
        factors = np.array([one.factor for one in meant])[codes]
        frame["value"] = np.where(turned, frame["value"] * factors, frame["value"])
        frame["limit"] = np.where(turned, frame["limit"] * factors, frame["limit"])
        for at in np.flatnonzero(oxide & ~fits & known):
            unit = source.column("unit")
            heading = unit.heading if unit else str(frame["column"].iat[at])
            text = frame["unit_text"].iat[at]
            source.faults.add("oxide_unit", source.table.lines[at], heading, text)
        known = known & (fits | ~oxide)
    return known


def _note_kinds(source: Source, frame: pd.DataFrame, cells: pd.Series, read: Amounts) -> None:
    """Note the cells that cannot be read as a value."""
    filled = ~frame["empty"].to_numpy(dtype=bool)
    headings, found = frame["column"].to_numpy(), cells.to_numpy(dtype=object)
    unsound = np.zeros(len(frame), dtype=bool)
    for kind, code in _FAULT_OF.items():
        wrong = np.asarray(read.kind == kind) & filled
        unsound |= wrong
        for at in np.flatnonzero(wrong):
            source.faults.add(code, source.table.lines[at], str(headings[at]), found[at])
    frame["sound"] = frame["sound"] & ~unsound
    uncounted = {row for row, column in source.table.grid.uncounted if column == frame["at"].iat[0]}
    lines = {source.table.grid.lines[row] for row in uncounted}
    heading = str(frame["column"].iat[0]) if len(frame) else ""
    for line in source.table.lines:
        if line in lines:
            source.faults.say("formula_uncounted", line, heading, phrase("a formula"))
