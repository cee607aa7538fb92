"""The reference: the least Dash + dash-leaflet page that draws 5,000 points and one chart.

One GeoJSON recoloured by ``hideout``, one server callback that filters both map and chart, no
basemap, no style of its own. Start it with ``HOST`` and ``PORT`` like the atlas.
"""

import os
from pathlib import Path

import dash_leaflet as dl
import numpy as np
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from flask import Flask

ANALYTES = ("Cu", "As", "Pb", "Cd", "Zn", "Ni", "Hg", "Cr", "Mn", "Fe")
COUNTRIES = ("RO", "RS")
SEED = 1
POINTS = 5000


def points(count: int = POINTS, seed: int = SEED) -> dict[str, object]:
    """A FeatureCollection of random points with a lognormal value of every analyte."""
    rng = np.random.default_rng(seed)
    lat, lon = rng.uniform(43.5, 46.3, count), rng.uniform(20.5, 23.0, count)
    values = rng.lognormal(3.0, 1.2, (count, len(ANALYTES))).round(2)
    country = rng.choice(COUNTRIES, count)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(float(lon[i]), 5), round(float(lat[i]), 5)],
                },
                "properties": {"country": str(country[i])}
                | dict(zip(ANALYTES, values[i].tolist(), strict=True)),
            }
            for i in range(count)
        ],
    }


COLLECTION = points()


def within(country: str | None) -> dict[str, object]:
    """The points of one country, or all."""
    features = [
        feature
        for feature in COLLECTION["features"]
        if country in (None, feature["properties"]["country"])
    ]
    return {"type": "FeatureCollection", "features": features}


def chart(collection: dict[str, object], analyte: str = ANALYTES[0]) -> go.Figure:
    """How the values are spread."""
    values = [feature["properties"][analyte] for feature in collection["features"]]
    return go.Figure(go.Histogram(x=np.log10(values)))


def layout() -> html.Main:
    js = {"variable": "dashExtensions.bare.style"}
    to_layer = {"variable": "dashExtensions.bare.pointToLayer"}
    return html.Main(
        [
            dcc.Dropdown(list(ANALYTES), ANALYTES[0], id="analyte", clearable=False),
            dcc.Dropdown(list(COUNTRIES), None, id="country", placeholder="Country"),
            dl.Map(
                dl.GeoJSON(
                    data=within(None),
                    hideout={"analyte": ANALYTES[0]},
                    style=js,
                    pointToLayer=to_layer,
                    id="points",
                ),
                center=[44.9, 21.8],
                zoom=8,
                preferCanvas=True,
                style={"height": "500px"},
                id="map",
            ),
            dcc.Graph(figure=chart(COLLECTION), id="chart"),
        ]
    )


def build() -> Dash:
    server = Flask(__name__)
    server.config["COMPRESS_ALGORITHM"] = ["gzip"]
    app = Dash(
        __name__,
        server=server,
        compress=True,
        # Else Dash writes the whole layout, the points too, into the page's head as well.
        suppress_callback_exceptions=True,
        title="Bare",
        assets_folder=str(Path(__file__).parent / "bare_assets"),
    )
    app.layout = layout
    app.clientside_callback(
        "function (analyte) { return {analyte: analyte}; }",
        Output("points", "hideout"),
        Input("analyte", "value"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("points", "data"),
        Output("chart", "figure"),
        Input("country", "value"),
        prevent_initial_call=True,
    )
    def filter_points(country: str | None) -> tuple[dict[str, object], go.Figure]:
        collection = within(country)
        return collection, chart(collection)

    @server.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    return app


if __name__ == "__main__":
    build().run(host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "8060")))
