"""The survey, one batch of sites after the other, until it has as many samples as wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from layers.simulate.concentration import true_concentrations
from layers.simulate.design import propose_sites
from layers.simulate.draws import Floats
from layers.simulate.laboratory import Analyses, analyse
from layers.simulate.sites import Sites, Surroundings, surroundings
from layers.simulate.visits import Samples, visit_sites
from layers.simulate.world import World


@dataclass(frozen=True)
class Batch:
    """A part of the survey, with the truth that a real survey never has.

    Attributes
    ----------
    number : which batch it is, from 0
    sites, around, samples, analyses : see their classes
    truth : concentration of each sample before sampling and analysis, shape (metals, samples)
    """

    number: int
    sites: Sites
    around: Surroundings
    samples: Samples
    truth: Floats
    analyses: Analyses

    def first(self, count: int) -> Self:
        """Keep the first `count` samples and their sites."""
        samples = self.samples.first(count)
        visited = int(samples.site[-1]) + 1
        return replace(
            self,
            sites=self.sites.only(slice(visited)),
            around=self.around.first(visited),
            samples=samples,
            truth=self.truth[:, :count],
            analyses=self.analyses.first(count),
        )


def survey_batches(world: World, samples: int, seed: int) -> Iterator[Batch]:
    """Simulate a survey of exactly `samples` samples, field duplicates included.

    A batch depends on the seed and its own number alone, so the same seed gives the same
    survey, and a larger survey begins with the whole of a smaller one.
    """
    number = 0
    while samples > 0:
        batch = _batch(world, seed, number)
        yield batch if len(batch.samples) <= samples else batch.first(samples)
        samples -= len(batch.samples)
        number += 1


def _batch(world: World, seed: int, number: int) -> Batch:
    sites = propose_sites(world, seed, number)
    around = surroundings(world, seed, number, sites)
    samples = visit_sites(world.survey, seed, number, sites.design)
    truth = true_concentrations(world, seed, number, around, samples)
    analyses = analyse(world, seed, number, truth, samples, sites.country)
    return Batch(number, sites, around, samples, truth, analyses)
