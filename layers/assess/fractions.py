"""What a measured fraction says about the fraction that a limit means.

The dissolved part is never more than the total. So a total value bounds the dissolved one from
above, a dissolved value bounds the total from below, and a value whose fraction is not stated
can be either.
"""

import re
from enum import IntEnum
from typing import NamedTuple

NOT_STATED = "not stated"
"""Says in words that a fraction is not known, as an empty one does."""

MOBILE = "mobile"
"""What a weak extraction gives."""

AS_IN_LAW = "as_in_law"
"""Fraction of a limit of which nobody has read what it means; never that of a value."""


class Relation(IntEnum):
    """Where the true value of the limit's fraction lies relative to the measured one."""

    EXACT = 0
    AT_LEAST = 1
    AT_MOST = 2
    NONE = 3


class Bound(NamedTuple):
    """A relation and the reason given when it leaves the verdict open."""

    relation: Relation
    reason: str = ""


EXACT = Bound(Relation.EXACT)
_NOT_TOTAL = Bound(Relation.AT_LEAST, "not_total")
_NOT_STATED_FOR_TOTAL = Bound(Relation.AT_LEAST, "fraction_not_stated")
_NOT_STATED_FOR_PART = Bound(Relation.AT_MOST, "fraction_not_stated")
_TOTAL_FOR_PART = Bound(Relation.AT_MOST, "total_for_part")
_INCOMPARABLE = Bound(Relation.NONE, "not_total")

_AGAINST_PART = {"": _NOT_STATED_FOR_PART, "total": _TOTAL_FOR_PART}
_PART_AGAINST_PART = {
    ("bioavailable", "dissolved"): _TOTAL_FOR_PART,
    ("dissolved", "bioavailable"): _NOT_TOTAL,
}

_TOTALS = ("total", "pseudototal")
_PARTS = ("dissolved", "bioavailable", "soluble", "inorganic", "mobile", "oxide_form",
          "sulphide_form")  # fmt: skip
_WEAK_EXTRACTION = re.compile(
    r"edta|dtpa|acet|ch3coo|cacl2|nh4no3|nh4oac|nano3|nitrate|water|mobile|exchangeable"
    r"|bioavailable|bcr|tessier|leach|dilute|weak|\bcold\b(?!.?vapou?r)|oxal|citr"
    r"|gastric|intestin|stomach|pepsin|vitro|bioaccess|\b(sbet|pbet|ubm)\b"
    r"|\b[0-3]([.,]\d+)? ?(m|n|mol)\b",
    re.I,
)
"""Tried before `_FREES_ALL`: weak salts, cold or dilute acids (up to 3 mol/L; 7 mol/L of hot nitric
acid is a usual pseudo-total) and what imitates the digestion of a body."""
_FREES_ALL = re.compile(
    r"regia|regal|carska|царска|hno3|nitric|azotic|azotn|азотн|hclo4|perchloric|\bhf\b|hydrofluoric"
    r"|digest|mineraliz|fusion|total|microwave|x-?ray|xrf|\bi?naa\b|iso ?11466|iso ?54321|epa ?305",
    re.I,
)
"""What brings (nearly) the whole element into solution, or measures it in the solid."""
_SAYS_NO_EXTRACTION = re.compile(r"not stated|weight|mass", re.I)


def measured_fraction(fraction: str, extraction: str) -> str:
    """Name the fraction of a value; a weak extraction without a fraction gives the mobile part.

    An extraction that is not known to free the whole element counts as weak: a part below a limit
    says nothing of the total.

    >>> measured_fraction("", "CH3COONH4-EDTA pH 7"), measured_fraction("", "Mehlich 3")
    ('mobile', 'mobile')
    >>> measured_fraction("", "SBET in vitro digestion"), measured_fraction("", "1 N HNO3 cold")
    ('mobile', 'mobile')
    >>> measured_fraction("", "aqua regia"), measured_fraction("", "7 M HNO3")
    ('', '')
    """
    if fraction in ("dry_mass", "fresh_mass", NOT_STATED):
        fraction = ""
    if not fraction and _gives_a_part(extraction):
        return MOBILE
    return "total" if fraction in _TOTALS else fraction


def _gives_a_part(extraction: str) -> bool:
    if not extraction.strip() or _SAYS_NO_EXTRACTION.search(extraction):
        return False
    return bool(_WEAK_EXTRACTION.search(extraction)) or not _FREES_ALL.search(extraction)


def compare_fractions(limit: str, measured: str) -> Bound:
    """Say how a value of the `measured` fraction bounds the fraction that the `limit` means.

    Parameters
    ----------
    limit
        `fraction` of a limit row. Empty: the element as usually analysed, a (pseudo-)total.
        ``as_in_law``: nobody has read which; an excess then counts, whatever was measured, and
        compliance counts for a total only.
    measured
        Result of `measured_fraction`.

    Examples
    --------
    >>> compare_fractions("dissolved", "total").relation.name
    'AT_MOST'
    """
    if limit == measured:
        return EXACT
    if limit in ("", "total", AS_IN_LAW):
        return _against_total(limit, measured)
    if limit == "below_63um":
        return _NOT_STATED_FOR_TOTAL if measured in ("", "total") else _INCOMPARABLE
    return _PART_AGAINST_PART.get((limit, measured)) or _AGAINST_PART.get(measured, _INCOMPARABLE)


def _against_total(limit: str, measured: str) -> Bound:
    if measured == "total":
        return EXACT
    if measured == "":
        return EXACT if limit == "" else _NOT_STATED_FOR_TOTAL
    return _NOT_TOTAL if measured in _PARTS else _INCOMPARABLE
