"""The example that a reader changes: a form, and the answer that the web service would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.controls import (
    Option,
    box,
    condition,
    group,
    only_when,
    segments,
    select,
)
from dashboard.components.kept import kept
from dashboard.components.methods.example_answer import answered
from dashboard.components.methods.parts import LOWERED, label_of, paragraph
from dashboard.http.assess_request import read_request, words_of
from dashboard.http.errors import BadRequestError
from dashboard.i18n import _
from dashboard.yardsticks import yardsticks
from layers.assess.answer import OneSample, assess_one
from layers.assess.survey import ROCK
from layers.model import Selection

UNITS = {"soil": ("mg/kg", "µg/kg", "g/t", "%"), "water": ("µg/L", "mg/L")}
MEDIA = ("soil", "sediment", "water", "drinking_water")
FORM = "m"
"""Prefix of the ids of the form's controls."""


@dataclass(frozen=True)
class Asked:
    """What stands in the form, as texts; an empty text is not stated."""

    analyte: str
    value: str
    unit: str = "mg/kg"
    medium: str = "soil"
    land_use: str = "sensitive"
    clay: str = ""
    organic_matter: str = ""
    hardness: str = ""
    fraction: str = ""
    date: str = ""
    background: str = OneSample.background
    reference: str = f"{OneSample.reference_element} {OneSample.reference_element} mg/kg"
    """Reference element, the name as which it is stated, and its unit, divided by spaces."""
    reference_value: str = ""

    @classmethod
    def from_form(cls, values: Mapping[str, Any]) -> Self:
        """Return what a form holds; anything that is no text of a known field is left out."""
        names = (one.name for one in fields(cls))
        texts = {name: values[name] for name in names if isinstance(values.get(name), str)}
        if len(texts.get("reference", "").split()) != 3:
            texts.pop("reference", None)
        return cls(**{"analyte": "", "value": "", **texts})

    def body(self) -> dict[str, Any]:
        """Return what a program would send to POST /api/assess."""
        return {
            "medium": self.medium,
            "land_use": self.land_use,
            "clay_pct": number_of(self.clay),
            "organic_matter_pct": number_of(self.organic_matter),
            "hardness_mg_l": number_of(self.hardness) if is_water(self.medium) else None,
            "fraction": self.fraction if is_water(self.medium) else "",
            "date": "".join(self.date.split()),
            "background": self.background,
            "reference_element": self.reference.split()[0],
            "values": self._values(),
        }

    def _values(self) -> dict[str, Any]:
        """Return the value, and beside it the reference element where that was measured too."""
        element, name, unit = self.reference.split()
        measured = {self.analyte: {"value": number_of(self.value), "unit": self.unit}}
        amount = number_of(self.reference_value)
        if amount is None or is_water(self.medium) or element == self.analyte:
            return measured
        return measured | {name: {"value": amount, "unit": unit}}


def number_of(text: str) -> float | str | None:
    """Read a number as people type it; text that is none stays for the check to name.

    >>> number_of("1,5"), number_of(" < 0,5"), number_of("much"), number_of("")
    (1.5, '<0.5', 'much', None)
    """
    plain = "".join(str(text or "").split()).replace(",", ".")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return plain


def is_water(medium: str) -> bool:
    """Tell whether amounts are per litre."""
    return medium in ("water", "drinking_water")


def example_of(atlas: Atlas, selection: Selection) -> Asked:
    """Return the example to begin with: half above the Romanian alert threshold."""
    analyte = selection.analyte if selection.analyte in _metals(atlas) else "Cu"
    rows = atlas.limits.by_place.get(("RO-756-1997", "soil", analyte), ())
    alert = next(
        (row for row in rows if (row.threshold, row.use) == ("alert", selection.land_use)), None
    )
    value = f"{1.5 * alert.value:g}" if alert is not None and alert.value else "1"
    return Asked(analyte, value, land_use=selection.land_use)


def answer(atlas: Atlas, asked: Asked) -> list[Element]:
    """Answer the form by the function of the web service, or say what is wrong in it."""
    sticks = yardsticks(atlas)
    try:
        sample = read_request(asked.body(), sticks, words_of(sticks))
    except BadRequestError as error:
        return [paragraph(_complaint(error, asked), className="form-error", role="alert")]
    return answered(atlas, assess_one(sample, sticks))


def _complaint(error: BadRequestError, asked: Asked) -> str:
    said = _what_is_wrong(error)
    if error.field.startswith("values.") and error.field.split(".")[1] != asked.analyte:
        return _("Amount of the reference element: {complaint}", complaint=said)
    return said


