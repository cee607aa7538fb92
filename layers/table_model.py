"""A table of a package: its row model, its key, and what these say of every column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from layers.cells import Marker


class Row(BaseModel):
    """A row of a table: strict, and closed to unknown columns."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


@dataclass(frozen=True)
class Table:
    """A table of a package: its name, row model and key columns."""

    name: str
    row: type[Row]
    key: tuple[str, ...]
    title: str
    printed: tuple[str, ...] = ()
    """Numbers whose text, with its zeros, is kept beside the number."""

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name}.csv"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns, in the order of the file."""
        return tuple(self.row.model_fields)

    @cached_property
    def required(self) -> frozenset[str]:
        """Columns whose cells may not be empty."""
        fields = self.row.model_fields
        return frozenset(name for name in self.columns if fields[name].is_required())

    @cached_property
    def markers(self) -> dict[str, Marker]:
        """Where the words of a column come from, for the columns that have such a rule."""
        found = ((name, _marker(self.row.model_fields[name])) for name in self.columns)
        return {name: marker for name, marker in found if marker is not None}

    @cached_property
    def numeric(self) -> dict[str, type]:
        """Columns that hold numbers, each with `int` or `float`."""
        found = ((name, _scalar(self.row.model_fields[name].annotation)) for name in self.columns)
        return {name: kind for name, kind in found if kind in (int, float)}

    @cached_property
    def shapes(self) -> dict[str, dict[str, Any]]:
        """JSON Schema of each column's cells when they are not empty."""
        properties = self.row.model_json_schema()["properties"]
        return {name: _filled(properties[name]) for name in self.columns}


def _filled(shape: dict[str, Any]) -> dict[str, Any]:
    """Return the part of ``X | null`` that is not null."""
    parts = shape.get("anyOf", [shape])
    return next(part for part in parts if part.get("type") != "null")


def _scalar(annotation: Any) -> Any:
    """Return the type inside ``Annotated[...]`` and ``... | None``."""
    while get_origin(annotation) is not None and get_origin(annotation) is not Literal:
        annotation = get_args(annotation)[0]
    return annotation


def _marker(field: FieldInfo) -> Marker | None:
    metadata = list(field.metadata)
    for part in get_args(field.annotation):
        metadata += getattr(part, "__metadata__", ())
    return next((item for item in metadata if isinstance(item, Marker)), None)
