"""Row models of the exposure and toxicity registries."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from layers.assess.indices.rows import Evidence, Positive
from layers.assess.rows import Number, Row

Receptor = Literal["child", "adult"]
Route = Literal["ingestion", "dermal", "inhalation"]
Quantity = Literal[
    "RfD_oral",
    "RfD_dermal",
    "RfD_inhalation",
    "SF_oral",
    "SF_dermal",
    "SF_inhalation",
    "RfC",
    "IUR",
    "GIABS",
]

RECEPTORS: tuple[Receptor, ...] = ("child", "adult")
ROUTES: tuple[Route, ...] = ("ingestion", "dermal", "inhalation")


def _real(text: object) -> object:
    return float(text) if isinstance(text, str) and text else text


class SetRow(Evidence):
    """A named set of parameters that belong together and are never mixed with another's.

    `inhalation` is ``dose`` (inhaled dose per body weight against a reference dose) or
    ``concentration`` (air concentration against RfC and unit risk); `dermal_toxicity` is
    ``tabled`` or ``giabs`` (from the oral values and the gastrointestinal absorption).
    """

    parameter_set: str
    label_en: str
    label_ro: str
    label_sr: str
    inhalation: Literal["dose", "concentration"]
    dermal_toxicity: Literal["tabled", "giabs"]
    summary: str


class ParameterRow(Row):
    """What an exposure parameter is, its unit and the route it serves."""

    parameter: str
    label_en: str
    label_ro: str
    label_sr: str
    unit: str
    route: Literal["ingestion", "dermal", "inhalation", "all"]


class ExposureRow(Evidence):
    """The value of an exposure parameter; `analyte` is empty unless it holds for one only."""

    parameter_set: str
    parameter: str
    receptor: Literal["child", "adult", "both"]
    analyte: str
    value: Positive
    unit: str


class ToxicityRow(Evidence):
    """A toxicity value of an element in one set.

    `species` is the form that the number was made for. A ``rejected`` row is kept for the
    record and never used. `caution` is what a reader must know whenever the number is used.
    """

    parameter_set: str
    quantity: Quantity
    analyte: str
    species: str
    value: Positive
    unit: str
    status: Literal["used", "rejected"]
    caution: str


class EquationRow(Evidence):
    """An equation of the method, for show."""

    equation: str
    route: str
    parameter_sets: str
    formula: str
    symbols: str


class DistributionRow(Evidence):
    """A distribution of an exposure parameter.

    `first`, `second`, `third` are for ``lognormal`` geometric mean and geometric standard
    deviation, for ``normal`` (cut off at zero) mean and standard deviation, for ``uniform``
    the ends, for ``triangular`` minimum, mode, maximum.
    """

    parameter_set: str
    parameter: str
    receptor: Literal["child", "adult", "both"]
    distribution: Literal["lognormal", "normal", "uniform", "triangular"]
    first: Annotated[float, BeforeValidator(_real), Field(ge=0)]
    second: Positive
    third: Number

    @model_validator(mode="after")
    def _only_a_triangle_has_three(self) -> Self:
        if (self.third is not None) != (self.distribution == "triangular"):
            raise ValueError("a third number belongs to a triangular distribution, and only there")
        return self
