"""README's first import in five lines, done as it is written."""

import re
from pathlib import Path

from openpyxl import load_workbook

from layers.store import open_store
from tests.layers.commands import shell

ROOT = Path(__file__).parents[3]


def test_a_laboratorys_first_import_works_as_readme_says(tmp_path):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("## A laboratory's first import\n")[2].partition("## ")[0]
    lines = re.findall(r"^    (.+)$", section, re.MULTILINE)
    assert len(lines) == 5
    done = [shell(line, tmp_path) for line in lines[:1]]
    fill_in(tmp_path / "survey.xlsx")
    done += [shell(line, tmp_path) for line in lines[1:3]]
    assert open_store(tmp_path / "own").values()["analyte"].tolist() == ["Cu", "As"]
    assert lines[3].startswith("ATLAS_DATA=own python app.py")
    done.append(shell(lines[4], tmp_path))
    assert [run.returncode for run in done] == [0, 0, 0, 0], [run.stderr for run in done]
    assert "2 values read" in done[1].stdout
    assert len(open_store(tmp_path / "own").values()) == 0


def fill_in(path: Path) -> None:
    book = load_workbook(path)
    heads = [cell.value for cell in book["data"][1]]
    row = {"Sample": "A-1", "Latitude": 44.0765, "Longitude": 22.0959, "Date": "2024-05-31",
           "Medium": "soil", "Cu [mg/kg]": 12.5, "As [mg/kg]": "<0.5"}  # fmt: skip
    book["data"].append([row.get(head) for head in heads])
    book.save(path)
