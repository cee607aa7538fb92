"""The packages that the app serves, opened when the app starts."""

from collections.abc import Mapping

from dashboard.atlas import Atlas
from dashboard.state import dataset_of


class Atlases:
    """The package that the app was started with and, where there is one, the training survey.

    Parameters
    ----------
    atlases : mapping of str to Atlas
        By the name that the link's `dataset` uses; `published`, the one it was started with,
        must be there.
    """

    def __init__(self, atlases: Mapping[str, Atlas]) -> None:
        self._atlases = dict(atlases)

    def named(self, dataset: str) -> Atlas:
        """Return a package by name; the one of the start where there is no such package."""
        return self._atlases.get(dataset, self._atlases["published"])

    def of(self, query: str) -> Atlas:
        """Return the package that a query string asks for."""
        return self.named(self.asked(query))

    def asked(self, query: str) -> str:
        """Return the name of the package that a query string asks for."""
        return dataset_of(query, self._atlases)

    def __iter__(self):  # type: ignore[no-untyped-def]
        """Iterate over (name, atlas)."""
        return iter(self._atlases.items())
