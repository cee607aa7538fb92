"""What the answer about a place is made from: one map, one book of advice, one data package."""

from dataclasses import dataclass, field

from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from layers.advice import AdviceBook
from layers.place import Knowledge
from layers.space.gazetteer import Gazetteer
from layers.space.jurisdiction import Boundaries

PATIENCE_S = 1.0
"""How long a reader waits for an estimate that was never asked for before."""


@dataclass(frozen=True, eq=False)
class Places:
    """The map and the advice, and what each package knows.

    Attributes
    ----------
    atlases, book, gazetteer, boundaries
        Opened when the app starts.
    """

    atlases: Atlases
    book: AdviceBook
    gazetteer: Gazetteer
    boundaries: Boundaries
    _known: dict[str, Knowledge] = field(default_factory=dict)

    @classmethod
    def open(cls, atlases: Atlases) -> "Places":
        """Read the map and the advice.

        Raises
        ------
        AtlasError
            Names file, line and column of what is wrong with them.
        """
        registry = atlases.named("published").registry
        book = AdviceBook.load(registry.folder, registry)
        return cls(atlases, book, Gazetteer.load(), Boundaries.load())

    def known(self, query: str) -> Knowledge:
        """Return what the package that a query string asks for knows; ready from then on."""
        dataset = self.atlases.asked(query)
        if dataset not in self._known:
            self._known[dataset] = self._made(self.atlases.named(dataset))
        return self._known[dataset]

    def _made(self, atlas: Atlas) -> Knowledge:
        return Knowledge(
            values=atlas.store.values(),
            mines=atlas.store.layer("mining_sites"),
            waste=atlas.store.layer("waste_areas"),
            limits=atlas.limits,
            book=self.book,
            gazetteer=self.gazetteer,
            boundaries=self.boundaries,
            patience_s=PATIENCE_S,
        )
