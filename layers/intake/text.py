"""Text files: their encoding, their divider, their lines."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import pairwise

from layers.errors import quoted
from layers.intake.faults import Faults
from layers.intake.grid import Grid
from layers.intake.guard import Limits
from layers.intake.phrases import phrase

DIVIDERS = (";", "\t", ",", "|")
_REGIONAL = ["cp1250", "cp1251", "cp852"]
_RARER = ("iso8859_5", "koi8_r")
"""Cyrillic of other systems, tried where the likeliest encoding makes no words."""
_MANY = 3
_SAMPLE = 60
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, faults: Faults, encoding: str = "") -> str:
    """Return the text of a file.

    UTF-8 is certain, with or without its mark; so is UTF-16 with its mark. Of the older
    encodings of the region the likeliest is taken, and said.

    Parameters
    ----------
    encoding : str
        Taken instead of looking, when a mapping says it.
    """
    if encoding:
        return data.decode(encoding, errors="replace")
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        return text
    guess = (
        "utf-16-le" if b"\0" in data[1:4_000:2] else "utf-16-be" if b"\0" in data[:4_000] else ""
    )
    guess = guess or _likeliest(data)
    found = phrase("text in {encoding}", encoding=guess)
    faults.say("encoding_guessed", None, "", found, name=guess)
    return data.decode(guess, errors="replace")


def _likeliest(data: bytes) -> str:
    from charset_normalizer import from_bytes

    head = data[:200_000]
    best = from_bytes(head, cp_isolation=_REGIONAL).best()
    guess = best.encoding if best is not None else "cp1250"
    if _jumps(head, guess) < _MANY:
        return guess
    other = min(_RARER, key=lambda name: _jumps(head, name))
    return other if _jumps(head, other) * _MANY < _jumps(head, guess) else guess


def _jumps(data: bytes, encoding: str) -> int:
    """Count capitals inside words and words of two scripts: a wrong encoding makes many.

    >>> text = "Узорак;Место;Бакар".encode("iso8859_5")
    >>> _jumps(text, "cp1251") >= 3, _jumps(text, "iso8859_5")
    (True, 0)
    """
    text = data.decode(encoding, errors="replace")
    pairs = [pair for pair in set(pairwise(text)) if max(pair) > "\x7f"]
    counts = Counter(pairwise(text))
    return sum(counts[one, other] for one, other in pairs if _jumps_at(one, other))


def _jumps_at(one: str, other: str) -> bool:
    if one > "\x7f" and other > "\x7f":
        return one.islower() and other.isupper()
    cyrillic = max(one, other) >= "\u0400"
    return cyrillic and one.isalpha() and other.isalpha()


def text_grid(text: str, limits: Limits, faults: Faults, divider: str = "") -> Grid:
    """Return the cells of a CSV, with the line on which each row starts.

    Raises
    ------
    IntakeError
        Broken quotes, a line of a million signs, or more rows than may be read.
    """
    text = text.replace("\0", "")
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        divider, text, skipped = first.strip()[4], rest, 1
    divider = divider or _divider(text)
    rows: list[list[object]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    start = 1
    try:
        for row in reader:
            if any(row):
                rows.append([cell or None for cell in row])
                lines.append(start + skipped)
                if len(rows) > limits.rows:
                    most = phrase("{count} rows", count=limits.rows)
                    found = phrase("more than {most}", most=most)
                    raise faults.refuse("too_many_rows", found, most=most)
                if len(row) > limits.columns:
                    most = phrase("{count} columns", count=limits.columns)
                    found = phrase("{count} columns", count=len(row))
                    raise faults.refuse("too_many_columns", found, most=most)
            start = reader.line_num + 1
    except csv.Error as error:
        found = phrase("{error} on line {line}", error=quoted(str(error)), line=str(start))
        raise faults.refuse("broken_csv", found) from None
    grid = Grid("", rows, lines, text=True)
    if divider in (",", ";"):
        grid.comma = "rather_thousands" if divider == "," else "rather_decimal"
    return grid


def _divider(text: str) -> str:
    r"""Return the sign that divides most lines of the beginning into equally many cells.

    >>> _divider("Report of May, 2024\nid;Cu [mg/kg]\n1;1,5\n2;2,5\n")
    ';'
    """
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SAMPLE]
    best, most = ",", (0, 0)
    for sign in DIVIDERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        if (count, width) > most:
            best, most = sign, (count, width)
    return best
