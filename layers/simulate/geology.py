"""The ground before anybody dirtied it: zones and a lognormal background."""

import numpy as np
import shapely

from layers.simulate.draws import Draws, Floats, Integers
from layers.simulate.fields import RandomField
from layers.simulate.geometry import nearest_on, vertices
from layers.simulate.streams import Stream
from layers.simulate.world import World, Zone


def zone_at(world: World, x: Floats, y: Floats) -> Integers:
    """Index into the zones of `world` at each point (metres, EPSG:32634)."""
    zones = world.ground.zones
    found = np.full(x.shape, -1, dtype=np.int64)
    for index, zone in enumerate(zones):
        found = np.where((found < 0) & _inside(zone, x, y), index, found)
    keys = [zone.key for zone in zones]
    return np.where(found < 0, keys.index(world.ground.reference_zone), found)


def _inside(zone: Zone, x: Floats, y: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    if zone.polygon:
        outline = shapely.Polygon(vertices(zone.polygon))
        shapely.prepare(outline)
        return np.asarray(shapely.contains_xy(outline, x, y))
    if zone.line:
        distance, _ = nearest_on(vertices(zone.line), x, y)
        return np.asarray(distance <= zone.half_width_km * 1000.0)
    return np.zeros(x.shape, dtype=np.bool_)


def background_noise(world: World, seed: int, batch: int, x: Floats, y: Floats) -> Floats:
    """Draw standard normal noise of the background, shape (metals, points).

    Metals that load on the same factor rise and fall together, and points near each other are
    alike. Its product with a metal's `spread` is the natural logarithm of the background over
    the zone's median.
    """
    names = sorted({name for metal in world.metals.values() for name in metal.loading})
    draws = Draws(seed, Stream.BACKGROUND, batch)
    factors = {
        name: _factor(world, Draws(seed, Stream.FIELDS, index), draws.normal(x.size), x, y)
        for index, name in enumerate(names)
    }
    noise = np.empty((len(world.metals), x.size))
    for row, metal in enumerate(world.metals.values()):
        alone = 1.0 - sum(load**2 for load in metal.loading.values())
        noise[row] = np.sqrt(alone) * draws.normal(x.size)
        for name, load in metal.loading.items():
            noise[row] += load * factors[name]
    return noise


def _factor(world: World, draws: Draws, local: Floats, x: Floats, y: Floats) -> Floats:
    mixing = world.ground.mixing
    surface = RandomField.draw(draws, mixing.range_km * 1000.0).at(x, y)
    return np.asarray(mixing.smooth * surface + np.sqrt(1.0 - mixing.smooth**2) * local)


def background(world: World, zone: Integers, noise: Floats) -> Floats:
    """Background of topsoil in mg/kg, shape (metals, points)."""
    keys = [each.key for each in world.ground.zones]
    medians = [[metal.soil[key] for key in keys] for metal in world.metals.values()]
    spreads = np.array([metal.spread for metal in world.metals.values()])
    return np.asarray(np.array(medians)[:, zone] * np.exp(spreads[:, None] * noise))
