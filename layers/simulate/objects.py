"""The exercise's mining sites, waste areas and rivers, as rows of the package's tables."""

import json

import numpy as np
import shapely

from layers.schema import MiningSiteRow, SourceRow, WasteAreaRow, WaterBodyRow
from layers.simulate.geometry import vertices
from layers.simulate.world import Position, SimulatedSite, SimulatedWaste, World
from layers.table_model import Row

SOURCE = "TRAINING-SIM"
UNCERTAINTY_M = 10.0
INVENTED = "Invented for the training survey; stands for no real facility."


def source_rows() -> list[Row]:
    """Return the only source: the simulation itself."""
    return [
        SourceRow(
            source_id=SOURCE,
            authors="NETMIN Atlas contributors",
            title="Simulated training survey of the Bor–Timișoara region: no measurement in it",
            licence="CC0-1.0",
            note="Every number was drawn by a computer; README.md of this package says how.",
        )
    ]


def mining_site_rows(world: World) -> list[Row]:
    """Rows of `mining_sites.csv`."""
    return [_mining_site(site) for site in world.objects.mining_sites]


def _mining_site(site: SimulatedSite) -> Row:
    return MiningSiteRow(
        **site.model_dump(exclude={"position"}),
        lon=site.position[0],
        lat=site.position[1],
        coord_quality="surveyed",
        coord_uncertainty_m=UNCERTAINTY_M,
        source_id=SOURCE,
        note=INVENTED,
    )


def waste_area_rows(world: World) -> list[Row]:
    """Rows of `waste_areas.csv`; a drawn footprint gives the row its area and its centre."""
    return [_waste_area(waste) for waste in world.objects.waste_areas]


def _waste_area(waste: SimulatedWaste) -> Row:
    lon, lat = _centre(waste.footprint) if waste.footprint else waste.position
    return WasteAreaRow(
        **waste.model_dump(exclude={"position", "footprint", "area_ha"}),
        scope="border",
        area_ha=hectares(waste.footprint) if waste.footprint else waste.area_ha,
        lon=lon,
        lat=lat,
        coord_quality="surveyed",
        coord_uncertainty_m=UNCERTAINTY_M,
        category_2006_21="unknown",
        source_id=SOURCE,
        note=INVENTED,
    )


def hectares(footprint: tuple[Position, ...]) -> float:
    """Area of a ring of (longitude, latitude), measured in EPSG:32634, to 0.1 ha."""
    return round(float(shapely.Polygon(vertices(footprint)).area) / 10_000.0, 1)


def _centre(footprint: tuple[Position, ...]) -> Position:
    lon, lat = np.mean(footprint, axis=0)
    return round(float(lon), 5), round(float(lat), 5)


def footprints_geojson(world: World) -> str:
    """Text of `waste_footprints.geojson`: one feature a line."""
    features = [
        {
            "type": "Feature",
            "properties": {"waste_id": waste.waste_id, "source_id": SOURCE},
            "geometry": {"type": "Polygon", "coordinates": [_closed(waste.footprint)]},
        }
        for waste in world.objects.waste_areas
        if waste.footprint
    ]
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _closed(footprint: tuple[Position, ...]) -> list[Position]:
    """Return the ring counter-clockwise and closed, as RFC 7946 asks."""
    ring = list(footprint) if shapely.LinearRing(footprint).is_ccw else list(footprint)[::-1]
    return [*ring, ring[0]]


def water_body_rows(world: World) -> list[Row]:
    """Rows of `water_bodies.csv`: the rivers that the survey follows."""
    courses = {
        course.water_body: course for river in world.ground.rivers for course in river.courses
    }
    return [
        WaterBodyRow(
            water_body=name,
            flows_into=courses[name].flows_into,
            facts="The name is real; its course here is approximate and its values are simulated.",
            source_id=SOURCE,
        )
        for name in sorted(courses)
    ]
