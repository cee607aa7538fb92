"""An empty table to fill in, with every column and word explained in the four languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from layers.errors import AtlasError
from layers.intake.sheets import DATA, DICTIONARY
from layers.intake.words import Words
from layers.languages import Language, languages, to_cyrillic

HOW_TO_FILL = "how_to_fill"
_ANALYTES = 12
_PARTS = ("label", "description")
_VOCABULARIES = ("land_use", "fraction", "coord_quality")


Cells = Mapping[str, object]
"""What is known of a row beforehand, by the role of its column."""


def template(
    words: Words, language: str = "en", rows: Sequence[Cells] = (), measured: Sequence[str] = ()
) -> bytes:
    """Return an XLSX with a table to fill in, a data dictionary and the words that cells may hold.

    Parameters
    ----------
    words : Words
        The registries: headings, media, vocabularies, analytes and units.
    language : str
        Language of the headings of the table, a code of `registry/languages.csv`; the
        dictionary always has all.
    rows : sequence of mapping, optional
        Rows that are partly filled in, such as the samples of a plan.
    measured : sequence of str, optional
        Headings of the measured columns with their unit; some metals in mg/kg without it.

    Raises
    ------
    AtlasError
        When there is no such language.
    """
    from openpyxl import Workbook

    book = Workbook()
    data = book.active
    data.title = DATA
    for cells in table(words, language, rows, measured):
        data.append(cells)
    for title, told in ((DICTIONARY, _dictionary(words)), ("words", _terms(words))):
        sheet = book.create_sheet(title)
        for line in told:
            sheet.append(line)
    for sheet in book.worksheets:
        _dress(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(
    words: Words, language: str, rows: Sequence[Cells] = (), measured: Sequence[str] = ()
) -> list[list[object]]:
    """Return the table of the template as lists of cells, the headings first; see `template`."""
    known = languages()
    if language not in known:
        raise AtlasError(f"found language {language!r}, expected one of {', '.join(known)}")
    asked = words.headings[words.headings["in_template"] == "yes"].to_dict("records")
    heads = [_in(row, "label", known[language]) for row in asked]
    metals = list(measured) or list(_metals(words))
    filled = [[row.get(str(one["role"])) for one in asked] + [None] * len(metals) for row in rows]
    return [[*heads, *metals], *filled]


def headings_table(words: Words, language: str = "en") -> bytes:
    """Return a CSV, in UTF-8 with a mark, of the headings of the template alone."""
    stream = io.StringIO()
    csv.writer(stream).writerow(table(words, language)[0])
    return stream.getvalue().encode("utf-8-sig")


def write_template(words: Words, path: Path, language: str = "en") -> None:
    """Write the template; see `template`."""
    if path.suffix.lower() != ".xlsx":
        raise AtlasError(f"{path}: expected a name ending in .xlsx")
    if not path.parent.is_dir():
        raise AtlasError(f"{path.parent}: no such folder")
    path.write_bytes(template(words, language))


def _metals(words: Words) -> Iterator[str]:
    """Yield the headings of some metals with their unit."""
    metals = words.registry.analytes.sort_values("priority").head(_ANALYTES)
    yield from (f"{key} [mg/kg]" for key in metals["analyte"])


def _in(row: Any, column: str, language: Language) -> str:
    """Return a text of a registry row in one of the languages."""
    text = str(row[f"{column}_{language.labels}"])
    return to_cyrillic(text) if language.script == "Cyrl" else text


def _dictionary(words: Words) -> Iterator[list[str]]:
    """Yield the data dictionary: heading and description of each column in every language."""
    rows = words.headings.to_dict("records")
    [how] = [row for row in rows if row["role"] == HOW_TO_FILL]
    for language in languages().values():
        # the name of a sheet is put in last, so that no script changes it
        yield [language.name, _in(how, "description", language).format(data=DATA)]
    yield []
    names = [language.name for language in languages().values()]
    head = [f"{what} ({name})" for name in names for what in ("heading", "meaning")]
    yield ["role", "needed", "example", *head]
    for row in rows:
        if row["in_template"] != "no":
            parts = ((part, one) for one in languages().values() for part in _PARTS)
            needed = {"yes": "", "long": "long form: one row a value"}[row["in_template"]]
            said = [_in(row, part, language) for part, language in parts]
            yield [str(row["role"]), needed, str(row["example"]), *said]


def _terms(words: Words) -> Iterator[list[str]]:
    """Yield the words that cells of a column may hold, in every language."""
    registry = words.registry
    yield ["column", "word", *(language.name for language in languages().values())]
    media = registry.media.rename(columns={"medium": "term"}).assign(vocabulary="medium")
    analytes = registry.analytes.rename(columns={"analyte": "term"}).assign(vocabulary="analyte")
    chosen = registry.vocabulary[registry.vocabulary["vocabulary"].isin(_VOCABULARIES)]
    for frame in (media, chosen, analytes):
        for row in frame.to_dict("records"):
            labels = [_in(row, "label", language) for language in languages().values()]
            yield [str(row["vocabulary"]), str(row["term"]), *labels]
    for unit in registry.units.itertuples():
        if unit.dimension.startswith("mass"):
            yield ["unit", str(unit.unit)]


def _dress(sheet: Any) -> None:
    """Make headings bold, columns wide enough to read, and keep the headings in view."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    bold = 6 if sheet.title == DICTIONARY else 1
    for number, cells in enumerate(sheet.iter_cols(), 1):
        longest = max((len(str(cell.value)) for cell in cells if cell.value), default=8)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = min(max(longest + 2, 10), 60)
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[bold]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = f"A{bold + 1}"
