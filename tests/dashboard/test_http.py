"""What the server answers over http, besides pages."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs_version

from dashboard.atlases import Atlases
from dashboard.http import health
from dashboard.server import ASSETS


def test_health_says_what_is_served(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    said = answer.get_json()
    assert said["status"] == "ok"
    assert said["package"]["simulated"] is False
    assert said["counts"]["mining_sites"] == 47
    assert set(said["counts"]) == {
        "mining_sites",
        "waste_areas",
        "sampling_points",
        "measurements",
    }


def test_health_gives_the_reason_when_the_store_cannot_answer(published) -> None:
    class Gone:
        def counts(self) -> dict[str, int]:
            raise OSError("the disk is gone")

        package = published.store.package

    class AtlasWithoutStore:
        store = Gone()

    server = Flask("broken")
    health.register(server, Atlases({"published": AtlasWithoutStore()}))  # type: ignore[dict-item]
    answer = server.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["reason"] == "the disk is gone"


def test_a_layer_is_kept_by_the_browser_only_under_its_own_version(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    version = re.search(r"symbols\.json[^\" ]*v=([0-9a-f]+)", page)
    assert version, page[:200]
    fresh = client.get(f"/layers/symbols.json?dataset=published&v={version[1]}")
    assert "immutable" in fresh.headers["Cache-Control"]
    stale = client.get("/layers/symbols.json?dataset=published&v=0")
    assert stale.headers["Cache-Control"] == "no-cache"


def test_a_layer_comes_with_and_without_compression(client: FlaskClient) -> None:
    plain = client.get("/layers/symbols.json", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    collection = json.loads(plain.data)
    assert collection["type"] == "FeatureCollection"
    columns = collection["features"][0]["properties"]["values"]
    lengths = {len(column) for column in columns.values() if isinstance(column, list)}
    assert len(lengths) == 1


def test_pooled_areas_have_no_place_on_the_map(client: FlaskClient, published) -> None:
    drawn = client.get("/layers/symbols.json", headers={"Accept-Encoding": "identity"}).get_json()
    ids = set(drawn["features"][0]["properties"]["points"]["id"])
    areas = published.points[published.points["scope"] == "pooled"].index
    assert not ids & set(areas)


@pytest.mark.parametrize(
    "path",
    [
        "/layers/secrets.json",
        "/basemap/../../app.py",
        "/basemap/build_relief.py",
        "/basemap/places.csv",
        "/basemap/source/countries_osm.geojson",
    ],
)
def test_only_the_files_of_the_map_are_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_page_sets_a_cookie_or_asks_another_host(client: FlaskClient) -> None:
    for path in ("/", "/about", "/site/W-RO-001", "/healthz", "/layers/symbols.json"):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-eval" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_can_be_framed_elsewhere_only_when_it_is_asked_to(client: FlaskClient) -> None:
    assert "frame-ancestors 'self'" in client.get("/").headers["Content-Security-Policy"]
    assert "frame-ancestors *" in client.get("/?embed=1").headers["Content-Security-Policy"]


def test_an_embedded_page_has_no_header(client: FlaskClient) -> None:
    assert 'class="header"' in client.get("/").get_data(as_text=True)
    assert 'class="header"' not in client.get("/?embed=1").get_data(as_text=True)


def test_the_first_html_brings_the_layout_that_dash_would_ask_for(client: FlaskClient) -> None:
    page = client.get("/site/W-RO-001?analyte=Pb").get_data(as_text=True)
    layout = re.search(r'<script id="page-layout" [^>]+>(.+?)</script>', page)
    assert layout
    built = json.loads(layout[1])
    assert built["props"]["className"] == "page page-site"
    assert "Boșneag tailings pond" in json.dumps(built, ensure_ascii=False)


@pytest.mark.parametrize("path", ["/about", "/methods", "/site/W-RO-001", "/nowhere"])
def test_the_maps_script_is_loaded_only_where_there_is_a_map(client: FlaskClient, path) -> None:
    script = 'src="/_dash-component-suites/dash_leaflet/'
    assert script in client.get("/").get_data(as_text=True)
    assert script not in client.get(path).get_data(as_text=True)


def test_a_hostile_link_stays_text(client: FlaskClient) -> None:
    page = client.get('/?analyte=<script>alert(1)</script>&q="><img src=x>').get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_the_small_plotly_is_of_the_version_that_makes_the_figures() -> None:
    script = ASSETS / "vendor" / "plotly-basic.min.js"
    head = script.read_text(encoding="utf-8")[:300]
    assert f"v{get_plotlyjs_version()}" in head


def test_every_function_that_the_map_names_is_in_its_script() -> None:
    view = (Path(ASSETS).parent / "dashboard/components/map/view.py").read_text("utf-8")
    script = (ASSETS / "70-labels.js").read_text("utf-8")
    for name in re.findall(r'function\("(\w+)"\)', view):
        assert re.search(rf"^      {name}\(", script, re.MULTILINE), name


def test_an_answer_is_html_and_a_figure_of_one_state(client: FlaskClient) -> None:
    answer = client.get("/answer?analyte=Pb&country=RO&theme=dark").get_json()
    assert "lead (Pb)" in answer["parts"]["summary"]
    assert {"data", "layout"} <= answer["figure"].keys()
    assert answer["numbers"]["rows"]
    table = client.get("/answer?chart=table").get_json()
    assert table["table"]
    assert table["figure"] is None


def test_an_answer_to_a_broken_link_says_what_it_left_out(client: FlaskClient) -> None:
    answer = client.get("/answer?analyte=%3Cimg+src%3Dx%3E&medium=mud&page=-1&theme=plaid")
    assert answer.status_code == 200
    assert "&lt;img src=x&gt;" in answer.get_json()["parts"]["notes"]


def test_a_picture_says_what_it_shows_and_that_it_is_simulated(client: FlaskClient) -> None:
    figure = client.get("/picture?dataset=training&analyte=Pb&country=RO").get_json()
    text = " ".join(note["text"] for note in figure["layout"]["annotations"])
    assert "Lead (Pb)" in text
    assert "lead (Pb); Romania" in text.replace("<br>", " ")
    assert "No number on this page was measured" in text.replace("<br>", " ")
    assert any(trace.get("showlegend") for trace in figure["data"])


@pytest.mark.parametrize("query", ["chart=table", "analyte=Hg&country=RO&medium=soil"])
def test_there_is_no_picture_of_a_table_or_of_nothing(client: FlaskClient, query: str) -> None:
    assert client.get(f"/picture?{query}").status_code == 404
