"""Where do you live? A form that works without JavaScript, and better with it."""

from collections.abc import Sequence
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components import words
from dashboard.components.cells import Element, element
from dashboard.components.icon import icon
from dashboard.i18n import _, current, current_language, in_script
from dashboard.place_question import PATH, PlaceQuestion
from layers.advice import AdviceBook
from layers.model import Selection
from layers.space.gazetteer import Gazetteer
from layers.space.places import Place

POSITION_M = 100
"""How far a position is rounded: a thousandth of a degree."""


def use_name(book: AdviceBook, use: str) -> str:
    """Name of a use of land, in the reader's language."""
    return in_script(str(getattr(book.uses[use], f"label_{current().labels}")))


def detail(atlas: Atlas, place: Place, gazetteer: Gazetteer) -> str:
    """Say where a place lies, so that places of one name can be told apart."""
    language = current_language()
    country = atlas.term("country", place.country)
    town = gazetteer.get(place.town_id)
    if town is None or town.place_id == place.place_id:
        return _("{district}, {country}", district=place.admin1_in(language), country=country)
    return _(
        "{district}, {country} · nearest town: {town}",
        district=place.admin1_in(language),
        country=country,
        town=town.name_in(language),
    )


def search(book: AdviceBook, selection: Selection, question: PlaceQuestion) -> Element:
    """Return the form: what for, where, or by the device's position."""
    return element(
        "Form",
        [
            *carried_along(selection),
            _uses(book, question.use),
            element("Label", _("Where? Village, town or address"), htmlFor="place-q"),
            element("Div", [typed("place", question.text), _go()], className="place-box"),
            suggested("place"),
            element("P", "", id="place-status", role="status", className="place-status"),
            _device(),
        ],
        id="place-form",
        method="get",
        action=PATH,
        role="search",
        **_messages(),
    )  # fmt: skip


def carried_along(selection: Selection) -> list[Element]:
    """Return what a form carries along unseen: language and package."""
    kept = {"lang": selection.language, "dataset": selection.dataset}
    if kept["dataset"] == Selection().dataset:
        del kept["dataset"]
    return [
        element("Input", None, type="hidden", name=name, value=value)
        for name, value in kept.items()
        if value
    ]


def _uses(book: AdviceBook, chosen: str) -> Element:
    options = [
        element(
            "Label",
            [
                element("Input", None, type="radio", name="use", value=use, checked=use == chosen),
                element("Span", use_name(book, use)),
            ],
        )
        for use in book.uses
    ]
    return element(
        "Fieldset",
        [
            element("Legend", _("What is it about?")),
            element("Div", options, className="place-chips"),
        ],
    )


def typed(form: str, text: str) -> Element:
    """Return the line to type a place into; `form` begins the ids of its parts."""
    return element(
        "Input",
        None,
        id=f"{form}-q",
        name="q",
        type="search",
        value=text,
        autoComplete="off",
        spellCheck="false",
        enterKeyHint="search",
        maxLength="200",
        role="combobox",
        **{
            "aria-expanded": "false",
            "aria-controls": f"{form}-list",
            "aria-autocomplete": "list",
        },
    )


def suggested(form: str) -> Element:
    """Return the list that suggestions go into."""
    return element(
        "Ul", None, id=f"{form}-list", role="listbox", hidden=True, className="place-list",
        **{"aria-label": _("Places")},
    )  # fmt: skip


def _go() -> Element:
    return element("Button", _("Show"), type="submit", className="button primary")


def _device() -> Element:
    """Return the offer to use the device's position; only a script can."""
    button = element(
        "Button",
        [icon("locate"), element("Span", _("Use my position"))],
        type="button",
        className="button",
        id="place-locate",
    )
    said = element(
        "Small",
        _(
            "Your device’s position is rounded to about {distance} before it leaves the device, is "
            "used for this answer only, and is not stored.",
            distance=words.distance(POSITION_M),
        ),
    )
    return element("P", [button, said], className="place-device", hidden=True)


def _messages() -> dict[str, str]:
    """Texts that the page's script shows."""
    return {
        **suggestion_messages(),
        "data-asking": _("Asking your device for its position …"),
        "data-denied": _(
            "Your device did not give its position. That is fine: type your village instead."
        ),
        "data-unavailable": _(
            "Your device does not know where it is just now. Type your village instead."
        ),
        "data-timeout": _("Your device took too long. Type your village instead, or try again."),
        "data-offline": offline(),
        "data-copied": _(
            "The link is copied. It holds the place, to about {distance}.",
            distance=words.distance(POSITION_M),
        ),
    }


def suggestion_messages() -> dict[str, str]:
    """Texts that a script shows while a place is typed."""
    return {
        "data-none": _("No place of that name is known here. Try a larger place near it."),
        "data-found": _("Places are listed below: choose with the arrow keys and Enter."),
    }


def offline() -> str:
    """Say that the server did not answer."""
    return _("The answer did not come. Check the connection and try again.")


def results(
    atlas: Atlas,
    gazetteer: Gazetteer,
    found: Sequence[Place],
    selection: Selection,
    question: PlaceQuestion,
) -> list[Any]:
    """Return the places that a search found, as links; or that it found none."""
    if not found:
        none = _("No place of that name is known here. Try a larger place near it.")
        return [element("P", none, className="place-none", role="status")]
    language = current_language()
    items = [
        element(
            "Li",
            [
                element(
                    "A", place.name_in(language), href=question.of_place(place).link(selection)
                ),
                element("Small", detail(atlas, place, gazetteer)),
            ],
        )
        for place in found
    ]
    named = any(question.names(place) for place in found)
    asked = (
        _("Which of these do you mean?")
        if named
        else _("No place of exactly that name is known here. Did you mean:")
    )
    return [
        element("H2", asked),
        element("Ul", items, className="place-results"),
    ]
