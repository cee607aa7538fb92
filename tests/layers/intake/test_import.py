"""Importing into a package: whole or not, the same again or not at all, and back."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from layers.__main__ import main
from layers.errors import AtlasError
from layers.intake import importing
from layers.journal import settled
from layers.store import open_store

ROOT = Path(__file__).parents[3]
LAB = """id;place;lat;lon;date;Depth [cm];clay [%];Cu [mg/kg];Pb (ppm);Fe2O3 [%]
A1;Krivelj;44,127;22,096;2024-05-01;0-20;10;150,50;<5;6,2
A2;Bor;44,0837;22,1082;2024;0-20;;20;55;
"""
SOURCE = ("--source", "LAB1", "--title", "Survey of an invented laboratory", "--licence", "CC0")


def run(file: Path, store: Path, *options: str) -> int:
    return main(["import", str(file), "--to", str(store), *options])


def contents(store: Path) -> dict[str, bytes]:
    return {str(path.relative_to(store)): path.read_bytes() for path in sorted(store.rglob("*"))
            if path.is_file() and not path.name.startswith(".")}  # fmt: skip


def test_a_table_becomes_points_and_values_of_the_package(lab, store, capsys):
    assert run(lab, store, "--medium", "soil", *SOURCE) == 0
    values = open_store(store).values().set_index(["sample_id", "analyte"])
    copper = values.loc[("A1", "Cu")]
    assert (copper["value_printed"], copper["unit"], copper["scope"]) == (
        "150.50",
        "mg/kg",
        "border",
    )
    assert (copper["depth_bottom_cm"], copper["date_start"]) == (20, "2024-05-01")
    assert values.loc[("A1", "Pb"), "censoring"] == "<"
    iron = values.loc[("A1", "Fe")]
    assert (iron["value"], iron["note"]) == (4.336, "stated as Fe2O3 6.2 %")
    assert values.loc[("A1", "clay"), "value"] == 10
    said = capsys.readouterr().out
    assert "6 values read, 9 rows were added, 0 changed" in said
    assert "import 1; --undo LAST takes it back" in said


def test_the_same_file_twice_changes_nothing(lab, store, capsys):
    run(lab, store, "--medium", "soil", *SOURCE)
    before = contents(store)
    assert run(lab, store, "--medium", "soil", *SOURCE) == 0
    assert contents(store) == before
    assert "0 rows were added, 0 changed, 9 as they were" in capsys.readouterr().out


def test_a_corrected_value_replaces_the_old_one(lab, store, capsys):
    run(lab, store, "--medium", "soil", *SOURCE)
    lab.write_text(LAB.replace("150,50", "155,50"))
    assert run(lab, store, "--medium", "soil", *SOURCE) == 0
    assert "0 rows were added, 1 changed, 8 as they were" in capsys.readouterr().out


def test_undo_brings_every_byte_back(lab, store):
    run(lab, store, "--medium", "soil", *SOURCE)
    before = contents(store)
    lab.write_text(LAB.replace("150,50", "155,50") + "A3;;44,2;22,1;2023;;;7;;\n")
    run(lab, store, "--medium", "soil", *SOURCE)
    assert contents(store) != before
    assert main(["import", "--to", str(store), "--undo", "LAST"]) == 0
    assert contents(store) == before
    assert main(["import", "--to", str(store), "--undo", "LAST"]) == 0
    assert len(open_store(store).values()) == 0


def test_a_dry_undo_says_what_it_would_do_and_does_nothing(lab, store, capsys):
    run(lab, store, "--medium", "soil", *SOURCE)
    before = contents(store)
    assert main(["import", "--to", str(store), "--undo", "LAST", "--dry-run"]) == 0
    assert contents(store) == before
    said = capsys.readouterr().out
    assert "measurements: 6 rows would be removed, 0 would be as before" in said
    assert "import 1 would be taken back" in said


def test_errors_come_before_flags_and_each_kind_is_counted(lab, store, capsys):
    rows = "".join(f"R{at};;44,1;22,1;13.5.24;;;7,5;;\n" for at in range(60))
    lab.write_text(LAB + rows + "Z1;;44,1;22,1;2024;;;abc;;\n")
    assert run(lab, store, "--medium", "soil", *SOURCE) == 1
    said = capsys.readouterr().err.splitlines()
    faults = [line.split(":")[0] for line in said if line.startswith(("error: ", "flag: "))]
    assert faults == sorted(faults)
    assert faults[0] == "error"
    assert any('found "abc"' in line for line in said)
    counted = [line for line in said if " in all: " in line]
    assert [line.split(",")[0] for line in counted][:2] == ["error", "flag"]


def test_changed_rows_are_named_with_what_changes(lab, store, capsys):
    run(lab, store, "--medium", "soil", *SOURCE)
    lab.write_text(LAB.replace("150,50", "155,50"))
    capsys.readouterr()
    run(lab, store, "--medium", "soil", *SOURCE[:4], "--licence", "CC BY 4.0", "--dry-run")
    said = capsys.readouterr().out
    assert '  LAB1: licence "CC0" → "CC BY 4.0"' in said
    assert ': value "150.50" → "155.50"' in said


def test_of_many_changed_rows_ten_are_named(lab, store, capsys):
    rows = [f"R{at};44,1;22,1;{at + 1}" for at in range(25)]
    for factor in ("", "0"):
        lab.write_text("\n".join(["id;lat;lon;Cu [mg/kg]", *(row + factor for row in rows)]))
        run(lab, store, "--medium", "soil", *SOURCE)
    said = capsys.readouterr().out
    assert said.count(" → ") == 10
    assert "  ... and 15 more changed" in said


def test_undo_leaves_rows_alone_that_somebody_changed_since(lab, store, capsys):
    run(lab, store, "--medium", "soil", *SOURCE)
    path = store / "measurements.csv"
    path.write_text(path.read_text().replace("150.50", "151.50"))
    assert main(["import", "--to", str(store), "--undo", "LAST"]) == 1
    assert "changed since the import" in capsys.readouterr().err


def test_undo_does_not_mind_how_cells_are_quoted(lab, store):
    run(lab, store, "--medium", "soil", *SOURCE)
    path = store / "measurements.csv"
    with path.open(newline="") as stream:
        rows = list(csv.reader(stream))
    with path.open("w", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    assert main(["import", "--to", str(store), "--undo", "LAST"]) == 0
    assert len(open_store(store).values()) == 0


def test_undo_brings_byte_order_marks_and_blank_lines_back(lab, store):
    path = store / "sources.csv"
    text = path.read_text() + "\nOLD,,2020,Old,,,,CC0,,\n\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    before = contents(store)
    assert run(lab, store, "--medium", "soil", *SOURCE) == 0
    assert len(open_store(store).sources()) == 2
    assert main(["import", "--to", str(store), "--undo", "LAST"]) == 0
    assert contents(store) == before


@pytest.mark.parametrize("table", ["sources.csv", "measurements.csv"])
@pytest.mark.parametrize("back", [False, True])
def test_an_edit_of_a_table_during_an_import_is_never_lost(lab, store, monkeypatch, table, back):
    if back:
        run(lab, store, "--medium", "soil", *SOURCE)
    original = importing._check

    def edited(*args):
        original(*args)
        with (store / table).open("a") as stream:
            stream.write("edited\n")

    monkeypatch.setattr(importing, "_check", edited)
    before = contents(store)
    before[table] += b"edited\n"
    if back:
        assert main(["import", "--to", str(store), "--undo", "LAST"]) == 1
    else:
        assert run(lab, store, "--medium", "soil", *SOURCE) == 1
    assert contents(store) == before
    assert not (store / ".importing").exists()


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_table_that_is_a_link_is_refused(lab, store, tmp_path, capsys, options):
    (store / "measurements.csv").rename(tmp_path / "elsewhere.csv")
    (store / "measurements.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert run(lab, store, "--medium", "soil", *SOURCE, *options) == 1
    assert "measurements.csv: found a link to" in capsys.readouterr().err
    assert (store / "measurements.csv").is_symlink()
    assert not (store / "imports").exists()


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("no/such.xlsx", "there is no folder"),
        (".", "found a folder"),
        ("lab.csv", "that is the file to import"),
    ],
)
def test_a_wrong_place_for_the_marked_copy_stops_everything(
    lab, store, tmp_path, capsys, marked, message
):
    before = contents(store)
    path = str(tmp_path / marked)
    assert run(lab, store, "--medium", "soil", *SOURCE, "--marked", path) == 1
    assert message in capsys.readouterr().err
    assert contents(store) == before


def test_a_marked_copy_that_fails_at_last_is_told(lab, store, tmp_path, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("layers.cli.import_.write_marked", full)
    marked = ("--marked", str(tmp_path / "m.xlsx"))
    assert run(lab, store, "--medium", "soil", *SOURCE, *marked) == 1
    told = capsys.readouterr()
    assert "could not be written: No space left on device" in told.err
    assert "import 1; --undo LAST takes it back" in told.out


@pytest.mark.parametrize(
    ("period", "message"),
    [
        (
            ";2024-05-31",
            'lab.csv, line 3, column Date end: found "2024-05-31", expected a beginning',
        ),
        ("2024-06;2024-05-31", "expected an end after the beginning"),
    ],
)
def test_a_row_without_a_true_period_is_refused_alone(lab, store, capsys, period, message):
    head, first = (
        "id;lat;lon;Date start;Date end;Cu [mg/kg]",
        "A1;44,1;22,1;2024-05-01;2024-05-31;5",
    )
    lab.write_text(f"{head}\n{first}\nA2;44,1;22,1;{period};6\nA3;44,1;22,1;2024;;7\n")
    assert run(lab, store, "--medium", "soil", *SOURCE) == 1
    assert message in capsys.readouterr().err
    assert open_store(store).values()["value"].tolist() == [5, 7]


def test_a_broken_package_is_told_by_its_own_folder(lab, store, capsys):
    (store / "datapackage.json").unlink()
    (store / "measurements.csv").write_text(
        (store / "measurements.csv").read_text().replace("sd", "ds"))  # fmt: skip
    with pytest.raises(AtlasError) as told:
        importing._check(store, [])
    assert str(told.value).startswith(f"{store}, with this change, is not a valid data package")
    assert f"layers describe {store}" in str(told.value)
    assert "atlas-" not in str(told.value)


@pytest.mark.parametrize("content", ["{", "[]", '{"number": 1}', "\x00"])
@pytest.mark.parametrize("back", [False, True])
def test_a_damaged_entry_of_the_ledger_is_named(lab, store, capsys, content, back):
    run(lab, store, "--medium", "soil", *SOURCE)
    (store / "imports" / "0001.json").write_text(content)
    before = contents(store)
    undo = ["import", "--to", str(store), "--undo", "LAST"]
    hidden = ("--source", "LAB2", "--title", "x", "--licence", "y", "--positions", "cell")
    assert (main(undo) if back else run(lab, store, "--medium", "soil", *hidden)) == 1
    said = capsys.readouterr().err
    assert "0001.json: this is not what an import has left" in said
    assert "http" not in said
    assert contents(store) == before


@pytest.mark.parametrize("absent", [False, True])
def test_a_dry_run_on_a_full_disk_is_told_in_words(lab, store, capsys, monkeypatch, absent):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(importing, "_fill", full)
    folder = store.parent / "absent" if absent else store
    assert run(lab, folder, "--medium", "soil", *SOURCE, "--dry-run") == 1
    assert "error: " in (said := capsys.readouterr().err)
    assert "No space left on device" in said


def test_there_is_nothing_to_undo_in_a_new_package(store, capsys):
    assert main(["import", "--to", str(store), "--undo", "LAST"]) == 1
    assert "nothing was imported here" in capsys.readouterr().err


def test_rejected_rows_are_named_and_the_sound_ones_imported(lab, store, capsys):
    lab.write_text(LAB.replace(";20;55;", ";abc;55;"))
    assert run(lab, store, "--medium", "soil", *SOURCE) == 1
    told = capsys.readouterr()
    assert 'error: lab.csv, line 3, column Cu [mg/kg]: found "abc"' in told.err
    assert "1 values and 0 rows rejected" in told.out
    assert len(open_store(store).values()) == 5


def test_a_dry_run_needs_no_source_and_writes_nothing(lab, store, capsys):
    before = contents(store)
    assert run(lab, store, "--medium", "soil", "--dry-run") == 0
    assert contents(store) == before
    assert "9 rows would be added" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "--source ID: say where the data comes from"),
        (("--source", "LAB1"), "say its --title and its --licence"),
        (("--source", "LAB1", "--title", "x"), "say its --title and its --licence"),
        (
            ("--source", "a b", "--title", "x", "--licence", "y"),
            '--source: found "a b", expected an id of letters',
        ),
        (
            (*SOURCE, "--embargo", "31.12.2027"),
            'error: --embargo: found "31.12.2027", expected a day as 2027-06-30\n',
        ),
        ((*SOURCE, "--url", "lab.rs"), '--url: found "lab.rs", expected an address http'),
    ],
)
def test_the_curator_must_name_source_and_licence(lab, store, capsys, options, message):
    before = contents(store)
    assert run(lab, store, "--medium", "soil", *options) == 1
    assert message in capsys.readouterr().err
    assert contents(store) == before


KILLER = """
import os, random, signal, sys, time
from pathlib import Path
from tests.layers.intake.test_import import contents, run, SOURCE
from layers.store import open_store
from layers.validate import read_package

