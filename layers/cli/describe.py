"""Command: write `datapackage.json` from the tables' rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from layers.descriptor import read_facts, write_descriptor
from layers.errors import Problems
from layers.registry import Registry
from layers.validate import registry_of

NAME = "describe"
HELP = "write datapackage.json anew, keeping what it says of the package itself"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("path", type=Path, help="folder of a data package")


def run(args: argparse.Namespace) -> int:
    """Rewrite the descriptor's tables; name, version and licences stay as they are."""
    problems = Problems()
    facts = read_facts(args.path, problems)
    problems.raise_if_any(str(args.path))
    assert facts is not None
    print(write_descriptor(facts, args.path, Registry.load(registry_of(args.path))))
    return 0
