"""What holds for a whole row: who, where, when, how deep, in what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.intake.amounts import Amounts, Comma, read_amounts
from layers.intake.dates import Order, Period, exchanged_days, hour_of, order_of_days, read_period
from layers.intake.depths import Depth, read_depth
from layers.intake.faults import Faults
from layers.intake.formulas import unguarded, would_run
from layers.intake.headings import Column
from layers.intake.mapping import Mapping
from layers.intake.phrases import Terms, phrase
from layers.intake.table import LabTable
from layers.intake.words import BASES, Words

TEXTS = ("sample_id", "point_id", "name", "municipality", "water_body", "taxon", "organ",
         "method", "extraction", "note", "locator", "source_id", "measurement_id", "replicate",
         "foodstuff", "from_memory", "site_id", "type", "status", "commodities",
         "operator", "other_names", "point_source_id", "point_note")  # fmt: skip
TERMS = ("medium", "land_use", "fraction", "statistic", "country", "position", "scope",
         "coord_quality")  # fmt: skip
AMOUNTS = ("n", "sd", "clay_pct", "organic_matter_pct", "hardness_mg_l", "below_limit_n",
           "coord_uncertainty_m")  # fmt: skip

LIMITS_DEPEND_ON = {"clay_pct": "%", "organic_matter_pct": "%", "hardness_mg_l": "mg/L"}
"""Amounts that limits depend on, and the unit in which `judge` takes them."""

_LONGEST = 2_000
_MOST_SAMPLES = 1e6


@dataclass
class Source:
    """A table with what is needed to read it.

    `properties`: clay, organic matter and hardness are values too, beside what they are for.
    """

    table: LabTable
    words: Words
    mapping: Mapping
    faults: Faults
    comma: Comma
    properties: bool = True

    def column(self, role: str) -> Column | None:
        """Return the first column of a role."""
        return next((one for one in self.table.columns if one.role == role), None)

    def cells(self, at: int) -> list[object]:
        """Return the cells of a column."""
        return [row[at] for row in self.table.rows]

    def series(self, at: int) -> pd.Series:
        """Return the cells of a column as a series of objects."""
        return pd.Series(self.cells(at), dtype=object)

    def texts(self, at: int) -> tuple[npt.NDArray[np.int64], list[str]]:
        """Return the distinct texts of a column, stripped, and which of them each row has."""
        cells = self.series(at).to_numpy(dtype=object)
        codes, distinct = pd.factorize(cells, use_na_sentinel=False)
        stripped = ["" if pd.isna(cell) else str(cell).strip() for cell in distinct]
        again, texts = pd.factorize(np.array(stripped, dtype=object))
        return np.asarray(again[codes], dtype=np.int64), texts.tolist()


def row_fields(source: Source) -> pd.DataFrame:
    """Return one row a row of the table, with every role it fills.

    Texts are stripped, words are those of the vocabularies, dates ISO, depths centimetres;
    ``""`` and NaN where nothing is said. `refused` is True where a cell makes the whole row
    unusable. Each fault is noted.
    """
    frame = pd.DataFrame({"line": np.asarray(source.table.lines, dtype="int64")})
    frame["refused"] = False
    frame.loc[source.table.refused, "refused"] = True
    for role in TEXTS:
        frame[role] = _texts(source, role)
    for role in TERMS:
        _add_terms(source, role, frame)
    _add_bases(source, frame)
    for role in AMOUNTS:
        frame[role] = _amounts(source, role, frame)
    _add_dates(source, frame)
    _add_depths(source, frame)
    _leave_out(source, frame)
    return frame


def _leave_out(source: Source, frame: pd.DataFrame) -> None:
    """Refuse the rows that the mapping does not want, and say how many."""
    for role, words in source.mapping.leave_out.items():
        unwanted = frame[role].isin(words) if role in frame else pd.Series(False, frame.index)
        if unwanted.any():
            column = source.column(role)
            found = phrase("{count} rows with {words}", count=int(unwanted.sum()),
                           words=", ".join(words))  # fmt: skip
            heading = column.heading if column else role
            source.faults.say("left_out", None, heading, found)
        frame["refused"] |= unwanted


def _constant(source: Source, role: str) -> str:
    return source.mapping.constants.get(role, "")


def _texts(source: Source, role: str) -> pd.Series:
    """Return the texts of a column; what a spreadsheet or browser would run is left out."""
    column = source.column(role)
    if column is None:
        return pd.Series(_constant(source, role), index=range(len(source.table.rows)), dtype=object)
    cells = source.series(column.at)
    codes, distinct = pd.factorize(cells.to_numpy(dtype=object))
    tidy = np.array([*(unguarded(_text(cell)) for cell in distinct), ""], dtype=object)
    runs = np.array([*(would_run(text) for text in tidy[:-1]), False])
    for at in np.flatnonzero(runs[codes]):
        source.faults.add("active_text", source.table.lines[at], column.heading, cells.iloc[at])
    tidy[runs] = ""
    _mend_letters(source, column, tidy, codes)
    own = source.mapping.terms.get(role, {})
    return pd.Series(np.array([own.get(text, text) for text in tidy], dtype=object)[codes])


def _mend_letters(source: Source, column: Column, tidy: npt.NDArray[Any], codes: Any) -> None:
    """Put right UTF-8 that somebody has read as Windows-1252, such as ParoÅŸeni."""
    for number, text in enumerate(tidy):
        if str(text).isascii():
            continue
        try:
            read = text.encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        line = source.table.lines[int(np.flatnonzero(codes == number)[0])]
        source.faults.add("mojibake", line, column.heading, text, read=read)
        tidy[number] = read


def _text(cell: object) -> str:
    """Return a cell as text on one line; a whole number without its point, a day without time."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())[:_LONGEST].removesuffix(" 00:00:00")


