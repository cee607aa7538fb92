"""Texts that a spreadsheet or browser would run, and the apostrophe that stops it."""

from __future__ import annotations

import re

_STARTS = ("=", "+", "-", "@", "|", "\t", "\r")
_APOSTROPHE = "'"
_PHONE = re.compile(r"\+?[\d\s().-]+")
_MARKUP = re.compile(r"<\s*/?\s*[a-z!?]|javascript:|&#|\\x3c", re.IGNORECASE)


def starts_formula(text: str) -> bool:
    """Say whether a spreadsheet might take a text for a formula."""
    return text.startswith(_STARTS)


def would_run(text: str) -> bool:
    """Say whether a text is rather a formula or a script than a name or a note.

    Names of samples begin with a minus too: it alone makes no formula.

    >>> would_run("=1+1"), would_run("-A1"), would_run("+381 30 123 456")
    (True, False, False)
    """
    if starts_formula(text) and not text.startswith("-"):
        return _PHONE.fullmatch(text) is None
    return _MARKUP.search(text) is not None


def guarded(text: str) -> str:
    """Return a text as it is written to a table that spreadsheets open.

    >>> guarded("-A1"), guarded("A1")
    ("'-A1", 'A1')
    """
    return _APOSTROPHE + text if starts_formula(text) else text


def unguarded(text: str) -> str:
    """Return a text without the apostrophe of `guarded`; what would run without it keeps it.

    >>> unguarded("'-A1"), unguarded("'=1+1"), unguarded("'A1")
    ('-A1', "'=1+1", "'A1")
    """
    bare = text.removeprefix(_APOSTROPHE)
    return bare if bare != text and starts_formula(bare) and not would_run(bare) else text
