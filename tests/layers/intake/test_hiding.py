"""Positions of households: published as a cell or a village, the exact point kept nowhere."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers.__main__ import main
from layers.intake.hiding import hide
from layers.intake.keys import digest
from layers.intake.places import metres_between
from layers.store import open_store
from tests.layers.intake.tables import book
from tests.layers.intake.test_import import SOURCE, contents, run

SECRETS = ("44.123456", "22.123456", "Popescu")
HOUSE = """Sample;Name;Water body;Latitude;Longitude;Date;Cu [mg/kg];Note;Method;Locator
Popescu 44.123456;Casa P.;Well Popescu;44.123456;22.123456;2024;333;printed by Popescu;\
at 44.123456;sheet of Popescu
"""
NO_IDS = """Latitude,Longitude,Date,Cu [mg/kg]
44.1234,22.1234,2024-06-01,333
44.1244,22.1224,2024-06-01,44
44.1241,22.1221,2024-06-01,55
"""


def written(store: Path) -> str:
    return b"".join(contents(store).values()).decode()


def put(tmp_path: Path, text: str, name: str = "house.csv") -> Path:
    file = tmp_path / name
    file.write_text(text)
    return file


@pytest.mark.parametrize("precision", ["cell", "village"])
def test_a_hidden_position_leaves_no_trace_of_the_exact_one(lab, store, precision):
    assert run(lab, store, "--medium", "soil", *SOURCE, "--positions", precision) == 0
    written = b"".join(contents(store).values()).decode()
    for secret in ("44.127", "22.096", "Krivelj;44", "44.0837"):
        assert secret not in written
    points = open_store(store).layer("sampling_points")
    assert set(points["coord_quality"]) == {"place"}
    away = points.to_crs(32634).distance(points.to_crs(32634).iloc[0].geometry)
    assert away.max() > 500
    if precision == "cell":
        east = points.to_crs(32634).geometry.x % 1000
        assert abs(east - 500).max() < 2
        assert points["name"].str.startswith("1 km cell E").all()
    else:
        assert points["coord_uncertainty_m"].min() >= 2000


def test_the_true_point_lies_within_the_stated_radius_of_its_cell():
    texts = ("name", "note", "point_note", "point_id", "measurement_id", "water_body", "locator",
             "place_flag", "municipality", "taxon", "organ", "method", "extraction",
             "replicate")  # fmt: skip
    rows = pd.DataFrame({"lat": [44.1234, 44.0], "lon": [22.0456, 21.5], "source_id": "LAB",
                         "sample_id": ["a", "b"], "coord_quality": "surveyed",
                         "coord_uncertainty_m": 10.0, **dict.fromkeys(texts, "")})  # fmt: skip
    for precision in ("cell", "village"):
        hidden = hide(rows, precision, b"key").loc[rows.index]
        away = metres_between(rows["lat"], rows["lon"], hidden["lat"], hidden["lon"])
        assert (away <= hidden["coord_uncertainty_m"]).all()


@pytest.mark.parametrize("precision", ["cell", "village"])
def test_no_text_of_a_household_betrays_it(tmp_path, store, precision):
    file = put(tmp_path, HOUSE, "Popescu 44.123456.csv")
    assert run(file, store, "--medium", "soil", *SOURCE, "--positions", precision) == 0
    assert not [secret for secret in SECRETS if secret in written(store)]
    assert len(open_store(store).values()) == 1


def test_a_digest_of_a_sample_id_keeps_its_metals_together(tmp_path, store):
    rows = [["Sample", "Latitude", "Longitude", "Cu [mg/kg]", "Pb [mg/kg]"],
            ["H1", 44.1234, 22.1234, 5, 6], ["H2", 44.1235, 22.1235, 7, 8],
            ["44.123456 N", 44.1235, 22.1235, 9, 10]]  # fmt: skip
    file = tmp_path / "houses.xlsx"
    file.write_bytes(book(rows))
    assert run(file, store, "--medium", "soil", *SOURCE, "--positions", "cell") == 0
    values = open_store(store).values()
    assert values.groupby("sample_id").size().to_dict() == {
        "": 2, **{sample: 2 for sample in values["sample_id"] if sample}}  # fmt: skip
    assert values["sample_id"].nunique() == 3
    assert not values["sample_id"].isin(["H1", "H2"]).any()
    assert values["point_id"].nunique() == 1


def test_a_hidden_id_cannot_be_found_by_trying_all(tmp_path, store):
    file = put(tmp_path, "Sample,Latitude,Longitude,Date,Cu [mg/kg]\nKO Zlot 1042,44,22.1,2024,5\n")
    other = tmp_path / "other"
    for folder in (store, other):
        assert run(file, folder, "--medium", "soil", *SOURCE, "--positions", "cell") == 0
    first, second = (open_store(folder).values().iloc[0] for folder in (store, other))
    assert first["sample_id"] not in ("", second["sample_id"], digest("LAB1", "KO Zlot 1042"))
    assert first["measurement_id"] != second["measurement_id"]
    key = tmp_path / "store.key"
    assert (len(key.read_bytes()), key.stat().st_mode & 0o777) == (32, 0o600)
    assert key.read_bytes() not in b"".join(contents(store).values())
    assert (tmp_path / "other.key").read_bytes() != key.read_bytes()


def test_a_position_in_degrees_minutes_and_seconds_is_no_id(tmp_path, store):
    file = put(tmp_path, "Sample,Latitude,Longitude,Date,Cu [mg/kg]\n"
                         "44 04 35.4 N 22 05 45.4 E,44.07650,22.09594,2024,5\n")  # fmt: skip
    assert run(file, store, "--medium", "soil", *SOURCE, "--positions", "cell") == 0
    assert open_store(store).values()["sample_id"].tolist() == [""]


@pytest.mark.parametrize("named", [True, False])
def test_rows_do_not_keep_the_order_of_their_file(tmp_path, store, named):
    rows = [f"{f'H{at}' if named else ''},{44.125 + at / 100_000:.5f},22.12345,2024,{at + 1}"
            for at in range(40)]  # fmt: skip
    file = put(tmp_path, "\n".join(["Sample,Latitude,Longitude,Date,Cu [mg/kg]", *rows]) + "\n")
    assert run(file, store, "--medium", "soil", *SOURCE, "--positions", "cell") == 0
    values = open_store(store).values()
    assert values["point_id"].nunique() == 1
    lines = [float(line.split(",")[8]) for line in
             (store / "measurements.csv").read_text().splitlines()[1:]]  # fmt: skip
    number = values["note"].str.extract(r"sample (\d+)")[0].fillna("1").astype(int)
    for seen in (pd.Series(lines), values.set_index(number)["value"].sort_index()):
        assert abs(np.corrcoef(seen, range(40))[0, 1]) < 0.8
    ids = values["measurement_id"].tolist()
    assert ids == sorted(ids)


def test_without_its_key_a_hidden_source_takes_nothing_more(tmp_path, store, capsys):
    options = ("--medium", "soil", *SOURCE, "--positions", "cell")
    assert run(put(tmp_path, HOUSE), store, *options) == 0
    before, key = contents(store), tmp_path / "store.key"
    held = key.read_bytes()
    key.unlink()
    assert run(put(tmp_path, HOUSE), store, *options) == 1
    assert "import 1 hid ids of source LAB1 with a key that" in (said := capsys.readouterr().err)
    assert "store.key held and which is missing; put that file back" in said
    key.write_bytes(bytes(32))
    assert run(put(tmp_path, HOUSE), store, *options) == 1
    key.write_bytes(b"short")
    assert run(put(tmp_path, HOUSE), store, *options) == 1
    assert "found 5 bytes, expected a key of 32" in capsys.readouterr().err
    assert contents(store) == before
    key.write_bytes(held)
    assert run(put(tmp_path, HOUSE), store, *options) == 0
    assert contents(store) == before
    key.unlink()
    assert main(["import", "--to", str(store), "--undo", "LAST"]) == 0
    assert len(open_store(store).values()) == 0


@pytest.mark.parametrize("error", [OSError(13, "Permission denied"), FileExistsError()])
def test_a_key_that_cannot_be_kept_stops_the_import(tmp_path, store, capsys, monkeypatch, error):
    def refused(*_):
        raise error

    monkeypatch.setattr("os.link", refused)
    before = contents(store)
    options = ("--medium", "soil", *SOURCE, "--positions", "cell")
    assert run(put(tmp_path, HOUSE), store, *options) == 1
    assert "store.key: " in capsys.readouterr().err
    assert contents(store) == before
    assert not list(tmp_path.glob("*key*"))


def test_a_dry_run_or_a_refused_import_makes_no_key(tmp_path, store):
    options = ("--medium", "soil", *SOURCE, "--positions", "cell")
    assert run(put(tmp_path, HOUSE), store, *options, "--dry-run") == 0
    assert run(put(tmp_path, HOUSE), tmp_path / "new", *options, "--dry-run") == 0
    assert run(put(tmp_path, "id,Cu\nA,5\n", "bad.csv"), tmp_path / "new", *options) == 1
    assert not list(tmp_path.glob("*.key"))


@pytest.mark.parametrize("precision", ["cell", "village"])
def test_households_of_one_cell_are_all_kept(tmp_path, store, precision, capsys):
    file = put(tmp_path, NO_IDS)
    assert run(file, store, "--medium", "soil", *SOURCE, "--positions", precision) == 0
    assert sorted(open_store(store).values()["value"]) == [44, 55, 333]
    before = contents(store)
    assert run(file, store, "--medium", "soil", *SOURCE, "--positions", precision) == 0
    assert contents(store) == before
    notes = open_store(store).values()["note"].tolist()
    assert sorted(notes) == ["", "sample 2 of this place", "sample 3 of this place"]


def test_a_later_household_of_the_cell_replaces_none(tmp_path, store):
    options = ("--medium", "soil", *SOURCE, "--positions", "cell")
    run(put(tmp_path, NO_IDS), store, *options)
    head = NO_IDS.splitlines()[0]
    run(put(tmp_path, f"{head}\n44.1242,22.1222,2024-06-01,66\n"), store, *options)
    assert sorted(open_store(store).values()["value"]) == [44, 55, 66, 333]


def test_exact_positions_must_be_taken_back_before_they_are_hidden(tmp_path, store, capsys):
    file = put(tmp_path, HOUSE)
    run(file, store, "--medium", "soil", *SOURCE)
    before = contents(store)
    hidden = ("--medium", "soil", "--positions", "cell")
    other = ("--source", "LAB2", "--title", "x", "--licence", "y")
    for source in (SOURCE, other):
        assert run(file, store, *hidden, *source) == 1
        assert "import 1 brought exact positions of source LAB1" in capsys.readouterr().err
        assert contents(store) == before
    main(["import", "--to", str(store), "--undo", "LAST"])
    assert run(file, store, *hidden, *SOURCE) == 0
    assert not [secret for secret in SECRETS if secret in written(store)]


def test_exact_positions_that_no_import_brought_forbid_hiding_too(tmp_path, store, capsys):
    run(put(tmp_path, HOUSE), store, "--medium", "soil", *SOURCE)
    (store / "imports" / "0001.json").unlink()
    later = put(tmp_path, NO_IDS, "later.csv")
    assert run(later, store, "--medium", "soil", *SOURCE, "--positions", "cell") == 1
    assert "the package has exact positions of source LAB1" in capsys.readouterr().err


@pytest.mark.parametrize(("first", "then"), [("village", "cell"), ("village", "exact"),
                                             ("cell", "village"), ("cell", "exact")])  # fmt: skip
def test_a_hidden_source_is_published_in_no_other_way(tmp_path, store, capsys, first, then):
    file, soil = put(tmp_path, HOUSE), ("--medium", "soil")
    assert run(file, store, *soil, *SOURCE, "--positions", first) == 0
    before = contents(store)
    for again in ((*SOURCE, "--positions", then), (*SOURCE, "--positions", then, "--dry-run")):
        assert run(file, store, *soil, *again) == 1
        said = capsys.readouterr().err
        assert "--positions: import 1 published positions of source LAB1" in said
        assert f"say --positions {first}, or import" in said
        assert contents(store) == before
    other = ("--source", "LAB2", "--title", "x", "--licence", "y")
    assert run(file, store, *soil, *other, "--positions", then) == 1
    assert "import 1 published the positions of this file" in capsys.readouterr().err
    assert run(put(tmp_path, NO_IDS, "other.csv"), store, *soil, *other, "--positions", then) == 0


def test_a_source_that_only_rows_name_stays_hidden_too(tmp_path, store, capsys):
    mapping = put(tmp_path, "mapping: 1\ntitle: x\ncolumns: {Source: source_id}", "lab.yaml")
    taught = ("--mapping", str(mapping), "--medium", "soil")
    apart = ("--source", "WELLS", "--title", "x", "--licence", "y")
    run(put(tmp_path, NO_IDS, "wells.csv"), store, "--medium", "soil", *apart,
        "--positions", "cell")  # fmt: skip
    mixed = put(tmp_path, "Sample;Latitude;Longitude;Date;Cu [mg/kg];Source\n"
                          "A1;44.123456;22.123456;2024;333;WELLS\n", "mixed.csv")  # fmt: skip
    assert run(mixed, store, *taught, *SOURCE) == 1
    assert "published positions of source WELLS as 1 km cells" in capsys.readouterr().err


def test_free_text_of_a_hidden_import_is_left_out_and_told(tmp_path, store, capsys):
    mapping = put(tmp_path, "mapping: 1\ntitle: x\n", "petrovic-zelena-12.yaml")
    file = put(tmp_path, "Sample,Latitude,Longitude,Date,Cu [mg/kg],Method,Extraction,Taxon,Organ\n"
                         "A,44,22.1,2024,5,\"AAS, Zelena 12\",Mehlich 7 Petrovic,at Petrovic,yard\n"
                         "B,44,22.1,2024,6,ICP-MS,aqua regia,Urtica dioica,leaf\n")  # fmt: skip
    options = ("--medium", "plant", *SOURCE, "--positions", "cell", "--mapping", str(mapping))
    assert run(file, store, *options) == 0
    assert not [secret for secret in ("etrovic", "Zelena", "zelena") if secret in written(store)]
    values = open_store(store).values().sort_values("value")
    columns = ["method", "extraction", "taxon", "organ", "fraction"]
    assert values[columns].to_numpy().tolist() == [
        ["", "", "", "", "mobile"],
        ["ICP-MS", "aqua regia", "Urtica dioica", "leaf", ""],
    ]
    assert "left out (rows): taxon in 1, organ in 1, method in 1" in capsys.readouterr().out


def test_mines_cannot_be_hidden(tmp_path, store, capsys):
    place = {"type": "Point", "coordinates": [22.1, 44.1]}
    facts = {"id": "X", "name": "Mine", "country": "Serbia", "assetType": "Mine",
             "primaryCommodity": "copper", "confidenceFactor": "High"}  # fmt: skip
    feature = {"type": "Feature", "properties": facts, "geometry": place}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    file = put(tmp_path, text, "mines.geojson")
    assert run(file, store, "--mapping", "icmm_facilities", "--positions", "cell") == 1
    assert "mining sites are published where they are" in capsys.readouterr().err
