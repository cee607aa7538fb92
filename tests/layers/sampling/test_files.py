"""A plan as a file: other programs open it, and the sheet comes back through the intake."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pyogrio
import pytest

from layers.intake import Words, read_intake
from layers.sampling import Design, Plan, circle, make_plan
from layers.sampling.files import Texts, geojson, gpx, kml
from layers.sampling.sheet import csv_sheet, xlsx

GPX = "{http://www.topografix.com/GPX/1/1}"
WPT_ORDER = ("ele", "time", "name", "cmt", "desc", "src", "link", "sym", "type")
HOSTILE = Texts(title="<b>&\"'", area="]]><x/>", duplicate="=HYPERLINK({id})")


@pytest.fixture(scope="module")
def plan() -> Plan:
    design = Design(samples=25, duplicates=0.1, blanks=0.05, prefix="ATL-2611")
    return make_plan(circle(44.08, 22.10, 600), design)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load()


def test_gdal_reads_the_waypoints_back_where_they_were(plan: Plan, tmp_path: Path):
    path = tmp_path / "plan.gpx"
    path.write_bytes(gpx(plan))
    found = pyogrio.read_dataframe(path, layer="waypoints")
    assert list(found["name"]) == [one.sample_id for one in plan.points]
    assert list(found.geometry.x) == pytest.approx([one.lon for one in plan.points], abs=1e-9)
    assert list(found.geometry.y) == pytest.approx([one.lat for one in plan.points], abs=1e-9)
    assert found["desc"].str.contains("take it twice").sum() == 3


def test_the_gpx_has_the_elements_that_its_schema_allows_in_their_order(plan: Plan):
    root = ElementTree.fromstring(gpx(plan))
    assert root.tag == f"{GPX}gpx"
    assert root.get("version") == "1.1"
    assert root.get("creator")
    assert [child.tag for child in root] == [f"{GPX}metadata", *[f"{GPX}wpt"] * 25]
    for waypoint in root.findall(f"{GPX}wpt"):
        assert set(waypoint.attrib) == {"lat", "lon"}
        order = [WPT_ORDER.index(child.tag.removeprefix(GPX)) for child in waypoint]
        assert order == sorted(order)


def test_gdal_reads_outline_and_places_of_the_kml(plan: Plan, tmp_path: Path):
    path = tmp_path / "plan.kml"
    path.write_bytes(kml(plan))
    found = pyogrio.read_dataframe(path)
    assert list(found.geometry.geom_type) == ["Polygon"] + ["Point"] * 25
    assert found.geometry.iloc[0].symmetric_difference(plan.area.shape).area < 1e-9
    assert list(found["Name"][1:]) == [one.sample_id for one in plan.points]


def test_texts_stay_texts_in_every_file(plan: Plan):
    for written in (gpx(plan, HOSTILE), kml(plan, HOSTILE)):
        text = "".join(ElementTree.fromstring(written).itertext())
        assert HOSTILE.title in text
    assert json.loads(geojson(plan, HOSTILE))["features"][0]["properties"]["name"] == HOSTILE.title


def test_the_geojson_says_how_the_plan_was_made(plan: Plan):
    collection = json.loads(geojson(plan))
    assert len(collection["features"]) == 26
    assert collection["features"][0]["properties"]["seed"] == 1


def test_the_same_plan_is_the_same_file(plan: Plan):
    again = make_plan(circle(44.08, 22.10, 600), plan.design)
    assert gpx(plan) == gpx(again)
    assert kml(plan) == kml(again)


LANGUAGES = pytest.mark.parametrize("language", ["en", "ro", "sr-Latn", "sr-Cyrl"])


def filled_xlsx(data: bytes, metal: str) -> bytes:
    """Fill the sheet in as a person does."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["data"]
    heads = [cell.value for cell in sheet[1]]
    at = next(n for n, head in enumerate(heads, 1) if str(head).startswith(f"{metal} ["))
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, at).value = 100 + row
        sheet.cell(row, 9).value = date(2026, 11, 22)
        sheet.cell(row, 11).value = "0-20"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@LANGUAGES
@pytest.mark.parametrize(("medium", "unit"), [("soil", "mg/kg"), ("groundwater", "µg/L")])
def test_the_filled_in_sheet_comes_back_through_the_intake_with_no_further_word(
    plan: Plan, words: Words, language: str, medium: str, unit: str
):
    data = filled_xlsx(xlsx(plan, words, medium, ["Pb"], language), "Pb")
    intake = read_intake(data, "plan.xlsx", words)
    assert intake.faults.errors == []
    sound = intake.sound
    taken = [one for one in plan.samples if one.role != "blank"]
    assert list(sound["sample_id"]) == [one.sample_id for one in taken]
    assert set(sound["analyte"]) == {"Pb"}
    assert set(sound["unit"]) == {unit}
    assert set(sound["medium"]) == {medium}
    assert list(sound["value"]) == [102.0 + n for n in range(len(taken))]
    rows = intake.rows
    assert list(rows["lat"]) == pytest.approx([one.lat for one in taken])
    assert list(rows["lon"]) == pytest.approx([one.lon for one in taken])
    assert set(rows["depth_bottom_cm"]) == {20.0}
    assert set(rows["date_start"].astype(str)) == {"2026-11-22"}


@LANGUAGES
def test_the_csv_is_the_same_table(plan: Plan, words: Words, language: str):
    text = csv_sheet(plan, words, "soil", ["Cu"], language).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(plan, words, "soil", ["Cu"], language)))["data"]
    assert [len(row) for row in rows] == [sheet.max_column] * sheet.max_row
    assert rows[0] == [cell.value for cell in sheet[1]]
    rows[1][rows[0].index("Cu [mg/kg]")] = "150"
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    intake = read_intake(stream.getvalue().encode(), "plan.csv", words)
    assert intake.faults.errors == []
    assert list(intake.sound["value"]) == [150.0]


def test_the_metal_asked_for_has_its_column_however_rare_it_is(plan: Plan, words: Words):
    rare = words.registry.analytes.sort_values("priority")["analyte"].iloc[-1]
    head = csv_sheet(plan, words, "soil", [rare]).decode("utf-8-sig").splitlines()[0]
    assert f"{rare} [mg/kg]" in head
