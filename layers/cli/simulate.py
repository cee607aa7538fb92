"""Write a simulated training survey."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

NAME = "simulate"
HELP = "write a simulated training survey in the form of the published package"

LONG_WORK_S = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--samples",
        type=int,
        default=600,
        help="number of samples, field duplicates included (default: %(default)s)",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=2026,
        help="the same seed gives the same bytes (default: %(default)s)",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder to write; only an absent, an empty or a simulated one is touched",
    )


def run(args: argparse.Namespace) -> int:
    """Write the survey; progress goes to standard error when it takes long."""
    from layers.simulate import write_survey

    write_survey(args.output, args.samples, args.seed, _progress(args.samples))
    print(f"{args.samples:,} simulated samples written to {args.output}")
    return 0


def _progress(samples: int) -> Callable[[int], None]:
    started = told = time.monotonic()

    def tell(done: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= LONG_WORK_S:
            told = now
            left = (now - started) * (samples - done) / done
            print(f"{done:,} of {samples:,} samples, about {left:.0f} s left", file=sys.stderr)

    return tell