store, lab, times = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
text = lab.read_text()
random.seed(7)
null = os.open(os.devnull, os.O_WRONLY)
os.dup2(null, 1), os.dup2(null, 2)

def child(number):
    lab.write_text(text.replace("150,50", f"{100 + number},50"))
    run(lab, store, "--medium", "soil", *SOURCE)

started = time.monotonic()
run(lab, store, "--medium", "soil", *SOURCE)
child(1)
longest = time.monotonic() - started
state = read_package(store).frames["measurements"]["value_printed"].tolist()
killed, number = 0, 1
while killed < times:
    number += 1
    process = os.fork()
    if process == 0:
        child(number)
        os._exit(0)
    time.sleep(random.random() * longest)
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    killed += os.WIFSIGNALED(status)
    longest *= 1 if os.WIFSIGNALED(status) else 0.8  # it was done before
    now = read_package(store).frames["measurements"]["value_printed"].tolist()
    old, new = list(state), [f"{100 + number}.50" if v == state[0] else v for v in state]
    if now not in (old, new):
        os._exit(3)
    state = now
os._exit(0)
"""


def test_an_import_killed_at_any_moment_leaves_the_package_old_or_new(lab, store):
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(store), str(lab), "50"],
        cwd=ROOT,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0
    assert main(["validate", str(store)]) == 0


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_a_kill_between_two_renames_shows_readers_the_new_package(lab, store, monkeypatch, moved):
    original, count = Path.replace, 0

    def dying(self: Path, target: Path) -> Path:
        nonlocal count
        if count == moved:
            raise KeyboardInterrupt
        count += 1
        return original(self, target)

    monkeypatch.setattr(Path, "replace", dying)
    assert run(lab, store, "--medium", "soil", *SOURCE) == 1
    monkeypatch.undo()
    assert settled(store, "imports/0001.json").parents[1].name == ".importing"
    assert len(open_store(store).values()) == 6
    assert run(lab, store, "--medium", "soil", *SOURCE) == 0
    assert not (store / ".importing").exists()
    assert len(open_store(store).values()) == 6


def test_two_imports_at_once_are_done_one_after_the_other(tmp_path, store):
    jobs = []
    for number in (1, 2):
        file = tmp_path / f"lab{number}.csv"
        file.write_text(LAB.replace("A1", f"S{number}a").replace("A2", f"S{number}b"))
        source = ["--source", f"LAB{number}", "--title", "x", "--licence", "y", "--medium", "soil"]
        command = [sys.executable, "-m", "layers", "import", str(file), "--to", str(store), *source]
        jobs.append(
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
    assert [job.wait(timeout=120) for job in jobs] == [0, 0]
    values = open_store(store).values()
    assert values.groupby("source_id").size().tolist() == [6, 6]
    assert sorted(path.name for path in (store / "imports").iterdir()) == ["0001.json", "0002.json"]


def test_the_ledger_names_file_source_and_licence(lab, store):
    run(lab, store, "--medium", "soil", *SOURCE)
    entry = json.loads((store / "imports" / "0001.json").read_text())
    assert (entry["file"], entry["source_id"], entry["licence"]) == ("lab.csv", "LAB1", "CC0")


def test_an_import_that_would_break_the_package_changes_nothing(lab, store, capsys):
    point = store / "sampling_points.csv"
    point.write_text(point.read_text() + "P1,border,Bor,,,,,,surveyed,,,,,NOBODY,\n")
    before = contents(store)
    assert run(lab, store, "--medium", "soil", *SOURCE) == 1
    assert "is not a valid data package" in capsys.readouterr().err
    assert contents(store) == before


def test_an_absent_store_becomes_a_package_of_its_own(lab, tmp_path):
    assert run(lab, tmp_path / "mine", "--medium", "soil", *SOURCE) == 0
    assert open_store(tmp_path / "mine").package.name == "mine"
