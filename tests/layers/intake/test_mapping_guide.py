"""The guide's mapping reads the guide's table."""

import re
from pathlib import Path

import pytest

from layers.intake import read_intake
from layers.intake.mapping import parse_mapping
from layers.intake.mapping_fault import MappingError
from tests.layers.intake.tables import words

GUIDE = (Path(__file__).parents[3] / "docs" / "guide" / "mappings.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


def test_the_guides_mapping_reads_its_table():
    mapping = parse_mapping(block("yaml"), "guide", words())
    intake = read_intake(block("csv").encode(), "lab.csv", words(), mapping=mapping)
    sound = intake.sound[["sample_id", "name", "lat", "date_start", "analyte", "value", "unit"]]
    assert sound.to_numpy(object).tolist() == [
        ["17", "Slatina", 44.04, "2024-04-03", "Cu", 150.5, "mg/kg"],
        ["18", "Oštrelj", 44.09, "2024-04-17", "Pb", 12.0, "mg/kg"],
    ]
    lead = intake.values[(intake.values["analyte"] == "Pb") & (intake.values["sample_id"] == "17")]
    assert lead["censoring"].tolist() == ["<"]
    assert not lead["sound"].any()  # nobody says below what


def test_an_analyte_in_the_place_of_a_role_is_answered_as_the_guide_says():
    with pytest.raises(MappingError) as refused:
        parse_mapping("mapping: 1\ntitle: x\ncolumns: {bakar: Cu}", "lab.yaml", words())
    said = str(refused.value).removeprefix("lab.yaml, ")
    assert said in GUIDE
