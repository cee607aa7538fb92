"""What a column is for, by its heading: a role, or an analyte with its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from layers.intake.folding import fold
from layers.intake.words import BASES, Words
from layers.registry import Measurand

Part = Literal["value", "limit"]

_BRACKETS = re.compile(r"[\[({]([^\[\](){}]*)[\])}]")
_LAST_BRACKET = re.compile(r"^(.+?)\s*[\[({]([^\[\](){}]+)[\])}]$")
_DIVIDERS = re.compile(r"[\s,;:_|]+")
_DEPTH_UNITS = {"m": 100.0, "dm": 10.0, "cm": 1.0, "mm": 0.1, "м": 100.0, "см": 1.0, "мм": 0.1}
_SPREAD = re.compile(r"±|\+\s?/\s?-|\+-")
"""A column of the spreads of an analyte, never of its values."""
_DASHES = ("-", "–", "—")
_FILLERS = frozenset((
    "c", "conc", "concentration", "content", "concentratie", "concentratia", "continut",
    "koncentracija", "sadrzaj", "of", "de", "in", "u", "metal", "element", "value", "valoare",
    "vrednost", "result", "rezultat",
))  # fmt: skip
_OF_MASS = frozenset((
    "weight", "mass", "matter", "basis", "masa", "mase", "masu", "masi", "materija", "materije",
    "materiju", "substanta", "substantei", "greutate", "greutatea", "na", "la",
))  # fmt: skip
"""Words of a mass base beside wet or dry."""
CONCENTRATIONS = ("mass_fraction", "mass_fraction_fresh", "mass_concentration",
                   "air_concentration", "mass_flux", "activity_mass", "activity_volume",
                   "activity_air")  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column and what it was understood to be.

    Attributes
    ----------
    at : int
        Its place, from 0.
    heading : str
        As it stands in the file.
    role : str
        A role of `registry/headings.csv`; ``measured`` or ``limit`` for an analyte's values or
        its detection limits; empty when it is not understood.
    analyte, unit, fraction, statistic : str
        For ``measured`` and ``limit``: key, canonical unit, and what else the heading said.
    unit_text : str
        The unit as written; of any role that has one.
    oxide, factor
        The oxide as which it is stated, and the analyte's share of its mass.
    """

    at: int
    heading: str
    role: str = ""
    analyte: str = ""
    unit: str = ""
    unit_text: str = ""
    fraction: str = ""
    statistic: str = ""
    oxide: str = ""
    factor: float = 1.0

    @property
    def centimetres(self) -> float:
        """What a depth in this column is multiplied by to be in centimetres."""
        return _DEPTH_UNITS.get(self.unit_text.strip().casefold(), 1.0)


def recognise(at: int, heading: str, unit_below: str, group: str, words: Words) -> Column:
    """Return what a column is for.

    Parameters
    ----------
    at : int
        Place of the column.
    heading : str
        Its heading.
    unit_below : str
        The cell under the heading, where a row of units follows.
    group : str
        A heading above that covers several columns.

    Examples
    --------
    >>> words = Words.load()
    >>> recognise(0, "Бакар (mg/kg s.u.)", "", "", words)
    Column(at=0, heading='Бакар (mg/kg s.u.)', role='measured', analyte='Cu', unit='mg/kg',
           unit_text='mg/kg s.u.', fraction='dry_mass', statistic='', oxide='', factor=1.0)
    >>> recognise(0, "Cu LOD [ppm]", "", "", words).role
    'limit'
    """
    text = " ".join(str(heading).split())
    bare, units = _without_unit(text, words)
    if not units and (strange := _strange_unit(text, words)):
        bare, units = strange
    unit_text = next(iter(units), "") or unit_below.strip()
    role = words.role(text) or (words.role(bare) if bare != text else None)
    role = role or words.role_in_system(text)
    found = _analyte(bare, words)
    if role in ("row_number", "x", "y", "n") and found and units:
        role = None
    if role and not (found and words.unit(unit_text) and role not in _PROPERTIES):
        return Column(at, heading, role, unit_text=unit_text)
    if not found or _SPREAD.search(text):
        return Column(at, heading, analyte=found[0].analyte if found else "", unit_text=unit_text)
    measurand, part, fraction, statistic = found
    analyte = measurand.analyte
    own = _own_unit(analyte, words)
    unit_text = unit_text or _group_unit(group, words) or own
    if own and unit_text in _DASHES:
        unit_text = own
    match = words.unit(unit_text) if unit_text else None
    unit, base = (match.unit, match.fraction) if match else ("", "")
    kind = "limit" if part == "limit" else "measured"
    over = group_words(group, words)
    return Column(at, heading, kind, analyte, unit, unit_text, base or fraction or over.fraction,
                  statistic or over.statistic, measurand.oxide, measurand.factor)  # fmt: skip


