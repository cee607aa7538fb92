"""The sound values of a file as a table of our form, which the intake reads back unchanged."""

import pandas as pd

from layers.intake.amounts import plain
from layers.intake.formulas import guarded

TEXTS = ("sample_id", "point_id", "name", "country", "municipality", "coord_quality", "land_use",
         "medium", "foodstuff", "fraction", "taxon", "organ", "analyte", "unit", "censoring",
         "statistic", "date_start", "date_end", "method", "extraction", "note")  # fmt: skip
COLUMNS = ("sample_id", "point_id", "name", "country", "municipality", "lat", "lon",
           "coord_quality", "coord_uncertainty_m", "land_use", "medium", "foodstuff", "fraction",
           "taxon", "organ", "analyte", "value", "unit", "censoring", "statistic", "n", "sd",
           "depth_top_cm", "depth_bottom_cm", "date_start", "date_end", "method", "extraction",
           "note")  # fmt: skip


def sound_table(frame: pd.DataFrame) -> bytes:
    """Return CSV in UTF-8 with a mark: one row a sound value, numbers as printed.

    Texts that a spreadsheet would run are written with an apostrophe before them; numbers, which
    may be negative, never are.
    """
    table = frame.rename(columns={"uncertainty_m": "coord_uncertainty_m"})
    table = table.assign(value=_printed(table))[list(COLUMNS)]
    for name in TEXTS:
        table[name] = table[name].fillna("").map(guarded)
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _printed(table: pd.DataFrame) -> pd.Series:
    """Return numbers as the file has them; of an oxide the element's share."""
    return table["printed"].where(table["oxide"] == "", table["value"].map(plain))