def _what_is_wrong(error: BadRequestError) -> str:
    if error.field.endswith(("clay_pct", "organic_matter_pct")):
        return _("Clay and organic matter are percentages from 0 to 100.")
    if error.field.endswith("hardness_mg_l"):
        return _("Hardness is a number above 0, in mg CaCO₃/L.")
    words = {
        "bad_date": _("Write the date as 2019, 2019-06 or 2019-06-30; it cannot be in the future."),
        "not_a_number": _("Write a number such as 150, or <0.5 for “less than 0.5”."),
        "negative": _("An amount cannot be below zero."),
        "impossible_value": _("That is more than the whole."),
        "wrong_unit": _("This unit does not fit the medium."),
    }
    return words.get(error.code, error.message)


def form_fields(atlas: Atlas, asked: Asked) -> Component:
    """Return the fields, filled in."""
    dry, wet = ("soil", "sediment"), ("water", "drinking_water")

    def fitting(part: Element, media: Sequence[str]) -> Element:
        return only_when(part, "medium", media, asked.medium)

    sets = yardsticks(atlas).indices.background_sets
    backgrounds = [Option(key, label_of(one)) for key, one in sets.items()]
    uses = [("sensitive", _("homes, gardens")), ("less_sensitive", _("industry"))]
    fractions = [("", _("not stated")), ("total", _("total")), ("dissolved", _("dissolved"))]
    media = [(key, atlas.medium_name(key)) for key in MEDIA]
    metals = [Option(key, atlas.analyte_name(key)) for key in _metals(atlas)]
    background = _("Background of the indices")
    references, reference = (
        reference_options(atlas),
        _("Reference element of the enrichment factor"),
    )
    amount = _("Its amount in the sample")
    return kept(
        "example-fields",
        [
            select("analyte", _("Metal"), metals, asked.analyte, FORM),
            _line("value", _("Value"), asked.value),
            select("unit", _("Unit"), _units(dry, wet), asked.unit, FORM),
            _choice("medium", _("Medium"), media, asked),
            fitting(_choice("land_use", _("Land use (Romania)"), uses, asked), ("soil",)),
            fitting(_line("clay", _("Clay, %"), asked.clay), dry),
            fitting(_line("organic_matter", _("Organic matter, %"), asked.organic_matter), dry),
            fitting(_line("hardness", _("Hardness, mg CaCO₃/L"), asked.hardness), wet),
            fitting(_choice("fraction", _("Measured"), fractions, asked), wet),
            _line("date", _("Sampled (year or day)"), asked.date),
            fitting(select("background", background, backgrounds, asked.background, FORM), dry),
            fitting(select("reference", reference, references, asked.reference, FORM), dry),
            fitting(_line("reference_value", amount, asked.reference_value), dry),
            element("Noscript", _("To change the example the page needs JavaScript.")),
        ],
        className="example-form",
        role="group",
        **{"aria-label": _("A value to judge")},
    )


def reference_options(atlas: Atlas) -> list[Option]:
    """Elements of the rock, each as itself and as its oxides, with the usual units."""
    oxides = atlas.registry.oxides
    found = []
    for key in ROCK:
        name = atlas.term("analyte", key)
        for unit in ("mg/kg", "%"):
            label = _("{metal}, in {unit}", metal=f"{name} ({key})", unit=unit)
            found.append(Option(f"{key} {key} {unit}", label))
        for oxide in oxides.loc[oxides["analyte"] == key, "oxide"]:
            label = _("{metal} as {oxide}, in %", metal=name, oxide=oxide.translate(LOWERED))
            found.append(Option(f"{key} {oxide} %", label))
    return found


def _units(dry: Sequence[str], wet: Sequence[str]) -> list[Option]:
    """Units of every medium, each offered where it fits, the usual one first."""
    return [
        Option(unit, unit, when=condition("medium", media))
        for kind, media in (("soil", dry), ("water", wet))
        for unit in UNITS[kind]
    ]


def _metals(atlas: Atlas) -> list[str]:
    analytes = atlas.registry.analytes
    limited = {row.analyte for row in atlas.limits.rows}
    rows = analytes[
        analytes["kind"].isin(("metal", "metalloid")) & analytes["analyte"].isin(limited)
    ]
    return [str(key) for key in rows.sort_values("priority")["analyte"]]


def _line(key: str, title: str, value: str) -> Element:
    return box(key, title, value, FORM, inputMode="decimal", maxLength=24)


def _choice(key: str, title: str, options: list[tuple[str, str]], asked: Asked) -> Element:
    offered = [Option(value, label) for value, label in options]
    return group(title, [segments(key, title, offered, getattr(asked, key), FORM)])


def answer_box(atlas: Atlas, asked: Asked) -> Component:
    """Return the box that the answer stands in."""
    return html.Div(
        answer(atlas, asked), id="m-answer", className="answer", **{"aria-live": "polite"}
    )


def heading() -> Element:
    """Return the words over the form."""
    return element(
        "P",
        _(
            "Change a number; the answer follows at once. Amounts in soil and sediment are per "
            "dry mass: wet mass is never judged."
        ),
    )