class GroupWords(NamedTuple):
    """What a heading above several columns says, and whether any of it is not understood."""

    fraction: str = ""
    statistic: str = ""
    unread: bool = False


def group_words(group: str, words: Words) -> GroupWords:
    """Return what a heading above several columns says beside their unit.

    >>> words = Words.load()
    >>> group_words("Wet weight", words), group_words("0-20 cm", words).unread
    (GroupWords(fraction='fresh_mass', statistic='', unread=False), True)
    """
    text = " ".join(group.split())
    unit = words.unit(_group_unit(text, words))
    base = words.base_in(text) or (unit.fraction if unit else "")
    bare, _ = _without_unit(text, words)
    if not bare or words.term("group", bare) or (unit and bare == text):
        return GroupWords(base)
    fraction = statistic = ""
    left = []
    for token in [bare] if words.term("fraction", bare) else _tokens(bare):
        if term := words.term("fraction", token):
            fraction = term
        elif term := words.term("statistic", token):
            statistic = term
        elif fold(token) not in _FILLERS and not words.term("group", token):
            left.append(token)
    return GroupWords(base or fraction, statistic, bool(left) and not base)


_PROPERTIES = frozenset(("clay_pct", "organic_matter_pct", "hardness_mg_l", "depth"))


def bare_heading(heading: str, words: Words) -> str:
    """Return a heading without its unit.

    >>> bare_heading("N [m]", Words.load())
    'N'
    """
    return _without_unit(" ".join(heading.split()), words)[0]


def _without_unit(text: str, words: Words) -> tuple[str, list[str]]:
    """Return a heading without its unit, and the units in it."""
    units = []
    bare = text
    for inside in reversed(_BRACKETS.findall(text)):
        if words.unit(inside) or inside.strip().casefold() in _DEPTH_UNITS:
            units.append(inside.strip())
            bare = bare.replace(f"({inside})", " ").replace(f"[{inside}]", " ")
    if not units:
        tokens = _DIVIDERS.split(text)
        for start in range(1, len(tokens)):
            for bar in (" ", "/"):
                tail = bar.join(tokens[start:])
                if _is_concentration(tail, words):
                    return " ".join(tokens[:start]), [tail]
    return " ".join(bare.split()), units


def _strange_unit(text: str, words: Words) -> tuple[str, list[str]] | None:
    """Return name and unit of ``Pb (yards)``: an analyte with something after it in brackets."""
    match = _LAST_BRACKET.match(text)
    if match is None or not words.measurand(match[1]):
        return None
    inside = match[2].strip()
    explained = (
        words.analyte(inside)
        or words.term("fraction", inside)
        or words.term("statistic", inside)
        or words.names_row("limit_row", inside)
    )
    return None if explained else (match[1], [inside])


def _is_concentration(text: str, words: Words) -> bool:
    """Tell a unit that may stand without brackets from a letter that happens to be one."""
    match = words.unit(text)
    if match is None or (len(text) < 2 and text != "%"):
        return False
    unit = f"{match.unit} {'dw' if match.fraction == 'dry_mass' else ''}".strip()
    table = words.registry.units
    rows = table[table["unit"].isin([unit, match.unit])]
    return bool(rows["dimension"].isin(CONCENTRATIONS).any()) or match.fraction != ""


def _own_unit(analyte: str, words: Words) -> str:
    """Return the unit of an analyte that is a number without one, such as pH."""
    own = words.registry.analytes.set_index("analyte")["unit_own"][analyte]
    return str(own) if own and words.registry.find_analyte(str(own)) == analyte else ""


def _group_unit(group: str, words: Words) -> str:
    """Return the unit that a heading above several columns names."""
    if not group:
        return ""
    _, units = _without_unit(" ".join(group.split()), words)
    if units:
        return units[0]
    return group if _is_concentration(group, words) else ""


def _analyte(bare: str, words: Words) -> tuple[Measurand, Part, str, str] | None:
    """Return (measurand, values or limits, fraction, statistic) when a heading says these only."""
    whole = words.measurand(bare)
    if whole:
        return whole, "value", "", ""
    part: Part = "value"
    fraction = statistic = ""
    names, left = set[Measurand](), list[str]()
    for token in _tokens(bare):
        if words.names_row("limit_row", token):
            part = "limit"
        elif measurand := words.measurand(token):
            names.add(measurand)
        elif term := words.term("fraction", token):
            fraction = term
        elif term := words.term("statistic", token):
            statistic = term
        elif token.casefold() not in _FILLERS:
            left.append(token)
    if fraction in BASES:
        left = [token for token in left if fold(token) not in _OF_MASS]
    if len(names) == 1 and not left:
        return names.pop(), part, fraction, statistic
    rest = words.measurand(" ".join(left)) if left and not names else None
    return (rest, part, fraction, statistic) if rest else None


def _tokens(text: str) -> list[str]:
    return [token for token in _DIVIDERS.split(_BRACKETS.sub(r" \1 ", text)) if token]
