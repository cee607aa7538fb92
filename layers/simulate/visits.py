"""Who goes where and when: the samples that each visit to a site brings home."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from layers.simulate.draws import Draws, Flags, Floats, Integers
from layers.simulate.streams import Stream
from layers.simulate.world import Survey


@dataclass(frozen=True)
class Samples:
    """Samples in the order of their sites; every array has one entry a sample.

    Attributes
    ----------
    site : index into the batch's sites
    take : index into the survey's takes
    campaign : index into the survey's campaigns
    day : days after the campaign's first day
    plant : index into the survey's plants, meant for samples of plants
    visit : standard normal noise of this medium on this visit
    duplicate : whether it is the second sample of a pair taken on one visit
    """

    site: Integers
    take: Integers
    campaign: Integers
    day: Integers
    plant: Integers
    visit: Floats
    duplicate: Flags

    def __len__(self) -> int:
        return len(self.site)

    def first(self, count: int) -> Self:
        """Keep the first `count` samples."""
        return replace(self, **{name: column[:count] for name, column in vars(self).items()})


def visit_sites(survey: Survey, seed: int, batch: int, design: Integers) -> Samples:
    """Draw the samples of sites chosen by `design`, shape (sites,).

    A field duplicate follows its original and shares everything with it but the flag: it is
    another sample of the same ground, and only taking and analysing it make a difference.
    """
    draws = Draws(seed, Stream.VISITS, batch)
    names = list(survey.programmes)
    followed = np.array([names.index(each.programme) for each in survey.designs])[design]
    site, year, take = np.nonzero(_taken(survey, draws, followed))
    trips = len(design) * len(survey.years)
    campaign, day = _days(survey, draws, trips)
    trip = site * len(survey.years) + year
    samples = Samples(
        site=site,
        take=take,
        campaign=campaign[trip],
        day=day[trip],
        plant=draws.pick([1.0] * len(survey.plants), len(design))[site],
        visit=draws.normal(len(site)),
        duplicate=np.zeros(len(site), dtype=np.bool_),
    )
    twice = Draws(seed, Stream.SAMPLES, batch).uniform(len(samples)) < survey.duplicate_share
    return _with_duplicates(samples, twice)


def _taken(survey: Survey, draws: Draws, followed: Integers) -> Flags:
    """Which samples there are, by site, year and take.

    A site is seen in one year or in all; what it gives once it gives at every visit.
    """
    years = len(survey.years)
    revisited = np.array([programme.revisited for programme in survey.programmes.values()])
    every = draws.uniform(len(followed)) < revisited[followed]
    seen = every[:, None] | (draws.pick([1.0] * years, len(followed))[:, None] == np.arange(years))
    taken = np.zeros((*seen.shape, len(survey.takes)), dtype=np.bool_)
    owners = [row for row, each in enumerate(survey.programmes.values()) for _ in each.takes]
    for index, (owner, take) in enumerate(zip(owners, survey.takes, strict=True)):
        given = (draws.uniform(len(followed)) < take.chance) & (followed == owner)
        taken[:, :, index] = seen & given[:, None]
    return taken


def _days(survey: Survey, draws: Draws, trips: int) -> tuple[Integers, Integers]:
    """Campaign and day of each trip; trips go through the years in turn."""
    starts = np.array([campaign.start.year for campaign in survey.campaigns])
    seasons = np.array([(starts == year).sum() for year in survey.years])
    before = np.array([(starts < year).sum() for year in survey.years])
    year = np.arange(trips) % len(survey.years)
    campaign = before[year] + (draws.uniform(trips) * seasons[year]).astype(np.int64)
    length = np.array([each.days for each in survey.campaigns])[campaign]
    return campaign, (draws.uniform(trips) * length).astype(np.int64)


def _with_duplicates(samples: Samples, twice: Flags) -> Samples:
    times = np.where(twice, 2, 1)
    columns = {name: np.repeat(column, times) for name, column in vars(samples).items()}
    columns["duplicate"][np.cumsum(times)[twice] - 1] = True
    return Samples(**columns)
