"""What each column was taken for, to be confirmed or changed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.contribute.form import FORM, Options, select
from dashboard.i18n import _, listed, ngettext, sort_key
from dashboard.own.upload import MEASURED
from dashboard.own.words import intake_words, measured_units, role_name

NOT_COLUMNS = frozenset(("how_to_fill",))
LIMIT = "limit"

Seen = Mapping[str, Any]


def columns(atlas: Atlas, seen: Seen) -> list[Element]:
    """Return the section with one row a column, and the buttons that read the file again."""
    if not seen["columns"]:
        return []
    roles, analytes, units = _roles(atlas), _analytes(atlas), _units(atlas)
    heads = (_("Heading"), _("Taken for"), _("Why"), _("First cells"))
    rows = [
        _row(at, column, atlas, roles, analytes, units) for at, column in enumerate(seen["columns"])
    ]
    table = element(
        "Table",
        [
            element("Caption", _("What the columns were taken for"), className="visually-hidden"),
            element("Thead", element("Tr", [element("Th", head, scope="col") for head in heads])),
            element("Tbody", rows),
        ],
        className="contribute-table stacks",
    )
    return [
        element("H3", _("What the columns were taken for"), id="contribute-columns"),
        element(
            "P",
            _(
                "Change what is wrong, and read the file again. Where JavaScript is off, choose "
                "the file again first: it was not kept."
            ),
        ),
        _scroll(table, _("What the columns were taken for")),
        *_more(int(seen["more_columns"])),
        _measured(analytes, units),
        _again(seen),
    ]


def _measured(analytes: Options, units: Options) -> Element:
    """Return what the script asks of a column as soon as it is told to be measured."""
    asked = [
        select(name, label, options, "", hidden_label=True, disabled=True)
        for name, label, options in (("a", _("Analyte"), analytes), ("u", _("Unit"), units))
    ]
    return element("Div", asked, id="contribute-measured", hidden=True)


def _scroll(table: Element, name: str) -> Element:
    return element(
        "Div", table, className="contribute-scroll", role="region", tabIndex="0",
        **{"aria-label": name},
    )  # fmt: skip


def _more(count: int) -> list[Element]:
    if not count:
        return []
    text = ngettext(
        "and {count} more column, read as recognised",
        "and {count} more columns, read as recognised",
        count,
    )
    return [element("P", text, className="contribute-small")]


def _row(
    at: int, column: Seen, atlas: Atlas, roles: Options, analytes: Options, units: Options
) -> Element:
    chosen, unit = str(column["role"]), str(column["unit"])
    known = [role for role in roles if role[0] != LIMIT or column["analyte"]]
    offered = _with(known, chosen, role_name(intake_words(atlas), chosen))
    heading = str(column["heading"])
    parts = [
        *_hidden(at, column),
        select(f"r{at}", _("Taken for"), offered, chosen, hidden_label=True),
    ]
    if chosen == MEASURED:
        parts += [
            select(f"a{at}", _("Analyte"), analytes, str(column["analyte"]), hidden_label=True),
            select(f"u{at}", _("Unit"), _with(units, unit, unit), unit, hidden_label=True),
            *_said_besides(atlas, column),
        ]
    samples = [element("Code", text, lang="") for text in column["samples"]]
    return element(
        "Tr",
        [
            element("Th", heading or "–", scope="row", lang=""),
            element("Td", parts, **{"data-label": _("Taken for")}),
            element("Td", why(atlas, column), **{"data-label": _("Why")}),
            element("Td", samples, className="samples", **{"data-label": _("First cells")}),
        ],
        className="" if chosen else "is-unread",
    )


def _said_besides(atlas: Atlas, column: Seen) -> list[Element]:
    """Return what else a heading says of its values: wet or dry mass, mean or maximum."""
    terms = [atlas.term(name, column[name]) for name in ("fraction", "statistic") if column[name]]
    return [element("P", listed(terms), className="contribute-small")] if terms else []


def _with(options: Options, chosen: str, name: str) -> Options:
    """Return the options with what is chosen among them: a form must not change it unasked."""
    known = {value for value, _name in options}
    return options if chosen in known else [*options, (chosen, name)]


def _hidden(at: int, column: Seen) -> list[Element]:
    was = "|".join(str(column[name]) for name in ("role", "analyte", "unit"))
    return [
        element("Input", None, type="hidden", name=f"{key}{at}", value=value, form=FORM)
        for key, value in (("h", str(column["heading"])), ("w", was))
    ]


def why(atlas: Atlas, column: Seen) -> str:
    """Say why a column was taken for what it is."""
    if column["why"] == "measured":
        return _("The heading names {analyte} and its unit.", analyte=_measurand(atlas, column))
    if column["why"] == "no_unit":
        return _("The heading names {analyte}, but no unit: choose it.",
                 analyte=_measurand(atlas, column))  # fmt: skip
    return {
        "said": _("You or the mapping said so."),
        "counts": _("It only counts the rows."),
        "heading": _("The heading is known."),
        "": _("Nobody here knows this heading: choose what it is, or leave it out."),
    }[column["why"]]


def _measurand(atlas: Atlas, column: Seen) -> str:
    name = atlas.analyte_name(str(column["analyte"]))
    oxide = str(column["oxide"])
    return _("{analyte} as {oxide}", analyte=name, oxide=oxide) if oxide else name


def _roles(atlas: Atlas) -> Options:
    rows = [str(role) for role in intake_words(atlas).headings["role"] if role not in NOT_COLUMNS]
    named = sorted(
        ((role, role_name(intake_words(atlas), role)) for role in rows),
        key=lambda r: sort_key(r[1]),
    )
    return [
        ("", _("not read")),
        (MEASURED, _("measured values of …")),
        (LIMIT, _("detection limits of …")),
        *named,
    ]


def _analytes(atlas: Atlas) -> Options:
    table = intake_words(atlas).registry.analytes.sort_values("priority")
    return [("", _("which analyte?")), *((key, atlas.analyte_name(key)) for key in
                                         table["analyte"])]  # fmt: skip


def _units(atlas: Atlas) -> Options:
    return [("", _("which unit?")), *((unit, unit) for unit in measured_units(atlas))]


def _again(seen: Seen) -> Element:
    """Return the buttons: read again, keep the mapping, the marked copy, the sound rows."""
    name = str(seen["file"]).rpartition(".")[0] or "table"
    yaml = quote(str(seen["mapping"]))
    buttons = [
        element("Button", _("Read again with these columns"), type="submit", form=FORM,
                className="button primary"),
        element("A", _("Save the mapping (YAML)"), className="button",
                href=f"data:application/yaml;charset=utf-8,{yaml}",
                **{"download": f"{name}.mapping.yaml"}),
    ]  # fmt: skip
    return element(
        "Div",
        [
            element("Input", None, type="hidden", name="mapping", value=seen["mapping"], form=FORM),
            element(
                "Label",
                [
                    element("Span", _("Whose tables are these? (name of the mapping)")),
                    element("Input", None, type="text", name="title", value=seen["title"],
                            form=FORM, maxLength="120"),
                ],
                className="contribute-select",
            ),
            element("P", buttons, className="contribute-buttons"),
            element(
                "P",
                _(
                    "Drop the mapping together with the next file of that laboratory: it is then "
                    "read without a click."
                ),
                className="contribute-small",
            ),
        ],
        className="contribute-again",
    )  # fmt: skip
