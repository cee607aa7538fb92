"""What the laboratory makes of a sample: two errors, and a detection limit."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from layers.simulate.draws import Draws, Flags, Floats, Integers
from layers.simulate.streams import Stream
from layers.simulate.visits import Samples
from layers.simulate.world import Survey, World


@dataclass(frozen=True)
class Analyses:
    """Results by metal and sample, arrays of shape (metals, samples).

    Attributes
    ----------
    value : what the instrument says, mg/kg or µg/L
    limit : detection limit, in the same unit
    laboratory : index into the survey's laboratories, shape (samples,)
    """

    value: Floats
    limit: Floats
    laboratory: Integers

    @property
    def censored(self) -> Flags:
        """Whether the value is reported as below its detection limit."""
        return np.asarray(self.value < self.limit)

    def first(self, count: int) -> Self:
        """Keep the first `count` samples."""
        return replace(
            self,
            value=self.value[:, :count],
            limit=self.limit[:, :count],
            laboratory=self.laboratory[:count],
        )


def analyse(
    world: World, seed: int, batch: int, truth: Floats, samples: Samples, country: Integers
) -> Analyses:
    """Sample and analyse `truth`, shape (metals, samples), in each country's laboratory.

    Parameters
    ----------
    country : array of shape (sites,)
        Index into the survey's countries.
    """
    laboratory = _laboratory_of(world.survey)[country[samples.site]]
    noise = Draws(seed, Stream.LABORATORY, batch).normal(truth.size).reshape(truth.shape)
    scatter = relative_scatter(world)[laboratory, samples.take]
    limits = detection_limits(world)[:, laboratory, samples.take]
    return Analyses(np.asarray(truth * np.exp(scatter * noise)), limits, laboratory)


def _laboratory_of(survey: Survey) -> Integers:
    """Index of the laboratory by country."""
    table = np.full(len(survey.countries), -1, dtype=np.int64)
    for index, laboratory in enumerate(survey.laboratories.values()):
        for country in laboratory.countries:
            table[survey.countries.index(country)] = index
    return table


def relative_scatter(world: World) -> Floats:
    """Return the standard deviation of the natural logarithm of a result about the truth.

    Sampling and analysis together, shape (laboratories, takes). A relative standard deviation
    r is that of a lognormal error, so its logarithm has the variance ln(1 + r²).
    """
    survey = world.survey
    sampling = np.array([survey.media[take.medium].sampling_rsd for take in survey.takes])
    analysis = np.array([lab.analytical_rsd for lab in survey.laboratories.values()])
    variance = np.log1p(sampling**2)[None, :] + np.log1p(analysis**2)[:, None]
    return np.asarray(np.sqrt(variance))


def detection_limits(world: World) -> Floats:
    """Return detection limits by metal, laboratory and take, in the unit of the take's medium."""
    survey = world.survey
    groups = [survey.media[take.medium].group for take in survey.takes]
    return np.array(
        [
            [[getattr(limits, group) for group in groups] for limits in metal.detection.values()]
            for metal in world.metals.values()
        ]
    )
