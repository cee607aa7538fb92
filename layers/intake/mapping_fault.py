"""What is wrong in a mapping, for the person who wrote it, in any language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layers.errors import AtlasError


@dataclass(frozen=True)
class MappingFault:
    """One fault in a mapping.

    Attributes
    ----------
    place : str
        Its key; empty for the whole text.
    found : str
        What stands there.
    expected : str
        What should stand there, as a phrase (`layers.intake.phrases`).
    nearest : str
        The word that was probably meant.
    known : tuple of str
        Words that may stand there, or the first of them, where none is near.
    """

    place: str
    found: str
    expected: str
    nearest: str = ""
    known: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return ``columns.Kupfer: found "measuredd", expected a role; nearest: measured``."""
        place = f"{self.place}: " if self.place else ""
        words = f"; nearest: {self.nearest}" if self.nearest else ""
        words = words or (f" such as {', '.join(self.known)}" if self.known else "")
        return f"{place}found {self.found}, expected {self.expected}{words}"


class MappingError(AtlasError):
    """A mapping that cannot be used.

    Parameters
    ----------
    name : str
        Its file, for the message.
    faults : sequence of MappingFault
        Everything that was found.
    """

    def __init__(self, name: str, faults: Sequence[MappingFault]):
        self.faults = tuple(faults)
        super().__init__(
            "\n".join(f"{name}{', ' if one.place else ': '}{one}" for one in self.faults)
        )
