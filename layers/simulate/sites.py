"""Sites and what surrounds them: the columns that the rest of the simulation reads."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from layers.simulate.draws import Flags, Floats, Integers
from layers.simulate.geology import background, background_noise, zone_at
from layers.simulate.plume import deposition, from_source
from layers.simulate.river import course_at, tailings
from layers.simulate.world import World


@dataclass(frozen=True)
class Sites:
    """Places that the survey visits; every array has one entry a site.

    Attributes
    ----------
    lon, lat : degrees of EPSG:4326 as recorded in the field, five decimals
    x, y : metres of EPSG:32634
    country, design : indices into the survey's countries and designs
    """

    lon: Floats
    lat: Floats
    x: Floats
    y: Floats
    country: Integers
    design: Integers

    def __len__(self) -> int:
        return len(self.lon)

    def only(self, wanted: Flags | slice) -> Self:
        """Keep some of the sites, in their order."""
        kept = {name: column[wanted] for name, column in vars(self).items()}
        return replace(self, **kept)


@dataclass(frozen=True)
class Surroundings:
    """What the ground is at each site; arrays of shape (sites,) unless said otherwise.

    Attributes
    ----------
    zone : index into the ground's zones
    near_source : whether a plume's source lies within the survey's `land_use.near_km`
    water_body : name of the river of a site on a bank or in a bed, else empty
    noise, background : standard normal noise and mg/kg in topsoil, shape (metals, sites)
    deposition : by plume, part of that at the source
    on_bank, in_bed : by river, part of the tailings at its head
    """

    zone: Integers
    near_source: Flags
    water_body: list[str]
    noise: Floats
    background: Floats
    deposition: dict[str, Floats]
    on_bank: dict[str, Floats]
    in_bed: dict[str, Floats]

    def first(self, count: int) -> Self:
        """Keep the first `count` sites."""
        return replace(
            self,
            zone=self.zone[:count],
            near_source=self.near_source[:count],
            water_body=self.water_body[:count],
            noise=self.noise[:, :count],
            background=self.background[:, :count],
            deposition={key: part[:count] for key, part in self.deposition.items()},
            on_bank={key: part[:count] for key, part in self.on_bank.items()},
            in_bed={key: part[:count] for key, part in self.in_bed.items()},
        )


def surroundings(world: World, seed: int, batch: int, sites: Sites) -> Surroundings:
    """Look up zone, background, deposition and tailings of each site."""
    x, y = sites.x, sites.y
    zone = zone_at(world, x, y)
    noise = background_noise(world, seed, batch, x, y)
    near = world.survey.land_use.near_km * 1000.0
    beds = {river.key: tailings(river, x, y) for river in world.ground.rivers}
    return Surroundings(
        zone=zone,
        near_source=np.any([from_source(p, x, y)[0] < near for p in world.ground.plumes], axis=0),
        water_body=_water_bodies(world, sites),
        noise=noise,
        background=background(world, zone, noise),
        deposition={plume.key: deposition(plume, x, y) for plume in world.ground.plumes},
        on_bank={key: on_bank for key, (on_bank, _) in beds.items()},
        in_bed={key: _at_river(world, sites, key, in_bed) for key, (_, in_bed) in beds.items()},
    )


def _at_river(world: World, sites: Sites, key: str, in_bed: Floats) -> Floats:
    """Only the river's own bed sites lie in its water."""
    designs = world.survey.designs
    own = [index for index, each in enumerate(designs) if each.kind == "bed" and each.target == key]
    return np.where(np.isin(sites.design, own), in_bed, 0.0)


def _water_bodies(world: World, sites: Sites) -> list[str]:
    names = np.full(len(sites), "", dtype=object)
    for river in world.ground.rivers:
        bodies = np.array([course.water_body for course in river.courses], dtype=object)
        course = course_at(river, sites.x, sites.y)
        for index, design in enumerate(world.survey.designs):
            if design.kind in {"bank", "bed"} and design.target == river.key:
                here = sites.design == index
                names[here] = bodies[course[here]]
    return [str(name) for name in names]
