"""Embargoes: held until their day, and never over rows that are shown already."""

from datetime import date
from pathlib import Path

import pytest

from layers.store import open_store
from layers.store.embargo import without_embargoed
from layers.validate import read_package
from tests.layers.intake.test_import import LAB, SOURCE, contents, run

DAY = "2090-01-01"
LATER = LAB.replace("A1;", "A8;").replace("A2;", "A9;")


def shown(store: Path) -> int:
    return len(open_store(store).values())


def test_an_embargoed_source_is_shown_from_its_day_on(lab, store):
    run(lab, store, "--medium", "soil", *SOURCE, "--embargo", "2090-01-01")
    assert len(open_store(store).values()) == 0
    assert len(open_store(store).sources()) == 0
    package = read_package(store)
    assert len(package.frames["measurements"]) == 6
    assert len(without_embargoed(package, date(2090, 1, 1)).frames["measurements"]) == 6


@pytest.mark.parametrize("options", [SOURCE, SOURCE[:2]])
def test_an_embargo_lasts_when_its_file_comes_again_without_it(lab, store, options, capsys):
    run(lab, store, "--medium", "soil", *SOURCE, "--embargo", DAY)
    before = contents(store)
    assert run(lab, store, "--medium", "soil", *options) == 0
    assert contents(store) == before
    assert f"nothing of its source is shown before {DAY}" in capsys.readouterr().out
    lab.write_text(LATER)
    assert run(lab, store, "--medium", "soil", *options) == 0
    assert shown(store) == 0
    assert len(read_package(store).frames["measurements"]) == 12


@pytest.mark.parametrize("options", [SOURCE, SOURCE[:2]])
def test_an_embargo_over_rows_that_are_shown_is_refused(lab, store, options, capsys):
    run(lab, store, "--medium", "soil", *SOURCE)
    before = contents(store)
    lab.write_text(LATER)
    assert run(lab, store, "--medium", "soil", *options, "--embargo", DAY) == 1
    assert "rows of source LAB1 are shown already" in capsys.readouterr().err
    assert contents(store) == before


def test_an_embargo_until_another_day_or_a_past_one_is_refused(lab, store, capsys):
    assert run(lab, store, "--medium", "soil", *SOURCE, "--embargo", "2020-01-01") == 1
    assert "found 2020-01-01, expected a day to come" in capsys.readouterr().err
    run(lab, store, "--medium", "soil", *SOURCE, "--embargo", DAY)
    before = contents(store)
    assert run(lab, store, "--medium", "soil", *SOURCE, "--embargo", "2080-01-01") == 1
    assert f"found 2080-01-01, expected {DAY}" in capsys.readouterr().err
    assert contents(store) == before


def test_rows_of_an_open_source_cannot_come_under_an_embargo(lab, store, capsys):
    run(lab, store, "--medium", "soil", "--source", "OPEN", "--title", "x", "--licence", "y")
    head, first, _ = LATER.splitlines()
    lab.write_text(f"{head};Source\n{first};OPEN\n")
    mapping = store.parent / "lab.yaml"
    mapping.write_text("mapping: 1\ntitle: x\ncolumns: {Source: source_id}")
    before = contents(store)
    taught = ("--mapping", str(mapping), "--medium", "soil")
    assert run(lab, store, *taught, *SOURCE, "--embargo", DAY) == 1
    assert f"found source OPEN, expected one that is embargoed until {DAY}" in (
        capsys.readouterr().err)  # fmt: skip
    assert contents(store) == before


def test_what_is_said_of_a_source_later_leaves_the_rest_as_it_is(lab, store):
    run(lab, store, "--medium", "soil", *SOURCE, "--authors", "Ana Pop", "--year", "2024")
    run(lab, store, "--medium", "soil", *SOURCE[:2], "--title", "A better title")
    source = open_store(store).sources().iloc[0]
    assert (source["authors"], source["title"], source["licence"]) == (
        "Ana Pop", "A better title", "CC0")  # fmt: skip
