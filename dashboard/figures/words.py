"""Words and numbers inside the charts, safe to put where plotly reads its pseudo-HTML."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import isnan

from dashboard.figures.view import FigureView, LimitLine
from dashboard.i18n import THIN_SPACE, _

UNITLESS = frozenset({"", "-", "pH"})
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_HIDDEN = {"Cc", "Cf", "Cs", "Co"}


@lru_cache(maxsize=4096)
def plain(text: object) -> str:
    """Text of the data on one line, without control and direction-changing characters.

    >>> plain("Bor" + chr(0x202E) + chr(10) + "river")
    'Bor river'
    """
    raw = str(text)
    if raw.isascii() and raw.isprintable():
        return raw
    kept = (c if unicodedata.category(c) not in _HIDDEN else " " for c in raw)
    return " ".join("".join(kept).split())


def escape(text: object) -> str:
    """Text of the data for plotly's labels: nothing in it can be a tag, a link or an entity.

    >>> escape("Bor <a href='javascript:alert(1)'>river</a> & town")
    "Bor &lt;a href='javascript:alert(1)'&gt;river&lt;/a&gt; &amp; town"
    """
    return plain(text).translate(_MARKUP)


def shorten(text: object, length: int) -> str:
    """Cut at the last word that fits and say so with an ellipsis; plain text, not escaped.

    >>> shorten("Surroundings of the old flotation tailings pond, Bor", 30)
    'Surroundings of the old…'
    """
    full = plain(text)
    if len(full) <= length:
        return full
    cut = full[: length - 1]
    head, space, _rest = cut.rpartition(" ")
    return (head if space and len(head) > length // 2 else cut).rstrip(" ,;:(–-") + "…"


def number_text(value: float, decimal_mark: str = ".") -> str:
    r"""Write a number with all the digits that it has, thousands set off by thin spaces.

    >>> number_text(29462.5), number_text(0.00001), number_text(2540.0)
    ('29\u2009462.5', '0.00001', '2\u2009540')
    """
    digits = repr(float(value))
    if "e" in digits or "n" in digits:
        digits = f"{Decimal(digits):f}" if "e" in digits else "–"
    digits = digits.removesuffix(".0")
    whole, dot, fraction = digits.partition(".")
    if len(whole) > 4 or (len(whole) == 4 and whole[0] != "-"):
        whole = f"{int(whole):,}".replace(",", THIN_SPACE)
    return f"{whole}{decimal_mark}{fraction}" if dot else whole


def rounded(value: float, decimal_mark: str = ".") -> str:
    r"""Write an estimate or a ratio with two significant figures.

    >>> rounded(1.4923), rounded(25.4), rounded(1163.4), rounded(2.0), rounded(0.0421)
    ('1.5', '25', '1\u2009200', '2.0', '0.042')
    """
    text = f"{value:#.2g}"
    if "e" in text:
        return number_text(float(text), decimal_mark)
    return text.removesuffix(".").replace(".", decimal_mark)


def times_text(ratio: float, decimal_mark: str = ".") -> str:
    """Write how many times the limit a value is.

    >>> times_text(3.1667), times_text(0.0421)
    ('3.2×', '0.042×')
    """
    return rounded(ratio, decimal_mark) + "×"


def with_unit(value: float, unit: str, decimal_mark: str = ".") -> str:
    """Write a value with its unit after a thin space, escaped; pH and ratios show none."""
    text = number_text(value, decimal_mark)
    return text if unit in UNITLESS else f"{text}{THIN_SPACE}{escape(unit)}"


def converted(value: float) -> float:
    """Drop the digits that only a change of units has made (six significant ones are left)."""
    return float(f"{value:.6g}")


def years_text(start: float, end: float) -> str:
    """Write the period of sampling.

    >>> years_text(2005, 2009), years_text(2012, 2012), years_text(float("nan"), float("nan"))
    ('2005–2009', '2012', 'year not stated')
    """
    if isnan(start) and isnan(end):
        return _("year not stated")
    start, end = (end if isnan(start) else start), (start if isnan(end) else end)
    return f"{int(start)}" if start == end else f"{int(start)}–{int(end)}"


def statistic_words(statistic: str, n: float, view: FigureView) -> str:
    """Say what kind of number a value is and how many samples stand behind it; escaped."""
    if statistic == "single":
        return _("one sample")
    name = escape(view.label("statistic", statistic))
    if statistic == "unspecified":
        name = _("kind of value not stated")
    if isnan(n):
        return _("{statistic}, number of samples not stated", statistic=name)
    return _("{statistic} of {n} samples", statistic=name, n=number_text(n, view.decimal_mark))


def level_words(law: str, groups: Sequence[str]) -> str:
    """Name the level that "above" speaks of; always used after the word "above"."""
    if law == "RS":
        return _("the Serbian limit")
    if list(groups) == ["soil"]:
        return _("the Romanian alert threshold")
    return (
        _("the Romanian limit")
        if "soil" not in groups
        else _("the Romanian alert threshold or limit")
    )


def reason_words(reason: str, view: FigureView) -> str:
    """Say why a value is not judged; escaped."""
    return escape(view.labels.get(("reason", reason), _("no verdict possible")))


def capitalised(text: str) -> str:
    """Start a line with a capital letter.

    >>> capitalised("mining waste")
    'Mining waste'
    """
    return text[:1].upper() + text[1:]


def limit_words(line: LimitLine, view: FigureView) -> str:
    """Label of a limit line: its name, its value, and whether nobody has checked it."""
    value = number_text(converted(line.value), view.decimal_mark)
    name = plain(line.label)
    if line.checked:
        return _("{limit}: {value}", limit=name, value=value)
    return _("{limit}: {value}, not checked", limit=name, value=value)


def axis_words(unit: str, log: bool) -> str:
    """Title of a value axis; a log axis says so."""
    if unit in UNITLESS:
        return _("log scale") if log else plain(unit)
    return _("{unit} (log scale)", unit=plain(unit)) if log else plain(unit)
