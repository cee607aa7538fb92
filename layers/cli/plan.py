"""Command: lay samples over an area and write them for a receiver, a map or a spreadsheet."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import shapely

from layers.advice import AdviceBook
from layers.atomic import replacing
from layers.errors import AtlasError
from layers.intake import Words
from layers.languages import languages
from layers.sampling import Area, Design, Plan, area_of, circle, make_plan
from layers.sampling.files import geojson, gpx, kml
from layers.sampling.near import things_near
from layers.sampling.plan import USUAL_SHARE
from layers.sampling.sheet import csv_sheet, xlsx
from layers.store import open_store

NAME = "plan"
HELP = "lay samples over an area: a grid, or random points in strata"

Write = Callable[[Plan, argparse.Namespace], bytes]
_POSITION = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--area", type=Path, metavar="FILE", help="outline: GeoJSON, GeoPackage, KML or shapefile"
    )
    where.add_argument("--at", metavar="LAT,LON", help="middle of a circle, with --radius")
    parser.add_argument("--radius", type=float, metavar="M", help="of the circle, metres")
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--spacing", type=float, metavar="M", help="metres between neighbours")
    size.add_argument("--samples", type=int, metavar="N", help="how many places")
    parser.add_argument(
        "--kind", default="square", choices=("square", "triangular", "grid", "stratified"),
        help="grid is square (default); stratified: a random point in each compact part",
    )  # fmt: skip
    parser.add_argument(
        "--strata", default="cell", choices=("cell", "waste", "mine", "river"),
        help="of a stratified plan: parts alone (default), or first by distance to one of these",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="same seed, same plan (default 1)")
    parser.add_argument(
        "--duplicates", type=float, default=USUAL_SHARE, metavar="SHARE",
        help="share of the samples that is taken twice (default 0.05)",
    )  # fmt: skip
    parser.add_argument(
        "--blanks", type=float, default=0.0, metavar="SHARE", help="blanks as a share (default 0)"
    )
    parser.add_argument("--prefix", default="ATL", help="beginning of the ids (default ATL)")
    parser.add_argument("--medium", default="soil", help="of the sheet (default soil)")
    parser.add_argument(
        "--metal", action="append", default=[], help="of the sheet, can be repeated"
    )
    parser.add_argument("--lang", default="en", choices=list(languages()), help="of the sheet")
    parser.add_argument("--store", help="mines and waste (default $ATLAS_DATA, else data)")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT",
        help="ending in .gpx, .kml, .geojson, .csv or .xlsx",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Make the plan and write it; nothing is written when there is none."""
    write = _writer(args.output)
    area = _area(args)
    design = Design(
        kind="square" if args.kind == "grid" else args.kind,
        samples=args.samples,
        spacing_m=args.spacing,
        strata=args.strata,
        seed=_seed(args.seed),
        duplicates=args.duplicates,
        blanks=args.blanks,
        prefix=args.prefix,
    )
    near = None
    if design.strata != "cell":
        store = open_store(args.store or os.environ.get("ATLAS_DATA") or "data")
        near = things_near(design.strata, store)
    plan = make_plan(area, design, near)
    data = write(plan, args)
    with replacing(args.output) as unfinished:
        unfinished.write_bytes(data)
    print(described(plan), file=sys.stderr)
    if not AdviceBook.load().can_take(args.medium):
        print(
            f"no source on taking {args.medium} was read: ask the laboratory how, before you go",
            file=sys.stderr,
        )
    return 0


def described(plan: Plan) -> str:
    """Return what was planned, in a line for each thing to know."""
    places, twice = len(plan.points), len(plan.with_role("duplicate"))
    lines = [
        f"{places} places over {plan.area.size_m2 / 10_000:,.1f} ha, spacing "
        f"{plan.spacing_m:,.0f} m in EPSG:{plan.area.epsg}; {twice} of them taken twice, "
        f"{len(plan.with_role('blank'))} blanks"
    ]
    if not plan.area.on_map:
        lines.append("it lies outside the region of the atlas, which knows nothing of it")
    asked = plan.design.samples
    if asked is not None and asked != places:
        lines.append(f"{asked} were asked for; a grid over this outline has {places}")
    lines += [
        f"  {band.samples} at {band.low_m:,.0f} to {band.high_m:,.0f} m" for band in plan.bands
    ]
    return "\n".join(lines)


def _writer(path: Path) -> Write:
    writers: dict[str, Write] = {
        ".gpx": lambda plan, _args: gpx(plan),
        ".kml": lambda plan, _args: kml(plan),
        ".geojson": lambda plan, _args: geojson(plan),
        ".csv": lambda plan, args: csv_sheet(
            plan, Words.load(), args.medium, args.metal, args.lang
        ),
        ".xlsx": lambda plan, args: xlsx(plan, Words.load(), args.medium, args.metal, args.lang),
    }
    if path.suffix.lower() not in writers:
        raise AtlasError(f"{path}: expected a name ending in {', '.join(writers)}")
    if not path.parent.is_dir():
        raise AtlasError(f"{path.parent}: no such folder")
    return writers[path.suffix.lower()]


def _area(args: argparse.Namespace) -> Area:
    if args.area:
        return _area_of_file(args.area)
    match = _POSITION.fullmatch(args.at)
    if match is None:
        raise AtlasError(f"--at: found {args.at!r}, expected degrees such as 44.08,22.10")
    if args.radius is None:
        raise AtlasError("--radius: is missing, expected the metres round --at")
    return circle(float(match[1]), float(match[2]), args.radius)


def _area_of_file(path: Path) -> Area:
    """Return the polygons of a file as one area."""
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    if not path.is_file():
        raise AtlasError(f"{path}: no such file")
    try:
        frame = gpd.read_file(path)
    except (DataSourceError, ValueError, RuntimeError) as error:
        raise AtlasError(f"{path}: no outline can be read from it ({error})") from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise AtlasError(f"{path}: there is no outline in it")
    if frame.crs is None:
        raise AtlasError(f"{path}: says no coordinate system; save it with one")
    degrees = frame.geometry.to_crs(4326).force_2d()
    polygons = degrees[degrees.geom_type.isin(["Polygon", "MultiPolygon"])]
    single = polygons.iloc[0] if len(polygons) == 1 else None
    return area_of(single if single is not None else shapely.union_all(polygons.to_numpy()))


def _seed(seed: int) -> int:
    if seed < 0:
        raise AtlasError(f"--seed: found {seed}, expected 0 or more")
    return seed
