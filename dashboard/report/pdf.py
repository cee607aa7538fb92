"""The sheet as a PDF: two pages of A4, fonts embedded, tagged so that it can be read aloud."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.i18n import THIN_SPACE
from dashboard.report.content import Content, Room, Sheet, content

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent
PAGES = 2
ROOMS = (
    Room(values=2, advice=3, sampling=0, around=2, contacts=1),
    Room(values=3, advice=3, sampling=0, around=2, contacts=2),
    Room(values=3, advice=4, sampling=0, around=3, contacts=2),
    Room(values=4, advice=4, sampling=0, around=3, contacts=2),
    Room(values=4, advice=5, sampling=0, around=3, contacts=2),
    Room(values=5, advice=6, sampling=0, around=3, contacts=2),
    Room(values=5, advice=7, sampling=0, around=4, contacts=3),
    Room(values=6, advice=8, sampling=0, around=4, contacts=3),
    Room(values=6, advice=6, sampling=1, around=4, contacts=3),
    Room(values=7, advice=7, sampling=1, around=5, contacts=3),
    Room(values=8, advice=9, sampling=1, around=6, contacts=4),
)
"""From little room to much: the most is taken that two pages hold, else the least."""

NARROW_SPACE = "\u202f"
"""As wide as a thin space, and no line ends in it."""

WAIT_S = 10.0
_one_at_a_time = threading.Lock()
_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>")


class BusyError(Exception):
    """Too many sheets were asked for at once."""


def place_pdf(sheet: Sheet) -> bytes:
    """Return the answer about a place as a PDF (PDF/UA-1) of two pages.

    Parameters
    ----------
    sheet
        Question and answer; the language is that of the request.

    Raises
    ------
    BusyError
        When others have been waited for longer than `WAIT_S` seconds.
    """
    with one_at_a_time():
        return _fullest(sheet)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one sheet be set at a time.

    Raises
    ------
    BusyError
        When others have been waited for longer than `WAIT_S` seconds.
    """
    if not _one_at_a_time.acquire(timeout=WAIT_S):
        raise BusyError
    try:
        yield
    finally:
        _one_at_a_time.release()


def _fullest(sheet: Sheet) -> bytes:
    """Return the sheet with the most that fits on its pages, found by halving."""
    best, low, high = b"", 0, len(ROOMS)
    while low < high:
        middle = (low + high) // 2
        written = typeset(content(sheet, ROOMS[middle]))
        if page_count(written) <= PAGES:
            best, low = written, middle + 1
        else:
            high = middle
    return best or typeset(content(sheet, ROOMS[0]))


def typeset(said: Content, template: str = "place.typ") -> bytes:
    """Return the PDF of what a sheet says. The texts go in as data: none of them is markup."""
    text = json.dumps(said, ensure_ascii=False).replace(THIN_SPACE, NARROW_SPACE)
    written = _compiler(template).compile(sys_inputs={"answer": text}, pdf_standards="ua-1")
    if not isinstance(written, bytes):
        raise TypeError("the typesetter gave no PDF")
    return written


@lru_cache(maxsize=2)
def _compiler(template: str) -> "typst.Compiler":
    import typst  # 11 MB that a process needs from its first sheet on

    return typst.Compiler(
        str(FOLDER / template),
        root=str(FOLDER),
        font_paths=[str(FOLDER / "fonts")],
        ignore_system_fonts=True,
    )


def page_count(written: bytes) -> int:
    """Return how many pages a PDF of `typeset` has, as its metadata say."""
    found = _PAGES.search(written)
    if found is None:
        raise ValueError("the PDF does not say how many pages it has")
    return int(found.group(1))
