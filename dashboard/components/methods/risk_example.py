"""The health risk of the example, with exposure parameters that a reader changes."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.controls import Option, box, group, only_when, segments
from dashboard.components.kept import kept
from dashboard.components.methods.example import FORM, Asked, number_of
from dashboard.components.methods.notices import notice_words
from dashboard.components.methods.parts import amount, bullets, label_of, paragraph, table
from dashboard.http.assess_request import read_request, words_of
from dashboard.http.errors import BadRequestError
from dashboard.i18n import _, number, said
from dashboard.yardsticks import yardsticks
from layers.assess.health import (
    RECEPTORS,
    Fixed,
    MonteCarlo,
    ParameterSet,
    Receptor,
    assess_health,
    simulate_risk,
)
from layers.assess.indices import Samples

DRAWS, SEED = 10_000, 1
SHOWN_PERCENTILES = (50.0, 90.0, 95.0)
SOIL_UNIT = "mg/kg"


class NotPositiveError(ValueError):
    """A parameter that is no positive number; the message is its key."""


def risk_fold(atlas: Atlas, asked: Asked) -> Component:
    """Return the folded fields of the health risk with its answer."""
    sets = yardsticks(atlas).health.sets
    offered = [Option(key, label_of(one.row)) for key, one in sets.items()]
    name, title = offered[0].value, _("Numbers of")
    fields = [
        only_when(
            element("Div", exposure_fields(atlas, key), className="exposure-form"),
            "set",
            (key,),
            name,
        )
        for key in sets
    ]
    return html.Details(
        [
            html.Summary(html.Span(_("Health risk: change the exposure"))),
            kept(
                "exposure", [group(title, [segments("set", title, offered, name, FORM)]), *fields]
            ),
            html.Div(risk_answer(atlas, asked, name, {}), id="m-risk", **{"aria-live": "polite"}),
        ],
        className="fold risk-fold",
        id="health-example",
    )


def exposure_fields(atlas: Atlas, name: str) -> list[Element]:
    """Return a box for every exposure parameter of a set that holds for all metals."""
    health = yardsticks(atlas).health
    receptors = {"child": _("child"), "adult": _("adult"), "both": ""}
    fields = []
    for (parameter, receptor, analyte), row in health.parameter_set(name).exposure.items():
        if analyte:
            continue
        unit = "" if row.unit == "1" else said(row.unit)
        label = label_of(health.parameters[parameter])
        words = ", ".join(part for part in (label, receptors[receptor], unit) if part)
        key = f"{name} {parameter} {receptor}"
        fields.append(box(key, words, _typed(row.value), FORM, inputMode="decimal", maxLength=16))
    return fields


def exposure_of(values: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return what stands in the boxes of a parameter set, by ``parameter receptor``."""
    return {
        key.removeprefix(f"{name} "): text
        for key, text in values.items()
        if key.startswith(f"{name} ") and isinstance(text, str)
    }


def _typed(value: float) -> str:
    """Write a number as one types it."""
    return f"{value:g}".replace("e+0", "e")


def risk_answer(
    atlas: Atlas, asked: Asked, name: str, texts: Mapping[str, str | None]
) -> list[Element]:
    """Return the risk of the value in the form.

    Parameters
    ----------
    atlas, asked
        The data and the form.
    name
        Parameter set.
    texts
        What stands in the boxes, by ``parameter receptor``.
    """
    sticks = yardsticks(atlas)
    if asked.medium != "soil":
        return [paragraph(_("Only contact with soil is estimated."))]
    try:
        sample = read_request(asked.body(), sticks, words_of(sticks))
        parameters = changed(sticks.health.parameter_set(name), texts)
    except BadRequestError:
        return [paragraph(_("The value above cannot be read."))]
    except NotPositiveError as error:
        wrong = _("{parameter} must be a number above zero.", parameter=str(error))
        return [paragraph(wrong, className="form-error", role="alert")]
    reading = sample.readings[0]
    concentration = float(atlas.registry.convert([reading.value], reading.unit, SOIL_UNIT)[0])
    return _risk(atlas, reading.analyte, (reading.censoring, concentration), parameters)


def changed(parameters: ParameterSet, texts: Mapping[str, str | None]) -> ParameterSet:
    """Return the set with the numbers of the boxes that differ from its own.

    Raises
    ------
    NotPositiveError
        Names the parameter that is no positive number.
    """
    changes: dict[tuple[str, Receptor], float] = {}
    for key, text in texts.items():
        parameter, _space, receptor = key.partition(" ")
        row = parameters.exposure.get((parameter, receptor, ""))
        value = number_of(text or "")
        if row is None:
            continue
        if not isinstance(value, float) or not 0 < value < float("inf"):
            raise NotPositiveError(parameter)
        if not math.isclose(value, row.value, rel_tol=1e-6):
            who = RECEPTORS if receptor == "both" else (receptor,)
            changes |= {(parameter, one): value for one in who}  # type: ignore[misc]
    return parameters.with_changes(exposure=changes) if changes else parameters


def _risk(
    atlas: Atlas, analyte: str, found: tuple[str, float], parameters: ParameterSet
) -> list[Element]:
    sign, concentration = found
    registry = yardsticks(atlas).health
    samples = Samples.single({analyte: f"{sign}{concentration!r}"}, SOIL_UNIT)
    risk = assess_health(samples, parameters, registry)
    totals = {row["receptor"]: row for row in risk.totals().to_dict("records")}
    simulated = {
        receptor: simulate_risk(
            {analyte: Fixed(concentration)}, parameters, receptor, n=DRAWS, seed=SEED,
            percentiles=SHOWN_PERCENTILES,
        )
        for receptor in RECEPTORS
    }  # fmt: skip
    told = {one.text: one for part in (risk, *simulated.values()) for one in part.notices}
    notes = [notice_words(asdict(one)) for one in told.values()]
    return [
        table(_("Hazard index and cancer risk"), _headings(), _rows(totals, simulated, sign)),
        paragraph(
            element(
                "Small",
                _(
                    "{count} draws with seed {seed}: the same numbers give the same table. What "
                    "you change stays fixed at your number.",
                    count=number(DRAWS),
                    seed=SEED,
                ),
            )
        ),
        bullets(notes, className="answer-notes"),
    ]


def _headings() -> list[str]:
    return [
        _("Quantity"),
        _("With these numbers"),
        _("Half of people up to"),
        _("9 in 10 up to"),
        _("19 in 20 up to"),
        _("Share above what is accepted"),
    ]


def _rows(
    totals: Mapping[str, Any], simulated: Mapping[Receptor, MonteCarlo], sign: str
) -> Iterable[list[Any]]:
    people = {"child": _("child"), "adult": _("adult")}
    for total in ("HI", "CR"):
        for receptor, drawn in simulated.items():
            if total not in drawn.percentiles.index:
                continue
            row = drawn.percentiles.loc[total]
            shares = [_short(row[f"p{one:g}"], sign) for one in SHOWN_PERCENTILES]
            yield [
                f"{total}, {people[receptor]}",
                _short(totals[receptor][total], sign),
                *shares,
                f"{number(100 * row['share_above'], significant=2)}\u2009%",
            ]


def _short(value: float, sign: str) -> str:
    return sign + amount(float(f"{value:.2g}"))
