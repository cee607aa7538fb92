"""The embedded basemap: complete, correct where it can be checked, small, and said to be rough."""

import csv
import gzip
import importlib
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image
from shapely.geometry import Point, shape

BASEMAP = Path(__file__).resolve().parents[2] / "data" / "basemap"
WEST, SOUTH, EAST, NORTH = 19.5, 43.3, 23.5, 46.5
LAYERS = sorted(path.stem for path in BASEMAP.glob("*.geojson"))
LANGUAGES = ("name_en", "name_ro", "name_sr_latn")
THEMES = ("light", "dark")
MOUTH_OUTSIDE_THE_BOX = {"ampoi", "aries", "drina", "jiu", "motru", "ogosta"}
KM = 0.01
"""About a kilometre in degrees, to the nearest third."""


def features(name: str) -> list[tuple[dict[str, Any], shapely.Geometry]]:
    collection = json.loads((BASEMAP / f"{name}.geojson").read_text(encoding="utf-8"))
    return [(item["properties"], shape(item["geometry"])) for item in collection["features"]]


def table(name: str) -> list[dict[str, str]]:
    with (BASEMAP / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wire_bytes(*names: str) -> int:
    return sum(len(gzip.compress((BASEMAP / name).read_bytes(), 6)) for name in names)


def countries_at(lat: float, lon: float) -> list[str]:
    point = Point(lon, lat)
    return [item["country"] for item, area in features("countries") if area.contains(point)]


def river(name: str) -> shapely.Geometry:
    parts = features("rivers") + features("rivers_border")
    return shapely.union_all([line for item, line in parts if item["river"] == name])


def place(name: str, country: str) -> Point:
    (row,) = [r for r in table("places.csv") if (r["name"], r["country"]) == (name, country)]
    return Point(float(row["lon"]), float(row["lat"]))


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import a module of the builders, which lie beside the data."""
    monkeypatch.syspath_prepend(str(BASEMAP))
    return importlib.import_module


def expected_tiles() -> set[tuple[int, int, int]]:
    found = set()
    for zoom in range(6, 11):
        scale = 2**zoom
        rows = [
            (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * scale
            for lat in (NORTH, SOUTH)
        ]
        columns = [(lon + 180) / 360 * scale for lon in (WEST, EAST)]
        found |= {
            (zoom, x, y)
            for x in range(int(columns[0]), math.ceil(columns[1]))
            for y in range(int(rows[0]), math.ceil(rows[1]))
        }
    return found


def tile(theme: str, zoom: int, x: int, y: int) -> np.ndarray:
    with Image.open(BASEMAP / "relief" / theme / str(zoom) / str(x) / f"{y}.webp") as image:
        return np.asarray(image.convert("RGBA"), dtype=float)


@pytest.mark.parametrize("theme", THEMES)
def test_the_pyramid_has_every_tile_that_touches_the_box_and_no_other(theme: str) -> None:
    root = BASEMAP / "relief" / theme
    found = {
        (int(path.parts[-3]), int(path.parts[-2]), int(path.stem)) for path in root.rglob("*.webp")
    }
    assert found == expected_tiles()


@pytest.mark.parametrize("theme", THEMES)
def test_a_set_of_tiles_weighs_at_most_0_8_mb(theme: str) -> None:
    weight = sum(path.stat().st_size for path in (BASEMAP / "relief" / theme).rglob("*.webp"))
    assert weight <= 800_000


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("address", [(6, 35, 23), (8, 143, 92), (10, 574, 372)])
def test_a_tile_is_drawn_again_to_the_same_pixels(
    builder: Any, tmp_path: Path, theme: str, address: tuple[int, int, int]
) -> None:
    relief, drainage = builder("build_relief"), builder("drainage")
    elevation = drainage.read_elevation(BASEMAP / "source" / "globe30s_box.npz")
    image = relief.paint(relief.ground(elevation, address), relief.PALETTES[theme])
    relief.save(image, tmp_path / "tile.webp")
    with Image.open(tmp_path / "tile.webp") as saved:
        again = np.asarray(saved.convert("RGBA"), dtype=float)
    # Another processor may round a pixel the other way, and WebP spreads that by a level or two.
    np.testing.assert_allclose(again, tile(theme, *address), atol=2)


def test_hills_are_lit_from_the_north_west(builder: Any) -> None:
    rows, columns = np.mgrid[-20:21, -20:21]
    hill = 400.0 - 15 * np.hypot(rows, columns)
    lit = builder("build_relief").shade(hill, np.full(hill.shape, 100.0))
    north_west, south_east = lit[10, 10], lit[30, 30]
    assert north_west > 0 > south_east


def test_flat_land_is_neither_lit_nor_in_shadow(builder: Any) -> None:
    lit = builder("build_relief").shade(np.full((5, 5), 80.0), np.full((5, 5), 100.0))
    assert lit == pytest.approx(0)


@pytest.mark.parametrize("theme", THEMES)
def test_the_relief_fades_out_before_the_edge_of_the_box(theme: str) -> None:
    north_western = min(address for address in expected_tiles() if address[0] == 10)
    corner = tile(theme, *north_western)[..., 3]
    middle = tile(theme, 10, 572, 369)[..., 3]
    assert corner[0].max() == 0
    assert middle.min() == 255


@pytest.mark.parametrize("theme", THEMES)
def test_the_relief_stays_a_quiet_ground(theme: str) -> None:
    def luminance(rgb: np.ndarray) -> np.ndarray:
        linear = np.where(rgb <= 0.03928, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return np.asarray(linear @ [0.2126, 0.7152, 0.0722])

    pixels = np.concatenate(
        [
            tile(theme, *address)[..., :3][tile(theme, *address)[..., 3] == 255]
            for address in sorted(expected_tiles())
            if address[0] == 8
        ]
    )
    shades = luminance(pixels / 255)
    assert (shades.max() + 0.05) / (shades.min() + 0.05) < 1.75


@pytest.mark.parametrize("layer", LAYERS)
def test_shapes_are_valid_and_inside_the_box(layer: str) -> None:
    box = shapely.box(WEST, SOUTH, EAST, NORTH)
    for properties, geometry in features(layer):
        assert geometry.is_valid, properties
        assert not geometry.is_empty, properties
        assert box.covers(geometry), properties


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [
        (44.075, 22.096, "RS"),  # Bor
        (44.738, 21.667, "RO"),  # Moldova Nouă
        (44.611, 22.610, "RS"),  # Kladovo, across the Danube from Drobeta
        (44.627, 22.653, "RO"),  # Drobeta-Turnu Severin
        (43.996, 22.868, "BG"),  # Vidin
        (46.253, 20.148, "HU"),  # Szeged
        (44.060, 19.520, "BA"),
    ],
)
def test_a_point_lies_in_its_country(lat: float, lon: float, country: str) -> None:
    assert countries_at(lat, lon) == [country]


def test_countries_share_their_borders_without_gap_or_overlap() -> None:
    areas = [area for _, area in features("countries")]
    assert shapely.coverage_is_valid(areas)
    assert shapely.union_all(areas).area == pytest.approx(4 * 3.2, rel=1e-4)


def test_border_lines_run_along_the_edges_of_the_countries() -> None:
    edges = shapely.union_all([area.boundary for _, area in features("countries")])
    for properties, line in features("borders"):
        assert edges.buffer(KM / 3).covers(line), properties


def test_43_units_have_names_in_three_languages() -> None:
    units = features("admin1")
    assert len(units) == 43
    assert len({item["admin1_id"] for item, _ in units}) == 43
    for item, _ in units:
        assert all(item[key].strip() for key in (*LANGUAGES, "name_local")), item


@pytest.mark.parametrize(
    ("town", "country", "unit"),
    [
        ("Kruševac", "RS", "Rasinski okrug"),  # called Pomoravski in the source
        ("Jagodina", "RS", "Pomoravski okrug"),
        ("Reșița", "RO", "Județul Caraș-Severin"),
        ("Bor", "RS", "Borski okrug"),
        ("Zrenjanin", "RS", "Srednjobanatski okrug"),
    ],
)
def test_a_town_lies_in_its_district(town: str, country: str, unit: str) -> None:
    at = place(town, country)
    assert [item["name_local"] for item, area in features("admin1") if area.contains(at)] == [unit]


def test_no_published_file_has_cedilla_letters() -> None:
    for path in [*BASEMAP.glob("*.csv"), *BASEMAP.glob("*.*json")]:
        text = path.read_text(encoding="utf-8")
        assert not set(text) & set("ŞşŢţ"), path.name


def test_every_place_has_a_name_a_district_and_an_id_of_its_own() -> None:
    rows = table("places.csv")
    assert len(rows) == 1_452 + 18
    assert max(Counter(row["place_id"] for row in rows).values()) == 1
    units = {item["admin1_id"]: item["country"] for item, _ in features("admin1")}
    for row in rows:
        assert row["name"].strip()
        assert units[row["admin1"]] == row["country"], row["name"]
        assert 6 <= int(row["min_zoom"]) <= 13


def test_every_place_lies_in_the_country_it_claims() -> None:
    areas = {item["country"]: area.buffer(KM) for item, area in features("countries")}
    for row in table("places.csv"):
        assert areas[row["country"]].contains(Point(float(row["lon"]), float(row["lat"]))), row


def test_the_two_slatinas_are_told_apart() -> None:
    found = {row["name"]: row for row in table("places.csv") if row["name"].startswith("Slatina")}
    assert found["Slatina"]["municipality"] == "Bor"
    assert found["Slatina"]["country"] == "RS"
    assert found["Slatina-Timiș"]["country"] == "RO"


def test_villages_placed_from_memory_say_so_and_how_far_off_they_may_be() -> None:
    remembered = [row for row in table("places.csv") if row["from_memory"]]
    assert len(remembered) == 18
    for row in remembered:
        assert row["from_memory"] == "lat;lon"
        assert row["coord_quality"] == "place"
        assert float(row["coord_uncertainty_m"]) >= 2_000


@pytest.mark.parametrize(
    ("name", "language", "shown"),
    [
        ("Beograd", "name_en", "Belgrade"),
        ("Beograd", "name_ro", "Belgrad"),
        ("Timișoara", "name_sr_latn", "Temišvar"),
        ("Vršac", "name_ro", "Vârșeț"),
    ],
)
def test_towns_have_the_name_of_the_page_s_language(name: str, language: str, shown: str) -> None:
    assert [row[language] for row in table("places.csv") if row["name"] == name] == [shown]


def test_a_search_by_another_script_finds_the_place() -> None:
    (majdanpek,) = [row for row in table("places.csv") if row["name"] == "Majdanpek"]
    assert "Мајданпек" in majdanpek["alternates"].split(";")


def test_every_river_has_names_in_three_languages() -> None:
    for item, _ in features("rivers") + features("rivers_border"):
        assert all(item[key].strip() for key in LANGUAGES), item


def test_rivers_drawn_from_the_elevation_say_that_they_are_approximate() -> None:
    for item, _ in features("rivers"):
        assert item.get("approx", False) == (item["source"] in ("dem", "hand")), item


@pytest.mark.parametrize(
    ("name", "towns"),
    [
        ("bor-river", ["Bor", "Slatina"]),
        ("timok", ["Bregovo"]),
        ("crni-timok", ["Zaječar"]),
        ("pek", ["Kučevo", "Veliko Gradište"]),
        ("mlava", ["Žagubica", "Petrovac"]),
        ("nera", ["Bozovici", "Sasca Română", "Naidăș"]),
        ("caras", ["Carașova", "Vărădia"]),
        ("barzava", ["Reșița", "Bocșa", "Gătaia"]),
        ("bega", ["Timișoara", "Zrenjanin"]),
        ("cerna", ["Băile Herculane", "Orșova"]),
        ("timis", ["Caransebeș", "Lugoj"]),
    ],
)
def test_a_river_passes_the_towns_on_its_banks(name: str, towns: list[str]) -> None:
    line = river(name)
    for town in towns:
        points = [
            Point(float(row["lon"]), float(row["lat"]))
            for row in table("places.csv")
            if row["name"] == town
        ]
        assert min(line.distance(point) for point in points) < 2.5 * KM, town


def test_every_river_reaches_the_one_it_flows_into() -> None:
    drawn = {item["river"] for item, _ in features("rivers") + features("rivers_border")}
    for row in table("rivers_by_hand.csv"):
        if (
            row["river_id"] in MOUTH_OUTSIDE_THE_BOX
            or not {row["river_id"], row["flows_into"]} <= drawn
        ):
            continue
        gap = river(row["river_id"]).distance(river(row["flows_into"]))
        assert gap < 2 * KM, (row["river_id"], gap)


def test_what_the_first_view_needs_fits_in_110_kb() -> None:
    lines = ("borders", "admin1_lines", "water", "rivers", "rivers_border")
    assert wire_bytes(*(f"{name}.geojson" for name in lines)) <= 110_000


def test_the_labels_fit_in_25_kb() -> None:
    assert wire_bytes("labels.csv") <= 25_000


def test_labels_have_names_and_come_with_the_most_important_first() -> None:
    rows = table("labels.csv")
    assert all(row["name"] for row in rows)
    towns = [int(row["zoom"]) for row in rows if row["kind"] in ("town", "place")]
    assert towns == sorted(towns)
    assert {row["kind"] for row in rows} == {"country", "admin1", "river", "town", "place"}


def test_every_layer_names_its_source_and_licence() -> None:
    attribution = json.loads((BASEMAP / "attribution.json").read_text(encoding="utf-8"))
    assert set(attribution) == {*LAYERS, "relief", "places", "labels"}
    for layer in attribution.values():
        assert layer["text"]
        assert layer["licence"]
        assert layer["url"].startswith("https://")


def test_the_border_files_are_what_their_builder_writes(builder: Any) -> None:
    borders, files = builder("build_borders"), builder("layer_files")
    units = borders.admin1()
    written = {
        "countries": borders.countries(),
        "borders": borders.borders(),
        "admin1": units,
        "admin1_lines": borders.drawn(borders.inner_lines(units)),
    }
    for name, made in written.items():
        stored = (BASEMAP / f"{name}.geojson").read_text(encoding="utf-8")
        assert files.feature_collection(made) == stored, name
