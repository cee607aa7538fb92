"""`python -m layers assess`: what a laboratory gives in and gets back."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers.__main__ import main
from layers.intake import write

ROOT = Path(__file__).parents[3]
WIDE = """id;date;clay [%];humus (%);Cu [mg/kg];Pb (ppm);Cd [µg/g];note
A1;2024-05-01;10;3,5;150,5;<5;n.d.;=1+1
A2;2024;;;20;55;0,9;
A3;;;;;1000;<2;far
"""
LONG = """medium,analyte,value,unit,fraction,date
soil,copper,150,mg/kg,,2024
water,Cu,0.06,mg/L,total,2024
tailings,Cu,5,%,,2024
"""


def assess(tmp_path: Path, text: str | bytes, *options: str, out: str = "out.csv") -> int:
    file = tmp_path / "survey.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["assess", str(file), "-o", str(tmp_path / out), *options])


def test_a_wide_table_comes_back_with_its_verdicts(tmp_path, capsys):
    assert assess(tmp_path, WIDE, "--medium", "soil") == 0
    table = pd.read_csv(tmp_path / "out.csv", sep=";", decimal=",", keep_default_na=False)
    assert table["id"].tolist() == ["A1", "A2", "A3"]
    assert table["Pb times_limit_RO"].tolist() == [0.25, 1.1, 10.0]
    assert table["Cu [mg/kg]"].tolist() == ["150,5", "20", ""]
    assert table["Cu verdict_RO"].tolist() == ["above_alert", "normal", "not_judged"]
    assert table["Cu reason_RO"].tolist() == ["", "", "no_value"]
    assert table["Pb verdict_RO"].tolist() == ["normal", "above_alert", "above_intervention"]
    assert table["Cd reason_RO"].tolist() == [
        "detection_limit_unknown", "", "censored_above_limit"]  # fmt: skip
    assert table["Cu corrected_RS"].tolist() == [True, False, False]
    assert table["Cu note_RS"].tolist()[1] == "standard_soil"
    assert table["Cu checked_RS"].tolist() == [False] * 3
    said = capsys.readouterr().err
    assert "judging 9 values by RO (1 of 2)" in said
    assert "limit that nobody has checked" in said


def test_a_long_table_keeps_its_rows(tmp_path):
    assert assess(tmp_path, LONG, "--jurisdiction", "ro") == 0
    table = pd.read_csv(tmp_path / "out.csv", keep_default_na=False)
    assert table["analyte"].tolist() == ["copper", "Cu", "Cu"]
    assert table["verdict_RO"].tolist() == ["above_alert", "class_IV", "not_judged"]
    assert table["reason_RO"].tolist()[2] == "medium_not_judged"
    assert "verdict_RS" not in table


def test_a_column_of_land_uses_that_decides_nothing_is_told(tmp_path, capsys):
    text = "medium,land_use,Cu [mg/kg]\nsoil,garden,150\nsoil,industrial,150\n"
    assert assess(tmp_path, text, "--land-use", "less_sensitive") == 0
    said = capsys.readouterr().err
    assert "land uses of the table (garden, industrial) are not used" in said
    assert "judged as less_sensitive (--land-use)" in said


OXIDES = """medium;Fe2O3 [%];MnO (mg/kg);Cu [mg/kg]
soil;6,2;<1000;5
soil;101;1200;5
"""


def test_oxides_become_elements_and_the_table_says_so(tmp_path, capsys):
    text = OXIDES.replace("101", "n.d.")
    assert assess(tmp_path, text) == 0
    table = pd.read_csv(tmp_path / "out.csv", sep=";", decimal=",", keep_default_na=False)
    assert table["Fe converted"].tolist() == ["Fe2O3 6.2 % -> Fe 43,365 mg/kg", ""]
    assert table["Mn converted"].tolist() == [
        "MnO <1000 mg/kg -> Mn <774.46 mg/kg", "MnO 1200 mg/kg -> Mn 929.35 mg/kg"]  # fmt: skip
    assert table["Mn times_limit_RO"].tolist()[1] == pytest.approx(1200 * 0.774462 / 900)
    assert table["Fe2O3 [%]"].tolist() == ["6,2", "n.d."]
    assert "Cu converted" not in table


def test_an_oxide_in_the_long_form_is_judged_as_its_element(tmp_path):
    text = "medium,analyte,value,unit\nsoil,MnO,0.2,%\nsoil,Mn,0.2,%\nsoil,Cu,5,ppm\n"
    assert assess(tmp_path, text, "--jurisdiction", "RO") == 0
    table = pd.read_csv(tmp_path / "out.csv", keep_default_na=False)
    assert table["converted"].tolist() == ["MnO 0.2 % -> Mn 1,548.9 mg/kg", "", ""]
    assert table["times_limit_RO"].tolist()[0] == pytest.approx(1548.924 / 1500)
    assert table["analyte"].tolist() == ["MnO", "Mn", "Cu"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1250", "utf-16"])
def test_encodings_of_the_region(tmp_path, encoding):
    text = "loc;medium;Cu [mg/kg]\nMajdanpek žč;soil;1,5\n"
    assert assess(tmp_path, text.encode(encoding)) == 0
    table = pd.read_csv(tmp_path / "out.csv", sep=";", decimal=",")
    assert table["loc"].tolist() == ["Majdanpek žč"]
    assert table["Cu times_limit_RO"].tolist() == [pytest.approx(1.5 / 20)]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_every_format_in_and_out(tmp_path, ending):
    assert assess(tmp_path, WIDE, "--medium", "soil", out=f"first{ending}") == 0
    again = ["assess", str(tmp_path / f"first{ending}"), "-o", str(tmp_path / "second.csv"),
             "--medium", "soil"]  # fmt: skip
    assert main(again) == 0
    second = pd.read_csv(tmp_path / "second.csv", sep=";", decimal=",", keep_default_na=False)
    assert second["Cu verdict_RO"].tolist() == ["above_alert", "normal", "not_judged"]
    if ending == ".xlsx":
        sheet = pd.read_excel(tmp_path / "first.xlsx", keep_default_na=False, engine="openpyxl")
        assert sheet["note"].tolist()[0] == "=1+1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LONG.replace("150", "abc"), 'survey.csv, line 2, column value: found "abc", expected a n'),
        (LONG.replace("150", "-4"), "line 2, column value: found -4 mg/kg, expected 0 to 1,000"),
        (LONG.replace("copper", "Xy"), 'line 2, column analyte: found "Xy"'),
        (LONG.replace("mg/L", "furlong"), 'line 3, column unit: found "furlong"'),
        (LONG.replace("soil", "cheese"), 'line 2, column medium: found "cheese"'),
        (LONG.replace("2024", "soon", 1), 'line 2, column date: found "soon"'),
        (WIDE.replace("10;3,5", "200;3,5") + "", 'line 2, column clay_pct: found "200.0"'),
        (WIDE.replace("Pb (ppm)", "Pb (yards)"), 'line 1, column Pb (yards): found "yards"'),
        (WIDE.replace("Pb (ppm)", "Pb"), "line 1, column Pb: found an empty cell"),
        (WIDE.replace("Pb (ppm)", "Xx (ppm)"), 'line 1, column Xx (ppm): found "Xx"'),
        (OXIDES, "line 3, column Fe2O3 [%]: found 101 %, expected 0 to 100 %"),
        (
            OXIDES.replace("101", "4").replace("MnO (mg/kg)", "FeO [%]"),
            'line 1, column FeO [%]: found Fe, which "Fe2O3 [%]" states too',
        ),
        (
            OXIDES.replace("MnO (mg/kg)", "SO3 [mg/L]"),
            'column SO3 [mg/L]: found "mg/L", expected a unit of mass per mass',
        ),
        (
            LONG.replace("Cu,0.06", "SO3,0.06"),
            'line 3, column unit: found "mg/L", expected a unit of mass per mass',
        ),
        (LONG.replace("total", "soggy"), 'line 3, column fraction: found "soggy"'),
        (
            WIDE.replace("Cu [mg/kg]", "Cu [mg/kg ww]")
            .replace("date", "fraction")
            .replace("2024-05-01", "dry mass"),
            'line 2, column fraction: found "dry_mass", expected a fraction',
        ),
        ("a,b\n1,2\n", "at least one measured column. Head each with its unit"),
        ("", "an empty file"),
        ("Cu [mg/kg],Cu [mg/kg]\n1,2\n", "it stands twice"),
        ('medium,Cu [mg/kg]\nsoil,"1,500"\n', 'found "1,500", expected a number that can be read'),
    ],
)
def test_a_wrong_table_is_refused_by_row_and_column_and_nothing_is_written(
    tmp_path, capsys, text, message
):
    (tmp_path / "out.csv").write_text("old")
    assert assess(tmp_path, text, "--medium", "soil") == 1
    assert message in capsys.readouterr().err
    assert (tmp_path / "out.csv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "survey.csv"]


def test_keep_going_leaves_wrong_cells_unjudged(tmp_path):
    text = LONG.replace("copper", "Xy").replace("0.06", "-1")
    assert assess(tmp_path, text, "--keep-going") == 0
    table = pd.read_csv(tmp_path / "out.csv", keep_default_na=False)
    assert table["reason_RO"].tolist()[:2] == ["unknown_analyte", "negative_value"]
    assert table["step_RO"].tolist()[:2] == [-1, -1]


WRONG_BESIDE = """id;medium;date;clay [%];organic matter [%];Cu [mg/kg]
A1;soil;2020-05-01;abc;2;15
A2;soil;31/02/2020;5;2;15
A3;soil;2951-01-01;5;2;15
A4;soil;2020-05-01;5;2;<0
A5;soil;2020-05-01;5;2;15
"""


def test_what_a_limit_depends_on_is_refused_like_a_value(tmp_path, capsys):
    assert assess(tmp_path, WRONG_BESIDE) == 1
    said = capsys.readouterr().err
    assert 'line 2, column clay [%]: found "abc", expected a number' in said
    assert "4 wrong cells" in said
    assert assess(tmp_path, WRONG_BESIDE, "--keep-going") == 0
    table = pd.read_csv(tmp_path / "out.csv", keep_default_na=False)
    for law in ("RO", "RS"):
        assert table[f"Cu reason_{law}"].tolist() == [
            "bad_clay", "bad_date", "bad_date", "detection_limit_unknown", ""]  # fmt: skip
        assert table[f"Cu step_{law}"].tolist() == [-1, -1, -1, -1, 0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--jurisdiction", "HU"), "--jurisdiction: found 'HU'"),
        ((), "no column for the medium"),
        (("--medium", "soil", "-o", "nowhere/out.csv"), "no such folder"),
        (("--medium", "soil", "-o", "out.doc"), "expected a name ending in"),
    ],
)
def test_wrong_options_are_named(tmp_path, capsys, options, message):
    assert assess(tmp_path, WIDE, *options) == 1
    assert message in capsys.readouterr().err


def test_an_interrupted_writing_leaves_the_old_file(tmp_path, monkeypatch):
    (tmp_path / "out.csv").write_text("old")

    def broken(table: pd.DataFrame, path: Path) -> None:
        path.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "_write_csv_with_commas", broken)
    assert assess(tmp_path, WIDE, "--medium", "soil") == 1
    assert (tmp_path / "out.csv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "survey.csv"]


def test_help_names_the_options():
    shown = subprocess.run(
        [sys.executable, "-m", "layers", "assess", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "--jurisdiction" in shown
    assert "--keep-going" in shown


SURVEY = """id;site;medium;Cu [mg/kg];Pb (ppm);Fe2O3 [%];pH
A1;x;soil;56;<5;5,6;6,1
A2;x;soil;20;55;4,1;
A3;y;water;;;;7
A4;x;soil;30;20;5;5
"""


def test_indices_and_health_risk_stand_beside_the_verdicts_when_asked_for(tmp_path, capsys):
    options = ("--indices", "--health", "--reference-element", "iron")
    assert assess(tmp_path, SURVEY, *options) == 0
    table = pd.read_csv(tmp_path / "out.csv", sep=";", decimal=",")
    assert table["Cu CF"].tolist() == pytest.approx([2, 20 / 28, np.nan, 30 / 28], nan_ok=True)
    assert table["Cu EF"].tolist()[0] == pytest.approx(2, rel=1e-3)
    assert table["Cu CF_note"].tolist()[2] == "not_measured"
    assert table["Pb CF_qualifier"].fillna("").tolist() == ["<", "", "", ""]
    assert table["Fe EF_note"].tolist()[0] == "is_reference"
    assert table["PLI_n"].tolist() == pytest.approx([2, 2, np.nan, 2], nan_ok=True)
    assert table["RI_note"].tolist()[1] == "fewer_than_8_elements"
    assert (table["HI_child"] > 0).tolist() == [True, True, False, True]
    assert set(table["index_background"]) == {"ucc_rudnick_gao_2003"}
    assert set(table["health_parameters"]) == {"classic"}
    assert "unchecked" in table["health_note"].tolist()[0]
    assert "Fe converted" in table
    assert "known from memory" in capsys.readouterr().err


def test_without_asking_no_index_is_written(tmp_path):
    assert assess(tmp_path, SURVEY) == 0
    table = pd.read_csv(tmp_path / "out.csv", sep=";", decimal=",")
    assert not [name for name in table.columns if "CF" in name or name.startswith(("PLI", "HI_"))]


def test_values_of_one_sample_in_the_long_form_are_put_together(tmp_path):
    rows = ("A,soil,Cu,56,ppm", "A,soil,Pb,34,ppm", "B,soil,Cu,28,ppm")
    text = "\n".join(("sample_id,medium,analyte,value,unit", *rows, ""))
    assert assess(tmp_path, text, "--indices", "--background", "ucc_rudnick_gao_2003") == 0
    table = pd.read_csv(tmp_path / "out.csv")
    assert table["CF"].tolist() == [2, 2, 1]
    assert table["PLI"].tolist() == pytest.approx([2, 2, np.nan], nan_ok=True)
    assert table["PLI_note"].tolist()[2] == "too_few_elements"


def test_too_little_selenium_stands_beside_its_verdict(tmp_path):
    assert assess(tmp_path, "medium;Se [µg/kg];Pb [ppm]\nsoil;200;5\nsoil;500;5\n") == 0
    table = pd.read_csv(tmp_path / "out.csv")
    assert table["Se verdict_RO"].tolist() == ["normal", "normal"]
    assert table["Se low_end"].tolist() == ["below_mark", "not_below_mark"]
    assert table["Se share_of_mark"].tolist()[0] == pytest.approx(0.2 / 0.383)
    assert "Pb low_end" not in table


def test_a_summary_is_a_table_of_its_own(tmp_path):
    summary = str(tmp_path / "summary.csv")
    assert assess(tmp_path, SURVEY, "--summary", summary, "--summary-by", "site") == 0
    table = pd.read_csv(summary, sep=";", decimal=",")
    by_method = table[table["method"] == "kaplan_meier"].set_index("analyte")
    lead = by_method.loc["Pb"]
    assert (lead["site"], lead["medium"], lead["n"], lead["n_censored"]) == ("x", "soil", 3, 1)
    assert lead["reason"] == "too_few_detected"
    assert by_method.loc["Cu", "mean"] == pytest.approx(106 / 3)
    assert table[table["analyte"] == "pH"]["reason"].tolist()[0] == "logarithmic"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--indices", "--background", "moon"), "--background: found 'moon', expected one of"),
        (("--indices", "--reference-element", "Xx"), "--reference-element: found 'Xx'"),
        (("--health", "guess"), "--health: found 'guess', expected one of classic, epa_2014"),
        (("--summary", "nowhere/s.csv"), "no such folder"),
        (("--summary", "summary.doc"), "expected a name ending in"),
        (("--summary", "s.csv", "--summary-by", "mine"), "no column 'mine' to group by"),
    ],
)
def test_a_wrong_choice_is_named_and_nothing_is_written(tmp_path, capsys, options, message):
    assert assess(tmp_path, SURVEY, *options) == 1
    assert message in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["survey.csv"]
