"""Can everyone use the atlas? What was tested with what, what was not, the keys, the other ways."""

import os
import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.cells import element
from dashboard.components.frame import shell
from dashboard.components.kept import kept
from dashboard.components.methods.parts import bullets, link, paragraph, section, table
from dashboard.i18n import _, day_text
from dashboard.state import carried
from layers.model import Selection

PATH = "/accessibility"
REVIEWED = date(2026, 11, 22)
"""Day on which this page was last held against the tests that it names."""
AXE = "4.12.1"
"""Version of axe-core in the tests' package (axe-playwright-python in requirements-dev.txt)."""
CONTACT = "ATLAS_CONTACT"
"""Setting that names who takes reports of barriers: an e-mail address, or a web address."""
STANDARDS = (
    ("WCAG 2.2", "https://www.w3.org/TR/WCAG22/"),
    (
        "EN 301 549 V3.2.1",
        "https://www.etsi.org/deliver/etsi_en/301500_301599/301549/03.02.01_60/en_301549v030201p.pdf",
    ),
)


def layout(atlas: Atlas, selection: Selection) -> Component:
    """Return the page."""
    return shell(
        PATH,
        selection,
        atlas,
        [
            html.Div(
                [
                    html.H1(_("Can everyone use the atlas?")),
                    kept("statement", statement(selection)),
                ],
                className="reading statement",
            )
        ],
    )


def statement(selection: Selection) -> list[Any]:
    """Return the accessibility statement, part by part."""
    return [
        *_claim(),
        section("tested", _("What was tested"), _tested()),
        section("gaps", _("What was not tested, and known gaps"), _gaps()),
        section("keyboard", _("By keyboard"), _keys()),
        section("other-ways", _("Other ways to the same numbers"), _other_ways(selection)),
        section("barriers", _("Tell us of a barrier"), _barriers()),
    ]


def _claim() -> list[Any]:
    names = [link(name, address) for name, address in STANDARDS]
    return [
        paragraph(
            _(
                "The atlas is built to level AA of the Web Content Accessibility Guidelines (WCAG) "
                "2.2 and to the requirements for the web in the European standard EN 301 549. "
                "Automated tests find no violation on any page. People who use assistive "
                "technology have not tested it yet, so full conformance is not claimed."
            ),
            className="lead",
        ),
        paragraph(names[0], " · ", names[1]),
        paragraph(_("Last reviewed: {day}.", day=day_text(REVIEWED))),
    ]


def _tested() -> list[Any]:
    return [
        paragraph(
            _(
                "These tests run in the browser Chromium on every page, each time the code "
                "changes; a violation stops the change."
            )
        ),
        bullets(
            [
                _(
                    "The rules of axe-core {version}: all four languages, light and dark, phone "
                    "and desktop size, with everything unfolded.",
                    version=AXE,
                ),
                _(
                    "At 320 pixels of width and at 200 % zoom nothing has to be scrolled sideways, "
                    "but wide tables inside their own frame."
                ),
                _("With wider line, word and letter spacing no text is cut off."),
                _(
                    "In high contrast (forced colours) chosen controls, the focus and the symbols "
                    "can still be told apart."
                ),
                _("Where the device asks for less motion, nothing moves by itself."),
                _(
                    "Every control is reached by Tab and left again, its focus is seen and not "
                    "covered, and the first stop skips the navigation."
                ),
                _("What one presses is at least 24 pixels in size or stands far enough apart."),
                _(
                    "One main heading a page, no skipped levels, a title of its own, the page’s "
                    "language stated; quotations in another language are marked."
                ),
                _("Without JavaScript: the filters, the table and the answer for a place."),
            ]
        ),
        paragraph(
            _(
                "The PDF about a place is made to the rules of PDF/UA-1 by the typesetter, which "
                "refuses what breaks them; its tags are read by an automated test."
            )
        ),
    ]


