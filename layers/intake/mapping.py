"""Mappings: YAML files that teach the intake a table it would not understand by itself.

Keys and kinds of values are checked here, words by `layers.intake.mapping_check`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from layers.cells import Key
from layers.errors import AtlasError, quoted
from layers.intake.mapping_fault import MappingError, MappingFault
from layers.intake.phrases import Phrase, phrase
from layers.intake.words import Words

FOLDER = Path(__file__).resolve().parents[2] / "data" / "mappings"
LONGEST = 64_000

Meanings = dict[Annotated[str, StringConstraints(min_length=1)], str]
Target = Literal["measurements", "sampling_points", "mining_sites"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FileForm(_Strict):
    """How the file is written, where looking at it is not enough."""

    sheet: str = ""
    encoding: str = ""
    divider: Annotated[str, StringConstraints(max_length=1)] = ""
    comma: Literal["", "decimal", "thousands"] = ""
    dates: Literal["", "day_first", "month_first"] = ""


class ValueColumn(_Strict):
    """A column of values: what was measured, in which unit, as which statistic."""

    column: str
    analyte: str = ""
    unit: str = ""
    fraction: str = ""
    statistic: str = ""


class SourceFacts(_Strict):
    """Where the data comes from, as `sources.csv` carries it."""

    source_id: Key
    title: str
    authors: str = ""
    year: int | None = None
    url: str = ""
    licence: str = ""
    note: str = ""


class Mapping(_Strict):
    """What the columns of one laboratory's or agency's tables are.

    Attributes
    ----------
    title : str
        Whose tables these are.
    target : str
        Table of the package that the rows become.
    file : FileForm
        Encoding, divider, sheet.
    columns : dict of str to str
        Role by heading, ``skip`` for columns that are not wanted. The first heading present
        wins where several have one role.
    values : tuple of ValueColumn
        Columns of values, where their headings do not say it.
    constants : dict of str to str
        Roles that are the same for all rows: medium, unit, statistic ...
    analytes, units, terms : dict
        Words of the file by ours; ``skip`` for analytes that are not wanted. `terms` are by role.
    non_detects, missing : tuple of str
        What stands in a cell for not detected, and for no value (sentinels such as -999, words).
    zero : str
        What 0 means: ``below_limit``, ``missing`` or ``value``.
    coordinates : str
        Coordinate system of the positions, by name or EPSG number.
    coord_quality, coord_uncertainty_m
        Of all positions, where the file does not say.
    uncertainty : dict of str to float
        Radius in metres by the word in the column of role ``coord_uncertainty_m``.
    below_limit : str
        ``mean``: a mean under the limit of quantification is carried as below that limit.
    distant_place_km : float
        A point this far from the place whose name it bears is flagged.
    points : str
        ``known``: values of points that the package lacks are left out, for whoever left a point
        out when the points were imported left its values out as well.
    leave_out : dict of str to tuple of str
        Words by role; rows with one of them are left out, such as sites not for publication.
    source : SourceFacts, optional
        Where the data comes from.
    note : str
        For the person who reads the mapping.
    """

    mapping: Literal[1]
    title: str
    target: Target = "measurements"
    file: FileForm = FileForm()
    columns: Meanings = Field(default_factory=dict)
    values: Annotated[tuple[ValueColumn, ...], Field(strict=False)] = ()
    constants: Meanings = Field(default_factory=dict)
    analytes: Meanings = Field(default_factory=dict)
    units: Meanings = Field(default_factory=dict)
    terms: dict[str, Meanings] = Field(default_factory=dict)
    non_detects: Annotated[tuple[str, ...], Field(strict=False)] = ()
    missing: Annotated[tuple[str, ...], Field(strict=False)] = ()
    zero: Literal["below_limit", "missing", "value"] = "below_limit"
    coordinates: str = ""
    coord_quality: Literal["", "surveyed", "published", "place"] = ""
    coord_uncertainty_m: Annotated[float, Field(gt=0)] | None = None
    uncertainty: dict[str, float] = Field(default_factory=dict)
    below_limit: Literal["", "mean"] = ""
    distant_place_km: Annotated[float, Field(gt=0)] = 15.0
    points: Literal["", "known"] = ""
    leave_out: dict[str, Annotated[tuple[str, ...], Field(strict=False)]] = Field(
        default_factory=dict
    )
    source: SourceFacts | None = None
    note: str = ""


NOTHING = Mapping(mapping=1, title="")
"""The mapping of a file that nobody has taught."""


def ready_mappings() -> dict[str, Path]:
    """Return the mappings that come with the atlas, by name."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}