def _add_terms(source: Source, role: str, frame: pd.DataFrame) -> None:
    """Add a column of words of a vocabulary; unknown words are faults, kept as they stand."""
    column = source.column(role)
    given = _texts(source, role)
    if column is None:
        frame[role] = given
        return
    own = source.mapping.terms.get(role, {})
    codes, texts = pd.factorize(given.to_numpy(dtype=object))
    found = [own.get(text) or _term(source.words, role, text) for text in texts]
    kept = [text if word is None else word for text, word in zip(texts, found, strict=True)]
    frame[role] = np.array(kept, dtype=object)[codes]
    unknown = np.array([word is None for word in found], dtype=bool)[codes]
    code = "unknown_medium" if role == "medium" else f"unknown_{role}"
    code = code if code in source.words.faults else "unknown_word"
    known = Terms(role, _known(source.words, role))
    for at, text in zip(np.flatnonzero(unknown), given[unknown], strict=True):
        source.faults.add(code, source.table.lines[at], column.heading, text, known=known)
    if source.words.faults[code].severity == "error":
        frame["refused"] |= unknown
    else:
        frame[role] = frame[role].where(~unknown, "")
    if role in source.mapping.constants:
        frame[role] = frame[role].where(frame[role] != "", _constant(source, role))


def _add_bases(source: Source, frame: pd.DataFrame) -> None:
    """Take the mass base from a further column of fractions: Basis beside Fraction."""
    for column in [one for one in source.table.columns if one.role == "fraction"][1:]:
        codes, texts = source.texts(column.at)
        terms = np.array(
            [source.words.term("fraction", text) or "" for text in texts], dtype=object
        )
        said = pd.Series(terms[codes], index=frame.index)
        frame["fraction"] = frame["fraction"].mask(said.isin(BASES), said)


def _known(words: Words, role: str) -> tuple[str, ...]:
    return tuple(words.registry.media["medium"]) if role == "medium" else words.registry.terms(role)


def _term(words: Words, role: str, text: str) -> str | None:
    if text in ("", "-"):
        return ""
    return words.term(role, text)


