"""Tables, folds and links of the methods page, written without component objects."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from dashboard.components.cells import Element, element
from dashboard.i18n import current, in_script, number
from layers.assess.indices import ClassRow

LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
ADDRESS = re.compile(r"https?://[^\s;,)]+")


def table(
    caption: str,
    headings: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    numbers: bool = False,
    wide: bool = False,
) -> Element:
    """Return a table in a box that scrolls by itself; the first cell of a row is its heading.

    A cell that is an element stands as it is. With `numbers` all other cells are set as numbers;
    `wide` keeps room for sentences on a phone.
    """
    kind = {"className": "number"} if numbers else {}
    head = [element("Th", name, scope="col") for name in headings]
    body = [
        element("Tr", [_heading(row[0]), *(_cell(cell, kind) for cell in row[1:])]) for row in rows
    ]
    parts = [
        element("Caption", caption),
        element("Thead", element("Tr", head)),
        element("Tbody", body),
    ]
    classes = "values wide" if wide else "values"
    return scrolled(element("Table", parts, className=classes), caption)


def scrolled(inner: Element, label: str) -> Element:
    """Return a box that scrolls sideways, by keyboard too."""
    return element(
        "Div",
        inner,
        className="table-scroll",
        role="group",
        tabIndex=0,
        **{"aria-label": label},
    )


def _heading(cell: Any) -> Element:
    if isinstance(cell, dict) and cell["type"] == "Th":
        return cell
    return element("Th", cell, scope="row")


def _cell(cell: Any, kind: dict[str, str]) -> Element:
    if isinstance(cell, dict) and cell["type"] == "Td":
        return cell
    return element("Td", cell, **kind)


def fold(key: str, title: Any, remark: str, body: Sequence[Any], *, unfolded: bool = False) -> Any:
    """Return a folded part that a link can open: its address is ``#key``."""
    summary = element(
        "Summary",
        [element("Span", title), *([element("Small", remark)] if remark else [])],
    )
    return element("Details", [summary, *body], id=key, className="fold", open=unfolded)


def section(key: str, title: str, body: Sequence[Any]) -> Element:
    """Return a part of the page with its heading, to link to as ``#key``."""
    return element("Section", [element("H2", title), *body], id=key)


def paragraph(*parts: Any, **properties: Any) -> Element:
    """Return a paragraph."""
    return element("P", list(parts), **properties)


def formula(text: str) -> Element:
    """Return a formula on a line of its own."""
    return element("P", element("Code", text), className="formula")


def bullets(items: Iterable[Any], **properties: Any) -> Element:
    """Return a list."""
    return element("Ul", [element("Li", item) for item in items], **properties)


def facts(rows: Iterable[tuple[str, Any]]) -> Element:
    """Return names and what is known of each; what is not known is left out."""
    parts = [
        part
        for name, value in rows
        if value not in ("", None, [])
        for part in (element("Dt", name), element("Dd", value))
    ]
    return element("Dl", parts, className="facts")


def link(text: str, address: str) -> Element:
    """Return a link out of the atlas."""
    return element("A", text, href=address, target="_blank", rel="noreferrer noopener")


def linked(text: str) -> list[Any]:
    """Return a text in which web addresses are links that show their host.

    >>> linked("see https://example.org/a/b; page 3")[1]["props"]["children"]
    'example.org'
    """
    parts: list[Any] = []
    end = 0
    for match in ADDRESS.finditer(text):
        address = match[0]
        if address.endswith("..."):
            continue
        parts += [text[end : match.start()], link(urlsplit(address).netloc, address)]
        end = match.end()
    return [part for part in (*parts, text[end:]) if part]


def quoted_link(text: str, address: str) -> Element:
    """Return a link to a publication, under its own title."""
    named = link(text, address)
    return {**named, "props": {**named["props"], "lang": ""}}


def quoted(text: str) -> Element | str:
    """Return a curator's remark, which stays in English, marked as such.

    >>> quoted("")
    ''
    """
    return element("Span", text, lang="en") if text else ""


def amount(value: float | None) -> str:
    """Write a number of a registry, very large and very small ones in powers of ten.

    >>> amount(1.36e9), amount(0.0003), amount(None)
    ('1.36·10⁹', '0.0003', '')
    """
    if value is None:
        return ""
    if value and not 1e-4 <= abs(value) < 1e7:
        mantissa, exponent = f"{value:.6e}".split("e")
        return f"{number(float(f'{float(mantissa):g}'))}·10{str(int(exponent)).translate(RAISED)}"
    return number(value)


def label_of(row: Any) -> str:
    """Return the name of a registry row in the reader's language."""
    own = getattr(row, f"label_{current().labels}", "")
    return in_script(str(own)) if own else str(row.label_en)


def band(row: ClassRow) -> str:
    """Write the values of a class: which side an end belongs to is part of the definition."""
    low = "" if row.lower is None else f"{'≥' if row.lower_inclusive else '>'} {amount(row.lower)}"
    high = "" if row.upper is None else f"{'≤' if row.upper_inclusive else '<'} {amount(row.upper)}"
    return ", ".join(part for part in (low, high) if part)
