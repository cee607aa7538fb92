"""Where the file goes: a form that works without JavaScript, and a drop zone with it."""

from collections.abc import Mapping, Sequence

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.i18n import _, sort_key
from dashboard.own.words import intake_words, measured_units
from dashboard.state import carried
from layers.intake.read import FORMATS
from layers.model import Selection

PATH = "/contribute"
FORM = "contribute-form"
ACCEPTED = ",".join((*FORMATS, ".yaml", ".yml"))
RESULT = "contribute-result"

Options = Sequence[tuple[str, str]]


def form(
    atlas: Atlas, selection: Selection, settings: Mapping[str, str], *, asked: bool = False
) -> Element:
    """Return the form: the file, what holds for all its rows, and the button.

    Parameters
    ----------
    settings
        What is chosen for all rows, by name.
    asked
        Whether something of it must be chosen before the file can be read.
    """
    return element(
        "Form",
        [
            _drop_zone(),
            _settings(atlas, settings, asked),
            element(
                "P",
                element("Button", _("Read and check"), type="submit", className="button primary"),
                className="contribute-go",
            ),
            _progress(),
        ],
        id=FORM,
        method="post",
        action=f"{PATH}{carried(selection)}#{RESULT}",
        encType="multipart/form-data",
        **_messages(),
    )


def _drop_zone() -> Element:
    return element(
        "Div",
        [
            element("Label", _("Your table"), htmlFor="contribute-file", className="drop-title"),
            _file_choice(),
            element(
                "P",
                _("Or drop it anywhere on this page, or paste copied cells."),
                className="needs-script",
                hidden=True,
            ),
            element(
                "P",
                _(
                    "CSV, XLSX, GeoJSON or GeoPackage, up to 10 MB and 100,000 values. A mapping "
                    "(YAML) of an earlier file may come along."
                ),
                id="contribute-formats",
                className="contribute-small",
            ),
            element("P", "", id="contribute-chosen", className="contribute-chosen", role="status"),
        ],
        className="drop-zone",
        id="contribute-drop",
    )  # fmt: skip


def _file_choice() -> Element:
    """Return the field for the file; its own button speaks the browser's language, ours covers it.

    Without the script the browser's own is shown: it alone then says which file was chosen.
    """
    return element(
        "Div",
        [
            element("Span", _("Choose a file"), className="button needs-script", hidden=True,
                    **{"aria-hidden": "true"}),
            element(
                "Input", None, type="file", id="contribute-file", name="file", multiple=True,
                accept=ACCEPTED, **{"aria-describedby": "contribute-formats"},
            ),
        ],
        className="file-choice",
    )  # fmt: skip


def _settings(atlas: Atlas, settings: Mapping[str, str], asked: bool) -> Element:
    words = intake_words(atlas)
    systems = [(system.label, system.label) for system in words.systems]
    media = [(key, atlas.medium_name(key)) for key in words.registry.media["medium"]]
    units = [(unit, unit) for unit in measured_units(atlas)]
    of_the_file = ("", _("as the table says"))
    fields = [
        ("medium", _("What was sampled"), sorted(media, key=lambda one: sort_key(one[1]))),
        ("unit", _("Unit"), units),
        ("coordinates", _("Coordinate system"), [("EPSG:4326", "WGS 84 (EPSG:4326)"), *systems]),
        ("comma", _("A comma in numbers"), [
            ("decimal", _("is the decimal sign")), ("thousands", _("divides thousands")),
        ]),
        ("dates", _("Dates such as 3/4/2024"), [
            ("day_first", _("have the day first")), ("month_first", _("have the month first")),
        ]),
        ("zero", _("A value of 0"), [
            ("below_limit", _("is below the detection limit")), ("missing", _("was not measured")),
            ("value", _("was measured as 0")),
        ]),
    ]  # fmt: skip
    return element(
        "Details",
        [
            element("Summary", _("What holds for all rows")),
            element(
                "Div",
                [
                    select(name, label, [of_the_file, *options], settings.get(name, ""))
                    for name, label, options in fields
                ],
                className="contribute-fields",
            ),
        ],
        open=asked,
        id="contribute-settings",
    )


def select(
    name: str,
    label: str,
    options: Options,
    chosen: str,
    *,
    hidden_label: bool = False,
    disabled: bool = False,
) -> Element:
    """Return a labelled native select that belongs to the form, wherever it stands."""
    return element(
        "Label",
        [
            element("Span", label, className="visually-hidden" if hidden_label else None),
            element(
                "Select",
                [
                    element("Option", text, value=value, selected=value == chosen)
                    for value, text in options
                ],
                name=name,
                form=FORM,
                disabled=disabled,
            ),
        ],
        className="contribute-select",
    )


def _progress() -> Element:
    """Return the stages of the work; the script shows them."""
    stages = {
        "sending": _("Sending"),
        "reading": _("Reading"),
        "recognising": _("Recognising columns"),
        "checking": _("Checking"),
        "judging": _("Judging"),
    }
    return element(
        "Div",
        [
            element("Ol", [element("Li", text, **{"data-stage": key}) for key, text in
                           stages.items()]),
            element("Progress", "", id="contribute-sent", max="1", value="0",
                    **{"aria-label": stages["sending"]}),
            element("Button", _("Cancel"), type="button", id="contribute-cancel",
                    className="button"),
            element("P", "", id="contribute-status", role="status"),
        ],
        id="contribute-progress",
        className="contribute-progress",
        hidden=True,
    )  # fmt: skip


def _messages() -> dict[str, str]:
    """Return what the script says to the reader, by the attribute that carries it."""
    return {
        "data-word-cancelled": _("Cancelled. Nothing was kept."),
        "data-word-failed": _("The server did not answer. Your file was not kept; try again."),
        "data-word-busy": _("Many files are being read at this moment. Try again in a minute."),
        "data-word-large": _("The file is larger than 10 MB. Divide it, for example by year."),
        "data-word-nothing": _("Choose a file first."),
        "data-word-pasted": _("pasted cells"),
        "data-word-chosen": _("Chosen: {name}", name="{name}"),
        "data-word-full": _(
            "These data are too many for the browser’s session: they stay on this page, and are "
            "not on the map."
        ),
        "data-word-preparing": _("The file is being prepared …"),
        "data-word-done": _("Done. The result stands below."),
        "data-word-removed": _("Your data were removed from this browser."),
    }
