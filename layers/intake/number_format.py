"""Number formats of a spreadsheet that show a cell as something else than its number."""

from __future__ import annotations

import re

from layers.intake.grid import Shown

_BRACKET = re.compile(r"\[([^\]]*)\]")
_QUOTED = re.compile(r"\"([^\"]*)\"|\\(.)")
_FILL = re.compile(r"_.|\*.")
_DIGITS = re.compile(r"[0#?][0#?.,/ ]*(?:E[+-]?0+)?")
_SCALE = re.compile(r"[0#?](,+)(?![0#?,])")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)$")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_MEANS = re.compile(r"[^\W\d_]|[<>≤≥%‰~±]")
_LONGEST = 200


def is_odd(code: str) -> bool:
    """Say whether a format may show more, or another number, than the cell holds.

    >>> [is_odd(code) for code in ("0.00", "#,##0", '"<"0.0', '0.0" g/kg"', "0,", "0%", "[Red]0")]
    [False, False, True, True, True, False, False]
    """
    if not code or len(code) > _LONGEST:
        return False
    return any(_parts(section)[1:] != ("", 0) for section in _sections(code))


def shown(number: float, code: str) -> float | Shown:
    """Return a number as its format shows it, or itself where this shows nothing else.

    >>> shown(0.5, '"<"0.0').shown, shown(0.4, '[<1]"n.d.";0.0').shown, shown(5, '[<1]"n.d.";0.0')
    ('<0.5', 'n.d.', 5)
    """
    section = _section_of(number, _sections(code))
    digits, words, scale = _parts(section)
    if not words and not scale and (digits or number == 0):
        return number
    return Shown(number, _filled(number, section, scale), words, bool(digits) and not scale)


def _sections(code: str) -> list[str]:
    """Return the sections of a format; a semicolon in quotation marks divides none."""
    return re.findall(r"(?:\"[^\"]*\"|\\.|[^;\"])+|(?<=;)(?=;)|(?<=;)$", code)


def _section_of(number: float, sections: list[str]) -> str:
    """Return the section that a number is shown by: by its condition, or by its sign."""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, *condition):
                return section
        return sections[-1]
    at = 0 if number > 0 else 1 if number < 0 else 2
    return sections[at] if at < len(sections) else sections[0]


def _condition(section: str) -> tuple[str, float] | None:
    found = [_CONDITION.match(inside) for inside in _BRACKET.findall(section)]
    match = next((one for one in found if one), None)
    return (match[1], float(match[2])) if match else None


def _holds(number: float, sign: str, bound: float) -> bool:
    return {
        "<": number < bound, "<=": number <= bound, ">": number > bound, ">=": number >= bound,
        "=": number == bound, "<>": number != bound,
    }[sign]  # fmt: skip


def _parts(section: str) -> tuple[str, str, int]:
    """Return the pattern of the digits, words that mean something beside it, and thousands cut."""
    literals = [one or other for one, other in _QUOTED.findall(section)]
    bare = _QUOTED.sub("", section)
    literals += [inside[1:].split("-")[0] for inside in _BRACKET.findall(bare) if inside[:1] == "$"]
    bare = _FILL.sub("", _BRACKET.sub("", bare))
    pattern = _DIGITS.search(bare)
    literals += [sign for sign in bare if sign in "<>≤≥~±"]
    words = "".join(literals).strip()
    if _DATE.search(bare.replace("General", "")):
        return "0", "", 0
    scale = _SCALE.search(bare)
    digits = pattern[0] if pattern else "0" if "General" in bare or "@" in bare else ""
    return digits, words if _MEANS.search(words) else "", len(scale[1]) if scale else 0


def _filled(number: float, section: str, scale: int) -> str:
    """Return a section with the number in the place of its digits."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1] or match[2] or "")
        return "\0"

    bare = _FILL.sub("", _BRACKET.sub("", _QUOTED.sub(keep, section))).replace("General", "0.###")
    size = abs(number) / 1000**scale * (100 if "%" in bare else 1)

    def digits(match: re.Match[str]) -> str:
        pattern = match[0].rstrip(", ")
        return f"{size:.{len(pattern.partition('.')[2])}f}" + match[0][len(match[0].rstrip()) :]

    text = _DIGITS.sub(digits, bare, count=1)
    for literal in kept:
        text = text.replace("\0", literal, 1)
    return text.strip()
