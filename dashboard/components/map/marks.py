"""Everything that the symbol layer needs, column by column, for the browser to choose from.

The file holds each value once with small codes instead of words, so that another metal, law or
filter is a matter of reading other columns: no request, no new layer.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard.atlas import Atlas
from dashboard.columns import as_json, significant
from dashboard.i18n import _, place_name, printed
from dashboard.limits import verdict_words
from layers.model import REGIMES

SYMBOLS = Path(__file__).parents[3] / "assets" / "symbols.json"
CENSORING = {"": 0, "<": 1, ">": 2}


def marks_feature(atlas: Atlas) -> dict[str, Any]:
    """Build the FeatureCollection of the symbol layer: one feature that carries all columns.

    Returns
    -------
    dict
        GeoJSON. `properties.points` and `properties.values` are columns of equal length;
        `names` decodes them; only values with a position are in it.
    """
    values = atlas.on_map(atlas.values)
    points = values.drop_duplicates("point_id")
    names: dict[str, list[str]] = {}
    columns = {
        "points": points_of(points, atlas.names(), names),
        "values": values_of(values, points, names, atlas),
        "names": names,
        "ranges": atlas.ranges,
        "objects": [*_mines(atlas), *_waste(atlas)],
        "shapes": json.loads(SYMBOLS.read_text(encoding="utf-8")),
        "labels": labels_of(names, atlas),
        "words": _words(),
    }
    return as_single_feature(columns)


def labels_of(names: dict[str, list[str]], atlas: Atlas) -> dict[str, list[str]]:
    """Return the words of codes that a tooltip spells out, in the reader's language."""
    return {
        "medium": [atlas.medium_name(medium) for medium in names["medium"]],
        "statistic": [atlas.term("statistic", word) for word in names["statistic"]],
    }


def as_single_feature(properties: dict[str, Any]) -> dict[str, Any]:
    """Wrap columns as the one feature of a layer that paints itself."""
    geometry = {"type": "Point", "coordinates": [22.1, 44.6]}
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    return {"type": "FeatureCollection", "features": [feature]}


def _codes(column: pd.Series, key: str, names: dict[str, list[str]]) -> list[int]:
    codes, found = pd.factorize(column.fillna("").astype(str), sort=True)
    names[key] = [str(name) for name in found]
    return [int(code) for code in codes]


def points_of(
    points: pd.DataFrame, place_names: Mapping[str, str], names: dict[str, list[str]]
) -> dict[str, list[Any]]:
    """Return the columns of places, one row each; codes are added to `names`."""
    return {
        "id": points["point_id"].tolist(),
        "name": [place_names[key] for key in points["point_id"]],
        "lat": _degrees(points["lat"]),
        "lon": _degrees(points["lon"]),
        "uncertainty": [int(m) for m in points["coord_uncertainty_m"].fillna(0)],
        "scope": points["scope"].tolist(),
        "country": _codes(points["country"], "country", names),
        "use": _codes(points["land_use"], "use", names),
    }


def _degrees(column: pd.Series) -> list[float | None]:
    return [None if np.isnan(x) else round(x, 5) for x in column.astype(float).tolist()]


def values_of(
    values: pd.DataFrame, points: pd.DataFrame, names: dict[str, list[str]], atlas: Atlas
) -> dict[str, Any]:
    """Return the columns of values, one row each; codes are added to `names`."""
    index = pd.Series(range(len(points)), index=points["point_id"])
    verdicts = {regime: values[f"verdict_{regime}"] for regime in REGIMES}
    found = sorted({str(word) for column in verdicts.values() for word in column.unique()})
    names["verdict"] = [verdict_words(atlas.limits, word) for word in found]
    code = {word: i for i, word in enumerate(found)}
    return {
        "point": index[values["point_id"]].tolist(),
        "analyte": _codes(values["analyte"], "analyte", names),
        "group": _codes(values["group"], "group", names),
        "statistic": _codes(values["statistic"], "statistic", names),
        "source": _codes(values["source_id"], "source", names),
        "unit": _codes(values["unit_std"], "unit", names),
        "censored": [CENSORING[sign] for sign in values["censoring"]],
        "standard": as_json(significant(values["value_std"].astype(float), 6)),
        "first": _whole(values["year_start"]),
        "last": _whole(values["year_end"]),
        "printed": [printed(text) for text in values["value_printed"]],
        "printedUnit": _codes(values["unit"], "printedUnit", names),
        "medium": _codes(values["medium"], "medium", names),
        "samples": _whole(values["n"]),
        "step": {regime: values[f"step_{regime}"].astype(int).tolist() for regime in REGIMES},
        "read": {regime: values[f"read_{regime}"].astype(int).tolist() for regime in REGIMES},
        "verdict": {
            regime: [code[str(word)] for word in column] for regime, column in verdicts.items()
        },
    }


def _whole(column: pd.Series) -> list[float | None]:
    return as_json(column.to_numpy(float, na_value=np.nan))


def _mines(atlas: Atlas) -> list[dict[str, Any]]:
    located = atlas.mines[atlas.mines["lat"].notna()]
    return [
        _object("mines", "mine", key, row)
        | {
            "shape": _mine_shape(row["type"], row["status"]),
            "active": row["status"] == "active",
            "planned": row["status"] == "planned",
            "what": _(
                "{type}, {status}",
                type=atlas.term("site_type", row["type"]),
                status=atlas.term("site_status", row["status"]),
            ),
        }
        for key, row in located.iterrows()
    ]


def _mine_shape(kind: str, status: str) -> str:
    """Choose among the shapes of `assets/symbols.json`: what it is, and hammers down if closed."""
    own = {"smelter": "smelter", "refinery": "smelter", "flotation": "flotation"}
    if kind in own:
        return own[kind]
    return "mine_closed" if status == "closed" else "mine"


def _waste(atlas: Atlas) -> list[dict[str, Any]]:
    located = atlas.waste[atlas.waste["lat"].notna()]
    return [
        _object("waste", "waste", key, row)
        | {
            "shape": "waste",
            "active": row["status"] == "active",
            "planned": False,
            "what": _(
                "{type}, {status}",
                type=atlas.term("waste_kind", row["kind"]),
                status=atlas.term("waste_status", row["status"]),
            ),
        }
        for key, row in located.iterrows()
    ]


def _object(layer: str, kind: str, key: Any, row: pd.Series) -> dict[str, Any]:
    radius = row["coord_uncertainty_m"]
    return {
        "layer": layer,
        "kind": kind,
        "id": str(key),
        "name": place_name(row["name"], row["country"], row["name_local"]),
        "country": row["country"],
        "lat": round(float(row["lat"]), 5),
        "lon": round(float(row["lon"]), 5),
        "radius": 0 if pd.isna(radius) else int(radius),
    }


def _words() -> dict[str, str]:
    return {
        "measured": _("Measured here: {count}"),
        "objects": _("Mines and waste areas: {count}"),
        "closer": _("Click to come closer."),
        "more": _("and {count} more"),
        "values": _("the most serious of {count} values"),
        "highest": _("the highest of {count} values"),
        "within": _("position within {distance}"),
        "ofSamples": _("{statistic} of {n} samples"),
        "undated": _("year not stated"),
    }
