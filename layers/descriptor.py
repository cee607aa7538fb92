"""The Frictionless descriptor `datapackage.json`, made from the row models.

Specification: Data Package v1 and Table Schema v1, https://specs.frictionlessdata.io.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from layers.cells import KeyOf, OneOf
from layers.errors import Problems, quoted
from layers.registry import Registry
from layers.schema import PACKAGE_TABLES, REGISTRY_TABLES, VERSION
from layers.table_model import Table

FILE = "datapackage.json"
_GENERATED = ("profile", "schema_version", "resources")
_TYPES = {int: "integer", float: "number"}


class PackageFacts(BaseModel):
    """What a package says of itself, beside its tables."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=80)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    description: Annotated[str, StringConstraints(max_length=4000)] = ""
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    simulated: bool
    licenses: list[dict[str, str]] = Field(default_factory=list)
    contributors: list[dict[str, str]] = Field(default_factory=list)
    sources: list[dict[str, str]] = Field(default_factory=list)


def read_facts(folder: Path, problems: Problems) -> PackageFacts | None:
    """Return what `datapackage.json` says of the package, or None after noting why not."""
    descriptor = _read(folder, problems)
    if descriptor is None:
        return None
    try:
        said = {key: value for key, value in descriptor.items() if key not in _GENERATED}
        return PackageFacts.model_validate(said)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            column = ".".join(str(part) for part in fault["loc"])
            found = "nothing" if fault["type"] == "missing" else quoted(fault["input"])
            problems.add(FILE, None, column, found, fault["msg"].lower())
        return None


def _read(folder: Path, problems: Problems) -> dict[str, Any] | None:
    path = folder / FILE
    remedy = f"Write it with: python -m layers describe {folder}"
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.add(FILE, None, "", "no file", "a data package descriptor", remedy)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        line = getattr(error, "lineno", None)
        problems.add(FILE, line, "", f"broken JSON ({error})", "a JSON object", remedy)
    else:
        if isinstance(descriptor, dict):
            return descriptor
        problems.add(FILE, 1, "", "no JSON object", "a data package descriptor", remedy)
    return None


def check_descriptor(folder: Path, registry: Registry, problems: Problems) -> None:
    """Note when the descriptor's tables are not what the row models and registries say."""
    descriptor = _read(folder, Problems())
    if descriptor is None:
        return
    remedy = f"Write it anew with: python -m layers describe {folder}"
    if not isinstance(descriptor.get("resources"), list):
        problems.add(FILE, None, "resources", "no list", "the tables of the package", remedy)
        return
    for wanted in resources(folder, registry):
        if wanted not in descriptor["resources"]:
            found = f"another description of {wanted['path']}"
            problems.add(FILE, None, "resources", found, "what the table's rules say", remedy)


def descriptor(facts: PackageFacts, folder: Path, registry: Registry) -> dict[str, Any]:
    """Return the whole descriptor of a package."""
    head = {"profile": "data-package", "schema_version": VERSION}
    said = {key: value for key, value in facts.model_dump().items() if value not in ("", [])}
    return {**head, **said, "resources": resources(folder, registry)}


def write_descriptor(facts: PackageFacts, folder: Path, registry: Registry) -> Path:
    """Write `datapackage.json` and return its path."""
    path = folder / FILE
    text = json.dumps(descriptor(facts, folder, registry), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def resources(folder: Path, registry: Registry) -> list[dict[str, Any]]:
    """Describe the tables of a package, and its registries where it carries them."""
    described = [_resource(table, table.file, registry) for table in PACKAGE_TABLES]
    if (folder / "registry").is_dir():
        described += [
            _resource(table, f"registry/{table.file}", registry) for table in REGISTRY_TABLES
        ]
    return described


def _resource(table: Table, path: str, registry: Registry) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column, registry) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    keys = [
        {"fields": column, "reference": {"resource": marker.table, "fields": _key_of(marker)}}
        for column, marker in table.markers.items()
        if isinstance(marker, KeyOf) and _key_of(marker)
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": path,
        "title": table.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _key_of(marker: KeyOf) -> str:
    """Key column of the referred table inside a package; empty for the shared registries."""
    return next((table.key[0] for table in PACKAGE_TABLES if table.name == marker.table), "")


def _field(table: Table, column: str, registry: Registry) -> dict[str, Any]:
    info = table.row.model_fields[column]
    kind = _TYPES.get(table.numeric.get(column, str), "string")
    described: dict[str, Any] = {"name": column, "type": kind}
    if info.description:
        described["description"] = info.description
    constraints = _constraints(table, column, registry)
    if constraints:
        described["constraints"] = constraints
    return described


def _constraints(table: Table, column: str, registry: Registry) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column in table.required:
        constraints["required"] = True
    if table.key == (column,):
        constraints["unique"] = True
    schema = table.shapes[column]
    for name in ("minimum", "maximum", "pattern", "maxLength"):
        if name in schema:
            constraints[name] = schema[name]
    marker = table.markers.get(column)
    if isinstance(marker, OneOf):
        constraints["enum"] = list(registry.terms(marker.vocabulary))
    elif isinstance(marker, KeyOf) and not _key_of(marker):
        constraints["enum"] = sorted(registry.keys()[marker.table])
    elif "enum" in schema:
        constraints["enum"] = list(schema["enum"])
    return constraints
