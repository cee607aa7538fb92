"""What the page on validation claims is what the tests and registries hold."""

import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "docs" / "VALIDATION.md", *sorted((ROOT / "docs" / "validation").glob("*.md"))]
ASSESS = ROOT / "tests" / "layers" / "assess"


def text() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def test_every_test_that_the_page_names_exists_and_tests_something() -> None:
    named = set(re.findall(r"`(?:tests/[\w/]*)?(test_\w+\.py)`", text()))
    assert len(named) > 15
    for name in named:
        found = list((ROOT / "tests").rglob(name))
        assert found, name
        assert any("def test_" in file.read_text("utf-8") for file in found), name


def test_every_known_answer_is_reproduced_or_listed_with_its_reason() -> None:
    ratios = rows(ASSESS / "known_soil_ratios.csv")
    answers = rows(ASSESS / "known_answers_indices.csv")
    ids = [row["id"] for row in (*ratios, *answers)]
    assert len(set(ids)) == len(ids) == 24 + 119
    said = text()
    assert f"Of {len(ids) + 1} compiled known answers {len(ratios)} are these ratios" in said
    for row in answers:
        if row["reproduced"] == "unsound":
            assert re.search(rf"\| [^|]*{row['id']}[^|]* \|", said), row["id"]


def test_oxides_and_marks_are_counted_as_the_registries_hold_them() -> None:
    oxides = rows(ROOT / "data" / "registry" / "oxides.csv")
    marks = rows(ROOT / "data" / "registry" / "essential.csv")
    numbers = [mark for mark in marks if mark["value"]]
    judging = [mark for mark in marks if mark["judges"] == "yes"]
    said = text()
    assert f"share of {len(oxides)} oxides" in said
    assert f"| {len(marks)} marks at the low end" in said
    counted = f"{len(numbers)} carry a number and the text it was read in; "
    counted += f"{len(marks) - len(numbers)} say that none was found; {len(judging)} judge"
    assert counted in said


def test_every_decree_table_has_its_provenance() -> None:
    for table in sorted((ASSESS / "decrees").glob("*.txt")):
        assert table.read_text("utf-8").startswith("#"), table.name
