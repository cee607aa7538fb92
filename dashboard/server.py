"""The app: pages, callbacks and routes put together over the opened packages."""

import gc
import os
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from dash import Dash, html
from dash.development.base_component import Component
from flask import Flask, Request, Response, g, request

from dashboard.assets import FOLDER as ASSETS
from dashboard.assets import names_of
from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from dashboard.components.frame import further_pages, pages
from dashboard.components.kept import layout_json
from dashboard.document import THEME_FIRST, document
from dashboard.http import (
    answer,
    assess,
    assets,
    averages,
    basemap,
    errors,
    health,
    intake,
    language,
    layers,
    own,
    place,
    place_pdf,
    plan,
    quiet_logs,
    security,
    updates,
)
from dashboard.http.packed import Packed, fixed_name
from dashboard.i18n import load_catalogues, load_texts
from dashboard.pages import about, accessibility, methods, missing, site
from dashboard.pages import map as map_page
from dashboard.pages import place as place_page
from dashboard.places import Places
from dashboard.plans import Plans
from dashboard.prerender import render
from dashboard.suites import needed_scripts, waiting
from dashboard.yardsticks import yardsticks
from layers.assess import load_limits
from layers.errors import AtlasError
from layers.store import open_store

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
NEEDED_FILES = (
    ASSETS / "10-tokens.css",
    ASSETS / "symbols.json",
    ASSETS / "fonts" / "atlas-sans-latin.woff2",
    ASSETS / "fonts" / "atlas-sans-cyrillic.woff2",
    ASSETS / "fonts" / "atlas-sans-latin-italic.woff2",
    ASSETS / "vendor" / "plotly-basic.min.js",
    ASSETS / "vendor" / "regenerator-runtime.js",
    *(
        DATA / "basemap" / f"{name}.geojson"
        for name in ("borders", "water", "admin1_lines", "rivers", "rivers_border")
    ),
    DATA / "basemap" / "labels.csv",
    DATA / "basemap" / "relief" / "light" / "8",
    DATA / "basemap" / "relief" / "dark" / "8",
)


def open_atlases(location: str) -> Atlases:
    """Open the package at `location`, and the training survey where it is another one.

    Raises
    ------
    AtlasError
        If a package is not valid; its message names table, row and column.
    """
    stores = {"published": open_store(location)}
    training = DATA / "training"
    if training.is_dir() and training.resolve() != Path(location).resolve():
        stores["training"] = open_store(training)
    packages = {name: store.package for name, store in stores.items()}
    limits = {
        registry.folder: load_limits(registry=registry)
        for registry in (store.registry for store in stores.values())
    }
    return Atlases(
        {
            name: Atlas(store, store.registry, limits[store.registry.folder], packages)
            for name, store in stores.items()
        }
    )


def check_files() -> None:
    """Stop with a clear message when a file that every page needs is missing."""
    missing_files = [str(path.relative_to(ROOT)) for path in NEEDED_FILES if not path.exists()]
    if missing_files:
        raise AtlasError(
            f"files of the app are missing: {', '.join(missing_files)}. "
            "Restore them with `git checkout -- assets data/basemap`."
        )


def name_of(path: str, query: str, atlases: Atlases) -> str:
    """Return what stands in the browser's tab: the page or the place, and whose it is."""
    atlas, place = atlases.of(query), path.removeprefix("/site/")
    named = dict([*pages(), *further_pages()]).get(f"/{path.strip('/')}")
    return f"{atlas.names().get(place) or named or missing.title()} – NETMIN Atlas"


class AtlasDash(Dash):
    """A Dash app whose first html already holds the page, as html and as Dash's layout."""

    page = staticmethod(html.Div)
    page_name = staticmethod(lambda: "")

    def interpolate_index(self, **parts: Any) -> str:
        """Write the first html: the page's own words first, then the layout, then the scripts."""
        page = self.page()
        written = render(page)
        layout = f'<script id="page-layout" type="application/json">{layout_json(page)}</script>'
        scripts = needed_scripts(parts["scripts"], page) + parts["renderer"]
        return document(
            title=self.page_name(),
            page=written,
            styles=names_of(".css"),
            scripts=names_of(".js"),
            end=f"{parts['config']}{layout}{waiting(scripts)}",
            metas=parts["metas"],
        )


