"""Means of the single samples shown, with their non-detects: made when a fold is opened."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.atlas import Atlas
from dashboard.components.cells import Element, element
from dashboard.components.kept import live
from dashboard.components.methods.parts import bullets, paragraph, table
from dashboard.i18n import _, ngettext, number, said
from layers.assess.summary import summarise_singles
from layers.model import Selection

BY = ("medium", "taxon", "organ", "country")
"""Columns of which only like values are put together, beside fraction and unit."""

SIGNIFICANT = 2
Row = Mapping[str, Any]


def averages_fold() -> Component:
    """Return the closed fold; `assets/76-averages.js` fills it when it is opened."""
    return html.Details(
        [
            html.Summary(_("Means, with values below detection")),
            live(html.Div(html.Noscript(_("The means need JavaScript.")), id="averages-box")),
        ],
        id="averages",
        className="averages",
        **{"data-failed": _("The server does not answer. Close the fold and open it again.")},
    )


def averages(atlas: Atlas, selection: Selection, shown: pd.DataFrame) -> list[Element]:
    """Summarise what is shown of one metal, by medium and country.

    Parameters
    ----------
    atlas, selection
        The data and the chosen metal.
    shown
        The values that pass the filters, rows of `atlas.values`.

    Returns
    -------
    list of Element
        Always with the number of samples and the share below detection; where they are too few,
        the reason in place of a mean.
    """
    if shown.empty:
        return [paragraph(_("No value is shown."))]
    found = _summarised(atlas, shown.index.to_numpy(np.int64).tobytes())
    groups = _groups(atlas, found)
    return [
        paragraph(_counted(found)),
        *(_group(atlas, rows) for rows in groups if not rows[0]["reason"]),
        *_refused(atlas, [rows[0] for rows in groups if rows[0]["reason"]]),
        bullets(_remarks(found), className="answer-notes"),
        paragraph(element("A", _("How they are computed"), href="/methods#statistics")),
    ]


@lru_cache(maxsize=64)
def _summarised(atlas: Atlas, rows: bytes) -> pd.DataFrame:
    """Summarise some rows of the values; the same filters are asked for again and again."""
    values = atlas.values.loc[np.frombuffer(rows, np.int64)]
    return summarise_singles(values, list(BY))


def _groups(atlas: Atlas, found: pd.DataFrame) -> list[list[Row]]:
    """Return the methods of each group, Kaplan-Meier first, in the order of the media.

    Where nothing is below detection both methods are the plain mean: one stays. So does one where
    a method is refused.
    """
    order = {medium: place for place, medium in enumerate(atlas.registry.media["medium"])}
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in found.to_dict("records"):
        key = tuple(row[name] for name in (*BY, "measured", "unit"))
        same = row["n_censored"] == 0 or row["reason"]
        if row["method"] != "ros" or not same:
            groups.setdefault(key, []).append(row)
    return sorted(groups.values(), key=lambda rows: order[rows[0]["medium"]])


def _group(atlas: Atlas, rows: Sequence[Row]) -> Element:
    """Return a group with its number of samples, then its statistics, one column a method."""
    name = _what(atlas, rows[0])
    quantities = {
        _("Mean (95 % interval)"): lambda row: _with_interval(row, "mean"),
        _("Upper limit of the mean (UCL95)"): lambda row: _amount(row, "ucl95"),
        _("Geometric mean (95 % interval)"): lambda row: _with_interval(row, "geometric_mean"),
        _("Median"): lambda row: _amount(row, "median", str(row["median_qualifier"])),
    }
    lines = [[label, *(write(row) for row in rows)] for label, write in quantities.items()]
    headings = [str(rows[0]["unit"]), *(_method(row) for row in rows)]
    return element(
        "Section",
        [element("H3", name), paragraph(_count(rows[0])), table(name, headings, lines)],
        className="average",
    )


def _refused(atlas: Atlas, rows: Sequence[Row]) -> list[Element]:
    """Say of which groups there is no mean, and why."""
    pooled = [row for row in rows if row["reason"] == "no_single_sample"]
    few = [row for row in rows if row["reason"] != "no_single_sample"]
    found = []
    if few:
        items = [
            _("{group}: {count} {why}", group=_what(atlas, row), count=_count(row), why=_why(row))
            for row in few
        ]
        found += [element("H3", _("Too few for a mean")), bullets(items)]
    if pooled:
        names = list(dict.fromkeys(_what(atlas, row) for row in pooled))
        found += [
            element("H3", _("Only means, maxima and the like are published")),
            bullets(names),
        ]
    return found


def _what(atlas: Atlas, row: Row) -> str:
    """Name a group: what was sampled, which part of it was measured, and where."""
    words = [
        atlas.medium_name(row["medium"]),
        said(row["taxon"]),
        said(row["organ"]),
        atlas.term("fraction", row["measured"]) if row["measured"] else "",
        atlas.term("country", row["country"]) if row["country"] else _("several countries"),
    ]
    return ", ".join(filter(None, words))


def _count(row: Row) -> str:
    """Say how many samples, and how many of them lie below detection."""
    if not row["n_censored"]:
        return ngettext(
            "{count} sample, none below detection.",
            "{count} samples, none below detection.",
            int(row["n"]),
        )
    share = number(100 * float(row["share_censored"]), significant=SIGNIFICANT)
    return ngettext(
        "{count} sample, {censored} below detection ({share} %).",
        "{count} samples, {censored} below detection ({share} %).",
        int(row["n"]),
        censored=number(int(row["n_censored"])),
        share=share,
    )


def _with_interval(row: Row, name: str) -> list[Any]:
    if pd.isna(row[f"{name}_low"]):
        return [_amount(row, name)]
    interval = f"{_amount(row, f'{name}_low')}–{_amount(row, f'{name}_high')}"
    return [_amount(row, name), element("Small", interval)]


def _amount(row: Row, name: str, qualifier: str = "") -> str:
    if pd.isna(row[name]):
        return "–"
    sign = f"{qualifier}\u2009" if qualifier else ""
    return sign + number(float(row[name]), significant=SIGNIFICANT)


def _method(row: Row) -> str:
    if row["n_censored"] == 0:
        return _("all detected")
    return "Kaplan–Meier" if row["method"] == "kaplan_meier" else _("order statistics")


def _why(row: Row) -> str:
    words = {
        "one_value": _("One sample has no mean."),
        "too_few_detected": _("A mean needs three detected values."),
        "nothing_detected": _("Nothing was detected."),
        "contains_greater_than": _("Some are only known to be above a number."),
        "logarithmic": _("A mean of logarithms would mean nothing."),
    }
    return words[str(row["reason"])]


def _counted(found: pd.DataFrame) -> str:
    once = found[found["method"] != "ros"]
    single, pooled = int(once["n"].sum()), int(once["n_pooled"].sum())
    unusable = int(once["n_unusable"].sum())
    parts = [
        ngettext("{count} single sample is shown.", "{count} single samples are shown.", single)
    ]
    if pooled:
        parts.append(
            ngettext(
                "{count} mean, maximum or the like is left out.",
                "{count} means, maxima and the like are left out.",
                pooled,
            )
        )
    if unusable:
        parts.append(
            ngettext(
                "{count} value without a positive number in the common unit is left out.",
                "{count} values without a positive number in the common unit are left out.",
                unusable,
            )
        )
    return " ".join(parts)


def _remarks(found: pd.DataFrame) -> list[str]:
    """Say what to mind, the flags of the methods included."""
    flags = {flag for text in found["flags"].dropna() for flag in str(text).split(";")}
    known = {
        "lowest_is_a_limit": _(
            "The lowest value is a detection limit: the Kaplan–Meier mean is rather too high."
        ),
        "limit_above_all_detects": _(
            "A detection limit above every detected value tells nothing and is left out."
        ),
        "more_than_80_percent_censored": _(
            "More than 80 % lie below detection: such a mean is hardly an estimate."
        ),
        "limit_not_stated": _(
            "Some were not detected and their detection limit is not stated: no mean can use them."
        ),
        "few_detected": _("Fewer than eight were detected: the interval is rough."),
    }
    remarks = [words for flag, words in known.items() if flag in flags]
    if (found["reason"] == "").any():
        remarks.append(
            _(
                "Samples are taken where somebody looks for metal, and stand close together: such "
                "a mean speaks of these samples, not of a country."
            )
        )
    return remarks
