"""I have a laboratory result: the form, and what the values mean by both laws."""

from collections.abc import Sequence
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.place import picture, verdict
from dashboard.i18n import _, ngettext, number, sort_key, with_unit
from dashboard.place_question import PATH, PlaceQuestion
from dashboard.place_results import MEDIA, GivenResults, typed_again
from dashboard.state import carried
from layers.model import Selection
from layers.place import LabValue, OwnResult

ROWS = 3
UNITS = ("mg/kg", "µg/kg", "%", "mg/L", "µg/L", "pH")
ASKED_FIRST = ("As", "Pb", "Cd")


def form(
    atlas: Atlas, selection: Selection, question: PlaceQuestion, given: GivenResults, medium: str
) -> Element:
    """Return the form; it is posted, so that no number stands in an address or a log."""
    tested = given.medium if given.any else medium
    known = [one for one in given.values if one.medium == tested]
    return element(
        "Form",
        [
            *_hidden(question),
            element(
                "P",
                _(
                    "Your numbers are judged and forgotten: they are stored nowhere, and stand in "
                    "no address."
                ),
                className="place-proof",
            ),
            *_where(question),
            _media(atlas, tested),
            element(
                "Fieldset",
                [
                    element("Legend", _("What did the laboratory find?")),
                    *[_row(atlas, at, known) for at in range(max(ROWS, len(known)))],
                ],
                className="place-rows",
            ),
            _more(),
            element("Button", _("What does it mean?"), type="submit", className="button primary"),
        ],
        id="place-result-form",
        method="post",
        action=f"{PATH}{carried(selection)}#place-result",
        encType="multipart/form-data",
    )


def _where(question: PlaceQuestion) -> list[Element]:
    """Return the field for the place, where none is chosen: it decides whose law applies."""
    if question.at is not None:
        return []
    return [
        element("Label", _("Where is it from? Village or town"), htmlFor="place-result-q"),
        element(
            "Input", None, id="place-result-q", name="q", type="search", value=question.text,
            autoComplete="off", spellCheck="false", maxLength="200",
        ),
    ]  # fmt: skip


def _hidden(question: PlaceQuestion) -> list[Element]:
    values = {
        "use": question.use,
        "place": question.place_id,
        "at": f"{question.at[0]:.3f},{question.at[1]:.3f}" if question.at else "",
    }
    return [
        element("Input", None, type="hidden", name=name, value=value)
        for name, value in values.items()
        if value
    ]


def _media(atlas: Atlas, chosen: str) -> Element:
    options = [
        element(
            "Label",
            [
                element(
                    "Input", None, type="radio", name="result_medium", value=medium,
                    checked=medium == chosen,
                ),
                element("Span", atlas.medium_name(medium)),
            ],
        )
        for medium in MEDIA
    ]  # fmt: skip
    return element(
        "Fieldset",
        [
            element("Legend", _("What was tested?")),
            element("Div", options, className="place-chips"),
        ],
    )


def _row(atlas: Atlas, at: int, given: Sequence[LabValue]) -> Element:
    known = given[at] if at < len(given) else None
    metal = known.analyte if known else ASKED_FIRST[at % len(ASKED_FIRST)]
    value = f"{known.censoring}{typed_again(known.value)}" if known else ""
    unit = known.unit if known else UNITS[0]
    units = UNITS if unit in UNITS else (*UNITS, unit)
    return element(
        "Div",
        [
            element(
                "Label",
                [
                    element("Span", _("Metal"), className="visually-hidden"),
                    element("Select", _metals(atlas, metal), name="metal"),
                ],
            ),
            element(
                "Label",
                [
                    element("Span", _("Value"), className="visually-hidden"),
                    element(
                        "Input", None, type="text", name="value", value=value,
                        inputMode="decimal", autoComplete="off", maxLength="20", placeholder="–",
                    ),
                ],
            ),
            element(
                "Label",
                [
                    element("Span", _("Unit"), className="visually-hidden"),
                    element(
                        "Select",
                        [
                            element("Option", one, value=one, selected=one == unit)
                            for one in units
                        ],
                        name="unit",
                    ),
                ],
            ),
        ],
        className="place-row",
    )  # fmt: skip


