"""The sound values of a file as a table of our form, which the intake reads back unchanged."""

import pandas as pd

COLUMNS = ("sample_id", "point_id", "name", "country", "municipality", "lat", "lon",
           "coord_quality", "coord_uncertainty_m", "land_use", "medium", "fraction", "taxon",
           "organ", "analyte", "value", "unit", "censoring", "statistic", "n", "sd",
           "depth_top_cm", "depth_bottom_cm", "date_start", "date_end", "method", "extraction",
           "note")  # fmt: skip
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def sound_table(frame: pd.DataFrame) -> bytes:
    """Return CSV in UTF-8 with a mark: one row a sound value, numbers as printed.

    Texts that a spreadsheet would run are written with an apostrophe before them.
    """
    table = frame.rename(columns={"uncertainty_m": "coord_uncertainty_m"})
    table = table.assign(value=_printed(table))[list(COLUMNS)]
    texts = table.select_dtypes(exclude="number").columns
    table[texts] = table[texts].map(_harmless)
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _printed(table: pd.DataFrame) -> pd.Series:
    """Return numbers as the file has them; of an oxide the element's share."""
    share = table["value"].map(lambda number: f"{number:.4g}")
    return table["printed"].where(table["oxide"] == "", share)


def _harmless(text: object) -> object:
    return f"'{text}" if isinstance(text, str) and text.startswith(_RUNS) else text
