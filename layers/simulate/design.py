"""Where the survey goes: clusters and transects round sources, rivers, a sparse grid elsewhere."""

from collections.abc import Callable

import numpy as np

from layers.simulate.draws import Draws, Floats
from layers.simulate.geometry import place_on, to_degrees, to_metres, vertices, way_along
from layers.simulate.region import country_at, on_dry_ground
from layers.simulate.river import river_line
from layers.simulate.sites import Sites
from layers.simulate.streams import Stream
from layers.simulate.world import Design, World

BATCH = 8192
"""Sites proposed at a time. Changing it changes every survey larger than one batch."""

DECIMALS = 5
BANK_M = 250.0
BED_M = 8.0
ASTRAY_M = 120.0
FIRST_TURN, SECOND_TURN = 0.7548776662466927, 0.5698402909980532

Points = tuple[Floats, Floats]
Kind = Callable[[World, Design, int, Draws, int], Points]


def propose_sites(world: World, seed: int, batch: int) -> Sites:
    """Propose the sites of one batch and keep those on allowed ground.

    The designs are mixed in the proportion of their shares. A site is dropped when its recorded
    position, rounded as it will be written, lies outside the survey's box or in a third country.
    Soil sites also keep clear of borders and of open water.
    """
    survey = world.survey
    draws = Draws(seed, Stream.SITES, batch)
    design = draws.pick((each.share for each in survey.designs), BATCH)
    x, y = np.empty(BATCH), np.empty(BATCH)
    for index, each in enumerate(survey.designs):
        here = design == index
        own = Draws(seed, Stream.SITES, batch, index)
        x[here], y[here] = KINDS[each.kind](world, each, int(here.sum()), own, batch * BATCH)
    lon, lat = (np.round(part, DECIMALS) for part in to_degrees(x, y))
    country = country_at(survey.countries, lon, lat)
    west, south, east, north = survey.box
    in_box = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    sites = Sites(lon, lat, *to_metres(lon, lat), country, design).only(in_box & (country >= 0))
    in_bed = np.array([each.kind == "bed" for each in survey.designs])[sites.design]
    return sites.only(in_bed | on_dry_ground(survey.countries, sites, survey.clearance_m))


def _around_source(world: World, design: Design, azimuth: Floats, distance: Floats) -> Points:
    plume = next(each for each in world.ground.plumes if each.key == design.target)
    x, y = vertices([plume.position])[0]
    turn = np.radians(azimuth)
    return x + distance * np.sin(turn), y + distance * np.cos(turn)


def _cluster(world: World, design: Design, count: int, draws: Draws, _first: int) -> Points:
    distance = 1000.0 * design.median_km * np.exp(design.spread * draws.normal(count))
    return _around_source(world, design, 360.0 * draws.uniform(count), distance)


def _transect(world: World, design: Design, count: int, draws: Draws, _first: int) -> Points:
    line = draws.pick([1.0] * len(design.azimuths), count)
    growth = (design.to_km / design.from_km) ** draws.uniform(count)
    azimuth = np.asarray(design.azimuths)[line]
    x, y = _around_source(world, design, azimuth, 1000.0 * design.from_km * growth)
    return x + ASTRAY_M * draws.normal(count), y + ASTRAY_M * draws.normal(count)


def _beside_river(world: World, design: Design, draws: Draws, aside: Floats) -> Points:
    line = river_line(next(each for each in world.ground.rivers if each.key == design.target))
    return place_on(line, way_along(line)[-1] * draws.uniform(len(aside)), aside)


def _bank(world: World, design: Design, count: int, draws: Draws, _first: int) -> Points:
    return _beside_river(world, design, draws, BANK_M * draws.normal(count))


def _bed(world: World, design: Design, count: int, draws: Draws, _first: int) -> Points:
    return _beside_river(world, design, draws, BED_M * (2.0 * draws.uniform(count) - 1.0))


def _grid(world: World, _design: Design, count: int, _draws: Draws, first: int) -> Points:
    """Fill the survey's box evenly at any size: the R2 sequence (Roberts 2018)."""
    west, south, east, north = world.survey.box
    step = np.arange(first + 1, first + count + 1, dtype=np.float64)
    across, along = (0.5 + step * FIRST_TURN) % 1.0, (0.5 + step * SECOND_TURN) % 1.0
    return to_metres(west + across * (east - west), south + along * (north - south))


KINDS: dict[str, Kind] = {
    "cluster": _cluster,
    "transect": _transect,
    "bank": _bank,
    "bed": _bed,
    "grid": _grid,
}
