"""The map itself: base layers, lines, names and the one layer of symbols."""

import os
from typing import Any
from urllib.parse import urlsplit

import dash_leaflet as dl
from dash import html
from dash.development.base_component import Component

from dashboard.components.map.first import first_picture
from dashboard.i18n import _, current_language
from layers.model import Selection

CENTRE, ZOOM = (44.72, 21.6), 8
REGION = "43.85,20.9,45.8,22.9"
"""South, west, north and east of what the map fits into its frame at first."""
BOUNDS = [[43.3, 19.5], [46.5, 23.5]]
ROOM_TO_MOVE = [[42.3, 17.5], [47.5, 25.5]]
RELIEF = "/basemap/relief/{theme}/{z}/{x}/{y}.webp"
NAMESPACE = "dashExtensions.atlas"


def function(name: str) -> dict[str, str]:
    """Refer to a function of `assets/70-labels.js` by its name."""
    return {"variable": f"{NAMESPACE}.{name}"}


def map_view(selection: Selection, hideout: dict[str, Any], version: str) -> Component:
    """Return the map, standing where the link says.

    Parameters
    ----------
    selection : Selection
        Where the map stands and which package it shows.
    hideout : dict
        State that the symbol layer reads; the browser replaces it at every change.
    version : str
        Mark of the data, so that a browser keeps the layers until they change.
    """
    view: tuple[float, float, float] | None = None
    if selection.view:
        zoom, lat, lon = map(float, selection.view.split("/"))
        view = (zoom, lat, lon)
    zoom, lat, lon = view or (ZOOM, *CENTRE)
    query = f"?dataset={selection.dataset}&lang={current_language()}&v={version}"
    drawn = dl.Map(
        [
            *_ground(),
            *_lines(("water", "water"), ("borders", "border")),
            dl.LayerGroup(id="later-layers"),
            _waste(query),
            dl.Pane(name="names", style={"zIndex": 430}),
            dl.Pane(name="symbols", style={"zIndex": 450}),
            dl.GeoJSON(
                id="symbols-layer",
                url=f"/layers/symbols.json{query}",
                pointToLayer=function("symbols"),
                hideout=hideout,
            ),
            dl.ScaleControl(imperial=False, position="bottomleft"),
            dl.AttributionControl(position="bottomright", prefix=False),
            dl.ZoomControl(position="topright"),
        ],
        id="map",
        center=[lat, lon],
        zoom=zoom,
        minZoom=6,
        maxZoom=15,
        maxBounds=ROOM_TO_MOVE,
        maxBoundsViscosity=0.8,
        attributionControl=False,
        zoomControl=False,
        className="map",
    )
    return html.Div(
        [first_picture(view, REGION), drawn],
        className="map-box",
        role="region",
        **{
            "aria-label": _("Map. The table lists everything on it."),
            "data-zoom-in": _("Come closer"),
            "data-zoom-out": _("Move away"),
            **({} if selection.view else {"data-fit": REGION}),
        },
    )


def attribution() -> str:
    """Say whose data the ground is made of."""
    return _(
        "NOAA GLOBE, © OpenStreetMap contributors (ODbL), Natural Earth, GeoNames (CC BY 4.0), "
        "GSHHG"
    )


def _ground() -> list[Component]:
    """Return the embedded relief, and beside it the online tiles where somebody set them."""
    relief = dl.TileLayer(
        id="relief",
        url=RELIEF.replace("{theme}", "light"),
        bounds=BOUNDS,
        minZoom=6,
        maxNativeZoom=10,
        maxZoom=15,
        attribution=attribution(),
        className="relief",
    )
    online = os.environ.get("ATLAS_TILES")
    if not online:
        return [relief]
    tiles = dl.TileLayer(
        id="online-tiles", url=online, maxZoom=15, attribution=urlsplit(online).hostname or ""
    )
    return [
        dl.LayersControl(
            [
                dl.BaseLayer(relief, name=_("Relief, works offline"), checked=True),
                dl.BaseLayer(tiles, name=_("Online map")),
            ],
            position="topright",
            collapsed=False,
        )
    ]


def _lines(*kinds: tuple[str, str]) -> list[Component]:
    return [
        dl.GeoJSON(
            id=f"line-{name}",
            url=f"/basemap/{name}.geojson",
            interactive=False,
            style={"className": f"line-{kind}"},
        )
        for name, kind in kinds
    ]


def later_layers(selection: Selection, version: str) -> list[Component]:
    """Return what the map can do without until it is usable: rivers, districts, names."""
    return [
        *_lines(("admin1_lines", "admin"), ("rivers", "river"), ("rivers_border", "river")),
        dl.GeoJSON(
            id="names-layer",
            url=f"/layers/labels.json?v={version}&lang={current_language()}",
            pointToLayer=function("labels"),
        ),
    ]


def _waste(query: str) -> Component:
    return dl.GeoJSON(
        id="waste-ground",
        url=f"/layers/waste.json{query}",
        interactive=False,
        style={"className": "waste-ground"},
    )
