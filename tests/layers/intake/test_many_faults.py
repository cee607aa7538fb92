"""Faults beyond those that are shown: every one of them counts."""

import time

import pandas as pd
import pytest

from layers.__main__ import main
from layers.intake.faults import KEPT_OF_A_KIND
from tests.layers.intake.tables import read, values

MANY = KEPT_OF_A_KIND + 500


@pytest.mark.parametrize(
    ("position", "code"),
    [("0,0", "null_island"), ("bad,22.1", "position_unreadable"), (",22.1", "half_position"),
     ("51.5,-20.1", "outside_region")],
)  # fmt: skip
def test_a_wrong_position_leaves_its_row_out_however_many_there_are(position, code):
    rows = "".join(f"S{number},{position},5\n" for number in range(MANY))
    intake = read(f"sample,lat,lon,Cu [mg/kg]\n{rows}T,44.0765,22.0959,7\n")
    assert values(intake) == [7]
    assert intake.faults.count_of(code) == MANY
    assert len(intake.faults.of(code)) == KEPT_OF_A_KIND


def test_no_sample_of_an_impossible_day_is_judged_however_many_there_are(tmp_path, capsys):
    rows = "".join(f"S{number},soil,31.02.2020,600\n" for number in range(MANY))
    file, out = tmp_path / "many.csv", tmp_path / "out.csv"
    file.write_text(f"sample,medium,date,Pb [mg/kg]\n{rows}", encoding="utf-8")
    assert main(["assess", str(file), "-o", str(out), "--keep-going"]) == 0
    assert set(pd.read_csv(out)["Pb reason_RO"]) == {"bad_date"}
    assert main(["assess", str(file), "-o", str(out)]) == 1
    assert f"{MANY:,} wrong cells, nothing written" in capsys.readouterr().err


def test_a_file_full_of_faults_is_read_about_as_fast_as_a_sound_one():
    metals = ("Cu", "Pb", "Zn", "Cd", "As", "Ni", "Hg", "Cr", "Mn", "Co")
    heads = ";".join(f"{metal} [mg/kg]" for metal in metals)
    rows = "".join(
        f"S{number};x;y;mud{number};" + ";".join(f"abc{number}{metal}" for metal in metals) + "\n"
        for number in range(4_000)
    )
    begun = time.process_time()
    intake = read(f"id;lat;lon;medium;{heads}\n{rows}")
    assert time.process_time() - begun < 5
    assert values(intake) == []
    assert intake.faults.count_of("not_a_value") == 40_000
    assert intake.faults.count_of("unknown_medium") == 4_000
    assert len(intake.faults.of("unknown_medium")) == KEPT_OF_A_KIND
