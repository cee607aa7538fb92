"""How is a number judged? Every limit, formula and class, with its source and its proof."""

from functools import lru_cache
from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from dashboard.components.cells import Element
from dashboard.components.controls import form
from dashboard.components.frame import shell
from dashboard.components.kept import kept
from dashboard.components.methods import example, risk_example
from dashboard.components.methods.health import health_parts
from dashboard.components.methods.indices import index_parts
from dashboard.components.methods.limit_tables import limit_folds, limits_intro
from dashboard.components.methods.measures import statistics_parts, unit_parts
from dashboard.components.methods.parts import section
from dashboard.components.methods.rules import rules_parts
from dashboard.components.methods.scarcity import scarcity_parts
from dashboard.components.methods.service import service_parts
from dashboard.components.methods.unchecked import count_sentence, unchecked_parts
from dashboard.http.updates import object_of
from dashboard.i18n import _, current_language
from dashboard.yardsticks import yardsticks
from layers.model import Selection


def layout(atlas: Atlas, selection: Selection) -> Component:
    """Return the page."""
    asked = example.example_of(atlas, selection)
    return shell(
        "/methods",
        selection,
        atlas,
        [
            html.Div(
                [
                    html.H1(_("How is a number judged?")),
                    html.P(
                        _(
                            "A measured amount is held against the limits of Romanian and Serbian "
                            "law. The verdict is the law's own word; how many times the limit it "
                            "is, and how well the limit itself is known, stand beside it."
                        ),
                        className="lead",
                    ),
                    html.P(count_sentence(atlas)),
                    _contents(),
                    html.Section(
                        [
                            html.H2(_("Try it")),
                            example.heading(),
                            form(
                                [
                                    example.form_fields(atlas, asked),
                                    example.answer_box(atlas, asked),
                                    risk_example.risk_fold(atlas, asked),
                                ],
                                example.FORM,
                                "m-asked",
                            ),
                            dcc.Store(id="m-asked"),
                        ],
                        id="example",
                    ),
                    kept("reference", reference(atlas, current_language())),
                ],
                className="reading methods",
            )
        ],
    )


def titles() -> dict[str, str]:
    """Heading of every part, by its address."""
    return {
        "example": _("Try it"),
        "rules": _("The rules"),
        "unchecked": _("What is unchecked"),
        "limits": _("Every limit"),
        "indices": _("Pollution indices"),
        "health": _("Health risk"),
        "low-end": _("Too little"),
        "units": _("Units"),
        "statistics": _("Values below detection"),
        "api": _("For programs"),
    }


def _contents() -> Component:
    links = [html.Li(html.A(name, href=f"#{key}")) for key, name in titles().items()]
    return html.Nav(html.Ul(links), className="contents", **{"aria-label": _("On this page")})


@lru_cache(maxsize=8)
def reference(atlas: Atlas, language: str) -> tuple[Element, ...]:
    """Return all that does not depend on the reader's choices, made once a language."""
    sticks, names = yardsticks(atlas), titles()
    parts: dict[str, list[Any]] = {
        "rules": rules_parts(atlas),
        "unchecked": unchecked_parts(atlas, sticks),
        "limits": [*limits_intro(), *limit_folds(atlas)],
        "indices": index_parts(atlas, sticks),
        "health": health_parts(atlas, sticks),
        "low-end": scarcity_parts(atlas, sticks),
        "units": unit_parts(atlas),
        "statistics": statistics_parts(),
        "api": service_parts(),
    }
    return tuple(section(key, names[key], body) for key, body in parts.items())


def register(app: Dash, atlases: Atlases) -> None:
    """Wire the form to its answer."""
    atlas = atlases.named("published")

    @app.callback(
        Output("m-answer", "children"),
        Output("m-risk", "children"),
        Input("m-asked", "data"),
        prevent_initial_call=True,
    )
    def answer(sent: object) -> tuple[list[Element], list[Element]]:
        values = object_of(sent, "m-asked")
        asked = example.Asked.from_form(values)
        name = str(values.get("set", ""))
        if name not in yardsticks(atlas).health.sets:
            raise PreventUpdate
        boxes = risk_example.exposure_of(values, name)
        risk = risk_example.risk_answer(atlas, asked, name, boxes)
        return example.answer(atlas, asked), risk
