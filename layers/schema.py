"""What every table of a data package must look like; the only place that says so.

A table is a CSV file whose rows fit a pydantic model. The type of a field says what a cell may
hold (`layers.cells`), with the vocabulary or the table its words come from. Reading,
validating, describing (Frictionless) and storing are all driven by these models.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from layers.cells import (
    FROM_MEMORY,
    LATITUDE,
    LONGITUDE,
    UNCERTAINTY,
    Amount,
    CoordQuality,
    Country,
    Date,
    Day,
    Doi,
    Key,
    KeyOf,
    Label,
    Latitude,
    ListOf,
    Longitude,
    Memory,
    Name,
    Note,
    OneOf,
    Positive,
    Qualifiers,
    Source,
    Sources,
    Text,
    Unit,
    Url,
    Words,
    Year,
)
from layers.table_model import Row, Table

VERSION = "1.1.0"
"""Version of the form of the tables; it changes when a column does."""


def _said(description: str) -> Any:
    return Field(default=None, description=description)


class SourceRow(Row):
    """Where a fact was read."""

    source_id: Key
    authors: Note | None = None
    year: Year | None = None
    title: Text
    journal: Text | None = None
    doi: Doi | None = None
    url: Url | None = None
    licence: Text | None = _said("As printed in the source; empty: not known.")
    embargo_until: Day | None = _said("Nothing of this source is shown before that day.")
    note: Note | None = None


class MiningSiteRow(Row):
    """A mine, plant or prospect."""

    site_id: Key
    name: Name
    name_local: Name | None = None
    country: Country
    admin1: Name | None = _said("County or district.")
    municipality: Name | None = None
    lat: Latitude | None = _said(LATITUDE)
    lon: Longitude | None = _said(LONGITUDE)
    coord_quality: CoordQuality
    coord_uncertainty_m: Positive | None = _said(UNCERTAINTY)
    commodities: Annotated[str, Words, ListOf(OneOf("commodity"))] | None = None
    type: Annotated[str, OneOf("site_type")]
    status: Annotated[str, OneOf("site_status")]
    operator: Name | None = None
    year_open: Year | None = None
    year_close: Year | None = None
    deposit_type: Text | None = None
    source_id: Source
    other_source_ids: Sources | None = None
    url: Url | None = None
    from_memory: Memory | None = _said(FROM_MEMORY)
    note: Note | None = None


class WasteAreaRow(Row):
    """A tailings pond, dump or other deposit of mining and metallurgical waste."""

    waste_id: Key
    name: Name
    name_local: Name | None = None
    scope: Annotated[str, OneOf("scope")]
    country: Country
    municipality: Name | None = None
    site_id: Annotated[str, KeyOf("mining_sites")] | None = None
    kind: Annotated[str, OneOf("waste_kind")]
    material: Text | None = None
    status: Annotated[str, OneOf("waste_status")]
    area_ha: Amount | None = None
    volume_m3: Amount | None = None
    mass_t: Amount | None = None
    height_m: Amount | None = None
    value_qualifier: Qualifiers | None = _said("Which figures are about, more than or up to.")
    year_start: Year | None = None
    year_end: Year | None = None
    lat: Latitude | None = _said(LATITUDE)
    lon: Longitude | None = _said(LONGITUDE)
    coord_quality: CoordQuality
    coord_uncertainty_m: Positive | None = _said(UNCERTAINTY)
    contaminants: Text | None = None
    category_2006_21: Annotated[str, OneOf("category_2006_21")]
    incidents: Note | None = None
    source_id: Source
    other_source_ids: Sources | None = None
    url: Url | None = None
    from_memory: Memory | None = _said(FROM_MEMORY)
    note: Note | None = None


class SamplingPointRow(Row):
    """A place, or an area when pooled, where samples were taken."""

    point_id: Key
    scope: Annotated[str, OneOf("scope")]
    name: Name
    water_body: Annotated[str, Words, ListOf(KeyOf("water_bodies"))] | None = None
    country: Country | None = _said("Empty where several countries are pooled.")
    municipality: Name | None = None
    lat: Latitude | None = _said(LATITUDE)
    lon: Longitude | None = _said(LONGITUDE)
    coord_quality: CoordQuality
    coord_uncertainty_m: Positive | None = _said(UNCERTAINTY)
    land_use: Annotated[str, OneOf("land_use")] | None = None
    position: Annotated[str, OneOf("position")] | None = None
    from_memory: Memory | None = _said(FROM_MEMORY)
    source_id: Source
    note: Note | None = None


class MeasurementRow(Row):
    """One value of one analyte in one medium, as printed."""

    measurement_id: Key
    point_id: Annotated[str, KeyOf("sampling_points")]
    sample_id: Name | None = None
    medium: Annotated[str, KeyOf("media")]
    fraction: Annotated[str, OneOf("fraction")] | None = _said(
        "What the value refers to: filtered or not, digestion, mass base, particles."
    )
    taxon: Name | None = None
    organ: Name | None = None
    analyte: Annotated[str, KeyOf("analytes")]
    value: float = Field(description="As printed, in `unit`; a bound when `censoring` is set.")
    unit: Unit
    censoring: Annotated[str, OneOf("censoring")] | None = _said(
        "Empty: detected. <: below the value. >: above it."
    )
    statistic: Annotated[str, OneOf("statistic")] = Field(
        description="single: one sample. Everything else is pooled."
    )
    n: Annotated[int, Field(ge=1)] | None = _said("Number of samples behind the value.")
    sd: Amount | None = _said("Standard deviation, in `unit`.")
    depth_top_cm: Amount | None = None
    depth_bottom_cm: Amount | None = None
    date_start: Date | None = _said("Day, month or year; empty: not known.")
    date_end: Date | None = None
    method: Text | None = None
    extraction: Text | None = None
    source_id: Source
    locator: Text | None = _said("Where in the source: table, page, abstract.")
    note: Note | None = None


class FindingRow(Row):
    """A published fact that is no concentration of an analyte in a medium."""

    finding_id: Key
    point_id: Annotated[str, KeyOf("sampling_points")] | None = None
    place: Name
    medium: Annotated[str, KeyOf("media")] | None = None
    quantity: Text | None = None
    value: float | None = None
    unit: Unit | None = None
    censoring: Annotated[str, OneOf("censoring")] | None = None
    statistic: Annotated[str, OneOf("statistic")] | None = None
    date_start: Date | None = None
    date_end: Date | None = None
    text: Note | None = None
    source_id: Source
    locator: Text | None = None
    note: Note | None = None


class WaterBodyRow(Row):
    """A river or lake."""

    water_body: Name
    flows_into: Name | None = None
    facts: Note | None = None
    legal_class: Text | None = None
    source_id: Source
    other_source_ids: Sources | None = None


class AnalyteRow(Row):
    """Something that is measured."""

    analyte: Key
    label_en: Label
    label_ro: Label
    label_sr: Label = Field(description="Serbian in Latin script.")
    kind: Annotated[str, OneOf("analyte_kind")]
    symbol: Label
    synonyms: Note | None = _said("Other names in any language and script.")
    priority: Annotated[int, Field(ge=1)] = Field(description="Order in menus.")
    on_map: Literal["yes", "no"]
    unit_own: Unit | None = _said("Unit to compare in, where it is not that of the medium.")


class MediumRow(Row):
    """What was sampled."""

    medium: Key
    group: Annotated[str, OneOf("medium_group")]
    label_en: Label
    label_ro: Label
    label_sr: Label
    dimension: Text = Field(description="Dimensions that values in this medium may have.")
    unit_std: Unit = Field(description="Unit to compare masses in.")
    unit_activity: Unit | None = _said("Unit to compare radionuclides in.")
    judged_as: Annotated[str, OneOf("judged_as")]
    note: Note | None = None


class UnitRow(Row):
    """A unit, its spellings, and its factor to the base unit of its dimension."""

    unit: Label
    spellings: Note | None = None
    dimension: Key
    unit_base: Label
    factor: Positive
    minimum: float | None = _said("Least possible value in this unit.")
    maximum: float | None = _said("Greatest possible value in this unit.")
    fraction: Annotated[str, OneOf("fraction")] | None = _said(
        "What the spelling also says, such as dry mass."
    )


class TermRow(Row):
    """A word of a controlled vocabulary."""

    vocabulary: Key
    term: Label
    label_en: Label
    label_ro: Label
    label_sr: Label
    note: Note | None = None


class OxideRow(Row):
    """An oxide as which laboratories state an element, and the element's share of its mass."""

    oxide: Key
    analyte: Annotated[str, KeyOf("analytes")]
    spellings: Note | None = _said("Other ways to write it; case and spaces do not matter.")
    factor: Annotated[float, Field(gt=0, lt=1)] = Field(
        description="Mass of the element in one mass of the oxide."
    )
    source: Text = Field(description="Where the atomic weights behind the factor stand.")
    note: Note | None = None


