"""Names for the map, most important first, in the reader's language."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components.map.marks import as_single_feature
from dashboard.i18n import current_language, in_script, toponym
from layers.languages import languages

LABEL_COLUMNS = {"en": "name_en", "ro": "name_ro", "sr": "name_sr_latn"}
LABELS = Path(__file__).parents[3] / "data" / "basemap" / "labels.csv"


def labels_feature(atlas: Atlas) -> dict[str, Any]:
    """Build the FeatureCollection of the name layer: one feature that carries all names."""
    return as_single_feature({"labels": labels(current_language())})


@lru_cache
def labels(language: str) -> list[dict[str, Any]]:
    """Return the names in the order in which they claim their room.

    Parameters
    ----------
    language : str
        Language code of the page; its names are taken where there are any, else the local ones.
    """
    column = LABEL_COLUMNS[languages()[language].labels]
    with LABELS.open(encoding="utf-8", newline="") as file:
        return [
            {
                "kind": row["kind"],
                "name": _name(row, column),
                "lat": float(row["lat"]),
                "lon": float(row["lon"]),
                "zoom": int(row["zoom"]),
                **({"until": int(row["until"])} if row["until"] else {}),
            }
            for row in csv.DictReader(file)
        ]


def _name(row: dict[str, str], column: str) -> str:
    """Name of a label in the page's language; a foreign name stays in its own letters."""
    if column != LABEL_COLUMNS["sr"]:
        return row[column] or row["name"]
    return in_script(row[column]) if row[column] else toponym(row["name"], row["country"])
