"""A file that somebody brings along, and what they say of its columns."""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from typing import Any, Literal

from layers.intake import Words
from layers.intake.guard import WEB
from layers.intake.mapping import NOTHING, Mapping, ValueColumn, parse_mapping
from layers.intake.mapping_check import check_mapping, check_target
from layers.intake.values import SKIP

Wanted = Literal["page", "marked", "sound"]
"""The answer on the page, the file with its problems marked, or its sound rows as a table."""

MOST_BYTES = WEB.bytes
MEASURED = "measured"
CONSTANTS = ("medium", "unit")


@dataclass(frozen=True)
class Said:
    """What a person says of one column; `analyte` and `unit` of measured ones."""

    heading: str
    role: str
    analyte: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Upload:
    """A file and how it is to be read.

    Attributes
    ----------
    name, data
        The file; its bytes are kept nowhere.
    mapping
        YAML of an earlier file of the same laboratory; empty without one.
    columns
        What the person says of each column, and in `was`, in the same order, what had been
        understood of it.
    settings
        Answers that hold for all rows: medium, unit, coordinates, dates, comma, zero, title.
    wanted
        What to answer with.
    language
        Of the page: what the copy with the problems marked is written in.
    """

    name: str
    data: bytes
    mapping: str = ""
    columns: tuple[Said, ...] = ()
    was: tuple[Said, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    wanted: Wanted = "page"
    language: str = "en"

    def facts(self) -> dict[str, Any]:
        """Return all but the bytes, as JSON can hold it."""
        return {
            "name": self.name,
            "mapping": self.mapping,
            "columns": [vars(said) for said in self.columns],
            "was": [vars(said) for said in self.was],
            "settings": self.settings,
            "wanted": self.wanted,
            "language": self.language,
        }

    @classmethod
    def of_facts(cls, facts: Lookup[str, Any], data: bytes) -> "Upload":
        """Return what `facts` wrote."""
        said = {name: tuple(Said(**one) for one in facts[name]) for name in ("columns", "was")}
        rest = {name: facts[name] for name in ("name", "mapping", "settings", "wanted", "language")}
        return cls(data=data, **said, **rest)


def mapping_of(upload: Upload, words: Words) -> Mapping:
    """Return how the file is to be read: its mapping, with what the person changed.

    Columns that are left as they were understood are not named, so that a later file may have
    further ones. When a measured column is changed, all of them are named: the reader then
    looks at no other. A unit is named where the person chose it: else the heading says more of
    it (wet or dry mass) than the page offers.

    Raises
    ------
    MappingError
        What is wrong in the mapping, by key; or it is for another kind of table.
    """
    text = upload.mapping.strip()
    mapping = parse_mapping(upload.mapping, "mapping", words) if text else NOTHING
    check_target(mapping, "mapping")
    pairs = list(zip(upload.columns, upload.was, strict=True))
    changed = [(said, was) for said, was in pairs if said != was]
    roles = {said.heading: said.role or SKIP for said, _was in changed if said.heading}
    update: dict[str, Any] = {"columns": {**mapping.columns, **roles}}
    if any(MEASURED in (said.role, was.role) for said, was in changed):
        update["values"] = _values(pairs, mapping)
    taught = mapping.model_copy(update=update | _settings(upload, mapping))
    check_mapping(taught, words, "mapping")
    return taught


def _values(pairs: list[tuple[Said, Said]], mapping: Mapping) -> tuple[ValueColumn, ...]:
    """Return the measured columns, each heading once though several sheets have it."""
    known = {one.column: one for one in mapping.values}
    values: dict[str, ValueColumn] = {}
    for said, was in pairs:
        if said.role == MEASURED and said.analyte and (said != was or said.heading not in values):
            column = known.get(said.heading, ValueColumn(column=said.heading))
            update = {"analyte": said.analyte}
            update |= {"unit": said.unit} if said.unit != was.unit else {}
            values[said.heading] = column.model_copy(update=update)
    return tuple(values.values())


def _settings(upload: Upload, mapping: Mapping) -> dict[str, Any]:
    """Return the fields of a mapping that the answers for all rows change."""
    said = upload.settings
    constants = {**mapping.constants}
    constants |= {name: said[name] for name in CONSTANTS if said.get(name)}
    form = {name: said[name] for name in ("comma", "dates") if said.get(name)}
    update: dict[str, Any] = {"constants": constants, "file": mapping.file.model_copy(update=form)}
    update |= {name: said[name] for name in ("coordinates", "zero") if said.get(name)}
    return update | ({"title": said["title"]} if said.get("title") else {})