def page_of(path: str, query: str, atlases: Atlases) -> Component:
    """Return the page at a path for a query string; a page of its own where there is none."""
    atlas = atlases.of(query)
    selection = atlas.read(query)
    parts = [part for part in path.split("/") if part]
    if not parts:
        return map_page.layout(atlas, selection)
    if parts == ["methods"]:
        return methods.layout(atlas, selection)
    if parts == ["accessibility"]:
        return accessibility.layout(atlas, selection)
    if parts == ["about"]:
        return about.layout(atlas, selection)
    if len(parts) == 2 and parts[0] == "site" and parts[1] in atlas.known["site"]:
        return site.layout(atlas, selection.but(place=parts[1]))
    g.page_missing = True
    return missing.layout(atlas, selection)


def asked_address() -> tuple[str, str]:
    """Path and query of the page that this request is for."""
    return request.path, f"?{request.query_string.decode('utf-8', 'replace')}"


class InMemory(Request):
    """A request whose files stay in memory: nothing that somebody brings is written to a disk."""

    def _get_file_stream(self, *_about: Any, **_more: Any) -> IO[bytes]:
        return BytesIO()


def web_server() -> Flask:
    """Return the web server that Dash builds on, its compression set before Dash looks at it."""
    server = Flask("atlas", static_folder=None)
    server.request_class = InMemory
    server.config.from_mapping(
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br"],
        COMPRESS_BR_LEVEL=6,
        COMPRESS_CACHE_BACKEND=Packed,
        COMPRESS_CACHE_KEY=fixed_name,
    )
    return server


def say_missing(response: Response) -> Response:
    """Give the page that says there is no such page the status that says so."""
    if g.get("page_missing") and response.mimetype == "text/html":
        response.status_code = 404
    return response


def create_app(location: str | None = None) -> Dash:
    """Open the data and build the app.

    Parameters
    ----------
    location : str, optional
        Data package folder; `ATLAS_DATA` or the embedded package without it.

    Raises
    ------
    AtlasError
        If the data or a file of the app is broken; nothing is served then.
    """
    check_files()
    load_catalogues()
    load_texts()
    atlases = open_atlases(location or os.environ.get("ATLAS_DATA") or str(DATA))
    app = AtlasDash(
        "atlas",
        server=web_server(),
        assets_folder=str(ASSETS),
        include_assets_files=False,
        title="NETMIN Atlas",
        update_title="",
        compress=True,
        suppress_callback_exceptions=True,
        hooks={"layout_pre": "atlas.layoutOfPage", "request_pre": "atlas.sayLanguage"},
    )
    app.layout = html.Div()  # never asked for: every page carries its own layout
    app.page = lambda: page_of(*asked_address(), atlases)
    app.page_name = lambda: name_of(*asked_address(), atlases)
    errors.register(app.server)
    updates.register(app)
    language.register(app.server)
    map_page.register(app, atlases)
    answer.register(app.server, atlases)
    averages.register(app.server, atlases)
    own.register(app.server, atlases)
    methods.register(app, atlases)
    health.register(app.server, atlases)
    assess.register(app.server, yardsticks(atlases.named("published")))
    layers.register(app.server, atlases)
    basemap.register(app.server, DATA / "basemap")
    assets.register(app.server)
    places = Places.open(atlases)
    plans = Plans(places)
    intake.register(app.server, atlases, plans)
    place.register(app.server, places)
    place_page.register(app, places, yardsticks(atlases.named("published")))
    place_pdf.register(app.server, places)
    plan.register(app.server, plans)
    quiet_logs.register()
    app.server.after_request(say_missing)
    security.register(app, [THEME_FIRST])
    gc.freeze()  # the data stay for good: looking through them made some answers wait 0.1 s
    return app
