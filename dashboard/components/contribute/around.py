"""What stands round the file: the table to fill in, what is kept, and giving data for good."""

from dashboard.components.cells import Element, element
from dashboard.components.icon import icon
from dashboard.i18n import _, current_language
from dashboard.state import carried
from layers.model import Selection


def kept() -> Element:
    """Return the notice of what this tab keeps; the script fills and shows it."""
    return element(
        "Aside",
        [
            element("P", "", id="own-kept-words",
                    **{"data-word-kept": _("In this tab: {file}, {count} values.",
                                           file="{file}", count="{count}")}),
            element("Button", _("Remove my data"), type="button", id="own-remove",
                    className="button"),
        ],
        id="own-kept",
        className="own-kept",
        hidden=True,
        **{"aria-label": _("My data")},
    )  # fmt: skip


def template() -> list[Element]:
    """Return the section with the empty table."""
    language = current_language()
    links = [
        element(
            "A", [icon("download"), element("Span", text)], className="button",
            href=f"/template.{ending}?lang={language}",
        )
        for ending, text in (
            ("xlsx", _("Empty table with explanations (XLSX)")),
            ("csv", _("Headings only (CSV)")),
        )
    ]  # fmt: skip
    return [
        element(
            "P",
            _(
                "Any table will do whose headings name what was measured and its unit, such as "
                "{example}. One row a sample, with its position, date and what was sampled.",
                example="Cu [mg/kg]",
            ),
        ),
        element("P", links, className="contribute-buttons"),
    ]


def giving(selection: Selection) -> list[Element]:
    """Return the section on data that are to stay in the atlas."""
    return [
        element(
            "P",
            _(
                "This page keeps nothing. To have your measurements in the published atlas, send "
                "the table to the curator of the atlas at your partner of the network. The "
                "curator imports it with the same checks as this page, and sends you the report."
            ),
        ),
        element("P", _("What we ask of you:")),
        element(
            "Ul",
            [
                element("Li", text)
                for text in (
                    _("who measured, when, by which method, and the detection limits"),
                    _("a licence under which others may use the data, such as CC BY 4.0"),
                    _("whether it must wait: an import can be held back until a day that you name"),
                    _(
                        "how exactly places may be shown: a household’s point can be published "
                        "as its square kilometre or its village; the exact point is then not kept"
                    ),
                )
            ],
        ),
        element(
            "P",
            [_("The curator’s command:"), " ", element("Code", COMMAND)],
        ),
        element(
            "P",
            element("A", _("How values are judged"), href=f"/methods{carried(selection)}"),
        ),
    ]


COMMAND = "python -m layers import table.xlsx --to data --source YOUR-LAB-2026"