def load_mapping(where: str | Path, words: Words | None = None) -> Mapping:
    """Read a mapping by the path of its file, or by name one that comes with the atlas.

    Parameters
    ----------
    where : str or Path
        Path or name.
    words : Words, optional
        Registries that its words must be in; the atlas's own unless given.

    Raises
    ------
    AtlasError
        No such file; as `MappingError`, what is wrong in it, by key.
    """
    path = ready_mappings().get(str(where), Path(where))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(ready_mappings())
        raise AtlasError(f"{where}: no readable mapping ({error}); ready ones: {known}") from None
    return parse_mapping(text, str(where), words)


def parse_mapping(text: str, name: str, words: Words | None = None) -> Mapping:
    r"""Return the mapping that a YAML text says.

    Strictly: unknown and doubled keys are errors, and words that the registries do not have.

    >>> parse_mapping("mapping: 1\ntitle: Lab\ncolums: {}", "lab.yaml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    layers.intake.mapping_fault.MappingError: lab.yaml, colums: found {}, expected a known ...
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from layers.intake.mapping_check import check_mapping  # which imports this module

    if len(text) > LONGEST:
        signs = phrase("{count} signs", count=len(text))
        raise _refused(name, signs, phrase("at most {count} signs", count=LONGEST))
    yaml = YAML(typ="safe", pure=True)
    try:
        if any(type(event).__name__ == "AliasEvent" for event in yaml.parse(text)):
            raise _refused(name, phrase("a YAML alias (*)"), phrase("the words themselves"))
        document: Any = yaml.load(text)
        mapping = Mapping.model_validate(document)
    except YAMLError as error:
        raise _refused(name, _broken(error), phrase("a mapping")) from None
    except ValidationError as error:
        raise MappingError(name, list(_faults(error))) from None
    check_mapping(mapping, words or _own_words(), name)
    return mapping


@cache
def _own_words() -> Words:
    return Words.load()


def _refused(name: str, found: str, expected: str) -> MappingError:
    return MappingError(name, [MappingFault("", found, expected)])


def _broken(error: Exception) -> Phrase:
    """Return where the YAML cannot be read, and what its reader says, which it says in English."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    line, words = str(mark.line + 1) if mark else "?", " ".join(str(problem or error).split())
    return phrase("broken YAML in line {line} ({error})", line=line, error=words[:200])


_EXPECTED = {
    "extra_forbidden": phrase("a known key"),
    "missing": phrase("this key"),
    "string_type": phrase("a text"),
    "int_type": phrase("a whole number"),
    "float_type": phrase("a number"),
    "dict_type": phrase("keys with values"),
    "model_type": phrase("keys with values"),
    "tuple_type": phrase("a list"),
    "string_too_short": phrase("a text that is not empty"),
    "string_too_long": phrase("a shorter text"),
    "string_pattern_mismatch": phrase("a short word of letters and digits"),
    "greater_than": phrase("a number above 0"),
    "literal_error": phrase("one of the words"),
}


def _faults(error: ValidationError) -> Iterator[MappingFault]:
    for fault in error.errors(include_url=False):
        place = ".".join(str(part) for part in fault["loc"])
        kind, given = fault["type"], fault["input"]
        nothing = kind == "missing" or given is None
        found = phrase("nothing") if nothing else str(given)[:60] or quoted("")
        expected = _EXPECTED.get(kind, phrase("another kind of value"))
        near = (
            get_close_matches(place, Mapping.model_fields, 1) if kind == "extra_forbidden" else []
        )
        words = str(fault.get("ctx", {}).get("expected", "")) if kind == "literal_error" else ""
        known = tuple(words.replace(" or ", ", ").replace("'", "").split(", ")) if words else ()
        yield MappingFault(place, found, expected, near[0] if near else "", known)


def mapping_text(mapping: Mapping) -> str:
    """Return a mapping as YAML, without what is as it would be anyway.

    >>> print(mapping_text(Mapping(mapping=1, title="Lab", constants={"medium": "soil"})), end="")
    mapping: 1
    title: Lab
    constants:
      medium: soil
    """
    from ruamel.yaml import YAML

    said = mapping.model_dump(mode="json", exclude_defaults=True)
    stream = io.StringIO()
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False
    yaml.allow_unicode = True
    yaml.dump({"mapping": 1, **said}, stream)
    return stream.getvalue()
