"""Numbers as field teams give them: place, year, medium and a running number."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from layers.simulate.draws import Integers
from layers.simulate.geometry import vertices
from layers.simulate.sites import Sites
from layers.simulate.visits import Samples
from layers.simulate.world import Survey


def nearest_place(survey: Survey, sites: Sites) -> Integers:
    """Index of the nearest of the survey's places in the same country as each site."""
    centres = vertices([place.position for place in survey.places])
    best, nearest = np.full(len(sites), np.inf), np.zeros(len(sites), dtype=np.int64)
    for index, place in enumerate(survey.places):
        away = np.hypot(sites.x - centres[index, 0], sites.y - centres[index, 1])
        here = sites.country == survey.countries.index(place.country)
        nearer = here & (away < best)
        best, nearest = np.where(nearer, away, best), np.where(nearer, index, nearest)
    return nearest


@dataclass
class Numbering:
    """Running numbers of points and samples, kept from batch to batch."""

    survey: Survey
    counts: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def next(self, *series: object) -> int:
        """Return the next number of a series, from 1."""
        self.counts[series] += 1
        return self.counts[series]

    def points(self, place: Integers) -> list[tuple[str, str]]:
        """Id and name of each point, by the index of its place."""
        numbered = []
        for index in place.tolist():
            code, name = self.survey.places[index].code, self.survey.places[index].name
            number = f"{self.next(code):04d}"
            numbered.append((f"TR-{code}-{number}", f"{name} {number} (simulated)"))
        return numbered

    def samples(self, place: Integers, samples: Samples) -> list[str]:
        """Field ids such as ``BOR-23-S-0147``, the second of a pair with a final ``D``.

        Parameters
        ----------
        place : array of shape (sites,)
            Index of the place of each site.
        """
        codes = [each.code for each in self.survey.places]
        years = [f"{campaign.start.year % 100:02d}" for campaign in self.survey.campaigns]
        letters = [self.survey.media[take.medium].letter for take in self.survey.takes]
        columns = (place[samples.site], samples.campaign, samples.take, samples.duplicate)
        ids: list[str] = []
        for where, when, what, second in zip(*(c.tolist() for c in columns), strict=True):
            if second:
                ids.append(ids[-1] + "D")
                continue
            series = codes[where], years[when], letters[what]
            ids.append("-".join(series) + f"-{self.next(*series):04d}")
        return ids