class CountryRow(Row):
    """The rough extent of a country, in whole and half degrees, rounded outward."""

    country: Country
    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude


SOURCES = Table("sources", SourceRow, ("source_id",), "Where the facts were read")
MINING_SITES = Table("mining_sites", MiningSiteRow, ("site_id",), "Mines, plants and prospects")
WASTE_AREAS = Table("waste_areas", WasteAreaRow, ("waste_id",), "Tailings, dumps, slag and ash")
WATER_BODIES = Table("water_bodies", WaterBodyRow, ("water_body",), "Rivers and lakes")
SAMPLING_POINTS = Table("sampling_points", SamplingPointRow, ("point_id",), "Sampling points")
MEASUREMENTS = Table(
    "measurements", MeasurementRow, ("measurement_id",), "Measured values", printed=("value",)
)
FINDINGS = Table(
    "findings", FindingRow, ("finding_id",), "Published facts beside the values", printed=("value",)
)

PACKAGE_TABLES = (
    SOURCES,
    MINING_SITES,
    WASTE_AREAS,
    WATER_BODIES,
    SAMPLING_POINTS,
    MEASUREMENTS,
    FINDINGS,
)
"""Tables of a data package; a table comes after those it refers to."""

ANALYTES = Table("analytes", AnalyteRow, ("analyte",), "What is measured")
MEDIA = Table("media", MediumRow, ("medium",), "What is sampled")
UNITS = Table("units", UnitRow, ("unit",), "Units and their spellings")
VOCABULARY = Table("vocabulary", TermRow, ("vocabulary", "term"), "Controlled words")
OXIDES = Table("oxides", OxideRow, ("oxide",), "Oxides as which elements are stated")
COUNTRIES = Table("countries", CountryRow, ("country",), "Rough extents of the countries")

REGISTRY_TABLES = (VOCABULARY, UNITS, ANALYTES, MEDIA, OXIDES, COUNTRIES)
"""Tables that every package shares, in `registry/`."""