def _amounts(source: Source, role: str, frame: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return a column of plain numbers; what is none is a flag and left empty.

    In a column that a limit depends on it stands as -inf: `judge` must not take it for unknown.
    """
    column = source.column(role)
    constant = _constant(source, role)
    if column is None:
        return np.full(len(frame), float(constant) if constant else np.nan)
    cells = source.series(column.at)
    if role == "coord_uncertainty_m" and source.mapping.uncertainty:
        cells = cells.map(lambda cell: source.mapping.uncertainty.get(_text(cell), cell))
    read = read_amounts(cells, source.comma, source.words)
    target = LIMITS_DEPEND_ON.get(role)
    factor = _factors(source, column.unit_text, target or "", read)
    wrong = ~np.isin(read.kind.astype(str), ["number", "missing"]) | np.isnan(factor)
    for at in np.flatnonzero(wrong):
        source.faults.add("not_a_number", source.table.lines[at], column.heading, cells.iloc[at])
    if role == "n":
        no_count = ~wrong & ~np.isnan(read.value)
        no_count &= (read.value % 1 != 0) | (read.value < 1) | (read.value > _MOST_SAMPLES)
        for at in np.flatnonzero(no_count):
            source.faults.add("no_count", source.table.lines[at], column.heading, cells.iloc[at])
        wrong |= no_count
    return np.where(wrong, -np.inf if target else np.nan, read.value * factor)


def _factors(source: Source, unit: str, target: str, read: Amounts) -> npt.NDArray[np.float64]:
    """Return what turns amounts into `target`; NaN where a unit in the cell contradicts it."""
    registry = source.words.registry
    match = source.words.unit(unit) if target and unit else None
    factor = np.full(len(read.value), registry.factors([match.unit], [target])[0] if match else 1.0)
    said = {text: registry.find_unit(text) for text in set(read.unit)}
    stated = match.unit if match else target
    against = [text for text, one in said.items() if one and one.unit != stated]
    factor[np.isin(read.unit.astype(str), against if target else ["%"])] = np.nan
    return factor


def _add_dates(source: Source, frame: pd.DataFrame) -> None:
    """Add date_start, date_end and misdated; dates that cannot be refuse the row."""
    frame["date_start"] = frame["date_end"] = ""
    frame["misdated"] = False
    for role in ("date_start", "date_end", "year"):
        column = source.column(role)
        if column is None or (role == "year" and source.column("date_start")):
            continue
        cells = source.series(column.at)
        order: Order = source.mapping.file.dates or order_of_days(cells.dropna().unique())
        if order == "mixed":
            found = phrase("days first and months first")
            source.faults.say("mixed_days", None, column.heading, found)
        _note_exchanged(source, column, cells)
        start, end, refused = _dates(source, column, cells, order)
        if role == "date_end":
            frame["date_end"] = np.where(end != "", end, frame["date_end"])
        else:
            frame["date_start"], frame["date_end"] = start, end
        frame["misdated"] |= refused
        if role == "date_start":
            _add_hours(cells, frame)
    constant = _constant(source, "date_start") or _constant(source, "year")
    if constant:
        frame["date_start"] = frame["date_start"].replace("", constant)
        frame["date_end"] = frame["date_end"].replace("", constant)
    _refuse_periods(source, frame)
    frame["refused"] |= frame["misdated"]


def _note_exchanged(source: Source, column: Column, cells: pd.Series) -> None:
    """Flag days that a spreadsheet may have exchanged with their months."""
    count = exchanged_days(cells.dropna().unique())
    if count:
        found = phrase("{count} dates up to the 12th beside dates as text", count=count)
        source.faults.say("days_exchanged", None, column.heading, found)


def _refuse_periods(source: Source, frame: pd.DataFrame) -> None:
    """Refuse rows whose two columns of dates make no period: an end alone, or before the start."""
    column = source.column("date_end")
    if column is None:
        return
    for at in np.flatnonzero((frame["date_end"] != "") & ~frame["misdated"]):
        start, end = frame.at[at, "date_start"], frame.at[at, "date_end"]
        shorter = min(len(start), len(end))
        if not start or end[:shorter] < start[:shorter]:
            code = "ends_before" if start else "no_beginning"
            cell = source.cells(column.at)[at]
            source.faults.add(code, source.table.lines[at], column.heading, cell)
            frame.at[at, "misdated"] = True


def _add_hours(cells: pd.Series, frame: pd.DataFrame) -> None:
    """Tell samples of one day apart by the hour, which dates do not hold; keep it as a remark."""
    codes, distinct = pd.factorize(cells.to_numpy(dtype=object))
    hours = np.array([*map(hour_of, distinct), ""], dtype=object)[codes]
    told = hours != ""
    if told.any():
        pairs = zip(frame["note"], hours, strict=True)
        notes = ("; ".join(filter(None, (note, f"at {hour}"))) for note, hour in pairs)
        frame["note"] = frame["note"].where(~told, pd.Series(list(notes), frame.index, object))
        alone = told & (frame["replicate"] == "").to_numpy()
        frame["replicate"] = frame["replicate"].where(~alone, pd.Series(hours, frame.index))


def _dates(
    source: Source, column: Column, cells: pd.Series, order: Order
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_], npt.NDArray[np.bool_]]:
    """Return starts, ends, and the rows whose date cannot be; equal cells are read once."""
    codes, distinct = pd.factorize(cells.to_numpy(dtype=object))
    periods = [read_period(cell, order, source.words) for cell in distinct]
    today = date.today().isoformat()
    found = [_date_fault(source, *pair, today) for pair in zip(distinct, periods, strict=True)]
    kinds = np.array([*found, ""], dtype=object)[codes]
    for at in np.flatnonzero(kinds != ""):
        code, period = kinds[at], periods[codes[at]]
        line, cell = source.table.lines[at], cells.iloc[at]
        source.faults.add(code, line, column.heading, cell, read=period.start)
    wrong = [code for code in found if code and source.words.faults[code].severity == "error"]
    start = np.array([*(period.start for period in periods), ""], dtype=object)[codes]
    end = np.array([*(period.end for period in periods), ""], dtype=object)[codes]
    return start, end, np.isin(kinds.astype(str), wrong)


def _date_fault(source: Source, cell: object, period: Period, today: str) -> str:
    """Return what is wrong or doubtful about a date; nothing for a blank cell."""
    if isinstance(cell, str) and source.words.sign(cell) in ("missing", "non_detect"):
        return ""
    if not period.start:
        return "date_unreadable"
    if period.start > today[: len(period.start)]:
        return "date_in_future"
    if period.end and period.end[: len(period.start)] < period.start[: len(period.end)]:
        return "ends_before"
    return period.doubt


def _add_depths(source: Source, frame: pd.DataFrame) -> None:
    """Add depth_top_cm and depth_bottom_cm, from one column or two, in any unit of length."""
    for role in ("depth_top_cm", "depth_bottom_cm"):
        column = source.column(role)
        if column is None:
            frame[role] = _amounts(source, role, frame)
            continue
        top, bottom = _depths(source, column)
        between = top != bottom
        for at in np.flatnonzero(between & ~np.isnan(top)).tolist():
            cell = source.cells(column.at)[at]
            source.faults.add("depth_unreadable", source.table.lines[at], column.heading, cell)
        frame[role] = np.where(between, np.nan, top)
    column = source.column("depth")
    if column is not None:
        frame["depth_top_cm"], frame["depth_bottom_cm"] = _depths(source, column)
    turned = frame["depth_bottom_cm"] < frame["depth_top_cm"]
    for at in map(int, np.flatnonzero(turned)):
        top, bottom = frame.at[at, "depth_top_cm"], frame.at[at, "depth_bottom_cm"]
        found = phrase("{top} to {bottom} cm", top=f"{top:g}", bottom=f"{bottom:g}")
        source.faults.say("depth_turned", source.table.lines[at], "depth", found)
    frame["refused"] |= turned


def _depths(
    source: Source, column: Column
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return tops and bottoms of a column in centimetres; equal cells are read once."""
    cells = source.series(column.at).to_numpy(dtype=object)
    codes, distinct = pd.factorize(cells)
    depths = [_depth(source, cell, column.centimetres) for cell in distinct]
    faults = np.array([*(depth.fault for depth in depths), ""], dtype=object)[codes]
    for at in np.flatnonzero(faults != ""):
        source.faults.add(faults[at], source.table.lines[at], column.heading, cells[at])
    top = np.array([*(depth.top for depth in depths), np.nan])[codes]
    return top, np.array([*(depth.bottom for depth in depths), np.nan])[codes]


def _depth(source: Source, cell: object, factor: float) -> Depth:
    if isinstance(cell, str) and source.words.sign(cell) == "missing":
        return Depth()
    return read_depth(cell, factor)
