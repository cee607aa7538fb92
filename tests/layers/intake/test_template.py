"""The template can be filled in and read back, in each of the four languages."""

import io

import pytest
from openpyxl import load_workbook

from layers.__main__ import main
from layers.intake import IntakeError
from layers.intake.template import template
from layers.languages import languages
from tests.layers.intake.tables import read, values, words


@pytest.mark.parametrize("language", list(languages()))
def test_a_filled_template_is_understood_whole(language):
    book = load_workbook(io.BytesIO(template(words(), language)))
    sheet = book["data"]
    heads = [cell.value for cell in sheet[1]]
    examples = dict(zip(words().headings["role"], words().headings["example"], strict=True))
    roles = [words().role(head) for head in heads]
    row = [examples[role] if role else 12.5 for role in roles]
    row[roles.index("detection_limit")] = 0.1
    sheet.append([float(cell) if role in ("lat", "lon") else cell
                  for role, cell in zip(roles, row, strict=True)])  # fmt: skip
    stream = io.BytesIO()
    book.save(stream)
    intake = read(stream.getvalue(), "filled.xlsx", constants={})
    assert not intake.faults.errors
    assert not intake.faults.of("column_ignored")
    assert values(intake, "analyte") == words().registry.analytes["analyte"].head(12).tolist()
    assert set(values(intake, "land_use")) == {"garden"}


def test_the_dictionary_explains_every_column_in_four_languages():
    rows = list(load_workbook(io.BytesIO(template(words())))["dictionary"].values)
    assert [row[0] for row in rows[:4]] == [one.name for one in languages().values()]
    explained = {row[0]: row[3:] for row in rows[6:]}
    assert {"sample_id", "lat", "medium", "detection_limit", "analyte"} <= explained.keys()
    assert all(all(texts) and len(texts) == 8 for texts in explained.values())
    assert explained["lat"][6] == "Географска ширина"


def test_the_dictionary_calls_sheets_and_standards_by_the_names_that_stand_in_the_file():
    book = load_workbook(io.BytesIO(template(words())))
    said = {row[0]: row[1] for row in list(book["dictionary"].values)[:4]}
    assert all("data" in text and "{" not in text for text in said.values())
    cells = " ".join(str(cell) for row in book["dictionary"].values for cell in row if cell)
    assert "дата" not in cells
    assert "ИСО" not in cells
    assert "положаја [m]" in cells


@pytest.mark.parametrize("language", list(languages()))
def test_an_unfilled_template_is_refused_by_the_sheet_to_fill_in(language):
    with pytest.raises(IntakeError) as refusal:
        read(template(words(), language), "template.xlsx", constants={})
    [fault] = refusal.value.faults.errors
    assert fault.sheet == "data"
    assert fault.found == "headings and no rows of values"


def test_the_command_writes_it(tmp_path, capsys):
    assert main(["template", "-o", str(tmp_path / "t.xlsx"), "--lang", "ro"]) == 0
    assert "fill the sheet 'data'" in capsys.readouterr().out
    assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["data", "dictionary", "words"]
    assert main(["template", "-o", str(tmp_path / "t.doc")]) == 1
    assert "expected a name ending in .xlsx" in capsys.readouterr().err
