"""What the air brings: deposition that falls with distance, further down the wind."""

import numpy as np

from layers.simulate.draws import Floats
from layers.simulate.geometry import vertices
from layers.simulate.world import Plume


def deposition(plume: Plume, x: Floats, y: Floats) -> Floats:
    """Deposition at points (metres, EPSG:32634) as a part of that at the source, 0 to 1."""
    distance, azimuth = from_source(plume, x, y)
    return np.asarray(np.exp(-distance / reach(plume, azimuth)))


def from_source(plume: Plume, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Distance in metres and azimuth in degrees (0 north, 90 east) from the plume's source."""
    source = vertices([plume.position])[0]
    east, north = x - source[0], y - source[1]
    return np.hypot(east, north), np.degrees(np.arctan2(east, north)) % 360.0


def reach(plume: Plume, azimuth: Floats) -> Floats:
    """Metres over which deposition falls to 1/e in the direction `azimuth` (degrees).

    Examples
    --------
    >>> from layers.simulate.world import load_world
    >>> bor = load_world().ground.plumes[0]
    >>> downwind, crosswind = reach(bor, np.array([110.0, 20.0]))
    >>> bool(downwind > 1.5 * crosswind)
    True
    """
    longer = np.ones(azimuth.shape)
    for wind in plume.wind:
        turned = np.cos(np.radians(azimuth - wind.to))
        longer += wind.strength * np.exp(wind.sharpness * (turned - 1.0))
    return 1000.0 * plume.reach_km * longer
