"""A small sound data package, written for tests to break."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from layers.descriptor import PackageFacts, write_descriptor
from layers.registry import Registry
from layers.schema import PACKAGE_TABLES

FACTS = PackageFacts(name="small", title="A small package", version="0.1.0", simulated=False)

_POINT = {"coord_quality": "place", "coord_uncertainty_m": "2000", "source_id": "PAPER"}
_COPPER = {
    "point_id": "BOR",
    "medium": "soil",
    "analyte": "Cu",
    "unit": "mg/kg",
    "source_id": "PAPER",
}

ROWS: dict[str, list[dict[str, str]]] = {
    "sources": [
        {"source_id": "PAPER", "title": "Copper in soil", "year": "2012"},
        {"source_id": "REPORT", "title": "Arsenic in water"},
    ],
    "mining_sites": [
        {
            "site_id": "MINE",
            "name": "Bor",
            "country": "RS",
            "lat": "44.095",
            "lon": "22.094",
            "commodities": "Cu;Au",
            "type": "open_pit",
            "status": "closed",
            "year_open": "1903",
            "other_source_ids": "REPORT",
            **_POINT,
        }
    ],
    "waste_areas": [
        {
            "waste_id": "POND",
            "name": "Old tailings",
            "scope": "border",
            "country": "RS",
            "site_id": "MINE",
            "kind": "tailings_pond",
            "status": "closed",
            "lat": "44.064",
            "lon": "22.114",
            "category_2006_21": "unknown",
            "from_memory": "lat;lon",
            **_POINT,
        },
        {
            "waste_id": "TOTAL",
            "name": "All ponds of the county",
            "scope": "aggregate",
            "country": "RO",
            "kind": "tailings_pond",
            "status": "unknown",
            "area_ha": "350.23",
            "coord_quality": "unknown",
            "category_2006_21": "unknown",
            "source_id": "REPORT",
        },
    ],
    "water_bodies": [
        {"water_body": "Borska reka", "flows_into": "Bela reka", "source_id": "REPORT"}
    ],
    "sampling_points": [
        {
            "point_id": "BOR",
            "scope": "border",
            "name": "Bor, town",
            "country": "RS",
            "lat": "44.08",
            "lon": "22.10",
            **_POINT,
        },
        {
            "point_id": "RIVER",
            "scope": "border",
            "name": "Borska reka below Bor",
            "water_body": "Borska reka",
            "country": "RS",
            "lat": "44.06",
            "lon": "22.12",
            **_POINT,
        },
        {
            "point_id": "NERA",
            "scope": "border",
            "name": "Nera mouth",
            "country": "RO",
            "lat": "44.83",
            "lon": "21.37",
            **_POINT,
        },
        {
            "point_id": "ANYWHERE",
            "scope": "pooled",
            "name": "Soils of several countries",
            "coord_quality": "unknown",
            "source_id": "REPORT",
        },
    ],
    "measurements": [
        {"measurement_id": "M-1", "value": "150.0", "statistic": "single", **_COPPER},
        {"measurement_id": "M-2", "value": "27.9", "statistic": "min", **_COPPER},
        {"measurement_id": "M-3", "value": "0.24", "statistic": "max", **_COPPER, "unit": "%"},
        {
            **_COPPER,
            "measurement_id": "M-4",
            "point_id": "RIVER",
            "medium": "water",
            "analyte": "As",
            "value": "0.5",
            "unit": "mg/L",
            "censoring": "<",
            "statistic": "single",
            "date_start": "2019-06",
            "date_end": "2020",
        },
        {
            **_COPPER,
            "measurement_id": "M-5",
            "point_id": "RIVER",
            "medium": "water",
            "analyte": "pH",
            "value": "4.5",
            "unit": "pH",
            "statistic": "mean",
            "n": "4",
        },
        {
            **_COPPER,
            "measurement_id": "M-6",
            "point_id": "ANYWHERE",
            "medium": "fish",
            "fraction": "fresh_mass",
            "analyte": "Hg",
            "value": "300",
            "unit": "µg/kg",
            "statistic": "mean",
        },
    ],
    "findings": [
        {
            "finding_id": "F-1",
            "place": "Bor",
            "quantity": "degraded land",
            "value": "29000",
            "unit": "ha",
            "censoring": ">",
            "source_id": "REPORT",
        },
        {"finding_id": "F-2", "place": "Timok", "text": "fails the EQS", "source_id": "REPORT"},
    ],
}


def write_small_package(folder: Path) -> Path:
    """Write the small package into a new folder."""
    folder.mkdir()
    for table in PACKAGE_TABLES:
        with (folder / table.file).open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, table.columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(ROWS[table.name])
    write_descriptor(FACTS, folder, Registry.load())
    return folder


def change(folder: Path, file: str, line: int, changes: Mapping[str, str]) -> None:
    """Overwrite cells of the row on a line of a table (the header is line 1)."""
    with (folder / file).open(newline="", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        columns, rows = reader.fieldnames or [], list(reader)
    rows[line - 2].update(changes)
    with (folder / file).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
