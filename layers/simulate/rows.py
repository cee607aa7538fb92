"""Batches of the survey as rows of the package's tables."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from layers.simulate.batches import Batch
from layers.simulate.digits import three_digits
from layers.simulate.draws import Draws, share_out
from layers.simulate.numbering import Numbering, nearest_place
from layers.simulate.objects import SOURCE
from layers.simulate.streams import Stream
from layers.simulate.world import World

Cells = tuple[str, ...]


class Rows:
    """Turns batches into rows, in the order of `layers.schema`.

    Parameters
    ----------
    seed : int
        Seed of the survey, for the columns that no other part needs.
    """

    def __init__(self, world: World, seed: int) -> None:
        self._world = world
        self._seed = seed
        self._numbering = Numbering(world.survey)

    def of(self, batch: Batch) -> tuple[Iterator[Cells], Iterator[Cells]]:
        """Rows of `sampling_points.csv` and of `measurements.csv`."""
        place = nearest_place(self._world.survey, batch.sites)
        points = self._numbering.points(place)
        samples = self._numbering.samples(place, batch.samples)
        return self._points(batch, points), self._measurements(batch, points, samples)

    def _points(self, batch: Batch, points: list[tuple[str, str]]) -> Iterator[Cells]:
        survey, sites = self._world.survey, batch.sites
        in_bed = [design.kind == "bed" for design in survey.designs]
        columns = (
            points,
            batch.around.water_body,
            sites.country.tolist(),
            sites.design.tolist(),
            sites.lat.tolist(),
            sites.lon.tolist(),
            self._uncertainty(batch),
            self._land_use(batch),
        )
        for (key, name), water, country, design, lat, lon, ring, use in zip(*columns, strict=True):
            position = "downstream" if in_bed[design] else ""
            where = (f"{lat:.5f}", f"{lon:.5f}", "surveyed", str(ring))
            yield (
                *(key, "border", name, water, survey.countries[country], ""),
                *where,
                *(use, position, "", SOURCE, ""),
            )

    def _uncertainty(self, batch: Batch) -> list[int]:
        least, most = self._world.survey.uncertainty_m
        drawn = Draws(self._seed, Stream.RECEIVER, batch.number).uniform(len(batch.sites))
        whole: list[int] = np.rint(least + (most - least) * drawn).astype(np.int64).tolist()
        return whole

    def _land_use(self, batch: Batch) -> list[str]:
        """Land use of soil sites by their zone, of banks the floodplain, of beds none."""
        world, around, sites = self._world, batch.around, batch.sites
        drawn = Draws(self._seed, Stream.LAND_USE, batch.number).uniform(len(sites))
        found = np.full(len(sites), "", dtype=object)
        weights = [world.survey.land_use.zones[zone.key] for zone in world.ground.zones]
        areas = [around.zone == index for index in range(len(weights))]
        for uses, here in zip(
            [*weights, world.survey.land_use.near], [*areas, around.near_source], strict=True
        ):
            names = np.array(list(uses), dtype=object)
            found[here] = names[share_out(uses.values(), drawn[here])]
        kinds = np.array([design.kind for design in world.survey.designs])[sites.design]
        found[kinds == "bank"] = "floodplain"
        found[kinds == "bed"] = ""
        return [str(use) for use in found]

    def _measurements(
        self, batch: Batch, points: list[tuple[str, str]], samples: list[str]
    ) -> Iterator[Cells]:
        metals = list(self._world.metals)
        reported = np.where(batch.analyses.censored, batch.analyses.limit, batch.analyses.value)
        columns = zip(
            samples,
            self._before(batch, points),
            self._after(batch),
            self._units(batch),
            zip(*(three_digits(row) for row in reported), strict=True),
            batch.analyses.censored.T.tolist(),
            strict=True,
        )
        for sample, before, after, unit, values, below in columns:
            for metal, value, hidden in zip(metals, values, below, strict=True):
                name = f"{sample}-{metal}"
                sign = "<" if hidden else ""
                yield (name, before[0], sample, *before[1:], metal, value, unit, sign, *after)

    def _units(self, batch: Batch) -> list[str]:
        survey = self._world.survey
        units = [survey.media[take.medium].unit for take in survey.takes]
        return [units[take] for take in batch.samples.take.tolist()]

    def _before(self, batch: Batch, points: list[tuple[str, str]]) -> Iterator[Cells]:
        """Point, medium, fraction, taxon and organ of each sample."""
        survey = self._world.survey
        columns = (batch.samples.site, batch.samples.take, batch.samples.plant)
        for site, take, plant in zip(*(column.tolist() for column in columns), strict=True):
            name = survey.takes[take].medium
            leaf = survey.plants[plant] if name == "plant" else None
            taxon, organ = (leaf.taxon, leaf.organ) if leaf else ("", "")
            yield points[site][0], name, survey.media[name].fraction, taxon, organ

    def _after(self, batch: Batch) -> Iterator[Cells]:
        """Statistic, n, sd, depths, dates, method, extraction, source, locator and note."""
        survey = self._world.survey
        methods = [laboratory.method for laboratory in survey.laboratories.values()]
        columns = (
            batch.samples.take,
            batch.samples.campaign,
            batch.samples.day,
            batch.analyses.laboratory,
        )
        for what, when, day, lab in zip(*(column.tolist() for column in columns), strict=True):
            take = survey.takes[what]
            top, bottom = (str(edge) for edge in take.depth_cm) if take.depth_cm else ("", "")
            date = (survey.campaigns[when].start + timedelta(days=day)).isoformat()
            extraction = survey.media[take.medium].extraction
            yield (
                *("single", "1", "", top, bottom, date, ""),
                *(methods[lab], extraction, SOURCE, "", ""),
            )
