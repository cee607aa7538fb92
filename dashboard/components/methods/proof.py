"""How a number is known, in words: where it was read, who compared it with what."""

from typing import Any

from dashboard.components.cells import Element, element
from dashboard.components.methods.parts import linked, quoted
from dashboard.i18n import _, said


def verification_words(verification: str) -> str:
    """Say how a number came into the registry."""
    words = {
        "read_in_text": _("read in a text"),
        "read_reconstructed": _("read in a transcription whose columns had to be put in order"),
        "read_in_predecessor": _("read in its predecessor or in a table that adopts it"),
        "attribution_inferred": _("read in a table that does not name it: attribution inferred"),
        "derived": _("derived from numbers that were read"),
        "computed": _("computed from data that were read"),
        "from_memory": _("from memory, not read in any text"),
        "assumed": _("assumed"),
    }
    return words.get(verification, verification.replace("_", " "))


def check_words(row: Any) -> str:
    """Say whether a number was compared with its original, by whom and when."""
    if not row.checked:
        return _("unchecked")
    with_what = getattr(row, "gazette", "") or getattr(row, "reference", "")
    if with_what:
        return _(
            "compared with {original} by {name}, {day}",
            original=with_what,
            name=said(row.checked_by),
            day=row.checked_on,
        )
    return _(
        "checked in a public text by {name}, {day}; not yet compared with the gazette",
        name=said(row.checked_by),
        day=row.checked_on,
    )


def how_known(row: Any) -> list[Any]:
    """Return verification, check, sources and note of a registry row as one line."""
    parts: list[Any] = [f"{verification_words(row.verification)}; {check_words(row)}"]
    for name, text in (
        (_("Read in"), row.verified_in),
        (_("Also in"), getattr(row, "second_source", "")),
        (_("Note"), row.note),
    ):
        if text:
            parts += [f". {name}: ", element("Span", linked(text), lang="en")]
    return parts


def short_proof(row: Any) -> str:
    """Say in a word or two how sure a number is."""
    if row.checked and getattr(row, "gazette", ""):
        return _("gazette")
    if row.checked:
        return _("read and checked")
    if row.verification in ("from_memory", "assumed"):
        return _("not read")
    return _("read, unchecked")


class Notes:
    """Numbered notes under a table: each way of knowing stands once, however many rows it has."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._lines: list[list[Any]] = []

    def number(self, row: Any, place: str = "") -> int:
        """Return the number of the note that says how a row is known."""
        same = (
            place, row.verification, row.verified_in, getattr(row, "second_source", ""),
            row.checked, row.checked_by, row.checked_on, getattr(row, "gazette", ""), row.note,
        )  # fmt: skip
        if same not in self._numbers:
            self._numbers[same] = len(self._lines) + 1
            self._lines.append([*([quoted(place), ": "] if place else []), *how_known(row)])
        return self._numbers[same]

    def cell(self, rows: list[Any], place: str = "") -> Element:
        """Return the cell that leads from a row of the table to its notes."""
        parts: list[Any] = []
        for note in dict.fromkeys((self.number(row, place), short_proof(row)) for row in rows):
            number, word = note
            parts += [
                *([" "] if parts else []),
                f"{word} ",
                element("A", f"[{number}]", href=f"#{self._key}-{number}"),
            ]
        return element("Td", parts)

    def listed(self) -> Element:
        """Return the notes."""
        return element(
            "Ol",
            [
                element("Li", line, id=f"{self._key}-{place}")
                for place, line in enumerate(self._lines, 1)
            ],
            className="proofs",
        )
