"""python -m layers plan."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from layers.__main__ import main
from layers.sampling import circle

AT = ["--at", "44.08,22.10", "--radius", "600"]


@pytest.mark.parametrize("ending", ["gpx", "kml", "geojson", "csv", "xlsx"])
def test_a_plan_is_written_in_every_form(tmp_path: Path, capsys, ending: str):
    out = tmp_path / f"plan.{ending}"
    assert main(["plan", *AT, "--samples", "20", "-o", str(out)]) == 0
    assert out.stat().st_size > 500
    assert "20 places over 113.0 ha" in capsys.readouterr().err


def test_the_same_outline_gives_the_same_plan_from_any_file(tmp_path: Path):
    frame = gpd.GeoDataFrame(geometry=[circle(44.08, 22.10, 600).shape], crs=4326)
    frame.to_file(tmp_path / "area.geojson")
    frame.to_file(tmp_path / "area.gpkg")
    frame.to_crs(32634).to_file(tmp_path / "metres.gpkg")
    found = []
    for name in ("area.geojson", "area.gpkg", "metres.gpkg"):
        out = tmp_path / f"{name}.out.geojson"
        arguments = ["--area", str(tmp_path / name), "--samples", "20", "-o", str(out)]
        assert main(["plan", *arguments]) == 0
        shapes = [one["geometry"] for one in json.loads(out.read_text())["features"][1:]]
        found.append([shapely.from_geojson(json.dumps(one)) for one in shapes])
    for others in found[1:]:
        assert shapely.distance(found[0], others).max() < 3e-6


def test_a_plan_by_distance_says_its_bands(tmp_path: Path, capsys):
    options = ["--samples", "12", "--kind", "stratified", "--strata", "river"]
    assert main(["plan", *AT, *options, "-o", str(tmp_path / "plan.gpx")]) == 0
    assert capsys.readouterr().err.count(" m\n") == 3


def test_a_plan_outside_the_region_says_so(tmp_path: Path, capsys):
    sea = ["--at", "43.5,30.0", "--radius", "600", "--samples", "5"]
    for at, said in ((AT, False), (sea, True)):
        arguments = [*at[:4], "--samples", "5", "-o", str(tmp_path / "plan.gpx")]
        assert main(["plan", *arguments]) == 0
        assert ("outside the region of the atlas" in capsys.readouterr().err) == said


def test_of_a_medium_whose_taking_was_read_nowhere_it_says_so(tmp_path: Path, capsys):
    for medium, unread in (("soil", False), ("groundwater", False), ("sediment", True)):
        out = ["-o", str(tmp_path / "plan.csv"), "--medium", medium]
        assert main(["plan", *AT, "--samples", "5", *out]) == 0
        said = (
            f"no source on taking {medium} was read: ask the laboratory" in capsys.readouterr().err
        )
        assert said == unread


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--at", "north", "--radius", "5", "--samples", "3"], "expected degrees"),
        (["--at", "44.08,22.10", "--samples", "3"], "--radius: is missing"),
        (["--at", "22.10,44.08", "--radius", "600", "--samples", "3"], "are exchanged"),
        (["--at=-33.9,18.4", "--radius=600", "--samples=3", "--kind=stratified", "--strata=river"],
         "outside the region of the atlas"),
        ([*AT, "--spacing", "2"], "expected a spacing"),
        ([*AT, "--samples", "3", "--seed", "-1"], "expected 0 or more"),
        ([*AT, "--samples", "3", "--prefix", "a b"], "letters A-Z"),
        (["--area", "nowhere.gpkg", "--samples", "3"], "no such file"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(tmp_path, capsys, arguments, said):
    out = tmp_path / "plan.gpx"
    assert main(["plan", *arguments, "-o", str(out)]) == 1
    assert said.replace("expected a spacing", "found a spacing") in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_an_outline_is_refused(tmp_path: Path, capsys):
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(22.1, 44.08)], crs=4326)
    frame.to_file(tmp_path / "points.geojson")
    (tmp_path / "text.geojson").write_text("no json")
    for name, said in (("points", "draw the outline"), ("text", "no outline can be read")):
        arguments = ["--area", str(tmp_path / f"{name}.geojson"), "--samples", "3"]
        assert main(["plan", *arguments, "-o", str(tmp_path / "out.gpx")]) == 1
        assert said in capsys.readouterr().err


def test_an_unknown_ending_is_refused_before_any_work(tmp_path: Path, capsys):
    assert main(["plan", *AT, "--samples", "3", "-o", str(tmp_path / "plan.doc")]) == 1
    assert "expected a name ending in .gpx" in capsys.readouterr().err
