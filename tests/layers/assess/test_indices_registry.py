"""The registries of the indices: strict, whole, and every number with its evidence."""

import csv
import shutil
from pathlib import Path

import pytest

from layers.assess.errors import RegistryError
from layers.assess.indices import ClassScale, IndexRegistry
from layers.assess.indices.registry import REGISTRY_FOLDER
from layers.assess.indices.terms import _MAKERS

REGISTRY = IndexRegistry.load()
FILES = (
    "index_definitions.csv",
    "index_classes.csv",
    "index_factors.csv",
    "index_background_sets.csv",
    "index_standards.csv",
    "backgrounds.csv",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(REGISTRY_FOLDER / name, tmp_path / name)
    return tmp_path


def edit(path: Path, row: int, column: str, value: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    lines[row - 2][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def test_every_index_of_the_method_is_there() -> None:
    assert list(REGISTRY.definitions) == [
        "CF", "PI", "Igeo", "EF", "Er", "Cdeg", "mCd", "PLI", "Nemerow", "RI", "MPI", "HPI",
        "HEI", "BCF", "BAF", "TF",
    ]  # fmt: skip
    assert set(_MAKERS) <= set(REGISTRY.definitions)


def test_every_kind_of_background_can_be_chosen() -> None:
    kinds = {row.kind for row in REGISTRY.background_sets.values()}
    assert {"upper_crust", "european_topsoil", "national", "local"} <= kinds


def test_the_default_choices_rest_on_no_number_from_memory() -> None:
    groups = (
        REGISTRY.background("ucc_rudnick_gao_2003"),
        REGISTRY.factor("hakanson_1980"),
        REGISTRY.standard("eu_98_83"),
    )
    assert not any(row.unchecked for group in groups for row in group.values())


def test_what_nobody_has_read_is_listed() -> None:
    names = [name for name, _ in REGISTRY.unchecked()]
    assert "formula of Nemerow" in names
    assert "mCd, ultra high degree of contamination" in names
    assert "foregs_topsoil, Cu" in names


def test_every_class_has_words_in_three_languages() -> None:
    for scale in REGISTRY.scales.values():
        for language in ("en", "ro", "sr"):
            labels = [scale.label(row.step, language) for row in scale.rows]
            assert all(labels)
            assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "message"),
    [
        ("backgrounds.csv", 5, "value", "-3", "backgrounds.csv, row 5, column value: found '-3'"),
        ("backgrounds.csv", 5, "value", "", "row 5, column value"),
        ("backgrounds.csv", 5, "unit", "%", "row 5, column unit: found '%'"),
        ("backgrounds.csv", 5, "verification", "sure", "row 5, column verification"),
        ("backgrounds.csv", 5, "verified_in", "", "needs verified_in"),
        ("backgrounds.csv", 5, "checked", "yes", "needs checked_by"),
        ("backgrounds.csv", 3, "analyte", "As", "ucc_rudnick_gao_2003, As stands twice"),
        ("backgrounds.csv", 5, "background_set", "moon", "differ in .*moon"),
        ("index_classes.csv", 3, "upper", "4", "step 1 ends at 4.0, step 2 begins at 3.0"),
        ("index_classes.csv", 3, "lower_inclusive", "no", "must belong to exactly one band"),
        ("index_classes.csv", 2, "lower", "0", "open ends"),
        ("index_classes.csv", 2, "index", "XX", "XX"),
        ("index_standards.csv", 2, "ideal", "99", "ideal value must be below"),
        ("index_definitions.csv", 2, "censored_rule", "", "column censored_rule"),
        ("index_definitions.csv", 2, "scale", "nobody", "CF has no scale nobody"),
    ],
)
def test_a_broken_row_is_named(
    folder: Path, file: str, row: int, column: str, value: str, message: str
) -> None:
    edit(folder / file, row, column, value)
    with pytest.raises(RegistryError, match=message):
        IndexRegistry.load(folder)


def test_an_unknown_column_is_an_error(folder: Path) -> None:
    path = folder / "index_factors.csv"
    head, rest = path.read_text("utf-8").split("\n", 1)
    path.write_text(f"{head},colour\n{rest}", "utf-8")
    with pytest.raises(RegistryError, match=r"index_factors.csv, row 1: .*colour"):
        IndexRegistry.load(folder)


def test_a_curator_checks_a_number_by_editing_its_row(folder: Path) -> None:
    path = folder / "backgrounds.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    row = 2 + next(i for i, r in enumerate(lines) if r["background_set"] == "foregs_topsoil")
    for column, value in (("checked", "yes"), ("checked_by", "M. Petrović"),
                          ("checked_on", "2026-11-30")):  # fmt: skip
        if column != "checked":
            edit(path, row, column, value)
    edit(path, row, "checked", "yes")
    before, after = REGISTRY.unchecked(), IndexRegistry.load(folder).unchecked()
    assert len(after) == len(before) - 1


def test_a_scale_needs_every_step() -> None:
    rows = REGISTRY.scales["CF", "hakanson_1980"].rows
    with pytest.raises(RegistryError, match="steps 0, 1, 2"):
        ClassScale.of([rows[0], rows[2]])
