"""A plan as a file for a receiver or a map: GPX, KML, GeoJSON."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from layers.sampling.plan import Plan, PlannedSample

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True)
class Texts:
    """What the files of a plan say, in the reader's language.

    Attributes
    ----------
    title : str
        What the plan is for.
    area : str
        What its outline is called.
    duplicate : str
        What is written beside a sample that is taken twice; ``{id}`` stands for the second id.
    duplicate_of : str
        Beside the second one; ``{id}`` stands for the first id.
    band : str
        Beside a sample of a plan by distance: ``{band}``, and ``{low}`` to ``{high}``.
    """

    title: str = "Sampling plan"
    area: str = "area"
    duplicate: str = "take it twice: second sample {id}"
    duplicate_of: str = "second sample at the place of {id}"
    band: str = "band {band}: {low} to {high} away"


ENGLISH = Texts()


def remark(plan: Plan, sample: PlannedSample, texts: Texts = ENGLISH) -> str:
    """Return what a person must know of a sample."""
    said = []
    if sample.band:
        band = plan.bands[sample.band - 1]
        low, high = f"{band.low_m:.0f} m", f"{band.high_m:.0f} m"
        said.append(texts.band.format(band=sample.band, low=low, high=high))
    said += [
        texts.duplicate.format(id=one.sample_id)
        for one in plan.samples
        if one.of == sample.sample_id
    ]
    if sample.of:
        said.append(texts.duplicate_of.format(id=sample.of))
    return "; ".join(said)


def gpx(plan: Plan, texts: Texts = ENGLISH) -> bytes:
    """Return the places as waypoints of GPX 1.1, named by their ids."""
    frame = _places(plan, texts).rename(columns={"sample_id": "name", "remark": "desc"})
    frame["type"] = texts.title
    return _written(frame[["name", "desc", "type", "geometry"]], "GPX", "waypoints")


def kml(plan: Plan, texts: Texts = ENGLISH) -> bytes:
    """Return the outline of the area and the places as KML 2.2."""
    import geopandas as gpd
    import pandas as pd

    outline = gpd.GeoDataFrame(
        {"sample_id": [texts.area], "remark": [texts.title]}, geometry=[plan.area.shape], crs=4326
    )
    frame = pd.concat([outline, _places(plan, texts)], ignore_index=True)
    frame = frame.rename(columns={"sample_id": "Name", "remark": "Description"})
    return _written(frame[["Name", "Description", "geometry"]], "KML", "plan")


def geojson(plan: Plan, texts: Texts = ENGLISH) -> bytes:
    """Return the outline and the places as GeoJSON (RFC 7946), with how the plan was made."""
    design = plan.design
    outline = {
        "type": "Feature",
        "geometry": json.loads(shapely.to_geojson(plan.area.shape)),
        "properties": {
            "name": texts.title,
            "kind": design.kind,
            "strata": design.strata,
            "seed": design.seed,
            "spacing_m": round(plan.spacing_m, 1),
            "area_m2": round(plan.area.size_m2, 1),
        },
    }
    places = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
            "properties": {"sample_id": one.sample_id, "remark": remark(plan, one, texts)},
        }
        for one in plan.points
    ]
    collection = {"type": "FeatureCollection", "features": [outline, *places]}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode()


def _places(plan: Plan, texts: Texts) -> gpd.GeoDataFrame:
    import geopandas as gpd

    return gpd.GeoDataFrame(
        {
            "sample_id": [one.sample_id for one in plan.points],
            "remark": [remark(plan, one, texts) or None for one in plan.points],
        },
        geometry=shapely.points([(one.lon, one.lat) for one in plan.points]),
        crs=4326,
    )


def _written(frame: gpd.GeoDataFrame, driver: str, layer: str) -> bytes:
    """Return what GDAL writes, in memory alone."""
    import pyogrio

    stream = io.BytesIO()
    pyogrio.write_dataframe(frame, stream, driver=driver, layer=layer)
    return stream.getvalue()
