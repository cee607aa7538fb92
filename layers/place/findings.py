"""Which published values are told of a place: few, the telling ones, one a metal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from layers.assess import Limits
from layers.model import PLAIN_STEPS, Law
from layers.place.judged import Judged
from layers.place.model import Finding
from layers.place.verdicts import judged_here

STATISTICS = ("max", "max_of_means", "mean", "geometric_mean", "median", "single")
"""Of several statistics of one area the first of these is told, else any."""


OLD_YEARS = 25
"""What was taken longer ago tells of another time: it is shown with its year, and no advice hangs
on it."""

CLOSE, REGION, FAR = "close", "region", "far"
"""Parts of what is told of a medium: what speaks of the place and its surroundings, of a wide
region that holds it, and the nearest value where there is nothing else."""

_PART = {"here": CLOSE, "near": CLOSE, "area": CLOSE, "region": REGION, "far": FAR}


PARTS_OF_TOTAL = ("mobile", "oxide_form", "sulphide_form", "clay_fraction")
"""Fractions that tell less than the whole content: told only where nothing else is published."""

TOPSOIL_CM = 30.0
"""What was taken from deeper down is told only where nothing shallower is published."""


def chosen(values: pd.DataFrame, media: Sequence[str], oldest_year: int = 0) -> pd.DataFrame:
    """Choose what may be told of each medium, part and analyte, the most telling first.

    Of samples the whole content before a part of it, topsoil before what lies deeper, new before
    old, from here before near, then the highest value; of statistics that of the smallest area.
    The best of old samples and of statistics follows what is told before them, for
    `findings_of` to weigh. Of what is far, only the nearest value of a medium that nothing closer
    is published of.

    Parameters
    ----------
    values
        From `Knowledge.at`.
    media
        Media that are asked about.
    oldest_year
        What was taken before is old.

    Returns
    -------
    DataFrame
        With `part`, and `size`, `min`, `max`: number and range (in `unit_std`) of the samples that
        are here or near.
    """
    rows = values[values["medium"].isin(list(media))]
    rows = rows.assign(part=rows["reach"].map(_PART))
    rows = rows[(rows["part"] != FAR) | _nearest_far(rows)]
    single = rows["reach"].isin(["here", "near"])
    order = _order(rows, single, oldest_year)
    rows = rows.assign(
        _kind=np.where(rows["part"] != CLOSE, 0, np.where(single, order["old"], 2)),
    ).loc[order.sort_values(list(order), kind="stable").index]
    first = rows.drop_duplicates(["part", *_GROUP, "_kind"])
    counted = rows[single.loc[rows.index]].groupby(_GROUP)["value_std"].agg(["size", "min", "max"])
    first = first.join(counted, on=_GROUP)
    first.loc[~single.loc[first.index], ["size", "min", "max"]] = float("nan")
    return first.assign(size=first["size"].fillna(0).astype(int)).drop(columns="_kind")


def _order(rows: pd.DataFrame, single: pd.Series, oldest_year: int) -> pd.DataFrame:
    """Return what decides between values, the weightiest column first; the lowest are told."""
    deep = (rows["depth_top_cm"] >= TOPSOIL_CM) & rows["medium"].isin(["soil", "sediment"])
    area = rows["coord_uncertainty_m"].fillna(0.0)
    return pd.DataFrame(
        {
            "pooled": ~single,
            "partial": rows["fraction"].isin(PARTS_OF_TOTAL),
            "deep": deep,
            "old": rows["year_end"].fillna(oldest_year) < oldest_year,
            "near": single & (rows["reach"] == "near"),
            "area": area.where(~single, 0.0),
            "statistic": rows["statistic"].map(_rank_of_statistic),
            "newest": (-rows["year_end"].fillna(0).astype("int64")).where(~single, 0),
            "bound": rows["censoring"] == "<",
            "highest": -rows["value_std"],
            "distance": rows["distance_m"],
        }
    )


_GROUP = ["medium", "analyte"]


def _nearest_far(rows: pd.DataFrame) -> pd.Series:
    """Mark the nearest value of each medium of which nothing closer is published."""
    close = rows.loc[rows["part"] == CLOSE, "medium"].unique()
    far = rows[(rows["part"] == FAR) & (rows["scope"] == "border") & ~rows["medium"].isin(close)]
    nearest = far.sort_values("distance_m", kind="stable").drop_duplicates("medium")
    return pd.Series(rows.index.isin(nearest.index), index=rows.index)


def _rank_of_statistic(word: str) -> int:
    return STATISTICS.index(word) if word in STATISTICS else len(STATISTICS)


Told = Mapping[tuple[str, str], tuple["Finding", ...]]
"""Findings by (medium, part)."""


def findings_of(
    rows: pd.DataFrame,
    limits: Limits,
    law: Law,
    land_use: str,
    priority: Mapping[str, int],
    *,
    both: bool = False,
) -> Told:
    """Judge chosen values and put the severest of each medium first.

    Of one analyte an old sample or a statistic is told beside a better value only where it is
    severer than that.

    Parameters
    ----------
    rows
        From `chosen`.
    limits, law, land_use, both
        As in `judged_here`.
    priority
        Order of the analytes in menus, for values of equal severity.
    """
    judged = judged_here(rows, limits, law, land_use, both=both)
    columns = [rows[name].tolist() for name in rows]
    records = (dict(zip(rows, cells, strict=True)) for cells in zip(*columns, strict=True))
    told: dict[tuple[str, str], list[Finding]] = {}
    best: dict[tuple[str, str, str], int] = {}
    for row, one in zip(records, judged, strict=True):
        if one.rank <= best.setdefault((row["medium"], row["part"], row["analyte"]), -1):
            continue
        best[row["medium"], row["part"], row["analyte"]] = one.rank
        finding = _finding(row, one, limits.today.year - OLD_YEARS)
        told.setdefault((row["medium"], row["part"]), []).append(finding)
    return {
        key: tuple(sorted(found, key=lambda one: _severity(one, priority)))
        for key, found in told.items()
    }


def _severity(finding: Finding, priority: Mapping[str, int]) -> tuple[Any, ...]:
    judged = finding.judged
    unread = PLAIN_STEPS.index(judged.severest) if judged.severest else -1
    place_in_menu = priority.get(finding.analyte, 10_000)
    return *finding.weight, -unread, -(judged.shown.times or 0.0), place_in_menu


def _finding(row: Mapping[Any, Any], judged: Judged, oldest_year: int) -> Finding:
    last_year = _whole(row["year_end"])
    return Finding(
        measurement_id=str(row["measurement_id"]),
        point_id=str(row["point_id"]),
        place=str(row["name"]),
        country=str(row["country"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        medium=str(row["medium"]),
        analyte=str(row["analyte"]),
        taxon=str(row["taxon"]),
        organ=str(row["organ"]),
        value_printed=str(row["value_printed"]),
        value=float(row["value"]),
        unit=str(row["unit"]),
        censoring=str(row["censoring"]),
        statistic=str(row["statistic"]),
        pooled=row["reach"] in ("area", "region") or bool(row["pooled"]),
        n=_whole(row["n"]),
        depth_top_cm=_number(row["depth_top_cm"]),
        depth_bottom_cm=_number(row["depth_bottom_cm"]),
        year_from=_whole(row["year_start"]),
        year_to=last_year,
        source_id=str(row["source_id"]),
        reach=row["reach"],
        distance_m=_number(row["distance_m"]),
        uncertainty_m=_number(row["coord_uncertainty_m"]),
        coord_quality=str(row["coord_quality"]),
        samples=int(row["size"]),
        low=_number(row["min"]),
        high=_number(row["max"]),
        unit_std=str(row["unit_std"]),
        old=last_year is not None and last_year < oldest_year,
        judged=judged,
    )


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
