"""GeoPackages: tables are read, what is computed on reading is refused at once."""

import sqlite3
import time

import geopandas as gpd
import pytest
from shapely.geometry import Point

from tests.layers.intake.tables import read, refusal, values

ENDLESS = (
    "CREATE VIEW {name} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT i AS fid, i AS cu FROM n"
)
LISTED = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
    "VALUES ('endless', 'attributes', 'endless', 0)"
)


@pytest.fixture
def file(tmp_path):
    frame = gpd.GeoDataFrame(
        {"id": ["A"], "Cu [mg/kg]": [5.0]}, geometry=[Point(22.0959, 44.0765)], crs=4326
    )
    frame.to_file(tmp_path / "lab.gpkg", layer="soil")
    return tmp_path / "lab.gpkg"


def changed(file, *statements: str) -> bytes:
    base = sqlite3.connect(file)
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()
    return file.read_bytes()


@pytest.mark.parametrize("listed", [True, False])
def test_an_endless_view_is_refused_in_words_and_never_read(file, listed):
    data = changed(file, ENDLESS.format(name="endless"), *([LISTED] if listed else []))
    begun = time.monotonic()
    message = refusal(data, "lab.gpkg")
    assert time.monotonic() - begun < 5
    assert "found the view 'endless', expected layers stored as tables" in message


def test_a_view_in_place_of_the_list_of_layers_is_refused(file):
    data = changed(file, "ALTER TABLE gpkg_contents RENAME TO was", ENDLESS.format(
        name="gpkg_contents"))  # fmt: skip
    assert "found the view 'gpkg_contents'" in refusal(data, "lab.gpkg")


def test_a_computed_column_is_refused(file):
    column = "ALTER TABLE soil ADD COLUMN more TEXT GENERATED ALWAYS AS (hex(zeroblob(9))) VIRTUAL"
    assert "expected layers stored as tables" in refusal(changed(file, column), "lab.gpkg")


def test_a_file_with_a_log_is_read(file):
    data = changed(file, "PRAGMA journal_mode = WAL")
    assert values(read(data, "lab.gpkg")) == [5]


def test_a_damaged_geopackage_is_refused_in_words(file):
    assert "a damaged GeoPackage" in refusal(file.read_bytes()[:3000], "lab.gpkg")
