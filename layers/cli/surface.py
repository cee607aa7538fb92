"""Command: estimate a concentration between samples, as a GeoTIFF."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from layers.assess import Limits, load_limits
from layers.atomic import replacing
from layers.errors import AtlasError
from layers.space.geotiff import write_geotiff
from layers.space.surface import Grid, NoEstimate, Surface, fit_surface
from layers.store import Store, open_store

NAME = "surface"
HELP = "estimate a concentration between samples and write it as a GeoTIFF"
SUFFIXES = (".tif", ".tiff")
DECIDING_STEP = 2

WORDS: dict[str, str] = {
    "medium_not_a_field": "its concentration is no field over the land that could be interpolated",
    "too_few": "{found:.0f} positions with a single sample of known place and depth, "
    "at least {needed:.0f} are needed",
    "too_censored": "{found:.0%} of the values lie below detection, at most {needed:.0%} may",
    "no_variation": "the variance of the logarithms is {found:.3g}, "
    "at least {needed:.3g} is needed",
    "too_close_together": "the positions span {found:,.0f} m, at least {needed:,.0f} m are needed",
    "on_a_line": "the positions lie along a line: their breadth is {found:.1%} of their length, "
    "at least {needed:.0%} is needed",
    "too_few_pairs": "{found:.0f} distances occur often enough, at least {needed:.0f} are needed",
    "no_better_than_the_mean": "kriging errs {found:.2f} times as much as the mean of all other "
    "samples, less than {needed:.2f} is needed",
    "intervals_too_narrow": "{found:.0%} of the left-out samples lie in their 90 % interval, "
    "at least {needed:.0%} must",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("store", nargs="?", help="data package (default $ATLAS_DATA, else data)")
    parser.add_argument("--analyte", required=True, help="key of registry/analytes.csv, e.g. Cu")
    parser.add_argument("--medium", required=True, help="key of registry/media.csv, e.g. soil")
    parser.add_argument("-o", "--output", required=True, help="GeoTIFF to write, ending in .tif")
    parser.add_argument("--limit", type=_positive, help="limit in the medium's unit (mg/kg)")
    parser.add_argument(
        "--law",
        default="RO",
        choices=("RO", "RS"),
        help="without --limit: whose alert threshold or limit (default RO)",
    )
    parser.add_argument(
        "--land-use",
        default="sensitive",
        choices=("sensitive", "less_sensitive"),
        help="where Romanian law distinguishes (default sensitive)",
    )
    parser.add_argument("--cell", type=_positive, help="side of a cell in metres")


def run(args: argparse.Namespace) -> int:
    """Fit, estimate and write; nothing is written when the samples support no estimate."""
    output = Path(args.output)
    if output.suffix.lower() not in SUFFIXES:
        raise AtlasError(f"{output}: expected a name ending in .tif")
    if not output.parent.is_dir():
        raise AtlasError(f"{output.parent}: no such folder")
    location = args.store or os.environ.get("ATLAS_DATA") or "data"
    _say(f"reading {location}")
    store = open_store(location)
    _check_names(store, args.analyte, args.medium)
    _say(f"fitting {args.analyte} in {args.medium}")
    surface = fit_surface(store.values(), args.analyte, args.medium)
    if isinstance(surface, NoEstimate):
        raise AtlasError(refusal(surface, args.analyte, args.medium))
    limit, origin = args.limit, "given"
    if limit is None:
        limit, origin = legal_limit(
            load_limits(), args.law, args.land_use, args.medium, args.analyte
        )
    _say(f"{surface.samples.n} positions, {_described(surface)}")
    grid = surface.grid(limit, cell_m=args.cell, progress=_progress())
    _say(f"writing {output}")
    with replacing(output) as unfinished:
        _write(unfinished, grid, tags(store, surface, limit, origin))
    return 0


def refusal(answer: NoEstimate, analyte: str, medium: str) -> str:
    """Return why there is no surface, with the values left out."""
    words = WORDS[answer.reason].format(found=answer.found, needed=answer.needed)
    lines = [f"no estimate of {analyte} in {medium}: {words}; nothing written"]
    lines += [f"  {count:,} values left out: {cause}" for cause, count in answer.excluded.items()]
    return "\n".join(lines)


def legal_limit(
    limits: Limits, law: str, land_use: str, medium: str, analyte: str
) -> tuple[float | None, str]:
    """Return the number above which the deciding law speaks of an alert, and where it stands.

    The tabled number, without soil-type correction; None and why where the law has none.
    """
    for ladder in limits.ladders_for(law, medium, land_use)[:1]:
        steps = {
            rung.exceeds for rung in limits.schemes[ladder.scheme] if rung.step == DECIDING_STEP
        }
        for row in limits.by_place.get((ladder.regulation_id, medium, analyte), ()):
            applies = row.threshold in steps and row.use in ladder.uses.split(";")
            if applies and row.value is not None:
                return row.value, row.limit_id
    return None, f"{law} law has none"


def tags(store: Store, surface: Surface, limit: float | None, origin: str) -> dict[str, str]:
    """Return what the file says about itself."""
    package, samples, model = store.package, surface.samples, surface.variogram
    first, last = samples.years
    return {
        "TITLE": f"{surface.analyte} in {surface.medium}, estimated between samples",
        "PACKAGE": package.name,
        "PACKAGE_VERSION": package.version,
        "SIMULATED": "yes: no measurement in it" if package.simulated else "no",
        "ANALYTE": surface.analyte,
        "MEDIUM": surface.medium,
        "UNIT": samples.unit,
        "FRACTION": samples.fraction,
        "YEARS": f"{first} to {last}",
        "METHOD": "ordinary kriging of natural logarithms; median, 5 % and 95 % quantile",
        "POSITIONS": str(samples.n),
        "VALUES": str(samples.values),
        "VALUES_BELOW_DETECTION": str(samples.censored),
        "VARIOGRAM": f"{model.model}, nugget {model.nugget:.4g}, partial sill "
        f"{model.partial_sill:.4g}, range {model.range_m:.0f} m",
        "LEAVE_ONE_OUT_FACTOR": f"{surface.loo_error:.3g}",
        "LEAVE_ONE_OUT_RATIO": f"{surface.leave_one_out.ratio:.3f} of the error of the mean",
        "LEAVE_ONE_OUT_COVERAGE": f"{surface.leave_one_out.coverage:.3f} in the 90 % interval",
        "LIMIT": "none" if limit is None else f"{limit:g} {samples.unit}",
        "LIMIT_FROM": origin,
    }


def _write(path: Path, grid: Grid, said: dict[str, str]) -> None:
    unit = said["UNIT"]
    names = {
        "median": f"median [{unit}]",
        "low": f"low, 5 % quantile [{unit}]",
        "high": f"high, 95 % quantile [{unit}]",
        "probability": f"probability of exceeding the limit ({said['LIMIT']})",
    }
    bands = {names[name]: values for name, values in grid.bands.items()}
    write_geotiff(path, bands, (grid.west, grid.north), grid.cell_m, said)


def _check_names(store: Store, analyte: str, medium: str) -> None:
    for kind, name, frame in (
        ("analyte", analyte, store.registry.analytes),
        ("medium", medium, store.registry.media),
    ):
        if name not in set(frame[kind]):
            raise AtlasError(f"--{kind}: found {name!r}, expected a key of its registry")


def _described(surface: Surface) -> str:
    model, checked = surface.variogram, surface.leave_one_out
    return (
        f"{model.model} variogram with a range of {model.range_m / 1000:.1f} km; left-out "
        f"samples differ by a factor of {surface.loo_error:.2f}, {checked.ratio:.0%} of the error "
        "of the mean"
    )


def _progress() -> Callable[[float], None]:
    """Return a listener that prints every tenth."""
    told = 0

    def listen(share: float) -> None:
        nonlocal told
        if int(share * 10) > told:
            told = int(share * 10)
            _say(f"estimating: {told * 10} %")

    return listen


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"found {text}, expected a number above zero")
    return number


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
