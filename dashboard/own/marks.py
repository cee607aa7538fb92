"""Own values as the symbol layer reads them: the columns of the published ones, and more."""

from typing import Any

import pandas as pd

from dashboard.atlas import Atlas
from dashboard.columns import as_json, significant
from dashboard.components.map.marks import labels_of, points_of, values_of
from dashboard.i18n import _
from layers.model import REGIMES


def own_marks(own: pd.DataFrame, atlas: Atlas) -> dict[str, Any]:
    """Return everything that the map needs of own values, in the reader's language.

    Parameters
    ----------
    own : DataFrame
        From `dashboard.own.frame.own_frame`; also values without a position.
    atlas : Atlas

    Returns
    -------
    dict
        `values` and `points` as `dashboard.components.map.marks` has them, rows in the order in
        which they were sent, with `times`, the multiple of the limit by law.
    """
    points = own.drop_duplicates("point_id")
    place_names = dict(zip(points["point_id"], points["name"], strict=True))
    names: dict[str, list[str]] = {}
    data = {
        "points": points_of(points, place_names, names),
        "values": values_of(own, points, names, atlas),
        "names": names,
        "ranges": _ranges(own, atlas),
    }
    data["values"]["times"] = {
        regime: as_json(significant(own[f"times_{regime}"].astype(float), 4)) for regime in REGIMES
    }
    return data | {"labels": labels_of(names, atlas), "words": _words()}


def _ranges(own: pd.DataFrame, atlas: Atlas) -> dict[str, dict[str, list[float]]]:
    """Return the published colour scales, and for what is not published scales of its own."""
    ranges = {analyte: dict(spans) for analyte, spans in atlas.ranges.items()}
    for analyte, spans in atlas.ranges_of(own[own["value_std"] > 0]).items():
        for unit, span in spans.items():
            ranges.setdefault(analyte, {}).setdefault(unit, span)
    here = set(own["analyte"])
    return {analyte: spans for analyte, spans in ranges.items() if analyte in here}


def _words() -> dict[str, str]:
    """Return the words of tooltips, and of what the browser writes itself."""
    return {
        "mine": _("Your data, this session only"),
        "notOurs": _("not published, not checked by us"),
        "undated": _("year not stated"),
        "ofSamples": _("{statistic} of {n} samples"),
        "values": _("the most serious of {count} values"),
        "highest": _("the highest of {count} values"),
        "mineHere": _("Your own measured here: {count}"),
        "RO": _("Romania: {verdict}"),
        "RS": _("Serbia: {verdict}"),
    }
