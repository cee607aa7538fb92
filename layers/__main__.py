"""The command line: ``python -m layers <command>``.

A command is a module of `layers.cli` with `NAME`, `HELP`, `add_arguments(parser)` and
`run(args) -> int`.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

import layers.cli
from layers.errors import AtlasError


def commands() -> dict[str, ModuleType]:
    """Return the modules of all commands by name."""
    found = sorted(module.name for module in pkgutil.iter_modules(layers.cli.__path__))
    modules = [importlib.import_module(f"layers.cli.{name}") for name in found]
    return {module.NAME: module for module in modules if hasattr(module, "NAME")}


def parser() -> argparse.ArgumentParser:
    """Return the parser with one sub-parser a command."""
    top = argparse.ArgumentParser(prog="python -m layers", description="The atlas's data tools.")
    subparsers = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in commands().items():
        sub = subparsers.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status, with any refusal on standard error."""
    args = parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except AtlasError as error:
        print(f"error: {error}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
