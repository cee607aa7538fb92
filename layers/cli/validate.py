"""Command: hold data packages against their rules."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from layers.advice import AdviceBook
from layers.assess import load_limits
from layers.positions import DEFAULT_COUNTRIES
from layers.registry import Registry
from layers.tables import Tell
from layers.validate import read_package, registry_of

NAME = "validate"
LONG_WORK_S = 2.0
HELP = "check a data package; every fault by file, line, column, found and expected"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("path", type=Path, nargs="+", help="folder of a data package")
    parser.add_argument("--registry", type=Path, help="folder of the shared registries")
    parser.add_argument(
        "--countries",
        type=Path,
        default=DEFAULT_COUNTRIES,
        help="GeoJSON polygons with the property 'country' (default: the basemap's)",
    )


def run(args: argparse.Namespace) -> int:
    """Check every package; a fault ends the command with status 1."""
    registry = Registry.load(args.registry) if args.registry else None
    for path in args.path:
        package = read_package(path, registry, args.countries, _progress())
        folder = args.registry or registry_of(path)
        load_limits(folder)
        AdviceBook.load(folder)
        rows = ", ".join(f"{len(frame):,} {name}" for name, frame in package.frames.items())
        kind = " (simulated)" if package.facts.simulated else ""
        print(f"{path}: {package.facts.name} {package.facts.version}{kind} is sound: {rows}")
    return 0


def _progress() -> Tell:
    """Return a teller that speaks on standard error when the work takes long."""
    told = time.monotonic()

    def tell(file: str, rows: int) -> None:
        nonlocal told
        if time.monotonic() - told >= LONG_WORK_S:
            told = time.monotonic()
            print(f"{file}: {rows:,} rows read", file=sys.stderr)

    return tell
