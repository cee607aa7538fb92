"""What the tables of advice must look like: `advice*.csv`, sampling, uses of a place, meanings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from layers.cells import (
    Amount,
    Country,
    Key,
    KeyOf,
    Latitude,
    ListOf,
    Longitude,
    OneOf,
    Positive,
    Shape,
    Text,
    Unit,
    Url,
    Year,
)
from layers.table_model import Row, Table

Day = Annotated[
    str,
    StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"),
    Shape("a day as 2026-11-22"),
]
Areas = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{2,3})?(;[A-Z]{2}(-[A-Z0-9]{2,3})?)*$"),
    Shape("countries or districts such as RO;RS-14, as in basemap/admin1_names.csv"),
]
YesNo = Literal["yes", "no"]
Uses = Annotated[str, ListOf(KeyOf("place_uses"))]
Confidence = Annotated[str, OneOf("advice_confidence")]
AdviceSources = Annotated[str, ListOf(KeyOf("advice_sources"))]
Media = Annotated[str, ListOf(KeyOf("media"))]
Plain = Annotated[str, OneOf("plain_verdict")]
Acidity = Annotated[float, Field(ge=0, le=14)]


def listed(cell: str | None) -> tuple[str, ...]:
    """Return the words of a cell that are divided by semicolons.

    >>> listed("soil;air"), listed(None)
    (('soil', 'air'), ())
    """
    return tuple(cell.split(";")) if cell else ()


class Spoken(Row):
    """A row with texts in three languages, and who answers for them."""

    confidence: Confidence
    translations_reviewed: YesNo = Field(description="yes once a native speaker has read them.")

    def said(self, field: str, language: str) -> str:
        """Return a text in ``en``, ``ro`` or ``sr`` (Latin)."""
        return str(getattr(self, f"{field}_{language}"))


class Signed(Spoken):
    """Texts about health, which a doctor signs."""

    reviewed_on: Day
    signed_by: Text | None = Field(default=None, description="Doctor who answers for the row.")
    signed_on: Day | None = None

    @property
    def signed(self) -> bool:
        """Whether a doctor has put a name to it."""
        return self.signed_by is not None


class AdviceRow(Signed):
    """One thing that a person can do, and when it is said.

    A row with a bound (`at_least`, `above`, `up_to`) is chosen by the number alone, whatever the
    law's word for it; a row without one by the verdict.
    """

    advice_id: Key
    audience: Annotated[str, OneOf("advice_audience")]
    about: Annotated[str, OneOf("advice_about")]
    analytes: Annotated[str, ListOf(KeyOf("analytes"))] | None = Field(
        default=None, description="Empty: any."
    )
    uses: Uses | None = Field(default=None, description="Uses of the place; empty: any.")
    when: Annotated[str, OneOf("advice_when")]
    verdict_from: Plain | None = None
    verdict_to: Plain | None = None
    judged_by: Annotated[str, KeyOf("media")] | None = Field(
        default=None, description="Medium whose result decides; empty where none does."
    )
    at_least: Amount | None = None
    above: Amount | None = None
    up_to: Amount | None = None
    unit: Unit | None = Field(default=None, description="Unit of the three bounds.")
    ph_from: Acidity | None = Field(default=None, description="Holds from this pH of the soil.")
    ph_below: Acidity | None = Field(default=None, description="Holds below this pH of the soil.")
    near: Annotated[str, ListOf(OneOf("advice_near"))] | None = Field(
        default=None, description="Said only near one of these."
    )
    areas: Areas | None = Field(default=None, description="Said only there.")
    lat: Latitude | None = Field(default=None, description="Centre of a circle, WGS 84.")
    lon: Longitude | None = None
    within_km: Positive | None = Field(default=None, description="Of `near`, or of the centre.")
    permits: YesNo = Field(description="yes: it says that something is all right.")
    priority: Annotated[int, Field(ge=1, le=9)] = Field(description="1 is said first.")
    advice_en: Text
    why_en: Text
    advice_ro: Text
    why_ro: Text
    advice_sr: Text
    why_sr: Text
    source_id: Annotated[str, KeyOf("advice_sources")]
    other_source_ids: AdviceSources | None = None
    quoted_fact: Text = Field(description="What supports it: for the curator, not the screen.")
    note: Text | None = None

    @property
    def by_number(self) -> bool:
        """Whether a number decides, and not the law's word."""
        return self.unit is not None

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source of the row, the first one first."""
        return (self.source_id, *listed(self.other_source_ids))


class AdviceSourceRow(Row):
    """Where advice was read."""

    source_id: Key
    organisation: Text
    year: Year | None = Field(default=None, description="Empty: the source gives none.")
    title: Text
    url: Url
    note: Text | None = None


class ContactRow(Spoken):
    """Whom to turn to."""

    contact_id: Key
    country: Country
    areas: Areas | None = Field(default=None, description="Districts it serves; empty: all.")
    kind: Annotated[str, OneOf("contact_kind")]
    name: Text = Field(description="In the language of its country.")
    address: Text | None = None
    uses: Uses | None = None
    priority: Annotated[int, Field(ge=1, le=9)]
    shown: YesNo = Field(description="no: kept for the curator, no place to turn to.")
    what_for_en: Text
    what_for_ro: Text
    what_for_sr: Text
    url: Url | None = None
    read_year: Year | None = Field(default=None, description="Year that the source speaks of.")
    note: Text | None = None


class StepRow(Signed):
    """One step of taking a sample or of asking a laboratory."""

    step_id: Key
    part: Annotated[str, OneOf("sampling_part")]
    rank: Annotated[int, Field(ge=1)]
    text_en: Text
    text_ro: Text
    text_sr: Text
    source_ids: AdviceSources | None = None


class GuideRow(Row):
    """What a person is told who takes samples of a medium."""

    medium: Annotated[str, KeyOf("media")]
    taking: Annotated[str, OneOf("sampling_part")] | None = Field(
        default=None, description="Part that says how to take it; empty: no source of it was read."
    )
    parts: Annotated[str, ListOf(OneOf("sampling_part"))] = Field(
        description="Parts of its guide, in their order."
    )
    fields: Annotated[str, ListOf(OneOf("sampling_field"))] = Field(
        description="What is written down at each place, beside the date."
    )
    note: Text | None = None


class MeaningRow(Signed):
    """What it means to live near a kind of mining site or waste."""

    vocabulary: Literal["site_type", "waste_kind"]
    term: Text
    near: Annotated[str, OneOf("advice_near")] | None = Field(
        default=None, description="What advice calls it; empty: no advice hangs on it."
    )
    text_en: Text
    text_ro: Text
    text_sr: Text
    source_ids: AdviceSources | None = None


class UseRow(Row):
    """What a person uses a place for, and what the law calls that."""

    use: Key
    land_use: Literal["sensitive", "less_sensitive"]
    result_medium: Annotated[str, KeyOf("media")] = Field(
        description="Medium of a laboratory result that is asked for first."
    )
    main_media: Media = Field(description="Media that the answer is about.")
    other_media: Media | None = Field(default=None, description="Media that matter beside them.")
    label_en: Text
    label_ro: Text
    label_sr: Text
    note: Text | None = None


USES = Table("place_uses", UseRow, ("use",), "What a place is used for")
ADVICE_SOURCES = Table("advice_sources", AdviceSourceRow, ("source_id",), "Where advice was read")
ADVICE = Table("advice", AdviceRow, ("advice_id",), "What a person can do")
CONTACTS = Table("advice_contacts", ContactRow, ("contact_id",), "Whom to turn to")
STEPS = Table("sampling_steps", StepRow, ("step_id",), "How to take a sample")
GUIDES = Table("sampling_guides", GuideRow, ("medium",), "What a sample of a medium needs")
MEANINGS = Table("near_meanings", MeaningRow, ("vocabulary", "term"), "What lies near, in words")

ADVICE_TABLES = (USES, ADVICE_SOURCES, ADVICE, CONTACTS, STEPS, GUIDES, MEANINGS)
"""Tables of advice in `registry/`; a table comes after those it refers to."""
