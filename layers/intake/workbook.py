"""What XLSX and ODS say of cells beside their values: how far they reach, how they are shown."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from typing import NamedTuple

from layers.intake.number_format import is_odd

_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\s([^>]*)>")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\b([^>]*)>")
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|_.")
# what stands before a literal is looked for at every byte: these begin with one, or look behind
_ROW = re.compile(rb"row(?<=[<:]row)\s(?:[^<>]*?\s)?r=[\"'](\d+)")
_PLACES = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ELEMENT = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{0,3})(\d{1,7})[\"']")
_PERCENT_FORMATS = {"9", "10"}
_ODS = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table(?=[ >]))([^>]*)>")
_TIMES = re.compile(rb"table:number-(?:rows|columns)-repeated=[\"'](\d{1,7})")
_NAME = re.compile(rb"table:name=[\"']([^\"']*)")
_FORMULA = re.compile(rb"<c ([^>]*)>\s*<f[ />].*?</c>", re.DOTALL)
_ERROR = re.compile(rb'<c ([^>]*\bt="e"[^>]*)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?\s*<v>([^<]*)</v>')
_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col) ([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)>")
_HAS_VALUE = re.compile(rb"<v(?: [^>]*)?>[^<]|<is>")


class Sheet(NamedTuple):
    """Rows and columns up to the last cell with something in it, and the cells in percent.

    These are (row from 1, column from 0).
    """

    rows: int
    columns: int
    percents: set[tuple[int, int]]


class Workbook:
    """The XML of a spreadsheet's sheets, by their names; none for forms other than XLSX and ODS."""

    def __init__(self, data: bytes):
        self._archive = zipfile.ZipFile(io.BytesIO(data)) if data.startswith(b"PK") else None
        self._entries = set(self._archive.namelist()) if self._archive else set()
        self._parts = dict(self._found())
        self._formats = dict(self._style_formats())
        self.percent_styles = frozenset(self._percents())
        self.odd_styles = {style: code for style, code in self._formats.items() if is_odd(code)}
        self.open_sheets = open_sheets(self._read("content.xml"))

    def xml(self, sheet: str) -> bytes:
        """Return the XML of a sheet; nothing when the file has none."""
        return self._read(self._parts.get(sheet, ""))

    def _read(self, part: str) -> bytes:
        return self._archive.read(part) if self._archive and part in self._entries else b""

    def _text(self, part: str) -> str:
        return self._read(part).decode("utf-8", errors="replace")

    def _found(self) -> Iterator[tuple[str, str]]:
        """Yield name and part of each sheet: parts are numbered in no order that one can trust."""
        related = [_attributes(text) for text in _RELATION.findall(
            self._text("xl/_rels/workbook.xml.rels"))]  # fmt: skip
        targets = {one.get("Id", ""): one.get("Target", "") for one in related}
        for text in _SHEET.findall(self._text("xl/workbook.xml")):
            about = _attributes(text)
            number = next((value for key, value in about.items() if key.endswith(":id")), "")
            target = targets.get(number, "")
            yield about.get("name", ""), posixpath.join("/xl", target).lstrip("/")

    def _style_formats(self) -> Iterator[tuple[str, str]]:
        """Yield number and format of each style."""
        text = self._text("xl/styles.xml")
        codes = dict.fromkeys(_PERCENT_FORMATS, "0%")
        codes |= {
            one.get("numFmtId", ""): one.get("formatCode", "")
            for one in map(_attributes, _FORMAT.findall(text))
        }
        block = _STYLES.search(text)
        for number, style in enumerate(_STYLE.findall(block[0]) if block else []):
            yield str(number), codes.get(_attributes(style).get("numFmtId", ""), "")

    def _percents(self) -> Iterator[str]:
        """Yield the numbers of the styles that show a cell as percent."""
        for style, code in self._formats.items():
            if "%" in _LITERAL.sub("", code):
                yield style


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def extent(xml: bytes, cells: int, columns: int) -> tuple[int, int]:
    """Return rows and columns up to the last cell; (0, 0) where they are surely not too many.

    One stray cell at the end of a sheet makes a reader unpack all the empty ones before it.

    Parameters
    ----------
    xml : bytes
        A sheet.
    cells, columns : int
        How many there may be.

    Examples
    --------
    >>> extent(b'<row r="1"><c r="A1"/></row><row r="2"><c r="XFD1048576"/></row>', 10**6, 500)
    (1048576, 16384)
    """
    last = max(map(int, _ROW.findall(xml)), default=1)
    digits = len(str(last))
    most = max(min(columns, cells // 10**digits), 1)
    if not _beyond(digits, most).search(xml):
        return 0, 0
    places = _PLACES.findall(xml)
    rows = max(last, *(int(row) for _, row in places)) if places else last
    wide = max(map(_number, {letters for letters, _ in places}), default=1)
    return rows, wide


def _beyond(digits: int, columns: int) -> re.Pattern[bytes]:
    """Return what matches the place of a cell in a row of more digits, or in a later column.

    >>> later = _beyond(3, 27)
    >>> [bool(later.search(place)) for place in (b' r="AB1"', b' r="AA999"', b' r="A1000"')]
    [True, False, True]
    """
    letters = ""
    while columns:
        columns, rest = divmod(columns - 1, 26)
        letters = chr(65 + rest) + letters
    later = [f"[A-Z]{{1,3}}\\d{{{digits + 1}}}", f"[A-Z]{{{len(letters) + 1},}}\\d"]
    for at, letter in enumerate(letters):
        if letter != "Z":
            rest_of = len(letters) - at - 1
            later.append(f"{letters[:at]}[{chr(ord(letter) + 1)}-Z][A-Z]{{{rest_of}}}\\d")
    return re.compile(rf"r=[\"'](?:{'|'.join(later)})".encode())


def _number(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column


def styled_cells(xml: bytes, styles: Collection[str]) -> dict[tuple[int, int], str]:
    """Return the style of each cell in one of these, by (row from 1, column from 0)."""
    styled = re.compile(rb"\bs=[\"'](%s)[\"']" % "|".join(sorted(styles)).encode())
    found: dict[tuple[int, int], str] = {}
    if not styles or not styled.search(xml):
        return found
    row = column = 0
    for element in _ELEMENT.finditer(xml):
        place = _PLACE.search(element[2])
        if element[1] == b"row":
            row, column = int(place[2]) if place else row + 1, 0
            continue
        if place and place[1]:
            row, column = int(place[2]), _number(place[1]) - 1
        if style := styled.search(element[2]):
            found[row, column] = style[1].decode()
        column += 1
    return found


def open_sheets(xml: bytes) -> dict[str, Sheet]:
    """Return what an ODS says of its sheets; empty cells at the end reach nowhere.

    >>> open_sheets(
    ...     b'<table:table table:name="a"><table:table-row><table:table-cell '
    ...     b'table:number-columns-repeated="16383"/><table:table-cell '
    ...     b'office:value-type="percentage" office:value="0.25"></table:table-cell>'
    ... )
    {'a': Sheet(rows=1, columns=16384, percents={(1, 16383)})}
    """
    found: dict[str, Sheet] = {}
    sheet, row, last, column = Sheet(0, 0, set()), 0, 0, 0
    name = ""
    for element in _ODS.finditer(xml):
        kind, about = element[1], element[2]
        repeated = _TIMES.search(about)
        times = int(repeated[1]) if repeated else 1
        if kind == b"table":
            named = _NAME.search(about)
            name = html.unescape(named[1].decode("utf-8", "replace")) if named else ""
            found[name] = sheet = Sheet(0, 0, set())
            row = last = column = 0
        elif kind == b"table-row":
            row, last, column = last + 1, last + times, 0
        else:
            column += times
            if b"value-type" in about:
                wide, long = max(sheet.columns, column), max(sheet.rows, last)
                found[name] = sheet = Sheet(long, wide, sheet.percents)
                if b"percentage" in about:
                    sheet.percents.update(_block(row, last, column - times, column))
    return found


def _block(row: int, last: int, first: int, end: int) -> set[tuple[int, int]]:
    """Return the places of a cell that is written once for many; of no more than a table holds."""
    rows, columns = range(row, min(last, row + 10_000) + 1), range(first, min(end, first + 500))
    return {(one, other) for one in rows for other in columns}


def uncounted(xml: bytes) -> Iterator[tuple[int, int]]:
    """Yield (row from 1, column from 0) of cells with a formula and no value."""
    if b"<f" not in xml:
        return
    for cell in _FORMULA.finditer(xml):
        place = _PLACE.search(cell[1])
        if place and not _HAS_VALUE.search(cell[0]):
            yield int(place[2]), _number(place[1]) - 1


def errors(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield (row from 1, column from 0, text) of cells that hold an error, such as #DIV/0!."""
    if b't="e"' not in xml:
        return
    for about, text in _ERROR.findall(xml):
        place = _PLACE.search(about)
        if place:
            yield int(place[2]), _number(place[1]) - 1, text.decode("utf-8", "replace")


def hidden(xml: bytes) -> tuple[set[int], list[tuple[int, int]]]:
    """Return the hidden rows of a sheet, and its hidden columns as (first, last), from 1.

    >>> hidden(b'<col min="2" max="3" hidden="1"/><row r="7" hidden="1"><row r="8">')
    ({7}, [(2, 3)])
    """
    if b"hidden=" not in xml:
        return set(), []
    rows, columns = set[int](), list[tuple[int, int]]()
    for kind, text in _HIDDEN.findall(xml):
        about = _attributes(text.decode("utf-8", "replace"))
        if kind == b"row":
            rows.add(int(about.get("r", 0)))
        else:
            columns.append((int(about.get("min", 0)), int(about.get("max", 0))))
    return rows, columns
