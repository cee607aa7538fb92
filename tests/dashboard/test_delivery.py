"""How styles, scripts and pictures reach a browser: as few, small, kept, and in which order."""

import re

import brotli
import pytest
from flask.testing import FlaskClient

from dashboard.http.packed import MOST, Packed

BROTLI = {"Accept-Encoding": "br"}
STYLES = r"/bundle/[^\"]+\.css[^\"]*"
SCRIPTS = r"/bundle/[^\"]+\.js[^\"]*"


def _head(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True).partition("</head>")[0]


@pytest.mark.parametrize("path", ["/", "/methods", "/place"])
def test_a_page_waits_for_one_stylesheet_and_for_no_script(client: FlaskClient, path: str) -> None:
    head = _head(client, path)
    assert head.count('rel="stylesheet"') == 1
    for script in re.findall(r"<script[^>]*src=[^>]*>", head):
        assert " defer " in script


def test_dash_waits_in_a_template_until_the_page_has_been_seen(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    running, _template, waiting = page.partition('<template id="dash-scripts">')
    assert "/_dash-component-suites/" not in running
    assert waiting.index("dash-renderer") < waiting.index('id="_dash-renderer"')
    assert "polyfill" not in waiting


@pytest.mark.parametrize("pattern", [STYLES, SCRIPTS])
def test_a_bundle_is_kept_for_good_under_its_own_mark_only(
    client: FlaskClient, pattern: str
) -> None:
    found = re.search(pattern, _head(client, "/"))
    assert found
    fresh = client.get(found[0])
    assert fresh.status_code == 200
    assert "immutable" in fresh.headers["Cache-Control"]
    stale = client.get(re.sub(r"v=\w+", "v=0", found[0]))
    assert stale.headers["Cache-Control"] == "no-cache"


def test_a_bundle_holds_only_styles_and_scripts_of_the_app(client: FlaskClient) -> None:
    for path in ("../app.py", "symbols.json", "../../data/sources.css", "30-atlas+nothing.js", "x"):
        assert client.get(f"/bundle/{path}").status_code == 404


def test_every_file_that_a_stylesheet_names_is_kept_for_good(client: FlaskClient) -> None:
    found = re.search(STYLES, _head(client, "/"))
    assert found
    named = set(re.findall(r'url\("([^"]+)"\)', client.get(found[0]).get_data(as_text=True)))
    assert len(named) > 10
    for address in named:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            assert "immutable" in answer.headers["Cache-Control"], address


@pytest.mark.parametrize("lang", ["en", "sr-Cyrl"])
def test_the_font_that_is_fetched_first_is_the_one_that_the_stylesheet_names(
    client: FlaskClient, lang: str
) -> None:
    head = _head(client, f"/?lang={lang}")
    sheet = re.search(STYLES, head)
    assert sheet
    css = client.get(sheet[0]).get_data(as_text=True)
    fonts = re.findall(r'<link rel="preload" href="([^"]+)" as="font"', head)
    assert fonts
    assert all(f'url("{font}")' in css for font in fonts)


def _address(client: FlaskClient, pattern: str) -> str:
    found = re.search(pattern, _head(client, "/"))
    assert found
    return found[0]


@pytest.mark.parametrize("pattern", [STYLES, SCRIPTS])
def test_a_bundle_comes_compressed_and_says_the_same(client: FlaskClient, pattern: str) -> None:
    address = _address(client, pattern)
    plain = client.get(address, headers={"Accept-Encoding": "identity"}).data
    for _ in range(2):  # the second one is kept from the first
        packed = client.get(address, headers=BROTLI)
        assert packed.headers["Content-Encoding"] == "br"
        assert brotli.decompress(packed.data) == plain
    assert len(packed.data) * 2.5 < len(plain)


def test_two_answers_under_one_path_are_never_mixed_up(client: FlaskClient) -> None:
    said = [
        brotli.decompress(client.get(f"/answer?analyte={metal}", headers=BROTLI).data)
        for metal in ("Cu", "Pb")
    ]
    assert said[0] != said[1]


def test_no_request_makes_the_server_keep_more_and_more() -> None:
    packed = Packed()
    for number in range(2 * MOST):
        packed.set(f"br;/assets/{number}", b"x")
    packed.set("br;", b"y")
    assert packed.get("br;") is None
    assert packed.get(f"br;/assets/{2 * MOST - 1}") is None
    assert packed.get("br;/assets/0") == b"x"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_picture_is_small_and_kept_for_good(client: FlaskClient, theme: str) -> None:
    page = client.get("/").get_data(as_text=True)
    address = re.search(rf"/basemap/first-{theme}\.svg\?v=\w+", page)
    assert address
    answer = client.get(address[0], headers=BROTLI)
    assert answer.mimetype == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(answer.data) < 16_000
    assert client.get(f"/basemap/first-{theme}.svg?v=0").headers["Cache-Control"] == "no-cache"
    assert client.get("/basemap/first-pink.svg").status_code == 404


def test_the_first_picture_has_the_colours_of_its_theme(client: FlaskClient) -> None:
    light, dark = (
        client.get(f"/basemap/first-{theme}.svg").get_data(as_text=True)
        for theme in ("light", "dark")
    )
    assert "#c3d8e2" in light
    assert "#1d3646" in dark
    assert re.sub("#[0-9a-f]{6}", "", light) == re.sub("#[0-9a-f]{6}", "", dark)


def test_no_picture_is_drawn_for_a_link_that_is_too_close_for_it(client: FlaskClient) -> None:
    assert "first-light.svg" in client.get("/?map=9/44.1/22.1").get_data(as_text=True)
    assert "first-light.svg" not in client.get("/?map=13/44.1/22.1").get_data(as_text=True)
