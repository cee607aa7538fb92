"""Row models of the index registries: the only place that says what their columns hold."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from layers.assess.rows import Number, Row, YesNo

Verification = Literal["read_in_text", "computed", "derived", "from_memory", "assumed"]

UNCHECKED = ("from_memory", "assumed")
"""Verification marks of numbers that nobody has read in a text."""

Kind = Literal["element", "sample", "pair"]


def _whole(text: object) -> object:
    return int(text) if isinstance(text, str) and text.isdigit() else text


def _whole_or_none(text: object) -> object:
    return None if text == "" else _whole(text)


def _side(text: object) -> object:
    if text not in ("", "yes", "no"):
        raise ValueError("expected yes, no or nothing at the open end")
    return None if text == "" else text == "yes"


def _real(text: object) -> object:
    return float(text) if isinstance(text, str) and text else text


Whole = Annotated[int, BeforeValidator(_whole)]
Count = Annotated[int | None, BeforeValidator(_whole_or_none)]
Side = Annotated[bool | None, BeforeValidator(_side)]
Positive = Annotated[float, BeforeValidator(_real), Field(gt=0)]
NotNegative = Annotated[float, BeforeValidator(_real), Field(ge=0)]


class Evidence(Row):
    """Who first gave a number or a formula, and where it was read.

    Attributes
    ----------
    reference : str
        The work it comes from.
    verified_in, second_source : str
        Texts in which it was read; `two_agree` says whether they print the same.
    verification : str
        ``read_in_text``; ``computed`` from data that were read; ``derived`` by the arithmetic in
        `note`; ``from_memory``; ``assumed``.
    checked : bool
        A curator compared it with `reference`; needs `checked_by` and `checked_on`.
    """

    reference: str = Field(min_length=1)
    verified_in: str
    second_source: str
    two_agree: YesNo
    verification: Verification
    checked: YesNo
    checked_by: str
    checked_on: str
    note: str

    @property
    def unchecked(self) -> bool:
        """True for a number nobody has read in a text and no curator has checked."""
        return not self.checked and self.verification in UNCHECKED

    @model_validator(mode="after")
    def _the_marks_agree(self) -> Self:
        if self.checked and not (self.checked_by and self.checked_on):
            raise ValueError("checked = yes needs checked_by and checked_on")
        if self.verification in ("read_in_text", "computed") and not self.verified_in:
            raise ValueError(f"verification = {self.verification} needs verified_in")
        return self


class Definition(Evidence):
    """An index: its formula, what it needs, and its rules for what is missing or censored.

    `kind` is ``element`` (one value for each element of a sample), ``sample`` (one for the
    sample) or ``pair`` (plant part over soil or root). `limit_share` is the share of the
    detection limit that stands for a value below it. Class words hold for the `n_classes`
    elements in `class_elements` only: with another number they are withheld or flagged
    (`n_classes_rule`).
    """

    index: str
    label_en: str
    label_ro: str
    label_sr: str
    aliases: str
    media: str
    kind: Kind
    formula: str
    symbols: str
    needs: str
    unit: str
    n_min: Whole
    n_classes: Count
    n_classes_rule: Literal["", "withhold", "flag"]
    class_elements: str
    limit_share: Positive
    scale: str
    censored_rule: str = Field(min_length=1)
    missing_rule: str = Field(min_length=1)


class ClassRow(Evidence):
    """A band of a classification. `sides` tells whether the side of a boundary was printed."""

    index: str
    scale: str
    step: Whole
    lower: Number
    upper: Number
    lower_inclusive: Side
    upper_inclusive: Side
    label_en: str
    label_ro: str
    label_sr: str
    sides: Literal["read", "chosen"]


class Factor(Evidence):
    """A toxic-response factor of an element."""

    factor_set: str
    factor: Literal["Tr"]
    analyte: str
    value: Positive
    unit: str


class BackgroundSet(Row):
    """What a set of background values stands for."""

    background_set: str
    label_en: str
    label_ro: str
    label_sr: str
    kind: Literal[
        "upper_crust", "preindustrial", "european_topsoil", "national", "local", "comparison"
    ]
    medium: str
    extraction: str
    statistic: str
    n: Count
    reference: str
    doi: str
    note: str


class Background(Evidence):
    """The background of an element in one set."""

    background_set: str
    analyte: str
    value: Positive
    unit: Literal["mg/kg"]


class Standard(Evidence):
    """Permissible and ideal concentration of an element in water."""

    standard_set: str
    analyte: str
    standard: Positive
    ideal: NotNegative
    unit: Literal["µg/L"]

    @model_validator(mode="after")
    def _the_ideal_is_below_the_standard(self) -> Self:
        if self.ideal >= self.standard:
            raise ValueError("the ideal value must be below the permissible value")
        return self