def _gaps() -> list[Any]:
    return [
        bullets(
            [
                _(
                    "Nobody has gone through the atlas with a screen reader (NVDA, JAWS, "
                    "VoiceOver, TalkBack), a screen magnifier or speech input yet, and no person "
                    "with a disability has tested it."
                ),
                _("Firefox and Safari are not among the tested browsers."),
                _(
                    "The symbols on the map are painted: the keyboard moves the map but reaches no "
                    "single symbol, and a screen reader does not see them. Every place on the map "
                    "stands in the table, with a link to its page."
                ),
                _(
                    "Marks in a chart show their words under the pointer only. Each chart has a "
                    "description and its numbers as a table under it."
                ),
                _(
                    "Texts painted on the map and in charts do not follow the text spacing of the "
                    "reader; they grow with the zoom of the browser."
                ),
                _(
                    "In high contrast the map and the charts keep their own colours, because these "
                    "carry the verdict."
                ),
                _(
                    "Titles of publications and some remarks of the compilation are in the "
                    "language of their source."
                ),
                _("No native speaker has read the Romanian and the Serbian texts yet."),
                _(
                    "The page “How it is judged” is long and written for specialists; My place "
                    "says the same in plain words."
                ),
                _(
                    "The PDF has not been checked with a screen reader; it does not say which of "
                    "the two Serbian scripts it is in."
                ),
            ]
        ),
    ]


def _keys() -> list[Any]:
    everywhere = [
        [_("everywhere"), "Tab, Shift + Tab", _("next or previous control")],
        ["", "Enter", _("follow a link, press a button, open a fold")],
        ["", "Space", _("tick a box, press a button, open a fold")],
        ["", "Esc", _("close a list, or the panel of a place")],
    ]
    chart = [
        [_("map"), "← ↑ → ↓", _("move the map, once it has the focus")],
        ["", "+, −", _("come closer, move away; there are buttons too")],
        [_("choice of the metal"), "Enter", _("open the list; then type a name")],
        ["", "↓, ↑", _("from the search into the list, and through it")],
        ["", "Enter, Esc", _("take the choice; close the list")],
        [_("law, colour, land use"), "←, →", _("choose among the buttons of a group")],
        [_("charts"), "Tab", _("the names beside the marks, which lead to the place")],
        ["", "Enter", _("on “The numbers of this chart”: its table")],
        [_("table"), "Enter", _("on a heading: sort by it")],
        [_("search for a place"), "↓, ↑, Enter", _("choose among the suggestions")],
        ["", "Esc", _("close the suggestions")],
    ]
    rows = [
        [where, element("Td", element("Kbd", keys)), what]
        for where, keys, what in _named(everywhere + chart)
    ]
    return [table(_("Keys"), [_("where"), _("key"), _("what it does")], rows)]


def _named(rows: list[list[str]]) -> list[list[str]]:
    """Name the part of the page in every row, as a row of a table must make sense alone."""
    named: list[list[str]] = []
    for where, *rest in rows:
        named.append([where or named[-1][0], *rest])
    return named


def _other_ways(selection: Selection) -> list[Any]:
    keep = carried(selection)

    def way(text: str, address: str) -> Any:
        return element("A", text, href=address)

    table_link = f"/?chart=table{keep.replace('?', '&')}"
    return [
        bullets(
            [
                [way(_("The table"), table_link), ": ", _("every value of the map, in words.")],
                [
                    way(_("My place"), f"/place{keep}"),
                    ": ",
                    _("one answer in plain words; it needs no JavaScript and no map."),
                ],
                _("A page for every place, mine and waste area, linked from the table."),
                _("Print: every page prints in light colours with its address and date."),
                _("PDF: the answer for a place on two pages, tagged for screen readers."),
                [
                    way(_("For programs"), f"/methods{keep}#api"),
                    ": ",
                    _("the same answers as data."),
                ],
            ]
        )
    ]


def contact() -> tuple[str, str] | None:
    """Return words and address of who takes reports on this server; None where nobody is named.

    What is neither an e-mail address nor a web address counts as nobody.
    """
    named = os.environ.get(CONTACT, "").strip()
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", named):
        return named, f"mailto:{named}"
    parts = urlsplit(named)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return named, named
    return None


def _barriers() -> list[Any]:
    named = contact()
    what = _(
        "Say which page it is (its address), what you wanted to do, what you used (browser, "
        "device, assistive technology) and what happened."
    )
    if named is None:
        return [
            paragraph(
                _(
                    "This server names no address for reports. Turn to whoever gave you the "
                    "address of this page: an institution that runs the atlas can show its contact "
                    "here. That there is none is a gap of this statement."
                )
            ),
            paragraph(what),
        ]
    words, address = named
    return [paragraph(element("A", words, href=address)), paragraph(what)]