def _metals(atlas: Atlas, chosen: str) -> list[Element]:
    table = atlas.registry.analytes
    kinds = ("metal", "metalloid", "nonmetal", "physicochemical")
    keys = table[table["kind"].isin(kinds)].sort_values("priority")["analyte"].tolist()
    named = sorted(
        ((atlas.analyte_name(key), key) for key in keys), key=lambda one: sort_key(one[0])
    )
    return [element("Option", name, value=key, selected=key == chosen) for name, key in named]


def _more() -> Element:
    return element(
        "Details",
        [
            element("Summary", _("Paste many values, or choose the laboratory’s sheet")),
            element("Label", _("One value a line"), htmlFor="place-paste"),
            element(
                "Textarea", "", id="place-paste", name="paste", rows="5", spellCheck="false",
                placeholder="Cu 150 mg/kg\nPb <5 mg/kg\npH 6,5",
            ),
            element("Label", _("CSV or Excel sheet"), htmlFor="place-sheet"),
            element(
                "Input", None, id="place-sheet", name="sheet", type="file",
                accept=".csv,.txt,.xlsx",
            ),
        ],
        className="place-fold",
    )  # fmt: skip


def faults(given: GivenResults) -> list[Any]:
    """Return what was not understood, one sentence each."""
    if not given.faults:
        return []
    items = [element("Li", fault) for fault in given.faults]
    return [
        element(
            "Div",
            [element("P", _("Not everything could be judged:")), element("Ul", items)],
            className="place-faults",
            role="alert",
        )
    ]


def judged(atlas: Atlas, own: tuple[OwnResult, ...], land_use: str) -> list[Any]:
    """Return what every result means, its picture, and how it compares with the region."""
    return [
        element(
            "Section",
            [
                element("H3", _title(atlas, one, own)),
                *_one(atlas, one, land_use),
            ],
            className="place-own",
        )
        for one in own
    ]


def judged_nowhere(atlas: Atlas, own: Sequence[tuple[OwnResult, ...]], land_use: str) -> list[Any]:
    """Return what each country's law says of every result; none is the law of the place.

    Parameters
    ----------
    atlas
        For the words of the registries.
    own
        One result a row, judged as in each country.
    land_use
        For Romanian law.
    """
    if not own:
        return []
    first = [results[0] for results in own]
    ask = _(
        "You have not said where this is from, so it is not known whose law applies. Below is what "
        "each law says. Write the place into the form to read what applies there and what to do."
    )
    return [
        element("P", ask, className="place-faults", role="status"),
        *(
            element(
                "Section",
                [
                    element("H3", _title(atlas, one, first)),
                    verdict.laws(
                        atlas,
                        [pair for each in results for pair in verdict.by_law(each.judged)[:-1]],
                        amount(one),
                    ),
                    picture.picture(atlas, one, land_use),
                    element("P", compared(one)),
                ],
                className="place-own",
            )
            for one, results in zip(first, own, strict=True)
        ),
    ]


def _title(atlas: Atlas, result: OwnResult, own: Sequence[OwnResult]) -> str:
    """Name a result; what was tested too where not all are of the same."""
    metal, shown = atlas.analyte_name(result.analyte), amount(result)
    if len({one.medium for one in own}) == 1:
        return _("{metal}: {value}", metal=metal, value=shown)
    return _(
        "{metal}, {medium}: {value}",
        metal=metal,
        medium=atlas.medium_name(result.medium),
        value=shown,
    )


def amount(result: OwnResult) -> str:
    """Value of a result as the person gave it."""
    return f"{result.censoring}{with_unit(result.value, result.unit)}"


def _one(atlas: Atlas, result: OwnResult, land_use: str) -> list[Any]:
    shown = amount(result)
    return [
        element(
            "P",
            [
                verdict.badge(atlas, result.judged.shown, large=True),
                element("Span", verdict.explained_here(atlas, result.judged, shown)),
            ],
            className="place-verdict",
        ),
        picture.picture(atlas, result, land_use),
        element("P", compared(result)),
        element(
            "Details",
            [
                element("Summary", _("What the two countries’ laws say")),
                verdict.both_laws(atlas, result.judged, shown),
            ],
            className="place-fold",
        ),
    ]


def compared(result: OwnResult) -> str:
    """Say how a result compares with the single samples of the region."""
    if result.compared is None:
        return _(
            "It cannot be compared with the region: too few single samples of it are published "
            "({count}).",
            count=number(result.samples),
        )
    return ngettext(
        "Of {count} single sample published for the region, {share} % are lower.",
        "Of {count} single samples published for the region, {share} % are lower.",
        result.samples,
        share=number(round(result.compared * 100)),
    )
