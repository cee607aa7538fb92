"""What sampling plans are made from: places, the intake's words, the gaps of each package."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from werkzeug.datastructures import MultiDict

from dashboard.atlas import Atlas
from dashboard.i18n import current_language
from dashboard.places import Places
from dashboard.plan_question import PlanQuestion, Reader
from layers.intake import Words
from layers.intake.words import System
from layers.sampling import Gaps, Plan, find_gaps, make_plan
from layers.sampling.near import things_near
from layers.space.places import Place

MOST_KEPT = 64
"""Metals and media whose gaps are kept ready."""


@dataclass(frozen=True, eq=False)
class Plans:
    """Plans of samples over the opened packages."""

    places: Places
    _gaps: dict[tuple[str, str, str], Gaps] = field(default_factory=dict)

    @cached_property
    def words(self) -> Words:
        """The intake's registries, for the sheet and the coordinate systems."""
        return Words.load(self.places.atlases.named("published").registry.folder)

    @cached_property
    def systems(self) -> Mapping[str, System]:
        """Coordinate systems in metres by key."""
        return {one.system: one for one in self.words.systems}

    def read(self, asked: MultiDict[str, str], atlas: Atlas) -> PlanQuestion:
        """Read the keys of a link or a form; a search that finds one place has chosen it."""
        reader = Reader(asked, atlas.registry, self.places.gazetteer)
        question = reader.read(frozenset(self.systems), date.today())
        if not question.text or question.at is not None:
            return question.but(text="")
        if question.place and question.place.name_in(current_language()) == question.text:
            return question.but(text="")
        found = self.found(question)
        if len(found) == 1:
            return question.but(place=found[0], text="")
        return question.but(place=None)

    def found(self, question: PlanQuestion) -> list[Place]:
        """Return the places that the typed text may mean."""
        return self.places.gazetteer.search(question.text) if question.text else []

    def gaps(self, atlas: Atlas, dataset: str, metal: str, medium: str) -> Gaps:
        """Return what is measured of a metal in a medium."""
        key = (dataset, metal, medium)
        if key not in self._gaps:
            if len(self._gaps) >= MOST_KEPT:
                self._gaps.pop(next(iter(self._gaps)))
            sites = {
                "mine": atlas.store.layer("mining_sites"),
                "waste": atlas.store.layer("waste_areas"),
            }
            places = self.places.gazetteer.places
            self._gaps[key] = find_gaps(atlas.store.values(), sites, places, metal, medium)
        return self._gaps[key]

    def plan(self, atlas: Atlas, question: PlanQuestion) -> Plan:
        """Return the plan that a question asks for.

        Raises
        ------
        PlanError
            Says what is wrong and what to do.
        """
        design = question.design(atlas.registry)
        return make_plan(question.area(), design, things_near(design.strata, atlas.store))
