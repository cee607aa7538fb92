"""The true concentration of every sample: background, deposition and tailings together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from layers.simulate.draws import Draws, Floats
from layers.simulate.sites import Surroundings
from layers.simulate.streams import Stream
from layers.simulate.visits import Samples
from layers.simulate.world import Metal, Mixing, World


@dataclass(frozen=True)
class Content:
    """One metal at every site of a batch; all arrays have shape (sites,).

    Attributes
    ----------
    background, plume, on_bank : parts of topsoil's content, mg/kg
    in_bed : tailings in the river's bed, in mg/kg of those on its bank
    water : µg/L in the river
    reference : median of clean soil in the reference zone, mg/kg
    """

    metal: Metal
    mixing: Mixing
    background: Floats
    plume: Floats
    on_bank: Floats
    in_bed: Floats
    water: Floats
    reference: float

    def topsoil(self) -> Floats:
        """Content of topsoil, mg/kg."""
        return self.background + self.plume + self.on_bank

    def subsoil(self) -> Floats:
        """Content below 20 cm, mg/kg: dust stays on top, flood deposits less so."""
        mixing = self.mixing
        buried = mixing.buried_plume * self.plume + mixing.buried_tailings * self.on_bank
        return np.asarray(self.background + buried)

    def bed(self) -> Floats:
        """Content of the river's sediment, mg/kg."""
        mixing = self.mixing
        settled = mixing.settled_plume * self.plume + mixing.settled_tailings * self.in_bed
        return np.asarray(self.background + settled)

    def river_water(self) -> Floats:
        """Dissolved in the river's water, µg/L."""
        return self.water

    def leaf(self) -> Floats:
        """Content of leaves, mg/kg dry matter: rises more slowly than the soil's."""
        return np.asarray(self.metal.plant * (self.topsoil() / self.reference) ** self.metal.uptake)


CONTENTS: dict[str, Callable[[Content], Floats]] = {
    "topsoil": Content.topsoil,
    "subsoil": Content.subsoil,
    "bed": Content.bed,
    "water": Content.river_water,
    "leaf": Content.leaf,
}


def true_concentrations(
    world: World, seed: int, batch: int, around: Surroundings, samples: Samples
) -> Floats:
    """Return what is in the ground, water or leaf at each visit, before anybody samples it.

    Parameters
    ----------
    around : Surroundings
        Of the sites of this batch, into which the `site` of `samples` points.

    Returns
    -------
    array of shape (metals, samples)
        mg/kg of dry matter, or µg/L for water.
    """
    survey, patchiness = world.survey, world.ground.mixing.patchiness
    patches = np.exp(patchiness * Draws(seed, Stream.EXCESS, batch).normal(len(around.zone)))
    own = np.array([survey.media[take.medium].own for take in survey.takes])
    truth = np.empty((len(world.metals), len(samples)))
    for row, metal in enumerate(world.metals.values()):
        content = _content(world, metal, around, row, patches)
        for index, take in enumerate(survey.takes):
            here = samples.take == index
            truth[row, here] = CONTENTS[take.content](content)[samples.site[here]]
    return np.asarray(truth * np.exp(own[samples.take] * samples.visit))


def _content(
    world: World, metal: Metal, around: Surroundings, row: int, patches: Floats
) -> Content:
    mixing = world.ground.mixing
    noise = np.exp(mixing.water_noise * metal.spread * around.noise[row])
    return Content(
        metal=metal,
        mixing=mixing,
        background=around.background[row],
        plume=patches * _sum(metal.plume, around.deposition),
        on_bank=patches * _sum(metal.tailings, around.on_bank),
        in_bed=patches * _sum(metal.tailings, around.in_bed),
        water=metal.water.background * noise + _sum(metal.water.rivers, around.in_bed),
        reference=metal.soil[world.ground.reference_zone],
    )


def _sum(amounts: Mapping[str, float], parts: Mapping[str, Floats]) -> Floats:
    """Add the parts of all sources, each times its amount, in the order of the ground."""
    total = np.zeros_like(next(iter(parts.values())))
    for key, part in parts.items():
        total += amounts[key] * part
    return total
