"""The commands of the guide to sampling, done as they are written."""

import re
from pathlib import Path

import geopandas as gpd
from openpyxl import load_workbook

from layers.sampling import circle
from layers.store import open_store
from tests.layers.commands import ROOT, shell


def test_every_command_of_the_guide_works_and_the_filled_in_sheet_comes_back(tmp_path):
    text = (ROOT / "docs" / "guide" / "sampling.md").read_text(encoding="utf-8")
    *plans, last = re.findall(r"^ +(python -m layers .+)$", text, re.MULTILINE)
    field = gpd.GeoDataFrame(geometry=[circle(44.08, 22.10, 300).shape], crs=4326)
    field.to_file(tmp_path / "field.gpkg")
    (tmp_path / "data").symlink_to(ROOT / "data")
    for line in plans:
        done = shell(line, tmp_path)
        assert done.returncode == 0, (line, done.stderr)
    fill_in(tmp_path / "plan.xlsx")
    done = shell(last, tmp_path)
    assert done.returncode == 0, done.stderr
    values = open_store(tmp_path / "my-data").values()
    assert values["analyte"].tolist() == ["Cu"] * len(values)
    assert len(values) > 40


def fill_in(path: Path) -> None:
    book = load_workbook(path)
    heads = [cell.value for cell in book["data"][1]]
    written = {"Date": "2026-11-22", "Depth [cm]": "0-20", "Cu [mg/kg]": 50}
    for row in range(2, book["data"].max_row + 1):
        for head, cell in written.items():
            book["data"].cell(row, heads.index(head) + 1).value = cell
    book.save(path)
